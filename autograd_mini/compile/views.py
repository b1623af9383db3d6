"""Views: how an operand of many entries is read from the array of its class, and the way back.

Of a class theta of shape (5, 5), the operand of z in the terms theta_ij · a_j, and that in the
terms + theta_i0, have the places

    [[1 2 3 4] [6 7 8 9] … [21 22 23 24]]     the view theta[:, 1:]
    [0 5 10 15 20]                            the view theta[:, 0]

A table of places, with an axis for each axis of the array that is computed, is read as far as it
can be as a reshape, a slice, a column, a transpose; an axis along which it does not vary is left
to broadcasting.  Otherwise it is a gather.  The adjoint of a view goes back by the same ways in
the other direction: an assignment where every entry is read once, else a sum over its readers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from autograd_mini.compile.products import NOTHING, Places

Index: TypeAlias = "int | slice | tuple[int, ...]"


@dataclass
class View:
    """What is read of an array, in terms of the axes of the array that is computed from it.

    axes: along which of these it varies, ascending.  sizes: how long they are.
    shape: of the array that is read.  places: what is read, a table over `axes`.
    radix: the shape that the array is given first.  index: what is taken on each axis of it.
    order: the axes of that, in the order wanted.  digits: how many of them belong to each of
        `axes`.  For a gather, `radix` is empty.
    """

    axes: tuple[int, ...]
    sizes: tuple[int, ...]
    shape: tuple[int, ...]
    places: Places
    radix: tuple[int, ...] = ()
    index: tuple[Index, ...] = ()
    order: tuple[int, ...] = ()
    digits: tuple[tuple[int, ...], ...] = ()
    is_gather: bool = False

    @property
    def same(self) -> bool:
        """Whether it is the whole array as it stands."""
        whole: bool = self.all_of_it and self.plain
        return whole and self.sizes == self.shape

    @property
    def all_of_it(self) -> bool:
        """Whether it is every entry, once, but for the order of the axes."""
        whole = tuple([slice(0, size) for size in self.radix])
        return not self.is_gather and self.index == whole

    @property
    def injective(self) -> bool:
        """Whether no entry is read twice along its axes."""
        found = self.places[self.places != NOTHING]
        return bool((np.bincount(found.reshape(-1)) <= 1).all())

    @property
    def padded(self) -> bool:
        """Whether there is nothing to read at some places."""
        return bool((self.places == NOTHING).any())

    @property
    def plain(self) -> bool:
        """Whether axes stay in their order and none is made of several."""
        return self.order == tuple(sorted(self.order)) and all(len(d) == 1 for d in self.digits)


@dataclass
class Digit:
    """A step of a table of places along one axis: `size` places at a distance of `stride`."""

    axis: int
    stride: int
    size: int
    taken: tuple[int, ...] = field(default=())  # where it is no step, the multiples of `stride`


def view(places: Places, shape: tuple[int, ...], axes: Sequence[int]) -> View:
    """Return the view that reads these places of an array.

    places: a table with an axis for each of `axes`, the names of the axes that it stands on.
    """
    kept: list[int] = []
    for i, axis in reversed(list(enumerate(axes))):
        first = places.take([0], axis=i)
        if places.shape[i] == 1 or bool((places == first).all()):
            places = np.asarray(places.take(0, axis=i))
        else:
            kept.insert(0, axis)
    found = View(tuple(kept), places.shape, shape, places)
    digits = None if found.padded else _separated(places)
    if digits is None or not _radix(found, digits, math.prod(shape)):
        found.is_gather = True
    return found


def _separated(places: Places) -> list[Digit] | None:
    """Return the steps that a table of places is the sum of; None if it is no such sum."""
    origin = int(places[(0,) * places.ndim])
    rebuilt = np.full(places.shape, origin, np.int64)
    digits: list[Digit] = []
    for axis in range(places.ndim):
        along = places[tuple([slice(None) if i == axis else 0 for i in range(places.ndim)])]
        along = along - origin
        rebuilt += along.reshape([-1 if i == axis else 1 for i in range(places.ndim)])
        digits += _steps(along, axis)
    return digits if bool((rebuilt == places).all()) else None


def _steps(along: Places, axis: int) -> list[Digit]:
    """Return the steps of one axis, the outermost first; one `taken` if it is not made of steps."""
    found: list[Digit] = []
    rest = along
    while len(rest) > 1:
        stride = int(rest[1])
        breaks = np.flatnonzero(np.diff(rest) != stride)
        n = int(breaks[0]) + 1 if len(breaks) else len(rest)
        regular = stride > 0 and len(rest) % n == 0
        if regular:
            outer = rest[::n]
            steps = outer[:, None] + stride * np.arange(n)
            regular = bool((steps.reshape(-1) == rest).all()) and n > 1
        if not regular:
            unit = math.gcd(*map(int, rest))
            taken = Digit(axis, unit, len(rest), tuple((rest // max(unit, 1)).tolist()))
            return [taken, *found]
        found.insert(0, Digit(axis, stride, n))
        rest = outer
    return found


def _split(shape: tuple[int, ...], radix: list[int], index: list[Index]) -> None:
    """Read 3:6 of an axis of 24 as row 1 of 8 rows of 3, if these are axes of the array."""
    axes = list(shape)
    i = 0
    while i < len(radix) and axes:
        mine: list[int] = []
        while axes and math.prod(mine) < radix[i]:
            mine.append(axes.pop(0))
        if math.prod(mine) != radix[i]:
            return
        taken = index[i]
        if len(mine) > 1 and isinstance(taken, slice):
            inner = mine[-1]
            if taken.stop - taken.start == inner and taken.start % inner == 0:
                above = np.unravel_index(taken.start // inner, mine[:-1])
                radix[i : i + 1] = mine
                index[i : i + 1] = [*map(int, above), slice(0, inner)]
                i += len(mine) - 1
        i += 1


def _by_rows(digit: Digit, shape: tuple[int, ...]) -> Digit:
    """Return what is taken on an axis in units of rows of the array, if they are whole rows."""
    strides = [math.prod(shape[i + 1 :]) for i in range(len(shape))]
    stride = next((s for s in strides if digit.stride % s == 0), 1)
    times = digit.stride // stride
    return Digit(digit.axis, stride, digit.size, tuple([t * times for t in digit.taken]))


def _radix(found: View, digits: list[Digit], size: int) -> bool:
    """Read steps as the digits of a number system, and so as axes of a reshaped array."""
    if any(d.stride <= 0 for d in digits) or sum(bool(d.taken) for d in digits) > 1:
        return False
    digits = [_by_rows(d, found.shape) if d.taken else d for d in digits]
    by_stride = sorted(digits, key=lambda d: -d.stride)
    radix: list[int] = []
    index: list[Index] = []
    rest, above = int(found.places[(0,) * found.places.ndim]), size
    if not digits:  # one entry
        found.radix = found.shape
        found.index = tuple(map(int, np.unravel_index(rest, found.shape)))
        return True
    for d in by_stride:
        if above % d.stride:
            return False
        base, begin = above // d.stride, rest // d.stride
        if d.taken:
            wanted = tuple([begin + t for t in d.taken])
            if min(wanted) < 0 or max(wanted) >= base:
                return False
            index.append(wanted)
        elif begin + d.size > base:
            return False
        else:
            index.append(slice(begin, begin + d.size))
        radix.append(base)
        rest, above = rest - begin * d.stride, d.stride
    if above > 1:
        radix.append(above)
        index.append(rest)
    if not any(isinstance(i, tuple) for i in index):
        _split(found.shape, radix, index)
    elif any(isinstance(i, int) for i in index):
        return False  # NumPy puts the axes of a table and a number elsewhere
    number = {id(d): i for i, d in enumerate(by_stride)}
    found.radix, found.index = tuple(radix), tuple(index)
    found.order = tuple([number[id(d)] for d in digits])
    found.digits = tuple(
        [
            tuple([d.size for d in digits if d.axis == axis])
            for axis in range(found.places.ndim)
        ]
    )  # fmt: skip
    return True
