"""Lesson 7: the cost of an output next to 0 or to 1, and whether a cost leaves the output alone."""

import math
from typing import Any

from autograd_mini.course.checks.comparing import alike
from autograd_mini.course.checks.outcome import Different, Fields, showing
from autograd_mini.formulas.minus import minus
from autograd_mini.testing.conform.engine import Engine

# The guess is as wrong as it can be: a is near the other target.  Both 2^-43 and 1 - 2^-43 are
# exact, and so is 1 - a; σ(30) would leave only three digits of it.
POWER = 43
NEAR = 2.0**-POWER
OUTPUTS = ((f"2 ** -{POWER}", NEAR, 1.0), (f"1 - 2 ** -{POWER}", 1 - NEAR, 0.0))
RIGHT = POWER * math.log(2)
CHANGED = {
    "en": "cost changes the output that it is given: its number was {before}, and is {after} "
    "after it.",
    "zh": "cost 改动了交给它的输出：它的数之前是 {before}，之后是 {after}。",
}
EPSILON = "cost-of-other-output"


def far_costs(engine: Engine) -> None:
    """Compare J where it is largest; Different, too, if the output has another number then."""
    for code, number, y in OUTPUTS:
        before = f"from engine import Value, cost\na = Value({code})"
        with showing(f"{before}\nJ = cost(a, {y})\nprint(J.data)"):
            a = engine.value(number)
            J = engine.module.cost(a, y)
            found = engine.data(J) if isinstance(J, engine.Value) else J
            if (after := engine.data(a)) != number:
                raise _changed(number, after, f"{before}\ncost(a, {y})\nprint(a.data)")
            fields = _of_other_output(found, number, y)
            alike([f"cost(Value({code}), {y})"], [found], [RIGHT],
                  [(EPSILON, [found])] if fields else [], general="number-by-hand",
                  fields=fields)  # fmt: skip


def _changed(before: float, after: Any, python: str) -> Different:
    numbers = {"before": f"{before:.15g}", "after": str(after)}
    message = {language: text.format(**numbers) for language, text in CHANGED.items()}
    return Different(message, "cost-changes-output", python=python)


def _of_other_output(J: Any, a: float, y: float) -> Fields | None:
    """Return of which number J is the logarithm, if that is a larger one; None if it is not."""
    if not isinstance(J, float) or not 0 < J < RIGHT:
        return None
    log = "log a" if y else "log(1 − a)"
    told = {"log": log, "found": minus(f"{math.exp(-J):.3g}"), "should": minus(f"{NEAR:.3g}")}
    return dict.fromkeys(("en", "zh"), told)
