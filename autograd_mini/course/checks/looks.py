"""Lesson 1: where a learner's slope looks at a function, which is measured and not read."""

import math
import sys
from collections.abc import Callable
from typing import NamedTuple

from autograd_mini.elementary import TABLE

Function = Callable[[float], float]
Slope = Callable[[Function, float], object]
FUNCTIONS: dict[str, Function] = {
    "exp": math.exp, "log": math.log, "sin": math.sin, "sigmoid": TABLE["sigmoid"].value,
}  # fmt: skip


class Look(NamedTuple):
    """What a slope has done at x.

    points: where it has looked at f, in turn.  lines: from where, for each.  found: what it has
    returned, None if it is no number.  within: whether f itself has ended in an error.
    """

    x: float
    points: tuple[float, ...]
    lines: tuple[int, ...]
    found: float | None
    within: bool

    @property
    def distinct(self) -> list[float]:
        """The points, from left to right, each of them once."""
        return sorted(set(self.points))


def look(slope: Slope, f: Function, x: float) -> Look:
    """Return what a slope does with a function at x, whether it comes to an end or not."""
    points: list[float] = []
    lines: list[int] = []
    ended = [True]

    def watched(at: float) -> float:
        points.append(at)
        lines.append(sys._getframe(1).f_lineno)
        ended[0] = False
        value = f(at)
        ended[0] = True
        return value

    found: object = None
    try:
        found = slope(watched, x)
    except Exception:  # of which the check tells that was looking
        found = None
    number = float(found) if isinstance(found, float | int) else None
    return Look(x, tuple(points), tuple(lines), number, not ended[0])
