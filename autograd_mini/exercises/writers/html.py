"""Exercises as one HTML file: on a screen, light or dark, wide or narrow, and on paper."""

import html
import re
from collections.abc import Iterator, Sequence

from autograd_mini.draw.style import DARK, LIGHT
from autograd_mini.exercises.parts import Picture, Question
from autograd_mini.exercises.writers.markdown import MarkdownWriter, aligned
from autograd_mini.exercises.writers.page import Page
from autograd_mini.exercises.writers.pictures import svg
from autograd_mini.explain.writers import MarkdownWriter as Steps
from autograd_mini.explain.writing import Explanation
from autograd_mini.formulas.terms import General
from autograd_mini.stepper.mathml import mathml
from autograd_mini.stepper.picture import colours

GROUND = re.compile(r'<polygon fill="#ffffff" stroke="(?:transparent|none)"[^>]*/>')
FOLLOWED = re.compile(r"(<math>(?:(?!</math>).)*</math>)([,.;:，。：；、）])")
# Browsers make it as small as a superscript, and fonts have it small already.
PRIME = re.compile(r"<msup>(<mi>\w</mi>)(<mi>′</mi>)</msup>")
STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,"Noto Sans CJK SC","Noto Sans SC",sans-serif;margin:0 auto;
 max-width:46rem;padding:1rem 1.25rem;color:#1b1f24;background:#fff}
h1{font-size:1.5rem;margin:.5rem 0}
h2{font-size:1.1rem;margin:1.75rem 0 .5rem;border-top:1px solid #c9d1da;padding-top:.75rem}
.name{border-bottom:1px solid #5b6470;margin:1rem 0}
.formulas,.steps{overflow:auto hidden;padding-block:.2rem;margin:.3rem 0 .3rem 1.5rem}
.steps{font-size:.95em}
.steps div{margin:.5rem 0}
.whole{white-space:nowrap}
li{margin:.3rem 0}
mtd[columnalign="left"]{text-align:left}
mtd[columnalign="right"]{text-align:right}
math{font-size:1.08em}
.blanks{display:flex;flex-wrap:wrap;gap:.75rem 1.75rem;margin:.75rem 0 .75rem 1.5rem}
.blanks span{white-space:nowrap}
.blanks i{display:inline-block;width:5.5rem;height:1.9rem;border:1px solid #5b6470;
 border-radius:4px;vertical-align:middle;margin-left:.4rem}
.room{margin:0 0 0 1.5rem}
.room i{display:block;height:2.3rem;border-bottom:1px solid #5b6470}
ol.options{list-style:lower-alpha;padding-left:3rem}
ul{list-style:none;padding-left:1.5rem;margin:.5rem 0}
table{border-collapse:collapse;margin:.75rem 0 .75rem 1.5rem}
th,td{border:1px solid #c9d1da;padding:.2rem .75rem;text-align:left}
figure{margin:1rem 0;overflow:auto hidden}
figure svg{display:block;margin:auto}
.key{break-before:page;border-top:3px double #5b6470;margin-top:3rem}
section{break-inside:avoid}
.key section{break-inside:auto}
h2{break-after:avoid}
@media (max-width:30rem){body{padding:.75rem}
 .formulas{font-size:.9em}.formulas,.steps,.blanks,.room,table{margin-left:.25rem}
 figure svg{min-width:34rem}}
@media screen and (prefers-color-scheme:dark){body{color:#f0f3f6;background:#11161c}
 h2,th,td{border-color:#37424e}.blanks i,.room i,.name{border-color:#a4afbb}<dark>}
@media print{body{max-width:none;padding:0;font-size:11pt}.key{border-top:0;margin-top:0}
 .formulas,.steps,figure{overflow:visible}@page{margin:18mm}}
"""


class HtmlSteps(Steps):
    """Writes the steps of an explanation as MathML."""

    newline = r" \\ "

    def display(self, latex: str) -> Iterator[str]:
        """Yield a formula in a line of its own."""
        yield f"<div>{display(latex)}</div>"


class HtmlWriter(MarkdownWriter):
    """Writes exercises as the body of a page."""

    steps = HtmlSteps
    newline = HtmlSteps.newline

    def escaped(self, text: str) -> str:
        """Return text in which no character means anything to HTML."""
        return html.escape(text)

    def inline(self, formula: General) -> str:
        """Return a formula in a sentence."""
        return f"<math>{_spaced(formula.latex)}</math>"

    def title(self, title: str) -> Iterator[str]:
        """Yield the title of the sheet or of the key."""
        yield f"<h1>{title}</h1>"

    def heading(self, title: str) -> Iterator[str]:
        """Yield the title of an exercise."""
        yield f"</section><section><h2>{title}</h2>"

    def new_page(self) -> Iterator[str]:
        """Yield what begins a new page."""
        yield '</section></div><div class="key"><section>'

    def paragraph(self, text: str) -> Iterator[str]:
        """Yield a paragraph."""
        yield f"<p>{text}</p>"

    def formulas(self, lines: Sequence[General]) -> Iterator[str]:
        """Yield formulas, each in a line of its own."""
        yield f'<div class="formulas">{display(aligned(lines, self.newline))}</div>'

    def items(self, items: Sequence[str]) -> Iterator[str]:
        """Yield a list."""
        yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"

    def options(self, question: Question) -> Iterator[str]:
        """Yield the options of a choice."""
        options = "".join(f"<li>{self.rich(option)}</li>" for option in question.options)
        yield f'<ol class="options">{options}</ol>'

    def blanks(self, questions: Sequence[Question]) -> Iterator[str]:
        """Yield room for the answers, side by side."""
        # A browser leaves no space before a sign with nothing behind it; after words it needs more.
        spaces = [r"\;\;" if q.asked.latex.startswith(r"\text") else r"\;" for q in questions]
        equations = (display(f"{q.asked.latex} {s} =") for q, s in zip(questions, spaces))
        blanks = "".join(f"<span>{equation}<i></i></span>" for equation in equations)
        yield f'<div class="blanks">{blanks}</div>'

    def room(self, lines: int) -> Iterator[str]:
        """Yield ruled lines."""
        yield f'<div class="room">{"<i></i>" * lines}</div>'

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
        """Yield a table."""
        yield f"<table><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>"
        yield from (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        yield "</table>"

    def picture(self, picture: Picture) -> Iterator[str]:
        """Yield the picture, if there is a Graphviz."""
        drawn = svg(picture, self.language)
        if drawn:
            yield f"<figure>{_on_the_page(drawn)}</figure>"

    def derivation(self, explanation: Explanation) -> Iterator[str]:
        """Yield the steps to the answers."""
        yield from ('<div class="steps">', *super().derivation(explanation), "</div>")


def display(latex: str) -> str:
    """Return a formula in a line of its own."""
    # latex2mathml knows an environment that does the same.
    return f'<math displaystyle="true">{_spaced(latex.replace("{aligned}", "{align*}"))}</math>'


def _spaced(latex: str) -> str:
    """Return LaTeX as MathML, with the space after ln that TeX sets, and a prime that is seen."""
    spaced = mathml(latex).replace("<mi>ln</mi>", '<mi>ln</mi><mspace width="0.17em"/>')
    return PRIME.sub(r"\1\2", spaced)


def _on_the_page(svg: str) -> str:
    """Return a picture without a ground, and without ids, which another picture would have, too."""
    return GROUND.sub("", re.sub(r' id="[^"]*"', "", svg), count=1)


def _dark() -> str:
    """Return rules that give a light picture the colours of a dark one."""
    dark = colours(DARK)
    pairs = {colour.lower(): dark[name] for name, colour in colours(LIGHT).items()}
    return "".join(
        f'figure svg [{attribute}="{light}"]{{{attribute}:{colour}}}'
        for light, colour in pairs.items()
        for attribute in ("fill", "stroke")
    )


def document(page: Page) -> bytes:
    """Return a sheet as an HTML file."""
    writer = HtmlWriter(page.language)
    title = writer.escaped(writer.words["sheet"])
    # No line begins with a comma.
    body = FOLLOWED.sub(r'<span class="whole">\1\2</span>', writer.document(page))
    name = f'<p class="name">{writer.escaped(writer.words["name"])}</p>'
    body = body.replace("</h1>", f"</h1>{name}", 1)
    language = {"en": "en", "zh": "zh-CN"}[page.language]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE.replace('<dark>', _dark())}</style>\n</head>\n"
        f"<body><div><section>\n{body}</section></div></body>\n</html>\n"
    ).encode()
