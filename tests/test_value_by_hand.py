"""Data and grads that were set by hand to what they should not be: a sentence at the next use."""

import copy
import math
import pickle
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import autograd_mini as ag
from autograd_mini import DomainError, Value
from autograd_mini.draw import draw_graph
from autograd_mini.graph import Graph
from autograd_mini.graph.paths import count_paths
from autograd_mini.stepper import animate, stepper

BAD = [
    (None, TypeError), ("1.5", TypeError), (Value(1.0), TypeError), (np.float32(1.5), TypeError),
    ([1.0], TypeError), (1j, TypeError), (Decimal(1), TypeError),
    (np.array([1.0]), TypeError), (np.array(1.0), TypeError), (object(), TypeError),
    (math.nan, ValueError), (math.inf, ValueError), (-math.inf, ValueError), (10**400, ValueError),
    (np.float64("nan"), ValueError),
]  # fmt: skip
EVERY_BAD = pytest.mark.parametrize(("bad", "error"), BAD, ids=lambda x: repr(x)[:20])
GOOD = [3, True, Fraction(1, 2), np.float64(0.5), np.int64(3)]

USES = {
    "w + v": lambda w, v: w + v, "v + w": lambda w, v: v + w, "w + 1.0": lambda w, v: w + 1.0,
    "w + 1": lambda w, v: w + 1, "1 - w": lambda w, v: 1 - w, "w - v": lambda w, v: w - v,
    "w * v": lambda w, v: w * v, "v * w": lambda w, v: v * w, "2 * w": lambda w, v: 2 * w,
    "w * 2": lambda w, v: w * 2, "w / v": lambda w, v: w / v, "v / w": lambda w, v: v / w,
    "1 / w": lambda w, v: 1 / w, "w / 2": lambda w, v: w / 2, "w ** 2": lambda w, v: w**2,
    "w ** v": lambda w, v: w**v, "v ** w": lambda w, v: v**w, "2 ** w": lambda w, v: 2**w,
    "-w": lambda w, v: -w, "abs": lambda w, v: abs(w), "exp": lambda w, v: ag.exp(w),
    "relu": lambda w, v: w.relu(), "sigmoid": lambda w, v: ag.sigmoid(w),
    "maximum": lambda w, v: ag.maximum(w, v), "total": lambda w, v: ag.total([v, w]),
    "dot": lambda w, v: ag.dot([w, v], [v, 1.0]), "logsumexp": lambda w, v: ag.logsumexp([w, v]),
    "w < v": lambda w, v: w < v, "v >= w": lambda w, v: v >= w, "w == 1": lambda w, v: w == 1,
    "bool": lambda w, v: bool(w),
}  # fmt: skip


@EVERY_BAD
@pytest.mark.parametrize("use", USES)
def test_bad_data_is_named_at_the_next_use(use, bad, error):
    w, v = Value(1.0, label="w_3"), Value(2.0)
    w.data = bad
    with pytest.raises(error, match=r"data of w_3 .*set by hand"):
        USES[use](w, v)


@pytest.mark.parametrize("good", GOOD, ids=repr)
@pytest.mark.parametrize("use", USES)
def test_a_whole_number_set_by_hand_becomes_a_float(use, good):
    w, v = Value(1.0, label="w"), Value(2.0)
    w.data = good
    result = USES[use](w, v)
    expected = USES[use](Value(good), v)
    if isinstance(result, Value):
        assert type(result.data) is float
        assert (result.data, result.partials) == (expected.data, expected.partials)
    else:
        assert result == expected


@EVERY_BAD
def test_a_bad_grad_is_named_by_the_next_backward_and_changes_nothing(bad, error):
    w, v = Value(1.0, label="w_3"), Value(2.0, label="v")
    J = w * v
    J.backward()
    w.grad = bad
    with pytest.raises(error, match=r"grad of w_3 .*set by hand"):
        J.backward()
    assert w.grad is bad
    assert (v.grad, J.grad) == (1.0, 1.0)
    w.grad = 0
    J.backward()
    assert (w.grad, v.grad) == (2.0, 2.0)
    assert type(w.grad) is float


@pytest.mark.parametrize("good", GOOD, ids=repr)
def test_a_grad_may_be_a_whole_number(good):
    w = Value(1.0)
    w.grad = good
    (w * 3).backward()
    assert w.grad == float(good) + 3.0 and type(w.grad) is float


def test_the_grad_of_an_inner_node_starts_afresh_whatever_it_was():
    x = Value(1.0)
    y = x * 2
    y.grad = "no number"
    (y + 1).backward()
    assert (y.grad, x.grad) == (1.0, 2.0)


def test_a_value_without_a_label_is_said_to_have_none():
    x = Value(1.0)
    x.data = None
    with pytest.raises(TypeError, match="the data of a Value without a label was set"):
        x * 2.0


def test_a_message_stays_short_whatever_was_set():
    x = Value(1.0, label="x")
    x.data = list(range(100_000))
    with pytest.raises(TypeError) as caught:
        x + 1.0
    assert len(str(caught.value)) < 200


def test_an_overflow_is_no_matter_of_the_hand():
    x = Value(1e200, label="x")
    with pytest.raises(DomainError, match="beyond the largest float"):
        x * x


READERS = {
    "Graph": Graph, "draw_graph": draw_graph, "stepper": stepper, "animate": animate,
    "explain": ag.explain, "count_paths": lambda J: count_paths(J, J),
    "grad": lambda J: ag.grad(J, [J]), "jvp": lambda J: ag.jvp([J], [J], [1.0]),
}  # fmt: skip


@EVERY_BAD
@pytest.mark.parametrize("what", ["data", "grad"])
@pytest.mark.parametrize("reader", READERS)
def test_whoever_reads_a_graph_names_what_is_no_number_and_changes_nothing(
    reader, what, bad, error
):
    w, v = Value(1.0, label="w_3"), Value(2.0)
    J = (w * v).sigmoid()
    J.backward()
    setattr(w, what, bad)
    with pytest.raises(error, match=rf"{what} of w_3 .*set by hand"):
        READERS[reader](J)
    assert getattr(w, what) is bad


def test_zero_grad_shows_the_right_call_for_a_network():
    net = ag.MLP(2, [1])
    with pytest.raises(TypeError, match=r"not MLP; .*net\.parameters\(\)"):
        ag.zero_grad(net)


@pytest.mark.parametrize("good", GOOD, ids=repr)
def test_readers_take_a_whole_number_that_was_set_by_hand(good):
    w, v = Value(2.0, label="w"), Value(3.0, label="v")
    w.data = good
    J = w * v + ag.dot([w, v], [v, w])
    J.backward()
    v.grad = good
    ag.explain(J).latex()
    assert str(ag.explain(J, wrt=w))
    draw_graph(J)
    stepper(J).html()
    animate(J)


@EVERY_BAD
def test_costs_and_copies_name_what_is_no_number(bad, error):
    a = Value(0.5, label="a_1")
    a.data = bad
    for use in (
        lambda: ag.cross_entropy([a], [1]),
        lambda: ag.cross_entropy([Value(0.5)], [a]),
        lambda: ag.softmax([a, Value(1.0)]),
        lambda: ag.softmax_cross_entropy([a, Value(1.0)], [1, 0]),
        lambda: ag.mean_squared_error([a], [1]),
        lambda: ag.MLP(1, [1]).forward([a]),
        lambda: copy.deepcopy(a),
        lambda: pickle.dumps(a),
    ):
        with pytest.raises(error, match="data of a_1 was set by hand"):
            use()


@EVERY_BAD
def test_delta_names_a_grad_that_is_no_number(bad, error):
    sample = ag.MLP(1, [1], seed=0).forward([1.0])
    sample.z[2][0].grad = bad
    with pytest.raises(error, match=r"grad of z\^\(2\)_1 was set by hand"):
        sample.delta  # noqa: B018
