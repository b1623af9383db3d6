"""The reverse sweep, class by class, as statements.

The classes z = {+ w, + w·x} and a = σ(z) of a layer, computed as z2 and a2, send back

    delta2 = … * (a2 * (1 - a2))          what arrives at a2, times the table's rule
    Delta_w[:, 1:] = delta2.T @ x         the partner of w in the product, summed up
    Delta_w[:, 0] = sum(delta2, axis=0)

J is the mean over m samples, so the sweep begins with 1/m.  That stays a factor in front of what is
known, until an array is made of it: so δ of the last layer is (a − y)/m.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from autograd_mini.compile.arrays import Array
from autograd_mini.compile.contraction import contraction, summed
from autograd_mini.compile.expressions import (
    PRODUCT,
    SAMPLES,
    SUM,
    TERMS,
    Expression,
    Scalar,
    joined,
    written,
)
from autograd_mini.compile.forward import MOST, Factor, Forward, Statement, full, shape_of
from autograd_mini.compile.products import Places
from autograd_mini.compile.reading import Part, covers
from autograd_mini.compile.rules import Writer, partial

LONGEST = 70  # characters of an adjoint that is written where it is used, without a name


@dataclass
class Adjoint:
    """What arrives at an array: value · 1/m if `per_m`, else the value.

    part, places: the entries that it is for; None if it is for all of them.
    """

    value: Scalar
    per_m: bool
    part: Part | None = None
    places: Places | None = None


class Sweep:
    """The reverse sweep of a program.

    forward: its forward pass.  root: the array of J.  place: where in it J is.

    name: what that array is called.  statements: in their order.  gradients: what that of each
        parameter is called.
    """

    def __init__(self, forward: Forward, root: int, place: int) -> None:
        self.forward, self.arrays = forward, forward.arrays
        self.statements: list[Statement] = []
        self.gradients: dict[int, str] = {}
        self.root = root
        self._root = forward.root(root, place)
        self.name = self.arrays.of[root].name if root >= 0 else ""
        self._batched = root >= 0 and self.arrays.of[root].batched
        self._arrived: dict[int, list[Adjoint]] = {}
        self._writer = Writer(forward.known)
        self._parts = 0
        self._sweep()

    @property
    def cost(self) -> str:
        """The text of J, averaged over the samples."""
        return f"sum({self._root.text}) / m" if self._batched else str(self._root.text)

    def _sweep(self) -> None:
        self._send(Adjoint(1.0, self._batched), self._root, 1.0, 1, {})
        for c in reversed(self.arrays.schedule):
            array = self.arrays.of[c]
            if c not in self._arrived or not array.trained:
                continue
            adjoint = self._complete(c, array)
            if array.kind == "leaf":
                continue
            y = Expression(array.name, full(array))
            lengths = dict(enumerate(array.shape)) | ({SAMPLES: 0} if array.batched else {})
            if array.kind == "sum":
                for g, factors in zip(array.groups, self.forward.operands[c]):
                    for i, factor in enumerate(factors):
                        other = factors[1 - i].text if len(factors) > 1 else 1.0
                        sizes = {**lengths, TERMS: g.length}
                        self._send(adjoint, factor, other, g.sign, sizes)
            else:
                self._through(c, array, self.forward.operands[c], y, adjoint, lengths)

    def _through(
        self,
        c: int,
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
                self._writer.calls.clear()
                slope = partial(array.kind, i, self._writer, operands, y)
                self._send(adjoint, factors[0], self._once(slope, c, array), 1, lengths)

    def _once(self, slope: Scalar, c: int, array: Array) -> Scalar:
        """Return a partial in which nothing is computed again.

        What occurs in it twice has a statement of its own, and the power itself is known.
        """
        if array.kind == "pow" and isinstance(slope, Expression):
            text = slope.text.replace(self.forward.statements[c].text, array.name)
            slope = Expression(text, slope.axes, slope.level)
        for call in self._writer.calls:
            if isinstance(slope, Expression) and slope.text.count(call) > 1:
                self._parts += 1
                name = f"part_{self._parts}"
                self.statements.append(Statement(name, call, -1))
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
        part: Part | None = None
        if not factor.view.same:  # entries of an array: 1/m cannot wait any longer
            result, per_m = self._over_m(result, per_m)
            part, result = factor.reader.back(factor.view, written(result))
        elif isinstance(result, Expression):
            _, result = factor.reader.back(factor.view, result)
        places = factor.view.places if part else None
        self._arrived.setdefault(factor.array, []).append(Adjoint(result, per_m, part, places))

    def _over_m(self, value: Scalar, per_m: bool) -> tuple[Scalar, bool]:
        if not per_m:
            return value, False
        return (value / Expression("m") if isinstance(value, Expression) else joined(
            value, "/", Expression("m"), PRODUCT, PRODUCT + 1)), False  # fmt: skip

    def _complete(self, c: int, array: Array) -> Adjoint:
        """Add up what has arrived at an array, and give it a name if it is used more than once."""
        every = self._arrived[c]
        whole = [a for a in every if not a.part]
        parts = [a for a in every if a.part]
        parts += whole[MOST:]
        del whole[MOST:]
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
        self._write(c, array, name, adjoint, parts)
        if array.kind == "leaf":
            self.gradients[c] = name
        return Adjoint(Expression(name, full(array)), False)

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
        uses = sum(self._wanted(f) for factors in self.forward.operands[c] for f in factors)
        return uses < 2

    def _name(self, array: Array) -> str:
        if array.kind == "leaf":
            return f"Delta_{array.name}"
        return f"delta{array.name[1:]}" if array.name.startswith("z") else f"d_{array.name}"

    def _write(
        self, c: int, array: Array, name: str, adjoint: Adjoint, parts: list[Adjoint]
    ) -> None:
        """Write the statements of an adjoint: of the whole of it, and then of parts of it."""
        shape, axes = shape_of(array), full(array)
        value, _ = self._over_m(adjoint.value, adjoint.per_m)
        begun = isinstance(value, Expression) or bool(value)
        if begun:
            text = written(value)
            if text.axes != axes:
                text = Expression(f"broadcast_to({text.on(axes)}, {shape})", axes)
            fresh = text.level in (SUM, PRODUCT) and all(p.part and not p.part.radix for p in parts)
            if (parts or array.kind == "leaf") and not fresh:
                text = Expression(f"copied({text})", axes)
            self.statements.append(Statement(name, text.text, c, shape, value=text))
        complete = not begun and covers(
            [p.places for p in parts if p.places is not None], array.size
        )
        if not begun:
            self.statements.append(
                Statement(name, f"{'empty' if complete else 'zeros'}({shape})", c)
            )
        for part in parts:
            text = written(self._settled(part).value)
            text = text if part.part else text.on(axes)
            operator = "" if complete else "+"
            self.statements.append(
                Statement(name, text.text, c, shape, operator, value=text, part=part.part)
            )


def counted(adjoints: Sequence[Adjoint]) -> list[tuple[Scalar, int]]:
    """Return different values, each with how often it comes; what is taken off comes last."""
    found: dict[Scalar, int] = {}
    for a in adjoints:
        found[a.value] = found.get(a.value, 0) + 1
    return sorted(found.items(), key=lambda item: str(item[0]).startswith("-"))
