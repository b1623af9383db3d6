"""What may be the loss of a network, what each needs, and the penalty."""

import math

import numpy as np
import pytest
from networks import close

import autograd_mini as ag
from autograd_mini import MLP, DomainError, Value, cross_entropy, textbook
from autograd_mini.nn.cost import (
    LOSSES,
    cross_entropy_from_logits,
    mean_squared_error,
    softmax_cross_entropy,
)


@pytest.mark.parametrize(
    ("loss", "error", "words"),
    [
        ("mse", ValueError, r"called 'mse'; there are cross_entropy, .*squared"),
        ("", ValueError, "no loss is called ''"),
        (None, TypeError, "loss is None; give a name, or a function"),
        (Value(1.0), TypeError, "loss is the Value 1.0; give a name, or a function"),
        (np.ones(2), TypeError, "loss is of type ndarray; give a name, or a function"),
        (lambda a, y: 0.5, TypeError, r"for X\[0\] .* is the number 0\.5; .* their \.data"),
        (lambda a, y: None, TypeError, r"returned for X\[0\] and Y\[0\] is None"),
        (lambda a, y: a, TypeError, r"returned for X\[0\] and Y\[0\] is of type list"),
        (lambda a, y: ag.log(a[0] - 2), DomainError, r"^X\[0\], Y\[0\]: log\("),
    ],
)  # fmt: skip
def test_what_is_no_loss(loss, error, words):
    with pytest.raises(error, match=words):
        MLP(1, [1]).cost([[1.0]], [[1.0]], loss=loss)


def test_the_errors_of_a_loss_of_your_own_are_its_own():
    def loss(a, y):
        return {}["no such key"]

    with pytest.raises(KeyError, match=r"^'no such key'$"):
        MLP(1, [1]).cost([[1.0]], [[1.0]], loss=loss)


@pytest.mark.parametrize(
    "loss",
    ["softmax_cross_entropy", "mean_squared_error", softmax_cross_entropy, mean_squared_error,
     lambda a, y: a[0]],
)  # fmt: skip
def test_from_logits_goes_with_the_cross_entropy_only(loss):
    name = loss if isinstance(loss, str) else loss.__name__
    name = "a function of your own" if name == "<lambda>" else name
    with pytest.raises(ValueError, match=f"from_logits=True .*does not go with {name}"):
        MLP(1, [2]).cost([[1.0]], [[1.0, 0.0]], loss=loss, from_logits=True)


@pytest.mark.parametrize("loss", ["cross_entropy", cross_entropy, cross_entropy_from_logits])
def test_from_logits_may_be_said_twice(loss):
    net = MLP(1, [2], seed=0)
    J = net.cost([[1.0]], [[1, 0]], loss=loss, from_logits=True)
    assert J.data == net.cost([[1.0]], [[1, 0]], loss="cross_entropy_from_logits").data


@pytest.mark.parametrize("loss", ["softmax_cross_entropy", "mean_squared_error"])
def test_a_loss_for_any_output_activation(loss):
    net = MLP(1, [2], output_activation="identity", seed=0)
    z, y = [v.data for v in net([1.0])], [1.0, 0.0]
    assert net.cost([[1.0]], [y], loss=loss).data == close(LOSSES[loss][0](z, y))


@pytest.mark.parametrize(
    ("strength", "error"), [("1", TypeError), (None, TypeError), (math.nan, ValueError)]
)
def test_the_penalty_has_a_strength(strength, error):
    with pytest.raises(error, match=r"^regularization"):
        MLP(1, [1]).cost([[1.0]], [[1.0]], regularization=strength)


def test_the_strength_may_be_a_value_even_0():
    net, strength = MLP(1, [1], seed=0), Value(0.0)
    net.cost([[1.0]], [[1.0]], regularization=strength).backward()
    assert strength.grad == close(net.theta[1][0][1].data ** 2 / 2)


def test_logits_are_for_sigmoid_outputs():
    with pytest.raises(ValueError, match="sigmoid units"):
        MLP(1, [1], output_activation="tanh").cost([[1]], [[1]], from_logits=True)


def test_a_saturated_output_names_itself_and_the_way_out():
    net = MLP(1, [2], bias=False)
    net.load_theta({1: [[1.0], [1000.0]]})
    with pytest.raises(DomainError, match=r"a\^\(2\)_2 = 1\.0.*from_logits=True"):
        net.cost([[1.0]], [[1, 0]])
    J = net.cost([[1.0]], [[1, 0]], from_logits=True)
    J.backward()
    assert [theta.grad for theta in net.parameters()] == [pytest.approx(textbook.g(1.0) - 1), 1.0]
