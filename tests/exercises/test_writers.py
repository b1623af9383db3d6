"""Every kind, level and language in every format, read by those who will read it.

Two of the tests need Node.js and the npm packages katex and gift-pegjs where Node finds them, as
tests/explain/test_katex.py says.  A TeX is asked where there is one; without it, what is checked is
what TeX would stop at first.
"""

import base64
import dataclasses
import html.parser
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path

import nbformat
import pytest
from browser import Tab
from pictures import parse as parse_svg

from autograd_mini.draw.render import Drawing, RendererNotFound
from autograd_mini.exercises import sheet
from autograd_mini.exercises.kinds import KINDS, LEVELS
from autograd_mini.exercises.numbers import written
from autograd_mini.exercises.parts import Paragraph
from autograd_mini.exercises.sheets import FORMATS
from autograd_mini.exercises.writers.page import Page
from autograd_mini.exercises.writers.text import BLANK
from autograd_mini.formulas.terms import General

LANGUAGES = ("en", "zh")
HOSTILE = (
    "<script>alert(1)</script> ]]> & \" ' } { ~ # = : \\ $x$ % _ ^ | ` \0 \ud800 \ufffe \r\n @@ "
    "ε 权"
)


@pytest.fixture(scope="module")
def pages():
    """A page with every kind, by level and language."""
    return {
        (level, language): sheet(
            list(KINDS), level=level, count=len(KINDS), seed="w", language=language
        ).page(answers=True)
        for level in LEVELS
        for language in LANGUAGES
    }


def hostile_page():
    """A page with a text that means something to every format, wherever text can be."""
    made = sheet(["twice", "mistake", "backward"], count=3)
    tasks = []
    for task in made.exercises:
        *others, last = task.questions
        wrong = dataclasses.replace(last.wrong[0], sentence=HOSTILE, question=HOSTILE)
        options = last.options and ((HOSTILE,), *last.options[1:])
        last = dataclasses.replace(last, wrong=(wrong, *last.wrong[1:]), options=options)
        text = (Paragraph((HOSTILE, General("x", "x"))), *task.text)
        tasks.append(dataclasses.replace(task, text=text, questions=(*others, last), seed=HOSTILE))
    return Page(tasks, 1, HOSTILE, 1, "en", answers=True)


def every(pages):
    return [*pages.values(), hostile_page()]


class Reader(html.parser.HTMLParser):
    """Reads a page, and holds every tag to its end."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.wrong = [], [], []

    def handle_starttag(self, tag, attributes):
        self.seen.append(tag)
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.seen.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.slow
def test_html_is_well_formed_and_loads_nothing(pages):
    for page in every(pages):
        text = FORMATS[".html"](page).decode()
        reader = Reader()
        reader.feed(text)
        assert (reader.open, reader.wrong) == ([], []) and "script" not in reader.seen
        if "alert" not in text:  # no LaTeX is left over
            assert "&=" not in text and "aligned" not in text and "\\" not in text
        assert not re.search(r"(?:src|href)=\"(?!#)", text.replace("xlink:href", ""))
        assert reader.seen.count("svg") == 1 and reader.seen.count("h1") == 2
        assert f'lang="{ {"en": "en", "zh": "zh-CN"}[page.language] }"' in text


def solution_of(task):
    """Return the lines of the solution of a derivation, which ends with what is asked for."""
    return task.key[0].lines if task.to_derive else ()


def test_a_sheet_without_answers_gives_none_away(pages):
    for page in (pages[2, "en"], pages[1, "zh"]):
        page = page._replace(tasks=[task for task in page.tasks if task.kind != "mistake"])
        bare = page._replace(answers=False)
        for ending in (".html", ".txt", ".md", ".tex", ".ipynb"):
            text = FORMATS[ending](bare).decode()
            for task in page.tasks:
                for wrong in [wrong for question in task.questions for wrong in question.wrong]:
                    assert wrong.sentence not in text
                for line in solution_of(task):
                    assert line.text not in text and line.latex not in text
            assert len(text) < len(FORMATS[ending](page).decode())


def test_html_in_a_browser(chromium, pages, tmp_path):
    path = tmp_path / "sheet.html"
    path.write_bytes(FORMATS[".html"](pages[3, "zh"]))
    tab = Tab(chromium, color_scheme="dark", viewport={"width": 390, "height": 800})
    page = tab.page
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    ink, ground = page.evaluate(
        "['color', 'backgroundColor'].map(name => getComputedStyle(document.body)[name])"
    )
    assert (ink, ground) == ("rgb(240, 243, 246)", "rgb(17, 22, 28)")
    # The picture is dark, too: no text in it has the ink of a light one.
    fills = page.evaluate(
        "[...document.querySelectorAll('svg text')].map(text => getComputedStyle(text).fill)"
    )
    assert fills and "rgb(0, 0, 0)" not in fills
    # Equations stand at the left, one below the other.
    rows = page.evaluate(
        "[...document.querySelectorAll('.formulas math')].map(f => [...f.querySelectorAll('mtr')]"
        ".map(row => row.getBoundingClientRect().top))"
    )
    assert all(tops == sorted(set(tops)) and tops for tops in rows)
    # They have no scrollbar beside them.
    taller = "[...document.querySelectorAll('.formulas')].map(f => f.scrollHeight - f.clientHeight)"
    assert set(page.evaluate(taller)) == {0}
    # No line begins with a comma: what follows a formula in a sentence stands in one piece with it.
    loose = "[...document.querySelectorAll('math')].filter(m => /^[,.;:，。：；、）]/.test("
    assert page.evaluate(loose + "m.nextSibling?.data ?? '')).every(m => m.closest('.whole'))")
    whole = "[...document.querySelectorAll('.whole')].map(part => part.getClientRects().length)"
    assert set(page.evaluate(whole)) == {1}
    # A word has its space before the sign of equality, as a symbol has.
    gaps = page.evaluate(
        "[...document.querySelectorAll('.blanks mtext')].map(word => word.closest('math')"
        ".querySelector('mo').getBoundingClientRect().left - word.getBoundingClientRect().right)"
    )
    assert gaps and min(gaps) > 3
    page.emulate_media(media="print", color_scheme="dark")
    paper = page.evaluate("getComputedStyle(document.body).color")
    breaks = page.evaluate("getComputedStyle(document.querySelector('.key')).breakBefore")
    assert (paper, breaks) == ("rgb(27, 31, 36)", "page")
    pdf = page.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") >= 4
    assert tab.complaints == []
    tab.context.close()


def in_markdown(text):
    return [a or b for a, b in re.findall(r"\$\$\n(.*?)\n\$\$|\$([^$]+)\$", text, re.DOTALL)]


def katex_refuses(formulas):
    parser = Path(__file__).parents[1] / "explain" / "parse_with_katex.js"
    done = subprocess.run(
        ["node", parser], input=json.dumps(formulas) + "\n", capture_output=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def node_has(package):
    node = shutil.which("node")
    command = [node, "-e", f'require("{package}")']
    return bool(node) and not subprocess.run(command, capture_output=True).returncode


@pytest.mark.skipif(not node_has("katex"), reason="needs Node.js and the npm package katex")
def test_every_formula_of_markdown_parses(pages):
    formulas = {
        formula for page in pages.values() for formula in in_markdown(FORMATS[".md"](page).decode())
    }
    assert len(formulas) > 400 and katex_refuses(sorted(formulas)) == []


def test_text_in_markdown_means_nothing():
    text = FORMATS[".md"](hostile_page()).decode()
    for line in text.splitlines():
        if "alert" in line:
            assert re.search(r"(?<!\\)[<`*]", line.replace("$x$", "")) is None


def test_notebooks_are_valid_and_mark_answers(pages, capsys):
    for page in every(pages):
        book = nbformat.reads(FORMATS[".ipynb"](page).decode(), as_version=4)
        nbformat.validate(book)
        assert len({cell.id for cell in book.cells}) == len(book.cells) == 2 * len(page.tasks) + 2
        for cell in book.cells:
            for data in cell.get("attachments", {}).values():
                parse_svg(base64.b64decode(data["image/svg+xml"]).decode())
    book = nbformat.reads(FORMATS[".ipynb"](pages[1, "en"]).decode(), as_version=4)
    for task, cell in zip(pages[1, "en"].tasks, book.cells[2::2]):
        if task.to_derive:
            exec(cell.source, {})
            assert capsys.readouterr().out == ""  # nothing is written yet
            lines = "\n".join(line.latex for line in solution_of(task))
            exec(cell.source.replace('r"""\n', f'r"""\n{lines}\n'), {})
            assert "they derive ∂J/∂Θ of every layer" in capsys.readouterr().out
            continue
        answers = [
            "abcd"[int(q.answer)] if q.options else str(q.answer) for q in task.questions
        ]  # fmt: skip
        exec(cell.source.replace("answers = []", f"answers = {answers}"), {})
        assert capsys.readouterr().out.count("Right.") == len(answers)


# Moodle ships no schema of its question XML.  What its importer reads is said here.
PARTS = {
    "category": {"category"},
    "numerical": {"name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden",
                  "answer"},
    "multichoice": {"name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden",
                    "single", "shuffleanswers", "answernumbering", "answer"},
    "cloze": {"name", "questiontext", "generalfeedback", "penalty", "hidden"},
    "essay": {"name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden",
              "responseformat", "responserequired", "responsefieldlines", "attachments",
              "attachmentsrequired", "graderinfo", "responsetemplate"},
}  # fmt: skip
NUMBER = r"-?\d+(?:\.\d+)?"
SAID = r"(?:[^~}#\\]|\\.)*"
ANSWER = rf"(?:(=|%0%)({NUMBER}):({NUMBER})|\*)#({SAID})"
CLOZE = re.compile(rf"\{{1:NUMERICAL:({ANSWER}(?:~{ANSWER})*)\}}")


def test_moodle_xml_is_what_its_importer_reads(pages):
    for page in every(pages):
        quiz = ET.fromstring(FORMATS[".xml"](page))
        questions = quiz.findall("question")
        assert quiz.tag == "quiz" and questions[0].get("type") == "category"
        assert len(questions) == 1 + len(page.tasks)
        for question, task in zip(questions[1:], page.tasks):
            kind = question.get("type")
            assert {part.tag for part in question} == PARTS[kind]
            assert question.findtext("name/text")
            for part in question.iter():
                if part.get("format") == "html":
                    reader = Reader()
                    reader.feed(part.findtext("text"))
                    assert not reader.wrong and not reader.open and "script" not in reader.seen
            answers = question.findall("answer")
            if kind == "numerical":
                told = [(Fraction(a.findtext("text")), float(a.findtext("tolerance")))
                        for a in answers[:-1]]  # fmt: skip
                (asked,) = task.questions
                assert [a.get("fraction") for a in answers] == ["100"] + ["0"] * len(told)
                assert answers[-1].findtext("text") == "*"
                for number, (found, within) in zip(
                    [asked.answer, *(w.answer for w in asked.wrong)], told
                ):
                    assert abs(number - found) <= Fraction(within)
            elif kind == "multichoice":
                fractions = [a.get("fraction") for a in answers]
                assert fractions.index("100") == task.questions[0].answer
            elif kind == "essay":
                solution = solution_of(task)
                assert int(question.findtext("responsefieldlines")) > len(solution) > 3
                assert question.findtext("responseformat") == "monospaced"
                told = html.unescape(question.findtext("graderinfo/text"))
                assert all(line.text in told for line in solution)
            else:
                text = question.findtext("questiontext/text")
                found = CLOZE.findall(text)
                assert len(found) == len(task.questions) == text.count("{1:NUMERICAL:")
                assert [Fraction(gap[2]) for gap in found] == [q.answer for q in task.questions]
                for gap, asked in zip(found, task.questions):  # right, known and any other
                    assert len(re.findall(ANSWER, gap[0])) == len(asked.wrong) + 2
            for file in question.iter("file"):
                text = question.findtext("questiontext/text")
                assert f"@@PLUGINFILE@@/{file.get('name')}" in text
                parse_svg(base64.b64decode(file.text).decode())


@pytest.mark.skipif(not node_has("gift-pegjs"), reason="needs Node.js and the package gift-pegjs")
def test_gift_is_read_by_a_parser(pages, tmp_path):
    paths = []
    for number, page in enumerate(every(pages)):
        paths.append(tmp_path / f"{number}.gift")
        paths[-1].write_bytes(FORMATS[".gift"](page))
    paths.append(tmp_path / "broken.gift")
    paths[-1].write_bytes(paths[0].read_bytes().replace(b"{#", b"{#~=", 1).replace(b"}", b"{", 1))
    done = subprocess.run(
        ["node", Path(__file__).with_name("parse_gift.js")], input="\n".join(map(str, paths)),
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    *told, broken = [json.loads(line) for line in done.stdout.splitlines()]
    assert "error" in broken  # the parser can refuse
    for page, read in zip(every(pages), told):
        asked = [q for task in page.tasks for q in task.questions or [task]]
        assert len(read.get("questions", [])) == len(asked), read
        for question, found in zip(asked, read["questions"]):
            if question in page.tasks:
                told = html.unescape(found["globalFeedback"]["text"])
                assert found["type"] == "Essay"
                assert all(line.text in told for line in solution_of(question))
                continue
            choices = found["choices"]
            if question.options:
                assert found["type"] == "MC"
                assert [c["isCorrect"] for c in choices].index(True) == question.answer
                continue
            numbers = [c["text"]["number"] for c in choices]
            answers = [question.answer, *(wrong.answer for wrong in question.wrong)]
            assert found["type"] == "Numerical"
            assert numbers == pytest.approx(list(map(float, answers)), abs=1e-5)
            assert [c["weight"] for c in choices] == [None] + [0] * len(question.wrong)


def test_a_blank_of_gift_tells_nothing_of_the_other_blanks(pages):
    """Each is a question of its own there, and the next is not answered yet."""
    several = 0
    for page in pages.values():
        feedback = re.findall("####(.*)", FORMATS[".gift"](page).decode())
        asked = [(task, q) for task in page.tasks for q in task.questions or [None]]
        for (task, question), told in zip(asked, feedback, strict=True):
            told = re.sub(r"\\(.)", r"\1", told)
            others = [q for q in task.questions if q is not question]
            if question is None or not others or question is task.questions[-1]:
                continue
            several += 1
            assert f"{question.asked.text} = {written(question.answer).text}<" in told
            for other in others:
                assert not re.search(rf"{re.escape(other.asked.text)} =", told)
    assert several > 60


def tex_of(page, folder):
    """Compile a sheet where a TeX is installed that can; return what it said, or None."""
    engine = "xelatex" if page.language == "zh" else "pdflatex"
    needs = "ctex.sty" if page.language == "zh" else "amsmath.sty"
    if not shutil.which(engine):
        return None
    where = subprocess.run(["kpsewhich", needs], capture_output=True, check=False)
    if where.returncode:
        return None
    path = folder / "sheet.tex"
    path.write_bytes(FORMATS[".tex"](page))
    done = subprocess.run(
        [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", path.name],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
    return done.stdout.decode(errors="replace")


def test_latex_compiles_or_could(pages, tmp_path):
    for page in every(pages):
        text = FORMATS[".tex"](page).decode()
        open_environments = []
        for command, name in re.findall(r"\\(begin|end)\{(\w+\*?)\}", text):
            if command == "begin":
                open_environments.append(name)
            else:
                assert open_environments.pop() == name
        assert not open_environments
        assert text.count(r"\(") == text.count(r"\)") and text.count(r"\[") == text.count(r"\]")
        plain = re.sub(r"\\.", "", text)
        assert plain.count("{") == plain.count("}")
        assert not re.search(r"[$#%]", re.sub(r"^% compile.*", "", plain, flags=re.MULTILINE))
        if page.language == "en":
            assert text.isascii()
        # Each exercise stands on one page, and each has room for a name.
        asked, key = text.split(r"\newpage\let\filbreak\relax")
        assert asked.count(r"\filbreak\subsection*") == len(page.tasks)
        assert asked.count(r"\hrulefill\par") > 0 and "\\section*" in key
    for page in (hostile_page(), pages[3, "en"], pages[2, "zh"]):
        said = tex_of(page, tmp_path)
        assert said is None or "Missing character" not in said


# How a picture stands in each format, without blanks.
PICTURES = {
    ".html": r"<figure><svg.*?</figure>",
    ".xml": r"&lt;p&gt;&lt;imgsrc=\"@@PLUGINFILE@@.*?&lt;/p&gt;|<file.*?</file>",
    ".ipynb": r'\\n\\n!\[[^]]*\]\(attachment:[^)]*\)|,"attachments":\{"graph.svg":\{.*?\}\}',
}


def test_without_graphviz_there_is_no_picture_and_all_else(pages, monkeypatch):
    def none(*_, **__):
        raise RendererNotFound

    def written_in(ending):
        return "".join(FORMATS[ending](pages[2, "en"]).decode().split())

    drawn = {ending: written_in(ending) for ending in FORMATS}
    monkeypatch.setattr(Drawing, "pipe", none)
    for ending, whole in drawn.items():
        assert bool(re.search(PICTURES.get(ending, "(?!)"), whole)) == (ending in PICTURES)
        assert written_in(ending) == re.sub(PICTURES.get(ending, "(?!)"), "", whole), ending


def test_answers_stand_in_the_key(pages):
    for page in pages.values():
        _, key = FORMATS[".txt"](page).decode().split("\f")
        key = " ".join(key.split())
        for task in page.tasks:
            for question in task.questions:
                if not question.options:
                    assert f"{question.asked.text} = {written(question.answer).text}" in key
            for line in solution_of(task):
                assert line.text in key


def test_there_is_room_for_every_line_of_a_derivation(pages):
    for page in pages.values():
        (task,) = [task for task in page.tasks if task.to_derive]
        lines, body = len(solution_of(task)), page._replace(answers=False)
        rooms = {
            ".txt": 10 * BLANK, ".html": "<i></i>", ".tex": r"\hrulefill", ".md": "\n",
        }  # fmt: skip
        for ending, mark in rooms.items():
            text = FORMATS[ending](body).decode()
            if ending == ".md":
                text = re.search("```text\n(.*)```", text, re.DOTALL)[1]
                assert text.strip() == ""
            if ending == ".html":
                text = re.search('<div class="room">(.*?)</div>', text)[1]
            assert text.count(mark) > lines
