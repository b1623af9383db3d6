"""Lesson 6: an operation whose number is what its slope should be."""

import math
from dataclasses import replace

from autograd_mini.course.checks.shapes import made_at
from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.diagnosis import Diagnosis
from autograd_mini.testing.diagnosis.text import SIGNS

EXPONENT = 3.0
PLACES = (0.4, 1.7, 3.0)
OPERATIONS = ("pow", "log", "sigmoid")  # e^x is its own slope
SLOPE_FOR_NUMBER = "slope-for-number"


def has_slope_for_number(engine: Engine, *operations: str) -> bool:
    """Tell whether an operation has its slope in place of its number, wherever it is tried."""
    return len(operations) == 1 and operations[0] in OPERATIONS and all(
        _is_slope(engine, operations[0], x) for x in PLACES
    )  # fmt: skip


def _is_slope(engine: Engine, op: str, x: float) -> bool:
    others = [EXPONENT] if op == "pow" else []
    operation, table = getattr(engine.functions, op), TABLE[op]
    found = attempted("forward", lambda: engine.data(operation(engine.value(x), *others)))
    slope = table.slopes([x, *others], table.value(x, *others))[0]
    return not isinstance(found, Failure) and math.isclose(found, slope, rel_tol=1e-9)


def named_in(op: str) -> dict[str, str]:
    """Return what is named in the sentences of the slip, as fields."""
    return {"op": SIGNS.get(op, op)}


def where_it_is_made(engine: Engine, found: Diagnosis) -> Diagnosis:
    """Return a diagnosis whose first line is that of the node, and not that of the right slope."""
    first, *others = found.mistakes
    place = made_at(engine, first.operations[0]) or first.place
    return replace(found, mistakes=(replace(first, place=place), *others))
