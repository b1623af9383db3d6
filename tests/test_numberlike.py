"""Where a Value goes by its number, and where it must not be taken for one."""

import cmath
import math
import operator
import statistics
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograd_mini as ag
from autograd_mini import Value, grad

FINITE = st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.one_of(
    st.floats(), st.integers(), st.booleans(), st.fractions(), st.decimals(allow_nan=False),
    FINITE.map(np.float64), st.integers(-100, 100).map(np.int64),
)  # fmt: skip
RELATIONS = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]
EVERY = pytest.mark.parametrize("relation", RELATIONS)


# A Value is no float: taken for one it would leave the graph without a word.

TAKEN_FOR_A_FLOAT = {
    **{name: getattr(math, name) for name in ("exp", "log", "sqrt", "sin", "floor", "ceil", "trunc",
                                              "isfinite", "fabs", "gamma", "erf", "degrees")},
    "float": float, "int": int, "complex": complex, "round": round,
    "round to 2 digits": lambda x: round(x, 2), "np.float64": np.float64, "np.float32": np.float32,
    "np.array of floats": lambda x: np.array([x, x], dtype=float),
    "math.fsum": lambda x: math.fsum([x, x]), "math.hypot": lambda x: math.hypot(x, 1.0),
    "math.pow": lambda x: math.pow(2, x), "cmath.exp": cmath.exp, "%f": lambda x: "%f" % x,  # noqa: UP031
    "math.isclose": lambda x: math.isclose(x, 2.0),
    "array.array": lambda x: __import__("array").array("d", [x]),
    "assigned to an array": lambda x: np.zeros(3).__setitem__(0, x),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN_FOR_A_FLOAT)
def test_a_value_is_no_float(name):
    x = Value(2.0, label="x")
    with pytest.raises(TypeError) as caught:
        TAKEN_FOR_A_FLOAT[name](x)
    told = f"{caught.value} {caught.value.__cause__}"  # NumPy puts a sentence of its own in front
    assert "use a function of autograd_mini" in told and "x.data" in told
    assert "autograd_mini.exp(x)" in told


def test_a_function_of_math_cannot_lose_a_derivative():
    with pytest.raises(TypeError, match="no float"):
        grad(lambda x: x + math.exp(x))(1.0)
    assert grad(lambda x: x + ag.exp(x))(0.0) == 2.0


def test_numpy_functions_refuse_a_value():
    for f in (np.exp, np.sqrt, np.maximum):
        with pytest.raises(TypeError):
            f(*[Value(1.0)] * f.nin)


def test_statistics_go_through_the_operators_or_are_refused():
    values = [Value(1.0), Value(2.0), Value(4.0)]
    assert statistics.median(values) is values[1]
    with pytest.raises(TypeError):
        statistics.mean(values)


# Comparisons go by the number.


@EVERY
@given(FINITE, FINITE)
def test_values_compare_as_their_numbers(relation, a, b):
    expected = relation(a, b)
    for left, right in ((Value(a), Value(b)), (Value(a), b), (a, Value(b))):
        assert relation(left, right) is expected


@EVERY
@given(FINITE, PLAIN)
def test_a_value_compares_with_any_plain_number_as_its_number_does(relation, a, b):
    expected = bool(relation(a, b))
    assert relation(Value(a), b) is expected
    assert bool(relation(b, Value(a))) is bool(relation(b, a))


@given(FINITE)
def test_a_value_is_true_as_its_number_is(x):
    assert bool(Value(x)) is bool(x)
    assert (not Value(x)) is (not x)


def test_infinities_and_nan_are_plain_numbers_to_compare_with():
    x = Value(1e308)
    assert x < math.inf and x > -math.inf and x != math.inf
    assert [relation(x, math.nan) for relation in RELATIONS] == [False] * 5 + [True]


@pytest.mark.parametrize("other", ["1", None, [1.0], 1j, print], ids=repr)
def test_what_is_no_real_number_has_no_order_and_is_not_equal(other):
    x = Value(1.0)
    assert (x == other) is False and (x != other) is True
    for relation in RELATIONS[:4]:
        for left, right in ((x, other), (other, x)):
            with pytest.raises(TypeError):
                relation(left, right)


def test_arrays_without_axes_compare_as_numbers():
    assert Value(2.0) == np.array(2.0) and Value(2.0) < np.array(3)


def test_hash_is_that_of_the_node():
    x, same = Value(1.0), Value(1.0)
    assert x == same and len({x, same, x}) == 2
    assert {x: "x", same: "same"}[x] == "x"


def test_max_min_and_sorted_give_the_values_themselves():
    values = [Value(3.0), Value(1.0), Value(2.0)]
    assert max(values) is values[0] and min(values) is values[1]
    assert [id(v) for v in sorted(values)] == [id(values[i]) for i in (1, 2, 0)]


BRANCHES = {
    "relu": lambda x: x if x > 0 else 0 * x,
    "clipped": lambda x: min(max(x, -1), 1) * x,
    "by equality": lambda x: x * x if x == 2 else 3 * x,
    "by truth": lambda x: x**2 if x else x + 1,
    "a loop": lambda x: x if abs(x) < 1 else BRANCHES["a loop"](x / 2),
    "sorted": lambda x: sorted([x, x * x, 1 - x])[1],
}
SLOPES = {
    "relu": lambda x: float(x > 0),
    "clipped": lambda x: 2 * x if -1 < x < 1 else math.copysign(1.0, x),
    "by equality": lambda x: 2 * x if x == 2 else 3.0,
    "by truth": lambda x: 2 * x if x else 1.0,
    "a loop": lambda x: 1.0 if abs(x) < 1 else SLOPES["a loop"](x / 2) / 2,
    "sorted": lambda x: sorted(
        [(x, 1.0), (x * x, 2 * x), (1 - x, -1.0)], key=operator.itemgetter(0)
    )[1][1],
}


@pytest.mark.parametrize("name", BRANCHES)
@given(x=st.sampled_from([-3.7, -0.3, 0.0, 0.2, 2.0, 5.1]))
def test_the_same_branch_is_taken_and_differentiated(name, x):
    f = BRANCHES[name]
    value, slope = ag.value_and_grad(f)(x)
    assert value == f(x)
    assert slope == SLOPES[name](x)


# Text.


@given(FINITE, st.sampled_from([".3f", "+.2e", "10.4g", "g", ">20", ",.1f", "%"]))
def test_a_format_is_that_of_the_number(x, form):
    assert format(Value(x), form) == format(x, form)


def test_without_a_format_a_value_says_what_it_is():
    x = Value(2.0, label="x")
    assert f"{x}" == str(x) == repr(x)
    with pytest.raises(ValueError):
        format(x, "q")


# The int 0, where sum() begins.


def test_the_int_0_leaves_no_trace():
    x = Value(2.0)
    assert x + 0 is x and 0 + x is x and sum([x]) is x
    x += 0
    assert x.op is None
    y = Value(3.0)
    assert sum([x, y]).parents == (x, y)


ZEROS = [0.0, -0.0, False, Fraction(0), Decimal(0), np.float64(0), np.int64(0)]


@pytest.mark.parametrize("zero", ZEROS, ids=repr)
def test_any_other_0_makes_a_node(zero):
    # A feature or a bias may happen to be 0; the graph must not depend on that.
    x = Value(2.0)
    for node in (x + zero, zero + x):
        assert node is not x and node.op.name == "add" and node.data == 2.0
    assert (x - 0).op.name == "sub"


def test_arrays_and_complex_numbers_are_compared_as_a_float_is():
    x, array = Value(2.0), np.array([2.0, 3.0])
    assert (x == 2 + 0j, x != 2 + 0j, x == 2j) == (True, False, False)
    for relation in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
        assert list(relation(x, array)) == list(relation(2.0, array))
    with pytest.raises(TypeError, match="complex"):
        x < 2j  # noqa: B015
