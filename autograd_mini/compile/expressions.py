"""Expressions: the text of array formulas, written by arithmetic.

An `Expression` knows along which axes it varies: SAMPLES, the axis of the m samples, which comes
first, the axes 0, 1, … of the array that is being computed, and TERMS, along which is summed.
Arithmetic lines the axes up, and leaves out what is 0 or 1.

For δ^(3) of two units, whose sum z has the shape (2,) for each sample:

>>> a, y = Expression("a3", (SAMPLES, 0)), Expression("Y", (SAMPLES, 0))
>>> str((a - y) * 1.0), str(-1.0 * (0.0 + a)), str(a * (1 - a))
('a3 - Y', '-a3', 'a3 * (1 - a3)')
>>> str(a * Expression("s", (SAMPLES,)))
'a3 * s[:, None]'
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias, Union

SAMPLES, TERMS = -1, 99
SUM, PRODUCT, SIGN, POWER, ATOM = range(5)  # how tightly an expression holds together

Scalar: TypeAlias = Union["Expression", float, int]


@dataclass(frozen=True)
class Expression:
    """Text, the axes along which it varies, and how tightly its last operator binds.

    fresh: whether it is an array of its own, that nobody else has.  parts: the left side, if it is
        as large as the result, the operator and the text of the right side.  summed: of a sum over
        axes, what is summed up.
    """

    text: str
    axes: tuple[int, ...] = ()
    level: int = ATOM
    fresh: bool = field(default=False, compare=False)
    parts: "tuple[Expression, str, str] | None" = field(default=None, compare=False)
    summed: "Expression | None" = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.text

    def at(self, level: int) -> str:
        """Return the text as an operand of an operator that binds as tightly as `level`."""
        return self.text if self.level >= level else f"({self.text})"

    def on(self, axes: tuple[int, ...]) -> "Expression":
        """Return the same with its axes lined up with those among `axes` that it lacks."""
        if not self.axes or self.axes == axes[len(axes) - len(self.axes) :]:
            return self
        first = axes.index(self.axes[0])
        marks = [":" if axis in self.axes else "None" for axis in axes[first:]]
        if "None" not in marks[: len(self.axes)]:
            marks[: len(self.axes)] = ["..."] if len(self.axes) > 1 else [":"]
        return Expression(f"{self.at(ATOM)}[{', '.join(marks)}]", self.axes)

    def __neg__(self) -> "Expression":
        return Expression(f"-{self.at(SIGN)}", self.axes, SIGN)

    def __add__(self, other: Scalar) -> Scalar:
        if is_number(other, 0):
            return self
        if isinstance(other, float | int) and other < 0:
            return self - -other
        if isinstance(other, Expression) and other.text.startswith("-") and other.level == SIGN:
            return self - Expression(other.text[1:], other.axes, POWER)
        return joined(self, "+", other, SUM, SUM)

    def __radd__(self, other: float) -> Scalar:
        return self if is_number(other, 0) else joined(other, "+", self, SUM, SUM)

    def __sub__(self, other: Scalar) -> Scalar:
        return self if is_number(other, 0) else joined(self, "-", other, SUM, PRODUCT)

    def __rsub__(self, other: float) -> Scalar:
        return -self if is_number(other, 0) else joined(other, "-", self, SUM, PRODUCT)

    def __mul__(self, other: Scalar) -> Scalar:
        if is_number(other, 0):
            return 0.0
        if is_number(other, 1):
            return self
        if is_number(other, -1):
            return -self
        if not isinstance(other, Expression):
            return joined(other, "*", self, PRODUCT, SIGN)
        return joined(self, "*", other, PRODUCT, SIGN)

    def __rmul__(self, other: float) -> Scalar:
        return self * other

    def __truediv__(self, other: Scalar) -> Scalar:
        return self if is_number(other, 1) else joined(self, "/", other, PRODUCT, POWER)

    def __rtruediv__(self, other: float) -> Scalar:
        return 0.0 if is_number(other, 0) else joined(other, "/", self, PRODUCT, POWER)

    def __pow__(self, other: Scalar) -> Scalar:
        if is_number(other, 0):
            return 1.0
        return self if is_number(other, 1) else joined(self, "**", other, ATOM, POWER)

    def __rpow__(self, other: float) -> Scalar:
        return joined(other, "**", self, ATOM, POWER)


def is_number(x: object, number: float) -> bool:
    """Tell whether something is this plain number."""
    return isinstance(x, float | int) and x == number


def written(x: Scalar) -> Expression:
    """Return a number as an expression; whole ones without a point."""
    if isinstance(x, Expression):
        return x
    text = repr(int(x)) if x == int(x) and abs(x) < 1e15 else repr(float(x))
    return Expression(text, (), SIGN if x < 0 else ATOM)


def union(expressions: Iterable[Expression]) -> tuple[int, ...]:
    """Return all axes of some expressions, in order."""
    return tuple(sorted({axis for e in expressions for axis in e.axes}))


def joined(left: Scalar, operator: str, right: Scalar, level: int, right_level: int) -> Expression:
    """Return left operator right, lined up; the right side binds as tightly as `right_level`."""
    u, v = written(left), written(right)
    axes = union([u, v])
    u, v = u.on(axes), v.on(axes)
    parts = (u, operator, v.text) if isinstance(left, Expression) and left.axes == axes else None
    text = f"{u.at(level)} {operator} {v.at(right_level)}"
    return Expression(text, axes, min(level, POWER), True, parts)


def called(name: str, operands: Iterable[Scalar]) -> Expression:
    """Return name(operands), lined up."""
    every = [written(x) for x in operands]
    axes = union(every)
    text = f"{name}({', '.join(e.on(axes).text for e in every)})"
    return Expression(text, axes, ATOM, True)
