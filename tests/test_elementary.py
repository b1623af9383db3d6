"""The derivative table against 50-digit arithmetic, its conventions, and its edges."""

import dataclasses
import math
import sys

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import autograd_mini as ag
from autograd_mini import DomainError, Value, functions
from autograd_mini.elementary import FLOATS, TABLE, operation
from autograd_mini.functions import evaluate
from autograd_mini.testing import oracles
from autograd_mini.testing.programs import NEARBY, TABLE_VALUES

EPS = sys.float_info.epsilon
EVERY = pytest.mark.parametrize("name", TABLE)

MP = oracles.mp_functions(dps=50)
MP_100 = oracles.mp_functions(dps=100)

# Of all sizes: small ones, where expm1 and log1p must not cancel, and ones where σ saturates.
POSITIVE = st.one_of(
    st.sampled_from([1.0, 2.0]),
    st.floats(1e-3, 2.0),
    st.floats(1e-3, 100.0),
    st.floats(1e-12, 1e-3),
)
POINT = st.one_of(POSITIVE, POSITIVE.map(lambda x: -x), st.just(0.0))


def in_domain(name: str, xs: list[float]) -> bool:
    try:
        return TABLE[name].defined(*xs) and math.isfinite(evaluate(name, map(Value, xs)).data)
    except DomainError:
        return False


@st.composite
def points(draw, name: str) -> list[float]:
    """Operands at which the operation and its derivative exist."""
    arity = TABLE[name].arity or draw(st.integers(1, 3)) * 2
    xs = draw(st.lists(POINT, min_size=arity, max_size=arity))
    assume(in_domain(name, xs))
    return xs


def partials(name: str, xs: list) -> list:
    """All partials by the table's own rules, computed with the functions for these operands."""
    m = FLOATS if type(xs[0]) is float else functions
    y = getattr(FLOATS if m is FLOATS else TABLE_VALUES, name)(*xs)
    return [TABLE[name].partial(i, m, xs, y) for i in range(len(xs))]


def moved_by_an_ulp(f, xs: list) -> object:
    """How far f moves, in 50 digits, when each of its operands moves by an ulp."""
    here = f(xs)
    return sum(abs(f([*xs[:i], x + abs(x) * EPS, *xs[i + 1 :]]) - here) for i, x in enumerate(xs))


@EVERY
@given(st.data())
def test_value_is_right_to_the_last_digits(name, data):
    xs = data.draw(points(name))
    exact = [MP.mpf(x) for x in xs]
    y = getattr(MP, name)(*exact)
    # 4 ε: math promises no more than about one ulp, and at most three steps round.  A sum of
    # many terms may cancel; each of them has then been rounded.
    slack = 4 * EPS * abs(y) + sys.float_info.min
    if TABLE[name].arity is None:
        slack += moved_by_an_ulp(lambda at: getattr(MP, name)(*at), exact)
    if name == "logsumexp":  # the log of a number between 1 and n is as exact as 1 is
        slack += EPS
    assert abs(getattr(FLOATS, name)(*xs) - y) <= slack


@EVERY
@given(st.data())
def test_partials_are_right_to_the_last_digits(name, data):
    xs = data.draw(points(name))
    exact = [MP.mpf(x) for x in xs]
    for i, partial in enumerate(partials(name, xs)):
        by_rule = oracles.slope(name, MP, i, exact)
        # Four roundings, and those of the operands.  1 − y² for tanh and y·(1 − y) for σ have the
        # absolute precision of 1, not more.
        slack = 4 * EPS * (1 if name in oracles.AS_EXACT_AS_1 else abs(by_rule))
        slack += moved_by_an_ulp(lambda at, i=i: oracles.slope(name, MP, i, at), exact)
        if name == "pow" and xs[0]:  # v − 1 in u^(v − 1) is as exact as 1 is
            slack += EPS * abs(MP.log(abs(exact[0])) * by_rule)
        if name == "logsumexp":  # exp of xᵢ − y, which is as exact as y is
            slack += 2 * EPS * max(map(abs, exact)) * by_rule
        assert abs(partial - by_rule) <= slack + sys.float_info.min


@EVERY
@given(st.data())
def test_the_oracle_is_right(name, data):
    # A central difference knows no rule at all, and in 100 digits it is exact enough.
    xs = data.draw(points(name))
    if name in ("relu", "abs"):
        assume(abs(xs[0]) > NEARBY)
    if name in ("maximum", "minimum"):
        assume(abs(xs[0] - xs[1]) > NEARBY)
    exact = [MP_100.mpf(x) for x in xs]
    for i, x in enumerate(exact):
        h = MP_100.mpf(10) ** -30 * (abs(x) or 1)
        above, below = (
            getattr(MP_100, name)(*exact[:i], x + step, *exact[i + 1 :]) for step in (h, -h)
        )
        by_rule = oracles.slope(name, MP_100, i, exact)
        # The error is about h², and 1e-100 / h with h ≥ 1e-42.
        assert abs((above - below) / (2 * h) - by_rule) <= MP.mpf(10) ** -40 * (1 + abs(by_rule))


@EVERY
@given(st.data())
def test_rules_on_values_give_the_numbers_of_the_rules_on_floats(name, data):
    xs = data.draw(points(name))
    numbers = partials(name, xs)
    try:
        on_values = partials(name, list(map(Value, xs)))
    except DomainError:  # a second derivative may not exist where the first one does
        assume(False)
    # Not to the last bit: ** and the function pow are rounded by different C functions.
    for number, on_value in zip(numbers, on_values, strict=True):
        on_value = on_value.data if isinstance(on_value, Value) else on_value
        assert math.isclose(on_value, number, rel_tol=2 * EPS, abs_tol=1e-300)


@EVERY
@given(st.data())
def test_a_node_has_the_value_and_the_partials_of_the_table(name, data):
    xs = data.draw(points(name))
    leaves = list(map(Value, xs))
    node = evaluate(name, leaves)
    assert node.op is TABLE[name]
    assert node.data == TABLE[name].value(*xs)
    assert node.partials == tuple(partials(name, xs))
    assert node.parents == node.operands == tuple(leaves)


@EVERY
def test_a_record_is_complete(name):
    op = TABLE[name]
    assert op.name == name
    assert op.symbol and op.derivative and op.latex and op.domain
    assert op.latex.count("{") == op.latex.count("}")
    assert op.latex.isascii()
    assert len(op.partials) == (op.arity or 1)
    assert operation(name) is op


@EVERY
def test_a_record_cannot_be_changed(name):
    with pytest.raises(dataclasses.FrozenInstanceError):
        TABLE[name].symbol = "?"


def test_the_oracle_has_every_operation():
    assert set(oracles.RULES) == set(TABLE), "write its rules in oracles.py, too"


def test_an_unknown_operation_is_refused():
    with pytest.raises(ValueError, match=r"'arccos'.*sigmoid"):
        operation("arccos")


def derivative(f, *xs: float) -> tuple[float, ...]:
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    return tuple(leaf.grad for leaf in leaves)


# Far out, where exp overflows, everything that has a finite value still has it.


@pytest.mark.parametrize(
    ("f", "x", "value", "slope"),
    [
        (ag.sigmoid, 1000.0, 1.0, 0.0),
        (ag.sigmoid, -1000.0, 0.0, 0.0),
        (ag.tanh, 1000.0, 1.0, 0.0),
        (ag.tanh, -1000.0, -1.0, 0.0),
        (ag.softplus, 1000.0, 1000.0, 1.0),
        (ag.softplus, -1000.0, 0.0, 0.0),
        (ag.log_sigmoid, -800.0, -800.0, 1.0),
        (ag.log_sigmoid, 800.0, 0.0, 0.0),
    ],
)
def test_stable_far_out(f, x, value, slope):
    assert f(x) == f(Value(x)).data == value
    assert derivative(f, x) == (slope,)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softplus", "log_sigmoid", "atan"])
@given(st.floats(allow_nan=False, allow_infinity=False))
@example(sys.float_info.max)
@example(-sys.float_info.max)
@example(5e-324)
def test_stable_at_every_float(name, x):
    node = evaluate(name, [Value(x)])
    assert math.isfinite(node.data)
    assert 0 <= node.partials[0] <= 1


@given(st.floats(-30.0, 700.0))
def test_sigmoid_keeps_its_digits_where_it_is_small(x):
    # 1/(1 + e^x) in 50 digits; three roundings, and x itself is exact.
    assert abs(ag.sigmoid(-x) - MP.sigmoid(MP.mpf(-x))) <= 4 * EPS * MP.sigmoid(MP.mpf(-x))


@pytest.mark.parametrize("x", [1e4, -1e4])
def test_logsumexp_far_out(x):
    assert ag.logsumexp([x, x]) == x + math.log(2.0)
    # xᵢ − y is as exact as y, of which an ulp is 2e-12.
    slopes = derivative(lambda u, v: ag.logsumexp([u, v]), x, x)
    assert slopes == pytest.approx((0.5, 0.5), abs=2e-12)


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=6))
def test_partials_of_logsumexp_add_up_to_1(xs):
    node = ag.logsumexp(list(map(Value, xs)))
    # exp turns the rounding of y into a relative error of the same size.
    assert abs(math.fsum(node.partials) - 1) <= EPS * (abs(node.data) + max(map(abs, xs)) + 4)


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=6))
def test_logsumexp_lies_above_the_largest_by_at_most_log_n(xs):
    y = ag.logsumexp(xs)
    assert max(xs) <= y <= max(xs) + math.log(len(xs)) + EPS * abs(y)


# Conventions, at the points where the book leaves a choice.


def test_conventions_at_the_kinks():
    assert derivative(ag.relu, 0.0) == derivative(ag.relu, -0.0) == (0.0,)
    assert derivative(ag.abs, 0.0) == derivative(ag.abs, -0.0) == (0.0,)


@given(st.floats(-1e300, 1e300))
def test_a_tie_is_shared(x):
    for f in (ag.maximum, ag.minimum):
        assert derivative(f, x, x) == (0.5, 0.5)
        assert derivative(lambda u, f=f: f(u, u), x) == (1.0,)
        assert derivative(lambda u, f=f: f(u, x), x) == (0.5,)


@given(st.floats(-10, 10, allow_subnormal=False))
def test_x_to_the_0_is_constant(x):
    assert (Value(x) ** 0).data == 1.0
    assert derivative(lambda u: u**0, x) == (0.0,)


def test_powers_of_0():
    assert ag.pow(0.0, 0.0) == 1.0
    assert derivative(lambda u: u**1, 0.0) == (1.0,)
    assert derivative(lambda u: u**2, 0.0) == (0.0,)
    assert derivative(lambda v: 0**v, 2.0) == (0.0,)


@given(st.floats(-5, -0.1), st.integers(-4, 4))
def test_whole_powers_of_negative_numbers(x, n):
    exact = n * MP.mpf(x) ** (n - 1)
    assert abs(derivative(lambda u: u**n, x)[0] - exact) <= 4 * EPS * abs(exact)


# The edges.

UNDEFINED = {
    "sqrt(0)": lambda: ag.sqrt(Value(0.0)),
    "sqrt of a negative": lambda: Value(-1.0).sqrt(),
    "sqrt of a negative number": lambda: ag.sqrt(-1.0),
    "negative ** Value": lambda: (-2) ** Value(3.0),
    "negative ** fraction": lambda: Value(-2.0) ** 0.5,
    "Value ** Value, negative": lambda: Value(-2.0) ** Value(2.0),
    "0 ** Value(0)": lambda: 0 ** Value(0.0),
    "0 ** -1": lambda: Value(0.0) ** -1,
    "0 ** ½": lambda: Value(0.0) ** 0.5,
    "log 0": lambda: Value(0.0).log(),
    "log of a negative": lambda: ag.log(-1.0),
    "log1p(-1)": lambda: ag.log1p(Value(-1.0)),
    "1 / 0": lambda: 1 / Value(0.0),
    "0 / 0": lambda: Value(0.0) / Value(0.0),
    "Value / 0": lambda: Value(1.0) / 0,
    "number / number": lambda: ag.div(1.0, 0.0),
}  # fmt: skip

TOO_LARGE = {
    "exp": lambda: Value(1000.0).exp(),
    "exp of a number": lambda: ag.exp(1000.0),
    "expm1": lambda: ag.expm1(Value(1000.0)),
    "cosh": lambda: ag.cosh(Value(-1000.0)),
    "sinh": lambda: ag.sinh(Value(1000.0)),
    "+": lambda: Value(1e308) + Value(1e308),
    "−": lambda: Value(-1e308) - 1e308,
    "×": lambda: Value(1e200) * Value(1e200),
    "× number": lambda: Value(1e200) * 1e200,
    "number ×": lambda: 10**200 * Value(1e200),
    "÷": lambda: Value(1e200) / 1e-200,
    "÷, the slope only": lambda: 1e-200 / Value(1e-200) / Value(1e-320),
    "pow": lambda: Value(1e200) ** 2,
    "pow, the slope only": lambda: Value(1e-200) ** -1.5,
    "dot": lambda: ag.dot([Value(1e200)], [1e200]),
    "dot, ∞ − ∞": lambda: ag.dot([Value(1e200), Value(1e200)], [1e200, -1e200]),
    "total": lambda: ag.total([Value(1e308), Value(1e308)]),
    "log, the slope only": lambda: ag.log(Value(1e-320)),
}


@pytest.mark.parametrize("case", UNDEFINED)
def test_outside_the_domain(case):
    with pytest.raises(DomainError, match=r"no finite value and derivative; it needs "):
        UNDEFINED[case]()


@pytest.mark.parametrize("case", TOO_LARGE)
def test_beyond_the_largest_float(case):
    with pytest.raises(DomainError, match="beyond the largest float"):
        TOO_LARGE[case]()


ANY_FLOAT = st.floats(allow_nan=False, allow_infinity=False)


@EVERY
@given(st.data())
def test_a_node_is_finite_or_refused(name, data):
    arity = TABLE[name].arity or data.draw(st.integers(1, 3)) * 2
    xs = data.draw(st.lists(ANY_FLOAT | POINT, min_size=arity, max_size=arity))
    try:
        node = evaluate(name, map(Value, xs))
    except DomainError as error:
        assert name in str(error)
    else:
        assert TABLE[name].defined(*xs) or name == "pow"  # 0**2 is fine, though 0**v is not
        assert all(map(math.isfinite, (node.data, *node.partials)))
