"""The ways from a node of a graph to its output, along which the chain rule multiplies.

>>> x = Value(3.0, label="x")
>>> J = x * x + x
>>> [[(consumer.op.name, slot) for consumer, slot in path] for path in paths(J, x, limit=9)]
[[('mul', 0), ('add', 0)], [('mul', 1), ('add', 0)], [('add', 1)]]
"""

from collections.abc import Iterable
from typing import TypeAlias

from autograd_mini.graph.order import topological_order
from autograd_mini.graph.reading import Edge, Graph, read
from autograd_mini.graph.reading import consumers as consumers
from autograd_mini.value import Value

Way: TypeAlias = "tuple[Edge, Way] | None"  # the last edge of a way, and the way to there


def on_the_way(of: Graph | Iterable[Value], wrt: Iterable[Value]) -> list[Value]:
    """Return the nodes that depend on one of `wrt` and lead to an output, both ends included.

    In topological order.

    of: a graph; or its outputs, to read the order of its nodes only.
    """
    found = set(map(id, wrt))
    nodes = []
    for n in of.nodes if isinstance(of, Graph) else topological_order(*of):
        if id(n) in found or any(id(parent) in found for parent in n.parents):
            found.add(id(n))
            nodes.append(n)
    return nodes


def _ways(graph: Graph, wrt: Value) -> dict[int, int]:
    """Return how many ways lead to J from each node on the way from `wrt`, by its id."""
    ways: dict[int, int] = {}
    for n in reversed(on_the_way(graph, [wrt])):
        onward = sum(ways[id(consumer)] for consumer, _ in graph.consumers[id(n)])
        ways[id(n)] = (n is graph.J) + onward
    return ways


def count_paths(J: Value | Graph, wrt: Value) -> int:
    """Return how many ways lead from a node to J; 0 if J does not depend on it.

    StaleGraphError if leaves were changed after the graph was recorded.

    >>> x = Value(1.0)
    >>> for _ in range(100):
    ...     x = x + x
    >>> count_paths(x, topological_order(x)[0]) == 2**100
    True
    """
    return _ways(read(J, "count_paths"), wrt).get(id(wrt), 0)


def paths(J: Value | Graph, wrt: Value, limit: int) -> list[list[Edge]]:
    """Return the ways from a node to J, each as the edges it takes; at most `limit` of them.

    StaleGraphError if leaves were changed after the graph was recorded.
    """
    graph = read(J, "paths")
    ways = _ways(graph, wrt)
    if not ways.get(id(wrt)):
        return []
    found: list[list[Edge]] = []
    begun: list[tuple[Value, Way]] = [(wrt, None)]
    while begun and len(found) < limit:
        n, way = begun.pop()
        if n is graph.J:
            found.append(_edges(way))
        for edge in reversed(graph.consumers[id(n)]):  # the last one in is the next one out
            if ways.get(id(edge[0])):
                begun.append((edge[0], (edge, way)))
    return found


def _edges(way: Way) -> list[Edge]:
    edges = []
    while way:
        edge, way = way
        edges.append(edge)
    return edges[::-1]
