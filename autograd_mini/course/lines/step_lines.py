"""Lesson 8: the lines of descend that move the weights, or that should."""

import ast

from autograd_mini.course.lines.statements import calls, sets, simple, statements, targets

# What may be called in descend without a weight being moved there.
_FUNCTIONS = {"Value", "network", "cost", "zip", "len", "range", "enumerate", "sum", "print"}
_METHODS = {"append", "extend", "backward"}


def moving(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where weight.data is set; if that is nowhere, where gradients are computed with."""
    return sets(tree, "data") or using(tree)


def using(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return the simple statements that read gradients."""
    return [
        node
        for node in simple(tree)
        if any(
            isinstance(part, ast.Attribute)
            and part.attr == "grad"
            and isinstance(part.ctx, ast.Load)
            for part in ast.walk(node)
        )
    ]


def moves_gradients(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where a gradient is set to what is computed from it, if no weight is moved."""
    found: list[ast.stmt] = [node for node in sets(tree, "grad")
             if isinstance(node, ast.Assign | ast.AugAssign)
             and any(isinstance(part, ast.Attribute) and part.attr == "grad"
                     for part in ast.walk(node.value))]  # fmt: skip
    return [] if sets(tree, "data") else found


def is_given_to_nothing(node: ast.stmt) -> bool:
    """Tell whether a statement computes or compares something, and no more."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.BinOp | ast.Compare)


def is_given_to_something(node: ast.stmt) -> bool:
    """Tell whether what a statement computes goes to a name or into a list."""
    if isinstance(node, ast.Expr):
        return bool(calls(ast.Module([node], []), "append", "insert"))
    return bool(targets(node)) and not any(isinstance(to, ast.Attribute) for to in targets(node))


def has_no_step(tree: ast.FunctionDef) -> bool:
    """Tell whether nothing in a function could move a weight, nor anything that it calls."""
    called = {ast.unparse(part.func) for part in ast.walk(tree) if isinstance(part, ast.Call)
              if not isinstance(part.func, ast.Attribute)}  # fmt: skip
    methods = {part.func.attr for part in ast.walk(tree) if isinstance(part, ast.Call)
               if isinstance(part.func, ast.Attribute)}  # fmt: skip
    return not moving(tree) and called <= _FUNCTIONS and methods <= _METHODS


def passed_over(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where nothing is done: pass."""
    return [node for node in simple(tree) if isinstance(node, ast.Pass)]


def loops_around(tree: ast.FunctionDef, inner: ast.stmt) -> list[ast.For]:
    """Return the loops that a statement stands in, the outermost first."""
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For)]
    return [loop for loop in loops if any(part is inner for part in statements(loop))]


def written(loop: ast.For) -> str:
    """Return the first line of a loop, as it is written."""
    return f"for {ast.unparse(loop.target)} in {ast.unparse(loop.iter)}"


def filling(tree: ast.FunctionDef, filled: ast.expr) -> list[ast.stmt]:
    """Return where something is put into a list; nothing if it has no name."""
    if not isinstance(filled, ast.Name):
        return []
    return [
        node
        for node in simple(tree)
        if (isinstance(node, ast.AugAssign) and ast.unparse(node.target) == filled.id)
        or (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
            and ast.unparse(node.value.func.value) == filled.id
        )
    ]
