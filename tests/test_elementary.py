"""The derivative table against arithmetic in 60 digits, its conventions, and its edges."""

import dataclasses
import math
import random
import sys
from fractions import Fraction
from types import SimpleNamespace

import pytest
from domain import inside
from hypothesis import assume, example, given
from hypothesis import strategies as st

import autograd_mini as ag
from autograd_mini import DomainError, Value, functions
from autograd_mini.elementary import FLOATS, TABLE, operation
from autograd_mini.errors import number_of
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.functions import evaluate
from autograd_mini.testing import oracles, second_rules
from autograd_mini.testing.programs import TABLE_VALUES

EPS = sys.float_info.epsilon
LEAST = 5e-324  # the smallest float above 0
EVERY = pytest.mark.parametrize("name", TABLE)

MP = oracles.mp_functions(dps=60)
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
    xs = inside(TABLE[name], draw(st.lists(POINT, min_size=arity, max_size=arity)))
    assume(in_domain(name, xs))
    return xs


NODES = SimpleNamespace(
    **{
        **vars(TABLE_VALUES),
        **{
            name: lambda *xs, constant=constant: constant(*map(number_of, xs))
            for name, constant in PIECEWISE_CONSTANT.items()
        },
    }
)


def partials(name: str, xs: list) -> list:
    """All partials by the table's own rules, computed with the functions for these operands."""
    m = FLOATS if type(xs[0]) is float else NODES
    return TABLE[name].all_partials(m, xs, getattr(m, name)(*xs))


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


# Every partial is right to 4 ε, at every float.  What is off by more than that, and by how much:
# for each of these rules a bound, of operand number i, the operands, the result y and the exact
# partial p.  `LEAST` is what a factor of a rule may be off by where it is below 2.2e-308; it stands
# there times the other factors.
OFF_BY_MORE = {
    # On purpose: see the record.
    "sigmoid": lambda i, xs, y, p: 2 * EPS,
    # The two terms cancel near the zero of the slope, where they are as large as the first of them.
    "silu": lambda i, xs, y, p: 4 * EPS * FLOATS.sigmoid(xs[0]),
    "gelu": lambda i, xs, y, p: 4 * EPS * FLOATS.normal_cdf(xs[0]) + LEAST * abs(xs[0]),
    # exp magnifies the rounding of xᵢ − y, which is −log p.
    "logsumexp": lambda i, xs, y, p: EPS * abs(MP.log(p)) * p,
    "div": lambda i, xs, y, p: LEAST / abs(xs[1]),
    "pow": lambda i, xs, y, p: LEAST * (abs(MP.log(abs(xs[0]))) if i else abs(xs[1])),
    "hypot": lambda i, xs, y, p: LEAST * abs(p) / y,
    # Where hypot(u, v) is more than the largest float, the partial is 0.
    "atan2": lambda i, xs, y, p: abs(p) if math.hypot(*xs) == math.inf else LEAST / math.hypot(*xs),
    "normal_pdf": lambda i, xs, y, p: LEAST * abs(xs[0]),
}  # fmt: skip


def check_partials(name: str, xs: list[float]) -> None:
    """Compare every partial that exists with its value in 60 digits."""
    op = TABLE[name]
    if not op.defined(*xs):
        return
    exact = [MP.mpf(x) for x in xs]
    right = [oracles.slope(name, MP, i, exact) for i in range(len(xs))]
    if any(abs(x) > sys.float_info.max for x in [getattr(MP, name)(*exact), *right]):
        return
    y = op.value(*xs)
    for i, (found, p) in enumerate(zip(op.all_partials(FLOATS, xs, y), right, strict=True)):
        slack = 4 * EPS * abs(p) + 2 * LEAST
        if name in OFF_BY_MORE:
            slack += OFF_BY_MORE[name](i, xs, y, p)
        assert abs(found - p) <= slack, (name, xs, i, found, p)


# Where rules cancel, overflow or underflow: around 0, the kinks, ±1, multiples of π/2, the ends of
# exp, the zeros of slopes, and the smallest and largest floats.
SPECIAL = [
    0.0, LEAST, 1e-320, 1e-309, 2.3e-308, 1e-300, 1e-162, 1e-154, 1e-100, 1e-20, 1e-9, 0.1, 0.3,
    0.5, 0.7517916, 0.9999999, 1 - 2**-53, 1.0, 1 + 2**-52, 1.2784645, 1.5, 2.0, 3.0, 14.0, 19.1,
    26.6, 37.6, 38.5, 40.5, 360.0, 700.0, 709.78, 715.0, 745.0, 746.0, 1e9, 1e16, 1e50, 1e100,
    1.2e154, 1.4e154, 1e160, 1e300, 8e307, 1.3e308, sys.float_info.max,
    *(k * math.pi / 2 for k in range(1, 5)),
]  # fmt: skip
SPECIAL += [-x for x in SPECIAL]
BELOW_1 = st.floats(-1, 1, exclude_min=True, exclude_max=True)  # 2**1024 is no float
ANY_SIZE = st.builds(math.ldexp, BELOW_1, st.integers(-1073, 1024))
ANY_FLOAT = st.floats(allow_nan=False, allow_infinity=False)


@EVERY
def test_partials_are_right_at_special_points(name):
    arity = TABLE[name].arity
    some = random.Random(0)
    points = [some.choices(SPECIAL, k=arity or some.choice([2, 4, 6])) for _ in range(1000)]
    for xs in [[x] for x in SPECIAL] if arity == 1 else points:
        check_partials(name, xs)


@EVERY
@given(st.data())
def test_partials_are_right_at_every_float(name, data):
    arity = TABLE[name].arity or 2 * data.draw(st.integers(1, 3))
    number = ANY_SIZE | ANY_FLOAT | POINT
    check_partials(name, inside(TABLE[name], data.draw(st.tuples(*[number] * arity))))


def test_a_rule_that_cancels_or_overflows_is_noticed(monkeypatch):
    careless = {
        "tanh": lambda m, x, y: 1 - y * y,
        "atan": lambda m, x, y: 1 / (1 + x * x),
        "asin": lambda m, x, y: 1 / m.sqrt(1 - x * x),
        "asinh": lambda m, x, y: 1 / m.sqrt(1 + x * x),
        "acosh": lambda m, x, y: 1 / m.sqrt((x - 1) * (x + 1)),
        "erf": lambda m, x, y: 2 / math.sqrt(math.pi) * m.exp(-x * x),
        "gelu": lambda m, x, y: 0.5 + 0.5 * m.erf(x / math.sqrt(2)) + x * m.normal_pdf(x),
        "expm1": lambda m, x, y: y + 1,
    }
    for name, rule in careless.items():
        op = dataclasses.replace(TABLE[name], partials=(rule,))
        monkeypatch.setitem(TABLE, name, op)
        with pytest.raises((AssertionError, ArithmeticError)):
            test_partials_are_right_at_special_points(name)


@EVERY
@given(st.data())
def test_the_oracle_is_right(name, data):
    # A central difference knows no rule at all, and in 100 digits it is exact enough.
    exact = [MP_100.mpf(x) for x in data.draw(points(name))]
    for i, x in enumerate(exact):

        def f(step, i=i, x=x):
            return getattr(MP_100, name)(*exact[:i], x + step, *exact[i + 1 :])

        h = MP_100.mpf(10) ** -30 * (abs(x) or 1)
        slope = (f(h) - f(-h)) / (2 * h)
        least = MP.mpf(10) ** -40 * (1 + abs(slope))
        # Not at a kink or jump: there the two sides differ, or a difference depends on h.
        assume(abs(f(h) - 2 * f(0) + f(-h)) / h < MP.mpf(10) ** -20)
        assume(abs((f(2 * h) - f(-2 * h)) / (4 * h) - slope) <= least)
        # The error is about h², and 1e-100 / h with h ≥ 1e-42.
        assert abs(slope - oracles.slope(name, MP_100, i, exact)) <= least


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


def test_the_oracle_has_no_other_operations():
    assert set(second_rules.RULES) <= set(TABLE)


def test_an_unknown_operation_is_refused():
    with pytest.raises(ValueError, match=r"'nonsense'.*sigmoid"):
        operation("nonsense")


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


@pytest.mark.parametrize(
    "name",
    [
        "sigmoid", "tanh", "softplus", "log_sigmoid", "atan", "softsign", "asinh", "normal_cdf",
        "elu",
    ],
)  # fmt: skip
@given(ANY_FLOAT | ANY_SIZE)
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
    assert derivative(lambda u, v: ag.logsumexp([u, v]), x, x) == (0.5, 0.5)


@given(st.lists(ANY_FLOAT, min_size=1, max_size=6))
@example([1e50, 1e50])
@example([sys.float_info.max] * 3)
@example([-sys.float_info.max, sys.float_info.max])
def test_partials_of_logsumexp_add_up_to_1(xs):
    node = ag.logsumexp(list(map(Value, xs)))
    # Each is rounded twice, and none of these roundings is more than that of a number below 1.
    assert abs(math.fsum(node.partials) - 1) <= EPS * len(xs)


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=4))
def test_second_derivatives_of_logsumexp_are_those_of_softmax(xs):
    leaves = list(map(Value, xs))
    H = ag.hessian(ag.logsumexp(leaves), leaves)
    exact = [MP.mpf(x) for x in xs]
    p = [oracles.slope("logsumexp", MP, i, exact) for i in range(len(xs))]
    for i, row in enumerate(H):
        for j, entry in enumerate(row):
            # |xᵢ − y| is at most 62, and so exp is off by at most 32 ε, a few times over.
            assert abs(entry.data - (p[i] * (i == j) - p[i] * p[j])) <= 200 * EPS * p[i]


@given(st.lists(ANY_FLOAT, min_size=1, max_size=6))
@example([0.0, -40.0])
def test_logsumexp_of_any_floats(xs):
    y = MP.logsumexp(*map(MP.mpf, xs))
    # A sum of the largest and a logarithm, which may cancel; each is right to 2 ε.
    assert abs(ag.logsumexp(xs) - y) <= 2 * EPS * (abs(y) + abs(y - max(xs))) + LEAST


@given(st.lists(ANY_FLOAT, min_size=1, max_size=6))
@example([1e308, 1e308, -1e308])
@example([sys.float_info.max, sys.float_info.max, -sys.float_info.max, -sys.float_info.max, 1e-300])
def test_a_sum_of_any_floats_is_rounded_once(xs):
    exact = sum(map(Fraction, xs))
    try:
        assert FLOATS.total(*xs) == float(exact)
    except OverflowError:
        assert abs(exact) > sys.float_info.max


@given(st.lists(st.tuples(ANY_SIZE, ANY_SIZE), min_size=1, max_size=4))
@example([(1e200, 1e200), (1e200, -1e200), (2.0, 3.0)])
@example([(1e200, 1e200), (1e200, 1e200)])
def test_dot_of_any_floats_exists_if_it_is_a_float(pairs):
    weights, inputs = zip(*pairs, strict=True)
    exact = sum(Fraction(w) * Fraction(x) for w, x in pairs)
    size = sum(abs(Fraction(w) * Fraction(x)) for w, x in pairs)
    try:
        found = FLOATS.dot(*weights, *inputs)
        assert abs(Fraction(found) - exact) <= Fraction(EPS) * size + len(pairs) * Fraction(LEAST)
    except OverflowError:
        assert abs(exact) > sys.float_info.max


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=6))
def test_logsumexp_lies_above_the_largest_by_at_most_log_n(xs):
    y = ag.logsumexp(xs)
    assert max(xs) <= y <= max(xs) + math.log(len(xs)) + EPS * abs(y)


# Conventions, at the points where the book leaves a choice.


@pytest.mark.parametrize(
    ("name", "slope"),
    [("relu", 0.0), ("abs", 0.0), ("leaky_relu", 0.01), ("elu", 1.0), ("softsign", 1.0)],
)
def test_conventions_at_the_kinks(name, slope):
    f = functions.function(name)
    assert derivative(f, 0.0) == derivative(f, -0.0) == (slope,)


def test_the_angle_turns_at_the_same_speed_on_both_sides_of_its_cut():
    angle = functions.function("atan2")
    assert angle(0.0, -2.0) == -angle(-0.0, -2.0) == math.pi
    assert derivative(angle, 0.0, -2.0) == derivative(angle, -0.0, -2.0) == (-0.5, 0.0)


@given(st.floats(-1e300, 1e300))
def test_a_tie_is_shared(x):
    for f in (ag.maximum, ag.minimum):
        assert derivative(f, x, x) == (0.5, 0.5)
        assert derivative(lambda u, f=f: f(u, u), x) == (1.0,)
        assert derivative(lambda u, f=f: f(u, x), x) == (0.5,)


@given(ANY_FLOAT | ANY_SIZE)
@example(1e-309)
def test_x_to_the_0_is_constant(x):
    assert (Value(x) ** 0).data == 1.0
    assert derivative(lambda u: u**0, x) == (0.0,)
    second = ag.grad(ag.grad(lambda u: u**0 + u))
    assert second(x) == 0.0


@given(st.floats(1e-3, 1e3), st.sampled_from([0.0, 1.0, 2.0, -1.0, 0.3, -0.7]))
def test_an_exponent_that_happens_to_be_0_is_a_variable_all_the_same(u, v):
    # ∂²/∂u∂v of u^v is u^(v − 1)·(1 + v·log u), and so 1/u at v = 0.
    base, exponent = Value(u), Value(v)
    (by_u,), (by_v,) = (ag.grad(base**exponent, x) for x in (base, exponent))
    x, n = MP.mpf(u), MP.mpf(v)
    mixed = x ** (n - 1) * (1 + n * MP.log(x))
    size = x ** (n - 1) * (1 + abs(n * MP.log(x)))
    for found in (ag.grad(by_u, exponent)[0], ag.grad(by_v, base)[0]):
        assert abs(found.data - mixed) <= 10 * EPS * size


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
    "asin(1)": lambda: evaluate("asin", [Value(1.0)]),
    "acos(-1)": lambda: evaluate("acos", [Value(-1.0)]),
    "acosh(1)": lambda: evaluate("acosh", [Value(1.0)]),
    "atanh(1)": lambda: evaluate("atanh", [Value(1.0)]),
    "cbrt(0)": lambda: evaluate("cbrt", [Value(0.0)]),
    "hypot(0, 0)": lambda: evaluate("hypot", [Value(0.0), 0.0]),
    "atan2(0, 0)": lambda: evaluate("atan2", [Value(0.0), Value(0.0)]),
    "log2(0)": lambda: evaluate("log2", [Value(0.0)]),
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
    "pow of a negative number": lambda: Value(-1e200) ** 2,
    "exp2": lambda: evaluate("exp2", [Value(1024.0)]),
    "hypot": lambda: evaluate("hypot", [Value(1.5e308), 1.5e308]),
    "pow, the slope only": lambda: Value(1e-200) ** -1.5,
    "dot": lambda: ag.dot([Value(1e200)], [1e200]),
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
