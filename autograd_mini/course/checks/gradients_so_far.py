"""Lesson 8: what the gradients of the weights are after each backward() of a step."""

from itertools import accumulate
from typing import Any

from autograd_mini.course.checks.descent import RATE, THETA, X, Y, values
from autograd_mini.course.checks.outcome import Different, Stopped
from autograd_mini.formulas.minus import minus
from autograd_mini.nn import textbook
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine

BY_HAND = "gradients-by-hand"
CLOSE = 1e-9


def of_gradients(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return after which backward() the gradients are not Δ; None if it is not they that differ.

    wrong: what has been found.
    """
    if isinstance(wrong, Stopped) or wrong.slips != (BY_HAND,):
        return None
    found = _after_each(engine)
    right = [
        *accumulate(map(_slopes, X, Y), lambda sums, more: [a + b for a, b in zip(sums, more)])
    ]
    slip, fields = "runs-by-number", {"runs": str(len(found)), "samples": str(len(X))}
    if len(found) == len(X):
        fields = _first(found, right)
        slip = "gradients-after" if fields else "gradients-changed"
    told = dict.fromkeys(LANGUAGES, fields)
    return Different(wrong.message, slip, python=wrong.python, fields=told, general=True)


def _first(found: list[list[float]], right: list[list[float]]) -> dict[str, str]:
    """Return the first gradient that is another than it should be, in words; {} if there is none.

    found, right: those of all weights, after each pass.
    """
    names = [f"layers[{n}][{i}][{j}].grad" for n, rows in enumerate(THETA)
             for i, row in enumerate(rows) for j, _ in enumerate(row)]  # fmt: skip
    for run, passes in enumerate(zip(found, right), 1):
        for name, is_, to_be in zip(names, *passes):
            if abs(is_ - to_be) > CLOSE * max(1.0, abs(to_be)):
                numbers = {"found": minus(f"{is_:.4g}"), "should": minus(f"{to_be:.4g}")}
                return {"run": str(run), "name": name} | numbers
    return {}


def _slopes(x: list[float], y: list[float]) -> list[float]:
    """Return ∂J/∂θ of one sample, for all weights in their order."""
    _, slopes = textbook.gradient(dict(enumerate(THETA, 1)), [x], [y])
    return [slope for layer in sorted(slopes) for row in slopes[layer] for slope in row]


def _after_each(engine: Engine) -> list[list[float]]:
    """Return the gradients of all weights after each backward() of a step."""
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
    return found
