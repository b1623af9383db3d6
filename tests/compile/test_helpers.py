"""What a program calls: each operation on arrays is the table's own, entry by entry."""

import itertools

import numpy as np
import pytest

from autograd_mini import floats
from autograd_mini.compile.backends.numpy import HELPERS, padded, scattered
from autograd_mini.elementary import TABLE

NUMBERS = [
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -3.25, 1e-8, -1e-8, 1e-300, 18.0, -18.0, 36.5, -36.5,
    700.0, -700.0, 745.0, -745.0, 1e5, -1e5, 1e300, -1e300,
]  # fmt: skip
# What stands as an operator in a program.
OPERATORS = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "pow": np.power,
    "neg": np.negative,
}  # fmt: skip


def values(function, arity):
    """Return points where a function of floats has a value, as columns; and the values."""
    every = itertools.product(NUMBERS, repeat=arity)
    right = [(xs, y) for xs in every if isinstance(y := floats.attempt(function, *xs), float)]
    return np.array([xs for xs, _ in right]).T, np.array([y for _, y in right])


@pytest.mark.parametrize("name", [name for name, op in TABLE.items() if op.arity])
def test_an_operation_on_arrays_is_that_on_floats(name):
    columns, right = values(TABLE[name].value, TABLE[name].arity)
    with np.errstate(all="ignore"):
        found = OPERATORS.get(name, HELPERS[name])(*columns)
    assert len(right) > 5
    assert np.allclose(found, right, rtol=4e-15, atol=1e-323)


@pytest.mark.parametrize("name", floats.PIECEWISE_CONSTANT)
def test_a_piecewise_constant_on_arrays_is_that_on_floats(name):
    function = floats.PIECEWISE_CONSTANT[name]
    columns, right = values(function, function.__code__.co_argcount)
    assert HELPERS[name](*columns).tolist() == right.tolist()


def test_scattering_adds_up_and_padding_leaves_out():
    x, at = np.array([[1.0, 10.0, 100.0], [2.0, 20.0, 200.0]]), np.array([2, 0, 2])
    assert scattered(x, at, 4).tolist() == [[10.0, 0, 101.0, 0], [20.0, 0, 202.0, 0]]
    assert padded(x, np.array([[1, -1], [2, 0]]))[0].tolist() == [[10.0, 0.0], [100.0, 1.0]]
    assert padded(x, np.array([-1, 0]), -np.inf)[1].tolist() == [-np.inf, 2.0]
    assert scattered(np.array([5.0]), np.array([-1]), 2).tolist() == [0.0, 0.0]
