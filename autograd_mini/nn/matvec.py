"""The products of a layer."""

import math
import operator
from collections.abc import Iterable, Sequence
from itertools import compress

from autograd_mini.elementary import TABLE
from autograd_mini.errors import real
from autograd_mini.floats import all_finite
from autograd_mini.value import Operand, Value, node


def matvec(rows: Iterable[Sequence[Value]], inputs: Iterable[Operand]) -> list[Value]:
    """Return z = Θa for a whole layer: dot(row, inputs) for each row of a matrix of Values.

    The rows share their inputs, so what is to know of these is found out once.

    ValueError if a row does not have as many weights as there are inputs.

    >>> [z.data for z in matvec([[Value(1.0), Value(2.0)]], [1.0, 10.0])]
    [21.0]
    """
    dot = TABLE["dot"]
    xs = tuple([x if type(x) is float or isinstance(x, Value) else real(x) for x in inputs])
    is_node = [isinstance(x, Value) for x in xs]
    nodes = (*compress(xs, is_node),)
    data = tuple([x.data if isinstance(x, Value) else x for x in xs]) if nodes else xs
    only_nodes, known = len(nodes) == len(xs), all_finite(data)
    product = []
    for row in map(tuple, rows):
        if len(row) != len(xs):
            raise ValueError(f"dot of {len(row)} weights and {len(xs)} inputs; make them equal")
        weights = [w.data for w in row]
        try:
            # Where a number was set by hand to something else than a float, node() goes the long
            # way and says whose it is.
            floats = type(sum(weights, 0.0)) is float and known
            z = math.fsum(map(operator.mul, weights, data)) if floats else math.nan
        except (TypeError, ValueError, OverflowError):
            z = math.nan
        parents = row + nodes
        partials = (*data, *compress(weights, is_node)) if nodes else data
        product.append(node(z, dot, parents, partials, parents if only_nodes else row + xs))
    return product
