"""Numbers of 50 digits in vectors and matrices, and what may be done with their shapes.

A vector is a column.  Transposed it is a row; `@` follows NumPy too, where a vector times a matrix
is a vector.  What does not fit raises Misfit, which says both shapes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product as pairs
from types import SimpleNamespace
from typing import Any

DIGITS = 50
LARGEST = 10**300  # a number beyond it is no part of a derivation
MOST_PRODUCTS = 200_000  # in one product of matrices

Number = Any  # of mpmath, which has no types


@cache
def many_digits() -> SimpleNamespace:
    """Return the functions on numbers of 50 digits; ImportError, which says so, without mpmath."""
    from autograd_mini.testing.many_digits import mp_functions

    return mp_functions(dps=DIGITS)


class Misfit(ValueError):  # noqa: N818 (it is said to the learner)
    """Shapes that do not fit; the key and the fields of the sentence that says so."""

    def __init__(self, key: str, **fields: object) -> None:
        self.key, self.fields = key, fields
        super().__init__(key)


class NoValue(ValueError):  # noqa: N818 (it is said to the learner)
    """A division by zero, and its like; why: the key of the reason."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True)
class Array:
    """A number, a vector or a matrix.

    shape: (), (n,) or (r, c).  entries: row by row.  first: the number of the first entry along
    each axis: 1, or 0 for a bias.  row: whether it is a vector that has been transposed.
    """

    shape: tuple[int, ...]
    entries: list[Number]
    first: tuple[int, ...] = field(default=(), compare=False)
    row: bool = False

    def places(self) -> Iterator[tuple[int, ...]]:
        """Return the indices of all entries, as formulas count."""
        first = self.first or (1,) * len(self.shape)
        return pairs(*(range(f, f + n) for f, n in zip(first, self.shape)))

    def at(self, place: Sequence[int]) -> Number:
        """Return an entry; Misfit if there is none."""
        flat = 0
        if len(place) != len(self.shape):
            raise Misfit("indices", needed=len(self.shape), found=len(place))
        for i, n, f in zip(place, self.shape, self.first or (1,) * len(self.shape)):
            if not f <= i < f + n:
                raise Misfit("misfit entry", entry=i, first=f, last=f + n - 1)
            flat = flat * n + i - f
        return self.entries[flat]

    @property
    def kind(self) -> str:
        """What it is called: "scalar", "vector", "row" or "matrix"."""
        return "row" if self.row else ("scalar", "vector", "matrix")[len(self.shape)]

    @property
    def in_words(self) -> tuple[str, dict[str, object]]:
        """The key and the fields of the words for its shape."""
        if self.kind in ("vector", "row"):
            return self.kind, {"n": len(self.entries)}
        return self.kind, dict(zip("rc", self.shape))


def scalar(x: Number) -> Array:
    """Return a number as an array."""
    return Array((), [x])


def transposed(x: Array) -> Array:
    """Return xᵀ; a vector becomes a row and a row a vector."""
    if x.kind == "scalar":
        return x
    if x.kind == "vector":
        return Array((1, len(x.entries)), x.entries, row=True)
    if x.row:
        return Array((len(x.entries),), x.entries)
    r, c = x.shape
    entries = [x.entries[i * c + j] for j in range(c) for i in range(r)]
    return Array((c, r), entries, x.first[::-1])


def entrywise(name: str, f: Callable[[Number, Number], Number], x: Array, y: Array) -> Array:
    """Return f of the entries of two arrays: of equal shapes, or one a number, or as NumPy does."""
    if x.shape == y.shape and x.row == y.row:
        return Array(x.shape, list(map(f, x.entries, y.entries)), x.first, x.row)
    for one, other, turned in ((x, y, False), (y, x, True)):
        if len(other.entries) == 1 and len(one.shape) >= len(other.shape):
            b = other.entries[0]
            entries = [f(b, a) if turned else f(a, b) for a in one.entries]
            return Array(one.shape, entries, one.first, one.row)
    for one, other, turned in ((x, y, False), (y, x, True)):
        if one.kind == "vector" and other.kind == "matrix" and other.shape == (len(one.entries), 1):
            return Array(one.shape, list(map(f, x.entries, y.entries)))
        if one.kind == "vector" and other.row:
            _worth_it(len(one.entries) * len(other.entries))
            cells = [f(b, a) if turned else f(a, b) for a in one.entries for b in other.entries]
            return Array((len(one.entries), len(other.entries)), cells)
        # NumPy repeats a vector in every row.  Nobody wants that here, but it is what comes out.
        if other.kind == "matrix" and one.kind in ("vector", "row"):
            r, c = other.shape
            if c == len(one.entries):
                repeated = Array(other.shape, one.entries * r)
                left, right = (repeated, other) if not turned else (other, repeated)
                return Array(other.shape, list(map(f, left.entries, right.entries)))
    raise Misfit("misfit", left=x.in_words, right=y.in_words, operation=name)


def multiplied(x: Array, y: Array, numpy: bool) -> Array:
    """Return x y as matrices.

    numpy: whether a vector times a matrix may be a vector, and a vector times a vector a number.
    """
    sign = "@" if numpy else "·"
    if "scalar" in (x.kind, y.kind):
        return entrywise(sign, lambda a, b: a * b, x, y)
    if x.kind == "vector" and y.row:
        return outer(x, transposed(y))
    if x.kind == "vector":
        if numpy and len(x.entries) == y.shape[0]:
            return transposed(multiplied(transposed(x), y, numpy)) if y.kind == "matrix" else (
                multiplied(transposed(x), y, numpy)
            )  # fmt: skip
        if len(x.entries) == 1 or (not numpy and y.shape == (1,)):
            return entrywise(sign, lambda a, b: a * b, x, y)
        raise Misfit("misfit", left=x.in_words, right=y.in_words, operation=sign)
    r, n = x.shape
    _worth_it(r * len(y.entries))
    if y.kind == "vector":
        if n != len(y.entries):
            if len(y.entries) == 1 and not numpy:
                return entrywise(sign, lambda a, b: a * b, x, y)
            raise Misfit("misfit", left=x.in_words, right=y.in_words, operation=sign)
        cells = [summed(map(_times, x.entries[i * n : i * n + n], y.entries)) for i in range(r)]
        return scalar(cells[0]) if x.row else Array((r,), cells)
    if n != y.shape[0]:
        raise Misfit("misfit", left=x.in_words, right=y.in_words, operation=sign)
    c = y.shape[1]
    cells = [
        summed(map(_times, x.entries[i * n : i * n + n], y.entries[j::c]))
        for i in range(r)
        for j in range(c)
    ]
    return Array((r, c), cells, (1, y.first[1] if y.first else 1), row=x.row)


def outer(x: Array, y: Array) -> Array:
    """Return the matrix of x_i y_j."""
    for v in (x, y):
        if v.kind == "matrix" and 1 not in v.shape:
            raise Misfit("misfit", left=x.in_words, right=y.in_words, operation="outer")
    _worth_it(len(x.entries) * len(y.entries))
    cells = [a * b for a in x.entries for b in y.entries]
    return Array((len(x.entries), len(y.entries)), cells)


def joined(xs: Sequence[Array]) -> Array:
    """Return a vector of numbers and vectors, one behind the other."""
    for x in xs:
        if x.kind == "matrix":
            raise Misfit("misfit", left=xs[0].in_words, right=x.in_words, operation="[ , ]")
    entries = [entry for x in xs for entry in x.entries]
    _worth_it(len(entries) * 10)
    return Array((len(entries),), entries)


def without_bias_column(x: Array) -> Array:
    """Return a matrix without its column 0; Misfit if it has none."""
    if x.kind != "matrix" or not x.first or x.first[1] != 0:
        raise Misfit("misfit columns")
    r, c = x.shape
    cells = [x.entries[i * c + j] for i in range(r) for j in range(1, c)]
    return Array((r, c - 1), cells, (x.first[0], 1))


def summed(xs: Any) -> Number:
    """Return the sum of numbers."""
    total = many_digits().ctx.zero
    for x in xs:
        total += x
    return total


def _worth_it(products: int) -> None:
    if products > MOST_PRODUCTS:
        raise NoValue("too much work")


def _times(a: Number, b: Number) -> Number:
    return a * b


def like(found: Array, right: Array) -> bool:
    """Return whether an array has the shape that is right, as a person sees it."""
    if len(found.entries) != len(right.entries):
        return False
    if len(right.entries) == 1 or found.shape == right.shape:
        return found.row == right.row or len(right.entries) == 1
    if right.kind == "vector":
        return found.shape == (*right.shape, 1)
    if right.kind == "matrix" and 1 in right.shape:
        return (right.shape[0] == 1 and found.row) or (
            right.shape[1] == 1 and found.kind == "vector"
        )
    return False


def differing(found: Array, right: Array) -> tuple[int, ...] | None:
    """Return the first place in which two arrays of one shape differ; None if they are equal.

    Equal is what agrees in 30 of the 50 digits, of the largest number among them.
    """
    size = max(map(abs, [*found.entries, *right.entries]))
    slack = many_digits().mpf(10) ** -30 * size
    for place, a, b in zip(right.places(), found.entries, right.entries):
        if abs(a - b) > slack:
            return place
    return None
