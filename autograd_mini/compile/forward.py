"""The forward pass, class by class, as statements.

The classes z = {+ w, + w·x} and a = σ(z) of a layer become

    z2 = x @ w[:, 1:].T + w[:, 0]
    a2 = sigmoid(z2)
"""

from dataclasses import dataclass

import numpy as np

from autograd_mini.compile.arrays import Array, Arrays
from autograd_mini.compile.classes import NUMBERS
from autograd_mini.compile.contraction import contraction, summed
from autograd_mini.compile.expressions import SAMPLES, TERMS, Expression, Scalar, called, written
from autograd_mini.compile.products import NOTHING, Group, Places
from autograd_mini.compile.reading import Constants, Part, Reader
from autograd_mini.compile.rules import Writer
from autograd_mini.compile.views import View, view

Axes = tuple[int, ...]
Term = tuple[int, Scalar]  # with its sign
MOST = 40  # terms in a line; Python's compiler does not take a sum of thousands


@dataclass
class Statement:
    """A line of the program: what it computes, of which array, and the shape of it.

    operator: of an assignment like +=, if it is one.  part: the entries that it is for, if not all.
    value: the text as an expression, if known.
    rest: operators and terms that go on, each in a line of its own, where a sum is very long.
    """

    target: str
    text: str
    array: int
    shape: str = ""
    operator: str = ""
    value: Expression | None = None
    rest: tuple[tuple[str, Expression], ...] = ()
    part: Part | None = None

    @property
    def comment(self) -> str:
        """The shape, as it stands behind the line."""
        return f"  # {self.shape}" if self.shape else ""

    @property
    def reads(self) -> str:
        """All that it is computed from."""
        return " ".join([self.text, *(term.text for _, term in self.rest)])


@dataclass
class Factor:
    """An operand as it is read for one group of terms or one slot."""

    array: int
    view: View | None
    text: Scalar
    reader: Reader | None = None


class Forward:
    """The forward pass of a program.

    arrays: with their names.

    statements: that of each array, in an order to compute them in.  operands: of each array what
        it reads, for each of its groups of terms or slots.  known: the array that has what a text
        computes, by the text.  constants: the tables that are needed.
    """

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.constants = Constants()
        self.statements: dict[int, Statement] = {}
        self.operands: dict[int, list[list[Factor]]] = {}
        self.known: dict[str, str] = {}
        self.rest: dict[int, tuple[tuple[str, Expression], ...]] = {}
        for c in arrays.schedule:
            array = arrays.of[c]
            if array.kind != "leaf":
                value = self._value(c, array)
                self.known.setdefault(value.text, array.name)
                shape = shape_of(array)
                self.statements[c] = Statement(
                    array.name, value.text, c, shape, value=value, rest=self.rest.get(c, ())
                )

    def root(self, c: int, place: int) -> Factor:
        """Return one entry of an array, as it is read."""
        return self._factor(c, np.array([[place]]), ())

    def _value(self, c: int, array: Array) -> Expression:
        """Return what an array is computed by, and note what it reads."""
        axes = full(array)
        if array.kind == "sum":
            array.groups = [part for g in array.groups for part in self._short(g, array.shape)]
            self.operands[c] = [self._factors(g, array.shape) for g in array.groups]
            together = self._summed_together(self.operands[c], axes)
            inside, terms = list[Term](), list[Term]()
            for i, (g, factors) in enumerate(zip(array.groups, self.operands[c])):
                if i in together:
                    other = factors[1].text if len(factors) > 1 else 1.0
                    inside.append((g.sign, factors[0].text * other))
                else:
                    terms.append((g.sign, self._term(factors, axes, g.length)))
            total = added(inside)
            if isinstance(total, Expression):
                total = summed(total, [TERMS])
            value: Scalar = added(terms[:MOST], total)
            self.rest[c] = tuple(
                [("+" if sign > 0 else "-", written(x).on(axes)) for sign, x in terms[MOST:]]
            )
        else:
            self.operands[c] = [
                [self._factor(a, table, array.shape, least=array.listed)]
                for a, table in array.slots
            ]
            slots = tuple([factors[0].text for factors in self.operands[c]])
            if array.kind == "logsumexp" and not array.listed:
                value = called("logsumexp_of", slots)
            else:
                value = Writer({}).call(array.kind, slots)
        text = written(value)
        if text.axes != axes:
            text = Expression(f"broadcast_to({text.on(axes)}, {shape_of(array)})", axes)
        return Expression(f"copied({text})", axes) if self.rest.get(c) else text

    def _summed_together(self, groups: list[list[Factor]], axes: Axes) -> set[int]:
        """Return which groups of terms are no matrix product, and can be summed up at once."""
        whole = (*axes, TERMS)
        found = [
            i
            for i, factors in enumerate(groups)
            if all(isinstance(f.text, Expression) and f.text.axes == whole for f in factors)
        ]
        sizes = {f.view.sizes[-1] for i in found for f in groups[i] if f.view is not None}
        return set(found) if len(found) > 1 and len(sizes) == 1 else set()

    def _short(self, g: Group, shape: tuple[int, ...]) -> list[Group]:
        """Return a group of two or three terms that are not next to each other as that many."""
        if not 1 < g.length <= 3 or (g.left == NOTHING).any():
            return [g]
        views = [f.view for f in self._factors(g, shape)]
        if not any(v is not None and v.is_gather for v in views):
            return [g]
        return [
            Group(
                g.sign, g.a, g.b, g.left[:, i : i + 1],
                None if g.right is None else g.right[:, i : i + 1],
            )
            for i in range(g.length)
        ]  # fmt: skip

    def _factors(self, g: Group, shape: tuple[int, ...]) -> list[Factor]:
        factors = [self._factor(g.a, g.left, shape)]
        if g.right is not None:
            factors.append(self._factor(g.b, g.right, shape))
        return factors

    def _factor(self, a: int, table: Places, shape: tuple[int, ...], least: bool = False) -> Factor:
        """Return an operand, read at the places of a table of entries × terms.

        shape: of the entries.  least: whether what is nothing is −∞ there, and not 0.
        """
        axes: Axes = tuple(range(len(shape)))
        if table.shape[1] > 1:
            axes, shape = (*axes, TERMS), (*shape, table.shape[1])
        table = table.reshape(shape)
        if a == NUMBERS:
            numbers = np.where(table == NOTHING, 0.0, self.arrays.numbers[table])
            return Factor(a, None, self.constants.numbers(numbers, axes))
        of = self.arrays.of[a]
        found = view(table, of.shape, axes)
        reader = Reader(of.name, of.shape, of.batched, self.constants)
        return Factor(a, found, reader.read(found, -np.inf if least else 0.0), reader)

    def _term(self, factors: list[Factor], target: Axes, length: int) -> Scalar:
        """Return the sum of the terms of a group, for each entry."""
        x, y = factors[0].text, (factors[1].text if len(factors) > 1 else 1.0)
        if length > 1 and not any(isinstance(e, Expression) and TERMS in e.axes for e in (x, y)):
            return x * y * float(length)  # the same term again and again
        if isinstance(x, Expression) and isinstance(y, Expression):
            return contraction(x, y, target)
        x, y = (y, x) if isinstance(x, float) else (x, y)
        product = x * y
        if isinstance(product, Expression):
            return summed(product, [a for a in product.axes if a not in target])
        return product


def added(terms: list[Term], total: Scalar = 0.0) -> Scalar:
    """Return the sum of terms with their signs."""
    for sign, term in terms:
        if isinstance(total, Expression):
            total = total + term if sign > 0 else total - term
        else:
            total = term + total if sign > 0 else -term + total
    return total


def full(array: Array) -> Axes:
    """Return all axes of an array."""
    axes = tuple(range(len(array.shape)))
    return (SAMPLES, *axes) if array.batched else axes


def shape_of(array: Array) -> str:
    """Return the shape of an array as it is written in the program."""
    sizes = ["m"] * array.batched + [str(n) for n in array.shape]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"
