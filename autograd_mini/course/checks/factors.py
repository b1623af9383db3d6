"""Lesson 8: by which number a step, and J, are too long, and what in the network is so many.

It is measured with samples, outputs, inputs and layers of which there is another number each, so
that no two mistakes have the same factor.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from autograd_mini.course.checks.outcome import Different, Stopped, explained
from autograd_mini.course.checks.small_network import RATE, THETA, Matrices, Matrix, X, Y, values
from autograd_mini.course.lines.divisors import divided_by, variables_of
from autograd_mini.course.lines.network_lines import place_of
from autograd_mini.nn import textbook
from autograd_mini.testing.conform.engine import Engine

CLOSE = 1e-6


class Data(NamedTuple):
    """A network, its samples, and a rate."""

    theta: Matrices
    X: Matrix
    Y: Matrix
    rate: float


class Factors(NamedTuple):
    """How many times as large as they should be a step is, the gradients, and J; nan: unknown."""

    step: float
    gradients: float
    J: float


def _numbers(rows: int, columns: int, phase: float) -> Matrix:
    """Return numbers between −1 and 1 that have no pattern."""
    return [
        [round(math.sin(7.3 * i + 2.9 * j + phase), 3) for j in range(columns)] for i in range(rows)
    ]


SMALL = Data(THETA, X, Y, RATE)
# 11 samples with 3 inputs, 5 neurons, and 7 outputs.
LARGE = Data(
    [_numbers(5, 4, 0.4), _numbers(7, 6, 1.7)],
    _numbers(11, 3, 0.9),
    [[float(number > 0) for number in row] for row in _numbers(11, 7, 2.6)],
    0.37,
)
SAMPLES = len(LARGE.X)
# What one may divide by in place of the samples, and how many there are in each of them.  Where
# Chinese begins with a Latin letter there is a space, for it stands behind a Chinese character.
COUNTS = {
    len(LARGE.X[0]): {"en": "inputs of a sample", "zh": "一个样本的输入个数"},
    len(LARGE.Y[0]): {"en": "outputs of a sample", "zh": "一个样本的输出个数"},
    len(LARGE.theta): {"en": "matrices in layers", "zh": " layers 里的矩阵个数"},
    len(LARGE.theta[0]): {"en": "rows of the first matrix", "zh": "第一个矩阵的行数"},
    sum(len(row) for rows in LARGE.theta for row in rows): {"en": "weights", "zh": "权重的个数"},
}
# What a factor explains, beside the rate: each slip with the step that it leads to.
STEPS = {
    ("no-mean",): float(SAMPLES),
    ("divided-twice",): 1 / SAMPLES,
    ("rate-forgotten",): 1 / LARGE.rate,
    ("no-mean", "rate-forgotten"): SAMPLES / LARGE.rate,
    ("divided-twice", "rate-forgotten"): 1 / SAMPLES / LARGE.rate,
}
OF_J = {"J-no-mean", "J-other-mean", "J-divided-twice"}
FAMILY = {slip for slips in STEPS for slip in slips} | OF_J | {"step-length", "two-layers"}


def of_factors(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return what is wrong with a step, or a J, that is too long or too short; None if unknown.

    wrong: what has been found, which is not contradicted if it is None.
    """
    if isinstance(wrong, Stopped) or not FAMILY.issuperset(wrong.slips) or not wrong.slips:
        return None
    large, names = measured(engine, LARGE)
    if math.isnan(large.step) or math.isnan(large.J):
        return None
    for count, what in COUNTS.items():
        place = divided_by(engine, count, names)
        if place and (slip := _of_count(large, count)):
            fields = {language: {"what": told} for language, told in what.items()}
            return Different(wrong.message, slip, python=wrong.python, place=place, fields=fields)
    inputs = divided_by(engine, len(LARGE.X[0]), names)
    if inputs and _is(large.step, 1) and _is(large.J, SAMPLES / len(LARGE.X[0])):
        named = {"count": str(len(X[0])), "m": str(len(X))}
        return explained(engine, wrong, "J-other-mean", inputs, named)
    of_step = tuple(slip for slip in wrong.slips if slip not in OF_J)
    told = STEPS.get(of_step, math.nan)
    if _is(large.step, 1) or _is(large.step, told) or of_step == ("two-layers",):
        return None
    small, _ = measured(engine, SMALL)
    times = {"times": f"{small.step:.4g}"}
    if _is(large.gradients, large.step) and _is(large.J, large.step):
        return explained(engine, wrong, "J-of-sample-times", None, times)
    if _is(large.J, large.step) and (
        place := divided_by(engine, round(SAMPLES / large.step, 6), names, written=True)
    ):
        return explained(engine, wrong, "mean-times", place, times)
    place = place_of(engine, "no-mean") if _is(large.gradients, 1) else None
    return explained(engine, wrong, "step-length", place, times)


def _of_count(found: Factors, count: int) -> str:
    """Return the slip by which something is divided by a count that is not m; "" if none is."""
    if _is(found.step, SAMPLES / count) and _is(found.J, SAMPLES / count):
        return "other-mean"
    if _is(found.step, SAMPLES / count) and _is(found.J, 1):
        return "step-other-mean"
    if _is(found.gradients, 1 / count) and _is(found.step, 1 / count) and _is(found.J, 1 / count):
        return "J-of-sample-divided"
    return ""


def measured(engine: Engine, data: Data) -> tuple[Factors, dict[str, Any]]:
    """Return how many times as large as it should be all is, and the variables of descend."""
    layers = values(engine, data.theta)
    weights = [weight for rows in layers for row in rows for weight in row]
    theta = [engine.data(weight) for weight in weights]
    unknown = Factors(math.nan, math.nan, math.nan)
    try:
        with variables_of(engine, "descend") as names:
            given = [[*x] for x in data.X], [[*y] for y in data.Y]
            J = engine.module.descend(layers, *given, data.rate)
        moves = [engine.data(weight) - was for weight, was in zip(weights, theta)]
        found = [float(engine.grad(weight)) for weight in weights]
        J = float(engine.data(J) if isinstance(J, engine.Value) else J)
    except Exception:  # which is told by itself
        return unknown, {}
    right, slopes = textbook.gradient(dict(enumerate(data.theta, 1)), data.X, data.Y)
    mean = [slope for n in sorted(slopes) for row in slopes[n] for slope in row]
    m = len(data.X)
    steps = _times(moves, [-data.rate * slope for slope in mean])
    return Factors(steps, _times(found, [m * slope for slope in mean]), J / right), names


def _times(found: Sequence[float], right: Sequence[float]) -> float:
    """Return the number that all of some numbers are multiplied by; nan if there is none."""
    _, i = max((abs(number), i) for i, number in enumerate(right))
    times = found[i] / right[i]
    alike = all(abs(is_ - times * to_be) <= CLOSE * abs(times * right[i])
                for is_, to_be in zip(found, right))  # fmt: skip
    return times if alike else math.nan


def _is(found: float, times: float) -> bool:
    return math.isclose(found, times, rel_tol=CLOSE)
