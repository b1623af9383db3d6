"""Lesson 1: what a slope makes of the values at its two points, which are close to x."""

import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from autograd_mini.course.checks.looks import FUNCTIONS, Slope, look
from autograd_mini.course.checks.slope_points import (
    FAR,
    Mistaken,
    lines_of,
    named,
    shown,
)

ALIKE = 1e-5  # of numbers in which 1/h magnifies what is rounded
PLACES_KEPT = range(13)  # of a number that is rounded
STRAIGHT, AT = 2.5, 1.0  # a line, and where its slope is tried
CLOSE = 1e-4
NO_DISTANCE = (1e-9, 1e-3)  # outside these, h is too small or too large


class Values(NamedTuple):
    """The values of a function at the two points of a slope, and what the slope has returned."""

    run: float
    low: float
    high: float
    found: float

    @property
    def rise(self) -> float:
        """How far f moves."""
        return self.high - self.low

    @property
    def quotient(self) -> float:
        """The slope that the two points have."""
        return self.rise / self.run


def mistaken_quotient(slope: Slope, name: str, x: float, *, rounds: bool) -> Mistaken:
    """Return what is wrong with a slope; what to do about it, where that is not sure.

    rounds: whether a number is rounded in it, or cut off.
    """
    here = look(slope, FUNCTIONS[name], x)
    every = [seen for f in (name, *FUNCTIONS) if (seen := _values(slope, f, x))]
    if len(every) == len(FUNCTIONS) + 1:
        if brackets := _without_brackets(x, here.distinct, every[0]):
            return Mistaken(brackets, {}, ())
        far = [point for point in here.distinct if abs(point - x) > FAR]
        if len(far) == 1:  # a large h has both of them far away
            return Mistaken("far-point", named(x, far), lines_of(here, far))
        if known := _of_the_quotient(every, rounds=rounds):
            fields = named(
                x,
                here.distinct,
                quotient=shown(every[0].quotient),
                found=shown(every[0].found),
                run=shown(every[0].run),
                divisor=shown(every[0].rise / every[0].found) if every[0].found else "",
            )
            return Mistaken(known, fields, ())
    line = look(slope, lambda at: STRAIGHT * at, AT).found
    fields = named(x, here.distinct)
    if line is None or abs(line - STRAIGHT) > CLOSE:
        return Mistaken("no-slope", fields, ())
    farthest = max((abs(point - x) for point in here.points), default=0.0)
    off = not NO_DISTANCE[0] < farthest < NO_DISTANCE[1]
    return Mistaken("wrong-distance" if off else "points-by-hand", fields, ())


def _values(slope: Slope, name: str, x: float) -> Values | None:
    """Return the values of a function at two points; None if there are not two, or no result."""
    f = FUNCTIONS[name]
    seen = look(slope, f, x)
    if len(seen.distinct) != 2 or seen.found is None or not math.isfinite(seen.found):
        return None
    below, above = seen.distinct
    return Values(above - below, f(below), f(above), seen.found)


def _of_the_quotient(every: list[Values], *, rounds: bool) -> str:
    """Return the slip that explains what a slope returns of every function; "" if none does."""

    def always(of: Callable[[Values], float], should: Callable[[Values], float]) -> bool:
        return all(_alike(of(one), should(one)) for one in every)

    def found(one: Values) -> float:
        return one.found

    if always(found, lambda one: one.quotient) or _rounded_run(every):
        return "wrong-distance"
    if always(found, lambda one: -one.quotient):
        return "turned"
    if always(found, lambda one: abs(one.quotient)):
        return "sign-left-out"
    if always(lambda one: one.found * one.rise, lambda one: one.run):
        return "run-over-rise"
    if _rounded(every, lambda one, to: to(one.quotient)):
        return "rounded-off"
    # Without any rounding a slope may be 0 for other reasons.
    if (rounds or every[0].found) and _rounded(
        every, lambda one, to: (to(one.high) - to(one.low)) / one.run
    ):
        return "values-rounded"
    if not every[0].found:
        return ""
    divisor = every[0].rise / every[0].found
    if not always(found, lambda one: one.rise / divisor):
        return ""
    run = every[0].run
    without = (1.0, 2.0, 1 / run, 2 / run, 4 / run, 1 / run**2)
    return "not-divided" if any(_alike(abs(divisor), one) for one in without) else "wrong-run"


def _rounded_run(every: list[Values]) -> bool:
    """Tell whether a tiny run is divided by, as far as the points have kept it by rounding."""
    off = max(math.ulp(1.0) * 4 / one.run for one in every)
    return off > ALIKE and all(
        math.isclose(one.found, one.quotient, rel_tol=min(off, 1.0)) for one in every
    )


def _alike(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=ALIKE)


def _rounded(
    every: Iterable[Values], of: Callable[[Values, Callable[[float], float]], float]
) -> bool:
    """Tell whether numbers that are rounded, or cut off, are what a slope returns."""
    ways: list[Callable[[float], float]] = [math.floor, math.trunc]
    ways += [partial(_to_places, places) for places in PLACES_KEPT]
    return any(
        all(math.isclose(one.found, of(one, to), rel_tol=1e-9, abs_tol=1e-12) for one in every)
        for to in ways
    )


def _to_places(places: int, number: float) -> float:
    return round(number, places)


def _without_brackets(x: float, points: list[float], values: Values) -> str:
    """Return the slip, if a slope is what its formula gives without some of its brackets."""
    below, above = points
    h, low, high, found = values.run / 2, values.low, values.high, values.found
    forms = {
        "brackets": (high - low / (2 * h), high - low / 2 * h, high - low / h * 2),
        "brackets-below": (
            (high - low) / above - below,
            (high - low) / h * 2,
            *(((high - low) / x - x, (high - low) / x + 2 * h - x) if x else ()),
        ),
        "brackets-nowhere": (high - low / above - below,),
    }
    # As close as two ways to round the same are, where 1/h magnifies what is rounded.
    return next(
        (slip for slip, numbers in forms.items()
         if any(math.isclose(found, number, rel_tol=1e-9) for number in numbers)), "",
    )  # fmt: skip
