"""Lesson 8: the line in which the inputs of a layer, or what a neuron returns, are put wrong."""

import ast
from collections.abc import Iterator

from autograd_mini.course.lines.statements import in_loops, simple, targets


def pairs_kept(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where what a neuron returns is not taken apart, neither by names nor by an index."""
    apart = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        or (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple | ast.List))
    }
    return [
        statement
        for statement in simple(tree)
        if any(id(call) not in apart for call in _neurons(statement))
    ]


def inputs_set(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where a loop sets the name that neurons are given as their inputs."""
    inputs = {
        call.args[1].id
        for call in _neurons(tree)
        if len(call.args) > 1 and isinstance(call.args[1], ast.Name)
    }
    return [
        statement
        for statement in in_loops(tree)
        if any(isinstance(to, ast.Name) and to.id in inputs for to in targets(statement))
    ]


def _neurons(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls of neuron."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "neuron":
            yield node
