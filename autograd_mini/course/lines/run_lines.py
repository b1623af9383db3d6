"""Lesson 1: a run that is 0 for every x and h, for the point that is subtracted lacks brackets."""

import ast
from collections import Counter
from typing import NamedTuple

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place

_Sum = Counter[str]  # how often each variable is in it, negative if it is subtracted


class Run(NamedTuple):
    """What is 0, as it is written and as it is meant, and its lines."""

    code: str
    meant: str
    place: Place


def run_of_0(engine: Engine) -> Run | None:
    """Return what a slope divides by, if that is x + h - x - h; None if it is something else."""
    source = source_of(engine, engine.module.slope)
    if source is None:
        return None
    divided_by = [part.right for part in ast.walk(source.tree)
                  if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div)]  # fmt: skip
    names = {ast.unparse(part) for part in divided_by}
    values = [part.value for part in ast.walk(source.tree) if isinstance(part, ast.Assign)
              and len(part.targets) == 1 and ast.unparse(part.targets[0]) in names]  # fmt: skip
    for part in [*divided_by, *values]:
        if meant := _meant(part):
            return Run(ast.unparse(part), meant, Place(source.file, (part.lineno,)))
    return None


def _meant(run: ast.expr) -> str:
    """Return a difference of two points, with brackets, that is 0 for lack of them; "" if none."""
    match run:
        case ast.BinOp(ast.BinOp(above, ast.Sub(), first), ast.Sub() | ast.Add() as sign, second):
            total = _sum(run)
            if total is not None and not any(total.values()):
                return f"({ast.unparse(above)}) - ({ast.unparse(ast.BinOp(first, sign, second))})"
    return ""


def _sum(part: ast.expr) -> _Sum | None:
    """Return the variables of a sum; None if it is anything else."""
    match part:
        case ast.Name():
            return Counter({part.id: 1})
        case ast.BinOp(left, ast.Add() | ast.Sub(), right):
            one, other = _sum(left), _sum(right)
            if one is None or other is None:
                return None
            sign = 1 if isinstance(part.op, ast.Add) else -1
            return Counter({name: one[name] + sign * other[name] for name in {*one, *other}})
    return None
