"""Formulas as MathML, written by the build, so that a page needs no script for them."""

import re
from typing import Any

from autograd_mini.stepper.mathml import mathml

# A logarithm stands apart from its factor, and from what it is taken of if that has no brackets.
BEFORE = re.compile(r"(</msub>|</mi>|</mn>|\)</mo>)(?=<mi>log</mi>)")
AFTER = re.compile(r"(?<=<mi>log</mi>)(?!<mo)")
SPACE = '<mspace width="0.17em"/>'
# The brackets of a matrix grow with it only in a font made for formulas; site.css draws them.
MATRIX = re.compile(r"<mo>\(</mo><mtable>(.*?)</mtable><mo>\)</mo>")


def as_mathml(latex: str, *, block: bool) -> str:
    r"""Return a formula of LaTeX as a MathML element.

    >>> as_mathml("x", block=False)
    '<math><mrow><mi>x</mi></mrow></math>'
    >>> as_mathml(r"\log x", block=False)
    '<math><mrow><mi>log</mi><mspace width="0.17em"/><mi>x</mi></mrow></math>'
    """
    # latex2mathml knows one of the two names of each of these.
    spelled = latex.replace(r"\cr", r"\\").replace("{aligned}", "{align*}")
    apart = AFTER.sub(SPACE, BEFORE.sub(rf"\1{SPACE}", mathml(spelled)))
    written = MATRIX.sub(r'<mtable class="matrix">\1</mtable>', apart)
    display = ' display="block"' if block else ""
    return f"<math{display}>{written}</math>"


def _inline(translator: Any, node: Any) -> None:
    translator.body.append(as_mathml(node.astext(), block=False))


def _block(translator: Any, node: Any) -> None:
    formula = as_mathml(node.astext(), block=True)
    # What may be wider than the page can be reached by the keyboard.
    translator.body.append(f'<div class="math" tabindex="0">{formula}</div>')


def _skip(translator: Any, node: Any) -> None:
    from docutils.nodes import SkipNode

    raise SkipNode


def _write_and_skip(write: Any) -> Any:
    def visit(translator: Any, node: Any) -> None:
        write(translator, node)
        _skip(translator, node)

    return visit


INLINE = (_write_and_skip(_inline), None)
BLOCK = (_write_and_skip(_block), None)
