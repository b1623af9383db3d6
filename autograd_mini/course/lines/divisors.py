"""Lesson 8: where descend divides by some number, found by what its variables were in a run."""

import ast
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any

from autograd_mini.course.lines.indices import worth
from autograd_mini.course.lines.statements import statements, targets
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place
from autograd_mini.testing.watching import profiled


@contextmanager
def variables_of(engine: Engine, name: str) -> Iterator[dict[str, Any]]:
    """Yield a dictionary that gets the variables of a function as they are when it returns."""
    code = getattr(getattr(engine.module, name, None), "__code__", None)
    found: dict[str, Any] = {}

    def see(frame: FrameType, event: str, _: object) -> None:
        if event == "return" and frame.f_code is code:
            found.update(frame.f_locals)

    with profiled(see):
        yield found


def divided_by(
    engine: Engine, count: float, names: Mapping[str, object], *, written: bool = False
) -> Place | None:
    """Return the lines in which descend divides by a number, or where that number comes from.

    names: the variables of descend, with what they stand for.  written: whether the number may be
    written there, so that it is none that is counted.  None if there are no such lines.
    """
    source = source_of(engine, getattr(engine.module, "descend", None))
    if source is None:
        return None
    lines = set()
    for part in ast.walk(source.tree):
        if isinstance(part, ast.BinOp | ast.AugAssign) and isinstance(part.op, ast.Div):
            by = part.right if isinstance(part, ast.BinOp) else part.value
            number = _set(source.tree, by)
            if worth(by, names) == count and (written or not isinstance(number, ast.Constant)):
                lines.add(number.lineno)
    return Place(source.file, tuple(sorted(lines))) if lines else None


def _set(tree: ast.FunctionDef, number: ast.expr) -> ast.expr:
    """Return what a variable is set to, if that is so in one line only; any other part as it is."""
    name = ast.unparse(number)
    found = [node for node in statements(tree) if name in map(ast.unparse, targets(node))]
    only = found[0] if len(found) == 1 else None
    return only.value if isinstance(only, ast.Assign) and len(targets(only)) == 1 else number
