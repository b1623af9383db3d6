"""The network against the textbook's closed formulas, its labels, its weights, what it refuses."""

import math
import pickle
import random

import numpy as np
import pytest
from domain import inside
from hypothesis import given
from hypothesis import strategies as st
from targets import shares

import autograd_mini as ag
from autograd_mini import MLP, DomainError, Value, cross_entropy, textbook, zero_grad
from autograd_mini.elementary import TABLE
from autograd_mini.nn.cost import (
    LOSSES,
    cross_entropy_from_logits,
    mean_squared_error,
    softmax,
    softmax_cross_entropy,
)
from autograd_mini.nn.matvec import matvec
from autograd_mini.testing.strategies import networks_with_samples


def close(number):
    """To 1e-12; to 1e-14 near 0, where terms of a sum have cancelled that were rounded first."""
    return pytest.approx(number, rel=1e-12, abs=1e-14)


def same(nodes, others):
    """Whether these are the very nodes, and not only nodes with the same numbers."""
    return list(map(id, nodes)) == list(map(id, others))


def data(layers):
    return {layer: [getattr(v, "data", v) for v in values] for layer, values in layers.items()}


def grads(net):
    return {
        layer: [[theta.grad for theta in row] for row in rows] for layer, rows in net.theta.items()
    }


@given(networks_with_samples())
def test_one_sample_is_that_of_the_textbook(case):
    last = len(case.net.sizes)
    for x, y in zip(case.X, case.Y, strict=True):
        sample = case.net.forward(x)
        zero_grad(case.net.parameters())
        J = cross_entropy(sample.a[last], y)
        J.backward()
        closed = textbook.backpropagate(case.theta, x, y, bias=case.bias)
        assert J.data == close(closed.J)
        for found, expected in (
            (data(sample.z), closed.z),
            (data(sample.a), closed.a),
            (sample.delta, closed.delta),
        ):
            assert found == {layer: close(numbers) for layer, numbers in expected.items()}
        _, gradient = textbook.gradient(case.theta, [x], [y], bias=case.bias)
        assert grads(case.net) == {
            layer: [close(row) for row in rows] for layer, rows in gradient.items()
        }


@pytest.mark.parametrize("from_logits", [False, True])
@given(case=networks_with_samples())
def test_m_samples_are_those_of_the_textbook(case, from_logits):
    J = case.net.cost(case.X, case.Y, from_logits=from_logits)
    J.backward()
    expected, gradient = textbook.gradient(case.theta, case.X, case.Y, bias=case.bias)
    assert J.data == close(expected)
    assert grads(case.net) == {
        layer: [close(row) for row in rows] for layer, rows in gradient.items()
    }


@st.composite
def networks_for(draw, loss):
    """A network and samples with targets that this loss takes: for a softmax, shares of 1."""
    case = draw(networks_with_samples().filter(lambda case: case.net.sizes[-1] > 1))
    if loss == "softmax_cross_entropy":
        for y in case.Y:
            y[:] = shares(y)
    return case


@pytest.mark.parametrize(
    ("loss", "outputs"), [("softmax_cross_entropy", "z"), ("mean_squared_error", "a")]
)
@given(drawn=st.data())
def test_every_loss_is_that_of_the_textbook(loss, outputs, drawn):
    case = drawn.draw(networks_for(loss))
    last = len(case.net.sizes)
    for x, y in zip(case.X, case.Y, strict=True):
        sample = case.net.forward(x)
        J = LOSSES[loss][0](getattr(sample, outputs)[last], y)
        J.backward()
        closed = textbook.backpropagate(case.theta, x, y, bias=case.bias, loss=loss)
        assert J.data == close(closed.J)
        assert data(sample.z) == {layer: close(zs) for layer, zs in closed.z.items()}
        assert sample.delta == {layer: close(deltas) for layer, deltas in closed.delta.items()}
        a = sample.a[last] if outputs == "a" else softmax(sample.z[last])
        assert [a_k.data for a_k in a] == close(closed.a[last])
    zero_grad(case.net.parameters())
    J = case.net.cost(case.X, case.Y, loss=loss)
    J.backward()
    expected, gradient = textbook.gradient(case.theta, case.X, case.Y, bias=case.bias, loss=loss)
    assert J.data == close(expected)
    assert grads(case.net) == {
        layer: [close(row) for row in rows] for layer, rows in gradient.items()
    }


@pytest.mark.parametrize("loss", LOSSES)
@given(case=networks_with_samples(layers=3, m=3))
def test_a_loss_is_the_mean_of_its_cost_of_each_sample(case, loss):
    K = case.net.sizes[-1]
    if loss == "softmax_cross_entropy" and K == 1:
        return
    Y = [[float(k == i % K) for k in range(K)] for i in range(len(case.X))]
    function, outputs = LOSSES[loss]
    samples = [case.net.forward(x) for x in case.X]
    layer = [getattr(sample, outputs)[len(case.net.sizes)] for sample in samples]
    expected = [function([v.data for v in out], y) for out, y in zip(layer, Y, strict=True)]
    J = case.net.cost(case.X, Y, loss=loss)
    assert J.data == close(math.fsum(expected) / len(Y))
    assert J.label == "J"
    assert case.net.cost(case.X, Y, loss=function).data == J.data
    if loss == "cross_entropy_from_logits":
        assert case.net.cost(case.X, Y, from_logits=True).data == J.data
    if loss == "cross_entropy":
        assert case.net.cost(case.X, Y).data == J.data


@given(networks_with_samples())
def test_a_loss_of_your_own_gets_the_activations_and_the_targets(case):
    seen = []

    def absolute(a, y):
        seen.append((a, y))
        return ag.total([abs(a_k - y_k) for a_k, y_k in zip(a, y, strict=True)])

    J = case.net.cost(np.array(case.X), np.array(case.Y), loss=absolute)
    a = [[a_k.data for a_k in case.net(x)] for x in case.X]
    assert [[a_k.data for a_k in out] for out, _ in seen] == a
    assert [y for _, y in seen] == case.Y
    assert all(type(y_k) is float for _, y in seen for y_k in y)
    assert J.data == close(float(np.abs(np.array(a) - np.array(case.Y)).sum() / len(case.Y)))


@given(networks_with_samples())
def test_calling_backward_for_each_sample_adds_up_delta(case):
    # Δ of the accumulation rule: m backward passes without zero_grad, then a division by m.
    m, last = len(case.X), len(case.net.sizes)
    for x, y in zip(case.X, case.Y, strict=True):
        cross_entropy(case.net.forward(x).a[last], y).backward()
    _, gradient = textbook.gradient(case.theta, case.X, case.Y, bias=case.bias)
    accumulated = grads(case.net)
    assert accumulated == {
        layer: [close([m * d for d in row]) for row in rows] for layer, rows in gradient.items()
    }


@given(networks_with_samples(), st.floats(0.01, 10))
def test_the_penalty_spares_the_biases(case, strength):
    def gradient(regularization):
        zero_grad(case.net.parameters())
        case.net.cost(case.X, case.Y, regularization=regularization).backward()
        return [theta.grad for theta in case.net.parameters()]

    m, weights = len(case.X), set(case.net.weights())
    for theta, plain, penalized in zip(
        case.net.parameters(), gradient(0.0), gradient(strength), strict=True
    ):
        penalty = strength / m * theta.data if theta in weights else 0.0
        assert penalized == close(plain + penalty)
    biases = sum(case.net.sizes[1:]) if case.bias else 0
    assert len(weights) == len(case.net.parameters()) - biases


@given(networks_with_samples(m=1))
def test_inputs_and_targets_may_be_values(case):
    x, y = ([Value(number) for number in v] for v in (case.X[0], case.Y[0]))
    last = len(case.net.sizes)
    sample = case.net.forward(x)
    assert same(sample.a[1], x)
    J = cross_entropy(sample.a[last], y)
    J.backward()
    closed = textbook.backpropagate(case.theta, case.X[0], case.Y[0], bias=case.bias)
    assert J.data == close(closed.J)
    assert sample.delta[last] == close(closed.delta[last])
    # The chain rule goes on to the input: ∂J/∂x = (Θ^(1) without column 0)ᵀ δ^(2).
    delta = closed.delta[2]
    for j, x_j in enumerate(x, start=1 if case.bias else 0):
        expected = sum(row[j] * d for row, d in zip(case.theta[1], delta, strict=True))
        assert x_j.grad == close(expected)
    # −∂J/∂y is the logit: log a − log(1 − a) = z.
    for y_k, z_k in zip(y, closed.z[last], strict=True):
        assert -y_k.grad == close(z_k)


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


# Labels and shapes.


def test_every_node_has_the_label_of_the_notation():
    net = MLP(2, [3, 1])
    sample = net.forward([0.5, 1.0])
    assert [[theta.label for theta in row] for row in net.theta[2]] == [
        ["Θ^(2)_1,0", "Θ^(2)_1,1", "Θ^(2)_1,2", "Θ^(2)_1,3"]
    ]
    assert [row[0].label for row in net.theta[1]] == ["Θ^(1)_1,0", "Θ^(1)_2,0", "Θ^(1)_3,0"]
    assert [z.label for z in sample.z[2]] == ["z^(2)_1", "z^(2)_2", "z^(2)_3"]
    assert [a.label for a in sample.a[3]] == ["a^(3)_1"]
    assert cross_entropy(sample.a[3], [1]).label == net.cost([[1, 2]], [[0]]).label == "J"


def test_without_bias_there_is_no_column_0():
    net = MLP(2, [1], bias=False)
    assert [theta.label for theta in net.parameters()] == ["Θ^(1)_1,1", "Θ^(1)_1,2"]
    assert same(net.parameters(), net.weights())


def test_the_activation_of_the_identity_is_z_itself():
    sample = MLP(1, [2, 1], activation="tanh", output_activation="identity").forward([0.3])
    assert same(sample.a[3], sample.z[3])
    assert sample.z[3][0].label == "z^(3)_1"
    assert [a.op.name for a in sample.a[2]] == ["tanh", "tanh"]


@pytest.mark.parametrize("name", [op.name for op in TABLE.values() if op.arity == 1])
def test_every_function_of_one_operand_may_be_the_activation(name):
    net = MLP(1, [1], activation=name, bias=False)
    (weight,) = inside(TABLE[name], [0.75])
    net.load_theta({1: [[weight]]})
    (a,) = net([1.0])
    assert (a.op, a.data) == (TABLE[name], TABLE[name].value(weight))


# Weights.


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


# What may be given.

KINDS = [
    np.array, lambda rows: np.array(rows, "float32"), lambda rows: np.array(rows, object),
    lambda rows: tuple(map(tuple, rows)), lambda rows: list(map(np.array, rows)), iter,
    lambda rows: map(iter, rows), lambda rows: [list(map(np.float32, row)) for row in rows],
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("loss", LOSSES)
def test_samples_of_every_kind(kind, loss):
    net = MLP(2, [3, 2], seed=0)
    X, Y = [[0.5, -0.25], [2.0, 1.0], [0.0, 0.125]], [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]
    J = net.cost(X, Y, loss=loss)
    assert net.cost(kind(X), kind(Y), loss=loss).data == J.data
    whole = [[int(y_k) for y_k in y] for y in Y]
    for targets in (whole, np.array(whole), np.array(whole, dtype=bool)):
        assert net.cost(kind(X), targets, loss=loss).data == J.data
    for row, x in zip(kind(X), X, strict=True):
        sample = net.forward(row)
        assert sample.a[1] == x
        assert all(type(x_j) is float for x_j in sample.a[1])
        assert sample.a[3][0].data == net(x)[0].data


def test_an_array_of_values_is_an_input_with_a_gradient():
    x = np.array([Value(0.5), Value(-1.0)])
    sample = MLP(2, [1], seed=0).forward(x)
    assert same(sample.a[1], x)
    sample.a[2][0].backward()
    assert all(x_j.grad for x_j in x)


def test_the_network_keeps_a_list_of_its_own():
    x = [0.5, -1.0]
    sample = MLP(2, [1], seed=0).forward(x)
    x[0] = 99.0
    assert sample.a[1] == [0.5, -1.0]


@pytest.mark.parametrize(
    "sizes",
    [
        (4, np.array([5, 3])),
        (np.int64(4), [np.int32(5), np.uint8(3)]),
        (4, (5, 3)),
        (4, iter([5, 3])),
        (4, range(5, 1, -2)),
    ],
)
def test_sizes_of_every_kind_of_int(sizes):
    net = MLP(*sizes, seed=np.int64(7))
    assert net.sizes == (4, 5, 3)
    assert all(type(size) is int for size in net.sizes)
    assert [t.data for t in net.parameters()] == [
        t.data for t in MLP(4, [5, 3], seed=7).parameters()
    ]


@given(networks_with_samples())
def test_load_theta_of_arrays(case):
    net = MLP(case.net.sizes[0], case.net.sizes[1:], bias=case.bias)
    net.load_theta({np.int64(layer): np.array(rows) for layer, rows in case.theta.items()})
    assert [t.data for t in net.parameters()] == [t.data for t in case.net.parameters()]
    assert all(type(t.data) is float for t in net.parameters())


# What does not fit.


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((4, 5, 3), r"in one list: MLP\(4, \[5, 3\]\)$"),
        ((4, 5), r"in one list: MLP\(4, \[5\]\)$"),
        ((np.int64(4), np.int64(5), 3, 2), r"in one list: MLP\(4, \[5, 3, 2\]\)$"),
        ((4, [5, 3], 2), "by name, such as seed=0"),
        ((4, [5, 3], "tanh"), "by name, such as seed=0"),
        ((4, {5, 3}), "layer_sizes is of type set; give a list of sizes"),
        ((4, None), "layer_sizes is None; give a list of sizes"),
        ((4, "53"), "layer_sizes is the string '53'; give a list of sizes"),
    ],
)
def test_sizes_are_a_number_and_a_list(arguments, words):
    with pytest.raises(TypeError, match=words):
        MLP(*arguments)


@pytest.mark.parametrize("seed", ["7", 7.0, [7]])
def test_a_seed_is_an_int(seed):
    with pytest.raises(TypeError, match=r"seed is .*; give an int, or None"):
        MLP(1, [1], seed=seed)


@pytest.mark.parametrize("g", [ag.tanh, None, 1])
def test_an_activation_has_a_name(g):
    with pytest.raises(TypeError, match="given by its name, such as 'tanh', not"):
        MLP(1, [1], activation=g)


@pytest.mark.parametrize(
    ("X", "Y", "error", "words"),
    [
        ([0.1, 0.2], [1, 0], TypeError, r"X\[0\] is the number 0\.1,.* net\.cost\(\[x\], \[y\]\)$"),
        (np.array([0.1, 0.2]), np.eye(2)[0], TypeError, r"X\[0\] .*net\.cost\(\[x\], \[y\]\)$"),
        ([Value(0.1), Value(0.2)], [1, 0], TypeError, r"X\[0\] is the Value .*\(\[x\], \[y\]\)$"),
        ([[0.1, 0.2]], [1, 0], TypeError, r"Y\[0\] is .*net\.cost\(\[x\], \[y\]\); or"),
        (np.ones((2, 2)), np.array([1, 0]), TypeError, r"Y\[0\] .*; write \[\[1\.0 if k == y else"),
        ([[1, 2], [3]], [[1, 0], [1, 0]], ValueError, r"X\[1\] has 1 entries, .* takes 2"),
        ([[1, 2], [3, 4]], [[1, 0], [1]], ValueError, r"Y\[1\] has 1 entries, .* 2 outputs"),
        ([[1, 2], [3, None]], [[1, 0], [1, 0]], TypeError, r"X\[1\]\[1\] is None, not a real"),
        ([[1, 2], [3, 4]], [[1, 0], [1, "0"]], TypeError, r"Y\[1\]\[1\] is the string '0', not"),
        ([[1, 2], [3, math.nan]], [[1, 0], [1, 0]], ValueError, r"X\[1\]\[1\]: .*finite"),
        ([[1, 2], [3, 4]], [[1, 0], [1, 2]], ValueError, r"X\[1\], Y\[1\]: y\[1\] is the number 2"),
        (np.ones((1, 2, 2)), [[1, 0]], TypeError, r"X\[0\]\[0\] is of type list, .*bracket"),
        ("ab", [[1, 0]], TypeError, "X is the string 'ab'; give a list"),
        ([[1, 2]], None, TypeError, "Y is None; give a list"),
        ({0: [1, 2]}, [[1, 0]], TypeError, "X is of type dict; give a list"),
        ([[1, 2]], [{1, 0}], TypeError, r"Y\[0\] is of type set; give a list"),
    ],
)  # fmt: skip
def test_samples_that_do_not_fit_are_named(X, Y, error, words):
    with pytest.raises(error, match=words) as caught:
        MLP(2, [2], seed=0).cost(X, Y)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("Y", [[0, 1, 1], np.array([0, 1, 1]), map(Value, [0, 1, 1])])
def test_targets_of_one_unit_are_rows(Y):
    net, X = MLP(2, [1], seed=0), [[0.0, 1.0], [1.0, 1.0], [0.5, 0.5]]
    with pytest.raises(TypeError, match=r"Y\[0\] is .*; write \[\[y\] for y in Y\]$"):
        net.cost(X, Y)
    assert net.cost(X, [[y] for y in [0, 1, 1]]).data > 0


def test_samples_of_one_number_are_rows():
    with pytest.raises(TypeError, match=r"net\.cost\(\[x\], \[y\]\), for .* \[\[x\] for x in X\]"):
        MLP(1, [1]).cost([0.5, 1.0], [0, 1])


@pytest.mark.parametrize(
    ("x", "words"),
    [
        ([[0.1, 0.2]], r"x\[0\] is of type list, .*several samples where one belongs"),
        (np.ones((3, 2)), r"x\[0\] is of type list, .*several samples where one belongs"),
        ("12", "x is the string '12'; give a list"),
        (0.5, "x is the number 0.5; give a list"),
        (None, "x is None; give a list"),
        ({0.1, 0.2}, "x is of type set; give a list"),
        (MLP(2, [1]), "x is of type MLP; give a list"),
        (MLP(2, [1]).forward([1, 2]), r"x is of type Forward, .*sample\.a\[2\]"),
    ],
)
def test_what_is_no_sample(x, words):
    for use in (MLP(2, [1]), MLP(2, [1]).forward):
        with pytest.raises(TypeError, match=words):
            use(x)


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


@pytest.mark.parametrize(
    "sizes", [(0, [1]), (2, []), (2, [0]), (-1, [1]), (2, [1.5]), ("2", [1]), (2, [3, None])]
)
def test_sizes_are_whole_and_positive(sizes):
    with pytest.raises(ValueError, match="whole layer sizes"):
        MLP(*sizes)


@pytest.mark.parametrize("name", ["Sigmoid", "add", "dot", ""])
def test_an_unknown_activation_is_refused(name):
    for setting in ("activation", "output_activation"):
        with pytest.raises(ValueError, match=rf"'{name}'; there are identity, .*sigmoid"):
            MLP(1, [1], **{setting: name})


@pytest.mark.parametrize("x", [[], [1.0], [1.0, 2.0, 3.0]])
def test_the_length_of_x_must_fit(x):
    net = MLP(2, [1])
    for use in (net, net.forward, lambda x: net.cost([x], [[1]])):
        with pytest.raises(ValueError, match=rf"(x|X\[0\]) has {len(x)} entries, .* takes 2"):
            use(x)


def test_the_numbers_of_samples_and_of_targets_must_fit():
    net = MLP(1, [2])
    with pytest.raises(ValueError, match="X has 2 samples and Y has 1"):
        net.cost([[1], [2]], [[1, 0]])
    with pytest.raises(ValueError, match="X has 0 samples"):
        net.cost([], [])


def test_what_is_no_number_is_refused():
    net = MLP(2, [1])
    with pytest.raises(TypeError, match="real number"):
        net(["5.1", 3.5])
    with pytest.raises(ValueError, match="finite"):
        net([math.nan, 3.5])


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


def test_a_network_can_be_pickled():
    net = MLP(2, [2, 1], seed=0, output_activation="identity")
    again = pickle.loads(pickle.dumps(net))
    assert [theta.data for theta in again.parameters()] == [t.data for t in net.parameters()]
    assert again([0.5, 1.0])[0].data == net([0.5, 1.0])[0].data
    assert again.parameters()[0] is not net.parameters()[0]


# matvec builds what one dot for each row would build.

FLOATS = st.floats(-1e100, 1e100)
INPUTS = st.lists(st.tuples(FLOATS, st.sampled_from([float, int, Value])), min_size=1, max_size=5)


def held(node):
    operands = [id(x) if isinstance(x, Value) else x for x in node.operands]
    parents = list(map(id, node.parents))
    return node.data, node.op, parents, operands, node.partials, node.grad, node.label


@given(INPUTS, st.integers(0, 4), st.data())
def test_matvec_is_a_dot_for_each_row(inputs, height, data):
    xs = [kind(number) for number, kind in inputs]
    rows = [[Value(data.draw(FLOATS)) for _ in xs] for _ in range(height)]
    product = matvec(rows, xs)
    assert len(product) == height
    for node, row in zip(product, rows, strict=True):
        expected = ag.dot(row, xs)
        assert held(node) == held(expected)
        assert (node.operands is node.parents) == (expected.operands is expected.parents)
        assert all(type(x) in (Value, float) for x in node.operands)


@given(INPUTS)
def test_gradients_of_matvec_are_those_of_dot(inputs):
    def gradients(product):
        xs = [kind(number) for number, kind in inputs]
        weights = [[Value(0.5 * i - j) for j in range(len(xs))] for i in range(3)]
        ag.total(product(weights, xs)).backward()
        leaves = [*(w for row in weights for w in row), *(x for x in xs if isinstance(x, Value))]
        return [leaf.grad for leaf in leaves]

    assert gradients(matvec) == gradients(lambda rows, xs: [ag.dot(row, xs) for row in rows])


def test_a_value_may_occur_twice():
    w, x = Value(2.0), Value(3.0)
    (z,) = matvec([[w, w, x]], [x, x, w])
    assert held(z) == held(ag.dot([w, w, x], [x, x, w]))
    z.backward()
    assert (w.grad, x.grad) == (9.0, 6.0)


def test_iterators_will_do():
    w = Value(2.0)
    (z,) = matvec(iter([(w,)]), iter([3.0]))
    assert z.data == 6.0
    assert same(z.parents, [w])


@pytest.mark.parametrize(("width", "n"), [(1, 2), (2, 1), (0, 1), (3, 2)])
def test_lengths_must_fit(width, n):
    rows = [[Value(1.0)] * n, [Value(1.0)] * width]
    with pytest.raises(ValueError, match=f"dot of {width} weights and {n} inputs"):
        matvec(rows, [1.0] * n)


@pytest.mark.parametrize(
    ("weights", "inputs"),
    [
        ([1e200], [1e200]),
        ([1e200, 1e200, 1e200], [1e200, -1e200, 1e200]),  # ∞ − ∞ + ∞
        ([1e308, 1e308], [1.0, 1.0]),
    ],
)
def test_overflow_is_an_error_as_for_dot(weights, inputs):
    row = [Value(w, label=f"w_{j}") for j, w in enumerate(weights)]
    for kind in (float, Value):
        xs = list(map(kind, inputs))
        messages = []
        for build in (lambda xs=xs: matvec([row], xs), lambda xs=xs: ag.dot(row, xs)):
            with pytest.raises(DomainError, match=r"dot\(w_0 = .*beyond the largest") as caught:
                build()
            messages.append(str(caught.value))
        assert messages[0] == messages[1]


def test_what_overflows_on_the_way_only_is_a_number_as_for_dot():
    row = [Value(1e200), Value(1e200)]
    assert matvec([row], [1e200, -1e200])[0].data == ag.dot(row, [1e200, -1e200]).data == 0.0


@pytest.mark.parametrize("bad", [None, "1", Value(1.0), np.float32(0.5), math.nan])
def test_a_weight_or_an_input_that_was_set_to_no_number_is_named(bad):
    for name in ("w_1", "x_2"):
        row, xs = [Value(1.0, f"w_{j}") for j in range(3)], [Value(2.0, f"x_{j}") for j in range(3)]
        (row if name[0] == "w" else xs)[int(name[-1])].data = bad
        with pytest.raises((TypeError, ValueError), match=f"data of {name} .*set by hand"):
            matvec([row], xs)


def test_a_weight_that_was_set_to_a_whole_number():
    row = [Value(1.0), Value(2.0)]
    row[0].data = 3
    (z,) = matvec([row], [10.0, 1.0])
    assert (z.data, z.partials, row[0].data) == (32.0, (10.0, 1.0), 3.0)


@pytest.mark.parametrize("thing", ["1", None, 1j, [1.0]])
def test_inputs_are_numbers_or_values(thing):
    with pytest.raises(TypeError, match="expected a real number"):
        matvec([[Value(1.0)]], [thing])


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_inputs_are_finite(number):
    with pytest.raises(ValueError, match="finite"):
        matvec([[Value(1.0)]], [number])


def test_sizes_in_one_list_with_the_inputs():
    with pytest.raises(TypeError, match=r"number of inputs first.*MLP\(4, \[5, 3\]\)"):
        MLP([4, 5, 3])
    with pytest.raises(ValueError, match="for its inputs and for one layer or more"):
        MLP(4)


@pytest.mark.parametrize("size", [10**8, 10**400])
def test_a_network_that_fits_into_no_memory(size):
    with pytest.raises(ValueError, match="more than fits into memory"):
        MLP(4, [size])
