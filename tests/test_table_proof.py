"""The rules of the table are proved: SymPy's derivative of the value less the rule is 0.

The value is written here once more, from its mathematical definition; its derivative is SymPy's;
the rule is run on SymPy's symbols.  What is defined by cases is proved case by case.
"""

import dataclasses
import operator
from types import SimpleNamespace

import pytest
import sympy as sp
from wrong_rules import with_wrong_rule

from autograd_mini.elementary import TABLE


def sigmoid(x):
    return 1 / (1 + sp.exp(-x))


def hypot(u, v):
    return sp.sqrt(u**2 + v**2)


def normal_cdf(x):
    return (1 + sp.erf(x / sp.sqrt(2))) / 2


def logsumexp(*x):
    return sp.log(sp.Add(*map(sp.exp, x)))


def dot(*x):
    half = len(x) // 2
    return sp.Add(*map(operator.mul, x[:half], x[half:]))


# The mathematical definitions.
VALUES = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "pow": operator.pow,
    "neg": operator.neg,
    "exp": sp.exp,
    "expm1": lambda x: sp.exp(x) - 1,
    "exp2": lambda x: 2**x,
    "log": sp.log,
    "log1p": lambda x: sp.log(1 + x),
    "log2": lambda x: sp.log(x) / sp.log(2),
    "log10": lambda x: sp.log(x) / sp.log(10),
    "sqrt": sp.sqrt,
    "cbrt": lambda x: sp.sign(x) * sp.Abs(x) ** sp.Rational(1, 3),
    "hypot": hypot,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "asin": sp.asin,
    "acos": sp.acos,
    "atan": sp.atan,
    "atan2": sp.atan2,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "asinh": sp.asinh,
    "acosh": sp.acosh,
    "atanh": sp.atanh,
    "normal_pdf": lambda x: sp.exp(-(x**2) / 2) / sp.sqrt(2 * sp.pi),
    "normal_cdf": normal_cdf,
    "erf": sp.erf,
    "sigmoid": sigmoid,
    "log_sigmoid": lambda x: sp.log(sigmoid(x)),
    "softplus": lambda x: sp.log(1 + sp.exp(x)),
    "silu": lambda x: x * sigmoid(x),
    "gelu": lambda x: x * normal_cdf(x),
    "softsign": lambda x: x / (1 + sp.Abs(x)),
    "relu": lambda x: sp.Max(x, 0),
    "leaky_relu": lambda x: sp.Max(x, x / 100),
    "elu": lambda x: sp.Piecewise((x, x > 0), (sp.exp(x) - 1, True)),
    "abs": sp.Abs,
    "maximum": sp.Max,
    "minimum": sp.Min,
    "dot": dot,
    "total": sp.Add,
    "logsumexp": logsumexp,
}  # fmt: skip


def value_of(name):
    """Return the definition; if there is none here, SymPy's function of the name of the value's."""
    return VALUES.get(name) or getattr(sp, TABLE[name].value.__name__)


# What rules compute with: the operations, and constants that are pieced together.  A number among
# the operands, such as the 2 in log 2, is meant exactly.
CONSTANTS = {
    "sign": sp.sign,
    "step": lambda x: (1 + sp.sign(x)) / 2,
    "larger": lambda u, v: (1 + sp.sign(u - v)) / 2,
    "zero": lambda x: sp.Integer(not x.is_nonzero),
}


def exact(x):
    x = sp.sympify(x)
    return x.xreplace({number: sp.Rational(repr(float(number))) for number in x.atoms(sp.Float)})


def function(f):
    return lambda *xs: f(*map(exact, xs))


def namespace(lowers):
    """Return the functions of symbols.  lowers: which form of the slope of a power to prove."""
    return SimpleNamespace(
        **{name: function(value_of(name)) for name in TABLE},
        **{name: function(f) for name, f in CONSTANTS.items()},
        lowers=lambda u, v: sp.Integer(lowers),
    )


# What to prove a rule for: all numbers, unless the domain is smaller or the value defined by cases.
# p and q are above 0, −p and −q below, p/√(1 + p²) is between 0 and 1, and √(1 + p²) above 1.
P, Q = sp.symbols("p q", positive=True)
U, V, W, X = sp.symbols("u v w x", real=True)
FRACTION = P / sp.sqrt(1 + P**2)
SOME = {1: [(X,)], 2: [(U, V)], None: [(U, V), (U, V, W, X)]}
CASES = {
    "div": [(U, P), (U, -P)],
    "pow": [(P, V)],
    "log1p": [(P - 1,)],
    "hypot": [(P, V), (-P, V), (U, P), (U, -P)],
    "atan2": [(P, V), (-P, V), (U, P), (P, -Q), (-P, -Q)],
    "acosh": [(sp.sqrt(1 + P**2),)],
    **{name: [(P,)] for name in ["log", "log2", "log10", "sqrt"]},
    **{name: [(FRACTION,), (-FRACTION,), (sp.Integer(0),)] for name in ["asin", "acos", "atanh"]},
    **{name: [(P,), (-P,)] for name in ["cbrt", "softsign", "relu", "leaky_relu", "elu", "abs"]},
    **{name: [(U, U + P), (U + P, U)] for name in ["maximum", "minimum"]},
    **{name: [(U,), (U, V), (U, V, W), (U, V, W, X)] for name in ["total", "logsumexp"]},
}


def is_proved(op):
    """Tell whether the rules of a record are the derivatives of the value of its name."""
    return all(
        is_zero(rule - derivative)
        for xs in CASES.get(op.name, SOME[op.arity])
        for lowers in ((0, 1) if op.name == "pow" else (1,))
        for rule, derivative in zip(by_rule(op, xs, lowers), by_sympy(op.name, xs), strict=True)
    )


def by_rule(op, xs, lowers):
    m = namespace(lowers)
    return list(map(exact, op.all_partials(m, xs, value_of(op.name)(*xs))))


def by_sympy(name, xs):
    places = sp.symbols(f"t:{len(xs)}", real=True)
    y = value_of(name)(*places)
    return [y.diff(t).subs(dict(zip(places, xs, strict=True))).doit() for t in places]


def is_zero(difference):
    # First as it stands; then with every function written as exponentials.
    return any(
        sp.simplify(form(difference)) == 0
        for form in (lambda x: x, lambda x: x.rewrite(sp.exp), sp.expand)
    )


@pytest.mark.parametrize("name", TABLE)
def test_a_rule_is_proved(name):
    assert is_proved(TABLE[name])


@pytest.mark.parametrize("name", TABLE)
def test_a_wrong_rule_is_not_proved(name):
    op = TABLE[name]
    for i in range(len(op.partials)):
        assert not is_proved(
            with_wrong_rule(op, i, lambda partial: partial + sp.Rational(1, 10**9))
        )


def test_a_rule_that_is_wrong_in_one_case_is_not_proved():
    always_1 = lambda *operands: sp.Integer(1)  # noqa: E731
    always_0 = lambda *operands: sp.Integer(0)  # noqa: E731
    assert not is_proved(dataclasses.replace(TABLE["abs"], partials=(always_1,)))
    assert not is_proved(dataclasses.replace(TABLE["maximum"], partials=(always_1, always_0)))
