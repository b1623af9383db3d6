"""The network against the textbook's closed formulas, its labels, its weights, what it refuses."""

import math
import pickle
import random

import pytest
from domain import inside
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import MLP, DomainError, Value, cross_entropy, textbook, zero_grad
from autograd_mini.elementary import TABLE
from autograd_mini.testing.strategies import networks_with_samples


def close(number):
    """To 1e-12; to 1e-14 near 0, where terms of a sum have cancelled that were rounded first."""
    return pytest.approx(number, rel=1e-12, abs=1e-14)


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
    assert sample.a[1] == x
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
    assert net.parameters() == net.weights()


def test_the_activation_of_the_identity_is_z_itself():
    sample = MLP(1, [2, 1], activation="tanh", output_activation="identity").forward([0.3])
    assert sample.a[3] == sample.z[3]
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
        ({1: [[9, 9], [9, 9]], 2: [[0, 1, None]]}, TypeError, "real number"),
    ],
)
def test_a_theta_that_does_not_fit_changes_nothing(theta, error, words):
    net = MLP(1, [2, 1], seed=0)
    before = [theta.data for theta in net.parameters()]
    with pytest.raises(error, match=words):
        net.load_theta(theta)
    assert [theta.data for theta in net.parameters()] == before


def test_a_step_beyond_the_largest_float_is_not_taken():
    net = MLP(1, [1], seed=0)
    net.parameters()[1].grad = 1e308
    before = [theta.data for theta in net.parameters()]
    with pytest.raises(ValueError, match="finite"):
        net.descend(1e10)
    assert [theta.data for theta in net.parameters()] == before


# What does not fit.


@pytest.mark.parametrize(
    "sizes", [(0, [1]), (2, []), (2, [0]), (-1, [1]), (2, [1.5]), ("2", [1]), (2, [3, None])]
)
def test_sizes_are_whole_and_positive(sizes):
    with pytest.raises(ValueError, match="whole layer sizes"):
        MLP(*sizes)


@pytest.mark.parametrize("name", ["Sigmoid", "add", "dot", ""])
def test_an_unknown_activation_is_refused(name):
    for setting in ("activation", "output_activation"):
        if name or setting == "activation":
            with pytest.raises(ValueError, match=rf"'{name}'; there are identity, .*sigmoid"):
                MLP(1, [1], **{setting: name})


@pytest.mark.parametrize("x", [[], [1.0], [1.0, 2.0, 3.0]])
def test_the_length_of_x_must_fit(x):
    net = MLP(2, [1])
    for use in (net, net.forward, lambda x: net.cost([x], [[1]])):
        with pytest.raises(ValueError, match=f"x has {len(x)} entries, .* takes 2"):
            use(x)


def test_the_numbers_of_samples_and_of_targets_must_fit():
    net = MLP(1, [2])
    with pytest.raises(ValueError, match="X has 2 samples and Y has 1"):
        net.cost([[1], [2]], [[1, 0]])
    with pytest.raises(ValueError, match="X has 0 samples"):
        net.cost([], [])
    with pytest.raises(ValueError, match="a has 2 entries and y has 1"):
        net.cost([[1]], [[1]])


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
