"""The forward pass and the reverse sweep, class by class, as statements.

The classes z = {+ w, + w·x} and a = σ(z) of a layer, and the cost that goes on from a, become

    forward     z2 = x @ w[:, 1:].T + w[:, 0]
                a2 = sigmoid(z2)
    sweep       delta2 = … * (a2 * (1 - a2))          what arrives at a2, times the table's rule
                Delta_w[:, 1:] = delta2.T @ x         the partner of w in the product, summed up
                Delta_w[:, 0] = delta2.sum(0)

J is the mean over m samples, so the sweep begins with 1/m.  That stays a factor in front of what is
known, until an array is made of it: so δ of the last layer is (a − y)/m.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from autograd_mini.compile.arrays import Array, Arrays
from autograd_mini.compile.classes import NUMBERS
from autograd_mini.compile.contraction import contraction, summed
from autograd_mini.compile.expressions import (
    PRODUCT,
    SAMPLES,
    SUM,
    TERMS,
    Expression,
    Scalar,
    joined,
)
from autograd_mini.compile.fold import NONE
from autograd_mini.compile.products import NOTHING, Group, Places
from autograd_mini.compile.reading import Constants, Reader, covers
from autograd_mini.compile.rules import Writer, partial
from autograd_mini.compile.views import View, view

Axes = tuple[int, ...]
LONGEST = 70  # characters of an adjoint that is written where it is used, without a name


@dataclass
class Statement:
    """A line of the program: what it computes, from which arrays, and the shape of it."""

    target: str
    text: str
    array: int
    shape: str = ""


@dataclass
class Adjoint:
    """What arrives at an array: value · 1/m if `per_m`, else the value.

    index, places: the entries that it is for; empty, and None, if it is for all of them.
    """

    value: Scalar
    per_m: bool
    index: str = ""
    places: Places | None = None


@dataclass
class Factor:
    """An operand as it is read for one group of terms or one slot."""

    array: int
    view: View | None
    text: Scalar
    reader: Reader | None = None


@dataclass
class Sweep:
    """Writes both passes of a program.

    arrays: with their names.  root: the array of J.  place: where in it J is.
    """

    arrays: Arrays
    root: int
    place: int = 0
    constants: Constants = field(default_factory=Constants)
    forward: dict[int, Statement] = field(default_factory=dict)
    backward: list[Statement] = field(default_factory=list)
    gradients: dict[int, str] = field(default_factory=dict)
    arrived: dict[int, list[Adjoint]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known: dict[str, str] = {}
        self.helpers = 0
        self.forward_text: dict[str, str] = {}
        self.writer = Writer(self.known)
        self.operands: dict[int, list[list[Factor]]] = {}
        for c in self.arrays.schedule:
            array = self.arrays.of[c]
            if array.kind != "leaf":
                text = self._forward(c, array)
                self.known.setdefault(text, array.name)
                self.forward[c] = Statement(array.name, text, c, shape_of(array))
                self.forward_text[array.name] = text

    # Forward.

    def _forward(self, c: int, array: Array) -> str:
        axes = tuple(range(len(array.shape)))
        full = (SAMPLES, *axes) if array.batched else axes
        if array.kind == "sum":
            array.groups = [part for g in array.groups for part in self._short(g, array.shape)]
            self.operands[c] = [self._factors(g, array.shape) for g in array.groups]
            value: Scalar = 0.0
            for g, factors in zip(array.groups, self.operands[c]):
                term = self._term(factors, full, g.length)
                if isinstance(value, Expression):
                    value = value + term if g.sign > 0 else value - term
                else:
                    value = term + value if g.sign > 0 else -term + value
        else:
            self.operands[c] = [
                [self._factor(a, table, array, array.kind == "logsumexp" and array.listed)]
                for a, table in array.slots
            ]
            slots = [factors[0].text for factors in self.operands[c]]
            if array.kind == "logsumexp" and not array.listed:
                whole = ", ".join(x.on(full).text if isinstance(x, Expression) else repr(x)
                                  for x in slots)  # fmt: skip
                value = Expression(f"logsumexp_of({whole})", full)
            else:
                value = self._plain().call(array.kind, tuple(slots))
        text = value if isinstance(value, Expression) else Expression(repr(value))
        if text.axes != full:
            sizes = ["m"] * array.batched + [str(n) for n in array.shape]
            return f"broadcast_to({text.on(full)}, ({', '.join(sizes)},))"
        return text.text

    def _plain(self) -> Writer:
        return Writer({})

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
        array = Array("sum", shape, False, False)
        factors = [self._factor(g.a, g.left, array)]
        if g.right is not None:
            factors.append(self._factor(g.b, g.right, array))
        return factors

    def _factor(self, a: int, table: Places, array: Array, least: bool = False) -> Factor:
        """Return an operand, read at the places of a table of entries × terms."""
        axes: Axes = tuple(range(len(array.shape)))
        shape = array.shape
        if table.shape[1] > 1:
            axes, shape = (*axes, TERMS), (*shape, table.shape[1])
        table = table.reshape(shape)
        if a == NUMBERS:
            numbers = np.where(table == NOTHING, 0.0, self.arrays.numbers[table])
            if least:
                numbers = np.where(table == NOTHING, -np.inf, numbers)
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
        if isinstance(x, Expression):
            product = x * y
            assert isinstance(product, Expression)
            return summed(product, [a for a in product.axes if a not in target])
        return x * y

    # The reverse sweep.

    @property
    def J(self) -> Array:
        """The array that J is in."""
        return self.arrays.of[self.root]

    def _root_factor(self) -> Factor:
        return self._factor(self.root, np.array([[self.place]]), Array("sum", (), False, False))

    def cost(self) -> str:
        """Return the text of J, averaged over the samples."""
        J = self._root_factor().text
        if isinstance(J, Expression) and self.J.batched:
            return f"{J}.mean()"
        return str(J)

    def sweep(self) -> None:
        """Write the reverse sweep, and note what the gradient of each parameter is called."""
        self._send(Adjoint(1.0, self.J.batched), self._root_factor(), 1.0, 1, {})
        for c in reversed(self.arrays.schedule):
            array = self.arrays.of[c]
            if c not in self.arrived or not array.trained:
                continue
            adjoint = self._complete(c, array)
            if array.kind == "leaf":
                continue
            full = ((SAMPLES,) if array.batched else ()) + tuple(range(len(array.shape)))
            y = Expression(array.name, full)
            lengths = dict(enumerate(array.shape)) | ({SAMPLES: 0} if array.batched else {})
            if array.kind == "sum":
                for g, factors in zip(array.groups, self.operands[c]):
                    for i, factor in enumerate(factors):
                        other = factors[1 - i].text if len(factors) > 1 else 1.0
                        sizes = {**lengths, TERMS: g.length}
                        self._send(adjoint, factor, other, g.sign, sizes)
            else:
                self._through(array, self.operands[c], y, adjoint, lengths)

    def _through(
        self,
        array: Array,
        slots: list[list[Factor]],
        y: Expression,
        adjoint: Adjoint,
        lengths: dict[int, int],
    ) -> None:
        operands = [factors[0].text for factors in slots]
        if array.listed:
            lengths = {**lengths, TERMS: array.slots[0][1].shape[1]}
        for i, factors in enumerate(slots):
            if self._wanted(factors[0]):
                self.writer.calls.clear()
                slope = partial(array.kind, i, self.writer, operands, y)
                slope = self._once(slope, array)
                if array.kind == "pow" and isinstance(slope, Expression):
                    text = slope.text.replace(self.forward_text[array.name], array.name)
                    slope = Expression(text, slope.axes, slope.level)
                self._send(adjoint, factors[0], slope, 1, lengths)

    def _once(self, slope: Scalar, array: Array) -> Scalar:
        """Compute what occurs in a partial twice in a statement of its own."""
        for call in self.writer.calls:
            if isinstance(slope, Expression) and slope.text.count(call) > 1:
                self.helpers += 1
                name = f"part_{self.helpers}"
                self.backward.append(Statement(name, call, -1))
                slope = Expression(slope.text.replace(call, name), slope.axes, slope.level)
        return slope

    def _wanted(self, factor: Factor) -> bool:
        return factor.view is not None and self.arrays.of[factor.array].trained

    def _send(
        self, adjoint: Adjoint, factor: Factor, slope: Scalar, sign: int, lengths: dict[int, int]
    ) -> None:
        """Send adjoint · slope back to an operand: summed over all axes that it does not have."""
        if not self._wanted(factor) or factor.view is None or factor.reader is None:
            return
        of = self.arrays.of[factor.array]
        target = ((SAMPLES,) if of.batched else ()) + factor.view.axes
        value, per_m = adjoint.value, adjoint.per_m
        if isinstance(value, Expression) and isinstance(slope, Expression):
            result: Scalar = contraction(value, slope, target)
        else:
            result = value * slope
            if isinstance(result, Expression):
                result = summed(result, [a for a in result.axes if a not in target])
        have = set(value.axes if isinstance(value, Expression) else ())
        have |= set(slope.axes if isinstance(slope, Expression) else ())
        for axis, length in lengths.items():  # the sum of what is the same along an axis
            if axis not in have and axis not in target:
                if axis != SAMPLES:
                    result = float(length) * result
                elif per_m:
                    per_m = False
                else:
                    result = Expression("m") * result
        if sign < 0:
            result = -result
        if isinstance(result, float | int) and result == 0:
            return
        if isinstance(result, Expression):
            if factor.view.same:
                _, result = factor.reader.back(factor.view, result)
                index = ""
            else:
                result, per_m = self._over_m(result, per_m)
                index, result = factor.reader.back(factor.view, result)
            places = factor.view.places if index else None
        else:
            index, places = "", None
            if not factor.view.same:
                result, per_m = self._over_m(result, per_m)
                index, result = factor.reader.back(factor.view, Expression(repr(result)) if not
                                                   isinstance(result, Expression) else result)
                places = factor.view.places if index else None
        self.arrived.setdefault(factor.array, []).append(Adjoint(result, per_m, index, places))

    def _over_m(self, value: Scalar, per_m: bool) -> tuple[Scalar, bool]:
        if not per_m:
            return value, False
        return (value / Expression("m") if isinstance(value, Expression) else joined(
            value, "/", Expression("m"), PRODUCT, PRODUCT + 1)), False  # fmt: skip

    def _complete(self, c: int, array: Array) -> Adjoint:
        """Add up what has arrived at an array, and give it a name if it is used more than once."""
        every = self.arrived[c]
        whole = [a for a in every if not a.index]
        parts = [a for a in every if a.index]
        total: Scalar = 0.0
        shared = len({a.per_m for a in whole}) == 1
        per_m = shared and bool(whole) and whole[0].per_m and not parts
        for text, times in counted([a if shared and per_m else self._settled(a) for a in whole]):
            term = float(times) * text
            if isinstance(total, Expression):
                total = total + term
            elif isinstance(term, Expression):
                total = term + total
            else:
                total += term
        adjoint = Adjoint(total, per_m)
        if not parts and self._stays(c, array, adjoint):
            return adjoint
        name = self._name(array)
        full = ((SAMPLES,) if array.batched else ()) + tuple(range(len(array.shape)))
        self._write(c, array, name, adjoint, parts, full)
        if array.kind == "leaf":
            self.gradients[c] = name
        return Adjoint(Expression(name, full), False)

    def _settled(self, adjoint: Adjoint) -> Adjoint:
        value, _ = self._over_m(adjoint.value, adjoint.per_m)
        return Adjoint(value, False)

    def _stays(self, c: int, array: Array, adjoint: Adjoint) -> bool:
        """Tell whether an adjoint is short enough to be written wherever it is used."""
        value = adjoint.value
        if array.kind == "leaf":
            return False
        if not isinstance(value, Expression) or value.text.isidentifier():
            return True
        if array.name.startswith("z") or len(value.text) > LONGEST:
            return False
        uses = sum(self._wanted(f) for factors in self.operands[c] for f in factors)
        return uses < 2

    def _name(self, array: Array) -> str:
        if array.kind == "leaf":
            return f"Delta_{array.name}"
        return f"delta{array.name[1:]}" if array.name.startswith("z") else f"d_{array.name}"

    def _write(
        self, c: int, array: Array, name: str, adjoint: Adjoint, parts: list[Adjoint], full: Axes
    ) -> None:
        """Write the statements of an adjoint: of the whole of it, and then of parts of it."""
        shape = shape_of(array)
        value, _ = self._over_m(adjoint.value, adjoint.per_m)
        begun = False
        if isinstance(value, Expression) or value:
            text = value if isinstance(value, Expression) else Expression(repr(value))
            if text.axes != full:
                text = Expression(f"broadcast_to({text.on(full)}, {shape})", full)
            fresh = text.level in (SUM, PRODUCT) and not any(".reshape" in p.index for p in parts)
            if (parts or array.kind == "leaf") and not fresh:
                text = Expression(f"copied({text})", full)
            self.backward.append(Statement(name, text.text, c, shape))
            begun = True
        complete = not begun and covers(
            [p.places for p in parts if p.places is not None], array.size
        )
        if not begun:
            self.backward.append(Statement(name, f"{'empty' if complete else 'zeros'}({shape})", c))
        for part in parts:
            value = part.value if isinstance(part.value, Expression) else Expression(repr(part.value))
            self.backward.append(
                Statement(f"{name}{part.index}", ("" if complete else "+") + value.text, c)
            )


def counted(adjoints: Sequence[Adjoint]) -> list[tuple[Scalar, int]]:
    """Return different values, each with how often it comes; what is taken off comes last."""
    found: dict[Scalar, int] = {}
    for a in adjoints:
        found[a.value] = found.get(a.value, 0) + 1
    return sorted(found.items(), key=lambda item: str(item[0]).startswith("-"))


def shape_of(array: Array) -> str:
    """Return the shape of an array as it is written in the program."""
    sizes = ["m"] * array.batched + [str(n) for n in array.shape]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"
