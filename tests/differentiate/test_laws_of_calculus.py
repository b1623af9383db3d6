"""Laws that derivatives obey, one worked out by hand, and those of another library."""

import sys
from itertools import pairwise

import pytest
from derivatives import numbers_of
from hypothesis import given
from hypothesis import strategies as st

import autograd_mini as ag
from autograd_mini import Value, grad, hessian, value_and_grad

EPS = sys.float_info.epsilon


@st.composite
def homogeneous(draw):
    """Values, and Σ c · Π x_i^e_i of them in which all terms have one degree."""
    xs = [Value(float(x)) for x in draw(st.lists(st.integers(-5, 5), min_size=1, max_size=3))]
    degree = draw(st.integers(1, 5))
    terms = []
    for _ in range(draw(st.integers(1, 4))):
        term = Value(float(draw(st.integers(-9, 9))))
        left = degree
        for x in xs[:-1]:
            power = draw(st.integers(0, left))
            left -= power
            term = term * x**power
        terms.append(term * xs[-1] ** left)
    return xs, degree, ag.total(terms)


@given(homogeneous())
def test_euler_on_homogeneous_polynomials(drawn):
    xs, k, f = drawn
    # Whole numbers below 2^53: nothing is rounded.
    along = sum(x.data * d.data for x, d in zip(xs, grad(f, xs), strict=True))
    assert along == k * f.data
    H = hessian(f, xs)
    bent = sum(x.data * H[i][j].data * y.data for i, x in enumerate(xs) for j, y in enumerate(xs))
    assert bent == k * (k - 1) * f.data


HOMOGENEOUS = [
    (0, lambda x, y: x / y),
    (0, lambda x, y: ag.atan(y / x)),
    (1, lambda x, y: ag.sqrt(x * x + y * y)),
    (1, lambda x, y: ag.maximum(x, y) - abs(x)),
    (1.5, lambda x, y: x**1.5 + x * ag.sqrt(y)),
    (-2, lambda x, y: 1 / (x * x + x * y)),
]


@pytest.mark.parametrize(("k", "f"), HOMOGENEOUS)
@given(x=st.floats(0.5, 2), y=st.floats(0.5, 2))
def test_euler_on_homogeneous_functions(k, f, x, y):
    value, (by_x, by_y) = value_and_grad(f, argnums=(0, 1))(x, y)
    # Some ten roundings, of numbers below 10.
    assert abs(x * by_x + y * by_y - k * value) <= 100 * EPS


EVEN = [ag.cos, ag.cosh, ag.abs, lambda x: x**2, lambda x: x * ag.sin(x), lambda x: ag.exp(-x * x)]
ODD = [ag.sin, ag.sinh, ag.tan, ag.tanh, ag.atan, lambda x: x**3, lambda x: x * ag.cos(x)]


def first_and_second(f, number: float) -> tuple[float, float]:
    x = Value(number)
    J = f(x)
    return grad(J, [x])[0].data, hessian(J, [x])[0][0].data


@given(st.floats(0.0, 1.5))
def test_the_derivative_of_an_even_function_is_odd(x):
    for f in EVEN:
        first, second = first_and_second(f, x)
        assert first_and_second(f, -x) == (-first, second)


@given(st.floats(0.0, 1.5))
def test_the_derivative_of_an_odd_function_is_even(x):
    for f in ODD:
        first, second = first_and_second(f, x)
        assert first_and_second(f, -x) == (first, -second)


def rosenbrock(xs):
    return ag.total([(1 - x) ** 2 + 100 * (y - x * x) ** 2 for x, y in pairwise(xs)])


def test_a_hessian_worked_out_by_hand():
    x, y = Value(-1.0), Value(2.0)
    H = hessian(rosenbrock([x, y]), [x, y])
    assert [numbers_of(row) for row in H] == [[2 + 1200.0 - 800.0, 400.0], [400.0, 200.0]]


@pytest.mark.slow
def test_gradients_and_hessians_are_those_of_jax():
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    jnp = jax.numpy
    cases = [
        (rosenbrock, lambda x: jnp.sum((1 - x[:-1]) ** 2 + 100 * (x[1:] - x[:-1] ** 2) ** 2)),
        (ag.logsumexp, jax.scipy.special.logsumexp),
        (
            lambda x: ag.sin(x[0] * x[1]) / (2 + ag.cos(x[2])),
            lambda x: jnp.sin(x[0] * x[1]) / (2 + jnp.cos(x[2])),
        ),
        (
            lambda x: ag.softplus(x[0]) ** ag.sigmoid(x[1]) * ag.tanh(x[2]),
            lambda x: jax.nn.softplus(x[0]) ** jax.nn.sigmoid(x[1]) * jnp.tanh(x[2]),
        ),
        (
            lambda x: ag.maximum(x[0], x[1] * x[2]) * ag.log1p(x[0] * x[0]) - ag.expm1(x[2]),
            lambda x: jnp.maximum(x[0], x[1] * x[2]) * jnp.log1p(x[0] * x[0]) - jnp.expm1(x[2]),
        ),
    ]
    for ours, theirs in cases:
        both = jax.jit(lambda at, f=theirs: (jax.grad(f)(at), jax.hessian(f)(at)))
        for point in ([0.5, -1.25, 2.0], [-0.75, 0.3, 0.1], [1.5, 1.0, -2.5]):
            xs = [Value(x) for x in point]
            J, (gradient, second) = ours(xs), both(jnp.array(point))
            # Two libraries with exp, sin, … of their own, which differ by an ulp or two.
            for mine, right in [
                (numbers_of(grad(J, xs)), gradient),
                ([d.data for row in hessian(J, xs) for d in row], second),
            ]:
                assert mine == pytest.approx(right.ravel().tolist(), rel=1e-13, abs=1e-13)
