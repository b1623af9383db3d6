"""Formulas, numbers and labels read back as what they are."""

import math
import operator
import re
import string
import unicodedata
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from autograd_mini import MLP
from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.formulas import notation as written
from autograd_mini.formulas.notation import (
    LONGEST,
    as_latex,
    as_text,
    in_number,
    label_latex,
    number_text,
)
from autograd_mini.formulas.terms import (
    SYMBOLS,
    Expression,
    Symbol,
    Term,
    evaluate,
    sum_of,
)


def letter(name: str, number: float) -> Symbol:
    return Symbol(name, name, number)


X, Y, Z = letter("x", 2.0), letter("y", 5.0), letter("z", -3.0)


def test_of_a_long_sum_the_middle_is_left_out():
    letters = [letter(f"x{i}", 1.0) for i in range(12)]
    assert as_text(sum_of(letters)) == "x0 + x1 + x2 + … + x11"
    assert as_latex(sum_of(letters)) == r"x0 + x1 + x2 + \cdots + x11"
    assert as_text(SYMBOLS.logsumexp(*letters)) == "logsumexp(x0, x1, x2, …, x11)"
    assert as_text(SYMBOLS.dot(*letters[:4])) == "x0 · x2 + x1 · x3"
    assert as_text(SYMBOLS.dot(*letters, *letters)) == "x0 · x0 + x1 · x1 + x2 · x2 + … + x11 · x11"
    assert as_text(sum_of(letters[:LONGEST])).count("+") == LONGEST - 1


def test_what_is_left_out_is_not_looked_at():
    # Else an equation for each of n terms would take n² of work.
    letters = [letter(f"x{i}", float(i)) for i in range(1000)]
    for term in (sum_of(letters), SYMBOLS.dot(*letters), SYMBOLS.logsumexp(*letters)):
        asked = []

        def number(symbol, asked=asked):
            asked.append(symbol.text)
            return symbol.value

        assert "…, 999" in as_text(term, letter=number) or "… + " in as_text(term, letter=number)
        assert len(set(asked)) <= LONGEST


# A formula reads back.  The reader below knows the grammar that a person knows: ^ before a sign
# before · and / before + and −, and brackets.  It computes modulo a prime, where a · (b / c) is
# (a · b) / c exactly and nothing overflows, so any bracket that is missing shows.  Powers and
# functions are scrambled: no law of theirs can hide a mistake.

PRIME = 2**61 - 1


def residue(x: float) -> int:
    exact = Fraction(repr(x))
    return exact.numerator * pow(exact.denominator, -1, PRIME) % PRIME


def scrambled(name: str) -> Any:
    return lambda *xs: hash((sum(name.encode()), *xs)) % PRIME


def power(base: int, exponent: int) -> int:
    """Whole powers of 10 as they are, because numbers are written with them."""
    signed = exponent if exponent < PRIME // 2 else exponent - PRIME
    if base == 10 and abs(signed) < 400:
        return pow(10, signed, PRIME)
    return scrambled("^")(base, exponent)


RESIDUES = SimpleNamespace(
    **{
        **{name: scrambled(written.symbol(name)) for name in vars(FLOATS)},
        "add": lambda a, b: (a + b) % PRIME,
        "sub": lambda a, b: (a - b) % PRIME,
        "mul": lambda a, b: a * b % PRIME,
        "div": lambda a, b: a * pow(b, -1, PRIME) % PRIME,
        "neg": lambda a: -a % PRIME,
        "pow": power,
        "step": lambda a: scrambled(">")(a, 0),
        "zero": lambda a: scrambled("=")(a, 0),
        "larger": scrambled(">"),
        "total": lambda *xs: sum(xs) % PRIME,
        "product": lambda *xs: math.prod(xs) % PRIME,
        "dot": lambda *x: sum(a * b for a, b in zip(x, x[len(x) // 2 :], strict=False)) % PRIME,
    }
)

LETTERS = {
    s.text: s
    for s in (X, Y, Symbol("Θ^(1)_2,0", r"\Theta^{(1)}_{2,0}", 0.5), Symbol("z_1", "z_{1}", -0.5))
}
RESIDUE_OF = {text: scrambled("letter")(i) for i, text in enumerate(LETTERS)}


class Reader:
    """Reads a formula and computes it; ValueError if it is none."""

    def __init__(self, text: str) -> None:
        names = [*LETTERS, "log σ", *(written.symbol(name) for name in vars(FLOATS)), "frac", "e"]
        words = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        self.tokens = re.findall(rf"\d[\d.]*(?:e−?\d+)?|{words}|\S", text)

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self, *expected: str) -> str:
        if not self.tokens or (expected and self.peek() not in expected):
            raise ValueError(f"{expected} expected, not {self.tokens}")
        return self.tokens.pop(0)

    def all(self) -> int:
        result = self.sum()
        if self.tokens:
            raise ValueError(f"{self.tokens} left over")
        return result

    def sum(self) -> int:
        x = self.product()
        while self.peek() in ("+", "−"):
            operation = RESIDUES.add if self.take() == "+" else RESIDUES.sub
            x = operation(x, self.product())
        return x

    def product(self) -> int:
        if self.peek() == "−":  # only here: a · −b and a − −b are not for people
            self.take()
            return RESIDUES.neg(self.product())
        x = self.power()
        while self.peek() in ("·", "/"):
            operation = RESIDUES.mul if self.take() == "·" else RESIDUES.div
            x = operation(x, self.power())
        return x

    def power(self) -> int:
        superscript = "^" in self.peek()
        x = self.atom()
        if self.peek() == "^":
            if superscript:
                raise ValueError("a second superscript")
            self.take()
            x = RESIDUES.pow(x, self.exponent())
        return x

    def exponent(self) -> int:
        return self.power()

    def arguments(self) -> list[int]:
        self.take("(")
        found = [self.sum()]
        while self.take(",", ")") == ",":
            found.append(self.sum())
        return found

    def atom(self) -> int:
        if self.peek() == "(":
            (x,) = self.arguments()
            return x
        token = self.take()
        if token[0].isdigit():
            return residue(float(token.replace("−", "-")))
        if token in LETTERS:
            return RESIDUE_OF[token]
        if token == "|":
            x = self.sum()
            self.take("|")
            return RESIDUES.abs(x)
        if token == "[":
            x = self.sum()
            sign, y = self.take(">", "="), self.sum()
            self.take("]")
            return scrambled(sign)(x, y)
        if token in ("√", "∛"):
            return scrambled(token)(self.atom())
        return self.function(token)

    def function(self, name: str) -> int:
        return scrambled(name)(*self.arguments())


class LatexReader(Reader):
    r"""Reads LaTeX, with \cdot as · and {} as (); there { } after ^, \sqrt and \frac are a must."""

    def __init__(self, latex: str) -> None:
        for text, s in sorted(LETTERS.items(), key=lambda item: -len(item[1].latex)):
            if len(text) > 1:
                latex = latex.replace(s.latex, text)
        latex = re.sub(r"\\operatorname\{(\w+)\}", r"\1", latex)
        for command, sign in [
            (r"\cdot", "·"), (r"\gt", ">"), (r"\sqrt[3]", "∛"), (r"\sqrt", "√"), (r"\sigma", "σ"),
            (r"\phi", "φ"), (r"\Phi", "Φ"), (r"\arc", "a"), (r"\log_{2}", "log₂"),
            (r"\log_{10}", "log₁₀"), (r"\left|", "|"), (r"\right|", "|"), ("{", "("), ("}", ")"),
            ("\\", ""), ("-", "−"),
        ]:  # fmt: skip
            latex = latex.replace(command, sign)
        super().__init__(latex)

    def exponent(self) -> int:
        (x,) = self.arguments()
        if self.peek() == "^":
            raise ValueError("a second superscript")
        return x

    def function(self, name: str) -> int:
        if name == "frac":
            (above,), (below,) = self.arguments(), self.arguments()
            return RESIDUES.div(above, below)
        if name == "e":
            self.take("^")
            return RESIDUES.exp(self.exponent())
        return super().function(name)


NUMBERS = [0.0, 1.0, -1.0, 2.0, 10.0, 0.1, -2.5, 3e-9, -1.5e20]
ARITHMETIC = ["add", "sub", "mul", "div", "neg", "pow"]


def grown(terms: Any) -> Any:
    """Operations on terms, arithmetic more often than the rest."""

    def operation(name: str) -> Any:
        if name in ("total", "dot", "logsumexp", "product"):
            size = 2 if name == "dot" else 1
            counted = st.integers(1, 3).flatmap(
                lambda n: st.lists(terms, min_size=n * size, max_size=n * size)
            )
            return counted.map(lambda xs: Expression(name, tuple(xs)))
        arity = TABLE[name].arity if name in TABLE else 1 + (name == "larger")
        return st.tuples(*[terms] * arity).map(lambda xs: Expression(name, xs))

    others = [*TABLE, "product", *PIECEWISE_CONSTANT]
    return st.sampled_from(ARITHMETIC * 8 + others).flatmap(operation)


TERMS = st.recursive(st.sampled_from([*LETTERS.values(), *NUMBERS]), grown, max_leaves=10)


def computed(term: Term) -> int:
    if isinstance(term, Expression):
        return getattr(RESIDUES, term.name)(*map(computed, term.operands))
    return RESIDUE_OF[term.text] if isinstance(term, Symbol) else residue(term)


def reads_back(term: Term, *, latex: bool) -> bool:
    try:
        right = computed(term)
    except ValueError:  # something is divided by 0
        assume(False)
    reader = LatexReader(as_latex(term)) if latex else Reader(as_text(term))
    try:
        return reader.all() == right
    except ValueError:
        return False


AS_TEXT_AND_IN_LATEX = pytest.mark.parametrize("latex", [False, True], ids=["text", "latex"])


@AS_TEXT_AND_IN_LATEX
@given(term=TERMS)
def test_a_formula_reads_back_as_what_it_is(term, latex):
    assert reads_back(term, latex=latex), as_latex(term) if latex else as_text(term)


@AS_TEXT_AND_IN_LATEX
@pytest.mark.parametrize("outer", ARITHMETIC)
@pytest.mark.parametrize("inner", [*TABLE, "product"])
def test_two_operations_in_a_row_read_back(outer, inner, latex):
    arity = (TABLE[inner].arity or 2) if inner in TABLE else 2
    for number in (Y, -2.5):
        part = Expression(inner, (X, number)[:arity])
        for operands in [(part,)] if outer == "neg" else [(part, number), (number, part)]:
            assert reads_back(Expression(outer, operands), latex=latex)


def test_a_letter_or_number_with_a_superscript_gets_brackets_before_a_second_one():
    theta, tiny = LETTERS["Θ^(1)_2,0"], 3e-9
    assert as_text(theta**2.0) == "(Θ^(1)_2,0)^2"
    assert as_latex(theta**2.0) == r"(\Theta^{(1)}_{2,0})^{2}"
    assert as_latex(tiny**X) == r"(3 \cdot 10^{-9})^{x}"
    slope = Symbol("∂J/∂x", r"\frac{\partial J}{\partial x}", 2.0)
    assert as_latex(slope**2.0) == r"(\frac{\partial J}{\partial x})^{2}"


# Of sums, and in LaTeX of fractions, the operands need no brackets.
@pytest.mark.parametrize(
    ("notation", "name"),
    [
        *[("TEXT", name) for name in ("sub", "mul", "div", "pow", "neg", "sqrt")],
        *[("LATEX", name) for name in ("sub", "mul", "pow", "neg")],
    ],
)
def test_a_missing_bracket_is_noticed(monkeypatch, notation, name):
    template, binds, minimum = getattr(written, notation)[name]
    careless = template, binds, (0,) * len(minimum)
    monkeypatch.setitem(getattr(written, notation), name, careless)
    formulas = []
    for inner in ARITHMETIC:
        part = Expression(inner, (X, Y)[: TABLE[inner].arity])
        both = [(part, Y), (Y, part)] if TABLE[name].arity == 2 else [(part,)]
        formulas += [Expression(name, operands) for operands in both]
    assert not all(reads_back(formula, latex=notation == "LATEX") for formula in formulas)


# The same with floats, and read by Python, for what is written nearly as in Python.

POWERS_BY_PYTHON = SimpleNamespace(**{**vars(FLOATS), "pow": operator.pow})
PYTHON_NAMES = {"σ": FLOATS.sigmoid, "log_σ": FLOATS.log_sigmoid}
LIKE_PYTHON = [*ARITHMETIC * 3, "sin", "exp", "log1p", "sigmoid", "log_sigmoid", "maximum"]


def by_python(text: str, letters: dict[str, float]) -> float:
    for ours, theirs in [("log σ", "log_σ"), ("−", "-"), ("·", "*"), ("^", "**")]:
        text = text.replace(ours, theirs)
    # 2 is to be a float as well: a whole number would be computed with exactly.
    text = re.sub(r"(?<![\w.])\d[\d.]*(?:e-?\d+)?", lambda m: repr(float(m[0])), text)
    names = {"max": max, **vars(FLOATS), **PYTHON_NAMES, **letters}
    return eval(text, {"__builtins__": {}}, names)


def without_right_products(name: str, xs: tuple[Term, ...]) -> Term:
    """a · (b · c) is written a · b · c, and so in an order in which it is rounded otherwise."""
    if name == "mul" and isinstance(xs[1], Expression) and xs[1].name in ("mul", "div"):
        xs = xs[0], Expression("neg", (xs[1],))
    return Expression(name, xs)


def like_python(terms: Any) -> Any:
    return st.sampled_from(LIKE_PYTHON).flatmap(
        lambda name: st.tuples(*[terms] * (TABLE[name].arity or 1)).map(
            lambda xs: without_right_products(name, xs)
        )
    )


@given(st.recursive(st.sampled_from([X, Y, Z]) | st.floats(-4, 4), like_python, max_leaves=8))
def test_python_reads_a_formula_as_the_same_float(term):
    try:
        right = evaluate(term, lambda s: s.value, POWERS_BY_PYTHON)
        assume(type(right) is float and math.isfinite(right))  # not complex
    except (ValueError, OverflowError, ZeroDivisionError, TypeError):
        assume(False)
    letters = {s.text: s.value for s in (X, Y, Z)}
    assert by_python(as_text(term, digits=17), letters) == right


# Numbers.


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_17_digits_are_a_float(x):
    assert float(number_text(x, 17).replace("−", "-")) == x
    latex = as_latex(x, 17)
    match = re.fullmatch(r"(-?\d[\d.]*)(?: \\cdot 10\^\{(-?\d+)\})?", latex)
    assert float(f"{match[1]}e{match[2] or 0}") == x


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(1, 17))
def test_a_number_has_as_many_digits_as_asked_for(x, digits):
    mantissa = number_text(x, digits).partition("e")[0].lstrip("−").replace(".", "")
    assert len(mantissa.lstrip("0")) <= max(digits, 1)
    found = float(number_text(x, digits).replace("−", "-")) if abs(x) < 1e300 else x
    assert abs(found - x) <= 0.5000001 * 10.0 ** (1 - digits) * abs(x) + 5e-324


def test_zero_has_no_sign():
    assert number_text(-0.0) == as_latex(-0.0) == "0"


# Labels.


@pytest.mark.parametrize(
    ("label", "latex"),
    [
        ("Θ^(1)_2,0", r"\Theta^{(1)}_{2,0}"),
        ("a^(2)_1", "a^{(2)}_{1}"),
        ("z", "z"),
        ("z_i", "z_{i}"),
        ("δ", r"\delta"),
        ("δ^(3)_1", r"\delta^{(3)}_{1}"),
        ("η", r"\eta"),
        ("λ", r"\lambda"),
        ("Λ", r"\Lambda"),
        ("J", "J"),
        ("J^(2)", "J^{(2)}"),
        ("x1", "x_{1}"),
        ("cost", r"\text{cost}"),
        ("learning_rate", r"\text{learning\textunderscore{}rate}"),
        ("损失_1", r"\text{损失}_{1}"),
        ("", r"\text{}"),
        ("∂J/∂x", r"\frac{\partial J}{\partial x}"),
        ("∂J/∂Θ^(1)_2,0", r"\frac{\partial J}{\partial \Theta^{(1)}_{2,0}}"),
        ("∂cost/∂w1", r"\frac{\partial \text{cost}}{\partial w_{1}}"),
        ("∂(∂J/∂x)/∂y", r"\frac{\partial \frac{\partial J}{\partial x}}{\partial y}"),
        ("∂z^(2)_1/∂x", r"\frac{\partial z^{(2)}_{1}}{\partial x}"),
        ("∂z^(2)/∂x", r"\frac{\partial z^{(2)}}{\partial x}"),
        ("∂J/∂z^(2)", r"\frac{\partial J}{\partial z^{(2)}}"),
    ],
)
def test_labels(label, latex):
    assert label_latex(label) == latex


NASTY = "\\{}$&#^_%~<>|*`[]\n\t()/∂,'\"!-+=.:; ax1Θδ损"
SPECIAL = st.text(st.sampled_from(NASTY) | st.characters())
LABELS = SPECIAL | st.tuples(SPECIAL, SPECIAL).map(lambda t: f"∂{t[0]}/∂{t[1]}")
LABELS = LABELS | st.tuples(SPECIAL, SPECIAL, st.sampled_from(["1", "1,2", "i", "损"])).map(
    lambda t: f"{t[0]}^({t[1]})_{t[2]}"
)


def assert_is_good_latex(latex: str) -> None:
    # Markdown takes a backslash before a punctuation mark for its own.
    assert not re.search(r"\\(?![A-Za-z])", latex)
    depth = 0
    for c in latex:
        depth += (c == "{") - (c == "}")
        assert depth >= 0
    assert depth == 0
    assert latex.isprintable()
    assert not set(latex) & set("$&#%~<>|*`[]\n")
    # In \text{…} nothing is left to TeX but the commands for single characters.
    for text in re.findall(r"\\text\{((?:[^{}]|\{\})*)\}", latex):
        plain = re.sub(r"\\text[a-z]+\{\}", "", text)
        assert not set(plain) & set("\\{}^_")
    # Outside of it ^ and _ stand before braces, once each.
    outside = re.sub(r"\\text\{(?:[^{}]|\{\})*\}", "T", latex)
    assert not re.search(r"[\^_](?!\{)", outside)


@given(LABELS)
@example("\\{}$&#^_%~<>|*`[]\n损")
@example("∂$/∂\n")
@example("∂(∂_/∂%)/∂\\")
def test_any_label_is_good_latex(label):
    assert_is_good_latex(label_latex(label))


@given(st.text(st.characters(exclude_categories=["C", "Z", "M"])))
@example("\u222b x\u0304 \u2260 é")
def test_no_character_of_a_word_is_lost(word):
    written = label_latex("ab" + word + "!")
    back = {r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
            r"\textdollar{}": "$", r"\textunderscore{}": "_", r"\textasciicircum{}": "^",
            r"\textasciitilde{}": "~", r"\textless{}": "<", r"\textgreater{}": ">",
            r"\textbar{}": "|"}  # fmt: skip
    inside = re.sub(r"\}([^\\{}]+)\\text\{", r"\1", written.removeprefix(r"\text{"))
    inside = inside.removesuffix("}")
    inside = re.sub(r"\\text[a-z]+\{\}", lambda m: back[m[0]], inside)
    wide = {c: chr(ord(c) + 0xFEE0) for c in "%&#*`[]"}
    word = unicodedata.normalize("NFC", word).replace("𝚤", "ı")
    assert inside == "ab" + "".join(wide.get(c, c) for c in word) + "!"


def test_a_test_of_labels_notices_what_is_not_good_latex():
    for bad in ("{", "}{", r"\_", r"\text{a_b}", "$", "a^2", r"\%", "a\nb", r"\text{\{}"):
        with pytest.raises(AssertionError):
            assert_is_good_latex(bad)


def test_every_label_of_a_network_is_good_latex_of_its_own():
    net = MLP(4, [5, 3], seed=0)
    sample = net.forward([0.1, 0.2, 0.3, 0.4])
    nodes = [*net.parameters(), *sample.z[2], *sample.z[3], *sample.a[2], *sample.a[3]]
    written = {label_latex(n.label) for n in nodes}
    assert len(written) == len(nodes)
    for latex in written:
        assert_is_good_latex(latex)
        assert latex.isascii()
        assert r"\text" not in latex


@given(TERMS)
def test_a_formula_in_latex_is_balanced_and_safe_in_markdown(term):
    latex = as_latex(term)
    assert not re.search(rf"\\[{re.escape(string.punctuation)}]", latex)
    assert latex.count("{") == latex.count("}")
    assert latex.isascii()


def test_a_difference_that_cancels_has_its_own_digits():
    a = Symbol("a", "a", 0.998648)
    assert as_text(a * (1.0 - a)) == "a · (1 − a)"
    assert as_text(a * (1.0 - a), letter=in_number) == "0.9986 · 0.001352"
    assert as_latex(a * (1.0 - a), letter=in_number) == r"0.9986 \cdot 0.001352"
    half = Symbol("b", "b", 0.5)
    assert as_text(1.0 - half, letter=in_number) == "1 − 0.5"
    assert as_text(a + -1.0, letter=in_number) == "−0.001352"
    assert as_text(a - a, letter=in_number) == "0"
