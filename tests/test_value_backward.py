"""backward: what it adds to which grad, what it leaves alone, and zero_grad."""

from fractions import Fraction

import numpy as np
import pytest

import autograd_mini as ag
from autograd_mini import DomainError, Value, zero_grad


def test_leaves_accumulate_and_inner_nodes_start_afresh():
    x = Value(3.0)
    y = x * x
    J = 2 * y
    for times in (1, 2, 3):
        J.backward()
        assert (x.grad, y.grad, J.grad) == (12.0 * times, 2.0, 1.0)


def test_different_outputs_accumulate_in_shared_leaves():
    x = Value(3.0)
    shared = x * 5
    (shared * 2).backward()
    (shared * 10).backward()
    assert (x.grad, shared.grad) == (60.0, 10.0)


def test_the_old_grad_of_a_leaf_comes_in_last():
    # Added in pieces, 1e16 + 1 + 1 would stay 1e16.
    x = Value(1.0)
    x.grad = 1e16
    (x + x).backward()
    assert x.grad == 1e16 + 2


@pytest.mark.parametrize("seed", [2, True, 0.5, -1, 0, Fraction(1, 2), np.float64(3), 1e300])
def test_the_seed_scales(seed):
    x = Value(3.0)
    J = 4 * x
    J.backward(seed)
    assert (J.grad, x.grad) == (float(seed), 4 * float(seed))


@pytest.mark.parametrize("seed", ["1", None, 1j, [1.0], Value(1.0)])
def test_a_bad_seed_changes_nothing(seed):
    x = Value(3.0)
    J = x * 2
    J.backward()
    with pytest.raises(TypeError):
        J.backward(seed)
    assert (x.grad, J.grad) == (2.0, 1.0)


def test_backward_on_a_leaf():
    x = Value(3.0)
    x.backward()
    x.backward(0.5)
    assert x.grad == 1.5


def test_what_the_output_does_not_depend_on_is_left_alone():
    x, other = Value(2.0), Value(5.0)
    shared = x * x
    elsewhere = shared * other
    elsewhere.backward()
    x.grad = 0.0
    (shared + 1).backward()
    assert (x.grad, shared.grad) == (4.0, 1.0)
    assert (elsewhere.grad, other.grad) == (1.0, 4.0)


def test_backward_of_an_inner_node_stops_there():
    x = Value(2.0)
    y = x * x
    J = y * 3
    y.backward()
    assert (x.grad, y.grad, J.grad) == (4.0, 1.0, 0.0)


def test_a_leaf_may_be_changed_between_forward_and_backward():
    # The partials have been stored; the gradient is that of the graph as it was computed.
    x = Value(2.0)
    J = x * x
    x.data = 100.0
    J.backward()
    assert x.grad == 4.0


OVERFLOWS = {
    "a product of partials": lambda w, x: (w * 1e200 * 1e200 + x) * 1.0,
    "a sum of adjoints": lambda w, x: w * 1e308 * 1.0 + (w * 1e308 + x * 0) * 1.0,
    "infinity minus infinity": lambda w, x: ag.total([s * w * 1e200 * 1e200 for s in (1, -1)]) + x,
}


def graph_of(output):
    nodes = {output: None}
    for n in nodes.copy():
        stack = [n]
        while stack:
            for parent in stack.pop().parents:
                if parent not in nodes:
                    nodes[parent] = None
                    stack.append(parent)
    return list(nodes)


@pytest.mark.parametrize("case", OVERFLOWS)
def test_an_overflow_in_backward_changes_no_grad(case):
    w, x = Value(1e-300, label="w"), Value(1.0, label="x")
    J = OVERFLOWS[case](w, x)
    nodes = graph_of(J)
    for i, n in enumerate(nodes):
        n.grad = 0.25 * i + 1
    before = [n.grad for n in nodes]
    with pytest.raises(DomainError, match=r"no grad was changed.*seed down"):
        J.backward()
    assert [n.grad for n in nodes] == before


def test_an_overflow_of_the_sum_over_calls():
    w = Value(1.0)
    J = w * 1e308
    J.backward()
    with pytest.raises(DomainError):
        J.backward()
    assert (w.grad, J.grad) == (1e308, 1.0)


def test_large_gradients_whose_sum_would_overflow_are_fine():
    u, v = Value(1e-200), Value(1e-200)
    (u * 1e308 + v * 1e308).backward()
    assert u.grad == v.grad == 1e308


@pytest.mark.parametrize("seed", [1.0, 1e308])
def test_an_infinite_adjoint_is_noticed_even_if_a_factor_of_0_follows(seed):
    w = Value(0.0, label="w")
    J = (w * 0.0) * 1e200 * 1e200
    with pytest.raises(DomainError, match="the adjoint of "):
        J.backward(seed)
    assert w.grad == 0.0


def test_a_smaller_seed_makes_it_fit():
    w = Value(1e-300)
    J = w * 1e200 * 1e200
    J.backward(1e-200)
    assert w.grad == pytest.approx(1e200, rel=1e-15)  # two roundings, and those of the factors


def test_the_message_of_an_overflowing_adjoint_names_the_node():
    w = Value(1e-300, label="w")
    z = w * 1e200
    z.label = "z"
    with pytest.raises(DomainError, match=r"adjoint of w = .*1e-300"):
        (z * 1e200).backward()
    with pytest.raises(DomainError, match=r"adjoint of z = mul\(w = 1e-300, 1e\+200\)"):
        (z * 1e200 * 1e200).backward()


# zero_grad.


def test_zero_grad_of_one_and_of_several():
    def values():
        for x in xs:
            x.grad = 1.0
        return xs

    xs = [Value(1.0), Value(2.0)]
    for argument in (values(), tuple(values()), iter(values()), set(values())):
        zero_grad(argument)
        assert [x.grad for x in xs] == [0.0, 0.0]
    values()
    zero_grad(xs[0])
    assert [x.grad for x in xs] == [0.0, 1.0]
    zero_grad([])


@pytest.mark.parametrize("other", [1.0, None, "w", [Value(1.0)]])
def test_zero_grad_refuses_others_and_then_changes_nothing(other):
    x = Value(1.0)
    x.grad = 3.0
    with pytest.raises(TypeError, match="zero_grad takes Values"):
        zero_grad([x, other])
    assert x.grad == 3.0


def test_zero_grad_of_a_number_is_a_type_error():
    with pytest.raises(TypeError):
        zero_grad(1.0)
