"""What mistakes look like: tests of a statement, or of what is sent, in a learner's function."""

import ast
from collections.abc import Callable, Iterator

from autograd_mini.testing.diagnosis.slopes import constant, gradients_in
from autograd_mini.testing.diagnosis.source import (
    Source,
    is_gradient,
    operand_names,
    receiver,
    sends,
    target,
)

Send = ast.Assign | ast.AugAssign


def replaces(send: Send, source: Source) -> bool:
    """Tell whether a gradient is replaced, and not by the seed."""
    seed = constant(send.value) or (receiver(send) == "self" and source.tree.name == "backward")
    return isinstance(send, ast.Assign) and not seed


def forgets_upstream(send: Send, source: Source) -> bool:
    """Tell whether what is sent has no gradient in it."""
    return not gradients_in(send.value, source) and not constant(send.value)


def only_upstream(send: Send, source: Source) -> bool:
    """Tell whether a gradient is sent on as it is."""
    return isinstance(send.value, ast.Attribute) and bool(gradients_in(send.value, source))


def adds(send: Send, source: Source) -> bool:
    """Tell whether a sum with a gradient is sent; what is there already is no part of it."""
    own = ast.unparse(target(send))
    terms = [term for term in summands(send.value) if ast.unparse(term) != own]
    return len(terms) > 1 and any(is_gradient(term, source) for term in terms)


def summands(value: ast.expr) -> list[ast.expr]:
    """Return the terms of a sum; of anything else, that alone."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return [*summands(value.left), *summands(value.right)]
    return [value]


def from_operand(send: Send, source: Source) -> bool:
    """Tell whether what is sent has the gradient of an operand in it."""
    if isinstance(send, ast.AugAssign) and not isinstance(send.op, (ast.Add, ast.Sub)):
        return True  # as with *=
    names = operand_names(source, None)
    alike = {receiver(send), *(names if receiver(send) in names else ())}
    return any(ast.unparse(part.value) in alike for part in gradients_in(send.value, source))


def is_send(node: ast.AST, source: Source) -> bool:
    """Tell whether a statement sends something."""
    return isinstance(node, (ast.Assign, ast.AugAssign)) and node in sends(source)


def sets(number: float | None) -> Callable[[ast.AST, Source], bool]:
    """Tell whether a statement sets a gradient to a number, or to any but 0."""

    def wanted(node: ast.AST, source: Source) -> bool:
        if not isinstance(node, (ast.Assign, ast.AugAssign)) or not is_send(node, source):
            return False
        value = node.value.value if isinstance(node.value, ast.Constant) else None
        if source.tree.name == "__init__" or not isinstance(value, (int, float)):
            return False
        return value == number if number is not None else value != 0

    return wanted


def changes_data(node: ast.AST, source: Source) -> bool:
    """Tell whether a statement changes the number of a node."""
    return (
        isinstance(node, ast.AugAssign)
        and isinstance(node.target, ast.Attribute)
        and node.target.attr == "data"
    )


def guarded_by_gradient(node: ast.AST, source: Source) -> bool:
    """Tell whether a statement depends on what a gradient is."""
    return isinstance(node, ast.If) and bool(gradients_in(node.test, source))


def calls_itself(node: ast.AST, source: Source) -> bool:
    """Tell whether a call, or a function within, calls itself without looking what was seen."""
    if isinstance(node, ast.FunctionDef):
        names = [n.func.id for n in ast.walk(node)
                 if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]  # fmt: skip
        return node.name in names and not any(isinstance(n, ast.If) for n in ast.walk(node))
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr == source.tree.name
    )


def calls_at_all(node: ast.AST, source: Source) -> bool:
    """Tell whether a statement calls the function that it is in, whatever was seen before."""
    return isinstance(node, ast.Expr) and any(
        _name_of(part.func) == function.name
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef) and node in ast.walk(function)
        for part in ast.walk(node)
        if isinstance(part, ast.Call)
    )


def _name_of(function: ast.expr) -> str:
    """Return the name by which a function, or a method, is called."""
    named = isinstance(function, ast.Name | ast.Attribute)
    return ast.unparse(function).rpartition(".")[2] if named else ""


def goes_through_a_list(node: ast.AST, source: Source) -> bool:
    """Tell whether a line looks for something in a list, or takes the first one out of it."""
    lists = _lists(source)
    parts = _own_parts(node)
    looks = (part for part in parts if isinstance(part, ast.Compare))
    calls = (part.func for part in parts if isinstance(part, ast.Call))
    return any(
        isinstance(op, ast.In | ast.NotIn) and ast.unparse(of) in lists
        for look in looks
        for op, of in zip(look.ops, look.comparators)
    ) or any(
        isinstance(called, ast.Attribute)
        and ast.unparse(called.value) in lists
        and called.attr in ("index", "remove", "insert", "count")
        for called in calls
    )


def _own_parts(node: ast.AST) -> list[ast.AST]:
    """Return the parts of a statement without those of the statements within it."""
    if not isinstance(node, ast.stmt):
        return []
    inner = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
    return [part for child in inner for part in ast.walk(child)]


def _lists(source: Source) -> set[str]:
    """Return the names of the lists that a function makes."""
    found: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign):
            targets, values = [node.targets[0]], [node.value]
            if isinstance(targets[0], ast.Tuple) and isinstance(values[0], ast.Tuple):
                targets, values = targets[0].elts, values[0].elts
            found |= {
                ast.unparse(target)
                for target, value in zip(targets, values)
                if isinstance(value, ast.List | ast.ListComp)
                or (isinstance(value, ast.Call) and _name_of(value.func) in ("list", "sorted"))
            }
    return found


def sweeps(node: ast.AST, source: Source) -> bool:
    """Tell whether a loop of the backward pass goes through the nodes, and each of them sends.

    It calls something for each, or has a loop over its operands.
    """
    if not isinstance(node, ast.For) or node not in source.tree.body:
        return False
    within = [part for part in ast.walk(node) if part is not node]
    calls = any(
        isinstance(part, ast.Expr)
        and isinstance(part.value, ast.Call)
        and not calls_itself(part, source)
        for part in within
    )
    return calls or any(
        isinstance(loop, ast.For) and any(is_send(part, source) for part in ast.walk(loop))
        for loop in within
    )


def finds_order(node: ast.AST, source: Source) -> bool:
    """Tell whether a loop collects nodes: it appends to a list, or adds to a set."""
    return isinstance(node, ast.While) and any(
        isinstance(part, ast.Attribute) and part.attr in ("append", "extend", "add", "update")
        for part in ast.walk(node)
    )


def subtracts(send: Send, source: Source) -> bool:
    """Tell whether something is subtracted from a gradient."""
    return isinstance(send, ast.AugAssign) and isinstance(send.op, ast.Sub)


def divides(send: Send, source: Source) -> bool:
    """Tell whether a quotient with a gradient in it is sent."""
    return any(gradients_in(part, source) for part in quotients(send.value))


def quotients(node: ast.expr) -> list[ast.BinOp]:
    """Return the quotients in an expression."""
    parts = [part for part in ast.walk(node) if isinstance(part, ast.BinOp)]
    return [part for part in parts if isinstance(part.op, ast.Div)]


def begins_at_one(send: Send, source: Source) -> bool:
    """Tell whether a gradient is set to 1, and not as the seed."""
    seed = receiver(send) == "self" and source.tree.name != "__init__"
    one = isinstance(send.value, ast.Constant) and send.value.value == 1
    return isinstance(send, ast.Assign) and one and not seed


def begins_at_one_among_others(node: ast.AST, source: Source) -> bool:
    """Tell whether one line sets several things, and a gradient among them to 1."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=to)], value=ast.Tuple(elts=given)):
            starred = any(isinstance(one, ast.Starred) for one in (*to, *given))
            return not starred and any(
                is_gradient(one, source) and isinstance(value, ast.Constant) and value.value == 1
                for one, value in zip(to, given)
            )
    return False


def to_itself(send: Send, source: Source) -> bool:
    """Tell whether what is computed from a gradient goes to the node itself, in a loop."""
    inside = any(send in ast.walk(loop) for loop in ast.walk(source.tree)
                 if isinstance(loop, (ast.For, ast.While)))  # fmt: skip
    seed = source.tree.name == "__init__"
    return inside and not seed and receiver(send) == "self" and not constant(send.value)


def from_the_result(send: Send, source: Source) -> bool:
    """Tell whether the backward pass sends the gradient of its result from every node.

    Then it sends in a loop over operands, which is in a loop over nodes.
    """
    used = [ast.unparse(part.value) for part in gradients_in(send.value, source)]
    within = (
        inner
        for outer in source.tree.body
        if isinstance(outer, ast.For | ast.While)
        for inner in ast.walk(outer)
        if inner is not outer and isinstance(inner, ast.For)
    )
    return (
        used == ["self"]
        and receiver(send) != "self"
        and any(send in ast.walk(loop) for loop in within)
    )


def of_a_number(send: Send, source: Source) -> bool:
    """Tell whether the number of a node is in what is sent."""
    return any(isinstance(n, ast.Attribute) and n.attr == "data" for n in ast.walk(send.value))


def collects_again(node: ast.AST, source: Source) -> bool:
    """Tell whether a loop collects nodes without looking what it has already."""
    looks = (ast.If, ast.IfExp, ast.comprehension, ast.Sub)
    return finds_order(node, source) and not any(isinstance(n, looks) for n in ast.walk(node))


def asks_too_early(node: ast.AST, source: Source) -> bool:
    """Tell whether a line asks if a node is collected, and does not collect it then and there."""
    for look in (part for part in _own_parts(node) if isinstance(part, ast.Compare)):
        skips = isinstance(node, ast.If) and isinstance(node.body[0], ast.Continue)
        if isinstance(look.ops[0], ast.In if skips else ast.NotIn):
            nodes = ast.unparse(look.comparators[0])
            collects = {f"{nodes}.{how}({ast.unparse(look.left)})" for how in ("append", "add")}
            loops = [loop for loop in ast.walk(source.tree) if isinstance(loop, ast.For)]
            then = next((loop for loop in loops if skips and node in loop.body), node)
            calls = (ast.unparse(part) for part in ast.walk(then) if isinstance(part, ast.Call))
            return not collects.intersection(calls)
    return False


def calls_itself_first(node: ast.AST, source: Source) -> bool:
    """Tell whether a function calls itself in a loop, and sends only after that."""
    loops = [loop for loop in ast.walk(source.tree) if isinstance(loop, ast.For)]
    body = next((loop.body for loop in loops if node in loop.body), [])
    if node not in body:  # but in an if, for instance
        return False
    return calls_itself(node, source) and any(
        is_send(later, source) for later in body[body.index(node) + 1 :]
    )


def cuts_the_loop_short(node: ast.AST, source: Source) -> bool:
    """Tell whether a loop over operands ends with its first turn: return, or break."""
    loops = [loop for loop in ast.walk(source.tree) if isinstance(loop, ast.For)]
    return isinstance(node, (ast.Return, ast.Break)) and any(node in loop.body for loop in loops)


def has_no_node_yet(node: ast.AST, source: Source) -> bool:
    """Tell whether a collection begins empty."""
    return isinstance(node, ast.Assign) and any(
        (isinstance(part, ast.List) and not part.elts)
        or (
            isinstance(part, ast.Call)
            and isinstance(part.func, ast.Name)
            and part.func.id in ("set", "list", "dict")
            and not part.args
        )
        for part in ast.walk(node.value)
    )


def sets_a_mark(node: ast.AST, source: Source) -> bool:
    """Tell whether a statement marks a node: True becomes one of its attributes."""
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Attribute)
        and isinstance(node.value, ast.Constant)
        and node.value.value is True
    )


def numbers_outside_indices(node: ast.AST) -> Iterator[complex]:
    """Yield the numbers that are written in a tree, but for those in square brackets."""
    if isinstance(node, ast.Subscript):
        yield from numbers_outside_indices(node.value)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            yield node.value
    else:
        for part in ast.iter_child_nodes(node):
            yield from numbers_outside_indices(part)
