"""What an explanation is made of, and how it becomes text, Markdown or LaTeX.

A `Step` says: this symbol equals this formula, hence these numbers, hence this number.  It is data;
prose is a `Phrase`, a key into phrases.py, so that every language tells the same steps.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from autograd_mini.explain.phrases import PHRASES
from autograd_mini.files import write
from autograd_mini.formulas.labels import width_of as width_of
from autograd_mini.formulas.notation import (
    as_latex,
    as_text,
    label_latex,
    number_text,
    written_sides,
)
from autograd_mini.formulas.terms import General, Step, Symbol

WIDTH = 100  # characters of a line of text


@dataclass(frozen=True)
class Phrase:
    """A paragraph, by its key in phrases.py; its fields are symbols, numbers or plain text."""

    key: str
    fields: Mapping[str, Symbol | int | float | str | Sequence[Symbol]] = field(
        default_factory=dict
    )


@dataclass(frozen=True)
class Steps:
    """Steps that belong together.  short: one line for each, numbers instead of formulas."""

    steps: Sequence[Step]
    short: bool = False


@dataclass(frozen=True)
class MatrixOfSteps:
    """Steps whose values are the entries of a matrix: left = formula = [values]."""

    left: General
    formula: General | None
    rows: Sequence[Sequence[Step]]


Item: TypeAlias = Phrase | General | Steps | MatrixOfSteps


@dataclass(frozen=True)
class Section:
    """A part of an explanation under a title of its own."""

    title: Phrase
    items: Sequence[Item]


@dataclass(frozen=True, repr=False)
class Explanation:
    """A derivation with its numbers; it shows itself in a notebook, and `print` prints it.

    sections: what it is made of.  language: "en" or "zh".  digits: how many significant ones the
    numbers are written with; the numbers in `steps` are exact.  of: the derivative, such as ∂J/∂x.
    """

    title: Phrase
    sections: Sequence[Section]
    language: str
    digits: int
    of: str

    def __repr__(self) -> str:
        sections, equations = len(self.sections), len(self.steps)
        return (
            f"<Explanation of {self.of}: {sections} section{'s' * (sections != 1)}, "
            f"{equations} equation{'s' * (equations != 1)}>"
        )

    @property
    def steps(self) -> list[Step]:
        """All equations, in order, as data."""
        found: list[Step] = []
        for section in self.sections:
            for item in section.items:
                if isinstance(item, Steps):
                    found += item.steps
                elif isinstance(item, MatrixOfSteps):
                    found += [step for row in item.rows for step in row]
        return found

    def __str__(self) -> str:
        return self.text()

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def text(self) -> str:
        """Return the explanation as plain text."""
        return self._written(Writer)

    def markdown(self) -> str:
        """Return it as Markdown with formulas in $…$, as notebooks and code hosts read it."""
        return self._written(MarkdownWriter)

    def latex(self) -> str:
        r"""Return it as the body of a LaTeX document, which needs amsmath (and for Chinese, ctex).

        Its formulas stand in \( … \) and \[ … \].
        """
        return self._written(LatexWriter)

    def _written(self, writer: "type[Writer]") -> str:
        return "\n".join(writer(self.language, self.digits).lines(self.title, self.sections))

    def save(self, path: str | os.PathLike[str]) -> str:
        """Write it to a file, whole or not at all, and return its path.

        path: its ending says how: .md for Markdown, .tex for LaTeX, .txt for plain text.

        ValueError for another ending; OSError with the path if it cannot be written.
        """
        writers = {".md": self.markdown, ".tex": self.latex, ".txt": self.text}
        ending = Path(path).suffix
        if ending not in writers:
            raise ValueError(
                f"the ending of {os.fspath(path)!r} says no format that there is; "
                f"there are {', '.join(writers)}"
            )
        write(Path(path), f"{writers[ending]()}\n".encode())
        return str(path)


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
        yield from (*wrapped(text), "")

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
            if wide <= (WIDTH if item.short else WIDTH - 30):
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


def wrapped(text: str, width: int = WIDTH) -> Iterator[str]:
    """Yield a paragraph as lines; Chinese text may break after any character.

    >>> list(wrapped("one two three", 8))
    ['one two', 'three']
    """
    line = ""
    for word in re.findall(r"[（“]*(?:[^\s\u2e80-\uffef]+|[\u2e80-\uffef])\s*|\s+", text):
        punctuation = word.strip() in set("，。；：、）”！？")
        if line and width_of(line + word.rstrip()) > width and not punctuation:
            yield line.rstrip()
            line = ""
        line += word
    if line:
        yield line.rstrip()
