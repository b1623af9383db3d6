"""Where a line computes what nothing keeps, or gives it to a name that nothing reads."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from autograd_mini.course.lines.lone_comparisons import needed
from autograd_mini.course.lines.spelling import PARENTS, SLOPES
from autograd_mini.course.lines.statements import is_call, names_in

_NAMES = ("data", "grad", PARENTS, SLOPES)


class Nowhere(NamedTuple):
    """A statement that leaves nothing behind.

    code: what it does.  name: of the variable that it sets, "" if none.  node: whose attribute may
    be meant.
    """

    code: str
    name: str
    node: str
    line: int


def lone_computation(file: Path) -> Nowhere | None:
    """Return the first statement that only computes, with + − × ÷, or sorts, in what is needed."""
    found = (
        Nowhere(ast.unparse(part), "", "", part.lineno)
        for function in _functions(file)
        for part in _statements_within(function)
        if isinstance(part, ast.Expr) and (_computes(part.value) or _sorts(part.value))
    )
    return min(found, key=lambda one: one.line, default=None)


def attribute_as_variable(file: Path) -> Nowhere | None:
    """Return the first variable named as an attribute of a node that is set, and never read."""
    found = (
        Nowhere(f"{name} = {ast.unparse(value)}", name, _node_at(function, value), value.lineno)
        for function in _functions(file)
        for name, value in _set(function)
        if name not in _read(function) and not _is_attribute(value, name)
    )
    return min(found, key=lambda one: one.line, default=None)


def _functions(file: Path) -> Iterator[ast.FunctionDef]:
    for part in needed(file):
        yield from (one for one in ast.walk(part) if isinstance(one, ast.FunctionDef))


def _statements_within(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield the parts of a function in which a line that keeps nothing is what is wrong.

    In one that returns nothing these are its loops: elsewhere it is the return that is missing,
    but for what is sorted, which is seldom the last that a function does.
    Without what is tried, which may be there for the error in which it ends.
    """
    parts = list(ast.walk(function))
    tried = {one for part in parts if isinstance(part, ast.Try) for one in ast.walk(part)}
    if not any(isinstance(part, ast.Return) and part.value for part in parts):
        loops = [part for part in parts if isinstance(part, ast.For | ast.While)]
        sorts = [part for part in parts if isinstance(part, ast.Expr) and _sorts(part.value)]
        parts = [*(one for loop in loops for one in ast.walk(loop)), *sorts]
    yield from (part for part in parts if part not in tried)


def _computes(value: ast.expr) -> bool:
    """Tell whether this computes with a sign; 1 / x may be there for the error at 0."""
    match value:
        case ast.BinOp(left=ast.Constant(), op=ast.Div()):
            return False
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
            return True
    return False


def _sorts(value: ast.expr) -> bool:
    """Tell whether this gives a list or a view in another order, and leaves the first as it is."""
    return is_call(value, "sorted", "reversed")


def _node_at(function: ast.FunctionDef, value: ast.expr) -> str:
    """Return the node at which a function is where it sets something."""
    loops = [part for part in ast.walk(function)
             if isinstance(part, ast.For) and value in list(ast.walk(part))]  # fmt: skip
    if loops:
        inner = max(loops, key=lambda loop: loop.lineno)
        return names_in(inner.target)[0]
    return "self" if any(given.arg == "self" for given in function.args.args) else "node"


def _is_attribute(value: ast.expr, name: str) -> bool:
    """Tell whether this is the attribute itself, which may have been given a shorter name."""
    return isinstance(value, ast.Attribute) and value.attr == name


def _set(function: ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    """Yield the variables named as attributes that are set, with their values."""
    for part in ast.walk(function):
        if not isinstance(part, ast.Assign):
            continue
        for target in part.targets:
            for to, value in _pairs(target, part.value):
                if isinstance(to, ast.Name) and to.id in _NAMES:
                    yield to.id, value


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """Return what is set, each with its value."""
    match target, value:
        case ast.Tuple(elts=to), ast.Tuple(elts=of):
            return list(zip(to, of))
    return [(target, value)]


def _read(function: ast.FunctionDef) -> set[str]:
    """Return the names that a function reads, or that are not its own."""
    names = set()
    for part in ast.walk(function):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load | ast.Del):
            names.add(part.id)
        elif isinstance(part, ast.Global | ast.Nonlocal):
            names |= {*part.names}
        elif isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Name):
            names.add(part.target.id)
    return names
