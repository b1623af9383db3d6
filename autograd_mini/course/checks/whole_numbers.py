"""Lesson 8: a step that divides by //, and so leaves whole numbers."""

import ast
from collections.abc import Sequence

from autograd_mini.course.checks.descent import step
from autograd_mini.course.checks.outcome import Different, Stopped, explained
from autograd_mini.course.checks.small_network import CLOSE, RATE, THETA, X, Y, values
from autograd_mini.nn import textbook
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place


def of_whole_numbers(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return that all moves of a step, or its J, are whole numbers for a //; None if not.

    wrong: what has been found.
    """
    place = _divides_at(engine)
    if place is None or isinstance(wrong, Stopped):
        return None
    if wrong.slips not in ((), ("J-stays-0",)) and not wrong.general:
        return None
    layers = values(engine, THETA)
    taken = attempted("forward", lambda: step(engine, layers)[0])
    if isinstance(taken, Failure):
        return None
    weights = [weight for rows in layers for row in rows for weight in row]
    before = [number for rows in THETA for row in rows for number in row]
    moves = [engine.data(weight) - was for weight, was in zip(weights, before)]
    whole = _whole(moves) or _whole([move / RATE for move in moves]) or taken in _means()
    return explained(engine, wrong, "whole-numbers", place) if whole else None


def _means() -> tuple[float, float]:
    """Return what // makes of J: the sum of the quotients, and the quotient of the sum."""
    m, theta = len(X), dict(enumerate(THETA, 1))
    costs = [textbook.gradient(theta, [x], [y])[0] for x, y in zip(X, Y)]
    return sum(cost // m for cost in costs), sum(costs) // m


def _whole(numbers: Sequence[float]) -> bool:
    """Tell whether all of these are whole numbers, and not all are 0."""
    whole = all(abs(number - round(number)) < CLOSE for number in numbers)
    return whole and any(abs(number) > CLOSE for number in numbers)


def _divides_at(engine: Engine) -> Place | None:
    """Return the line of descend that divides by //; None if it is not one line."""
    source = source_of(engine, getattr(engine.module, "descend", None))
    lines = {
        part.lineno
        for part in (ast.walk(source.tree) if source else ())
        if isinstance(part, ast.BinOp | ast.AugAssign) and isinstance(part.op, ast.FloorDiv)
    }
    return Place(source.file, tuple(lines)) if source and len(lines) == 1 else None
