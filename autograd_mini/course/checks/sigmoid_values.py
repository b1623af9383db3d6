"""Lesson 6: a σ that divides by a part of a sum only, for lack of brackets."""

import ast
import math
from collections.abc import Iterator
from dataclasses import replace

from autograd_mini.course.slips.operation_slips import VALUE_WITHOUT_BRACKETS
from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.diagnosis import Diagnosis
from autograd_mini.testing.diagnosis.source import op_sources
from autograd_mini.testing.diagnosis.where import Place

PLACES = (-3.0, -1.7, 0.4, 1.7)


def without_brackets(engine: Engine, *operations: str) -> tuple[str, dict[str, str]] | None:
    """Return the slip of a σ that lacks brackets, and what its sentences name; None if it does not.

    Its numbers have to be those that come of it, and its line has to look like it.
    """
    if operations != ("sigmoid",) or not _comes_of_it(engine):
        return None
    for _, whole, quotient in _sums(engine):
        below = ast.unparse(ast.BinOp(quotient.right, ast.Add(), whole.right))
        fields = {
            "code": ast.unparse(whole),
            "below": ast.unparse(quotient.right),
            "added": ast.unparse(whole.right),
            "meant": f"{ast.unparse(quotient.left)} / ({below})",
        }
        return VALUE_WITHOUT_BRACKETS, fields
    return None


def where_brackets_lack(engine: Engine, found: Diagnosis) -> Diagnosis:
    """Return a diagnosis whose first line is that of the sum."""
    first, *others = found.mistakes
    sums = list(_sums(engine))
    lines = tuple(sorted({whole.lineno for _, whole, _ in sums}))
    return replace(found, mistakes=(replace(first, place=Place(sums[0][0], lines)), *others))


def _comes_of_it(engine: Engine) -> bool:
    """Tell whether σ is wrong somewhere, and what lacks brackets wherever it is wrong."""
    right = []
    for x in PLACES:
        found = attempted("forward", lambda: engine.data(engine.value(x).sigmoid()))  # noqa: B023
        if isinstance(found, Failure):
            return False
        e, small = math.exp(x), math.exp(-x)
        right.append(math.isclose(found, TABLE["sigmoid"].value(x), rel_tol=1e-9))
        # 1 / 1 + e^−x, e^x / 1 + e^x, 1 / e^−x + 1 and e^x / e^x + 1
        lacking = (1 + small, 2 * e, e + 1, 2.0)
        if not right[-1] and not any(math.isclose(found, y, rel_tol=1e-9) for y in lacking):
            return False
    return not all(right)


def _sums(engine: Engine) -> Iterator[tuple[str, ast.BinOp, ast.BinOp]]:
    """Yield each sum in σ that begins with a quotient, with its file, and the quotient.

    As 1 / 1 + e, where one of what is divided by and what is added is 1.
    """
    for source in op_sources(engine, "sigmoid"):
        for part in ast.walk(source.tree):
            match part:
                case ast.BinOp(ast.BinOp(_, ast.Div(), below) as quotient, ast.Add(), added):
                    if "1" in (ast.unparse(below).removesuffix(".0"),
                               ast.unparse(added).removesuffix(".0")):  # fmt: skip
                        yield source.file, part, quotient
