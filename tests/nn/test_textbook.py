"""The second opinion is held to a third one: differences of its own cost, and hand-made numbers."""

import ast
import math
from pathlib import Path

import pytest
from hypothesis import given
from targets import shares

from autograd_mini.nn import textbook
from autograd_mini.testing.many_digits import mp_functions
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


@pytest.mark.parametrize(
    ("loss", "J", "delta"),
    [
        # z = (0, log 3), so σ(z) = (½, ¾) and softmax(z) = (¼, ¾).
        ("cross_entropy", math.log(2) + math.log(4 / 3), [0.5, -0.25]),
        ("softmax_cross_entropy", math.log(4 / 3), [0.25, -0.25]),
        ("mean_squared_error", (1 / 4 + 1 / 16) / 2, [1 / 8, -3 / 64]),
    ],
)
def test_two_units_by_hand(loss, J, delta):
    theta = {1: [[0.0], [math.log(3)]]}
    sample = textbook.backpropagate(theta, [], [0.0, 1.0], loss=loss)
    # A few roundings of numbers below 1.
    assert pytest.approx(J, abs=1e-15) == sample.J
    assert sample.delta[2] == pytest.approx(delta, abs=1e-15)
    last = textbook.softmax(sample.z[2]) if loss.startswith("softmax") else [0.5, 0.75]
    assert sample.a[2] == pytest.approx(last, abs=1e-15)


@pytest.mark.parametrize("z", [[0.0, 1000.0], [-1000.0, -1000.0], [1e300, -1e300, 0.0], [5.0]])
def test_softmax_is_stable(z):
    e = [MP.exp(MP.mpf(z_k) - max(z)) for z_k in z]
    assert textbook.softmax(z) == pytest.approx([float(e_k / sum(e)) for e_k in e], rel=1e-15)
    for k in range(len(z)):
        y = [float(j == k) for j in range(len(z))]
        right = float(MP.log(MP.ctx.fsum(e)) + (max(z) - MP.mpf(z[k])))
        assert textbook.softmax_cost(z, y) == pytest.approx(right, rel=1e-15)


LOSSES = ["cross_entropy", "softmax_cross_entropy", "mean_squared_error"]


@pytest.mark.parametrize("loss", LOSSES)
@given(case=networks_with_samples(units=3, m=2))
def test_the_gradient_is_that_of_central_differences(case, loss):
    Y = [shares(y) for y in case.Y] if loss == "softmax_cross_entropy" else case.Y

    def cost():
        return textbook.gradient(case.theta, case.X, Y, bias=case.bias, loss=loss)[0]

    _, gradient = textbook.gradient(case.theta, case.X, Y, bias=case.bias, loss=loss)
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


@pytest.mark.parametrize("loss", ["mse", "cross_entropy_from_logits", None])
def test_a_loss_that_it_does_not_have(loss):
    with pytest.raises(ValueError, match=r"no loss .*; it has cross_entropy, softmax_"):
        textbook.gradient({1: [[0.0, 1.0]]}, [[0.0]], [[1.0]], loss=loss)


def test_0_log_0_is_0():
    assert textbook.cost([1.0, 0.0], [1.0, 0.0]) == 0.0


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize(("x", "y"), [([1.0], [1.0]), ([1.0, 2.0], []), ([1.0, 2.0], [1.0, 0.0])])
def test_lengths_must_fit(loss, x, y):
    with pytest.raises(ValueError, match="zip"):
        textbook.backpropagate({1: [[0.5, 2.0, -1.0]]}, x, y, loss=loss)
