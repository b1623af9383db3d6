"""Derivatives of Python functions: their arguments, their shapes, and derivatives within them."""

import collections
import math
import sys

import pytest
from derivatives import numbers_of
from hypothesis import given
from hypothesis import strategies as st

import autograd_mini as ag
from autograd_mini import Value, grad, value_and_grad

EPS = sys.float_info.epsilon


def test_argnums():
    def f(x, y, z):
        return x * y * y * z

    assert grad(f)(2.0, 3.0, 5.0) == 45.0
    assert grad(f, argnums=1)(2.0, 3.0, 5.0) == 60.0
    assert grad(f, argnums=-1)(2.0, 3.0, 5.0) == 18.0
    assert grad(f, argnums=(2, 0))(2.0, 3.0, 5.0) == (18.0, 45.0)
    assert grad(f, argnums=[0])(2.0, 3.0, 5.0) == (45.0,)
    assert grad(f, argnums=())(Value(2.0), 3.0, 5.0) == ()
    assert value_and_grad(f, argnums=(0, -2))(2.0, 3.0, 5.0) == (90.0, (45.0, 60.0))


@pytest.mark.parametrize("argnums", [(0, 0), (0, -2), (-2, 0)])
def test_the_same_argument_twice(argnums):
    assert grad(lambda x, y: x * x * y, argnums=argnums)(3.0, 1.0) == (6.0, 6.0)


def test_a_named_tuple_keeps_its_names():
    point = collections.namedtuple("point", "a b")
    slope = grad(lambda p: p.a * p.b)(point(2.0, 5.0))
    assert slope == point(5.0, 2.0) and slope.a == 5.0


def test_a_node_that_is_two_derivatives_is_labelled_as_one_of_them():
    u, v = Value(1.0, label="u"), Value(2.0, label="v")
    by_u, by_v = grad((u + v) ** 2, [u, v])
    assert by_u is by_v
    assert by_u.label in ("∂J/∂u", "∂J/∂v")


def test_an_error_names_the_function_that_was_called():
    with pytest.raises(TypeError, match=r"grad takes Values, not 2\.0"):
        grad(Value(1.0) * 2, [2.0])


def test_a_derivative_has_the_shape_of_the_argument():
    def f(theta, x):
        rows, (bias, [c]) = theta
        return ag.total([ag.dot(row, [x, 1.0]) for row in rows]) * bias + c * c

    theta = ([[1.0, 2.0], [3.0, 4.0]], (5.0, [6.0]))
    assert grad(f)(theta, 10.0) == ([[50.0, 5.0], [50.0, 5.0]], (46.0, [12.0]))
    assert grad(f, argnums=(1, 0))(theta, 10.0)[0] == 20.0
    assert grad(lambda x: x[0] * 1.0)([2.0, [], ()]) == [1.0, [], ()]


def test_keywords_are_passed_on():
    def f(x, *, power, **others):
        return x**power + others["shift"]

    assert grad(f)(3.0, power=2, shift=1.0) == 6.0
    assert value_and_grad(f)(3.0, power=2, shift=1.0) == (10.0, 6.0)


def test_floats_give_floats():
    value, slope = value_and_grad(lambda x: ag.sin(x) * 2)(1)
    assert type(value) is type(slope) is float
    assert (value, slope) == (2 * math.sin(1), 2 * math.cos(1))
    assert type(grad(lambda x: x * Value(3.0))(2.0)) is float  # 3 was made inside


def test_a_function_of_one_value_may_return_it():
    assert value_and_grad(lambda x: x)(2.0) == (2.0, 1.0)
    assert value_and_grad(lambda x, y: y + 0.0, argnums=(0, 1))(2.0, 5.0) == (5.0, (0.0, 1.0))


def test_the_arguments_are_not_changed():
    given_list = [1.0, (2.0, 3.0)]
    grad(lambda x: x[0] * x[1][0])(given_list)
    assert given_list == [1.0, (2.0, 3.0)]


@given(st.floats(-2, 2))
def test_nested_grads_are_higher_derivatives(x):
    def f(t):
        return t**4

    assert grad(grad(f))(x) == pytest.approx(12 * x**2, rel=4 * EPS)  # two products, two powers
    assert grad(grad(grad(f)))(x) == pytest.approx(24 * x, rel=4 * EPS)


@pytest.mark.parametrize("f", [lambda x: 3 * x, abs, ag.relu, lambda x: x])
def test_the_second_derivative_of_a_linear_function_is_0(f):
    assert grad(grad(f))(2.0) == 0.0


def test_all_derivatives_of_a_power_above_its_degree_are_0():
    assert grad(grad(grad(grad(lambda x: x**2))))(2.0) == 0.0


def test_values_give_values_that_can_be_differentiated_again():
    x = Value(3.0)
    value, slope = value_and_grad(lambda t: t**3)(x)
    assert (value.data, slope.data) == (27.0, 27.0)
    assert numbers_of(grad(value, [x])) == [27.0]
    assert numbers_of(grad(slope, [x])) == [18.0]


def test_a_function_that_reads_outside_values_returns_values():
    w = Value(3.0)
    value, slope = value_and_grad(lambda x: x * x * w)(2.0)
    assert (value.data, slope.data) == (12.0, 12.0)
    assert numbers_of(grad(slope, [w])) == [4.0]
    # What does not depend on w is a float all the same.
    assert type(grad(lambda x: x * x + w)(2.0)) is float


def test_a_value_passed_as_another_argument_is_an_outside_value():
    w = Value(3.0)
    slope = grad(lambda x, y: x * x * y)(2.0, w)
    assert numbers_of(grad(slope, [w])) == [4.0]


@pytest.mark.parametrize(
    ("outer", "x", "right"),
    [
        # d/dy (x + y) = 1, so x · 1.
        (lambda x: x * grad(lambda y: x + y)(2.0), 1.0, 1.0),
        # d/dy (x · y) = x, so x².
        (lambda x: x * grad(lambda y: x * y)(2.0), 3.0, 6.0),
        # d/dy (x · y²) at 2 is 4 x, so 4 x².
        (lambda x: x * grad(lambda y: x * y * y)(2.0), 3.0, 24.0),
        # At y = x the inner derivative is that by y alone, x, and not that of x², 2 x.
        (lambda x: grad(lambda y: x * y)(x), 3.0, 1.0),
        (lambda x: x * grad(lambda y: x * y)(x), 3.0, 6.0),
        # Here it is 2 y = 2 x, so 2 x².
        (lambda x: x * grad(lambda y: y * y)(x), 3.0, 12.0),
        # d/dy (x · y²) = 2 x y, at y = x 2 x²; its derivative by x is 4 x.
        (lambda x: grad(lambda y: x * y * y)(x), 3.0, 12.0),
        # The same, with the inner function's value: x · x² + 2 x².
        (lambda x: sum(value_and_grad(lambda y: x * y * y)(x)), 3.0, 27.0 + 12.0),
        # y at x²: d/dy (x · y²) = 2 x y = 2 x³.
        (lambda x: grad(lambda y: x * y * y)(x * x), 3.0, 54.0),
        # Three deep: d/dz (x y z²) = 2 x y z at z = y, 2 x y²; by y, 4 x y at y = x, 4 x².
        (lambda x: grad(lambda y: grad(lambda z: x * y * z * z)(y))(x), 3.0, 24.0),
    ],
)
def test_inner_and_outer_derivatives_are_not_confused(outer, x, right):
    assert grad(outer)(x) == right
