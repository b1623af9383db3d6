"""Exercises as Markdown, with formulas in $…$."""

import re
from collections.abc import Iterator, Sequence

from autograd_mini.exercises.parts import Question
from autograd_mini.exercises.writers.page import Page
from autograd_mini.exercises.writers.text import TextWriter
from autograd_mini.explain.writers import MarkdownWriter as Steps
from autograd_mini.formulas.notation import label_latex
from autograd_mini.formulas.terms import General

# The names of nodes that stand in a sentence: v_1, a^(2)_1, ∂J/∂v_1.
NAME = re.compile(r"([A-Za-zΘδ](?:\^\(\d+\))?_\d(?:,\d)?)")


def aligned(lines: Sequence[General], newline: str) -> str:
    """Return formulas in LaTeX, one below the other at their first sign of equality."""
    rows = newline.join(line.latex.replace(" = ", " &= ", 1) for line in lines)
    return rf"\begin{{aligned}} {rows} \end{{aligned}}"


class MarkdownWriter(TextWriter):
    """Writes exercises as Markdown."""

    steps = Steps
    newline = Steps.newline

    def plain(self, text: str) -> str:
        """Return text that is no formula; the names of nodes in it are formulas."""
        parts = NAME.split(super().plain(text))
        return "".join(
            self.inline(General(part, label_latex(part))) if i % 2 else self.escaped(part)
            for i, part in enumerate(parts)
        )

    def escaped(self, text: str) -> str:
        """Return text in which no character means anything to the format."""
        return re.sub(r"([\\`*_{}\[\]<>#$|~&])", r"\\\1", text)

    def inline(self, formula: General) -> str:
        """Return a formula in a sentence."""
        return f"${formula.latex}$"

    def title(self, title: str) -> Iterator[str]:
        """Yield the title of the sheet or of the key."""
        yield from (f"# {title}", "")

    def heading(self, title: str) -> Iterator[str]:
        """Yield the title of an exercise."""
        yield from (f"## {title}", "")

    def new_page(self) -> Iterator[str]:
        """Yield what separates the key from the exercises."""
        yield from ("---", "")

    def paragraph(self, text: str) -> Iterator[str]:
        """Yield a paragraph."""
        yield from (text, "")

    def formulas(self, lines: Sequence[General]) -> Iterator[str]:
        """Yield formulas, each in a line of its own."""
        yield from ("$$", aligned(lines, self.newline), "$$", "")

    def items(self, items: Sequence[str]) -> Iterator[str]:
        """Yield a list."""
        yield from (*(f"- {item}" for item in items), "")

    def blanks(self, questions: Sequence[Question]) -> Iterator[str]:
        """Yield room for the answers."""
        yield from self.items([rf"${q.asked.latex} =$ \_\_\_\_\_\_" for q in questions])

    def room(self, lines: int) -> Iterator[str]:
        """Yield room for lines: a block of code, where no character has a meaning."""
        yield from ("```text", *[""] * lines, "```", "")

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
        """Yield a table."""
        for row in (head, ["---"] * len(head), *rows):
            yield f"| {' | '.join(row)} |"
        yield ""


def document(page: Page) -> bytes:
    """Return a sheet as Markdown."""
    return MarkdownWriter(page.language).document(page).encode()
