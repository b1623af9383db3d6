"""The statements of a learner's function: those in its loops, what they set, and what they call."""

import ast
from collections.abc import Iterator
from typing import TypeGuard

from autograd_mini.course.lines.spelling import PARENTS

Loop = (ast.For, ast.While)


def statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements of a function, those in its loops too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node is not tree)


def names_in(tree: ast.AST) -> list[str]:
    """Return the variables in a part of the code, as often as they are there."""
    return [part.id for part in ast.walk(tree) if isinstance(part, ast.Name)]


def over_parents(tree: ast.AST) -> Iterator[ast.For]:
    """Yield the loops over the parents of a node, or over their indices."""
    for part in ast.walk(tree):
        if isinstance(part, ast.For) and any(
            isinstance(each, ast.Attribute) and each.attr == PARENTS for each in ast.walk(part.iter)
        ):
            yield part


def is_text(part: ast.AST) -> bool:
    """Tell whether a statement is a text only, as what is said of a function in its first line."""
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)


def simple(tree: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements that have no others in them."""
    return (node for node in statements(tree) if not hasattr(node, "body"))


def in_loops(tree: ast.AST) -> list[ast.stmt]:
    """Return the statements that are done again and again."""
    return [node for loop in ast.walk(tree) if isinstance(loop, Loop) for node in statements(loop)]


def targets(node: ast.AST) -> list[ast.expr]:
    """Return what a statement sets; nothing if it is no assignment."""
    if isinstance(node, ast.Assign):
        return [e for t in node.targets for e in (t.elts if isinstance(t, ast.Tuple) else [t])]
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def sets(tree: ast.AST, attribute: str) -> list[ast.stmt]:
    """Return the assignments to an attribute, as weight.data."""
    return [
        node
        for node in statements(tree)
        if any(isinstance(to, ast.Attribute) and to.attr == attribute for to in targets(node))
    ]


def returned_pairs(tree: ast.AST) -> list[tuple[ast.stmt, str, str]]:
    """Return where two things are returned, and how each is written."""
    return [
        (node, ast.unparse(node.value.elts[0]), ast.unparse(node.value.elts[1]))
        for node in statements(tree)
        if isinstance(node, ast.Return)
        and isinstance(node.value, ast.Tuple)
        and len(node.value.elts) == 2
    ]


def is_call(part: ast.AST, *functions: str) -> TypeGuard[ast.Call]:
    """Tell whether this calls one of these, by the very names."""
    return isinstance(part, ast.Call) and ast.unparse(part.func) in functions


def calls(tree: ast.AST, *names: str) -> list[ast.stmt]:
    """Return the statements that call a function or a method of one of these names."""

    def called(node: ast.AST) -> bool:
        function = node.func if isinstance(node, ast.Call) else None
        if isinstance(function, ast.Attribute):
            return function.attr in names
        return isinstance(function, ast.Name) and function.id in names

    # Of a loop only its first line counts, and not the statements in it, which are there as well.
    return [
        node
        for node in statements(tree)
        if any(called(part) for own in own_parts(node) for part in ast.walk(own))
    ]


def own_parts(node: ast.stmt) -> list[ast.AST]:
    """Return a statement, or of a loop what stands in its first line."""
    if isinstance(node, ast.For):
        return [node.target, node.iter]
    if isinstance(node, ast.While | ast.If):
        return [node.test]
    return [] if hasattr(node, "body") else [node]
