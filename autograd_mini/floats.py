"""Functions of floats that the math module lacks, each stable for every finite float.

exp is only ever taken of a number ≤ 0, so that it cannot overflow.  A sum is rounded once, at the
end: it depends neither on the order of its terms nor on the Python version.
"""

import math
import operator
from collections.abc import Callable, Collection
from fractions import Fraction
from typing import Any


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


def leaky_relu(x: float) -> float:
    """Return x for x > 0, else x/100."""
    return max(x, 0.01 * x)


def elu(x: float) -> float:
    """Return x for x > 0, else e^x − 1."""
    return max(x, 0.0) + math.expm1(min(x, 0.0))


def softsign(x: float) -> float:
    """Return x / (1 + |x|)."""
    return x / (1 + abs(x))


def silu(x: float) -> float:
    """Return x·σ(x).

    >>> silu(-700.0) == -700 * math.exp(-700), silu(-1e300)
    (True, -0.0)
    """
    if x >= 0:
        return x * sigmoid(x)
    half = math.exp(x / 2)
    return x * half / (1 + half * half) * half


# 1/√(2π), and what of it the float lacks, as a fraction of it; the same of √½, as it is.
PEAK, PEAK_REST = 0.3989422804014327, -6.247337834861335e-17
ROOT, ROOT_REST = 0.7071067811865476, -4.833646656726457e-17


def normal_pdf(x: float) -> float:
    """Return exp(−x²/2) / √(2π).  exp magnifies what x·x loses, so that comes in afterwards.

    >>> normal_pdf(1e200)
    0.0
    """
    if abs(x) > 40:
        return 0.0
    bell = math.exp(-x * x / 2)
    y = bell * PEAK
    return y + (_lost(bell, PEAK) + y * (PEAK_REST - _lost(x, x) / 2))


def normal_cdf(x: float) -> float:
    """Return ½·erfc(−x/√2).  erfc magnifies what x/√2 loses, so that comes in afterwards.

    >>> normal_cdf(0.0), normal_cdf(-1e200), normal_cdf(1e200)
    (0.5, 0.0, 1.0)
    """
    if abs(x) > 40:
        return float(x > 0)
    z = x * ROOT
    return math.erfc(-z) / 2 + normal_pdf(x) * math.sqrt(2) * (_lost(x, ROOT) + x * ROOT_REST)


def _lost(u: float, v: float) -> float:
    """Return u·v, exactly, less u·v as floats round it (Dekker, 1971)."""
    a, c = (x * 134217729.0 - (x * 134217729.0 - x) for x in (u, v))  # the upper half of the bits
    b, d = u - a, v - c
    return (a * c - u * v + a * d + b * c) + b * d


def gelu(x: float) -> float:
    """Return x·Φ(x), where Φ is `normal_cdf`.

    >>> gelu(-37.6) < -2.3e-308, normal_cdf(-37.6) < 2.2e-308  # x·Φ has all its digits, Φ not
    (True, True)
    """
    if x > -37:
        return x * normal_cdf(x)
    t = 1 / x / x  # Φ(x) is −φ(x)/x·(1 − t + 3t² − 15t³ …), to the last digit of a float so far out
    series = 1.0
    for k in range(11, 0, -2):
        series = 1 - k * t * series
    return -normal_pdf(x) * series


def exp2(x: float) -> float:
    """Return 2^x."""
    return math.pow(2.0, x)  # math.exp2 is not in Python 3.10


def cbrt(x: float) -> float:
    """Return the cube root of x, which has the sign of x.

    >>> cbrt(-27.0), cbrt(1e-300)
    (-3.0, 1e-100)
    """
    mantissa, exponent = math.frexp(abs(x))  # math.cbrt is not in Python 3.10
    third, left = divmod(exponent, 3)
    cube = math.ldexp(mantissa, left)
    root = cube ** (1 / 3)
    if root:
        root -= (root**3 - cube) / (3 * root**2)  # one step of Newton's, for the last digit
    return math.copysign(math.ldexp(root, third), x)


def logsumexp(*x: float) -> float:
    """Return log Σ exp(xᵢ).

    >>> logsumexp(-10000.0, -10000.0) == -10000.0 + math.log(2)
    True
    """
    largest = max(x)
    i = x.index(largest)  # its own exp is the 1 of log1p
    return largest + math.log1p(math.fsum([math.exp(t - largest) for t in x[:i] + x[i + 1 :]]))


def dot(*operands: float) -> float:
    """Return Σ wᵢ·xᵢ, of the weights w first and then as many inputs x.

    OverflowError if that is too large for a float; products that are may cancel.

    >>> dot(1.0, 2.0, 10.0, 100.0), dot(1e200, 1e200, 1e200, -1e200)
    (210.0, 0.0)
    """
    half = len(operands) // 2
    weights, inputs = operands[:half], operands[half:]
    try:
        y = math.fsum(map(operator.mul, weights, inputs))
    except (OverflowError, ValueError):
        y = math.inf
    if math.isfinite(y):
        return y
    return float(sum(Fraction(w) * Fraction(x) for w, x in zip(weights, inputs)))


def total(*terms: float) -> float:
    """Return the sum of the terms; OverflowError if it is too large for a float.

    >>> total(1e308, 1e308, -1e308)  # on the way it is, and math.fsum gives up
    1e+308
    """
    try:
        return math.fsum(terms)
    except OverflowError:
        return float(sum(map(Fraction, terms)))


def all_finite(numbers: Collection[Any]) -> bool:
    """Tell whether all of some numbers are finite floats, or ints; nothing else is.

    >>> all_finite([1e308, 1e308]), all_finite([1.0, math.nan]), all_finite([ValueError()])
    (True, False, False)
    """
    try:
        total = sum(numbers, 0.0)  # a float if all are, which takes less time than to look at each
        return type(total) is float and (math.isfinite(total) or all(map(math.isfinite, numbers)))
    except (TypeError, OverflowError):
        return False


def attempt(f: Callable[..., Any], *operands: Any) -> Any:
    """Return f(operands), or the exception that says why there is no such number.

    >>> attempt(math.log, 1.0), type(attempt(math.log, 0.0)).__name__
    (0.0, 'ValueError')
    """
    try:
        return f(*operands)
    except (ValueError, ArithmeticError) as error:
        return error


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


def lowers(u: float, v: float) -> float:
    """Return 1 if u^v may be lowered to u^(v − 1), 0 if u^v has to be divided by u instead.

    It may where v − 1 is exact, or u = 0, and u^(v − 1) overflows only if v·u^(v − 1) does.
    """
    return float((v >= 0.5 or v <= -1) and (v - (v - 1) == 1 or u == 0))


# By name.  Their derivative is 0 wherever there is one, so of a Value they give a plain number.
PIECEWISE_CONSTANT: dict[str, Callable[..., float]] = {
    f.__name__: f for f in (sign, step, larger, zero, lowers)
}
# Those among them that choose between two forms of one formula, which differ in their rounding
# only.  A reader is shown the form for 1.
CHOICES = {"lowers"}
