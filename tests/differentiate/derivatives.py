"""Derivatives as numbers, and how far two ways to them may differ by rounding."""

import sys

from hypothesis import assume

from autograd_mini import DomainError, Value
from autograd_mini.errors import number_of
from autograd_mini.graph import topological_order

EPS = sys.float_info.epsilon


def numbers_of(values: list[Value]) -> list[float]:
    return [value.data for value in values]


def differentiated(derive, *args):
    """The derivatives, unless one does not exist at this point: then another point, please."""
    try:
        return derive(*args)
    except DomainError:
        assume(False)


def magnitude(derivative: Value, first: int) -> float:
    """What a derivative would be if nothing that is added up in it cancelled.

    Its own sums, products and quotients are taken of magnitudes; the nodes of the function, which
    are those created before `first`, and functions such as cos count as they are.
    """
    sizes: dict[int, float] = {}
    for n in topological_order(derivative):
        xs = [sizes[id(x)] if isinstance(x, Value) else abs(x) for x in n.operands]
        name = n.op.name if n.op and n.created > first else ""
        if name in ("add", "sub"):
            sizes[id(n)] = xs[0] + xs[1]
        elif name == "mul":
            sizes[id(n)] = xs[0] * xs[1]
        elif name == "div":
            sizes[id(n)] = xs[0] / abs(number_of(n.operands[1]))
        else:
            sizes[id(n)] = xs[0] if name == "neg" else abs(n.data)
    return sizes[id(derivative)]


def rounding(derivatives: list[Value], first: int) -> float:
    """How far two ways to add up the same derivatives may differ.

    A path through the graph rounds a few times at each node, and every sum rounds in proportion
    to what is added: 4 ε for each node, of the sum of what is added.
    """
    nodes = len(topological_order(*derivatives)) if derivatives else 0
    return 4 * EPS * nodes * sum(magnitude(d, first) for d in derivatives)
