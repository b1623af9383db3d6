"""The second opinion is held to a third one: differences of its own cost, and hand-made numbers."""

import ast
import math
from pathlib import Path

import pytest
from hypothesis import given

from autograd_mini.nn import textbook
from autograd_mini.testing.oracles import mp_functions
from autograd_mini.testing.strategies import networks_with_samples

MP = mp_functions(dps=50)


def test_it_imports_nothing_of_the_engine():
    tree = ast.parse(Path(textbook.__file__).read_text("utf-8"))
    imported = {
        alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names
    }
    imported |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert imported == {"math", "collections.abc", "dataclasses"}


@pytest.mark.parametrize("z", [-1000.0, -40.0, -1.0, 0.0, 1e-9, 1.0, 40.0, 1000.0])
def test_g_is_stable(z):
    # Two roundings after exp's.
    assert math.isclose(textbook.g(z), float(MP.sigmoid(MP.mpf(z))), rel_tol=1e-15)


def test_one_unit_by_hand():
    # z = 0.5 + 2·1 − 1·2.5 = 0, a = ½, J = −log ½, δ = ½ − 1.
    sample = textbook.backpropagate({1: [[0.5, 2.0, -1.0]]}, [1.0, 2.5], [1.0])
    assert (sample.z, sample.a[2], sample.delta) == ({2: [0.0]}, [0.5], {2: [-0.5]})
    assert sample.J == math.log(2)
    _, gradient = textbook.gradient({1: [[0.5, 2.0, -1.0]]}, [[1.0, 2.5]], [[1.0]])
    assert gradient == {1: [[-0.5, -0.5, -1.25]]}


@given(networks_with_samples(units=3, m=2))
def test_the_gradient_is_that_of_central_differences(case):
    def cost():
        return textbook.gradient(case.theta, case.X, case.Y, bias=case.bias)[0]

    _, gradient = textbook.gradient(case.theta, case.X, case.Y, bias=case.bias)
    h = 2.0**-17  # the cube root of the precision, so that both errors are about h²
    for layer, rows in case.theta.items():
        for row, row_gradient in zip(rows, gradient[layer], strict=True):
            for j, partial in enumerate(row_gradient):
                middle = row[j]
                row[j] = middle + h
                above = cost()
                row[j] = middle - h
                below = cost()
                row[j] = middle
                # J is rounded to some 1e-15·J, its third derivative is a few tens at most.
                error = 1e-15 * (1 + abs(above)) / h + 100 * h * h
                assert abs((above - below) / (2 * h) - partial) <= 5 * error


def test_0_log_0_is_0():
    assert textbook.cost([1.0, 0.0], [1.0, 0.0]) == 0.0


@pytest.mark.parametrize(("x", "y"), [([1.0], [1.0]), ([1.0, 2.0], []), ([1.0, 2.0], [1.0, 0.0])])
def test_lengths_must_fit(x, y):
    with pytest.raises(ValueError, match="zip"):
        textbook.backpropagate({1: [[0.5, 2.0, -1.0]]}, x, y)
