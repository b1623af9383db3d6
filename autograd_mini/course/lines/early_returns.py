"""Lesson 8: a `return` that stands in a loop, which it ends after the first pass."""

import ast
from typing import NamedTuple


class EarlyReturn(NamedTuple):
    """A `return` in a loop: its line, and the first line of the loop, as it is written."""

    line: int
    loop: str


def early_return(tree: ast.FunctionDef) -> EarlyReturn | None:
    r"""Return the only `return` that stands in a loop, and under no condition; None if none does.

    >>> [tree] = ast.parse("def f(x):\n for a in x:\n  y = 2 * a\n  return y").body
    >>> early_return(tree)
    EarlyReturn(line=4, loop='for a in x')
    """
    found = [
        EarlyReturn(part.lineno, f"for {ast.unparse(loop.target)} in {ast.unparse(loop.iter)}")
        for loop in _own(tree)
        if isinstance(loop, ast.For)
        for part in loop.body
        if isinstance(part, ast.Return)
    ]
    return found[0] if len(found) == 1 else None


def _own(tree: ast.AST) -> list[ast.AST]:
    """Return the parts of a function, but of those that are written in it."""
    parts = [part for part in ast.iter_child_nodes(tree) if not isinstance(part, ast.FunctionDef)]
    return [*parts, *(own for part in parts for own in _own(part))]
