"""The report on a class is one page, in which nothing of the students is markup."""

import re
from html.parser import HTMLParser

import pytest

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
    assert len(head) == 7  # name, three counts, two misconceptions, and what is not explained
    assert "overwrites-gradient" in head[4] and "stops-early" in head[5]
    assert SENTENCES["overwrites-gradient"] in head[4]
    assert [row[0] for row in rows] == [student.name for student in CLASS]
    assert rows[0][1:] == ["40", "3", "12", "✗", "", ""]
    assert rows[1][1:] == ["20", "9", "12", "✗", "✗", ""]
    assert rows[2][4:] == ["", "", ""]
    assert rows[3][4:] == ["", "", "✗"]
    assert rows[4][1].startswith("a file that cannot be imported")
    assert "script" not in cells.tags and "b" not in cells.tags and not cells.links
    (summary,) = re.findall("<p>(.*?)</p>", page)
    assert re.findall(r"\d", summary) == ["5", "1"]


def test_one_student():
    page = class_report([Student("a.py", 3, 0, 0)], {})
    assert "1 engine was marked; 1 of them fails nothing." in page
    assert "not explained" not in page
