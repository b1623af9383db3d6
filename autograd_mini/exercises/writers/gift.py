"""Exercises in GIFT, which Moodle and others import: a question for each number.

Without pictures: the text says what they show.
"""

import html
import re

from autograd_mini.exercises.numbers import decimal
from autograd_mini.exercises.parts import Question, Task
from autograd_mini.exercises.words import in_text, say
from autograd_mini.exercises.writers.page import Page
from autograd_mini.exercises.writers.quiz import QuizWriter, in_one_line, within
from autograd_mini.formulas.labels import plain


def escaped(text: str) -> str:
    r"""Return text in which no character means anything to GIFT.

    >>> escaped("a = {b}")
    'a \\= \\{b\\}'
    """
    return re.sub(r"([\\~=#{}:])", r"\\\1", text)


def document(page: Page) -> bytes:
    """Return a sheet in GIFT."""
    writer = QuizWriter(page.language)
    questions = []
    for number, task in enumerate(page.tasks, start=1):
        text = "".join(line for block in task.text for line in writer.block(block))
        for question in task.questions:
            questions.append(_question(writer, number, task, question, text))
        if task.to_derive:
            questions.append(_essay(writer, number, task, text))
    return ("\n\n".join(questions) + "\n").encode()


def _question(writer: QuizWriter, number: int, task: Task, question: Question, text: str) -> str:
    if question.options:
        text += f"<p>{writer.inline(question.asked)}</p>"
        answers = _choices(writer, question)
    else:
        text += f"<p>{writer.number_of(question)} ?</p>"
        answers = _numbers(writer, question)
    head = _head(writer, number, task, f"{question.asked.text}; ", text)
    sign = "" if question.options else "#"
    # Each is a question of its own, that may be answered before the others.
    alone = None if len(task.questions) == 1 else question
    return "\n".join([f"{head}{{{sign}", *answers, _feedback(writer, task, alone), "}"])


def _essay(writer: QuizWriter, number: int, task: Task, text: str) -> str:
    """Return a question without answers, which somebody marks; all are told the solution."""
    return f"{_head(writer, number, task, '', text)}{{{_feedback(writer, task)}}}"


def _head(writer: QuizWriter, number: int, task: Task, asked: str, text: str) -> str:
    name = in_text(say(task.language, "number", number=number))
    kind = writer.words[task.kind]
    heading = f"{name}{writer.words['colon']}{kind} ({asked}{plain(str(task.seed))})"
    return f"::{escaped(in_one_line(heading))}::[html]{escaped(in_one_line(text))}"


def _feedback(writer: QuizWriter, task: Task, question: Question | None = None) -> str:
    steps = f"<pre>{html.escape(plain(writer.steps_of(task, question)))}</pre>"
    return f"####{escaped(steps.replace(chr(10), '<br>'))}"


def _numbers(writer: QuizWriter, question: Question) -> list[str]:
    right = f"={decimal(question.answer)}:{within(question.answer)}"
    lines = [f"{right}#{escaped(writer.words['right'])}"]
    for wrong in question.wrong:
        number = f"=%0%{decimal(wrong.answer)}:{within(wrong.answer)}"
        lines.append(f"{number}#{escaped(writer.feedback(wrong))}")
    return lines


def _choices(writer: QuizWriter, question: Question) -> list[str]:
    said = {int(wrong.answer): writer.feedback(wrong) for wrong in question.wrong}
    lines = []
    for place, option in enumerate(question.options):
        sign = "=" if place == question.answer else "~"
        feedback = said.get(place, writer.words["right"])
        lines.append(f"{sign}{escaped(writer.rich(option))}#{escaped(feedback)}")
    return lines
