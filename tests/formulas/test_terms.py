"""Formulas say what they come to, and read back as what they are."""

import math

import pytest
from domain import inside
from hypothesis import assume, given
from hypothesis import strategies as st
from wrong_rules import with_wrong_rule

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.formulas.notation import as_latex, as_text, in_number
from autograd_mini.formulas.terms import (
    SYMBOLS,
    Symbol,
    build,
    evaluate,
    local_derivative,
    product_of,
    simpler,
    sum_of,
    value,
)
from autograd_mini.testing.programs import tame

EVERY = pytest.mark.parametrize("name", TABLE)


def letter(name: str, number: float) -> Symbol:
    return Symbol(name, name, number)


X, Y, Z = letter("x", 2.0), letter("y", 5.0), letter("z", -3.0)


# The table's rules, run on symbols.


@st.composite
def points(draw, name: str) -> list[float]:
    """Operands at which the operation and its partials are defined."""
    arity = TABLE[name].arity or draw(st.integers(1, 3)) * 2
    number = st.sampled_from([0.0, 1.0, -1.0, 2.0]) | st.floats(-4, 4, allow_subnormal=False)
    xs = draw(st.lists(number, min_size=arity, max_size=arity))
    return xs if tame(name, xs) else inside(TABLE[name], xs)


@EVERY
@given(st.data())
def test_a_rule_on_symbols_comes_to_the_number_of_the_rule_on_floats(name, data):
    op, xs = TABLE[name], data.draw(points(name))
    try:
        y = op.value(*xs)
        numbers = [op.partial(i, FLOATS, xs, y) for i in range(len(xs))]
    except (ValueError, OverflowError, ZeroDivisionError):
        assume(False)
    letters = [letter(f"x{i}", x) for i, x in enumerate(xs)]
    for i, number in enumerate(numbers):
        # What disappears from a formula is 0 · x, 1 · x, …, which round nothing: not one bit moves.
        formula = local_derivative(op, i, letters, letter("y", y))
        assert value(formula) == number
        # A plain number among the operands stays one.
        plain = [x if k == i else xs[k] for k, x in enumerate(letters)]
        assert value(local_derivative(op, i, plain, letter("y", y))) == number


@EVERY
def test_a_wrong_rule_gives_a_wrong_formula(monkeypatch, name):
    # A test of the test above: it compares two runs of one rule, and these are told apart.
    op = TABLE[name]
    xs = inside(op, [1.25, 0.75][: op.arity])
    y = op.value(*xs)
    letters = [letter("u", xs[0]), letter("v", xs[-1])][: len(xs)]
    for i in range(len(op.partials)):
        wrong = with_wrong_rule(op, i, lambda partial: partial * 1.001 + 0.0001)
        assert value(local_derivative(wrong, i, letters, letter("y", y))) != op.partial(
            i, FLOATS, xs, y
        )


@pytest.mark.parametrize(
    ("name", "i", "text", "latex"),
    [
        ("add", 1, "1", "1"),
        ("sub", 1, "−1", "-1"),
        ("mul", 0, "v", "v"),
        ("div", 0, "1 / v", r"\frac{1}{v}"),
        ("div", 1, "−y / v", r"\frac{-y}{v}"),
        ("pow", 0, "v · u^(v − 1)", r"v \cdot u^{v - 1}"),
        ("pow", 1, "u^v · log(u)", r"u^{v} \cdot \log(u)"),
        ("log1p", 0, "1 / (1 + u)", r"\frac{1}{1 + u}"),
        ("sqrt", 0, "1 / (2 · y)", r"\frac{1}{2 \cdot y}"),
        ("cos", 0, "−sin(u)", r"-\sin(u)"),
        (
            "tanh",
            0,
            "4 · σ(2 · u) · σ(−2 · u)",
            r"4 \cdot \sigma(2 \cdot u) \cdot \sigma(-2 \cdot u)",
        ),
        ("acos", 0, "−1 / √((1 − u) · (1 + u))", r"\frac{-1}{\sqrt{(1 - u) \cdot (1 + u)}}"),
        ("atan", 0, "(1 / hypot(1, u))^2", r"(\frac{1}{\operatorname{hypot}(1, u)})^{2}"),
        ("hypot", 1, "v / y", r"\frac{v}{y}"),
        ("log2", 0, "1.443 / u", r"\frac{1.443}{u}"),
        ("exp2", 0, "0.6931 · y", r"0.6931 \cdot y"),
        ("cbrt", 0, "1 / (3 · y · y)", r"\frac{1}{3 \cdot y \cdot y}"),
        ("gelu", 0, "Φ(u) + u · φ(u)", r"\Phi(u) + u \cdot \phi(u)"),
        ("erf", 0, "7.09 · φ(u)^2", r"7.09 \cdot \phi(u)^{2}"),
        ("elu", 0, "exp(min(u, 0))", r"e^{\min(u, 0)}"),
        ("leaky_relu", 0, "1", "1"),
        ("sigmoid", 0, "y · (1 − y)", r"y \cdot (1 - y)"),
        ("log_sigmoid", 0, "σ(−u)", r"\sigma(-u)"),
        ("expm1", 0, "exp(u)", "e^{u}"),
        ("relu", 0, "1", "1"),
        ("maximum", 1, "1", "1"),
        (
            "logsumexp",
            1,
            "exp(v − y) / (exp(u − y) + exp(v − y))",
            r"\frac{e^{v - y}}{e^{u - y} + e^{v - y}}",
        ),
    ],
)
def test_rules_as_they_are_written(name, i, text, latex):
    op = TABLE[name]
    operands = [letter("u", 0.5), letter("v", 2.0)][: op.arity]
    formula = local_derivative(op, i, operands, letter("y", 0.25))
    assert as_text(formula) == text
    assert as_latex(formula) == latex


def test_the_rule_of_a_power_with_a_plain_exponent():
    square, cube, root = (local_derivative(TABLE["pow"], 0, [X, n], Y) for n in (2.0, 3.0, 0.5))
    assert as_text(square) == "2 · x"
    assert as_text(cube) == "3 · x^2"
    assert as_text(root) == "0.5 · x^(−0.5)"
    assert local_derivative(TABLE["pow"], 0, [X, 1.0], Y) == 1.0
    assert local_derivative(TABLE["pow"], 0, [X, 0.0], Y) == 0.0


# What disappears.


@pytest.mark.parametrize(
    ("made", "left"),
    [
        (lambda x: x + 0.0, X),
        (lambda x: 0 + x, X),
        (lambda x: x - 0, X),
        (lambda x: x * 1, X),
        (lambda x: 1.0 * x, X),
        (lambda x: x / 1, X),
        (lambda x: x**1, X),
        (lambda x: -1 * -x, X),
        (lambda x: x * -1 * -1, X),
        (lambda x: x * 0, 0.0),
        (lambda x: 0.0 * x, 0.0),
        (lambda x: -0.0 * x, 0.0),
        (lambda x: 0 / x, 0.0),
        (lambda x: x**0, 1.0),
    ],
)
def test_what_comes_to_nothing_disappears(made, left):
    found = made(X)
    assert found is left or (type(found) is float and found == left)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (lambda x: x * -1, "−x"),
        (lambda x: -1 * x, "−x"),
        (lambda x: 0 - x, "−x"),
        (lambda x: 0 - -x, "x"),
        (lambda x: 2 + x, "2 + x"),
        (lambda x: SYMBOLS.sqrt(x**2), "√(x^2)"),
        (lambda x: SYMBOLS.sqrt(x) ** 2, "(√x)^2"),
        (lambda x: SYMBOLS.total(x + 1) * x, "(x + 1) · x"),
        (lambda x: 2 - x, "2 − x"),
        (lambda x: 1 - x, "1 − x"),
        (lambda x: 2 * x, "2 · x"),
        (lambda x: 1 / x, "1 / x"),
        (lambda x: 2**x, "2^x"),
        (lambda x: 1**x, "1^x"),
        (lambda x: x**-1, "x^(−1)"),
    ],
)
def test_what_does_something_stays(made, text):
    assert as_text(made(X)) == text


@given(st.sampled_from(["add", "sub", "mul", "div"]), st.floats(-9, 9), st.floats(-9, 9))
def test_an_operation_on_numbers_is_carried_out(name, a, b):
    assume(name != "div" or b)
    result = build(name, a, b)
    assert type(result) is float
    assert result == getattr(FLOATS, name)(a, b)


BINARY = ["add", "sub", "mul", "div", "pow"]


@given(
    st.sampled_from(BINARY),
    st.sampled_from([0.0, -0.0, 1.0, -1.0, 2.0]),
    st.booleans(),
    st.floats(0.1, 1e300),
)
def test_nothing_is_rounded_differently_by_what_is_left_out(name, number, first, x):
    operands = [number, letter("x", x)] if first else [letter("x", x), number]
    try:
        right = getattr(FLOATS, name)(*[number, x] if first else [x, number])
    except (ValueError, OverflowError, ZeroDivisionError):
        assume(False)
    assert value(build(name, *operands)) == right
    short = simpler(name, operands)
    assert short is None or value(short) == right


def test_a_symbol_keeps_its_node_and_equals_only_itself():
    node = object()
    assert Symbol("x", "x", 2.0, node).node is node
    assert letter("x", 2.0) != letter("x", 2.0)
    assert "node" not in repr(Symbol("x", "x", 2.0, node))


def test_a_formula_is_evaluated_with_other_things_in_place_of_its_letters():
    formula = (X + 1.0) * SYMBOLS.sin(Y)
    found = evaluate(formula, lambda s: {"x": 3.0, "y": 0.0}[s.text], FLOATS)
    assert found == 4.0 * math.sin(0.0)


def test_a_product_and_a_sum_of_many():
    assert value(product_of([X, Y, 3.0])) == 30.0
    assert as_text(product_of([X, 1.0, Y + 1.0, -0.5])) == "x · 1 · (y + 1) · (−0.5)"
    assert as_latex(product_of([X, 1.0])) == r"x \cdot 1"
    assert value(sum_of([X, Y, 3.0])) == 10.0
    assert product_of([X]) is sum_of([X]) is X
    assert as_text(product_of([X, Z]), letter=in_number) == "2 · (−3)"
