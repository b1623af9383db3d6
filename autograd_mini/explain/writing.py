"""An explanation, which writes itself as text, Markdown or LaTeX."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograd_mini.explain.parts import MatrixOfSteps, Phrase, Section, Steps
from autograd_mini.explain.writers import LatexWriter, MarkdownWriter, Writer
from autograd_mini.files import write
from autograd_mini.formulas.terms import Step


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
