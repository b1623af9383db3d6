"""The weights of a network: how they begin, other ones, and a step of gradient descent."""

import math
import random

import numpy as np
import pytest
from hypothesis import given

from autograd_mini import MLP, Value, zero_grad
from autograd_mini.testing.strategies import networks_with_samples


def test_the_weights_of_a_seed_are_the_same_for_ever():
    # Figures and losses in the documentation depend on them.
    net = MLP(2, [2, 1], seed=0)
    stream = random.Random(0)
    hidden, output = math.sqrt(6 / 4), math.sqrt(6 / 3)
    expected = [stream.uniform(-hidden, hidden) for _ in range(6)]
    expected += [stream.uniform(-output, output) for _ in range(3)]
    numbers = [theta.data for theta in net.parameters()]
    assert numbers == expected
    assert numbers[:3] == [0.8436577925009958, 0.6318566641080297, -0.194559098040328]


def test_networks_of_other_seeds_differ_and_of_none_too():
    def first(seed):
        return MLP(2, [2], seed=seed).parameters()[0].data

    assert first(1) == first(1) != first(2)
    assert first(None) != first(None)


def test_weights_stay_within_their_bound():
    net = MLP(10, [20, 5], seed=3)
    for layer, (s_in, s_out) in enumerate([(10, 20), (20, 5)], start=1):
        numbers = [theta.data for row in net.theta[layer] for theta in row]
        bound = math.sqrt(6 / (s_in + s_out))
        assert max(map(abs, numbers)) <= bound
        assert max(map(abs, numbers)) > 0.8 * bound  # of 105 or more, all below: 1 in 10 billion


@given(networks_with_samples())
def test_load_theta_then_read_it(case):
    assert {
        layer: [[theta.data for theta in row] for row in rows]
        for layer, rows in case.net.theta.items()
    } == case.theta


@pytest.mark.parametrize(
    ("theta", "error", "words"),
    [
        ({1: [[0.0, 1.0]]}, ValueError, r"layers \[1\], the network \[1, 2\]"),
        ({1: [[0, 1]], 2: [[0, 1]]}, ValueError, r"Θ\^\(1\) has shape 1 × 2, .* needs 2 × 2"),
        (
            {1: [[0, 1], [0, 1]], 2: [[0, 1]]},
            ValueError,
            r"Θ\^\(2\) has shape 1 × 2, .* needs 1 × 3",
        ),
        ({1: [[0, 1], [0]], 2: [[0, 1, 2]]}, ValueError, r"Θ\^\(1\) has shape 2 × 1 or 2"),
        ({1: [[9, 9], [9, 9]], 2: [[0, 1, "2"]]}, TypeError, "real number"),
        ({1: [[9, 9], [9, 9]], 2: [[0, 1, math.nan]]}, ValueError, "finite"),
        (
            {1: [[9, 9], [9, 9]], 2: [[0, 1, None]]},
            TypeError,
            r"theta\[2\]\[0\]\[2\] is None",
        ),
        (
            {1: [[9, 9], [9, 9]], 2: [[0, 1, Value(2.0)]]},
            TypeError,
            r"Value 2\.0, .*its \.data",
        ),
        (
            {1: [[9, 9], [9, 9]], 2: [0, 1, 2]},
            TypeError,
            r"theta\[2\]\[0\] is .*rows",
        ),
        ({1: [[9, 9], [9, 9]], 2: None}, TypeError, r"theta\[2\] is None"),
        ({1: [[9, 9], [9, 9]], 2: "012"}, TypeError, r"theta\[2\] is the string '012'"),
        (
            {1: np.full((2, 2), 9), 2: np.ones((2, 3))},
            ValueError,
            r"2 × 3, .* 1 × 3; column 0",
        ),
        ([[[9, 9], [9, 9]], [[0, 1, 2]]], TypeError, r"dict\(enumerate\(matrices, start=1\)\)"),
        (
            {0: [[9, 9], [9, 9]], 1: [[0, 1, 2]]},
            ValueError,
            r"layers \[0, 1\], the network",
        ),
        ({"1": [[9, 9], [9, 9]], 2: [[0, 1, 2]]}, ValueError, r"layers \['1', 2\], the network"),
    ],
)
def test_a_theta_that_does_not_fit_changes_nothing(theta, error, words):
    net = MLP(1, [2, 1], seed=0)
    before = [theta.data for theta in net.parameters()]
    with pytest.raises(error, match=words):
        net.load_theta(theta)
    assert [theta.data for theta in net.parameters()] == before


@given(networks_with_samples())
def test_load_theta_of_arrays(case):
    net = MLP(case.net.sizes[0], case.net.sizes[1:], bias=case.bias)
    net.load_theta({np.int64(layer): np.array(rows) for layer, rows in case.theta.items()})
    assert [t.data for t in net.parameters()] == [t.data for t in case.net.parameters()]
    assert all(type(t.data) is float for t in net.parameters())


def test_a_gradient_step_is_that_of_the_formula():
    net = MLP(2, [3, 1], seed=4)
    net.cost([[0.5, -1.0]], [[1]]).backward()
    before = [(theta.data, theta.grad) for theta in net.parameters()]
    net.descend(0.25)
    assert [theta.data for theta in net.parameters()] == [x - 0.25 * d for x, d in before]


def test_descent_learns_xor():
    net = MLP(2, [4, 1], seed=0)
    X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    start = net.cost(X, Y).data
    for _ in range(600):
        zero_grad(net.parameters())
        net.cost(X, Y).backward()
        net.descend(5.0)
    assert net.cost(X, Y).data < 0.01 < 0.6 < start
    assert [round(net(x)[0].data) for x in X] == [0, 1, 1, 0]


def stepped(spoil):
    """Return a network whose last weight or grad is spoilt, and its numbers before."""
    net = MLP(1, [1], seed=0)
    for theta in net.parameters():
        theta.grad = 1.0  # not 0: a step that is half taken must show
    spoil(net.theta[1][0][1])
    return net, [(theta.data, theta.grad) for theta in net.parameters()]


@pytest.mark.parametrize("what", ["data", "grad"])
@pytest.mark.parametrize(
    ("bad", "error"),
    [(None, TypeError), ("1.0", TypeError), (Value(1.0), TypeError), (np.float32(1.0), TypeError),
     ([1.0], TypeError), (1j, TypeError), (math.nan, ValueError), (math.inf, ValueError),
     (10**400, ValueError)],
)  # fmt: skip
def test_a_step_along_no_number_is_not_taken(what, bad, error):
    net, before = stepped(lambda theta: setattr(theta, what, bad))
    with pytest.raises(error, match=rf"the {what} of Θ\^\(1\)_1,1 was set by hand"):
        net.descend(0.1)
    for theta, (x, grad) in zip(net.parameters(), before, strict=True):
        assert theta.data is x
        assert theta.grad is grad


@pytest.mark.parametrize("spoil", [0, 1], ids=["the first", "the last"])
def test_a_step_beyond_the_largest_float_is_not_taken(spoil):
    net = MLP(1, [1], seed=0)
    for i, theta in enumerate(net.parameters()):
        theta.grad = 1e308 if i == spoil else 1.0
    before = [theta.data for theta in net.parameters()]
    with pytest.raises(ValueError, match=rf"Θ\^\(1\)_1,{spoil} would become -inf.*smaller rate"):
        net.descend(1e10)
    assert [theta.data for theta in net.parameters()] == before


def test_a_step_along_whole_numbers():
    net = MLP(1, [1], seed=0)
    bias, weight = net.parameters()
    bias.data, bias.grad, weight.data, weight.grad = 1, 0, 2.0, np.float64(1.0)
    net.descend(1)
    assert [theta.data for theta in net.parameters()] == [1.0, 1.0]
    assert all(type(theta.data) is float for theta in net.parameters())


@pytest.mark.parametrize(
    ("rate", "error", "words"),
    [
        ("0.1", TypeError, r"^rate is the string '0\.1', not a real number"),
        (None, TypeError, "^rate is None, not a real number"),
        ([0.1], TypeError, "^rate is of type list, not a real number"),
        (Value(0.1), TypeError, r"^rate is the Value 0\.1, not a real number; give its \.data"),
        (math.nan, ValueError, "^rate: .*finite"),
    ],
)
def test_a_rate_is_a_number(rate, error, words):
    net, before = stepped(lambda theta: None)
    with pytest.raises(error, match=words):
        net.descend(rate)
    assert [(theta.data, theta.grad) for theta in net.parameters()] == before


def test_a_weight_without_a_label_can_be_named_too():
    net = MLP(1, [1])
    net.parameters()[0].label, net.parameters()[0].grad = "", None
    with pytest.raises(TypeError, match="the grad of a Value without a label was set"):
        net.descend(0.1)
