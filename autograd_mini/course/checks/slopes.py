"""Lesson 1: slopes of functions, against the derivative table."""

import contextlib
import math
from collections.abc import Callable, Iterator

from autograd_mini.course.checks import outcome
from autograd_mini.course.checks.comparing import same
from autograd_mini.course.checks.outcome import Different, Stopped, checked, showing
from autograd_mini.course.lines.run_lines import run_of_0
from autograd_mini.course.slips.listing import listed
from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine

Function = Callable[[float], float]
CARET = 10 ^ -5  # what h is for those who mean a power
CLOSE = 1e-4
PLACES = (0.7, 2.0)
ONE_SIDE = {
    "en": "slope({name}, {x}) looks at {name} at {points}, and at no point on the other side of x.",
    "zh": "slope({name}, {x}) 在 {points} 处求了 {name} 的值，x 的另一侧一个点也没有。",
}
FUNCTIONS: dict[str, Function] = {
    "exp": math.exp, "log": math.log, "sin": math.sin, "sigmoid": TABLE["sigmoid"].value,
}  # fmt: skip
WRITTEN = {
    "exp": "math.exp", "log": "math.log", "sin": "math.sin",
    "sigmoid": "lambda x: 1 / (1 + math.exp(-x))",
}  # fmt: skip


@checked
def slopes(engine: Engine) -> None:
    """Compare the learner's slope with the table's."""
    slope = engine.module.slope
    for name, f in FUNCTIONS.items():
        for x in PLACES:
            y = f(x)
            should = TABLE[name].slopes([x], y)[0]
            python = f"import math\nfrom engine import slope\nprint(slope({WRITTEN[name]}, {x}))"
            with _run_of_0(engine), showing(python):
                found = slope(f, x)
                explained = _explained(slope, f, x, found, should)
                same(f"slope({name}, {x})", found, should, explained, close=CLOSE)
                _two_sides(slope, name, x, python)


@contextlib.contextmanager
def _run_of_0(engine: Engine) -> Iterator[None]:
    """Explain what comes of a run that is 0, or what is left of it by rounding, if it is that."""
    try:
        yield
    except (Different, Stopped) as wrong:
        if isinstance(wrong, Stopped) and not isinstance(wrong.__cause__, ZeroDivisionError):
            raise
        run = run_of_0(engine)
        if run is None:
            raise
        fields = {"code": run.code, "meant": run.meant}
        raise outcome.explained(engine, wrong, "run-of-0", run.place, fields) from wrong


def _two_sides(
    slope: Callable[[Function, float], object], name: str, x: float, python: str
) -> None:
    """Different if f is looked at on one side of x only, which is far less exact."""
    points = _points(slope, FUNCTIONS[name], x)
    if points and (min(points) >= x or max(points) <= x):
        shown = [f"{point:.9g}" for point in points]
        message = {
            language: text.format(name=name, x=x, points=listed(shown, language))
            for language, text in ONE_SIDE.items()
        }
        raise Different(message, "one-sided", python=python)


def _points(slope: Callable[[Function, float], object], f: Function, x: float) -> list[float]:
    """Return where a slope looks at a function."""
    points: list[float] = []

    def watched(at: float) -> float:
        points.append(at)
        return f(at)

    slope(watched, x)
    return points


def _explained(
    slope: Callable[[Function, float], object], f: Function, x: float, found: object, should: float
) -> dict[str, float]:
    """Return what a slope would be with each slip."""
    explained = {"turned": -should, "brackets": f(x)}
    with contextlib.suppress(ValueError, OverflowError):  # for f may have no value there
        explained["caret"] = (f(x + CARET) - f(x - CARET)) / (2 * CARET)
    if isinstance(found, float | int) and math.isfinite(found):
        ratio = float(found) / should
        line = slope(lambda x: 2.5 * x, 0.0)  # which any distance is right for
        right = isinstance(line, float | int) and abs(line - 2.5) < CLOSE
        small = abs(ratio) < 0.02
        halves = any(abs(ratio - r) < 0.02 for r in (2.0, 0.5))
        wrong = "not-divided" if small else "wrong-run" if halves else "no-slope"
        explained["wrong-distance" if right else wrong] = float(found)
        missing = _without_brackets(slope, f, x, float(found))
        return {**missing, **explained, **missing}  # first of all, as it says the most
    return explained


def _without_brackets(
    slope: Callable[[Function, float], object], f: Function, x: float, found: float
) -> dict[str, float]:
    """Return the slip, if a slope is what its formula gives without some of its brackets."""
    points = sorted(set(_points(slope, f, x)))
    if len(points) != 2:
        return {}
    below, above = points
    h, low, high = (above - below) / 2, f(below), f(above)
    forms = {
        "brackets": (high - low / (2 * h), high - low / 2 * h, high - low / h * 2),
        "brackets-below": ((high - low) / above - below, (high - low) / h * 2),
        "brackets-nowhere": (high - low / above - below,),
    }
    # As close as two ways to round the same are, where 1/h magnifies what is rounded.
    return {
        slip: found
        for slip, numbers in forms.items()
        if any(math.isclose(found, number, rel_tol=1e-9) for number in numbers)
    }
