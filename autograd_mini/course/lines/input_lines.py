"""Lesson 8: the line in which the inputs of a layer, or what a neuron returns, are put wrong."""

import ast
from collections.abc import Iterator

from autograd_mini.course.lines.statements import in_loops, is_call, simple, targets


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
        if is_call(node, "neuron"):
            yield node


def inputs_within(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the inputs become others after a neuron, in the loop over those of its layer."""
    found: list[ast.stmt] = []
    for loop in in_loops(tree):
        if not isinstance(loop, ast.For):
            continue
        for call in _neurons_of(loop):
            inputs = call.args[1].id if isinstance(call.args[1], ast.Name) else ""
            found += [
                node
                for node in loop.body
                if node.lineno > call.lineno and inputs in map(ast.unparse, targets(node))
            ]
    return found


def _neurons_of(loop: ast.For) -> Iterator[ast.Call]:
    """Yield the calls of neuron, with two things, that a loop does once in each pass."""
    for node in loop.body:
        again = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp)
        if not any(isinstance(part, again) for part in ast.walk(node)):
            yield from (call for call in _neurons(node) if len(call.args) > 1)


def over_layers(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the loop over layers, neurons and all, that goes through them from the last one on."""
    loops = [node for node in tree.body if isinstance(node, ast.For) and any(_neurons(node))]
    turned = ("reversed", "-1", "sort")
    return [loop for loop in loops if any(word in ast.unparse(loop.iter) for word in turned)]


def is_filled_beside(tree: ast.FunctionDef, call: ast.Call, name: str) -> bool:
    """Tell whether something is put into a list in the loop that gives it to a neuron."""
    loops = _around(tree, call)
    return bool(loops) and any(is_call(part, f"{name}.append") for part in ast.walk(loops[-1]))


def innermost_loop(tree: ast.FunctionDef, call: ast.Call) -> int:
    """Return the line of the loop that calls a neuron; 0 if there is none."""
    return next((loop.lineno for loop in _around(tree, call)[::-1]), 0)


def _around(tree: ast.FunctionDef, call: ast.Call) -> list[ast.For]:
    """Return the loops around a call, the outermost first."""
    return [loop for loop in ast.walk(tree)
            if isinstance(loop, ast.For) and call in list(ast.walk(loop))]  # fmt: skip


def set_behind_loops(tree: ast.FunctionDef, call: ast.Call, name: str) -> int:
    """Return the line behind all loops that sets the inputs of neurons; 0 if there is none."""
    lines = [node.lineno for node in tree.body
             if node.lineno > call.lineno and name in map(ast.unparse, targets(node))]  # fmt: skip
    return lines[-1] if lines else 0


def has_inputs_of_layer(tree: ast.FunctionDef) -> bool:
    """Tell whether a loop gives a list another name, which may be meant as the inputs."""
    return any(isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Subscript)
               for node in in_loops(tree))  # fmt: skip
