"""Lesson 1: the lines of a slope: where it has a sign, a call or a number of some kind."""

import ast
from collections.abc import Callable, Iterator

from autograd_mini.course.lines.statements import is_text
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place


def caret_at(engine: Engine) -> Place | None:
    """Return where a slope has a ^ between numbers; None if it has none."""
    return _only(engine, lambda part: _has(part, ast.BitXor))


def division_at(engine: Engine) -> Place | None:
    """Return the line in which a slope divides; None if it is not one line."""
    return _only(engine, lambda part: _has(part, ast.Div, ast.FloorDiv))


def floor_division_at(engine: Engine) -> Place | None:
    """Return the line in which a slope divides by //; None if it is not one line."""
    return _only(engine, lambda part: _has(part, ast.FloorDiv))


def rounding_at(engine: Engine) -> Place | None:
    """Return the lines in which a slope rounds a number, or cuts it off; None if there are none."""
    return _all(engine, _rounds)


def result_at(engine: Engine) -> Place | None:
    """Return the line in which a slope returns something; None if it is not one line."""
    return _only(engine, lambda part: isinstance(part, ast.Return))


def only_step_at(engine: Engine) -> Place | None:
    """Return the only line in which a slope computes, where all else are numbers; None if more."""
    source = source_of(engine, engine.module.slope)
    body = source.tree.body if source else []
    steps = [part for part in body if _number_of(part) is None and not is_text(part)]
    if source is None or len(steps) != 1 or hasattr(steps[0], "body"):
        return None
    return Place(source.file, (steps[0].lineno,))


def distance_at(engine: Engine, smallest: float, largest: float) -> Place | None:
    """Return where a number is set that is no distance, for it is not between these two."""

    def is_none(part: ast.AST) -> bool:
        number = _number_of(part)
        return number is not None and not smallest < abs(number) < largest

    return _only(engine, is_none)


def _number_of(part: ast.AST) -> float | None:
    """Return the number that a variable is set to, as it is written; None if it is no number."""
    match part:
        case ast.Assign([ast.Name()], ast.Constant(float() | int() as number)):
            return number
    return None


def _only(engine: Engine, wanted: Callable[[ast.AST], bool]) -> Place | None:
    found = _all(engine, wanted)
    return found if found and len(found.lines) == 1 else None


def _all(engine: Engine, wanted: Callable[[ast.AST], bool]) -> Place | None:
    source = source_of(engine, engine.module.slope)
    lines = sorted(set(_lines(source.tree, wanted))) if source else []
    return Place(source.file, tuple(lines)) if source and lines else None


def _lines(tree: ast.AST, wanted: Callable[[ast.AST], bool]) -> Iterator[int]:
    for part in ast.walk(tree):
        if wanted(part):
            yield getattr(part, "lineno", 0)


def _has(part: ast.AST, *signs: type[ast.operator]) -> bool:
    return isinstance(part, ast.BinOp) and isinstance(part.op, signs)


def _rounds(part: ast.AST) -> bool:
    if not isinstance(part, ast.Call):
        return _has(part, ast.FloorDiv)
    return ast.unparse(part.func) in ("round", "int", "math.floor", "math.trunc", "math.ceil")
