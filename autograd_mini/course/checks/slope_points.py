"""Lesson 1: points that are not close to x, or not two, whatever is done with the values there."""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

from autograd_mini.course.checks.looks import Function, Look, Slope, look
from autograd_mini.course.checks.outcome import Fields
from autograd_mini.course.slips.listing import listed
from autograd_mini.formulas.minus import minus
from autograd_mini.options import LANGUAGES

FAR = 0.1  # from x
ALL_DIGITS = 17
SMALLEST_WRITTEN_OUT = 1e-8
OTHERS = (0.7, 1.3, 2.0)  # where points are compared; log has a value at each


class Mistaken(NamedTuple):
    """What a slope is wrong by: the slip, what is named in its sentences, and the lines."""

    slip: str
    fields: Fields
    lines: tuple[int, ...]


def named(x: float, points: Sequence[float], **others: str) -> Fields:
    """Return what is named in sentences about points, by language."""
    at = [shown(point, 9) for point in points]
    if len(set(at)) < len(at):
        at = [shown(point, ALL_DIGITS) for point in points]
    return {
        language: {"x": shown(x, 9), "points": listed(at, language), **others}
        for language in LANGUAGES
    }


def shown(number: float, digits: int = 6) -> str:
    """Return a number as a learner would write it, rounded to a count of digits.

    >>> shown(0.00002), shown(2.0137527), shown(-2e-10)
    ('0.00002', '2.01375', '−2e−10')
    """
    text = f"{number:.{digits}g}"
    if "e-0" in text and abs(number) >= SMALLEST_WRITTEN_OUT:
        text = f"{number:.{digits + 5}f}".rstrip("0")
    return minus(text)


def mistaken_error(slope: Slope, f: Function, x: float, error: BaseException) -> Mistaken | None:
    """Return what is wrong with a slope that ends in an error of its numbers; None if unknown."""
    here = look(slope, f, x)
    if not isinstance(error, ArithmeticError | ValueError):
        return None
    if not here.points:  # it may not have come so far
        return Mistaken("print-h", {}, ()) if isinstance(error, OverflowError) else None
    if mistaken := mistaken_points(slope, f, x):
        times_x = mistaken.slip == "only-x" and x == 0 and _proportional(slope, f)
        return Mistaken("h-times-x", {}, mistaken.lines) if times_x else mistaken
    far = [point for point in here.points if abs(point - x) > FAR]
    if here.within and far[-1:] == [here.points[-1]]:
        return Mistaken("far-point", named(x, far[-1:]), here.lines[-1:])
    if isinstance(error, ZeroDivisionError) and not here.within and len(here.distinct) == 2:
        below, above = here.distinct
        fields = named(x, here.distinct, run=shown(above - below))
        return Mistaken("points-divided-by-0", fields, ())
    return Mistaken("print-h", {}, ()) if isinstance(error, OverflowError) else None


def _proportional(slope: Slope, f: Function) -> bool:
    """Tell whether the points are x times the same two numbers, whatever x is."""
    factors = [[at / x for at in look(slope, f, x).distinct] for x in OTHERS]
    first = factors[0]
    return len(first) == 2 and all(
        len(others) == 2 and all(map(math.isclose, first, others)) for others in factors
    )


def mistaken_points(slope: Slope, f: Function, x: float) -> Mistaken | None:
    """Return what is wrong with the points at which a slope looks at f; None if that is not sure.

    It is looked at only where a slope is wrong, for a right one may have points of any kind.
    """
    here = look(slope, f, x)
    looks = [look(slope, f, other) for other in OTHERS]
    if not any(one.points for one in [here, *looks]):
        return Mistaken("f-never-called", {}, ())
    if not here.points or not all(one.points for one in looks):
        return None
    fixed = set(here.points).intersection(*(one.points for one in looks))
    if fixed:
        slip = "x-forgotten" if fixed == set(here.points) else "point-without-x"
        return Mistaken(slip, named(x, sorted(fixed)), lines_of(here, fixed))
    return one_point(slope, f, x)


def one_point(slope: Slope, f: Function, x: float) -> Mistaken | None:
    """Return that f is looked at at one point only; None if there are more, or none.

    With a tiny h two points may be one by rounding, but not where x is 0.
    """
    here, at_0 = look(slope, f, x), look(slope, lambda at: 2.5 * at, 0.0)
    if len(here.distinct) != 1 or len(at_0.distinct) != 1:
        return None
    slip = "only-x" if here.distinct == [x] else "one-point"
    return Mistaken(slip, named(x, here.distinct), lines_of(here, here.points))


def lines_of(look: Look, points: Collection[float]) -> tuple[int, ...]:
    """Return the lines in which f is looked at at these points."""
    there = {line for point, line in zip(look.points, look.lines, strict=True) if point in points}
    return tuple(sorted(there))
