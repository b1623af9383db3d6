"""Exercises as a LaTeX document of their own, for packages that Debian has.

English is for pdflatex; Chinese takes the package ctex, and xelatex.
"""

from collections.abc import Iterator, Sequence

from autograd_mini.exercises.parts import Question
from autograd_mini.exercises.writers.markdown import MarkdownWriter, aligned
from autograd_mini.exercises.writers.page import Page
from autograd_mini.explain.writers import LatexWriter as Steps
from autograd_mini.formulas.notation import WORDS as CHARACTERS
from autograd_mini.formulas.notation import greek
from autograd_mini.formulas.terms import General

# What has a meaning in a text, and what its fonts do not have.
ESCAPED = {
    **{c: command for c, command in CHARACTERS.items() if command.startswith("\\")},
    "%": r"\%", "&": r"\&", "#": r"\#",
    "×": r"\(\times\)", "÷": r"\(\div\)", "·": r"\(\cdot\)", "−": r"\(-\)", "∂": r"\(\partial\)",
    "√": r"\(\sqrt{x}\)", "Σ": r"\(\sum\)", "′": r"\('\)", "½": r"\(\tfrac{1}{2}\)",
    "≠": r"\(\neq\)", "…": r"\ldots{}", "²": r"\(^2\)", "³": r"\(^3\)",
}  # fmt: skip
# Its penalty has no page end before a list.
PREAMBLE = r"""\documentclass[11pt,a4paper]{article}
<language>\usepackage{amsmath,amssymb}
\usepackage[margin=22mm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt plus 2pt}
\raggedright
\makeatletter\@beginparpenalty=10000 \makeatother
\begin{document}
"""


class LatexWriter(MarkdownWriter):
    """Writes exercises as the body of a LaTeX document."""

    steps = Steps
    newline = Steps.newline

    def escaped(self, text: str) -> str:
        """Return text in which no character means anything to LaTeX, and that its fonts have."""
        return "".join(map(self._character, text))

    def _character(self, c: str) -> str:
        if c in ESCAPED:
            return ESCAPED[c]
        if greek(c):
            return rf"\({greek(c)}\)"
        if c.isascii() or (self.language == "zh" and ("\u2e80" <= c <= "\uffef" or c in "“”‘’")):
            return c if c.isprintable() else " "
        return "?"  # of a seed, say: pdflatex would stop there

    def inline(self, formula: General) -> str:
        """Return a formula in a sentence."""
        return rf"\({formula.latex}\)"

    def title(self, title: str) -> Iterator[str]:
        """Yield the title of the sheet or of the key."""
        yield from (rf"\section*{{{title}}}", "")

    def heading(self, title: str) -> Iterator[str]:
        """Yield the title of an exercise; it stands on one page, if it is no longer than that."""
        yield from (rf"\filbreak\subsection*{{{title}}}", "")

    def new_page(self) -> Iterator[str]:
        """Yield what begins a new page; answers, which are long, may go on on the next."""
        yield from (r"\newpage\let\filbreak\relax", "")

    def formulas(self, lines: Sequence[General]) -> Iterator[str]:
        """Yield formulas, each in a line of its own."""
        yield from (r"\[", aligned(lines, self.newline), r"\]", "")

    def items(self, items: Sequence[str]) -> Iterator[str]:
        """Yield a list."""
        lines = [rf"\item[] {item}" for item in items]
        yield from (r"\begin{itemize}\setlength{\itemsep}{0pt}", *lines, r"\end{itemize}", "")

    def blanks(self, questions: Sequence[Question]) -> Iterator[str]:
        """Yield room for the answers, side by side."""
        blank = r"\,\underline{\hspace{22mm}}"
        yield r"{\lineskiplimit=8pt \lineskip=8pt"  # between fractions in one row and in the next
        yield from (rf"\mbox{{\(\displaystyle {q.asked.latex} =\){blank}}}\quad" for q in questions)
        yield from (r"\par}", "")

    def room(self, lines: int) -> Iterator[str]:
        """Yield ruled lines."""
        yield from [r"\rule{0pt}{9mm}\hrulefill\par"] * lines
        yield ""

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
        """Yield a table."""
        yield rf"\begin{{tabular}}{{{'l' * len(head)}}}"
        yield rf"{' & '.join(head)} \\ \hline"
        yield from (rf"{' & '.join(row)} \\" for row in rows)
        yield from (r"\end{tabular}", "")


def document(page: Page) -> bytes:
    """Return a sheet as a LaTeX document."""
    writer = LatexWriter(page.language)
    name = rf"{writer.escaped(writer.words['name'])} \hrulefill\par"
    # Below the first title, and not below that of the key.
    title, rest = writer.document(page).split("\n", 1)
    body = "\n".join((title, name, rest))
    language = "% compile with xelatex\n\\usepackage{ctex}\n" if page.language == "zh" else ""
    return (PREAMBLE.replace("<language>", language) + body + "\\end{document}\n").encode()
