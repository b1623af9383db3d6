"""The network against the textbook's closed formulas, and its labels."""

import math
import pickle

import numpy as np
import pytest
from domain import inside
from hypothesis import given
from hypothesis import strategies as st
from networks import close, data, grads, same
from targets import shares

import autograd_mini as ag
from autograd_mini import MLP, Value, cross_entropy, textbook, zero_grad
from autograd_mini.elementary import TABLE
from autograd_mini.nn.cost import LOSSES, softmax
from autograd_mini.testing.strategies import networks_with_samples


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


def test_a_network_can_be_pickled():
    net = MLP(2, [2, 1], seed=0, output_activation="identity")
    again = pickle.loads(pickle.dumps(net))
    assert [theta.data for theta in again.parameters()] == [t.data for t in net.parameters()]
    assert again([0.5, 1.0])[0].data == net([0.5, 1.0])[0].data
    assert again.parameters()[0] is not net.parameters()[0]
