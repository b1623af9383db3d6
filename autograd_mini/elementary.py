"""The derivative table: one record for each elementary operation, and nothing else.

This is the table from the back cover of a calculus book.  A record holds all that anybody needs
to know of an operation: its value, its local partial derivatives, where both are defined, and how
people write the derivative.  Everything else in the package reads these records.

A rule is written once, as an expression over a small namespace `m` of functions::

    lambda m, x, y: m.cos(x)              # one operand x, result y
    lambda m, u, v, y: -y / v             # two operands u and v, result y
    lambda m, x, y: [1.0 for _ in x]      # any number of operands: a list, a partial for each

With `m = FLOATS` it computes numbers; with `m = autograd_mini.functions` it builds nodes, and so
derivatives of derivatives.  To add arccos, say, add a record: the tests find it by themselves.
"""

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from autograd_mini import floats

# A rule runs on floats, Values, arrays and symbols alike, so there is no narrower type for it.
Rule = Callable[..., Any]


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

    >>> sin = TABLE["sin"]
    >>> sin.value(0.0), sin.partial(0, FLOATS, [0.0], 0.0), sin.derivative
    (0.0, 1.0, 'cos x')
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
        if self.arity is None:
            return self.all_partials(m, operands, y)[i]
        return self.partials[i](m, *operands, y)

    def all_partials(self, m: Any, operands: Sequence[Any], y: Any) -> list[Any]:
        """Return ∂y/∂operand for every operand; for many of them that is faster than one by one."""
        if self.arity is None:
            return self.partials[0](m, operands, y)  # type: ignore[no-any-return]
        return [rule(m, *operands, y) for rule in self.partials]

    def slopes(self, xs: Sequence[float], y: float) -> list[Any]:
        """Return all partials in floats; in place of one that Python refuses, its exception."""
        found: list[Any] = []
        if self.arity is None:
            return list(map(float, self.all_partials(FLOATS, xs, y)))
        for rule in self.partials:
            try:
                found.append(float(rule(FLOATS, *xs, y)))
            except (ValueError, ArithmeticError) as error:
                found.append(error)
        return found

    def __reduce__(self) -> tuple[Callable[[str], "Elementary"], tuple[str]]:
        return operation, (self.name,)  # copies and pickles refer to the one record of that name


TABLE: dict[str, Elementary] = {}


def record(name: str, symbol: str, value: Rule, *partials: Rule, **facts: Any) -> None:
    """Put an operation into the table."""
    TABLE[name] = Elementary(name, symbol, value, partials, **facts)


def operation(name: str) -> Elementary:
    """Return the record called `name`; ValueError if the table has none.

    >>> operation("tanh").derivative
    '1 − tanh² x'
    """
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
# two zeros in the first rule keep 0**−1 out of it.  0**v is constant for v > 0, so its derivative
# by v is 0 there: the second rule then takes log 1.  math.pow, unlike **, never turns complex.
record("pow", "^", math.pow,
       lambda m, u, v, y: v * u ** (v - 1 + m.zero(u) * m.zero(v)),
       lambda m, u, v, y: y * m.log(u + m.zero(u) * m.step(v)),
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
record("log", "log", math.log, lambda m, x, y: 1 / x, derivative="1/x", latex=r"\frac{1}{x}",
       domain="x > 0", defined=lambda x: x > 0,
       browser="Math.log(x)")
record("log1p", "log1p", math.log1p, lambda m, x, y: 1 / (1 + x),
       derivative="1/(1 + x)", latex=r"\frac{1}{1 + x}", domain="x > −1", defined=lambda x: x > -1,
       browser="Math.log1p(x)")
record("sqrt", "√", math.sqrt, lambda m, x, y: 1 / (2 * y),
       derivative="1/(2·√x)", latex=r"\frac{1}{2\sqrt{x}}",
       domain="x > 0 (at 0 the graph is vertical)", defined=lambda x: x > 0,
       browser="Math.sqrt(x)")

record("sin", "sin", math.sin, lambda m, x, y: m.cos(x), derivative="cos x", latex=r"\cos x",
       browser="Math.sin(x)")
record("cos", "cos", math.cos, lambda m, x, y: -m.sin(x), derivative="−sin x", latex=r"-\sin x",
       browser="Math.cos(x)")
record("tan", "tan", math.tan, lambda m, x, y: 1 + y * y,
       derivative="1 + tan² x", latex=r"1 + \tan^2 x",
       browser="Math.tan(x)")
record("atan", "atan", math.atan, lambda m, x, y: 1 / (1 + x * x),
       derivative="1/(1 + x²)", latex=r"\frac{1}{1 + x^2}",
       browser="Math.atan(x)")
record("sinh", "sinh", math.sinh, lambda m, x, y: m.cosh(x), derivative="cosh x", latex=r"\cosh x",
       browser="Math.sinh(x)")
record("cosh", "cosh", math.cosh, lambda m, x, y: m.sinh(x), derivative="sinh x", latex=r"\sinh x",
       browser="Math.cosh(x)")
record("tanh", "tanh", math.tanh, lambda m, x, y: 1 - y * y,
       derivative="1 − tanh² x", latex=r"1 - \tanh^2 x",
       browser="Math.tanh(x)")

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

record("relu", "relu", floats.relu, lambda m, x, y: m.step(x),
       derivative="1 if x > 0 else 0", latex=r"[x > 0]",
       browser="Math.max(x, 0)")
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
record("logsumexp", "logsumexp", floats.logsumexp,
       lambda m, x, y: [m.exp(x_i - y) for x_i in x],
       derivative="exp(xᵢ − y)", latex=r"e^{x_i - y}", arity=None,
       browser="logsumexp(x)")

# fmt: on
# The namespace of rules that are to compute with floats.
FLOATS = SimpleNamespace(**{n: op.value for n, op in TABLE.items()}, **floats.PIECEWISE_CONSTANT)
