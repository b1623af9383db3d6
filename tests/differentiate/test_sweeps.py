"""First derivatives as graphs, of one output and of several, by any node of the graph."""

import math
import sys

from derivatives import differentiated, numbers_of, rounding
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import Value, grad, hessian, hvp, jacobian, jvp, vjp
from autograd_mini.graph import topological_order
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs

# First derivatives.


@given(programs())
def test_grad_is_what_backward_leaves_in_every_node_to_the_last_bit(drawn):
    program, numbers = drawn
    J = run(program, VALUES, [Value(x) for x in numbers])[-1]
    nodes = topological_order(J)
    derivatives = differentiated(grad, J, nodes)
    J.backward()
    assert numbers_of(derivatives) == [n.grad for n in nodes]


@given(programs())
def test_differentiating_changes_no_grad_and_no_number(drawn):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    results = run(program, VALUES, leaves)
    for i, n in enumerate(results):
        n.grad = float(i)
        n.label = f"n{i}"
    before = [(n.data, n.grad, n.label, n.partials) for n in results]
    differentiated(hessian, results[-1], leaves)
    jvp(results, leaves, [1.0] * len(leaves))
    assert [(n.data, n.grad, n.label, n.partials) for n in results] == before


# Several outputs.


@st.composite
def several(draw):
    """The leaves and some of the results of a program, and a number for each of either."""
    program, numbers = draw(programs())
    leaves = [Value(x) for x in numbers]
    results = run(program, VALUES, leaves)
    chosen = draw(st.lists(st.sampled_from(results), min_size=1, max_size=3, unique_by=id))
    v = draw(st.lists(st.floats(-2, 2, allow_subnormal=False), min_size=4, max_size=4))
    w = draw(st.lists(st.floats(-2, 2, allow_subnormal=False), min_size=3, max_size=3))
    return chosen, leaves, v[: len(leaves)], w[: len(chosen)]


@given(several())
def test_forward_and_reverse_mode_agree(drawn):
    outputs, leaves, v, w = drawn
    first = Value(0.0).created
    forward = [d * w_k for d, w_k in zip(differentiated(jvp, outputs, leaves, v), w, strict=True)]
    back = [d * v_i for d, v_i in zip(differentiated(vjp, outputs, leaves, w), v, strict=True)]
    one, other = math.fsum(numbers_of(forward)), math.fsum(numbers_of(back))
    # The smallest float: products of v, w and a partial may be too small for all their digits.
    tiny = sys.float_info.min
    assert abs(one - other) <= rounding(forward, first) + rounding(back, first) + tiny


@given(several())
def test_a_row_of_the_jacobian_is_the_gradient_of_an_output(drawn):
    outputs, leaves, _, _ = drawn
    rows = differentiated(jacobian, outputs, leaves)
    assert [numbers_of(row) for row in rows] == [numbers_of(grad(n, leaves)) for n in outputs]


@given(several())
def test_a_column_of_the_jacobian_is_a_jvp(drawn):
    outputs, leaves, _, _ = drawn
    first = Value(0.0).created
    rows = differentiated(jacobian, outputs, leaves)
    for i in range(len(leaves)):
        column = jvp(outputs, leaves, [float(i == k) for k in range(len(leaves))])
        for row, d in zip(rows, column, strict=True):
            assert abs(row[i].data - d.data) <= rounding([row[i], d], first)


def test_weights_may_be_values():
    x, w = Value(3.0), Value(5.0)
    (d,) = vjp([x * x], [x], [w])
    assert d.data == 30.0
    assert numbers_of(grad(d, [x, w])) == [10.0, 6.0]


def test_tangents_may_be_values():
    x, v = Value(3.0), Value(5.0)
    (d,) = jvp([x * x], [x], [v])
    assert d.data == 30.0
    assert numbers_of(grad(d, [x, v])) == [10.0, 6.0]


def test_an_output_given_twice_counts_twice():
    x = Value(3.0)
    y = x * x
    assert numbers_of(vjp([y, y], [x], [1.0, 10.0])) == [66.0]
    assert numbers_of(jvp([y, y], [x], [1.0])) == [6.0, 6.0]
    assert numbers_of(jvp([y], [x, x], [1.0, 10.0])) == [66.0]


# What is differentiated by what.


def test_a_value_that_is_not_reached_has_derivative_0():
    x, y = Value(2.0), Value(3.0)
    d = grad(x * x, [y, x])
    assert numbers_of(d) == [0.0, 4.0]
    assert all(isinstance(n, Value) for n in d)
    assert numbers_of(jvp([x * x], [y], [1.0])) == [0.0]
    assert [numbers_of(row) for row in hessian(x * x, [y, x])] == [[0.0, 0.0], [0.0, 2.0]]


def test_an_inner_node_is_a_variable_of_its_own():
    x = Value(2.0)
    a = x * x
    J = a * x
    assert numbers_of(grad(J, [a])) == [2.0]
    assert numbers_of(grad(J, [a, x])) == [2.0, 12.0]


def test_a_node_after_the_output_is_not_reached():
    x = Value(2.0)
    J = x * x
    assert numbers_of(grad(J, [J * 3.0])) == [0.0]


def test_the_same_value_twice():
    x = Value(3.0)
    assert numbers_of(grad(x * x, [x, x])) == [6.0, 6.0]


def test_nothing_to_differentiate_by():
    x = Value(3.0)
    assert grad(x * x, []) == []
    assert hessian(x * x, []) == []
    assert jvp([x * x], [], [])[0].data == 0.0
    assert jacobian([], [x]) == []


def test_the_output_itself():
    x = Value(3.0)
    J = x * x
    assert numbers_of(grad(J, [J])) == [1.0]
    assert numbers_of(grad(J, [J, x])) == [1.0, 6.0]
    assert numbers_of(grad(x, [x])) == [1.0]


def test_one_value_alone_may_stand_for_a_list():
    x = Value(3.0)
    assert numbers_of(grad(x * x, x)) == [6.0]
    assert numbers_of(hvp(x * x, x, [10.0])) == [20.0]
    assert numbers_of(jvp(x * x, x, [10.0])) == [60.0]


def test_anything_that_can_be_gone_through_is_a_list():
    xs = [Value(3.0), Value(4.0)]
    J = xs[0] * xs[1]
    assert numbers_of(grad(J, iter(xs))) == [4.0, 3.0]
    assert numbers_of(hvp(J, iter(xs), iter([1.0, 0.0]))) == [0.0, 1.0]
