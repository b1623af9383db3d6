"""Lesson 8: the gradients of the weights after each backward() of a step, and what comes of them.

It is what is told where nothing else is known, so that nobody has to work all of it out by hand.
"""

import math
from itertools import accumulate
from typing import Any

from autograd_mini.course.checks.outcome import Different, Stopped
from autograd_mini.course.checks.small_network import RATE, THETA, X, Y, values, weight_names
from autograd_mini.course.lines.network_lines import place_of
from autograd_mini.formulas.minus import minus
from autograd_mini.nn import textbook
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine

GRADIENTS, STEP = "gradients-by-hand", "step-by-hand"
CLOSE = 1e-9


def of_gradients(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return after which backward() the gradients are not Δ; None if it is not they that differ.

    wrong: what has been found.
    """
    if isinstance(wrong, Stopped) or wrong.slips not in ((GRADIENTS,), (STEP,)):
        return None
    found, weights = _after_each(engine)
    if wrong.slips == (STEP,):
        return _of_step(engine, wrong, weights)
    right = [
        *accumulate(map(_slopes, X, Y), lambda sums, more: [a + b for a, b in zip(sums, more)])
    ]
    if len(found) in (1, len(X) * len(Y[0])):  # from the mean, or from each output: right, too
        return None
    slip, fields = "runs-by-number", {"runs": str(len(found)), "samples": str(len(X))}
    if len(found) == len(X):
        fields = _first(found, right)
        slip = "gradients-after" if fields else "gradients-changed"
    told, place = dict.fromkeys(LANGUAGES, fields), place_of(engine, slip)
    return Different(
        wrong.message, slip, python=wrong.python, place=place, fields=told, general=True
    )


def _of_step(engine: Engine, wrong: Different, weights: list[Any]) -> Different | None:
    """Return what a step makes of right gradients; None if it is right, or if they are not."""
    sums = [sum(of_one) for of_one in zip(*map(_slopes, X, Y))]
    before = [weight for rows in THETA for row in rows for weight in row]
    for was, weight, Delta, name in zip(before, weights, sums, weight_names()):
        found, should = engine.data(weight), was - RATE * Delta / len(X)
        if not math.isclose(engine.grad(weight), Delta, abs_tol=CLOSE):
            return None
        if math.isclose(found, should, abs_tol=CLOSE):
            continue
        numbers = {"was": was, "gradient": Delta, "found": found, "should": should}
        fields = {key: minus(f"{number:.4g}") for key, number in numbers.items()}
        fields |= {"name": name, "rate": str(RATE), "samples": str(len(X))}
        place = place_of(engine, "step-from-gradients")
        told = dict.fromkeys(LANGUAGES, fields)
        return Different(wrong.message, "step-from-gradients", python=wrong.python, place=place,
                         fields=told, general=True)  # fmt: skip
    return None


def _first(found: list[list[float]], right: list[list[float]]) -> dict[str, str]:
    """Return the first gradient that is another than it should be, in words; {} if there is none.

    found, right: those of all weights, after each pass.
    """
    for run, passes in enumerate(zip(found, right), 1):
        for name, is_, to_be in zip(weight_names(), *passes):
            if abs(is_ - to_be) > CLOSE * max(1.0, abs(to_be)):
                numbers = {"found": minus(f"{is_:.4g}"), "should": minus(f"{to_be:.4g}")}
                return {"run": str(run), "name": f"{name}.grad"} | numbers
    return {}


def _slopes(x: list[float], y: list[float]) -> list[float]:
    """Return ∂J/∂θ of one sample, for all weights in their order."""
    _, slopes = textbook.gradient(dict(enumerate(THETA, 1)), [x], [y])
    return [slope for layer in sorted(slopes) for row in slopes[layer] for slope in row]


def _after_each(engine: Engine) -> tuple[list[list[float]], list[Any]]:
    """Return the gradients of all weights after each backward() of a step, and the weights."""
    layers = values(engine, THETA)
    weights = [weight for rows in layers for row in rows for weight in row]
    found: list[list[float]] = []
    own = engine.Value.backward

    def backward(self: Any, *given: Any) -> Any:
        result = own(self, *given)
        found.append([engine.grad(weight) for weight in weights])
        return result

    engine.Value.backward = backward
    try:
        engine.module.descend(layers, [[*x] for x in X], [[*y] for y in Y], RATE)
    finally:
        engine.Value.backward = own
    return found, weights
