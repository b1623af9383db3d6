"""The cross-entropy from activations and from logits, and the penalty."""

import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import DomainError, Value, cross_entropy, cross_entropy_from_logits, sigmoid
from autograd_mini.nn.cost import l2
from autograd_mini.testing.oracles import mp_functions

MP = mp_functions(dps=50)

EPS = sys.float_info.epsilon
TARGET = st.sampled_from([0.0, 1.0]) | st.floats(0, 1)
OUTPUTS = st.lists(st.tuples(st.floats(-30, 30), TARGET), min_size=1, max_size=5)


def exact(z, y):
    """J and ∂J/∂z in 50 digits."""
    a = [MP.sigmoid(MP.mpf(z_k)) for z_k in z]
    J = -sum(y_k * MP.log(a_k) + (1 - y_k) * MP.log(1 - a_k) for a_k, y_k in zip(a, y, strict=True))
    return J, [a_k - y_k for a_k, y_k in zip(a, y, strict=True)]


@given(st.lists(st.tuples(st.floats(-1000, 1000), TARGET), min_size=1, max_size=5))
def test_from_logits_is_exact_however_large(pairs):
    z, y = ([Value(pair[0]) for pair in pairs], [pair[1] for pair in pairs])
    J = cross_entropy_from_logits(z, y)
    J.backward()
    z_data = [v.data for v in z]
    with MP.ctx.workdps(1000):  # for 1 − σ(1000)
        value, delta = exact(z_data, y)
    # All terms are positive, and each takes a few roundings.
    assert abs(J.data - value) <= 8 * EPS * abs(value) + sys.float_info.min
    for z_k, y_k, d in zip(z, y, delta, strict=True):
        # δ = (1 − y)·σ(z) − y·σ(−z): the two may cancel, and then they are as exact as y is.
        scale = abs(d) if y_k in (0, 1) else y_k + abs(d)
        assert abs(z_k.grad - d) <= 8 * EPS * scale + sys.float_info.min


@given(OUTPUTS)
def test_from_activations_delta_is_a_minus_y(pairs):
    z, y = ([Value(pair[0]) for pair in pairs], [pair[1] for pair in pairs])
    a = [sigmoid(z_k) for z_k in z]
    J = cross_entropy(a, y)
    J.backward()
    for z_k, a_k, y_k in zip(z, a, y, strict=True):
        # (a − y)/(a(1 − a)) times a(1 − a): large times small, but of the same rounded numbers.
        assert abs(z_k.grad - (a_k.data - y_k)) <= 8 * EPS


@given(OUTPUTS)
def test_numbers_give_the_number_of_values(pairs):
    a, y = ([sigmoid(pair[0]) for pair in pairs], [pair[1] for pair in pairs])
    J = cross_entropy(a, y)
    assert type(J) is float
    assert J == cross_entropy([Value(a_k) for a_k in a], y).data
    z = [pair[0] for pair in pairs]
    assert cross_entropy_from_logits(z, y) == cross_entropy_from_logits(map_values(z), y).data


def map_values(numbers):
    return [Value(number) for number in numbers]


@given(OUTPUTS)
def test_targets_as_values_give_the_same_cost(pairs):
    a, y = ([sigmoid(pair[0]) for pair in pairs], [pair[1] for pair in pairs])
    # Terms with the factor 0 are then kept, as 0.
    assert cross_entropy(a, map_values(y)).data == cross_entropy(a, y)


def test_the_graph_of_a_one_hot_target_has_one_log_per_output():
    a = [Value(0.5, label="a_1"), Value(0.25, label="a_2")]
    J = cross_entropy(a, [1, 0])
    assert J.label == "J"
    (total,) = J.parents
    assert [n.op.name for n in total.parents] == ["log", "log"]
    assert total.parents[0].parents == (a[0],)


@pytest.mark.parametrize(("a", "y"), [(0.0, 1), (1.0, 0), (0.0, 0.5), (1.0, Value(1.0))])
def test_a_saturated_output_has_no_cost(a, y):
    with pytest.raises(DomainError, match=rf"a_1 = {a}.*cross_entropy_from_logits\(z, y\)"):
        cross_entropy([Value(a, label="a_1")], [y])


@pytest.mark.parametrize(("a", "y"), [(1.0, 1), (0.0, 0)])
def test_an_output_saturated_on_the_right_side_costs_nothing(a, y):
    leaf = Value(a)
    J = cross_entropy([leaf], [y])
    J.backward()
    assert J.data == 0.0
    assert leaf.grad == (-1.0 if y else 1.0)


@pytest.mark.parametrize("a", [-0.5, 1.5])
def test_an_output_that_is_no_probability(a):
    with pytest.raises(DomainError, match="must lie between 0 and 1"):
        cross_entropy([0.5, a], [0.5, 0.5])


@pytest.mark.parametrize("cost", [cross_entropy, cross_entropy_from_logits])
@pytest.mark.parametrize("y", [-0.1, 1.1, 2, Value(1.5), math.nan])
def test_a_target_is_no_probability(cost, y):
    with pytest.raises(ValueError, match=r"between 0 and 1|finite"):
        cost([0.5], [y])


@pytest.mark.parametrize("cost", [cross_entropy, cross_entropy_from_logits])
@pytest.mark.parametrize("y", ["1", None, [1.0], 1j])
def test_a_target_is_a_number(cost, y):
    with pytest.raises(TypeError, match="real number"):
        cost([Value(0.5)], [y])


@pytest.mark.parametrize(("n", "m"), [(1, 2), (2, 1), (0, 1)])
def test_lengths_must_fit(n, m):
    with pytest.raises(ValueError, match=f"a has {n} entries and y has {m}"):
        cross_entropy([0.5] * n, [1] * m)
    with pytest.raises(ValueError, match=f"z has {n} entries and y has {m}"):
        cross_entropy_from_logits([0.5] * n, [1] * m)


@given(st.lists(st.floats(-10, 10), max_size=5), st.floats(0, 10), st.integers(1, 10))
def test_l2(weights, strength, m):
    expected = strength / (2 * m) * math.fsum(w * w for w in weights)
    assert l2(weights, strength, m) == pytest.approx(expected, rel=1e-15)
    values = map_values(weights)
    if values:
        l2(values, strength, m).backward()
        assert [w.grad for w in values] == pytest.approx(
            [strength / m * w for w in weights], rel=1e-15
        )
