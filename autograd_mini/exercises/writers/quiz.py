"""What GIFT and Moodle XML have in common: simple HTML, and feedback for each wrong answer."""

import html
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from fractions import Fraction

from autograd_mini.exercises.numbers import tolerance
from autograd_mini.exercises.parts import Question, Task, Wrong
from autograd_mini.exercises.writers.markdown import NAME
from autograd_mini.exercises.writers.text import TextWriter
from autograd_mini.explain.parts import Item, MatrixOfSteps, Steps
from autograd_mini.explain.writing import Explanation
from autograd_mini.formulas.labels import parts
from autograd_mini.formulas.terms import General, Step

EXACT = 0.000001  # what quizzes need in place of 0


def within(number: Fraction) -> str:
    """Return how far an answer may be from a number, as a decimal."""
    return f"{float(tolerance(number)) or EXACT:.6f}".rstrip("0")


class QuizWriter(TextWriter):
    """Writes exercises in HTML that every Moodle shows, without formulas that need a filter."""

    def plain(self, text: str) -> str:
        """Return text, with the indices in the names of nodes."""
        pieces = NAME.split(super().plain(text))
        return "".join(
            _scripts(piece) if i % 2 else html.escape(piece) for i, piece in enumerate(pieces)
        )

    def inline(self, formula: General) -> str:
        """Return a formula in a sentence."""
        return f"<i>{self.plain(formula.text)}</i>"

    def paragraph(self, text: str) -> Iterator[str]:
        """Yield a paragraph."""
        yield f"<p>{text}</p>"

    def formulas(self, lines: Sequence[General]) -> Iterator[str]:
        """Yield formulas, each in a line of its own."""
        yield f"<p>{'<br>'.join(map(self.inline, lines))}</p>"

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
        """Yield a table."""
        cells = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows]
        top = "".join(f"<th>{cell}</th>" for cell in head)
        yield f'<table border="1" cellpadding="4"><tr>{top}</tr>{"".join(cells)}</table>'

    def feedback(self, wrong: Wrong) -> str:
        """Return what is said to a wrong answer: what it is, and the question that leads on."""
        said = [wrong.sentence, wrong.question]
        return self.plain(self.words["between"].join(filter(None, said)))

    def steps_of(self, task: Task, question: Question | None = None) -> str:
        """Return the answers, what else the key says and the derivation, as text.

        It is for the feedback that all get.  question: the one of several that it is for, which
        says nothing of the answers to the others; without a derivation what else the key says
        stands at the last.
        """
        writer = TextWriter(self.language)
        asked = task.questions if question is None else (question,)
        lines = list(writer.items([writer.answer(each) for each in asked]))
        if task.derivation or question is None or question == task.questions[-1]:
            for block in task.key:
                lines += writer.block(block)
        if task.derivation:
            steps = task.derivation
            if question is not None:
                names = {each.asked.text for each in task.questions}
                steps = _only_for(question.asked.text, steps, names)
            lines += writer.derivation(steps)
        return "\n".join(line for line in lines if line.strip())

    def number_of(self, question: Question) -> str:
        """Return what is asked for, before the room for it."""
        return f"{self.inline(question.asked)} ="


def _only_for(own: str, explanation: Explanation, asked: Set[str]) -> Explanation:
    """Return what an explanation says of one derivative, and nothing that is for others only.

    own: its name.  asked: the names of all that are asked for.
    """
    shown: list[Step] = []

    def kept(item: Item) -> Item | None:
        steps: list[Step] = []
        if isinstance(item, Steps):
            steps = list(item.steps)
        elif isinstance(item, MatrixOfSteps):
            steps = [step for row in item.rows for step in row]
        found = asked & {step.left.text for step in steps}
        if not found:
            return item
        mine = [step for step in steps if step.left.text not in asked - {own} and step not in shown]
        shown.extend(mine)
        return Steps(mine) if own in found and mine else None

    sections = [
        replace(section, items=[item for item in map(kept, section.items) if item])
        for section in explanation.sections
    ]
    return replace(explanation, sections=sections)


def _scripts(name: str) -> str:
    base, superscript, subscript = parts(name)
    above = f"({superscript})" * bool(superscript)
    return (
        html.escape(base)
        + f"<sup>{html.escape(above)}</sup>" * bool(above)
        + f"<sub>{html.escape(subscript)}</sub>" * bool(subscript)
    )


def in_one_line(markup: str) -> str:
    r"""Return markup without line breaks.

    >>> in_one_line("<p>a\n b</p>")
    '<p>a b</p>'
    """
    return re.sub(r"\s+", " ", markup).strip()
