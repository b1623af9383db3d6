"""What stepper, frames and animate are given."""

import reprlib
from collections.abc import Sequence
from typing import Any

from autograd_mini.graph import Graph, read
from autograd_mini.nn import Forward
from autograd_mini.nn.cost import cross_entropy
from autograd_mini.value import Value


def end_of(
    shown: Value | Graph | Forward, y: Sequence[Any] | None, J: Value | None, reader: str
) -> Value | Graph:
    """Return the end of the graph that is to be shown; of a record, its cost.

    y, J: for a record, its targets, or the cost itself; without J it is the cross-entropy of y.
    reader: the function that was given all this, to be named in errors.

    TypeError if `shown` is neither a Value, nor a Graph, nor a record, if y or J come without a
    record, or if J is not a Value; ValueError for a record without y and J, or with the cost of
    another one.

    >>> from autograd_mini import MLP
    >>> record = MLP(2, [1], seed=0).forward([0.5, 1.0])
    >>> end_of(record, [1], None, "frames").label
    'J'
    """
    if not isinstance(shown, Forward):
        check_kind(shown, y, J, reader)
        return shown
    if J is None:
        if y is None:
            raise ValueError(
                f"the steps of a record end in its cost: {reader} needs J=, the Value that "
                "J.backward() is called on, or y=, the targets, for their cross-entropy"
            )
        cost: Value = cross_entropy(shown.a[len(shown.a)], y)
        return cost
    if not isinstance(J, Value):
        raise TypeError(f"J is the Value at the end of the graph, not {reprlib.repr(J)}")
    graph = read(J, reader)
    if not any(a in graph for a in shown.a[len(shown.a)]):
        raise ValueError(f"J was not computed from {shown!r}; compute it from this record's a")
    return graph


def check_kind(shown: Any, y: object, J: object, reader: str) -> None:
    """Check what is given if it is not a record."""
    if not isinstance(shown, Value | Graph):
        raise TypeError(
            f"{reader} takes a Value, a Graph, or the record that net.forward(x) returns, not "
            f"{reprlib.repr(shown)}"
        )
    if y is not None or J is not None:
        raise TypeError(
            f"y and J go with the record of a network, not with a {type(shown).__name__}: give "
            "the record, or leave them out"
        )
