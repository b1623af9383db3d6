"""Exercises as plain text; the writers of other formats say what they do otherwise."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from autograd_mini.exercises.numbers import PLACES, written
from autograd_mini.exercises.parts import (
    LETTERS,
    Block,
    Lines,
    Paragraph,
    Picture,
    Question,
    Table,
    Task,
)
from autograd_mini.exercises.told import equal
from autograd_mini.exercises.words import WORDS, Rich, say
from autograd_mini.exercises.writers.page import Page
from autograd_mini.explain.writers import WIDTH, Writer
from autograd_mini.explain.writing import Explanation
from autograd_mini.formulas.labels import plain, width_of
from autograd_mini.formulas.terms import General
from autograd_mini.formulas.wrapping import wrapped

BLANK = "______"
MORE_LINES = 2  # to write on than the solution has


class TextWriter:
    """Writes exercises and their keys; what it returns has no newline at its end.

    steps: what writes the steps of a derivation.
    """

    steps: type[Writer] = Writer

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = WORDS[language]

    def exercise(self, task: Task) -> str:
        """Return what the learner reads."""
        return "\n".join(self.body(task)).rstrip("\n")

    def key(self, task: Task) -> str:
        """Return the answers, the wrong ones that are recognised, and the derivation."""
        return "\n".join(self.solution(task)).rstrip("\n")

    def document(self, page: Page) -> str:
        """Return a sheet, and its key after it if that is wanted."""
        lines = [*self.title(self.words["sheet"]), *self.paragraph(self.under(page))]
        for number, task in enumerate(page.tasks, start=1):
            lines += [*self.heading(self.name(number, task)), *self.body(task)]
        if page.answers:
            lines += [*self.new_page(), *self.title(self.words["key"])]
            lines += self.paragraph(self.under(page))
            for number, task in enumerate(page.tasks, start=1):
                lines += [*self.heading(self.name(number, task)), *self.solution(task)]
        return "\n".join(lines).rstrip("\n") + "\n"

    def under(self, page: Page) -> str:
        """Return what stands under the title: whose sheet it is and how it was made."""
        student = say(self.language, "of", student=page.student)
        made = say(self.language, "made", level=page.level, seed=plain(page.seed))
        numbers = any(task.questions for task in page.tasks)
        decimals = say(self.language, "decimals", places=PLACES) if numbers else ()
        return self.rich((*student, self.words["comma"], *made, self.words["stop"], *decimals))

    def name(self, number: int, task: Task) -> str:
        """Return the heading of an exercise."""
        return self.rich((*say(self.language, "number", number=number), self.words["colon"],
                          self.words[task.kind]))  # fmt: skip

    def body(self, task: Task) -> Iterator[str]:
        """Yield the lines of an exercise, with room for the answers."""
        for block in task.text:
            yield from self.block(block)
        for question in task.questions:
            if question.options:
                yield from self.paragraph(question.asked.text)
                yield from self.options(question)
        numbers = [question for question in task.questions if not question.options]
        if numbers:
            yield from self.blanks(numbers)
        if task.to_derive:
            yield from self.room(len(task.to_derive.solution()) + MORE_LINES)

    def solution(self, task: Task) -> Iterator[str]:
        """Yield the lines of the key of an exercise."""
        comma = self.plain(self.words["comma"])
        if task.questions:
            yield from self.paragraph(comma.join(map(self.answer, task.questions)))
        for block in task.key:
            yield from self.block(block)
        if task.derivation:
            yield from self.derivation(task.derivation)
        yield from self.recognised(task.questions)

    def answer(self, question: Question) -> str:
        """Return the right answer to a question."""
        if question.options:
            place = int(question.answer)
            return f"{LETTERS[place]}{self.words['close']} {self.rich(question.options[place])}"
        return self.equation(question, question.answer)

    def recognised(self, questions: Iterable[Question]) -> Iterator[str]:
        """Yield the wrong answers that are recognised, with their sentences."""
        told = []
        for question in questions:
            for wrong in question.wrong:
                if question.options:
                    name = self.plain(LETTERS[int(wrong.answer)])
                else:
                    name = self.equation(question, wrong.answer)
                told.append(f"{name}{self.plain(self.words['colon'] + wrong.sentence)}")
        if told:
            yield from self.paragraph(self.plain(self.words["wrong answers"] + self.words["colon"]))
            yield from self.items(told)

    def block(self, block: Block) -> Iterator[str]:
        """Yield the lines of a block."""
        if isinstance(block, Paragraph):
            yield from self.paragraph(self.rich(block.text))
        elif isinstance(block, Lines):
            yield from self.formulas(block.lines)
        elif isinstance(block, Table):
            yield from self.table(
                [self.rich(cell) for cell in block.head],
                [[self.rich(cell) for cell in row] for row in block.rows],
            )
        else:
            yield from self.picture(block)

    def rich(self, text: Rich) -> str:
        """Return a sentence."""
        return "".join(self.plain(x) if isinstance(x, str) else self.inline(x) for x in text)

    def equation(self, question: Question, number: Fraction) -> str:
        """Return what is asked as an equation with a number."""
        return self.inline(equal(question.asked, written(number)))

    # What each format writes in its own way.

    def plain(self, text: str) -> str:
        """Return text that is no formula, in one line, of characters that a file may hold."""
        return plain(text).replace("\n", " ")

    def inline(self, formula: General) -> str:
        """Return a formula in a sentence."""
        return formula.text

    def title(self, title: str) -> Iterator[str]:
        """Yield the title of the sheet or of the key."""
        yield from (title, "=" * width_of(title), "")

    def heading(self, title: str) -> Iterator[str]:
        """Yield the title of an exercise."""
        yield from (title, "-" * width_of(title), "")

    def new_page(self) -> Iterator[str]:
        """Yield what begins a new page."""
        yield "\f"

    def paragraph(self, text: str) -> Iterator[str]:
        """Yield a paragraph."""
        yield from (*wrapped(text, WIDTH), "")

    def formulas(self, lines: Sequence[General]) -> Iterator[str]:
        """Yield formulas, each in a line of its own."""
        yield from (*(f"    {line.text}" for line in lines), "")

    def items(self, items: Sequence[str]) -> Iterator[str]:
        """Yield a list."""
        for item in items:
            first, *more = wrapped(item, WIDTH - 4)
            yield f"  {first}"
            yield from (f"    {line}" for line in more)
        yield ""

    def options(self, question: Question) -> Iterator[str]:
        """Yield the options of a choice."""
        options = zip(LETTERS, question.options)
        yield from self.items([f"{letter}) {self.rich(option)}" for letter, option in options])

    def blanks(self, questions: Sequence[Question]) -> Iterator[str]:
        """Yield room for the answers."""
        yield from (f"    {question.asked.text} = {BLANK}" for question in questions)
        yield ""

    def room(self, lines: int) -> Iterator[str]:
        """Yield room for lines that are to be written."""
        for _ in range(lines):
            yield from (f"    {BLANK * 10}", "")

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
        """Yield a table."""
        every = [head, *rows]
        widths = [max(map(width_of, column)) for column in zip(*every)]
        for row in every:
            cells = [x + " " * (width - width_of(x)) for x, width in zip(row, widths)]
            yield "    " + "   ".join(cells).rstrip()
        yield ""

    def picture(self, picture: Picture) -> Iterator[str]:
        """Yield nothing: the equations before it say what the picture shows."""
        yield from ()

    def derivation(self, explanation: Explanation) -> Iterator[str]:
        """Yield the steps to the answers."""
        writer = self.steps(explanation.language, explanation.digits)
        for section in explanation.sections:
            for item in section.items:
                yield from writer.item(item)


def document(page: Page) -> bytes:
    """Return a sheet as plain text."""
    return TextWriter(page.language).document(page).encode()
