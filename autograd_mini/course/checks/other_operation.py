"""Lesson 2: which operation it is that + or × computes in the place of its own."""

import math
import operator
from collections.abc import Callable

from autograd_mini.course.checks.shapes import WRITTEN
from autograd_mini.testing.conform.engine import Engine

POINTS = ((3.0, 3.0), (3.0, -2.0), (0.5, 4.0))
# What it may compute, as Python writes it.
OTHERS: dict[str, Callable[[float, float], float]] = {
    "a + b": operator.add,
    "a * b": operator.mul,
    "a - b": operator.sub,
    "b - a": lambda a, b: b - a,
    "a / b": operator.truediv,
    "b / a": lambda a, b: b / a,
    "a // b": operator.floordiv,
    "a ** b": operator.pow,
    "b ** a": lambda a, b: b**a,
    "a + a": lambda a, b: a + a,
    "b + b": lambda a, b: b + b,
    "a * a": lambda a, b: a * a,
    "b * b": lambda a, b: b * b,
    "a": lambda a, b: a,
    "b": lambda a, b: b,
}


def other_operation(engine: Engine, op: str) -> dict[str, dict[str, str]]:
    """Return what an operation computes, and what it should, by language; {} if nobody knows."""
    code, make = WRITTEN[op]
    try:
        found = [float(engine.data(make(engine.value(a), engine.value(b)))) for a, b in POINTS]
    except Exception:  # it takes some numbers, and others not
        return {}
    for written, compute in OTHERS.items():
        if all(math.isclose(y, compute(a, b)) for y, (a, b) in zip(found, POINTS)):
            fields = {"found": written, "should": code}
            return {"en": fields, "zh": fields}
    return {}
