"""Central differences whose error is known: derivatives of a function that can only be evaluated.

(f(x + h) − f(x − h)) / 2h is wrong in two ways.  For large h the graph of f bends; for small h the
rounding of f, divided by 2h, is all there is.  Nobody can say beforehand which h is best: it takes
h = 0.01 for exp at 1 and 1e-10 for sin(10⁸·x).  So all are tried, from tiny to large, each four
times the last.  From several together the bending can be taken out (Richardson, by the polynomial
in h² through them).  What is chosen must agree with every smaller h, to within that one's
own error; this keeps out the large h at which f happens to look flat.

>>> found = difference(math.exp, 1.0, noise=2.0**-52)
>>> abs(found.derivative - math.e) <= found.error < 1e-11
True
"""

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

EPS = sys.float_info.epsilon
# The smallest h, relative to x: a function is taken to be smooth over 4^−24 of its x.
FINEST = 24
# The largest h at which a kink counts as near, relative to x or to 1.
NEAR = 2.0**-18
# How many times the noise a number must be to be no noise.
DOUBT = 8


class OneSidedError(ValueError):
    """A function is not defined on both sides of the point at which it is differentiated."""


class Kink(NamedTuple):
    """Where one-sided differences disagree: a bend in the function, or a jump.

    left, right: the slopes on the two sides.  jump: how far the function jumps; 0 at a bend.
    at: the smallest h at which they disagree beyond doubt.
    exact: whether they may do so at every smaller h, too; if not, x itself lies on a smooth side.
    """

    left: float
    right: float
    jump: float
    at: float
    exact: bool


@dataclass(frozen=True)
class Difference:
    """A derivative by differences.

    derivative: the estimate.  error: how far from the true one it may be.
    kink: where one-sided differences disagree near x; None if they do not.
    steepest: the largest slope from x to a point up to |x| or 1 away, where that is no noise.
    """

    derivative: float
    error: float
    kink: Kink | None
    steepest: float


class _Rung(NamedTuple):
    """The differences for one h, and how far rounding may have moved them."""

    h: float
    left: float
    right: float
    central: float
    noise: float


def steps(x: float) -> list[float]:
    """Return the h to try at x, from tiny to large: powers of 4, so that x ± h is hardly rounded.

    Below 1, x has two scales, |x| for such as log and 1 for such as exp, and gets the h of both.

    >>> steps(0.0) == steps(1.0)[:len(steps(0.0))]
    True
    """
    found = set()
    for scale in (abs(x), max(abs(x), 1.0)):
        k = round(math.log(scale, 4)) if scale else 0
        found |= {math.ldexp(1.0, 2 * i) for i in range(k - FINEST, min(k + 3, 512))} - {0.0}
    return sorted(found)


def difference(f: Callable[[float], float], x: float, noise: float) -> Difference:
    """Return the derivative of f at x by central differences, and its error.

    f: a function of a float; where it is not defined it raises a ValueError or ArithmeticError.
    noise: how far rounding may move f(x); at other points it is taken to grow with |f|.

    OneSidedError if f is not defined on both sides of x, however near.

    >>> kink = difference(abs, 0.0, noise=0.0).kink
    >>> kink.left, kink.right
    (-1.0, 1.0)
    """
    here = f(x)
    noise = max(noise, EPS * abs(here), sys.float_info.min)
    rungs: list[_Rung] = []
    search = _Extrapolation()
    for h in steps(x):
        above, below = x + h, x - h
        if not below < x < above:
            continue
        if math.isinf(above - below):
            break
        try:
            f_above, f_below = f(above), f(below)
        except (ValueError, ArithmeticError) as error:
            if not rungs:
                raise OneSidedError(
                    f"not defined on both sides of {x!r}, {h:.2g} away ({error}); "
                    "take a point inside the domain"
                ) from error
            break
        if not (math.isfinite(f_above) and math.isfinite(f_below)):
            break
        rung = _Rung(
            h,
            (here - f_below) / (x - below),
            (f_above - here) / (above - x),
            (f_above - f_below) / (above - below),
            (noise + EPS * (abs(f_above) + abs(f_below))) / h,
        )
        rungs.append(rung)
        search.add(rung)
        if search.is_done() and h > NEAR * max(abs(x), 1.0):
            break
    size = max(abs(x), 1.0)
    slopes = [(max(abs(rung.left), abs(rung.right)), rung) for rung in rungs if rung.h <= size]
    steepest = max((slope for slope, rung in slopes if slope > DOUBT * rung.noise), default=0.0)
    return Difference(search.derivative, search.error, kink(rungs, NEAR * size), steepest)


class _Extrapolation:
    """Neville's table of the central differences, a row for each h, and the best of its entries."""

    def __init__(self) -> None:
        self.derivative, self.error = 0.0, math.inf
        self._rungs: list[_Rung] = []
        self._row: list[tuple[float, float]] = []  # entries and how far rounding may move them
        self._since = 0  # rungs since the last improvement

    def add(self, rung: _Rung) -> None:
        self._rungs.append(rung)
        rungs = self._rungs
        row = [(rung.central, rung.noise)]
        self._since += 1
        for m in range(1, min(len(rungs), 6)):
            (new, noise_new), (old, noise_old) = row[m - 1], self._row[m - 1]
            # The finest h of this entry is m rungs back, and gets almost all of the weight.
            ratio = rung.h / rungs[-1 - m].h
            weight = 1 / (ratio * ratio - 1)
            entry = old + (old - new) * weight
            noise = noise_old * (1 + weight) + noise_new * weight
            row.append((entry, noise))
            if m < len(self._row):
                # With all h four times smaller this entry bends less, half as much at the very
                # most: what is between the two is at least half of what this one bends.
                error = 2 * abs(entry - self._row[m][0]) + noise
                if error < self.error and self._agrees(entry, error, m):
                    self.derivative, self.error, self._since = entry, error, 0
        self._row = row

    def _agrees(self, entry: float, error: float, m: int) -> bool:
        """Tell whether an entry lies within the errors of all the smaller h."""
        rungs = self._rungs
        if abs(entry - rungs[0].central) > rungs[0].noise + error:
            return False
        return all(
            abs(entry - fine.central)
            <= error + 2 * (finer.noise + fine.noise + abs(fine.central - finer.central))
            for finer, fine in pairwise(rungs[: len(rungs) - m])
        )

    def is_done(self) -> bool:
        """Tell whether larger h have stopped to help."""
        return self._since > 4


def kink(rungs: list[_Rung], near: float) -> Kink | None:
    """Return the kink or jump that one-sided differences show, if it is no farther than `near`.

    Where f is smooth, the two slopes differ by h·f″, and for the next smaller h by four times less.
    At a kink the gap between them stays as it is, and at a jump f(x + h) − f(x − h) does: at three
    h in a row, to be sure.
    """
    in_reach = [rung for rung in rungs if rung.h <= near]
    gaps = [(rung.right - rung.left, rung.noise) for rung in in_reach]
    jumps = [(2 * rung.h * rung.central, 2 * rung.h * rung.noise) for rung in in_reach]
    for sizes in (gaps, jumps):
        for k in range(len(sizes) - 2):
            end = k + 1
            while end < len(sizes) and _same(sizes[end - 1], sizes[end]):
                end += 1
            size, last = sizes[k][0], in_reach[end - 1]
            exact = all(abs(finer - size) <= DOUBT * noise for finer, noise in sizes[:k])
            # What begins at some distance must go on: three in a row may be chance far out, where
            # a function goes up and down within h.
            if end - k >= 3 and (exact or end == len(sizes)):
                jump = size if sizes is jumps else 0.0
                return Kink(last.left, last.right, jump, in_reach[k].h, exact)
    return None


def _same(finer: tuple[float, float], coarser: tuple[float, float]) -> bool:
    """Tell whether two gaps, each with its noise, are the same and no noise."""
    (a, noise_a), (b, noise_b) = finer, coarser
    return abs(a) > DOUBT * noise_a and abs(b) > DOUBT * noise_b and 0.7 < a / b < 1.4
