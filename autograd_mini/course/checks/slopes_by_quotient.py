"""Lesson 3: slopes of + and × that are quotients of differences, by slope(), and so not exact."""

import ast
import math

from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.checks.shapes import WRITTEN
from autograd_mini.elementary import TABLE
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.source import op_sources
from autograd_mini.testing.diagnosis.where import Place

POINTS = ((1.0, 1.0), (3.0, -2.0), (0.3, 4.1))
NEAR = 1e-6
RULES = {"add": ("+", "(1.0, 1.0)"), "mul": ("×", "(other.data, self.data)")}


def not_exact(engine: Engine) -> Different | None:
    """Return that slopes are close and not exact, with the lines that call slope; None if not."""
    for op, (sign, rule) in RULES.items():
        if _is_close_only(engine, op) and (place := _calls_slope(engine, op)):
            named = {"op": sign, "rule": rule}
            fields = dict.fromkeys(LANGUAGES, named)
            return Different({"en": ""}, "close-slope", operations=(op,), place=place,
                             fields=fields)  # fmt: skip
    return None


def _is_close_only(engine: Engine, op: str) -> bool:
    """Tell whether the slopes of an operation are near the right ones, and another number."""
    exact = True
    for u, v in POINTS:
        a, b, table = engine.value(u), engine.value(v), TABLE[op]
        made = attempted("forward", lambda: WRITTEN[op][1](a, b).partials)  # noqa: B023
        if isinstance(made, Failure) or len(made) != 2:
            return False
        for found, right in zip(made, table.slopes([u, v], table.value(u, v))):
            if not isinstance(found, float | int) or not math.isclose(found, right, rel_tol=NEAR):
                return False
            exact = exact and found == right
    return not exact


def _calls_slope(engine: Engine, op: str) -> Place | None:
    """Return the lines of an operation that call slope(); None if there are none."""
    for source in op_sources(engine, op):
        lines = {part.lineno for part in ast.walk(source.tree) if isinstance(part, ast.Call)
                 and isinstance(part.func, ast.Name) and part.func.id == "slope"}  # fmt: skip
        if lines:
            return Place(source.file, tuple(sorted(lines)))
    return None
