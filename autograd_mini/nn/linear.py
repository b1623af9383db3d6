"""z = Θa for a whole layer: the same nodes as one `dot` for each row, made faster."""

import math
import operator
from collections.abc import Iterable, Sequence
from itertools import compress

from autograd_mini.elementary import TABLE
from autograd_mini.errors import real
from autograd_mini.value import Operand, Value, node


def matvec(rows: Iterable[Sequence[Value]], inputs: Iterable[Operand]) -> list[Value]:
    """Return dot(row, inputs) for each row of a matrix of Values.

    The rows share their inputs, so what is to know of these is found out once.

    ValueError if a row does not have as many weights as there are inputs.

    >>> [z.data for z in matvec([[Value(1.0), Value(2.0)]], [1.0, 10.0])]
    [21.0]
    """
    dot = TABLE["dot"]
    xs = tuple([x if isinstance(x, Value) or type(x) is float else real(x) for x in inputs])
    data = tuple([x.data if isinstance(x, Value) else x for x in xs])
    nodes = tuple([x for x in xs if isinstance(x, Value)])
    is_node = [isinstance(x, Value) for x in xs]
    product = []
    for row in map(tuple, rows):
        if len(row) != len(xs):
            raise ValueError(f"dot of {len(row)} weights and {len(xs)} inputs; make them equal")
        weights = [w.data for w in row]
        try:
            z = math.fsum(map(operator.mul, weights, data))
        except (ValueError, OverflowError):  # of infinite products; node() says which
            z = math.nan
        partials = (*data, *compress(weights, is_node)) if nodes else data
        operands = row + xs if len(nodes) < len(xs) else ()
        product.append(node(z, dot, row + nodes, partials, operands or row + nodes))
    return product
