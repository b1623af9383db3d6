"""gradcheck: it catches what is wrong, and blames nothing that is right."""

import contextlib
import dataclasses
import pickle
import random

import numpy as np
import pytest
from domain import inside
from hypothesis import given, settings
from hypothesis import strategies as st
from wrong_rules import with_wrong_rule

import autograd_mini as ag
from autograd_mini import MLP, DomainError, Value
from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.graph import Graph
from autograd_mini.testing import GradientMismatch, gradcheck
from autograd_mini.testing.differences import OneSidedError
from autograd_mini.testing.programs import TABLE_VALUES, VALUES, run
from autograd_mini.testing.strategies import networks_with_samples, programs

# What is right is not blamed.


@given(programs())
@settings(max_examples=60)
def test_first_derivatives_of_programs_are_right(drawn):
    program, numbers = drawn
    report = gradcheck(lambda *leaves: run(program, VALUES, leaves)[-1], *numbers)
    assert len(report.rows) == len(numbers)
    assert report.kinks == []  # a tame program is away from all of them


@given(programs(size=6, leaves=3))
@settings(max_examples=25)
def test_second_derivatives_of_programs_are_right(drawn):
    program, numbers = drawn
    report = gradcheck(lambda *leaves: run(program, VALUES, leaves)[-1], *numbers, order=2)
    assert len(report.rows) == len(numbers) + len(numbers) ** 2


AWKWARD = {
    "a small input": (ag.exp, 1e-8),
    "a small input with a scale of its own": (ag.log, 1e-8),
    "a tiny input": (ag.exp, 1e-300),
    "a tiny input with a scale of its own": (ag.log, 1e-300),
    "a large input": (lambda x: x * x, 1e8),
    "a large input and fast waves": (ag.sin, 1e8),
    "a small result": (lambda x: 1e-8 * ag.exp(x), 1.0),
    "a large result": (lambda x: 1e8 * ag.exp(x), 1.0),
    "a large number taken away again": (lambda x: (x + 1e8) - 1e8, 1.0),
    "fast waves": (lambda x: ag.sin(1e8 * x), 1.0),
    "a narrow bump": (lambda x: ag.exp(-((x * 1e4) ** 2)), 3e-5),
    "next to an edge": (ag.sqrt, 1e-12),
    "flat": (lambda x: x**4, 0.0),
    "sums that cancel": (lambda x: 1e6 * x - 1e6 * x + x, 0.3),
    "nothing at all": (lambda x: x * 0.0, 3.0),
}


@pytest.mark.parametrize("case", AWKWARD)
def test_a_right_derivative_is_not_blamed_at_any_scale(case):
    function, x = AWKWARD[case]
    (row,) = gradcheck(function, x).rows
    assert row.verdict == "agrees"


@given(st.floats(0.1, 10), st.integers(-8, 8), st.integers(-8, 8))
def test_right_and_wrong_are_told_apart_at_every_scale(x, input_scale, output_scale):
    s, t = 10.0**input_scale, 10.0**output_scale

    def right(x):
        return t * ag.sin(x / s)

    def wrong(x):  # its value is right, and its derivative 1e-4 too large: e is cut off
        e = t * 1e-4 * ag.sin(x / s)
        return right(x) + e - e.data

    if abs(FLOATS.cos(x)) < 0.01:
        return  # there the derivative is small beside the rounding of the function
    assert gradcheck(right, x * s).rows[0].verdict == "agrees"
    with pytest.raises(GradientMismatch):
        gradcheck(wrong, x * s)


@given(st.sampled_from(["tanh", "sigmoid"]), st.floats(-40, 40))
def test_a_unit_that_saturates_is_not_blamed(name, x):
    # Its 1 − y² is as exact as 1 is, but so are the differences.
    gradcheck(getattr(ag, name), x)


@pytest.mark.parametrize("seed", range(60))
def test_large_terms_that_cancel_on_the_way_back_are_not_blamed(seed):
    # The derivative is the difference of two of size 10⁷, each rounded; at 0 the values are exact.
    p, q = random.Random(seed).uniform(0.1, 1), random.Random(-seed - 1).uniform(0.1, 1)

    def f(x):
        return ag.expm1(p * x) * 1e8 - ag.log1p(q * x) * (1e8 * p / q) + x * x

    gradcheck(f, 0.0)


def test_grads_of_earlier_passes_are_not_counted():
    x = Value(3.0)
    (x * 100).backward()
    assert gradcheck(lambda x: x * x, x).rows[0].analytic == 6.0
    assert x.grad == 100.0


@pytest.mark.parametrize("n", [2, 32, 128, 1000])
def test_a_node_that_is_used_many_times_is_rounded_as_often(n):
    report = gradcheck(lambda x, y: ag.total([x] * n) * y, 0.8414709848, 0.9092974268)
    assert report.summary == "all 2 derivatives agree"


# What is wrong is caught.

POINTS = {
    "maximum": {0: [1.7, 0.8], 1: [0.8, 1.7]},
    "minimum": {0: [0.8, 1.7], 1: [1.7, 0.8]},
    "acosh": {0: [1.7]},
}
EVERY_RULE = pytest.mark.parametrize(
    ("name", "i"), [(op.name, i) for op in TABLE.values() for i in range(len(op.partials))]
)


def point(name, i):
    somewhere = inside(TABLE[name], [0.8, 1.7, -0.6, 0.4][: TABLE[name].arity])
    return POINTS.get(name, {}).get(i, somewhere)


def scaled(op, i, by):
    """The record with its rule number i too large by a factor."""
    return with_wrong_rule(op, i, lambda partial: partial * by)


@EVERY_RULE
def test_a_rule_wrong_by_1e_4_is_caught_and_named(monkeypatch, name, i):
    function, numbers = getattr(TABLE_VALUES, name), point(name, i)
    leaves = [Value(x, label=f"x_{k}") for k, x in enumerate(numbers)]
    gradcheck(function, *leaves)
    monkeypatch.setitem(TABLE, name, scaled(TABLE[name], i, 1 + 1e-4))
    with pytest.raises(GradientMismatch) as caught:
        gradcheck(function, *leaves)
    wrong = [row.label for row in caught.value.rows if row.verdict == "WRONG"]
    # An operation on any number of operands has one rule for all of them.
    assert wrong == ([f"x_{i}"] if TABLE[name].arity else [x.label for x in leaves])
    assert all(1e-5 < row.relative_error < 2e-4 for row in caught.value.rows if row.label in wrong)


def test_second_derivatives_that_are_wrong_are_caught(monkeypatch):
    op = TABLE["sin"]

    def rule(m, x, y):  # right on floats, and so for backward(); wrong as a graph
        return m.cos(x) if m is FLOATS else m.cos(x) * (1 + 1e-4)

    monkeypatch.setitem(TABLE, "sin", dataclasses.replace(op, partials=(rule,)))
    gradcheck(ag.sin, 0.8)
    with pytest.raises(GradientMismatch) as caught:
        gradcheck(ag.sin, 0.8, order=2)
    assert [row.verdict for row in caught.value.rows] == ["agrees", "WRONG"]


def test_a_graph_that_is_cut_is_caught():
    with pytest.raises(GradientMismatch, match="1 of 2 derivatives is wrong") as caught:
        gradcheck(lambda x, y: x * x.data + y, 3.0, 1.0)
    (x, _) = caught.value.rows
    assert (x.input, x.analytic, x.verdict) == ("x", 3.0, "WRONG")
    assert abs(x.numeric - 6) <= x.estimated_error <= 1e-9
    assert x.relative_error == pytest.approx(0.5)


# Kinks.

KINKS = {
    "|x| at 0": (abs, [0.0]),
    "|x| next to 0": (abs, [1e-9]),
    "|x| on the other side": (abs, [-1e-9]),
    "relu at 0": (ag.relu, [0.0]),
    "relu next to 0": (ag.relu, [1e-9]),
    "relu somewhere else": (lambda x: ag.relu(x - 1), [1.0]),
    "relu next to somewhere else": (lambda x: ag.relu(x - 1), [1 + 1e-9]),
    "a tie of maximum": (ag.maximum, [2.0, 2.0]),
    "a tie of minimum": (ag.minimum, [-3.0, -3.0]),
    "nearly a tie": (ag.maximum, [2.0, 2.0 + 1e-12]),
    "a kink under a smooth function": (lambda x: ag.exp(abs(x)) * 2, [0.0]),
}


@pytest.mark.parametrize("case", KINKS)
def test_a_kink_is_reported_as_a_kink(case):
    function, numbers = KINKS[case]
    report = gradcheck(function, *numbers)
    assert report.kinks == report.rows
    assert all("one-sided differences disagree" in row.note for row in report.rows)
    assert "at a kink" in report.summary and "kink:" in str(report)


@pytest.mark.parametrize("slope", [-1.5, 1.5])
def test_at_a_kink_a_slope_of_neither_side_is_wrong(monkeypatch, slope):
    wrong = dataclasses.replace(TABLE["abs"], partials=(lambda m, x, y: slope,))
    monkeypatch.setitem(TABLE, "abs", wrong)
    with pytest.raises(GradientMismatch):
        gradcheck(ag.abs, 0.0)


def test_next_to_a_kink_the_slope_of_the_other_side_is_wrong(monkeypatch):
    wrong = dataclasses.replace(TABLE["abs"], partials=(lambda m, x, y: -1.0,))
    monkeypatch.setitem(TABLE, "abs", wrong)
    with pytest.raises(GradientMismatch):
        gradcheck(ag.abs, 1e-9)


def test_a_derivative_that_jumps_has_no_second_one():
    first, second = gradcheck(ag.relu, 0.0, order=2).rows
    assert first.verdict == second.verdict == "kink"
    assert "jumps by 1" in second.note


def test_far_from_a_kink_there_is_none():
    assert gradcheck(lambda x: ag.relu(x - 1), 1.3).kinks == []


def test_what_differences_cannot_tell_is_not_called_right():
    report = gradcheck(ag.sigmoid, 40.0)  # 1 − 4e-18 is 1
    assert report.unclear == report.rows and "1 unclear" in report.summary


# What it is called with.


def test_numbers_values_and_lists_and_their_names():
    b = Value(1.0, label="b")
    report = gradcheck(
        lambda w, x, *more: w[0][0] * x + w[1] * more[0] + more[1], [[2.0], 3], b, 0.5, (4.0)
    )
    assert [row.input for row in report.rows] == ["w[0][0]", "w[1]", "x", "more[0]", "more[1]"]
    assert [row.label for row in report.rows] == ["", "", "b", "", ""]
    assert [row.analytic for row in report.rows] == [1.0, 0.5, 2.0, 3.0, 1.0]


@given(networks_with_samples(layers=3, units=3, m=2), st.booleans())
@settings(max_examples=15)
def test_the_cost_of_a_network_with_its_parameters(case, from_logits):
    theta = case.net.parameters()
    report = gradcheck(lambda theta: case.net.cost(case.X, case.Y, from_logits=from_logits), theta)
    assert [row.label for row in report.rows] == [w.label for w in theta]


def test_a_wrong_gradient_of_a_network_is_caught(monkeypatch):
    monkeypatch.setitem(TABLE, "sigmoid", scaled(TABLE["sigmoid"], 0, 1 + 1e-4))
    net = MLP(2, [2, 1], seed=1)  # it keeps the records of its activations
    with pytest.raises(GradientMismatch, match="9 of 9 derivatives are wrong"):
        gradcheck(lambda theta: net.cost([[0.5, -1.0]], [[1.0]]), net.parameters())


def test_an_inner_node_is_a_variable_of_its_own():
    x = Value(3.0)
    square = x * x
    (row,) = gradcheck(lambda u: u * 2 + x, square).rows
    assert row.analytic == 2.0 and square.data == 9.0


def test_the_output_may_be_an_input_and_need_not_depend_on_one():
    assert [row.analytic for row in gradcheck(lambda x, y: x, 3.0, 4.0).rows] == [1.0, 0.0]


@pytest.mark.parametrize(
    "function",
    [
        lambda x, y: x * y * ag.exp(x),
        lambda x, y: x * x.data * y,
        lambda x, y: ag.log(x - 1e9) * y,
        lambda x, y: ag.sqrt(x - 3.0 + 1e-16) * y,
    ],
    ids=["right", "wrong", "undefined", "at an edge"],
)
def test_data_and_grads_are_left_as_they_were(function):
    x, y, elsewhere = Value(3.0), Value(-2.0), Value(5.0)
    (x * y * elsewhere).backward()
    before = [(v.data, v.grad) for v in (x, y, elsewhere)]
    assert all(grad for _, grad in before)
    with contextlib.suppress(GradientMismatch, ValueError):
        gradcheck(lambda x, y: function(x, y) * elsewhere, x, y, order=2)
    assert [(v.data, v.grad) for v in (x, y, elsewhere)] == before


# Bad input.


def test_a_function_that_returns_no_value_is_refused():
    def no_value(x):
        return x.data

    with pytest.raises(TypeError, match="no_value returned float, not a Value"):
        gradcheck(no_value, 3.0)


@pytest.mark.parametrize("inputs", [(), ([],)])
def test_without_inputs_there_is_nothing_to_check(inputs):
    with pytest.raises(TypeError, match="inputs to differentiate with respect to"):
        gradcheck(lambda *x: Value(1.0), *inputs)


class Reading:
    def __call__(self, x):
        return [x] * 1000

    def __repr__(self):
        return "pages and pages"


def test_errors_name_types():
    with pytest.raises(TypeError, match=r"^x is a number, a Value, or a list or an array .* dict$"):
        gradcheck(lambda x: x, {"x": 1.0})
    with pytest.raises(TypeError, match=r"^y\[1\] is a number, .* of them, not str$"):
        gradcheck(lambda x, y: x, 1.0, [2.0, "2"])
    with pytest.raises(TypeError, match=r"^Reading returned list, not a Value"):
        gradcheck(Reading(), 1.0)


def test_an_order_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="order is 1 or 2, not 3"):
        gradcheck(ag.sin, 1.0, order=3)


def test_a_function_that_draws_at_random_is_refused():
    draw = random.Random(1).random
    with pytest.raises(ValueError, match="for the same inputs"):
        gradcheck(lambda x: x * draw(), 1.0)


def test_an_edge_of_the_domain_is_named():
    with pytest.raises(
        OneSidedError, match=r"as a function of x, is not defined on both sides of 0\.0"
    ):
        gradcheck(lambda x: x**1.5, 0.0)


def test_outside_the_domain_the_error_is_that_of_the_operation():
    with pytest.raises(DomainError, match=r"log\(-1\.0\)"):
        gradcheck(ag.log, -1.0)


# NumPy.


def test_an_array_becomes_one_of_values():
    seen = []

    def f(w, x):
        seen.append(w)
        return ((w @ x) ** 2).sum()

    w = np.array([[1.0, 2.0, 0.5], [3.0, -1.0, 0.0]])
    report = gradcheck(f, w, np.array([0.5, -1.0, 2.0]), order=2)
    assert report.summary == "all 90 derivatives agree"
    assert [row.input for row in report.rows[:9]] == [
        "w[0][0]", "w[0][1]", "w[0][2]", "w[1][0]", "w[1][1]", "w[1][2]", "x[0]", "x[1]", "x[2]",
    ]  # fmt: skip
    assert type(seen[0]) is np.ndarray and seen[0].shape == (2, 3)
    assert all(type(x) is Value for x in seen[0].flat)
    assert w.dtype == float and w[0, 0] == 1.0


def test_an_array_of_values_and_a_list_of_arrays():
    values = np.array([Value(2.0, label="u"), Value(3.0)], dtype=object)
    report = gradcheck(lambda x, rows: x[0] * x[1] * rows[0][1], values, [np.array([1, 5])])
    assert [(row.input, row.label, row.analytic) for row in report.rows] == [
        ("x[0]", "u", 15.0), ("x[1]", "", 10.0), ("rows[0][0]", "", 0.0), ("rows[0][1]", "", 6.0),
    ]  # fmt: skip
    assert gradcheck(ag.dot, np.array([1.0, 2.0]), np.array([3.0, 4.0])).value == 11.0
    assert gradcheck(lambda x: ag.sin(x), np.array(0.5)).rows[0].input == "x"


def test_a_wrong_derivative_by_an_array_is_found():
    with pytest.raises(GradientMismatch) as caught:
        gradcheck(lambda x: x[0] * x[1].data, np.array([2.0, 3.0]))
    assert [row.verdict for row in caught.value.rows] == ["agrees", "WRONG"]


# The table.


def test_the_wrong_ones_come_first_and_a_long_table_is_cut():
    with pytest.raises(GradientMismatch) as caught:
        gradcheck(lambda x: ag.total(x) + x[50] * x[50].data, [1.0] * 60)
    lines = str(caught.value).splitlines()
    assert lines[0] == "1 of 60 derivatives is wrong"
    assert " ".join(lines[1].split()) == "input analytic numeric relative error estimated error"
    assert lines[2].startswith("x[50]") and lines[2].endswith("WRONG")
    assert lines[-1] == "… and 20 more"
    assert len(caught.value.rows) == 60


def test_a_difference_in_late_digits_can_be_read_off():
    with pytest.raises(GradientMismatch) as caught:
        gradcheck(lambda x: x * 1.00000001 - x.data * 1e-8, 1.0)
    assert "1.00000001" in str(caught.value)


@given(st.text(max_size=60))
@settings(max_examples=50)
def test_no_label_breaks_the_table(label):
    report = gradcheck(lambda x, y: x * y, Value(2.0, label=label), 3.0)
    assert len(str(report).split("\n")) == len(str(report).splitlines()) == 4


def test_a_mismatch_is_an_assertion_and_can_be_sent_between_processes():
    with pytest.raises(AssertionError) as caught:
        gradcheck(lambda x: x * x.data, 3.0)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.rows) == (str(caught.value), caught.value.rows)


def test_two_inputs_of_one_label_are_told_apart_as_everywhere():
    x, y = Value(2.0, label="x"), Value(5.0, label="x")
    report = gradcheck(lambda u, v: u * v, x, y)
    assert [row.label for row in report.rows] == ["x", "x⟨2⟩"]
    assert [n.text for n in Graph(x * y).names.values()] == ["J", "x", "x⟨2⟩"]
    assert [row.label for row in gradcheck(lambda u, v: u * v, x, x).rows] == ["x", "x"]
    theta = Value(3.0, label=r"\theta_{12}")
    assert [row.label for row in gradcheck(lambda u: u * u, theta).rows] == ["θ_12"]


@pytest.mark.parametrize("scale", [1e-30, 1.0, 1e30])
@pytest.mark.parametrize(
    "flat",
    [
        lambda x: abs(x) * x**3,
        lambda x: abs(x) * x,
        lambda x: ag.relu(x) ** 2,
        lambda x: ag.relu(x) ** 4,
        lambda x: abs(ag.sin(x)) * x**5,
    ],
)
def test_of_a_flat_place_no_more_is_asked_than_differences_can_tell(flat, scale):
    """The differences come near 0, to 1e-14 or 1e-42, and are no exact 0; both say that it is 0."""
    assert gradcheck(lambda x: scale * flat(x), 0.0).summary == "the derivative agrees"
    # A slope that is lost is no part of what they cannot tell.
    for lost in (1.0, 1e-6, 1e-12):
        with pytest.raises(GradientMismatch):
            gradcheck(lambda x: scale * (flat(x) + lost * x.data), 0.0)  # noqa: B023
