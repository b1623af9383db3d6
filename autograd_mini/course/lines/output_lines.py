"""Lesson 8: the line of descend in which the outputs of a network come into J."""

import ast

from autograd_mini.course.lines.statements import (
    calls,
    in_loops,
    own_parts,
    simple,
    statements,
    targets,
)


def outputs(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the loop over the outputs; if there is none, where their costs are."""
    costs = calls(tree, "cost")
    loops = [node for node in in_loops(tree) if isinstance(node, ast.For)]
    return [node for node in loops if any(part in costs for part in ast.walk(node))] or costs


def runs(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the loop over the samples, in which backward() is called at one place."""
    called = calls(tree, "backward")
    loops = [node for node in tree.body if isinstance(node, ast.For)]
    return [loop for loop in loops if len(called) == 1 and called[0] in list(ast.walk(loop))]


def one_output(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the cost that takes the place of the one before it, or the loop over the outputs.

    Without a loop it is any cost.
    """
    costs = calls(tree, "cost")
    if outputs(tree) == costs:
        return costs
    in_place = [
        node
        for node in costs
        if isinstance(node, ast.Assign)
        and not {ast.unparse(to) for to in targets(node)}
        & set(map(ast.unparse, ast.walk(node.value)))
    ]
    return list(in_place) or outputs(tree)[-1:]


def counted(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where a list is asked for its second element: of two that is the last one."""
    return [
        node
        for node in statements(tree)
        if any(
            isinstance(part, ast.Subscript) and ast.unparse(part.slice) == "1"
            for own in own_parts(node)
            for part in ast.walk(own)
        )
    ]


def first_layer(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the first of some lists is taken that descend was not given; else `outputs`."""
    given = {argument.arg for argument in tree.args.args}
    found = [
        node
        for node in statements(tree)
        if any(_is_first(part, given) for own in own_parts(node) for part in ast.walk(own))
    ]
    return found or outputs(tree)


def _is_first(part: ast.AST, given: set[str]) -> bool:
    return (
        isinstance(part, ast.Subscript)
        and ast.unparse(part.slice) == "0"
        and not (isinstance(part.value, ast.Name) and part.value.id in given)
    )


def divided(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where something else is divided than gradients."""
    return [
        node
        for node in simple(tree)
        if any(isinstance(part, ast.Div) for part in ast.walk(node))
        and not any(isinstance(part, ast.Attribute) and part.attr == "grad"
                    for part in ast.walk(node))
    ]  # fmt: skip


def sum_not_returned(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the return of something else than a sum, if nothing reads that sum."""
    added = {
        node.target.id
        for node in in_loops(tree)
        if isinstance(node, ast.AugAssign)
        and isinstance(node.target, ast.Name)
        and any(isinstance(part, ast.Attribute) for part in ast.walk(node.value))  # no counter
    }
    read = [name.id for name in ast.walk(tree)
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Load)]  # fmt: skip
    returns: list[ast.stmt] = [node for node in statements(tree) if isinstance(node, ast.Return)]
    return returns if any(name not in read for name in added) else []


def grads_of_results(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the grad is read of what backward() is run from."""
    results = {ast.unparse(part.func.value) for part in ast.walk(tree)
               if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute)
               and part.func.attr == "backward"}  # fmt: skip
    return [
        node
        for node in simple(tree)
        if any(isinstance(part, ast.Attribute) and part.attr == "grad"
               and ast.unparse(part.value) in results for part in ast.walk(node))
    ]  # fmt: skip


def both_lists(tree: ast.FunctionDef) -> dict[str, int]:
    """Return the variables that take both lists of a network, and are never taken apart: the lines.

    They may be where such a variable itself is assigned.
    """
    whole = {
        node.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.Starred) and isinstance(node.value, ast.Name)
    }
    return {
        node.targets[0].id: node.lineno
        for node in statements(tree)
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "network"
        and node.targets[0].id not in whole
    }
