"""What a network is made with: its sizes, seed, activations and weights, each looked at first."""

import operator
import reprlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.nn.record import Matrix
from autograd_mini.nn.samples import entries, is_number, matrix, said
from autograd_mini.value import Value, unary

MOST_WEIGHTS = 50_000_000  # a Value takes 150 bytes and more


def sizes_of(n_inputs: Any, layer_sizes: Any, more: tuple[object, ...]) -> tuple[int, ...]:
    """Return s_1 … s_L."""
    if is_number(layer_sizes) and all(map(is_number, more)):
        listed = ", ".join(map(str, (layer_sizes, *more)))
        raise TypeError(
            "write the sizes of the layers behind the inputs in one list: "
            f"MLP({n_inputs}, [{listed}])"
        )
    if not isinstance(n_inputs, str) and not is_number(n_inputs) and hasattr(n_inputs, "__len__"):
        raise TypeError(
            "write the number of inputs first, and then the sizes of the other layers in one list: "
            "MLP(4, [5, 3])"
        )
    if more:
        raise TypeError(
            "MLP takes the number of inputs and a list of the other layers' sizes; the rest is "
            "given by name, such as seed=0"
        )
    sizes = [n_inputs, *entries("layer_sizes", layer_sizes, of="sizes")]
    try:
        whole = tuple(map(operator.index, sizes))
    except TypeError:
        whole = ()
    if len(whole) < 2 or min(whole) < 1:
        raise ValueError(
            "a network needs whole layer sizes of at least 1, for its inputs and for one layer or "
            f"more behind them, not {reprlib.repr(sizes)}"
        )
    weights = sum((s_in + 1) * s_out for s_in, s_out in pairwise(whole))
    if weights > MOST_WEIGHTS:
        raise ValueError(
            f"a network of these sizes has more than {MOST_WEIGHTS:,} weights, each of them a node "
            "of its own; that is more than fits into memory"
        )
    return whole


def seed_of(seed: Any) -> int | None:
    """Return an int of any type as an int of Python, which alone random takes."""
    if seed is None:
        return None
    try:
        return operator.index(seed)
    except TypeError:
        raise TypeError(
            f"seed is {said(seed)}; give an int, or None for other weights every time"
        ) from None


def identity(z: Value) -> Value:
    """Return z; no lambda, so that a network can be pickled."""
    return z


def activation_of(name: str) -> Callable[[Value], Value]:
    """Return a function of the table by its name."""
    if not isinstance(name, str):
        raise TypeError(f"an activation is given by its name, such as 'tanh', not {said(name)}")
    if name == "identity":
        return identity
    if name not in TABLE or TABLE[name].arity != 1:
        names = ", ".join(op.name for op in TABLE.values() if op.arity == 1)
        raise ValueError(f"no activation is called {name!r}; there are identity, {names}")
    return partial(unary, TABLE[name])


def weights_of(given: Any, theta: Mapping[int, Matrix], bias: bool) -> list[float]:
    """Return the numbers of matrices by layers, in the order of `MLP.parameters`.

    theta: the matrices of the network, whose shapes they must have.
    bias: whether column 0 is the bias.

    ValueError if a layer or a shape does not fit, TypeError for what is not a number.
    """
    if not isinstance(given, Mapping):
        raise TypeError(
            f"theta is {said(given)}; give a dict from layers, counted from 1, to matrices: of "
            "a list of matrices, dict(enumerate(matrices, start=1))"
        )
    if set(given) != set(theta):
        raise ValueError(f"theta has layers {list(given)}, the network {list(theta)}")
    numbers: list[float] = []
    for layer, rows in theta.items():
        found = matrix(f"theta[{layer}]", given[layer], flat="give a list of rows")
        if [len(row) for row in found] != [len(row) for row in rows]:
            raise ValueError(
                f"Θ^({layer}) has shape {_shape(found)}, the network needs {_shape(rows)}"
                + "; column 0 is the bias" * bias
            )
        for i, row in enumerate(found):
            for j, x in enumerate(row):
                if isinstance(x, Value):
                    here = f"theta[{layer}][{i}][{j}] is {said(x)}"
                    raise TypeError(f"{here}, not a real number; give its .data")
                numbers.append(x)
    return numbers


def _shape(rows: Iterable[Sequence[object]]) -> str:
    lengths = [len(row) for row in rows]
    widths = sorted(set(lengths))
    return f"{len(lengths)} × {' or '.join(map(str, widths)) or 0}"
