"""The line of a function in which a list that it was given is changed."""

import ast
from collections.abc import Iterator

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place

CHANGING = ("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort")


def changed_at(engine: Engine, name: str) -> Place | None:
    """Return the line in which a function changes a list of its caller; None if not just one does.

    name: of the function.
    """
    source = source_of(engine, getattr(engine.module, name, None))
    if source is None:
        return None
    itself = {argument.arg for argument in source.tree.args.args}
    itself |= _also(source.tree, itself, parts=False)
    lines = {
        node.lineno
        for node in ast.walk(source.tree)
        if isinstance(node, ast.stmt | ast.Call)
        and _changes(node, itself, itself | _also(source.tree, itself, parts=True))
    }
    return Place(source.file, tuple(lines)) if len(lines) == 1 else None


def _root(node: ast.expr) -> str:
    """Return the name that an element, or an element of one, is taken from; "" if there is none."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _also(tree: ast.AST, names: set[str], *, parts: bool) -> set[str]:
    """Return the names that lists have beside those that are known.

    parts: whether names of their elements count, too, as those that loops give.
    """
    found = set(names)
    while more := {to for to, of in _named(tree, parts=parts) if of in found} - found:
        found |= more
    return found


def _named(tree: ast.AST, *, parts: bool) -> Iterator[tuple[str, str]]:
    """Yield names, each with the name of what it stands for, or of what it is an element of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and (parts or isinstance(node.value, ast.Name)):
            yield from ((to.id, _root(node.value)) for to in node.targets
                        if isinstance(to, ast.Name))  # fmt: skip
        elif parts and isinstance(node, ast.For | ast.comprehension):
            over = [part for part in ast.walk(node.iter) if isinstance(part, ast.Name)]
            yield from ((to.id, of.id) for to in ast.walk(node.target)
                        if isinstance(to, ast.Name) for of in over)  # fmt: skip


def _changes(node: ast.stmt | ast.Call, itself: set[str], parts: set[str]) -> bool:
    """Tell whether something changes a list of one of these names."""
    if isinstance(node, ast.Call):
        method = node.func
        return (
            isinstance(method, ast.Attribute)
            and method.attr in CHANGING
            and _root(method.value) in parts
        )
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        return node.target.id in itself
    targets = (
        node.targets
        if isinstance(node, ast.Assign | ast.Delete)
        else [node.target]
        if isinstance(node, ast.AugAssign)
        else []
    )
    return any(isinstance(to, ast.Subscript) and _root(to) in parts for to in targets)
