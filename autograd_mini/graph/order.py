"""The order of a graph, read from nothing but `parents` and `created` of its nodes."""

from autograd_mini.value import CREATED, Value


def topological_order(*outputs: Value) -> list[Value]:
    """Return the nodes that the outputs were computed from, each after its parents.

    That is the order of creation, so equal programs give equal orders.

    >>> x = Value(3.0, label="x")
    >>> J = x * x + 1
    >>> [n.data for n in topological_order(J)]
    [3.0, 9.0, 10.0]
    """
    nodes = list({id(n): n for n in outputs}.values())
    found = set(map(id, nodes))
    for n in nodes:  # the list grows while we go through it; no recursion, so no depth limit
        for parent in n.parents:
            if id(parent) not in found:
                found.add(id(parent))
                nodes.append(parent)
    nodes.sort(key=CREATED)
    return nodes
