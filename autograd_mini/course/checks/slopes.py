"""Lesson 1: slopes of functions, against the derivative table."""

import contextlib
from collections.abc import Iterator

from autograd_mini.course.checks import outcome
from autograd_mini.course.checks.comparing import same
from autograd_mini.course.checks.looks import FUNCTIONS, Slope, look
from autograd_mini.course.checks.outcome import Different, Stopped, checked, showing
from autograd_mini.course.checks.slope_points import (
    Mistaken,
    mistaken_error,
    mistaken_points,
    one_point,
)
from autograd_mini.course.checks.slope_quotients import CLOSE, NO_DISTANCE, mistaken_quotient
from autograd_mini.course.lines.run_lines import run_of_0
from autograd_mini.course.lines.slope_signs import (
    caret_at,
    distance_at,
    division_at,
    floor_division_at,
    only_step_at,
    result_at,
    rounding_at,
)
from autograd_mini.course.slips.listing import listed
from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.where import Place

PLACES = (0.7, 2.0)
ONE_SIDE = {
    "en": "slope({name}, {x}) looks at {name} at {points}, and at no point on the other side of x.",
    "zh": "slope({name}, {x}) 在 {points} 处求了 {name} 的值，x 的另一侧一个点也没有。",
}
WRITTEN = {
    "exp": "math.exp", "log": "math.log", "sin": "math.sin",
    "sigmoid": "lambda x: 1 / (1 + math.exp(-x))",
}  # fmt: skip
# What finds the line of a slip that no point tells; of the others, the only line that computes.
LINES = {
    "points-divided-by-0": division_at,
    "f-never-called": result_at,
    "floor-division": floor_division_at,
    "rounded-off": rounding_at,
    "run-over-rise": division_at,
    "values-rounded": rounding_at,
    "wrong-distance": lambda engine: distance_at(engine, *NO_DISTANCE),
    "wrong-run": division_at,
}


@checked
def slopes(engine: Engine) -> None:
    """Compare the learner's slope with the table's."""
    slope = engine.module.slope
    for name in FUNCTIONS:
        for x in (*PLACES, *([] if name == "log" else [0.0])):
            with _errors(engine, slope, name, x), showing(_program(name, x)):
                _slope(engine, slope, name, x)
                _two_sides(engine, slope, name, x)


def _program(name: str, x: float) -> str:
    return f"import math\nfrom engine import slope\nprint(slope({WRITTEN[name]}, {x}))"


def _slope(engine: Engine, slope: Slope, name: str, x: float) -> None:
    """Different if the slope of a function is not that of the table, with what explains it."""
    f = FUNCTIONS[name]
    found, should = slope(f, x), TABLE[name].slopes([x], f(x))[0]
    try:
        same(f"slope({name}, {x})", found, should, close=CLOSE)
    except Different as different:
        if different.slips:  # it is no number
            raise
        mistaken = mistaken_points(slope, f, x)
        if mistaken is None and (caret := caret_at(engine)):
            raise Different(different.message, "caret", place=caret) from None
        mistaken = mistaken or mistaken_quotient(
            slope, name, x, rounds=rounding_at(engine) is not None
        )
        raise _different(engine, different.message, mistaken) from None


def _different(engine: Engine, message: dict[str, str], mistaken: Mistaken) -> Different:
    """Return what is wrong with a slope, with what explains it."""
    slip, fields, lines = mistaken
    if slip == "rounded-off" and floor_division_at(engine):
        slip = "floor-division"
    file = getattr(engine.module, "__file__", None) or ""
    place = Place(file, lines) if lines else LINES.get(slip, only_step_at)(engine)
    return Different(message, slip, place=place, fields=fields, one_of=slip == "one-point")


@contextlib.contextmanager
def _errors(engine: Engine, slope: Slope, name: str, x: float) -> Iterator[None]:
    """Explain an error of the numbers in a slope, and a run that is 0, or what is left of it."""
    try:
        yield
    except (Different, Stopped) as wrong:
        cause = wrong.__cause__ if isinstance(wrong, Stopped) else None
        may_be_0 = isinstance(wrong, Different) or isinstance(cause, ZeroDivisionError)
        if may_be_0 and (run := run_of_0(engine)):
            fields = {"code": run.code, "meant": run.meant}
            raise outcome.explained(engine, wrong, "run-of-0", run.place, fields) from wrong
        mistaken = mistaken_error(slope, FUNCTIONS[name], x, cause) if cause else None
        if mistaken is None or not isinstance(cause, Exception):
            raise
        different = _different(engine, outcome.raised(engine, cause), mistaken)
        different.python = wrong.python
        raise different from wrong


def _two_sides(engine: Engine, slope: Slope, name: str, x: float) -> None:
    """Different if f is looked at on one side of x only, which is far less exact."""
    points = look(slope, FUNCTIONS[name], x).points
    if points and (min(points) >= x or max(points) <= x):
        shown = [f"{point:.9g}" for point in points]
        message = {
            language: text.format(name=name, x=x, points=listed(shown, language))
            for language, text in ONE_SIDE.items()
        }
        mistaken = one_point(slope, FUNCTIONS[name], x) or Mistaken("one-sided", {}, ())
        raise _different(engine, message, mistaken)
