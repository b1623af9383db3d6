"""The rules of differentiation once more, as second opinions have them."""

from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

from autograd_mini.testing.many_digits import mp_functions

# The rules once more, on purpose and often in another form than in the table: whoever gets one
# wrong there gets it right here.  A rule for each operand; for any number of operands, one rule
# with an index.  What has no rule here is differentiated by differences; see `slope`.
RULES: dict[str, Any] = {
    "add": (lambda m, u, v: 1, lambda m, u, v: 1),
    "sub": (lambda m, u, v: 1, lambda m, u, v: -1),
    "mul": (lambda m, u, v: v, lambda m, u, v: u),
    "div": (lambda m, u, v: 1 / v, lambda m, u, v: -u / (v * v)),
    "pow": (
        lambda m, u, v: v * m.pow(u, v - 1) if v else 0,
        lambda m, u, v: m.pow(u, v) * m.log(u) if u else 0,
    ),
    "neg": (lambda m, x: -1,),
    "exp": (lambda m, x: m.exp(x),),
    "expm1": (lambda m, x: m.exp(x),),
    "log": (lambda m, x: 1 / x,),
    "log1p": (lambda m, x: 1 / (1 + x),),
    "log2": (lambda m, x: 1 / (x * m.log(2)),),
    "log10": (lambda m, x: 1 / (x * m.log(10)),),
    "exp2": (lambda m, x: m.exp(x * m.log(2)) * m.log(2),),
    "sqrt": (lambda m, x: m.pow(x, -0.5) / 2,),
    "cbrt": (lambda m, x: m.cbrt(x) / (3 * x),),
    "hypot": (
        lambda m, u, v: u / m.sqrt(u * u + v * v),
        lambda m, u, v: v / m.sqrt(u * u + v * v),
    ),
    "sin": (lambda m, x: m.cos(x),),
    "cos": (lambda m, x: -m.sin(x),),
    "tan": (lambda m, x: 1 / m.cos(x) ** 2,),
    "asin": (lambda m, x: 1 / (m.sqrt(1 - x) * m.sqrt(1 + x)),),
    "acos": (lambda m, x: -1 / (m.sqrt(1 - x) * m.sqrt(1 + x)),),
    "atan": (lambda m, x: 1 / (1 + x * x),),
    "atan2": (
        lambda m, u, v: v / (u * u + v * v),
        lambda m, u, v: -u / (u * u + v * v),
    ),
    "sinh": (lambda m, x: m.cosh(x),),
    "cosh": (lambda m, x: m.sinh(x),),
    "tanh": (lambda m, x: 1 / m.cosh(x) ** 2,),
    "asinh": (lambda m, x: 1 / m.sqrt(1 + x * x),),
    "acosh": (lambda m, x: 1 / m.sinh(m.acosh(x)),),
    "atanh": (lambda m, x: (1 / (1 - x) + 1 / (1 + x)) / 2,),
    "normal_pdf": (lambda m, x: -x * m.normal_pdf(x),),
    "normal_cdf": (lambda m, x: m.normal_pdf(x),),
    "erf": (lambda m, x: m.normal_pdf(x) * m.normal_pdf(x) * m.sqrt(64 * m.atan(1)),),
    "sigmoid": (lambda m, x: m.sigmoid(x) * m.sigmoid(-x),),
    "log_sigmoid": (lambda m, x: 1 / (1 + m.exp(x)),),
    "softplus": (lambda m, x: 1 / (1 + m.exp(-x)),),
    "silu": (lambda m, x: m.sigmoid(x) * (1 + x * m.sigmoid(-x)),),
    "gelu": (lambda m, x: m.normal_cdf(x) + x * m.normal_pdf(x),),
    "softsign": (lambda m, x: 1 / ((1 + abs(x)) * (1 + abs(x))),),
    "relu": (lambda m, x: 1 if x > 0 else 0,),
    "leaky_relu": (lambda m, x: 1 if x > 0 else 0.01,),
    "elu": (lambda m, x: 1 if x > 0 else m.exp(x),),
    "abs": (lambda m, x: (x > 0) - (x < 0),),
    "maximum": (
        lambda m, u, v: (u > v) + (u == v) / 2,
        lambda m, u, v: (v > u) + (u == v) / 2,
    ),
    "minimum": (
        lambda m, u, v: (u < v) + (u == v) / 2,
        lambda m, u, v: (v < u) + (u == v) / 2,
    ),
    "dot": lambda m, i, x: x[i - len(x) // 2],
    "total": lambda m, i, x: 1,
    "logsumexp": lambda m, i, x: m.exp(x[i] - max(x)) / sum(m.exp(t - max(x)) for t in x),
}

# As people write them, σ's rule y·(1 − y), 1 − y² of tanh, 1 − σ(x), y + 1 of expm1 and elu have a
# difference of numbers near 1, and in the rules of silu and gelu two terms cancel near a zero: they
# are as exact as 1 is, however small they get.
AS_EXACT_AS_1 = (
    "sigmoid", "tanh", "log_sigmoid", "softplus", "expm1", "elu", "silu", "gelu",
)  # fmt: skip


def slope(name: str, m: Any, i: int, xs: Sequence[Any]) -> Any:
    """Return ∂/∂xs[i] of the operation `name`, computed with the functions in m.

    An operation that has no rule in RULES, such as one that was added to the table a minute ago, is
    differentiated by central differences of its values in many digits; that needs mpmath.

    >>> from autograd_mini.elementary import FLOATS
    >>> slope("mul", FLOATS, 0, [2.0, 5.0])
    5.0
    """
    if name not in RULES:
        return type(xs[i])(_difference(name, i, xs))
    rules = RULES[name]
    return rules[i](m, *xs) if isinstance(rules, tuple) else rules(m, i, xs)


@cache
def _many_digits() -> SimpleNamespace:
    return mp_functions(dps=1000)


def _difference(name: str, i: int, xs: Sequence[Any]) -> Any:
    """Return ∂/∂xs[i] by a central difference of values in 1000 digits, right to 80 and more.

    So many are needed for steps of 1e-60 times the smallest float.
    """
    mp = _many_digits()
    at = [mp.ctx.convert(x) for x in xs]
    h = (abs(at[i]) or 1) * mp.mpf(10) ** -60
    above, below = (getattr(mp, name)(*at[:i], at[i] + step, *at[i + 1 :]) for step in (h, -h))
    if above.imag or below.imag:
        raise ValueError(f"{name} has no real value here")
    return (above - below) / (2 * h)
