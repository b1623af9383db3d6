"""Operations and helpers that are composed of the array API standard's: the same for any library.

The standard has exp, log1p, maximum and so on; it lacks σ, log Σ exp and the like.
"""

from collections.abc import Callable
from typing import Any

from autograd_mini.floats import PEAK


def composed(xp: Any) -> dict[str, Callable[..., Any]]:
    """Return functions by their names in the table, and in programs.

    xp: what has the standard's functions, and `number`, which makes an array of floats of a number
        or of an array of bools.

    >>> from autograd_mini.compile.backends.numpy import HELPERS
    >>> from types import SimpleNamespace
    >>> functions = composed(SimpleNamespace(**HELPERS))
    >>> float(functions["sigmoid"](0.0)), float(functions["larger"](2.0, 2.0))
    (0.5, 0.5)
    """

    def sigmoid(x: Any) -> Any:  # where e^−x is infinite, that is the 0 it should be
        return 1 / (1 + xp.exp(-x))

    def softplus(x: Any) -> Any:
        return xp.maximum(x, 0.0) + xp.log1p(xp.exp(-xp.abs(x)))

    def log_sigmoid(x: Any) -> Any:
        return -xp.softplus(-x)

    def larger(u: Any, v: Any) -> Any:
        """Return 1 for u > v, 0 for u < v, and ½ in a tie."""
        return 0.5 + 0.5 * xp.number(u > v) - 0.5 * xp.number(u < v)

    def lowers(u: Any, v: Any) -> Any:
        """Return 1 where u^v may be lowered to u^(v − 1), as `floats.lowers` has it."""
        exact = (v - (v - 1) == 1) | (u == 0)
        return xp.number(((v >= 0.5) | (v <= -1)) & exact)

    def cbrt(x: Any) -> Any:
        return xp.sign(x) * xp.abs(x) ** (1 / 3)

    def logsumexp(x: Any) -> Any:
        """Return log Σ exp(x) over the last axis."""
        top = xp.max(x, axis=-1)
        return top + xp.log(xp.sum(xp.exp(x - top[..., None]), axis=-1))

    def logsumexp_of(*parts: Any) -> Any:
        """Return log Σ exp of several arrays, lined up."""
        arrays = xp.broadcast_arrays(*map(xp.number, parts))
        return logsumexp(xp.stack(arrays, axis=-1))

    def rows(x: Any) -> Any:
        """Return an array as a matrix: all axes but the last made one."""
        return xp.reshape(x, (-1, x.shape[-1]))

    return {
        "sigmoid": sigmoid, "softplus": softplus, "log_sigmoid": log_sigmoid, "larger": larger,
        "lowers": lowers, "cbrt": cbrt, "logsumexp": logsumexp, "logsumexp_of": logsumexp_of,
        "rows": rows,
        "exp2": lambda x: 2.0**x,
        "normal_pdf": lambda x: xp.exp(-x * x / 2) * PEAK,
        "relu": lambda x: xp.maximum(x, 0.0),
        "leaky_relu": lambda x: xp.maximum(x, 0.01 * x),
        "elu": lambda x: xp.maximum(x, 0.0) + xp.expm1(xp.minimum(x, 0.0)),
        "softsign": lambda x: x / (1 + xp.abs(x)),
        "silu": lambda x: x * xp.sigmoid(x),
        "gelu": lambda x: x * xp.normal_cdf(x),
        "step": lambda x: xp.number(x > 0),
        "zero": lambda x: xp.number(x == 0),
    }  # fmt: skip
