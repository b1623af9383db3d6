"""Functions of floats that the math module lacks, each stable for every finite float.

exp is only ever taken of a number ≤ 0, so that it cannot overflow.  math.fsum rounds once, at the
end: a sum depends neither on the order of its terms nor on the Python version.
"""

import math
import operator
from collections.abc import Callable


def sigmoid(x: float) -> float:
    """Return 1 / (1 + e^−x).

    >>> sigmoid(-1000.0), sigmoid(0.0), sigmoid(1000.0)
    (0.0, 0.5, 1.0)
    """
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def softplus(x: float) -> float:
    """Return log(1 + e^x).

    >>> softplus(-1000.0), softplus(1000.0)
    (0.0, 1000.0)
    """
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def log_sigmoid(x: float) -> float:
    """Return log(1 / (1 + e^−x)).

    >>> log_sigmoid(-800.0)
    -800.0
    """
    return -softplus(-x)


def relu(x: float) -> float:
    """Return x for x > 0, else 0."""
    return max(x, 0.0)


def logsumexp(*x: float) -> float:
    """Return log Σ exp(xᵢ).

    >>> logsumexp(-10000.0, -10000.0) == -10000.0 + math.log(2)
    True
    """
    largest = max(x)
    return largest + math.log(math.fsum([math.exp(x_i - largest) for x_i in x]))


def dot(*operands: float) -> float:
    """Return Σ wᵢ·xᵢ, of the weights w first and then as many inputs x.

    >>> dot(1.0, 2.0, 10.0, 100.0)
    210.0
    """
    half = len(operands) // 2
    return math.fsum(map(operator.mul, operands[:half], operands[half:]))


def total(*terms: float) -> float:
    """Return the sum of the terms."""
    return math.fsum(terms)


# Piecewise constants, for use in rules.  Each has a convention at its jump.


def sign(x: float) -> float:
    """Return 1 for x > 0, −1 for x < 0, and 0 at 0, midway between the slopes of |x|."""
    return math.copysign(1.0, x) if x else 0.0


def step(x: float) -> float:
    """Return 1 for x > 0, else 0: at its kink a relu unit counts as off."""
    return float(x > 0)


def larger(u: float, v: float) -> float:
    """Return 1 for u > v, 0 for u < v, and ½ in a tie: maximum(x, x) then has derivative 1."""
    return 0.5 + 0.5 * (u > v) - 0.5 * (u < v)


def zero(x: float) -> float:
    """Return 1 for x = 0, else 0."""
    return float(x == 0)


# By name.  Their derivative is 0 wherever there is one, so of a Value they give a plain number.
PIECEWISE_CONSTANT: dict[str, Callable[..., float]] = {
    f.__name__: f for f in (sign, step, larger, zero)
}
