"""Lesson 7: the lines of a cost that hold an output away from 0 and 1, or change it."""

import ast

from autograd_mini.course.lines.statements import own_parts, sets, statements

SMALL = 1e-3
_BOUNDS = {"min", "max", "clip", "clamp"}


def held(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where there is a number next to 0 or to 1, or the smaller or larger of two numbers."""
    return [
        node
        for node in statements(tree)
        if any(_holds(part) for own in own_parts(node) for part in ast.walk(own))
    ]


def changing(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the number of a node is set."""
    return sets(tree, "data")


def _holds(part: ast.AST) -> bool:
    match part:
        case ast.Constant(float(number)):
            return 0 < number < SMALL or 1 - SMALL < number < 1
        case ast.Call(ast.Name(name) | ast.Attribute(_, name)):
            return name in _BOUNDS
    return False
