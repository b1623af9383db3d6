"""A second engine, as plain as can be: forward mode, one leaf at a time.

A dual number carries the derivative along with the value, so there is no graph and no order to get
wrong.  The rules are written here once more, on purpose and often in another form than in the
table.  Values and slopes may be computed by different functions: slopes in 50 digits at the
values that floats give, say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any


@dataclass(frozen=True)
class Dual:
    """A number x, its derivative by the leaf in question, and the size of what was added up.

    size is the sum over all paths of the |products| of which slope is the sum.  It stays large
    where the paths cancel, and so it is the measure of the rounding errors to expect.
    """

    x: Any
    slope: Any
    size: Any


# A rule for each operand; for any number of operands, one rule with an index.
RULES: dict[str, Any] = {
    "add": (lambda m, u, v: 1, lambda m, u, v: 1),
    "sub": (lambda m, u, v: 1, lambda m, u, v: -1),
    "mul": (lambda m, u, v: v, lambda m, u, v: u),
    "div": (lambda m, u, v: 1 / v, lambda m, u, v: -u / (v * v)),
    "pow": (
        lambda m, u, v: v * m.pow(u, v - 1) if v else 0,
        lambda m, u, v: m.pow(u, v) * m.log(u) if u else 0,
    ),
    "neg": (lambda m, x: -1,),
    "exp": (lambda m, x: m.exp(x),),
    "expm1": (lambda m, x: m.exp(x),),
    "log": (lambda m, x: 1 / x,),
    "log1p": (lambda m, x: 1 / (1 + x),),
    "sqrt": (lambda m, x: m.pow(x, -0.5) / 2,),
    "sin": (lambda m, x: m.cos(x),),
    "cos": (lambda m, x: -m.sin(x),),
    "tan": (lambda m, x: 1 / m.cos(x) ** 2,),
    "atan": (lambda m, x: 1 / (1 + x * x),),
    "sinh": (lambda m, x: m.cosh(x),),
    "cosh": (lambda m, x: m.sinh(x),),
    "tanh": (lambda m, x: 1 / m.cosh(x) ** 2,),
    "sigmoid": (lambda m, x: m.sigmoid(x) * m.sigmoid(-x),),
    "log_sigmoid": (lambda m, x: 1 / (1 + m.exp(x)),),
    "softplus": (lambda m, x: 1 / (1 + m.exp(-x)),),
    "relu": (lambda m, x: 1 if x > 0 else 0,),
    "abs": (lambda m, x: (x > 0) - (x < 0),),
    "maximum": (
        lambda m, u, v: (u > v) + (u == v) / 2,
        lambda m, u, v: (v > u) + (u == v) / 2,
    ),
    "minimum": (
        lambda m, u, v: (u < v) + (u == v) / 2,
        lambda m, u, v: (v < u) + (u == v) / 2,
    ),
    "dot": lambda m, i, x: x[i - len(x) // 2],
    "total": lambda m, i, x: 1,
    "logsumexp": lambda m, i, x: m.exp(x[i] - max(x)) / sum(m.exp(t - max(x)) for t in x),
}

# The table's 1 − y² and y·(1 − y) are differences of numbers near 1: they are as exact as 1 is,
# however small they get.
AS_EXACT_AS_1 = ("tanh", "sigmoid")


def slope(name: str, m: Any, i: int, xs: list[Any]) -> Any:
    """Return ∂/∂xs[i] of the operation `name`, computed with the functions in m."""
    rules = RULES[name]
    return rules[i](m, *xs) if isinstance(rules, tuple) else rules(m, i, xs)


def functions(values: Any, slopes: Any, number: Callable[[Any], Any] = float) -> SimpleNamespace:
    """Return the operations on dual numbers, as a namespace.

    values, slopes: namespaces of functions for the one and the other; number: turns a value into
    a number that `slopes` computes with.
    """

    def operation(name: str) -> Callable[..., Dual]:
        def call(*operands: Any) -> Dual:
            xs = [o.x if isinstance(o, Dual) else o for o in operands]
            numbers = [number(x) for x in xs]
            total = size = number(0.0)
            for i, operand in enumerate(operands):
                if isinstance(operand, Dual):
                    by_operand = slope(name, slopes, i, numbers)
                    total += by_operand * operand.slope
                    width = 1 if name in AS_EXACT_AS_1 else abs(by_operand)
                    size += width * operand.size
            return Dual(getattr(values, name)(*xs), total, size)

        return call

    return SimpleNamespace(**{name: operation(name) for name in RULES})


def leaves(xs: list[Any], which: int) -> list[Dual]:
    """Return the leaves, to differentiate by leaf number `which`."""
    return [Dual(x, float(i == which), float(i == which)) for i, x in enumerate(xs)]
