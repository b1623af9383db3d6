"""Exercises as Moodle XML: numbers, several numbers in a text (cloze), and choices."""

import base64
import html
import re
import xml.etree.ElementTree as ET

from autograd_mini.exercises.numbers import decimal
from autograd_mini.exercises.parts import Picture, Question, Task
from autograd_mini.exercises.words import in_text, say
from autograd_mini.exercises.writers.page import Page
from autograd_mini.exercises.writers.pictures import svg
from autograd_mini.exercises.writers.quiz import QuizWriter, within
from autograd_mini.exercises.writers.text import MORE_LINES
from autograd_mini.formulas.labels import plain

CATEGORY = "$course$/top/autograd-mini"
PICTURE = "graph.svg"


def document(page: Page) -> bytes:
    """Return a sheet as Moodle XML."""
    writer = QuizWriter(page.language)
    quiz = ET.Element("quiz")
    category = ET.SubElement(ET.SubElement(quiz, "question", type="category"), "category")
    ET.SubElement(category, "text").text = f"{CATEGORY}/{writer.words['sheet']}"
    for number, task in enumerate(page.tasks, start=1):
        _question(writer, quiz, number, task)
    ET.indent(quiz, " ")
    text: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _kind(task: Task) -> str:
    """Return what Moodle calls such a question."""
    if task.to_derive:
        return "essay"
    if task.questions[0].options:
        return "multichoice"
    return "numerical" if len(task.questions) == 1 else "cloze"


def _question(writer: QuizWriter, quiz: ET.Element, number: int, task: Task) -> None:
    kind = _kind(task)
    element = ET.SubElement(quiz, "question", type=kind)
    name = in_text(say(task.language, "number", number=number))
    title = f"{name}{writer.words['colon']}{writer.words[task.kind]} ({plain(str(task.seed))})"
    ET.SubElement(ET.SubElement(element, "name"), "text").text = title
    text = "".join(line for block in task.text for line in writer.block(block))
    pictures = [svg(block, task.language) for block in task.text if isinstance(block, Picture)]
    if any(pictures):
        said = html.escape(writer.words["picture"])
        text += f'<p><img src="@@PLUGINFILE@@/{PICTURE}" alt="{said}" style="max-width:100%"></p>'
    if kind == "cloze":
        text += "".join(f"<p>{writer.number_of(q)} {_cloze(writer, q)}</p>" for q in task.questions)
    elif kind == "numerical":
        text += f"<p>{writer.number_of(task.questions[0])} ?</p>"
    elif kind == "multichoice":
        text += f"<p>{writer.inline(task.questions[0].asked)}</p>"
    asked = _html(element, "questiontext", text)
    if any(pictures):
        file = ET.SubElement(asked, "file", name=PICTURE, path="/", encoding="base64")
        file.text = base64.b64encode(pictures[0].encode()).decode()
    steps = f"<pre>{html.escape(plain(writer.steps_of(task)))}</pre>"
    _html(element, "generalfeedback", steps)
    if kind != "cloze":
        ET.SubElement(element, "defaultgrade").text = "1"
    ET.SubElement(element, "penalty").text = "0.3333333"
    ET.SubElement(element, "hidden").text = "0"
    if kind == "numerical":
        _numbers(writer, element, task.questions[0])
    elif kind == "multichoice":
        _choices(writer, element, task.questions[0])
    elif kind == "essay":
        _essay(element, task, steps)


def _html(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name, format="html")
    ET.SubElement(element, "text").text = text
    return element


def _answer(parent: ET.Element, fraction: int, text: str, feedback: str, kind: str) -> ET.Element:
    element = ET.SubElement(parent, "answer", fraction=str(fraction), format=kind)
    ET.SubElement(element, "text").text = text
    _html(element, "feedback", feedback)
    return element


def _numbers(writer: QuizWriter, element: ET.Element, question: Question) -> None:
    told = [(100, question.answer, writer.plain(writer.words["right"]))]
    told += [(0, wrong.answer, writer.feedback(wrong)) for wrong in question.wrong]
    for fraction, number, feedback in told:
        answer = _answer(element, fraction, decimal(number), feedback, "moodle_auto_format")
        ET.SubElement(answer, "tolerance").text = within(number)
    rest = _answer(element, 0, "*", writer.plain(writer.words["wrong"]), "moodle_auto_format")
    ET.SubElement(rest, "tolerance").text = "0"


def _choices(writer: QuizWriter, element: ET.Element, question: Question) -> None:
    ET.SubElement(element, "single").text = "true"
    ET.SubElement(element, "shuffleanswers").text = "true"
    ET.SubElement(element, "answernumbering").text = "abc"
    said = {int(wrong.answer): writer.feedback(wrong) for wrong in question.wrong}
    for place, option in enumerate(question.options):
        feedback = said.get(place, writer.plain(writer.words["right"]))
        fraction = 100 if place == question.answer else 0
        _answer(element, fraction, writer.rich(option), feedback, "html")


def _essay(element: ET.Element, task: Task, steps: str) -> None:
    """Add what an essay has: room for lines, and for whoever marks it the solution."""
    lines = len(task.to_derive.solution()) + MORE_LINES if task.to_derive else MORE_LINES
    for name, text in {
        "responseformat": "monospaced", "responserequired": "1", "responsefieldlines": str(lines),
        "attachments": "0", "attachmentsrequired": "0",
    }.items():  # fmt: skip
        ET.SubElement(element, name).text = text
    _html(element, "graderinfo", steps)
    _html(element, "responsetemplate", "")


def _cloze(writer: QuizWriter, question: Question) -> str:
    """Return the room for a number, with the answers that are recognised."""
    right = f"={decimal(question.answer)}:{within(question.answer)}"
    answers = [f"{right}#{_escaped(writer.plain(writer.words['right']))}"]
    for wrong in question.wrong:
        number = f"%0%{decimal(wrong.answer)}:{within(wrong.answer)}"
        answers.append(f"{number}#{_escaped(writer.feedback(wrong))}")
    answers.append(f"*#{_escaped(writer.plain(writer.words['wrong']))}")
    return f"{{1:NUMERICAL:{'~'.join(answers)}}}"


def _escaped(text: str) -> str:
    r"""Return text in which no character ends an answer.

    >>> _escaped("a } b # c")
    'a \\} b \\# c'
    """
    return re.sub(r"([}~#\"\\])", r"\\\1", text)
