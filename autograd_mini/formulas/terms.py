"""Formulas: the table's operations and rules, applied to symbols instead of numbers.

A rule of elementary.py that is run on symbols writes itself down: `lambda m, x, y: y * (1 - y)`,
run on a symbol a, gives the formula a · (1 − a).  Every symbol knows its value, so that a formula
can print itself with letters, print itself with numbers, and say what it comes to.

>>> from autograd_mini.formulas.notation import as_text, in_number
>>> a = Symbol("a", "a", 0.25)
>>> slope = local_derivative(TABLE["sigmoid"], 0, [Symbol("z", "z", -1.0986)], a)
>>> as_text(slope), as_text(slope, letter=in_number), value(slope)
('a · (1 − a)', '0.25 · (1 − 0.25)', 0.1875)
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, TypeAlias, Union

from autograd_mini.elementary import FLOATS, TABLE, Elementary
from autograd_mini.floats import CHOICES, PIECEWISE_CONSTANT

Term: TypeAlias = Union["Expression", "Symbol", float]


class Formula:
    """What symbols and expressions have in common: Python's operators, which build formulas."""

    # fmt: off
    def __add__(self, other: Term) -> Term: return build("add", self, other)
    def __radd__(self, other: Term) -> Term: return build("add", other, self)
    def __sub__(self, other: Term) -> Term: return build("sub", self, other)
    def __rsub__(self, other: Term) -> Term: return build("sub", other, self)
    def __mul__(self, other: Term) -> Term: return build("mul", self, other)
    def __rmul__(self, other: Term) -> Term: return build("mul", other, self)
    def __truediv__(self, other: Term) -> Term: return build("div", self, other)
    def __rtruediv__(self, other: Term) -> Term: return build("div", other, self)
    def __pow__(self, other: Term) -> Term: return build("pow", self, other)
    def __rpow__(self, other: Term) -> Term: return build("pow", other, self)
    def __neg__(self) -> Term: return build("neg", self)
    # fmt: on


@dataclass(frozen=True, eq=False)
class Symbol(Formula):
    """A letter: how it is written as text and in LaTeX, and its value.

    node: what it stands for: a Value, for instance, or a derivative in a graph.
    """

    text: str
    latex: str
    value: float
    node: Any = field(default=None, repr=False)


@dataclass(frozen=True, eq=False)
class Expression(Formula):
    """An operation of the table, called by its name, on operands; or the product of many."""

    name: str
    operands: tuple[Term, ...]


def simpler(name: str, xs: Sequence[Any]) -> Any:
    """Return what an operation comes to without being carried out; None if it has to be.

    Nothing is rounded differently by that: x + 0, x − 0, x · 1, x / 1 and x¹ are x, x · (−1) and
    0 − x are −x, 0 · x and 0 / x are 0, x⁰ is 1.

    >>> simpler("mul", ["x", 1.0]), simpler("mul", ["x", 0.0]), simpler("mul", ["x", 2.0])
    ('x', 0.0, None)
    """
    if name == "add" and 0.0 in map(_number, xs):
        return xs[1] if _number(xs[0]) == 0 else xs[0]
    if name == "mul":
        for x, other in (xs, xs[::-1]):
            if _number(x) == 0:
                return 0.0
            if _number(x) == 1:
                return other
    if name == "div" and _number(xs[0]) == 0:
        return 0.0
    if name == "pow" and _number(xs[1]) == 0:
        return 1.0
    if (name, _number(xs[-1])) in {("sub", 0.0), ("div", 1.0), ("pow", 1.0)}:
        return xs[0]
    return None


def _number(x: Any) -> float | None:
    return x if isinstance(x, float) else None


def build(name: str, *operands: Any) -> Term:
    """Return an operation on terms: a number if all of them are, something simpler if it can be."""
    xs = [float(x) if isinstance(x, int) else x for x in operands]
    if all(isinstance(x, float) for x in xs):
        return float(getattr(FLOATS, name)(*xs))
    short = simpler(name, xs)
    if short is not None:
        return short  # type: ignore[no-any-return]
    if name == "mul" and -1.0 in map(_number, xs):
        return build("neg", xs[0] if _number(xs[1]) == -1 else xs[1])
    if name == "sub" and _number(xs[0]) == 0:
        return build("neg", xs[1])
    if name == "neg" and isinstance(xs[0], Expression) and xs[0].name == "neg":
        return xs[0].operands[0]
    return Expression(name, tuple(xs))


def _operation(name: str) -> Callable[..., Term]:
    return lambda *operands: build(name, *operands)


def _constant(name: str) -> Callable[..., float]:
    return lambda *operands: PIECEWISE_CONSTANT[name](*map(value, operands))


# The namespace of rules that are to write themselves.  A piecewise constant is the number it is.
SYMBOLS = SimpleNamespace(
    **{name: _operation(name) for name in TABLE},
    **{name: _constant(name) for name in PIECEWISE_CONSTANT},
)
# The same for formulas that are computed again when the numbers change: a condition stays one.
CONDITIONS = SimpleNamespace(
    **{name: _operation(name) for name in TABLE},
    **{name: _operation(name) for name in PIECEWISE_CONSTANT},
)
# And for formulas that a reader is shown then, who need not see how rounding is kept small.
GENERAL = SimpleNamespace(**{**vars(CONDITIONS), **dict.fromkeys(CHOICES, lambda *_: 1.0)})


def local_derivative(
    op: Elementary, i: int, operands: Sequence[Term], y: Term, rules: SimpleNamespace = SYMBOLS
) -> Term:
    """Return the formula of ∂y/∂operands[i], by the rule of the table.

    >>> x = Symbol("x", "x", 2.0)
    >>> local_derivative(TABLE["relu"], 0, [x], x)
    1.0
    >>> local_derivative(TABLE["relu"], 0, [x], x, GENERAL).name
    'step'
    """
    return op.partial(i, rules, operands, y)  # type: ignore[no-any-return]


def local_derivatives(
    op: Elementary, operands: Sequence[Term], y: Term, rules: SimpleNamespace = SYMBOLS
) -> list[Term]:
    """Return the formulas of ∂y/∂operand for every operand, as `local_derivative` does for one."""
    return op.all_partials(rules, operands, y)


def product_of(factors: Sequence[Term]) -> Term:
    """Return the product of any number of factors, each of them written out."""
    return factors[0] if len(factors) == 1 else Expression("product", tuple(factors))


def sum_of(terms: Sequence[Term]) -> Term:
    """Return the sum of any number of terms."""
    return terms[0] if len(terms) == 1 else Expression("total", tuple(terms))


def evaluate(
    term: Term,
    leaf: Callable[[Symbol], Any],
    namespace: Any,
    shared: dict[int, Any] | None = None,
) -> Any:
    """Return what a term comes to, with something in place of each symbol, in a namespace.

    shared: what parts of the terms have come to already, by their ids; each is worked out once.
    """
    if isinstance(term, Symbol):
        return leaf(term)
    if not isinstance(term, Expression):
        return term
    shared = {} if shared is None else shared
    if id(term) not in shared:
        operands = [evaluate(x, leaf, namespace, shared) for x in term.operands]
        shared[id(term)] = getattr(namespace, term.name)(*operands)
    return shared[id(term)]


_NUMBERS = SimpleNamespace(**vars(FLOATS), product=lambda *factors: math.prod(factors))


def value(term: Term) -> float:
    """Return the number that a term comes to."""
    return float(evaluate(term, lambda symbol: symbol.value, _NUMBERS))


# What equations are made of.


@dataclass(frozen=True)
class Step:
    """One equation of an explanation: left = chain[0] = chain[1] = … = the value of left.

    kind: what the step does, such as "path", "sum", "adjoint" or "delta".
    left: the symbol that is computed; left.value is the number.
    chain: formulas for it, from the general to the particular; empty if the number is given.
    """

    kind: str
    left: Symbol
    chain: tuple[Term, ...] = ()

    @property
    def value(self) -> float:
        """The number that the step arrives at."""
        return self.left.value


@dataclass(frozen=True)
class General:
    """A general formula that stands on a line of its own."""

    text: str
    latex: str
