"""Reading a graph, from nothing but `parents`, `partials` and `created` of its nodes."""

from autograd_mini.value import CREATED, Value, ancestry


def topological_order(*outputs: Value) -> list[Value]:
    """Return the nodes that the outputs were computed from, each after its parents.

    That is the order of creation, so equal programs give equal orders.

    >>> x = Value(3.0, label="x")
    >>> J = x * x + 1
    >>> [n.data for n in topological_order(J)]
    [3.0, 9.0, 10.0]
    """
    inner, leaves = ancestry(outputs)
    return sorted(inner + leaves, key=CREATED)
