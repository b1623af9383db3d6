"""Lesson 6: a σ that is σ(−x) on one side of 0, and the lines that are run only there."""

import ast
import math
from collections.abc import Iterator

from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.checks.recorded import steps_of
from autograd_mini.elementary import TABLE
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.source import op_sources
from autograd_mini.testing.diagnosis.where import Place

BELOW, ABOVE = (-3.0, -1.7, -0.4), (0.4, 1.7, 3.0)
SIGNS = {BELOW: "x < 0", ABOVE: "x > 0"}


def turned_on_one_side(engine: Engine) -> Different | None:
    """Return that σ is σ(−x) where x < 0 only, or x > 0, with its lines; None if not.

    Either of two lines may be the wrong one: that of e, or that of the quotient.
    """
    for wrong, right in ((BELOW, ABOVE), (ABOVE, BELOW)):
        if _is(engine, right, 1) and _is(engine, wrong, -1):
            if (place := _only_there(engine, wrong[1], right[1])) is None:
                return None
            fields = {language: {"side": SIGNS[wrong]} for language in LANGUAGES}
            return Different({"en": ""}, "minus-on-one-side", operations=("sigmoid",),
                             place=place, fields=fields, one_of=True)  # fmt: skip
    return None


def _is(engine: Engine, numbers: tuple[float, ...], sign: int) -> bool:
    """Tell whether σ at each number is what it should be at the number with a sign."""
    for x in numbers:
        found = attempted("forward", lambda: engine.data(engine.value(x).sigmoid()))  # noqa: B023
        wanted = TABLE["sigmoid"].value(sign * x)
        if isinstance(found, Failure) or not math.isclose(found, wanted, rel_tol=1e-9):
            return False
    return True


def _only_there(engine: Engine, wrong: float, right: float) -> Place | None:
    """Return the lines of σ that compute something at one number, and are not run at another."""
    a, b = engine.value(wrong), engine.value(right)
    run, others = steps_of(engine, lambda: a.sigmoid()), steps_of(engine, lambda: b.sigmoid())
    if run is None or others is None:
        return None
    only = {step.line for step in run} - {step.line for step in others}
    for source in op_sources(engine, "sigmoid"):
        lines = {part.lineno for part in _computing(source.tree) if part.lineno in only}
        if lines:
            return Place(source.file, tuple(sorted(lines)))
    return None


def _computing(tree: ast.AST) -> Iterator[ast.stmt]:
    """Yield the lines that set a variable, and the returns whose number is not one already."""
    for part in ast.walk(tree):
        match part:
            case ast.Return(ast.Call(args=[ast.Name(), *_])):
                continue
            case ast.Assign() | ast.Return():
                yield part
