"""Derivatives of derivatives, against other ways to get them."""

import dataclasses
import math
import sys

import pytest
from derivatives import differentiated, magnitude, numbers_of, rounding
from domain import inside
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from wrong_rules import with_wrong_rule

import autograd_mini as ag
from autograd_mini import DomainError, Value, grad, hessian, hvp
from autograd_mini.elementary import TABLE
from autograd_mini.testing.many_digits import mp_functions
from autograd_mini.testing.oracles import dual_functions, dual_leaves
from autograd_mini.testing.programs import TABLE_VALUES, VALUES, run, tame
from autograd_mini.testing.strategies import programs

MP = mp_functions(dps=50)
MP_DUALS = dual_functions(MP, MP, MP.mpf)
EVERY = pytest.mark.parametrize("name", TABLE)


@given(programs())
def test_mixed_partials_are_symmetric(drawn):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    J = run(program, VALUES, leaves)[-1]
    H = differentiated(hessian, J, leaves)
    for i in range(len(leaves)):
        for j in range(i):
            one, other = H[i][j], H[j][i]
            assert abs(one.data - other.data) <= rounding([one, other], J.created)


@given(programs(), st.lists(st.floats(-2, 2, allow_subnormal=False), min_size=4, max_size=4))
def test_hvp_is_the_hessian_times_the_vector(drawn, vector):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    J = run(program, VALUES, leaves)[-1]
    H = differentiated(hessian, J, leaves)
    vector = vector[: len(leaves)]
    for i, product in enumerate(hvp(J, leaves, vector)):
        terms = [row[i] * v for row, v in zip(H, vector, strict=True)]  # a column: see vjp
        slack = rounding([product, *terms], J.created) + sys.float_info.min
        assert abs(product.data - math.fsum(numbers_of(terms))) <= slack


@settings(max_examples=60)
@given(programs(leaves=3, size=8))
def test_hessian_is_central_differences_of_the_gradient_in_50_digits(drawn):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    J = run(program, VALUES, leaves)[-1]
    H = differentiated(hessian, J, leaves)
    exact = [MP.mpf(x) for x in numbers]
    h = MP.mpf(10) ** -15
    for i in range(len(leaves)):
        for j in range(len(leaves)):
            above, below = (
                run(program, MP_DUALS, dual_leaves([*exact[:j], x, *exact[j + 1 :]], i))[-1].slope
                for x in (exact[j] + h, exact[j] - h)
            )
            # The difference is exact to h² = 1e-30 times a third derivative.  The engine has its
            # slopes at rounded values; tame steps in a row magnify what has been rounded off.  For
            # the first derivative that allows 1e-11 a step, see test_gradients.py.
            size = magnitude(H[i][j], J.created)
            slack = 1e-10 * (len(program) + 1) * (1 + size)
            assert abs(H[i][j].data - (above - below) / (2 * h)) <= slack


def close(name: str, xs: list[float]) -> bool:
    """Tell whether the first and second derivatives of an operation are right, by differences."""
    leaves = [Value(x) for x in xs]
    y = getattr(TABLE_VALUES, name)(*leaves)
    exact = [MP.mpf(x) for x in xs]

    def near(derivative: Value, *by: int) -> bool:
        orders = tuple(by.count(i) for i in range(len(xs)))
        f = getattr(MP, name)
        right = MP.ctx.diff(f, exact, orders) if len(xs) > 1 else MP.ctx.diff(f, *exact, *orders)
        # mpmath's difference has 15 digits and more.  Here a few roundings, each of 1 at most in
        # the sums (1 − y², 1 + y², …) that then are multiplied by numbers up to 50², as for tan.
        return bool(abs(derivative.data - right) <= 1e-12 * (1 + abs(right)))

    return all(
        near(d, i) and all(near(second, i, j) for j, second in enumerate(row))
        for i, (d, row) in enumerate(zip(grad(y, leaves), hessian(y, leaves), strict=True))
    )


@st.composite
def tame_points(draw, name: str) -> list[float]:
    arity = TABLE[name].arity or draw(st.integers(1, 2)) * 2
    xs = draw(st.lists(st.floats(-3, 3), min_size=arity, max_size=arity))
    if name == "pow":
        xs[0] = max(abs(xs[0]), 2.0**-6)  # near 0 the slope of log u is too large for a float
    if name == "acosh":
        xs[0] = 1 + abs(xs[0])  # of numbers from -3 to 3 it has few, and most would be thrown away
    assume(tame(name, xs))
    assume(name not in ("softsign", "elu") or xs[0])  # their second derivatives jump at 0
    return xs


@EVERY
@settings(max_examples=15)
@given(st.data())
def test_first_and_second_partials_of_every_operation(name, data):
    assert close(name, data.draw(tame_points(name)))


@EVERY
def test_a_wrong_rule_makes_the_derivatives_wrong(monkeypatch, name):
    op = TABLE[name]
    xs = inside(op, [1.25, 0.75][: op.arity])
    assert close(name, xs)
    for i in range(len(op.partials)):
        wrong = with_wrong_rule(op, i, lambda partial: partial * 1.001 + 0.0001)
        monkeypatch.setitem(TABLE, name, wrong)
        assert not close(name, xs)


SMOOTH = ["exp", "expm1", "log", "log1p", "sqrt", "sin", "cos", "tan", "atan", "sinh", "cosh",
          "tanh", "sigmoid", "log_sigmoid", "softplus"]  # fmt: skip


@pytest.mark.parametrize("name", SMOOTH)
def test_a_second_derivative_that_is_wrong_alone_is_noticed(monkeypatch, name):
    # The first derivative, and its number, stay right: only its dependence on x is lost.
    op, x = TABLE[name], 0.75
    slope = op.partial(0, ag.elementary.FLOATS, [x], op.value(x))
    frozen = dataclasses.replace(op, partials=(lambda m, x, y: slope,))
    monkeypatch.setitem(TABLE, name, frozen)
    leaf = Value(x)
    (d,) = grad(getattr(ag, name)(leaf), [leaf])
    assert d.data == slope
    assert not close(name, [x])


@pytest.mark.parametrize("name", ["sin", "exp", "sigmoid", "tanh"])
@settings(max_examples=25)
@given(x=st.floats(-3, 3))
def test_third_derivatives(name, x):
    third = grad(grad(grad(getattr(ag, name))))(x)
    right = MP.ctx.diff(getattr(MP, name), MP.mpf(x), 3)
    assert abs(third - right) <= 1e-13 * (1 + abs(right))  # a few roundings of numbers below 8


@given(st.integers(0, 6), st.integers(-4, 4))
def test_derivatives_of_a_power_of_every_order(n, x):
    d = Value(float(x))
    leaf, right = d, float(x) ** n
    d = d**n
    for order in range(n + 2):
        assert d.data == right  # whole numbers: nothing is rounded
        (d,) = grad(d, [leaf])
        right = math.perm(n, order + 1) * float(x) ** max(n - order - 1, 0)


@pytest.mark.parametrize(
    ("name", "f"),
    [
        ("x ** 1.5 at 0", lambda x: x**1.5),
        ("x ** 1.5 at 0, inside", lambda x: ag.sin(x * x**1.5)),
    ],
)
def test_a_second_derivative_that_does_not_exist(name, f):
    x = Value(0.0)
    J = f(x)
    J.backward()
    assert x.grad == 0.0  # the first derivative does exist
    words = r"^pow\(0\.0, 1\.5\) can be differentiated here, but not once more: pow\(0\.0, 0\.5\), "
    (slope,) = grad(J, [x])
    assert slope.data == 0.0
    for again in (lambda: hessian(J, [x]), lambda: grad(slope, [x]), slope.backward):
        with pytest.raises(DomainError, match=words):
            again()
    assert x.grad == 0.0
