"""Lesson 1: slopes of functions, against the derivative table."""

import math
from collections.abc import Callable

from autograd_mini.course.checks.outcome import checked, same
from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine

Function = Callable[[float], float]
CLOSE = 1e-4  # so that two points on one side, x and x + h, will do
PLACES = (0.7, 2.0)
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
            found = slope(f, x)
            explained = _explained(found, should)
            same(f"slope({name}, {x})", found, should, explained, close=CLOSE, python=python)


def _explained(found: object, should: float) -> dict[str, float]:
    """Return what a slope would be with each slip; whatever else it is, h may be to blame."""
    explained = {"turned": -should}
    if isinstance(found, float | int) and math.isfinite(found):
        ratio = float(found) / should
        small = abs(ratio) < 0.02
        halves = any(abs(ratio - r) < 0.02 for r in (2.0, 0.5))
        name = "not-divided" if small else "wrong-run" if halves else "wrong-distance"
        explained[name] = float(found)
    return explained
