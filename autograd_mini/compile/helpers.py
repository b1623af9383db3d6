"""What a compiled program calls: the operations of the table on arrays, and a few named helpers.

Where NumPy has an operation it is NumPy's.  One that it lacks goes through the table's own function
of floats, entry by entry: slower, and the same.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_mini.elementary import TABLE
from autograd_mini.floats import PIECEWISE_CONSTANT


def sigmoid(x: Any) -> Any:
    """Return 1 / (1 + e^−x); where e^−x is infinite, that is the 0 it should be."""
    y = np.negative(x)
    if not isinstance(y, np.ndarray):
        return 1.0 / (1.0 + np.exp(y))
    np.exp(y, y)
    y += 1.0
    return np.reciprocal(y, y)


def softplus(x: Any) -> Any:
    """Return log(1 + e^x)."""
    y = np.abs(x)
    if not isinstance(y, np.ndarray):
        return np.maximum(x, 0.0) + np.log1p(np.exp(-y))
    np.negative(y, y)
    np.exp(y, y)
    np.log1p(y, y)
    y += np.maximum(x, 0.0)
    return y


def log_sigmoid(x: Any) -> Any:
    """Return log(1 / (1 + e^−x))."""
    return -softplus(-x)


def larger(u: Any, v: Any) -> Any:
    """Return 1 for u > v, 0 for u < v, and ½ in a tie."""
    return 0.5 + 0.5 * np.greater(u, v) - 0.5 * np.less(u, v)


def logsumexp(x: Any) -> Any:
    """Return log Σ exp(x) over the last axis."""
    top = x.max(-1)
    return top + np.log(np.exp(x - top[..., None]).sum(-1))


def logsumexp_of(*parts: Any) -> Any:
    """Return log Σ exp of several arrays, lined up."""
    return logsumexp(np.stack(np.broadcast_arrays(*parts), -1))


def rows(x: Any) -> Any:
    """Return an array as a matrix: all axes but the last made one."""
    return x.reshape(-1, x.shape[-1])


def padded(x: Any, at: Any, fill: float = 0.0) -> Any:
    """Return the entries of the last axis at some places; `fill` where a place is −1."""
    there = at >= 0
    if not x.ndim:
        x = x[None]
    y = np.full((*x.shape[:-1], *at.shape), fill)
    y[..., there] = x[..., at[there]]
    return y


def scattered(x: Any, at: Any, size: int) -> Any:
    """Return the sums, by the place that they belong to, of entries read at some places.

    The last axes of x are those of `at`; −1 is no place.
    """
    batch = x.shape[: x.ndim - at.ndim]
    flat, places = x.reshape(*batch, at.size), at.reshape(-1)
    order = np.argsort(places, kind="stable")
    order = order[np.searchsorted(places[order], 0) :]
    places = places[order]
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    y = np.zeros((*batch, size))
    if len(starts) == len(places):
        y[..., places] = flat[..., order]
    elif len(starts):
        y[..., places[starts]] = np.add.reduceat(flat[..., order], starts, axis=-1)
    return y


def copied(x: Any) -> Any:
    """Return a copy of an array, row by row in memory, so that its reshapes are views."""
    return np.array(x, float, order="C")


def entrywise(function: Callable[..., float]) -> Callable[..., Any]:
    """Return a function of floats as one of arrays; where it has no value, nan."""

    def one(*xs: float) -> float:
        try:
            return function(*xs)
        except (ValueError, ArithmeticError):
            return float("nan")

    def call(*operands: Any) -> Any:
        arrays = np.broadcast_arrays(*operands)
        flat = [list(map(float, a.reshape(-1))) for a in arrays]
        return np.array(list(map(one, *flat)), float).reshape(arrays[0].shape)

    return call


HELPERS: dict[str, Any] = {
    **{name: entrywise(op.value) for name, op in TABLE.items() if op.arity is not None},
    **{name: entrywise(function) for name, function in PIECEWISE_CONSTANT.items()},
    "exp": np.exp, "expm1": np.expm1, "exp2": np.exp2, "log": np.log, "log1p": np.log1p,
    "log2": np.log2, "log10": np.log10, "sqrt": np.sqrt, "cbrt": np.cbrt, "hypot": np.hypot,
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos,
    "atan": np.arctan, "atan2": np.arctan2, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh, "abs": np.abs,
    "maximum": np.maximum, "minimum": np.minimum, "sign": np.sign, "larger": larger,
    "sigmoid": sigmoid, "softplus": softplus, "log_sigmoid": log_sigmoid,
    "relu": lambda x: np.maximum(x, 0.0),
    "leaky_relu": lambda x: np.maximum(x, 0.01 * x),
    "elu": lambda x: np.maximum(x, 0.0) + np.expm1(np.minimum(x, 0.0)),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "step": lambda x: np.greater(x, 0).astype(float),
    "zero": lambda x: np.equal(x, 0).astype(float),
    "logsumexp": logsumexp, "logsumexp_of": logsumexp_of, "rows": rows, "padded": padded,
    "scattered": scattered, "einsum": np.einsum, "broadcast_to": np.broadcast_to,
    "empty": np.empty, "zeros": np.zeros, "copied": copied, "inf": np.inf,
}  # fmt: skip
