"""Where a statement only compares, with ==, and so does nothing: = is meant."""

import ast
from pathlib import Path
from typing import NamedTuple

from autograd_mini.course.lines.statements import names_in
from autograd_mini.course.lines.too_early import lessons_of


class Comparison(NamedTuple):
    """A statement that only compares, and what is meant by it.

    left: what is to be set.
    """

    code: str
    meant: str
    left: str
    line: int


def lone_comparison(file: Path) -> Comparison | None:
    """Return the first statement that only compares in a function that the engine needs, if any."""
    found = (
        comparison
        for function in needed(file)
        for part in ast.walk(function)
        if isinstance(part, ast.Expr) and (comparison := _read(part))
    )
    return min(found, key=lambda comparison: comparison.line, default=None)


def needed(file: Path) -> list[ast.stmt]:
    """Return the methods of classes, the functions of the lessons, and those that these name."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return []
    functions = {part.name: part for part in tree.body if isinstance(part, ast.FunctionDef)}
    found: list[ast.stmt] = [part for part in tree.body if isinstance(part, ast.ClassDef)]
    waiting = [functions[name] for name in functions.keys() & lessons_of().keys()]
    while waiting:
        found.append(waiting.pop())
        for part in found:
            names = set(names_in(part))
            waiting += [function for name, function in functions.items()
                        if name in names and function not in [*found, *waiting]]  # fmt: skip
    return found


def _read(statement: ast.Expr) -> Comparison | None:
    """Return what a statement compares, if that is all that it does and it has something to set."""
    first, last = _names_before(statement.value)
    match last:
        case ast.Compare(left, [ast.Eq()], [right]) if isinstance(
            left, ast.Name | ast.Attribute | ast.Subscript
        ):
            targets = ", ".join(map(ast.unparse, [*first, left]))
            code = ast.unparse(right)
            return Comparison(
                f"{targets} == {code}", f"{targets} = {code}", targets, statement.lineno
            )
    return None


def _names_before(value: ast.expr) -> tuple[list[ast.expr], ast.expr]:
    """Return what a comparison has before it, as z in `z, a == f()`, and the comparison."""
    match value:
        case ast.Tuple([*first, last]) if all(isinstance(one, ast.Name) for one in first):
            return first, last
    return [], value
