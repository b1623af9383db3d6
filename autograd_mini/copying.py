"""Copies and pickles of graphs, however deep, with their gradients.

How do you copy a chain of a million nodes?  To copy a node, Python copies its operands first; to
copy these, their operands; and a RecursionError ends it.  So the first node that is asked for
hands over all its ancestors, the oldest first.  Each of them then finds its operands done already,
and nothing is ever more than one step deep.

Nodes that are shared stay shared, also between several graphs in one copy or pickle, because it
is still Python's own memo that keeps track of them.  Copies get creation numbers of their own.
"""

import copyreg
import threading
from collections.abc import Iterator
from typing import Any

from autograd_mini.elementary import Elementary
from autograd_mini.errors import checked
from autograd_mini.graph import topological_order
from autograd_mini.value import Value, made, on_edges


class _Promised(threading.local):
    """The ids of the nodes whose ancestors are already on their way."""

    def __init__(self) -> None:
        self.ids: set[int] = set()


_promised = _Promised()


class Ancestors:
    """Stands in the copy of a node for all the nodes it was computed from; becomes a list."""

    def __init__(self, descendant: Value) -> None:
        self.descendant = descendant

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (), None, self._one_by_one()

    def _one_by_one(self) -> Iterator[Value]:
        *ancestors, _ = topological_order(self.descendant)
        ids = {id(n) for n in ancestors}
        _promised.ids |= ids
        try:
            yield from ancestors
        finally:
            _promised.ids -= ids


def _reduce(n: Value) -> tuple[Any, ...]:
    """Tell copy and pickle how to make a node again."""
    checked(n)
    checked(n, "grad")
    ancestors = Ancestors(n) if n.op and id(n) not in _promised.ids else None
    return _restore, (ancestors, n.data, n.grad, n.label, n.op, n.operands, on_edges(n))


def _restore(
    ancestors: list[Value] | None,
    data: float,
    grad: float,
    label: str,
    op: Elementary | None,
    operands: tuple[Value | float, ...],
    partials: tuple[float, ...],
) -> Value:
    """Make a node again; its ancestors are listed only so that they have been made before it."""
    if op is None:
        result = Value(data, label)
    else:
        parents = tuple([x for x in operands if isinstance(x, Value)])
        result = made(data, op, operands, parents, partials)
        result.label = label
    result.grad = grad
    return result


copyreg.pickle(Value, _reduce)
