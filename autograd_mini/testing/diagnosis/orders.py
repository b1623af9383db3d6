"""In which order nodes send their gradients on: the right one, and those that people write.

Each is a function of `parents`, which lists the operands of a node, and of the result, and returns
the nodes in the order in which they send; a node that sends several times is listed as often.

>>> graph = {3: [2, 0], 2: [0, 1], 1: [], 0: []}
>>> ORDERS["topological"](graph.__getitem__, 3)
[3, 2, 1, 0]
>>> ORDERS["depth first, again and again"](graph.__getitem__, 3)
[3, 2, 0, 1, 0]
"""

from collections.abc import Callable
from typing import TypeAlias

Parents: TypeAlias = Callable[[int], list[int]]
Order: TypeAlias = Callable[[Parents, int], list[int]]

MOST = 3000  # visits of a sweep that visits nodes again and again; the probes need far fewer


def reached_from(parents: Parents, result: int) -> set[int]:
    """Return the nodes that a result depends on, itself included."""
    reached, stack = {result}, [result]
    while stack:
        for parent in parents(stack.pop()):
            if parent not in reached:
                reached.add(parent)
                stack.append(parent)
    return reached


def topological(parents: Parents, result: int) -> list[int]:
    """Return every node once, after all that use it."""
    order: list[int] = []

    def visit(node: int) -> None:
        if node not in order:
            for parent in parents(node):
                visit(parent)
            order.append(node)

    visit(result)
    return order[::-1]


def _operands_first(parents: Parents, result: int) -> list[int]:
    return topological(parents, result)[::-1]


def _breadth_first(parents: Parents, result: int) -> list[int]:
    order = [result]
    for node in order:
        order += [p for p in dict.fromkeys(parents(node)) if p not in order]
    return order


def _depth_first(parents: Parents, result: int) -> list[int]:
    order: list[int] = []

    def visit(node: int) -> None:
        if node not in order:
            order.append(node)
            for parent in parents(node):
                visit(parent)

    visit(result)
    return order


def _stack(parents: Parents, result: int) -> list[int]:
    order, stack, seen = [], [result], {result}
    while stack:
        order.append(node := stack.pop())
        new = [p for p in dict.fromkeys(parents(node)) if p not in seen]
        seen.update(new)
        stack += new
    return order


def _as_discovered(parents: Parents, result: int) -> list[int]:
    """Return the nodes in the order in which a stack of nodes to look at has met them."""
    order, stack = [result], [result]
    while stack:
        new = [p for p in dict.fromkeys(parents(stack.pop())) if p not in order]
        order += new
        stack += new
    return order


def _unless_waiting(last: bool) -> Order:
    """Return the order of a list of waiting nodes in which none is twice, but may come back.

    last: whether the last one is taken, as from a stack, and not the first.
    """

    def order(parents: Parents, result: int) -> list[int]:
        found: list[int] = []
        waiting = [result]
        while waiting and len(found) < MOST:
            found.append(node := waiting.pop() if last else waiting.pop(0))
            waiting += [p for p in dict.fromkeys(parents(node)) if p not in waiting]
        return found

    return order


def _asked_too_early(*, last: bool, in_order: bool) -> Order:
    """Return the order of nodes that are collected when it is their turn to be looked at.

    Whether they are there already is asked before that, when they are put on the list of those that
    wait, so that a node may wait there twice.

    last: whether the last one is taken, as from a stack, and not the first.  in_order: whether they
    are sorted in the end, from the newest to the oldest.
    """

    def order(parents: Parents, result: int) -> list[int]:
        found: list[int] = []
        waiting = [result]
        while waiting and len(found) < MOST:
            found.append(node := waiting.pop() if last else waiting.pop(0))
            waiting += [p for p in parents(node) if p not in found]
        return _sorted(found, parents, result) if in_order else found

    return order


def _each_operand(parents: Parents, result: int) -> list[int]:
    """Return the nodes from the newest, each as often as one operation that is met first uses it.

    All of its operands are looked up before one of them is put in.
    """
    found, waiting = [result], [result]
    while waiting and len(found) < MOST:
        new = [p for p in parents(waiting.pop()) if p not in found]
        found += new
        waiting += new
    return _sorted(found, parents, result)


def _sorted(nodes: list[int], parents: Parents, result: int) -> list[int]:
    place = {node: i for i, node in enumerate(topological(parents, result))}
    return sorted(nodes, key=place.__getitem__)


def _breadth_first_again(parents: Parents, result: int) -> list[int]:
    order = [result]
    for node in order:
        if len(order) < MOST:
            order += parents(node)
    return order


def _depth_first_again(parents: Parents, result: int) -> list[int]:
    order: list[int] = []

    def visit(node: int) -> None:
        order.append(node)
        for parent in parents(node):
            if len(order) < MOST:
                visit(parent)

    visit(result)
    return order


def _listed_again(parents: Parents, result: int) -> list[int]:
    order: list[int] = []

    def visit(node: int) -> None:
        for parent in parents(node):
            if len(order) < MOST:
                visit(parent)
        order.append(node)

    visit(result)
    return order[::-1]


def _once_for_each_path(parents: Parents, result: int) -> list[int]:
    """Return the nodes from the newest to the oldest, each as often as paths lead to it."""
    order = topological(parents, result)
    times = dict.fromkeys(order, 0)
    times[result] = 1
    for node in order:
        for parent in parents(node):
            times[parent] += times[node]
    return [node for node in order for _ in range(times[node])][:MOST]


def _without_the_result(parents: Parents, result: int) -> list[int]:
    return topological(parents, result)[1:]


def _levels(how_many: int) -> Order:
    def order(parents: Parents, result: int) -> list[int]:
        layer, near = [result], {result}
        for _ in range(how_many - 1):
            layer = [parent for node in layer for parent in parents(node)]
            near.update(layer)
        return [node for node in topological(parents, result) if node in near]

    return order


def _one_operand(which: int) -> Order:
    def order(parents: Parents, result: int) -> list[int]:
        return topological(lambda node: [parents(node)[which]] if parents(node) else [], result)

    return order


def _until_a_leaf(parents: Parents, result: int) -> list[int]:
    order = topological(parents, result)
    leaves = [i for i, node in enumerate(order) if not parents(node)]
    return order[: leaves[0]]


def _mirrored(order: Order) -> Order:
    """Return the same order with the operands of each node taken from the right."""
    return lambda parents, result: order(lambda node: parents(node)[::-1], result)


def _distinct(order: Order) -> Order:
    """Return the same order for an engine that keeps operands in a set."""
    return lambda parents, result: order(lambda node: list(dict.fromkeys(parents(node))), result)


ORDERS: dict[str, Order] = {
    "topological": topological,
    "operands first": _operands_first,
    "one level": _levels(1),
    "two levels": _levels(2),
    "three levels": _levels(3),
    "first operand": _one_operand(0),
    "last operand": _one_operand(-1),
    "once for each path": _once_for_each_path,
    "without the result": _without_the_result,
}
for _name, _order in {
    "topological, mirrored": topological,
    "until a leaf": _until_a_leaf,
    "breadth first": _breadth_first,
    "depth first": _depth_first,
    "stack": _stack,
    "as discovered": _as_discovered,
    "queue, unless it waits": _unless_waiting(last=False),
    "stack, unless it waits": _unless_waiting(last=True),
    "each operand": _each_operand,
    **{
        f"{how}, asked too early{after}": _asked_too_early(
            last=how == "stack", in_order=bool(after)
        )
        for how in ("queue", "stack")
        for after in ("", ", sorted")
    },
    "breadth first, again and again": _breadth_first_again,
    "depth first, again and again": _depth_first_again,
    "listed again and again": _listed_again,
}.items():
    ORDERS.setdefault(_name, _mirrored(_order) if _name.endswith("mirrored") else _order)
    if not _name.endswith("mirrored"):
        ORDERS[f"{_name}, mirrored"] = _mirrored(_order)
    if _name.endswith("again"):
        ORDERS[f"{_name}, distinct"] = _distinct(_order)
        ORDERS[f"{_name}, distinct, mirrored"] = _mirrored(_distinct(_order))
