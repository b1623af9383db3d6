"""An explanation as HTML, its formulas in MathML, which every browser sets by itself.

>>> from autograd_mini import Value, explain
>>> w, x = Value(0.5, label="w"), Value(3.0, label="<x>")
>>> page = as_html(explain(w * x, wrt=w))
>>> page[:8], page.count("<math") > 3, "<x>" in page, "&lt;x&gt;" in page
('<h2>How ', True, False, True)
"""

import html
import re
from collections.abc import Iterator

from autograd_mini.explain.parts import MatrixOfSteps, Phrase, Steps
from autograd_mini.explain.phrases import PHRASES
from autograd_mini.explain.writers import Writer
from autograd_mini.explain.writing import Explanation
from autograd_mini.formulas.notation import as_latex, written_sides
from autograd_mini.formulas.terms import General
from autograd_mini.stepper.mathml import mathml

PARTS = re.compile(r"(\|[^|]*\|[^|]*\||<\w+>)")


def as_html(explanation: Explanation) -> str:
    """Return an explanation as the inside of an HTML element; labels are text in it."""
    return "\n".join(
        _Html(explanation.language, explanation.digits).lines(
            explanation.title, explanation.sections
        )
    )


class _Html(Writer):
    """Writes an explanation as HTML."""

    def phrase(self, phrase: Phrase) -> str:
        template = PHRASES[self.language][phrase.key]
        written = []
        for part in PARTS.split(template):
            if part.startswith("|"):
                latex = part.split("|")[2]
                for name, value in phrase.fields.items():
                    latex = latex.replace(f"<{name}>", str(value))
                written.append(_math(latex))
            elif PARTS.fullmatch(part):
                written.append(self.field(phrase.fields[part[1:-1]]))
            else:
                written.append(html.escape(part))
        return "".join(written)

    def inline(self, text: str, latex: str) -> str:
        return _math(latex)

    def plain(self, text: str) -> str:
        return html.escape(text)

    def title(self, title: str) -> Iterator[str]:
        yield f"<h2>{title}</h2>"

    def heading(self, title: str) -> Iterator[str]:
        yield f"<h3>{title}</h3>"

    def paragraph(self, text: str) -> Iterator[str]:
        yield f"<p>{text}</p>"

    def general(self, formula: General) -> Iterator[str]:
        yield f'<div class="formula">{_math(formula.latex)}</div>'

    def steps(self, item: Steps) -> Iterator[str]:
        for step in item.steps:
            left, *sides = written_sides(step, self.digits, latex=True, formulas=not item.short)
            # Each side by itself, so that a line may end before an equals sign.
            written = "".join(f"<span>{_math(f'= {side}')}</span> " for side in sides)
            yield f'<div class="formula"><span>{_math(left)}</span> {written}</div>'

    def matrix(self, item: MatrixOfSteps) -> Iterator[str]:
        formula = f" = {item.formula.latex}" if item.formula else ""
        rows = "".join(
            "<tr>"
            + "".join(f"<td>{_math(as_latex(s.value, self.digits))}</td>" for s in row)
            + "</tr>"
            for row in item.rows
        )
        yield (
            f'<div class="formula"><span>{_math(f"{item.left.latex}{formula} =")}</span> '
            f'<table class="matrix"><tbody>{rows}</tbody></table></div>'
        )


def _math(latex: str) -> str:
    return f"<math>{mathml(latex)}</math>"
