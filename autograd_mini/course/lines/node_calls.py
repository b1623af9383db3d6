"""Where an operation returns a tuple, for the brackets of Value( close too early or are missing."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import op_sources
from autograd_mini.testing.diagnosis.where import Place


class Outside(NamedTuple):
    """A tuple as it is written, with the node that is meant, and its line."""

    code: str
    meant: str
    place: Place


def parents_outside(engine: Engine, op: str) -> Outside | None:
    """Return where what belongs to a node stands behind its bracket; None if that is not sure."""
    found = [
        Outside(_written(part), meant, place)
        for source in op_sources(engine, op)
        for part in _tuples(source.tree)
        if (meant := _meant(part, engine.Value.__name__))
        and (place := Place(source.file, (part.lineno,)))
    ]
    return found[0] if len(found) == 1 else None


def _tuples(tree: ast.AST) -> Iterator[ast.Tuple]:
    """Yield the tuples that are returned, or that a variable stands for."""
    for part in ast.walk(tree):
        if isinstance(part, ast.Return | ast.Assign) and isinstance(part.value, ast.Tuple):
            yield part.value


def _written(part: ast.Tuple) -> str:
    return ", ".join(map(ast.unparse, part.elts))


def _meant(part: ast.Tuple, node: str) -> str:
    """Return a tuple as the node that is meant; "" if no node begins it."""
    first, *rest = part.elts
    match first:
        case ast.Call(ast.Name(name), arguments) if name == node and rest:
            apart = all(isinstance(one, ast.Tuple) for one in rest)
            outside = rest if apart else [ast.Tuple(rest, ast.Load())]
            return ast.unparse(ast.Call(first.func, [*arguments, *outside], []))
    return ""
