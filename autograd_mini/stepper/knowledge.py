"""What is known after each moment of a trace."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from autograd_mini.stepper.trace import Moment, Trace


class Known(NamedTuple):
    """What is known when a moment has passed.

    values: the ranks of the nodes that are computed.
    grads: ∂J/∂n by the rank of n, as far as its terms have come.
    sent: the edges that have brought their term, each as the rank of its head and its slot there.
    """

    moment: Moment
    values: frozenset[int]
    grads: Mapping[int, float]
    sent: frozenset[tuple[int, int]]


def known(trace: Trace) -> Iterator[Known]:
    """Yield what is known after each moment of a trace.

    >>> from autograd_mini import Value
    >>> x = Value(3.0, label="x")
    >>> [(sorted(now.values), now.grads) for now in known(Trace(x * x))][-2:]
    [([1, 2], {2: 1.0, 1: 3.0}), ([1, 2], {2: 1.0, 1: 6.0})]
    """
    values = frozenset([trace.rank[id(n)] for n in trace.nodes if not n.op])
    grads: dict[int, float] = {}
    sent: frozenset[tuple[int, int]] = frozenset()
    for moment in trace.moments:
        if moment.node is not None and moment.number is not None:
            if moment.kind == "value":
                values |= {moment.node}
            else:
                grads = {**grads, moment.node: moment.number}
        if moment.edge:
            sent |= {moment.edge}
        yield Known(moment, values, grads, sent)
