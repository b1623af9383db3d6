"""A dot product unfolded: one box for each of its products, which it is the sum of."""

from typing import NamedTuple

from autograd_mini.graph import Graph, float_of
from autograd_mini.value import Value


class Product(NamedTuple):
    """One product of a dot product that is unfolded: its number, its name and its factors."""

    number: int
    name: str
    factors: tuple[Value | float, Value | float]

    @property
    def data(self) -> float:
        """The value of the product."""
        return float_of(self.factors[0]) * float_of(self.factors[1])


def products(n: Value, name: str) -> list[Product]:
    """Return the products that a node called `name` is the sum of; none if it is no dot product.

    >>> from autograd_mini import dot
    >>> w, x = Value(0.5), Value(4.0)
    >>> z = dot([w, 2.0], [x, x])
    >>> [(product.name, product.data) for product in products(z, "n3")]
    [('n3_0', 2.0), ('n3_1', 8.0)]
    """
    if not n.op or n.op.name != "dot":
        return []
    operands = n.operands
    half = len(operands) // 2
    pairs = zip(operands[:half], operands[half:])
    return [Product(k, f"{name}_{k}", pair) for k, pair in enumerate(pairs)]


def added(graph: Graph) -> int:
    """Return how many nodes, and as many edges, a picture has more when all is unfolded."""
    return sum(len(n.operands) // 2 for n in graph.nodes if n.op and n.op.name == "dot")
