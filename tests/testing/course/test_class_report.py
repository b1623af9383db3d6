"""The report on a class is one page, in which nothing of the students is markup."""

import io
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from autograd_mini.testing.course import progress
from autograd_mini.testing.course.class_report import Student, class_report

SENTENCES = {"overwrites-gradient": "It replaces a gradient where it should add to it & more."}
CLASS = [
    Student("anna.py", 40, 3, 12, ("overwrites-gradient",)),
    Student("<script>alert(1)</script>.py", 20, 9, 12, ("overwrites-gradient", "stops-early")),
    Student("carl.py", 43, 0, 12),
    Student("dora.py", 10, 2, 0),
    Student("emil.py", error="a file that cannot be imported:\nSyntaxError at \ud800 <b>"),
]


class Cells(HTMLParser):
    """The rows of a table, as lists of texts."""

    def __init__(self):
        super().__init__()
        self.rows, self.tags, self.links = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in ("src", "href")]
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.rstrip("\n")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_line_for_a_student_and_a_column_for_a_misconception(language):
    page = class_report(CLASS, SENTENCES, language)
    page.encode("utf-8")
    cells = Cells()
    cells.feed(page)
    head, *rows = cells.rows
    assert len(head) == 7  # name, two misconceptions, what is not explained, and three counts
    assert "overwrites-gradient" in head[1] and "stops-early" in head[2]
    assert SENTENCES["overwrites-gradient"] in head[1]
    assert [row[0] for row in rows] == [student.name for student in CLASS]
    assert rows[0][1:] == ["✗", "", "", "40", "3", "12"]
    assert rows[1][1:] == ["✗", "✗", "", "20", "9", "12"]
    assert rows[2][1:4] == ["", "", ""]
    assert rows[3][1:4] == ["", "", "✗"]
    assert rows[4][1].startswith("a file that cannot be imported")
    assert "script" not in cells.tags and "b" not in cells.tags and not cells.links
    (summary,) = re.findall("<p>(.*?)</p>", page)
    assert sorted(re.findall(r"\d", summary)) == ["1", "5"]
    if language == "en":
        assert all(cell[0].isupper() for cell in [*head[:2], *head[3:]])


def test_on_a_telephone_the_first_misconception_is_in_sight(page, tmp_path):
    (tmp_path / "class.html").write_text(class_report(CLASS, SENTENCES), "utf-8")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((tmp_path / "class.html").as_uri())
    for mark in page.locator("tr td:nth-child(2).has").all():
        box = mark.bounding_box()
        assert box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 844
    # The name stays beside what one scrolls to.
    page.locator(".wide").evaluate("e => (e.scrollLeft = 1e4)")
    assert 0 <= page.locator("tbody th").first.bounding_box()["x"] < 30


RIGHT, WRONG, UNMARKED = Student("a.py", 3), Student("b.py", 2, 1), Student("c.py", error="no")


@pytest.mark.parametrize(
    ("students", "summary"),
    [
        ([RIGHT], "The engine fails nothing."),
        ([WRONG], "The engine fails something."),
        ([UNMARKED], "The engine could not be marked."),
        ([WRONG, UNMARKED], "0 of 2 engines fail nothing."),
        ([RIGHT, WRONG, UNMARKED], "1 of 3 engines fails nothing."),
        ([RIGHT, RIGHT, WRONG], "2 of 3 engines fail nothing."),
    ],
)
def test_one_and_many(students, summary):
    page = class_report(students, {})
    assert f"<p>{summary}</p>" in page
    assert ("Not explained" in page) == (WRONG in students)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("tqdm", [True, False])
def test_how_far_it_has_come_is_said_on_a_terminal_only(monkeypatch, tqdm):
    engines = ["homework/anna.py", "homework/b\x1b[31m.py"]
    if not tqdm:
        monkeypatch.setattr(progress, "find_spec", lambda name: None)
    for stream, said in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(progress.one_by_one(engines)) == engines
        text = stream.getvalue()
        assert ("anna.py" in text) == said and "31m.py" not in text.replace("\ufffd[31m.py", "")
        assert ("1/2" in text) == (said and tqdm) and ("1 of 2" in text) == (said and not tqdm)


def test_nothing_but_the_bar_imports_tqdm():
    code = (
        "import sys, autograd_mini, autograd_mini.testing.conform.command, "
        "autograd_mini.testing.course.progress; print('tqdm' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr
