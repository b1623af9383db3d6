"""Lesson 8: where z and a become one list in a network, or where x comes into it."""

import ast

from autograd_mini.course.lines.statements import is_call, own_parts, returned_pairs, statements


def one_list(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where one new list gets two names, as in z = a = []."""
    return [
        node
        for node in statements(tree)
        if isinstance(node, ast.Assign) and len(node.targets) > 1 and _is_new(node.value)
    ]


def repeated(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where one list is repeated as an element, as by [[]] * 2."""
    return [
        node
        for node in statements(tree)
        if any(_repeats(part) for own in own_parts(node) for part in ast.walk(own))
    ]


def _repeats(part: ast.AST) -> bool:
    match part:
        case ast.BinOp(ast.List(elements), ast.Mult(), _) | ast.BinOp(
            _, ast.Mult(), ast.List(elements)
        ):
            return any(_is_new(element) for element in elements)
    return False


def returned_twice(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the same thing is returned twice."""
    return [node for node, one, other in returned_pairs(tree) if one == other]


def _is_new(node: ast.expr) -> bool:
    """Tell whether a list is made there, by brackets or by list()."""
    return isinstance(node, ast.List | ast.ListComp | ast.BinOp) or (is_call(node, "list"))


def with_inputs(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the inputs of a sample are put into a list, as [x], or by append(x)."""
    x = tree.args.args[1].arg if len(tree.args.args) > 1 else ""
    return [
        node
        for node in statements(tree)
        if any(_takes_in(part, x) for own in own_parts(node) for part in ast.walk(own))
    ]


def _takes_in(part: ast.AST, name: str) -> bool:
    if isinstance(part, ast.List):
        return name in map(ast.unparse, part.elts)
    return (
        isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and part.func.attr in ("append", "insert")
        and name in map(ast.unparse, part.args)
    )
