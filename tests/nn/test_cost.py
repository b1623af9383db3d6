"""The costs against 50 digits, from numbers, Values and arrays; the penalty; what they refuse."""

import math
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import (
    MLP,
    DomainError,
    Value,
    cross_entropy,
    cross_entropy_from_logits,
    hessian,
    sigmoid,
)
from autograd_mini.graph import topological_order
from autograd_mini.nn.cost import (
    LOSSES,
    l2,
    mean_squared_error,
    softmax,
    softmax_cross_entropy,
)
from autograd_mini.testing.many_digits import mp_functions

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
def test_targets_as_values_give_the_same_cost_and_a_derivative_each(pairs):
    a, y = ([sigmoid(pair[0]) for pair in pairs], map_values([pair[1] for pair in pairs]))
    J = cross_entropy(a, y)
    # Terms with the factor 0 are then kept, as 0.
    assert J.data == cross_entropy(a, [y_k.data for y_k in y])
    J.backward()
    for a_k, y_k in zip(a, y, strict=True):
        # Each log is rounded, and so is their difference.
        logs = abs(math.log(a_k)), abs(math.log(1 - a_k))
        assert abs(y_k.grad - (math.log(1 - a_k) - math.log(a_k))) <= 4 * EPS * max(logs)


def test_the_graph_of_a_one_hot_target_has_one_log_per_output():
    a = [Value(0.5, label="a_1"), Value(0.25, label="a_2")]
    J = cross_entropy(a, [1, 0])
    assert J.label == "J"
    (total,) = J.parents
    assert [n.op.name for n in total.parents] == ["log", "log"]
    (of_log,) = total.parents[0].parents
    assert of_log is a[0]


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


@pytest.mark.parametrize("y", [0, 0.5, 1, Value(0.0), Value(1.0)])
@pytest.mark.parametrize("a", [-3.0, -5e-324, math.nextafter(1.0, 2.0), 1.5])
def test_an_output_that_is_no_probability(a, y):
    # Of −3 with the target 0, log(1 − a) exists, and the cost would say nothing of the mistake.
    for out in (a, Value(a, label="z_2")):
        with pytest.raises(
            DomainError, match=r"a\[1\] is .* must lie between 0 and 1.*if these are"
        ):
            cross_entropy([0.5, out], [0.5, y])


def test_a_target_that_is_a_value_needs_both_logs():
    with pytest.raises(DomainError, match=r"target that is a Value needs both logs.*_from_logits"):
        cross_entropy([1.0], [Value(1.0)])


# Softmax.

LOGITS = st.floats(-1e17, 1e17) | st.floats(-1000, 1000) | st.floats(-5, 5) | st.floats(997, 999)


def exact_softmax(z):
    """The probabilities in 50 digits; those of the differences, which 50 digits hold."""
    e = [MP.exp(MP.mpf(z_k) - max(z)) for z_k in z]
    return [e_k / MP.ctx.fsum(e) for e_k in e]


@given(st.lists(LOGITS, min_size=1, max_size=6))
def test_softmax_is_exact_however_large(logits):
    right = exact_softmax(logits)
    for k in range(len(logits)):
        z = map_values(logits)
        p = softmax(z)[k]
        p.backward()
        # An exponent of at most 745 in size is rounded three times; below it e^x is 0.
        assert abs(p.data - right[k]) <= 2000 * EPS * right[k] + sys.float_info.min
        for j, z_j in enumerate(z):
            d = right[k] * ((j == k) - right[j])
            assert abs(z_j.grad - d) <= 4000 * EPS * right[k] + sys.float_info.min


@given(st.lists(st.floats(-8e307, 8e307), min_size=1, max_size=6))
def test_softmax_is_a_distribution_whatever_the_logits(logits):
    p = softmax(logits)
    assert all(type(p_k) is float and 0 <= p_k <= 1 for p_k in p)
    # A logsumexp of at most 100 in size, and the exponents of what counts, are rounded once each.
    assert abs(math.fsum(p) - 1) <= 200 * EPS
    assert p == [p_k.data for p_k in softmax(map_values(logits))]


def test_the_graph_of_softmax_is_that_of_its_formula():
    z = map_values([1.0, 2.0, 3.0])
    for z_k, p_k in zip(z, softmax(z), strict=True):
        assert p_k.op.name == "exp"
        (difference,) = p_k.parents
        assert difference.op.name == "sub"
        below_0, log_of_sum = difference.parents
        assert below_0.op.name == "sub"
        assert below_0.parents[0] is z_k and below_0.operands[1] == 3.0
        assert log_of_sum.op.name == "logsumexp"
        assert [id(n.parents[0]) for n in log_of_sum.parents] == list(map(id, z))


def test_logits_that_differ_by_more_than_a_float_have_no_softmax():
    for call in (lambda z: softmax(z), lambda z: softmax_cross_entropy(z, [1, 0])):
        with pytest.raises(DomainError, match=r"z_2 = -1\.7e\+308"):
            call([Value(1.7e308, label="z_1"), Value(-1.7e308, label="z_2")])


@st.composite
def shares(draw, n):
    """n targets whose sum is 1: one-hot, or any."""
    if draw(st.booleans()):
        hot = draw(st.integers(0, n - 1))
        return [float(k == hot) for k in range(n)]
    parts = draw(st.lists(st.floats(0, 1), min_size=n, max_size=n).filter(lambda p: sum(p) > 0.01))
    return [part / math.fsum(parts) for part in parts]


CLASSES = st.lists(LOGITS, min_size=2, max_size=6).flatmap(
    lambda z: st.tuples(st.just(z), shares(len(z)))
)


@given(CLASSES)
def test_softmax_cross_entropy_is_exact_however_large(drawn):
    logits, y = drawn
    z = map_values(logits)
    J = softmax_cross_entropy(z, y)
    J.backward()
    costs = [
        MP.log1p(MP.ctx.fsum([MP.exp(MP.mpf(v) - u) for j, v in enumerate(logits) if j != k]))
        for k, u in enumerate(logits)
    ]
    right = MP.ctx.fsum([y_k * cost for y_k, cost in zip(y, costs, strict=True)])
    # A cost is e^x at the least, of an exponent of up to 745 in size that is rounded three times.
    assert abs(J.data - right) <= 2000 * EPS * right + sys.float_info.min
    p, whole = exact_softmax(logits), MP.ctx.fsum(y)  # 1, but for rounding
    for k, (z_k, y_k) in enumerate(zip(z, y, strict=True)):
        delta, scale = p[k] * whole - y_k, p[k] + y_k
        if set(y) == {0, 1}:  # nothing cancels: of the target, δ is the sum of the others
            delta = p[k] if y_k == 0 else -MP.ctx.fsum(p[:k] + p[k + 1 :])
            scale = abs(delta)
        assert abs(z_k.grad - delta) <= 4000 * EPS * scale + sys.float_info.min


@given(CLASSES)
def test_softmax_cross_entropy_of_numbers_and_of_values_as_targets(drawn):
    z, y = drawn
    J = softmax_cross_entropy(z, y)
    assert type(J) is float
    assert J == softmax_cross_entropy(map_values(z), y).data
    targets = map_values(y)
    of_values = softmax_cross_entropy(z, targets)
    assert of_values.data == J
    of_values.backward()
    for k, y_k in enumerate(targets):  # −log softmax, of the targets 0 too
        one_hot = [float(j == k) for j in range(len(z))]
        assert y_k.grad == softmax_cross_entropy(z, one_hot)


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=4))
def test_the_second_derivatives_of_softmax_cross_entropy(logits):
    z = map_values(logits)
    p = exact_softmax(logits)
    found = hessian(softmax_cross_entropy(z, [1] + [0] * (len(z) - 1)), z)
    for j, row in enumerate(found):
        for k, second in enumerate(row):
            # diag(p) − ppᵀ, of a handful of terms of at most 1.
            assert abs(second.data - p[j] * ((j == k) - p[k])) <= 32 * EPS


def test_of_two_classes_it_is_the_cross_entropy_of_their_difference():
    for z in ([0.3, -1.2], [700.0, 2.0], [-1e5, 1e5]):
        J = softmax_cross_entropy(z, [1, 0])
        # log σ and softplus round differently, once each.
        assert J == pytest.approx(cross_entropy_from_logits([z[0] - z[1]], [1]), rel=4 * EPS)


def test_the_graph_of_a_one_hot_target_compares_the_others_with_it():
    z = map_values([1.0, 2.0, 3.0])
    J = softmax_cross_entropy(z, [0, 1, 0])
    assert (J.op.name, J.label) == ("softplus", "J")
    (above,) = J.parents
    assert above.op.name == "sub"
    others, of_target = above.parents
    assert of_target.parents[0] is z[1]
    assert others.op.name == "logsumexp"
    assert [id(n.parents[0]) for n in others.parents] == [id(z[0]), id(z[2])]


@pytest.mark.parametrize("y", [[1, 1, 0], [0, 0, 0], [0.3, 0.3, 0.3], [1, 1e-8, 0]])
def test_the_targets_of_a_softmax_are_shares(y):
    for targets in (y, map_values(y)):
        with pytest.raises(ValueError, match=r"shares of one whole, but y sums to"):
            softmax_cross_entropy([0.1, 0.2, 0.3], targets)


def test_shares_may_be_rounded():
    tenths = softmax_cross_entropy([0.0] * 10, [0.1] * 10)
    assert tenths == pytest.approx(math.log(10), rel=4 * EPS)


def test_one_logit_is_no_choice():
    with pytest.raises(ValueError, match="for one output unit use cross_entropy_from_logits"):
        softmax_cross_entropy([0.1], [1])
    with pytest.raises(ValueError, match="at least one logit"):
        softmax([])


# The mean squared error.


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=1, max_size=6))
def test_mean_squared_error(pairs):
    a, y = map_values(pair[0] for pair in pairs), map_values(pair[1] for pair in pairs)
    J = mean_squared_error(a, y)
    J.backward()
    differences = [MP.mpf(u) - v for u, v in pairs]
    K = len(pairs)
    # All terms are positive; a difference, a square, the sum and the quotient are rounded.
    right = MP.ctx.fsum([d * d for d in differences]) / K
    assert abs(J.data - right) <= 8 * EPS * right + sys.float_info.min
    for a_k, y_k, d in zip(a, y, differences, strict=True):
        assert abs(a_k.grad - 2 * d / K) <= 8 * EPS * abs(d) + sys.float_info.min
        assert y_k.grad == -a_k.grad
    assert J.label == "J"
    numbers = mean_squared_error([a_k.data for a_k in a], [y_k.data for y_k in y])
    assert type(numbers) is float
    assert numbers == J.data


def test_a_square_that_is_too_large():
    with pytest.raises(DomainError, match="beyond the largest float"):
        mean_squared_error([1e200], [-1e200])


# What may be given, and what is refused, for all costs.

COSTS = {name: cost for name, (cost, _) in LOSSES.items()}
every_cost = pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)


class Frame:
    """As of pandas: it gives its columns' names one by one, and its numbers when asked to."""

    def __init__(self, numbers):
        self.numbers = numbers

    def __iter__(self):
        return iter(["setosa", "versicolor"])

    def to_numpy(self):
        return np.array(self.numbers)


class Indexed:
    """What has a length and numbers, and no __iter__."""

    def __init__(self, numbers):
        self.numbers = numbers

    def __len__(self):
        return len(self.numbers)

    def __getitem__(self, i):
        return self.numbers[i]


@every_cost
@pytest.mark.parametrize(
    "kind",
    [tuple, np.array, lambda x: np.array(x, dtype="float32"), lambda x: np.array(x, dtype=object),
     lambda x: list(map(np.float64, x)), lambda x: list(map(np.float32, x)), iter, Frame, Indexed],
)  # fmt: skip
def test_whatever_has_numbers_in_order_will_do(cost, kind):
    outputs, y = [0.25, 0.5], [1.0, 0.0]  # in float32 too
    J = cost(kind(outputs), kind(y))
    assert type(J) is float
    assert J == cost(outputs, y)
    whole = [int(y_k) for y_k in y]
    for whole_targets in (np.array(whole), np.array(whole, dtype=bool), range(1, -1, -1)):
        assert cost(outputs, whole_targets) == J
    values = map_values(outputs)
    assert cost(np.array(values), kind(y)).data == J


@every_cost
def test_an_array_of_values_keeps_the_graph(cost):
    values = map_values([0.25, 0.5])
    cost(np.array(values), np.array([1, 0])).backward()
    same = map_values([0.25, 0.5])
    cost(same, [1, 0]).backward()
    assert [v.grad for v in values] == [v.grad for v in same]
    assert all(v.grad for v in values)


@pytest.mark.parametrize("cost", [cross_entropy, cross_entropy_from_logits, softmax_cross_entropy])
@pytest.mark.parametrize("y", [-0.1, 1.1, 2, Value(1.5), Value(-5e-324)])
def test_a_target_is_no_probability(cost, y):
    with pytest.raises(ValueError, match=r"y\[1\] is .* between 0 and 1"):
        cost([0.5, 0.5], [0.5, y])


@every_cost
@pytest.mark.parametrize("bad", ["1", b"1", None, [1.0], 1j, {}, np.ones(1), MLP(1, [1])])
def test_an_entry_is_a_number(cost, bad):
    with pytest.raises(TypeError, match=r"y\[1\] is .*not a real number"):
        cost([Value(0.5), 0.5], [1.0, bad])
    with pytest.raises(TypeError, match=r"[az]\[0\] is .*not a real number"):
        cost([bad, 0.5], [1.0, 0.0])


@every_cost
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, np.float32("nan"), 10**400])
def test_an_entry_is_finite(cost, bad):
    with pytest.raises(ValueError, match=r"y\[1\]: .*(finite|too large)"):
        cost([Value(0.5), 0.5], [1.0, bad])
    with pytest.raises(ValueError, match=r"[az]\[0\]: .*(finite|too large)"):
        cost([bad, 0.5], [1.0, 0.0])


@every_cost
@pytest.mark.parametrize(
    "bad", ["10", b"10", None, {1.0, 0.0}, {0: 1.0, 1: 0.0}, object(), MLP(1, [1])]
)
def test_what_is_no_list_of_numbers(cost, bad):
    with pytest.raises(TypeError, match=r"^y is .*; give a list of numbers"):
        cost([0.25, 0.5], bad)
    with pytest.raises(TypeError, match=r"^[az] is .*; give a list of numbers"):
        cost(bad, [1.0, 0.0])


@every_cost
@pytest.mark.parametrize("y", [2, 1.0, np.int64(2), np.array(2), True, Value(1.0)])
def test_the_number_of_a_class_is_no_target(cost, y):
    with pytest.raises(TypeError, match="3 outputs") as caught:
        cost([0.25, 0.5, 0.5], y)
    shown = str(caught.value).partition("(counted from 0) ")[2]
    assert [eval(shown, {"y": k}) for k in range(3)] == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


@pytest.mark.parametrize("cost", [cross_entropy, cross_entropy_from_logits, mean_squared_error])
def test_one_target_goes_in_brackets(cost):
    with pytest.raises(TypeError, match=r"y is the number 1; .*\[y\]$"):
        cost([0.5], 1)


@pytest.mark.parametrize(
    ("cost", "name"), [(cross_entropy, "a"), (cross_entropy_from_logits, "z"), (softmax, "z")]
)
def test_a_whole_record_shows_the_layer_to_take(cost, name):
    sample = MLP(2, [2, 3]).forward([0.5, 1.0])
    arguments = () if cost is softmax else ([1, 0, 0],)
    for record in (sample, sample.a, sample.z):
        with pytest.raises(TypeError, match=rf"{name} is .*the last: sample\.{name}\[3\]$"):
            cost(record, *arguments)


@every_cost
@pytest.mark.parametrize(("n", "m"), [(3, 2), (2, 3), (0, 1), (2, 0)])
def test_lengths_must_fit(cost, n, m):
    with pytest.raises(ValueError, match=f"[az] has {n} entries and y has {m}"):
        cost([0.5] * n, [1] * m)


@every_cost
def test_no_outputs_have_no_cost(cost):
    with pytest.raises(ValueError, match="at least one output"):
        cost([], [])


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


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (([1.0], "1"), TypeError, "strength is the string '1', not a real number"),
        (([1.0], math.nan), ValueError, "strength: .*finite"),
        (([1.0, None], 1.0), TypeError, r"weights\[1\] is None"),
        (([1.0], 1.0, 0), ValueError, "number of samples, which is 0"),
    ],
)
def test_a_penalty_that_there_is_not(arguments, error, words):
    with pytest.raises(error, match=words):
        l2(*arguments)


def test_the_strength_of_a_penalty_may_be_a_value():
    strength = Value(0.5)
    l2(np.array([1.0, 2.0]), strength, 2).backward()
    assert strength.grad == 1.25


@pytest.mark.parametrize("m", [math.nan, math.inf, 2.0, "2", None, 10**400, 0, -1])
def test_the_number_of_samples_of_a_penalty_is_a_whole_number(m):
    with pytest.raises((TypeError, ValueError), match="number of samples"):
        l2([1.0], 0.1, m)


def test_a_penalty_on_all_of_theta():
    with pytest.raises(TypeError, match=r"net\.weights\(\)"):
        l2(MLP(1, [1]).theta, 0.1)


def test_nobody_finds_a_node_that_nobody_wrote():
    net = MLP(1, [1], seed=0)
    J = net.cost([[1.0]], [[1.0]])
    assert [n.op.name for n in topological_order(J) if n.op] == ["dot", "sigmoid", "log", "neg"]
    assert J.label == "J"
    # A loss that returns a node which has a name leaves it its name.
    named = net.cost([[1.0]], [[1.0]], loss=lambda a, y: a[0])
    assert (named.label, named.op.name) == ("J", "div")
