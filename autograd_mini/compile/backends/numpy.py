"""NumPy: what a compiled program calls there, and how it runs.

Where NumPy has an operation it is NumPy's.  One that it lacks, and of which no composition has all
digits, goes through the table's own function of floats, entry by entry: slower, and the same.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograd_mini.compile.backends.composed import composed
from autograd_mini.compile.given import Given
from autograd_mini.elementary import TABLE


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


def reduced(x: Any, axis: Any = None) -> Any:
    """Return a sum over axes, or over all of them; np.sum would take longer to begin with."""
    return np.add.reduce(x, axis)


def padded(x: Any, at: Any, fill: float = 0.0) -> Any:
    """Return the entries of the last axis at some places; `fill` where a place is −1."""
    y = np.asarray((x if x.ndim else x[None]).take(at, -1))  # one place gives a number
    y[..., at < 0] = fill
    return y


def scattered(x: Any, at: Any, size: int) -> Any:
    """Return the sums, by the place that they belong to, of entries read at some places.

    The last axes of x are those of `at`; −1 is no place.
    """
    batch = x.shape[: x.ndim - at.ndim]
    order, places, starts = runs(at.tobytes(), at.dtype.char)
    sorted_x = x.reshape(*batch, at.size).take(order, -1)
    y = np.zeros((*batch, size))
    if len(starts) == len(order):
        y[..., places] = sorted_x
    elif len(starts):
        y[..., places] = np.add.reduceat(sorted_x, starts, -1)
    return y


@lru_cache(maxsize=64)  # a program asks for the same few in every step
def runs(at: bytes, kind: str) -> tuple[Any, Any, Any]:
    """Return the order that sorts places; the places, each once; and where each begins in it."""
    places = np.frombuffer(at, kind)
    order = np.argsort(places, kind="stable")
    order = order[np.searchsorted(places[order], 0) :]
    found, starts = np.unique(places[order], return_index=True)
    return order, found, starts


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


STANDARD: dict[str, Any] = {
    "exp": np.exp, "expm1": np.expm1, "log": np.log, "log1p": np.log1p, "log2": np.log2,
    "log10": np.log10, "sqrt": np.sqrt, "hypot": np.hypot, "sin": np.sin, "cos": np.cos,
    "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "atan2": np.arctan2,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "asinh": np.arcsinh, "acosh": np.arccosh,
    "atanh": np.arctanh, "abs": np.abs, "maximum": np.maximum, "minimum": np.minimum,
    "sign": np.sign, "sum": reduced, "max": lambda x, axis: np.maximum.reduce(x, axis),
    "stack": np.stack, "broadcast_arrays": np.broadcast_arrays,
    "broadcast_to": lambda x, shape: np.broadcast_to(np.asarray(x, float), shape),
    "reshape": lambda x, shape: x.reshape(shape), "empty": np.empty, "zeros": np.zeros,
    "permute_dims": lambda x, order: x.transpose(order),
    "take": lambda x, at, axis=-1: x.take(at, axis),
    "number": lambda x: np.asarray(x, float), "inf": np.inf,
    # What the standard lacks.
    "exp2": np.exp2, "cbrt": np.cbrt, "einsum": np.einsum, "sigmoid": sigmoid,
    "softplus": softplus, "padded": padded, "scattered": scattered, "copied": copied,
}  # fmt: skip
EXACT = ("normal_pdf", "normal_cdf", "erf", "silu", "gelu")
HELPERS: dict[str, Any] = {
    **{name: entrywise(op.value) for name, op in TABLE.items() if op.arity is not None},
    **composed(SimpleNamespace(**STANDARD)),
    **{name: entrywise(TABLE[name].value) for name in EXACT},
    **STANDARD,
}


class NumPy:
    """The backend that a program has from the beginning."""

    name, xp, writes_in_place = "numpy", np, True

    def loaded(self, source: str, constants: Mapping[str, Any]) -> dict[str, Any]:
        """See `Backend`."""
        return executed(source, {**HELPERS, **constants})

    def arrays(self, given: Sequence[Given], named: Mapping[str, Any]) -> list[Any]:
        """See `Backend`."""
        return [g.array(named[g.name]) for g in given]

    def gradients(
        self, function: Callable[..., Any], arrays: list[Any]
    ) -> tuple[float, Any, float]:
        """See `Backend`."""
        with np.errstate(all="ignore"):
            J, gradients = function(*arrays)
            J = size = float(J)
            for g in gradients.values():  # nan and inf go through this sum, in one look at each
                flat = g.reshape(-1)
                size += flat.dot(flat)
        return J, gradients, size

    def called(self, function: Callable[..., Any], arrays: list[Any]) -> Any:
        """See `Backend`."""
        with np.errstate(all="ignore"):
            return function(*arrays)

    def columns(self, found: Sequence[Any], m: int, arrays: list[Any]) -> Any:
        """See `Backend`."""
        result = np.empty((m, len(found)))
        for k, column in enumerate(found):
            result[:, k] = column
        return result

    def reshaped(self, array: Any, shape: tuple[int, ...]) -> Any:
        """See `Backend`."""
        return array.reshape(shape)

    def to_numpy(self, array: Any) -> Any:
        """See `Backend`."""
        return array


def executed(source: str, namespace: dict[str, Any]) -> dict[str, Any]:
    """Return the functions `program`, `value` and `outputs` of a source.

    The text is ours from the first to the last character: operators, names that were made or
    checked in source.py, numbers.  No label of a user is in it.
    """
    exec(compile(source, "<compiled by autograd_mini>", "exec"), namespace)
    return {n: namespace[n] for n in ("program", "value", "outputs") if n in namespace}
