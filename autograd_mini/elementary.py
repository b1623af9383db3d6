"""The derivative table: one record for each elementary operation, and nothing else.

This is the table from the back cover of a calculus book.  A record holds all that anybody needs
to know of an operation: its value, its local partial derivatives, where both are defined, and how
people write the derivative.  Everything else in the package reads these records.

A rule is written once, as an expression over a small namespace `m` of functions::

    lambda m, x, y: m.cos(x)              # one operand x, result y
    lambda m, u, v, y: -y / v             # two operands u and v, result y
    lambda m, x, y: [1.0 for _ in x]      # any number of operands: a list, a partial for each

With `m = FLOATS` it computes numbers; with functions that build nodes it builds the derivative as a
graph.  To add arccos, say, add a record: the tests find it by themselves.

On floats a rule is right to 4 ε, where 1 + ε is the next float after 1, or a comment beside it says
why not: the table has forms that do not cancel, overflow, or magnify what is rounded.  For all it
holds that a product has no more digits than a factor below 2.2e-308, where floats have fewer.
"""

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from autograd_mini import floats

Rule = Callable[..., Any]  # it runs on floats, Values, arrays and symbols alike


@dataclass(frozen=True, eq=False)
class Elementary:
    """One row of the derivative table.

    name: the function's name, as in `autograd_mini.sigmoid`.
    symbol: how the operation is drawn, such as σ or ×.
    value: the operation on floats; stable for every finite float.
    partials: a rule ∂y/∂operand for each operand; for an n-ary operation one rule for all of them.
    derivative, latex: the partials as people write them, as text and in LaTeX.
    domain: where the value and its derivative are both defined, in words.
    defined: the same as a test on the operands' floats.
    arity: the number of operands; None for an operation on any number of them.
    browser: the value as a JavaScript expression in x, in u and v, or in the list x of an n-ary
        operation, for a page that computes it; empty if there is none, and the page then says so.
    """

    name: str
    symbol: str
    value: Callable[..., float]
    partials: tuple[Rule, ...]
    derivative: str
    latex: str
    domain: str = "everywhere"
    defined: Callable[..., bool] = lambda *operands: True
    arity: int | None = 1
    browser: str = ""

    def partial(self, i: int, m: Any, operands: Sequence[Any], y: Any) -> Any:
        """Return ∂y/∂operands[i], computed in the namespace `m` (see the top of this file)."""
        n_ary = self.arity is None
        return self.all_partials(m, operands, y)[i] if n_ary else self.partials[i](m, *operands, y)

    def all_partials(self, m: Any, operands: Sequence[Any], y: Any) -> list[Any]:
        """Return ∂y/∂operand for every operand; for many of them that is faster than one by one."""
        if self.arity is None:
            return self.partials[0](m, operands, y)  # type: ignore[no-any-return]
        return [rule(m, *operands, y) for rule in self.partials]

    def slopes(self, xs: Sequence[float], y: float) -> list[Any]:
        """Return all partials in floats; in place of one that Python refuses, its exception."""
        if self.arity is not None:
            return [floats.attempt(rule, FLOATS, *xs, y) for rule in self.partials]
        every = floats.attempt(self.partials[0], FLOATS, xs, y)
        return [every] * len(xs) if isinstance(every, Exception) else every

    def __reduce__(self) -> tuple[Callable[[str], "Elementary"], tuple[str]]:
        return operation, (self.name,)  # copies and pickles refer to the one record of that name


TABLE: dict[str, Elementary] = {}
FLOATS = SimpleNamespace(**floats.PIECEWISE_CONSTANT)  # the namespace of rules on floats


def record(name: str, symbol: str, value: Rule, *partials: Rule, **facts: Any) -> None:
    """Put an operation into the table."""
    if name in vars(FLOATS):
        raise ValueError(f"rules know another {name!r} already; call this operation otherwise")
    TABLE[name] = Elementary(name, symbol, value, partials, **facts)
    setattr(FLOATS, name, value)


def operation(name: str) -> Elementary:
    """Return the record called `name`; ValueError if the table has none."""
    if name not in TABLE:
        raise ValueError(f"no operation is called {name!r}; there are {', '.join(TABLE)}")
    return TABLE[name]


# The table.  Each record in the same rhythm: what it computes, its rules, how they are written.
# fmt: off

record("add", "+", operator.add, lambda m, u, v, y: 1.0, lambda m, u, v, y: 1.0,
       derivative="1, 1", latex=r"1,\; 1", arity=2,
       browser="u + v")
record("sub", "−", operator.sub, lambda m, u, v, y: 1.0, lambda m, u, v, y: -1.0,
       derivative="1, −1", latex=r"1,\; -1", arity=2,
       browser="u - v")
record("mul", "×", operator.mul, lambda m, u, v, y: v, lambda m, u, v, y: u,
       derivative="v, u", latex=r"v,\; u", arity=2,
       browser="u * v")
record("div", "÷", operator.truediv, lambda m, u, v, y: 1 / v, lambda m, u, v, y: -y / v,
       derivative="1/v, −u/v²", latex=r"\frac{1}{v},\; -\frac{u}{v^2}", arity=2,
       domain="v ≠ 0", defined=lambda u, v: v != 0,
       browser="u / v")

# 0**0 = 1, as everywhere in Python.  x**0 is constant, so its derivative is 0, at x = 0 too; the
# two zeros in the first rule keep 0/0 out of it.  0**v is constant for v > 0, so its derivative
# by v is 0 there: the second rule then takes log 1, and a power of u that has no more derivatives
# at 0 than u^v·log u has, which is one less than u^v where v is whole.  math.pow, unlike **, never
# turns complex.
# v·u^(v − 1) is v·u^v/u.  The first rule takes the latter where v − 1 would be rounded, which the
# power magnifies, and where u^(v − 1) could overflow although v times it does not.
record("pow", "^", math.pow,
       lambda m, u, v, y: (v * u ** (v - m.lowers(u, v))
                           / (u + m.zero(u) * m.zero(v)) ** (1 - m.lowers(u, v))),
       lambda m, u, v, y: (u ** (v - 0.001 * v * m.zero(u) * m.step(v))
                           * m.log(u + m.zero(u) * m.step(v))),
       derivative="v·u^(v − 1), u^v·log u", latex=r"v\,u^{v-1},\; u^v \log u", arity=2,
       domain="u > 0; for a plain number v also where u^v and its slope exist",
       defined=lambda u, v: u > 0,
       browser="Math.pow(u, v)")

record("neg", "−", operator.neg, lambda m, x, y: -1.0, derivative="−1", latex="-1",
       browser="-x")

record("exp", "exp", math.exp, lambda m, x, y: y, derivative="exp x", latex=r"e^x",
       browser="Math.exp(x)")

# m.exp(x), not y + 1, which has lost its digits when x ≪ 0.
record("expm1", "expm1", math.expm1, lambda m, x, y: m.exp(x), derivative="exp x", latex=r"e^x",
       browser="Math.expm1(x)")
record("exp2", "exp2", floats.exp2, lambda m, x, y: m.log(2.0) * y,
       derivative="2^x·log 2", latex=r"2^x \log 2",
       browser="Math.pow(2, x)")
record("log", "log", math.log, lambda m, x, y: 1 / x, derivative="1/x", latex=r"\frac{1}{x}",
       domain="x > 0", defined=lambda x: x > 0,
       browser="Math.log(x)")
record("log1p", "log1p", math.log1p, lambda m, x, y: 1 / (1 + x),
       derivative="1/(1 + x)", latex=r"\frac{1}{1 + x}", domain="x > −1", defined=lambda x: x > -1,
       browser="Math.log1p(x)")
record("log2", "log₂", math.log2, lambda m, x, y: 1 / m.log(2.0) / x,
       derivative="1/(x·log 2)", latex=r"\frac{1}{x \log 2}", domain="x > 0",
       defined=lambda x: x > 0,
       browser="Math.log2(x)")
record("log10", "log₁₀", math.log10, lambda m, x, y: 1 / m.log(10.0) / x,
       derivative="1/(x·log 10)", latex=r"\frac{1}{x \log 10}", domain="x > 0",
       defined=lambda x: x > 0,
       browser="Math.log10(x)")
record("sqrt", "√", math.sqrt, lambda m, x, y: 1 / (2 * y),
       derivative="1/(2·√x)", latex=r"\frac{1}{2\sqrt{x}}",
       domain="x > 0 (at 0 the graph is vertical)", defined=lambda x: x > 0,
       browser="Math.sqrt(x)")
record("cbrt", "∛", floats.cbrt, lambda m, x, y: 1 / (3 * y * y),
       derivative="1/(3·∛x²)", latex=r"\frac{1}{3\sqrt[3]{x}^2}",
       domain="x ≠ 0 (at 0 the graph is vertical)", defined=lambda x: x != 0,
       browser="Math.cbrt(x)")

# At (0, 0) the graph of hypot is the tip of a cone, and has no slope.
record("hypot", "hypot", math.hypot, lambda m, u, v, y: u / y, lambda m, u, v, y: v / y,
       derivative="u/√(u² + v²), v/√(u² + v²)",
       latex=r"\frac{u}{\sqrt{u^2 + v^2}},\; \frac{v}{\sqrt{u^2 + v^2}}", arity=2,
       domain="u ≠ 0 or v ≠ 0", defined=lambda u, v: u != 0 or v != 0,
       browser="Math.hypot(u, v)")

record("sin", "sin", math.sin, lambda m, x, y: m.cos(x), derivative="cos x", latex=r"\cos x",
       browser="Math.sin(x)")
record("cos", "cos", math.cos, lambda m, x, y: -m.sin(x), derivative="−sin x", latex=r"-\sin x",
       browser="Math.cos(x)")
record("tan", "tan", math.tan, lambda m, x, y: 1 + y * y,
       derivative="1 + tan² x", latex=r"1 + \tan^2 x",
       browser="Math.tan(x)")

# (1 − x)·(1 + x), not 1 − x·x, which has lost its digits near ±1.
record("asin", "asin", math.asin, lambda m, x, y: 1 / m.sqrt((1 - x) * (1 + x)),
       derivative="1/√(1 − x²)", latex=r"\frac{1}{\sqrt{1 - x^2}}",
       domain="−1 < x < 1 (at ±1 the graph is vertical)", defined=lambda x: -1 < x < 1,
       browser="Math.asin(x)")
record("acos", "acos", math.acos, lambda m, x, y: -1 / m.sqrt((1 - x) * (1 + x)),
       derivative="−1/√(1 − x²)", latex=r"-\frac{1}{\sqrt{1 - x^2}}",
       domain="−1 < x < 1 (at ±1 the graph is vertical)", defined=lambda x: -1 < x < 1,
       browser="Math.acos(x)")

# Not 1/(1 + x·x): x·x overflows from 1.3e154 on, where the slope is not 0 yet.
record("atan", "atan", math.atan, lambda m, x, y: (1 / m.hypot(1.0, x)) ** 2,
       derivative="1/(1 + x²)", latex=r"\frac{1}{1 + x^2}",
       browser="Math.atan(x)")

# The angle of the point (v, u).  It jumps by 2π where the point crosses the half-line u = 0 > v,
# but its slopes are the same on both sides, and so they are taken to hold on the line, too.
# u² + v² would overflow or underflow early; hypot(u, v) does so only from 1.8e308 on, and the
# slopes, then subnormal, are 0.
record("atan2", "atan2", math.atan2,
       lambda m, u, v, y: v / m.hypot(u, v) / m.hypot(u, v),
       lambda m, u, v, y: -u / m.hypot(u, v) / m.hypot(u, v),
       derivative="v/(u² + v²), −u/(u² + v²)",
       latex=r"\frac{v}{u^2 + v^2},\; -\frac{u}{u^2 + v^2}", arity=2,
       domain="u ≠ 0 or v ≠ 0", defined=lambda u, v: u != 0 or v != 0,
       browser="Math.atan2(u, v)")

record("sinh", "sinh", math.sinh, lambda m, x, y: m.cosh(x), derivative="cosh x", latex=r"\cosh x",
       browser="Math.sinh(x)")
record("cosh", "cosh", math.cosh, lambda m, x, y: m.sinh(x), derivative="sinh x", latex=r"\sinh x",
       browser="Math.cosh(x)")

# 1/cosh² x without a cosh that overflows.  1 − y·y has lost its digits at 14 and is 0 from 20 on.
record("tanh", "tanh", math.tanh, lambda m, x, y: 4 * m.sigmoid(2 * x) * m.sigmoid(-2 * x),
       derivative="1 − tanh² x", latex=r"1 - \tanh^2 x",
       browser="Math.tanh(x)")

record("asinh", "asinh", math.asinh, lambda m, x, y: 1 / m.hypot(1.0, x),
       derivative="1/√(x² + 1)", latex=r"\frac{1}{\sqrt{x^2 + 1}}",
       browser="Math.asinh(x)")
record("acosh", "acosh", math.acosh, lambda m, x, y: 1 / (m.sqrt(x - 1) * m.sqrt(x + 1)),
       derivative="1/√(x² − 1)", latex=r"\frac{1}{\sqrt{x^2 - 1}}",
       domain="x > 1 (at 1 the graph is vertical)", defined=lambda x: x > 1,
       browser="Math.acosh(x)")
record("atanh", "atanh", math.atanh, lambda m, x, y: 1 / ((1 - x) * (1 + x)),
       derivative="1/(1 − x²)", latex=r"\frac{1}{1 - x^2}",
       domain="−1 < x < 1", defined=lambda x: -1 < x < 1,
       browser="Math.atanh(x)")

# The normal distribution: its density φ and Φ, the integral of φ.  √8·φ(0) is 2/√π, and exp(−x²) is
# (φ(x)/φ(0))².  exp(−x·x) would be off by up to 300 ε: exp magnifies the rounding of x·x.
record("normal_pdf", "φ", floats.normal_pdf, lambda m, x, y: -x * y,
       derivative="−x·φ(x)", latex=r"-x\,\phi(x)")
record("normal_cdf", "Φ", floats.normal_cdf, lambda m, x, y: m.normal_pdf(x),
       derivative="φ(x)", latex=r"\phi(x)")
record("erf", "erf", math.erf,
       lambda m, x, y: m.sqrt(8.0) / m.normal_pdf(0.0) * m.normal_pdf(x) ** 2,
       derivative="2/√π·exp(−x²)", latex=r"\frac{2}{\sqrt{\pi}} e^{-x^2}")

# y·(1 − y), although y·σ(−x) has more digits when y is near 1: the cost divides by this same
# rounded 1 − y, and only the same number cancels to δ = a − y.
record("sigmoid", "σ", floats.sigmoid, lambda m, x, y: y * (1 - y),
       derivative="σ(x)·(1 − σ(x))", latex=r"\sigma(x)\,(1 - \sigma(x))",
       browser="sigmoid(x)")
record("log_sigmoid", "log σ", floats.log_sigmoid, lambda m, x, y: m.sigmoid(-x),
       derivative="σ(−x)", latex=r"\sigma(-x)",
       browser="-softplus(-x)")
record("softplus", "softplus", floats.softplus, lambda m, x, y: m.sigmoid(x),
       derivative="σ(x)", latex=r"\sigma(x)",
       browser="softplus(x)")

# The slope of the one is 0 at −1.28, of the other at −0.75.  Near there the two terms cancel, and
# what is left is as exact as they are, not more.
record("silu", "silu", floats.silu, lambda m, x, y: m.sigmoid(x) + y * m.sigmoid(-x),
       derivative="σ(x) + x·σ(x)·σ(−x)", latex=r"\sigma(x) + x\,\sigma(x)\,\sigma(-x)",
       browser="x < 0 ? x * Math.exp(x / 2) / (1 + Math.exp(x)) * Math.exp(x / 2) : x * sigmoid(x)")
record("gelu", "gelu", floats.gelu, lambda m, x, y: m.normal_cdf(x) + x * m.normal_pdf(x),
       derivative="Φ(x) + x·φ(x)", latex=r"\Phi(x) + x\,\phi(x)")

# |x| has a kink at 0, x/(1 + |x|) has none: its slope is 1 on both sides.
record("softsign", "softsign", floats.softsign, lambda m, x, y: (1 / (1 + m.abs(x))) ** 2,
       derivative="1/(1 + |x|)²", latex=r"\frac{1}{(1 + |x|)^2}",
       browser="x / (1 + Math.abs(x))")

# At its kink a unit counts as off, so that relu′(0) is 0 and leaky relu′(0) is 0.01.  elu has no
# kink: its slope is 1 on both sides of 0.
record("relu", "relu", floats.relu, lambda m, x, y: m.step(x),
       derivative="1 if x > 0 else 0", latex=r"[x > 0]",
       browser="Math.max(x, 0)")
record("leaky_relu", "leaky relu", floats.leaky_relu, lambda m, x, y: 0.01 + 0.99 * m.step(x),
       derivative="1 if x > 0 else 0.01", latex=r"0.01 + 0.99\,[x > 0]",
       browser="Math.max(x, 0.01 * x)")
record("elu", "elu", floats.elu, lambda m, x, y: m.exp(m.minimum(x, 0.0)),
       derivative="1 if x > 0 else exp x", latex=r"e^{\min(x, 0)}",
       browser="x > 0 ? x : Math.expm1(x)")
record("abs", "|·|", operator.abs, lambda m, x, y: m.sign(x),
       derivative="sign x", latex=r"\operatorname{sign} x",
       browser="Math.abs(x)")

record("maximum", "max", max, lambda m, u, v, y: m.larger(u, v), lambda m, u, v, y: m.larger(v, u),
       derivative="1 for the larger, 0 for the other, ½ each in a tie",
       latex=r"[u > v],\; [v > u]", arity=2,
       browser="Math.max(u, v)")
record("minimum", "min", min, lambda m, u, v, y: m.larger(v, u), lambda m, u, v, y: m.larger(u, v),
       derivative="1 for the smaller, 0 for the other, ½ each in a tie",
       latex=r"[u < v],\; [v < u]", arity=2,
       browser="Math.min(u, v)")

# dot(weights, inputs): the partner of an operand stands half the operands further on.
record("dot", "·", floats.dot, lambda m, x, y: [*x[len(x) // 2 :], *x[: len(x) // 2]],
       derivative="xᵢ, wᵢ", latex=r"x_i,\; w_i", arity=None,
       browser="exactSum(x.slice(0, x.length / 2).map((w, i) => w * x[x.length / 2 + i]))")
record("total", "Σ", floats.total, lambda m, x, y: [1.0 for _ in x],
       derivative="1", latex="1", arity=None,
       browser="exactSum(x)")


def shares(m: Any, parts: list[Any]) -> list[Any]:
    """Return the share of each part in their sum."""
    whole = m.total(*parts)
    return [part / whole for part in parts]


# The partials are divided by their sum, which is 1 but for the rounding of y: they add up to 1 even
# where y is 1e50.  A small one may be off by |log p| ulp, the rounding of xᵢ − y, magnified by exp.
record("logsumexp", "logsumexp", floats.logsumexp,
       lambda m, x, y: shares(m, [m.exp(x_i - y) for x_i in x]),
       derivative="exp(xᵢ − y)", latex=r"e^{x_i - y}", arity=None,
       browser="logsumexp(x)")

# fmt: on
