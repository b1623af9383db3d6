"""Expressions as text: what they mean is what Python means, and nothing else is ever done."""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import DomainError, Value, functions
from autograd_mini.command.assignments import CONSTANTS, numbers_of
from autograd_mini.command.expression import (
    BOOKS,
    DEEPEST,
    LONGEST,
    TYPED,
    WRITTEN,
    ExpressionError,
    read,
)
from autograd_mini.elementary import TABLE

NUMBERS = {"x": 0.5, "y": 1.5, "w": 2.0}
ONE = sorted(name for name, op in TABLE.items() if op.arity == 1)
SCOPE = {name: getattr(functions, name) for name in TABLE}


@st.composite
def expressions(draw, depth=0):
    kind = draw(st.sampled_from(["number", "name", "name", "binary", "unary", "call"]))
    if depth > 4 or kind == "name":
        return draw(st.sampled_from(sorted(NUMBERS)))
    if kind == "number":
        return draw(st.sampled_from(["1.0", "2.5", "0.25", "1e-2", "3.0"]))
    inside = draw(expressions(depth=depth + 1))
    if kind == "unary":
        return f"-({inside})"
    if kind == "call":
        return f"{draw(st.sampled_from(ONE))}({inside})"
    op = draw(st.sampled_from(["+", "-", "*", "/", "**"]))
    return f"({inside}) {op} ({draw(expressions(depth=depth + 1))})"


@given(expressions())
def test_an_expression_means_what_it_means_in_python(text):
    leaves = {name: Value(x) for name, x in NUMBERS.items()}
    try:
        expected = eval(text, {**SCOPE, **leaves})
    except (ValueError, ArithmeticError, TypeError):
        expected = None
    try:
        found = read(text, NUMBERS).J.data
    except (DomainError, ExpressionError):
        assert not isinstance(expected, Value)
    else:
        assert found == getattr(expected, "data", expected)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_its_place(text):
    try:
        read(text, NUMBERS)
    except DomainError:
        pass
    except ExpressionError as error:
        problem, shown, caret = str(error).rsplit("\n", 2)
        assert problem and set(caret.strip()) == {"^"}
        assert shown.startswith("    ")


@given(st.text(alphabet="xyw()[]+-*/.,0123456789e_^ logsini'", max_size=40))
def test_text_that_is_nearly_an_expression_is_read_or_refused(text):
    with contextlib.suppress(DomainError, ExpressionError):
        read(text, NUMBERS)


@pytest.mark.parametrize(
    ("text", "problem", "marked"),
    [
        ("x^2", "a power is written with **, as in x**2", "x^2"),
        ("x + sigmod(y)", "there is no function sigmod; do you mean sigmoid?", "sigmod"),
        ("wx + y", "wx has been given no number", "wx"),
        ("q", "q has been given no number; write q=…", "q"),
        ("log", "log is a function; write log(…)", "log"),
        ("log(x, y)", "log takes 1 operand, not 2", "log(x, y)"),
        ("hypot(x)", "hypot takes 2 operands, not 1", "hypot(x)"),
        ("dot([x], [y, w])", "", "dot([x], [y, w])"),
        ("dot(x, y)", "dot is written dot([w, v], [x, y])", "dot(x, y)"),
        ("x.data", "only numbers, names, + - * / ** and functions are read", "x.data"),
        ("x if y else w", "only numbers", "x if y else w"),
        ("x < y", "only numbers", "x < y"),
        ("'x' + y", "this is no number", "'x'"),
        ("True", "this is no number", "True"),
        ("1j", "this is no number", "1j"),
        ("1e999", "this number is beyond the largest float", "1e999"),
        ("x // y", "only the operators + - * / ** are read", "x // y"),
        ("~x", "only numbers", "~x"),
        ("log(x=1)", "only functions of the table are called", "log(x=1)"),
        ("__import__('os').system('true')", "only functions of the table", None),
        ("[y for y in x]", "only numbers", None),
        ("lambda: x", "only numbers", None),
        ("(x := 3)", "only numbers", None),
        ("x y", "write * between factors, as in 2*x", None),
        ("", "the expression is empty", None),
        ("x +", "it cannot be read", None),
        ("2x", "write * between factors, as in 2*x", None),
        ("2(x + y)", "write * between factors, as in 2*x", "2(x + y)"),
        ("x(x + y)", "write * between factors, as in 2*x", "x(x + y)"),
        ("|x|", "| cannot be read; write abs(…) in its place", "|"),
        ("x + ln(y)", "there is no function ln; do you mean log?", "ln"),
        ("ctg(x)", "there is no function ctg; write 1/tan(x)", "ctg"),
        ("π*x", "π has been given no number; do you mean pi?", "π"),
    ],
)
def test_what_is_wrong_has_a_caret_below_it(text, problem, marked):
    with pytest.raises(ExpressionError) as raised:
        read(text, NUMBERS)
    message, shown, caret = str(raised.value).rsplit("\n", 2)
    assert problem in message
    if marked:
        assert shown[caret.index("^") : caret.rindex("^") + 1] == marked


def test_names_of_books_are_of_what_there_is_and_of_nothing_else():
    assert set(BOOKS.values()) <= {*TABLE, *CONSTANTS}
    assert not {*BOOKS, *WRITTEN} & {*TABLE, *CONSTANTS}
    for written in WRITTEN.values():
        assert read(written, {"x": 0.5}).J.data


def test_a_sum_of_many_terms_is_long_and_not_deep():
    J = read("+".join(["x"] * 900), {"x": 1.0})
    J.J.backward()
    assert J.leaves["x"].grad == 900
    assert read("x - 2 - 3 * x * x / 2 ** 2 ** x", {"x": 1.0}).J.data == 1 - 2 - 3 / 2**2


def test_long_deep_and_large_texts_are_refused():
    with pytest.raises(ExpressionError, match=f"more than {LONGEST:,} characters"):
        read("x+" * LONGEST + "x", NUMBERS)
    with pytest.raises(ExpressionError, match=f"nested more than {DEEPEST} deep"):
        read("-" * (DEEPEST + 5) + "x", NUMBERS)
    for text in (
        "(" * 500 + "x" + ")" * 500,
        "x" + "+x" * 2000,
        "x" + "**x" * 300,
        "9" * 1500,
        "9**9**9**9",
    ):
        with pytest.raises((ExpressionError, DomainError)):
            read(text, NUMBERS)


def test_functions_of_many_operands():
    assert read("dot([x, y], [w, 3])", NUMBERS).J.data == 0.5 * 2 + 1.5 * 3
    assert read("total([x, y, w])", NUMBERS).J.data == read("total(x, y, w)", NUMBERS).J.data == 4.0
    both = math.log(math.exp(0.5) + math.exp(1.5))
    assert math.isclose(read("logsumexp([x, y])", NUMBERS).J.data, both)


def test_constants_and_leaves_that_are_not_used():
    found = read("e**x + 0*pi", NUMBERS)
    found.J.backward()
    assert math.isclose(found.leaves["x"].grad, math.exp(0.5)) and found.leaves["w"].grad == 0.0
    assert read("3", {}).J.data == 3.0 and read("x", NUMBERS).J.label == "x"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (["w"], "'w' gives no name a number; write it as w=0.5"),
        (["2w=1"], "gives no name a number"),
        (["w=a"], "w is given 'a', which is no finite number"),
        (["w=nan"], "no finite number"),
        (["w=0,5"], "w is given '0,5', which is no finite number; write 0.5"),
        (["w=−1"], "w is given '−1', which is no finite number; write -1"),
        (["w=1/0"], "w is given '1/0', which is no finite number"),
        (["w=1,2,3"], "w is given '1,2,3', which is no finite number"),
        (["w=0," + "0" * 5000], "no finite number; write 0.0{28}…0{29}"),
        (["w=" + "9" * 301 + "/7"], "no finite number"),
        (["w=1e999"], "no finite number"),
        (["w=1", "w=2"], "w is given two numbers"),
        (["log=1"], "log is a function of the table; take another name"),
        (["pi=3"], "pi is a constant; take another name"),
    ],
)
def test_numbers_that_are_none(given, problem):
    with pytest.raises(ValueError, match=problem):
        numbers_of(given)


@pytest.mark.parametrize(
    ("text", "problem", "caret"),
    [
        ("（x+1）", "（ cannot be read; write ( in its place", "^^"),
        ("x＋1", "＋ cannot be read; write + in its place", " ^^"),
        ("１*x", "１ cannot be read; write 1 in its place", "^^"),
        ("x×2", "× cannot be read; write * in its place", " ^"),
        ("x − 2", "− cannot be read; write - in its place", "  ^"),
        ("x·2", "· cannot be read; write * in its place", " ^"),
        ("x²", "² cannot be read; write **2 in its place", " ^"),
        ("权重*权", "权 has been given no number; do you mean 权重", "     ^^"),
        ("x+\x1b[31m", "it cannot be read: invalid", "  ^"),
    ],
)
def test_signs_of_books_and_of_chinese_keyboards(text, problem, caret):
    with pytest.raises(ExpressionError) as found:
        read(text, {"x": 1.0, "权重": 2.0})
    said, line, below = str(found.value).split("\n")
    assert said.startswith(problem) and below == f"    {caret}"
    assert line == "    " + text.replace("\x1b", "\ufffd")  # a terminal would obey an escape


def test_every_sign_that_is_told_is_read():
    for sign in TYPED.values():
        assert not set(sign.removesuffix("sqrt(…)")) & set(TYPED)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("x＝1", "'x＝1' has a ＝ from a Chinese keyboard; write it as w=0.5"),
        ("x=" + "9" * 9000, "x is given '9{30}…9{29}', which is no finite number"),
        ("x\x1b[2J=1", "'x\ufffd\\[2J=1' gives no name a number"),
    ],
)
def test_a_message_is_short_and_can_be_printed(given, said):
    with pytest.raises(ValueError, match=said):
        numbers_of([given])


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9))
def test_a_fraction_is_the_float_nearest_to_it(a, b):
    assert numbers_of([f"x={a}/{b}", f"y= {a}/{b} "]) == {"x": a / b, "y": a / b}


@pytest.mark.parametrize(
    ("text", "said", "marked"),
    [
        ("tan x", "the operand stands in brackets; write tan(x)", "tan x"),
        ("2*ln x + 1", "the operand stands in brackets; write log(x)", "ln x"),
        ("sin 2x", "the operand stands in brackets; write sin(…)", "sin 2x"),
        ("J=x**2", "an expression alone is read; leave out J=", "J="),
        ("f(x) = x**2", "an expression alone is read; leave out f(x) =", "f(x) ="),
        ("2 x", "write * between factors, as in 2*x", "2 x"),
        ("x + y x", "write * between factors, as in 2*x", "y x"),
        ("x if y", "it cannot be read: ", None),
        ("x*(", "it cannot be read: ", None),
        ("x == (", "it cannot be read: ", None),
    ],
)
def test_what_books_write_is_known(text, said, marked):
    with pytest.raises(ExpressionError) as error:
        read(text, NUMBERS)
    problem, shown, caret = str(error.value).split("\n")
    assert problem == said if marked else problem.startswith(said)
    if marked:
        assert shown[caret.index("^") : len(caret)] == marked
