"""How the parts of an explanation become plain text, Markdown or LaTeX."""

import re
from collections.abc import Iterator, Sequence

from autograd_mini.explain.parts import Item, MatrixOfSteps, Phrase, Section, Steps
from autograd_mini.explain.phrases import PHRASES
from autograd_mini.formulas.labels import width_of
from autograd_mini.formulas.notation import (
    as_latex,
    as_text,
    label_latex,
    number_text,
    written_sides,
)
from autograd_mini.formulas.terms import General, Symbol
from autograd_mini.formulas.wrapping import wrapped

WIDTH = 78  # columns of a line of text: a terminal has 80
WIDE = 100  # characters of a formula that is set in one line


class Writer:
    """Writes an explanation as plain text; others write it otherwise, item by item."""

    def __init__(self, language: str, digits: int) -> None:
        self.language, self.digits = language, digits

    def lines(self, title: Phrase, sections: Sequence[Section]) -> Iterator[str]:
        """Yield all lines."""
        yield from self.title(self.phrase(title))
        for number, section in enumerate(sections, start=1):
            yield from self.heading(f"{number}. {self.phrase(section.title)}")
            for item in section.items:
                yield from self.item(item)

    def item(self, item: Item) -> Iterator[str]:
        """Yield the lines of one item of a section."""
        if isinstance(item, Phrase):
            yield from self.paragraph(self.phrase(item))
        elif isinstance(item, General):
            yield from self.general(item)
        elif isinstance(item, MatrixOfSteps):
            yield from self.matrix(item)
        else:
            yield from self.steps(item)

    def phrase(self, phrase: Phrase) -> str:
        """Return a sentence with its fields filled in."""
        template = PHRASES[self.language][phrase.key]
        fields = {name: self.field(value) for name, value in phrase.fields.items()}
        # See the top of phrases.py for the marks in a template.
        written = re.sub(
            r"\|([^|]*)\|([^|]*)\|", lambda match: self.inline(match[1], match[2]), template
        )
        return re.sub(r"<(\w+)>", lambda match: fields[match[1]], written)

    def field(self, value: Symbol | int | float | str | Sequence[Symbol]) -> str:
        """Return what stands in a field."""
        if isinstance(value, Symbol):
            return self.inline(value.text, value.latex)
        if isinstance(value, str):
            return self.plain(value)
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float):
            return self.inline(number_text(value, self.digits), as_latex(value, self.digits))
        comma = "、" if self.language == "zh" else ", "
        return comma.join(map(self.field, value))

    def inline(self, text: str, latex: str) -> str:
        """Return a formula within a sentence."""
        return text

    def plain(self, text: str) -> str:
        """Return text of a user."""
        return text

    def title(self, title: str) -> Iterator[str]:
        """Yield the title."""
        yield from (title, "=" * width_of(title), "")

    def heading(self, title: str) -> Iterator[str]:
        """Yield the title of a section."""
        yield from (title, "-" * width_of(title), "")

    def paragraph(self, text: str) -> Iterator[str]:
        """Yield a paragraph."""
        yield from (*wrapped(text, WIDTH), "")

    def general(self, formula: General) -> Iterator[str]:
        """Yield a formula in a line of its own."""
        yield from (f"    {formula.text}", "")

    def steps(self, item: Steps) -> Iterator[str]:
        """Yield equations, one below the other."""
        for step in item.steps:
            sides = written_sides(step, self.digits, latex=False, formulas=not item.short)
            line = "    " + " = ".join(sides)
            if len(line) <= WIDTH:
                yield line
            else:
                indent = " " * (4 + len(sides[0]))
                yield f"    {sides[0]} = {sides[1]}"
                for side in sides[2:]:
                    yield f"{indent} = {side}"
        yield ""

    def matrix(self, item: MatrixOfSteps) -> Iterator[str]:
        """Yield an equation whose right side is a matrix."""
        formula = f" = {item.formula.text}" if item.formula else ""
        yield f"    {item.left.text}{formula} ="
        table = [[as_text(step.value, self.digits) for step in row] for row in item.rows]
        widths = [max(map(len, column)) for column in zip(*table)]
        for row in table:
            yield "        " + "  ".join(x.rjust(w) for x, w in zip(row, widths))
        yield ""


class MarkdownWriter(Writer):
    """Writes an explanation as Markdown."""

    newline = r" \cr "  # not \\, which Markdown makes one backslash of

    def inline(self, text: str, latex: str) -> str:
        """Return a formula within a sentence."""
        return f"${latex}$"

    def plain(self, text: str) -> str:
        """Return text of a user."""
        return re.sub(r"([\\`*_{}\[\]<>#$|~&])", r"\\\1", text)

    def title(self, title: str) -> Iterator[str]:
        """Yield the title."""
        yield from (f"## {title}", "")

    def heading(self, title: str) -> Iterator[str]:
        """Yield the title of a section."""
        yield from (f"### {title}", "")

    def paragraph(self, text: str) -> Iterator[str]:
        """Yield a paragraph."""
        yield from (text, "")

    def display(self, latex: str) -> Iterator[str]:
        """Yield a formula in a line of its own."""
        yield from ("$$", latex, "$$", "")

    def general(self, formula: General) -> Iterator[str]:
        """Yield a general formula."""
        yield from self.display(formula.latex)

    def steps(self, item: Steps) -> Iterator[str]:
        """Yield equations, one below the other."""
        rows = []
        for step in item.steps:
            left, *sides = written_sides(step, self.digits, latex=True, formulas=not item.short)
            wide = len(
                " = ".join(written_sides(step, self.digits, latex=False, formulas=not item.short))
            )
            if wide <= (WIDE if item.short else WIDE - 30):
                sides = [" = ".join(sides)]
            rows += [f"{left} &= {sides[0]}", *(f"&= {side}" for side in sides[1:])]
        yield from self.aligned(rows)

    def aligned(self, rows: Sequence[str]) -> Iterator[str]:
        """Yield equations that stand below each other at their signs of equality."""
        if len(rows) == 1:
            yield from self.display(rows[0].replace("&", ""))
        elif rows:
            body = self.newline.join(rows)
            yield from self.display(rf"\begin{{aligned}} {body} \end{{aligned}}")

    def matrix(self, item: MatrixOfSteps) -> Iterator[str]:
        """Yield an equation whose right side is a matrix."""
        rows = self.newline.join(
            " & ".join(as_latex(step.value, self.digits) for step in row) for row in item.rows
        )
        formula = f" = {item.formula.latex}" if item.formula else ""
        matrix = rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"
        yield from self.display(f"{item.left.latex}{formula} = {matrix}")


class LatexWriter(MarkdownWriter):
    """Writes an explanation as the body of a LaTeX document."""

    newline = " \\\\\n"

    def inline(self, text: str, latex: str) -> str:
        """Return a formula within a sentence."""
        return rf"\({latex}\)"

    def plain(self, text: str) -> str:
        """Return text of a user."""
        return rf"\({label_latex(text)}\)"

    def title(self, title: str) -> Iterator[str]:
        """Yield the title."""
        yield from (rf"\section*{{{title}}}", "")

    def heading(self, title: str) -> Iterator[str]:
        """Yield the title of a section."""
        yield from (rf"\subsection*{{{title}}}", "")

    def display(self, latex: str) -> Iterator[str]:
        """Yield a formula in a line of its own."""
        yield from (r"\[", latex, r"\]", "")
