"""The ways from a node of a graph to its output, along which the chain rule multiplies.

>>> x = Value(3.0, label="x")
>>> J = x * x + x
>>> [[(consumer.op.name, slot) for consumer, slot in path] for path in paths(J, x, limit=9)]
[[('mul', 0), ('add', 0)], [('mul', 1), ('add', 0)], [('add', 1)]]
"""

from collections.abc import Iterable

from autograd_mini.graph.order import topological_order
from autograd_mini.graph.reading import Edge
from autograd_mini.value import Value


def on_the_way(outputs: Iterable[Value], wrt: Iterable[Value]) -> list[Value]:
    """Return the nodes that depend on one of `wrt` and lead to an output, both ends included.

    In topological order.
    """
    found = set(map(id, wrt))
    nodes = []
    for n in topological_order(*outputs):
        if id(n) in found or any(id(parent) in found for parent in n.parents):
            found.add(id(n))
            nodes.append(n)
    return nodes


def consumers(nodes: Iterable[Value]) -> dict[int, list[Edge]]:
    """Return by its id the edges that leave each node, the oldest consumer first.

    nodes: in topological order; only edges between them count.
    """
    edges: dict[int, list[Edge]] = {}
    for n in nodes:
        edges[id(n)] = []
        for slot, parent in enumerate(n.parents):
            if id(parent) in edges:
                edges[id(parent)].append((n, slot))
    return edges


def count_paths(J: Value, wrt: Value) -> int:
    """Return how many ways lead from a node to J; 0 if J does not depend on it.

    >>> x = Value(1.0)
    >>> for _ in range(100):
    ...     x = x + x
    >>> count_paths(x, topological_order(x)[0]) == 2**100
    True
    """
    nodes = on_the_way([J], [wrt])
    edges = consumers(nodes)
    ways: dict[int, int] = {}
    for n in reversed(nodes):
        ways[id(n)] = (n is J) + sum(ways[id(consumer)] for consumer, _ in edges[id(n)])
    return ways.get(id(wrt), 0)


def paths(J: Value, wrt: Value, limit: int) -> list[list[Edge]]:
    """Return the ways from a node to J, each as the edges it takes; at most `limit` of them."""
    edges = consumers(on_the_way([J], [wrt]))
    if id(J) not in edges:
        return []
    found: list[list[Edge]] = []
    begun: list[tuple[Value, list[Edge]]] = [(wrt, [])]
    while begun and len(found) < limit:
        n, path = begun.pop()
        if n is J:
            found.append(path)
        for edge in reversed(edges[id(n)]):  # the last one in is the next one out
            begun.append((edge[0], [*path, edge]))
    return found
