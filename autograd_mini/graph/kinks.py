"""Which operations were computed at a kink, where the slopes of the two sides differ."""

import math
from collections.abc import Iterable, Sequence

from autograd_mini.elementary import Elementary
from autograd_mini.value import Value

APART = 1e-3  # how far apart the slopes of a kink are, at least
NEAR = 1e-9  # how near to it both are looked at, beside the nearest floats


def at_a_kink(nodes: Iterable[Value]) -> list[Value]:
    """Return those of some nodes that were computed at a kink of their operation.

    What the table has for their slope is a convention there, such as relu′(0) = 0.

    >>> from autograd_mini.functions import elu, relu, sqrt
    >>> x, y = Value(0.0, label="x"), Value(2.0, label="y")
    >>> [n.op.name for n in at_a_kink([abs(x), abs(y), sqrt(y), relu(x), elu(x)])]
    ['abs', 'relu']
    """
    return [n for n in nodes if n.op and _kink(n.op, n.operands)]


def _kink(op: Elementary, operands: Sequence[Value | float]) -> bool:
    """Tell whether slopes jump where some operand, no plain number, moves through its value."""
    if op.arity is None:
        return False
    xs = [x.data if isinstance(x, Value) else x for x in operands]
    for i in [i for i, operand in enumerate(operands) if isinstance(operand, Value)]:
        x = xs[i]
        nearest = math.nextafter(x, -math.inf), math.nextafter(x, math.inf)
        near = x - NEAR * max(1.0, abs(x)), x + NEAR * max(1.0, abs(x))
        if all(_jump(op, [[*xs[:i], side, *xs[i + 1 :]] for side in sides])
               for sides in (nearest, near)):  # fmt: skip
            return True
    return False


def _jump(op: Elementary, sides: list[list[float]]) -> bool:
    """Tell whether slopes, but not the value, differ between two places near each other."""
    if not all(op.defined(*xs) for xs in sides):
        return False
    try:
        values = [op.value(*xs) for xs in sides]
        slopes = [op.slopes(xs, y) for xs, y in zip(sides, values)]
    except (ArithmeticError, ValueError):
        return False
    if any(isinstance(slope, Exception) for side in slopes for slope in side):
        return False
    continuous = math.isclose(*values, rel_tol=1e-6, abs_tol=1e-6)
    return continuous and any(
        abs(left - right) > APART * max(1.0, abs(left), abs(right)) for left, right in zip(*slopes)
    )
