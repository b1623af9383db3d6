"""Lesson 8: a network and samples that are small enough to be written down, and a step of them."""

import math
import re
from typing import Any

from autograd_mini.nn import textbook
from autograd_mini.testing.conform.engine import Engine

Layers = list[list[list[Any]]]
Matrix = list[list[float]]
Matrices = list[Matrix]
Slips = tuple[str, ...]

THETA: Matrices = [
    [[0.1, 0.5], [-0.4, 0.2], [0.3, -0.8]],
    [[0.2, -0.3, 0.5, 0.1], [-0.1, 0.4, -0.6, 0.7]],
]
X = [[1.0], [-2.0], [0.5]]
Y = [[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
RATE = 0.7  # half of it, or twice as much, would be what another mistake leads to
CLOSE = 1e-9


def values(engine: Engine, theta: Matrices) -> Layers:
    """Return weights as the learner's Values."""
    return [[[engine.value(weight) for weight in row] for row in rows] for rows in theta]


def python(functions: str, *lines: str, theta: Matrices = THETA) -> str:
    """Return a program with a network, the small one, which imports some functions."""
    layers = re.sub(r"-?\d\.\d+", r"Value(\g<0>)", str(theta))
    return "\n".join([f"from engine import Value, {functions}", f"layers = {layers}", *lines])


def flat(layers: list[list[list[Any]]]) -> list[Any]:
    """Return the weights of all layers, one after the other."""
    return [weight for rows in layers for row in rows for weight in row]


def weight_names(theta: Matrices = THETA) -> list[str]:
    """Return how each weight is written, in the order of `flat`."""
    return [f"layers[{n}][{i}][{j}]" for n, rows in enumerate(theta)
            for i, row in enumerate(rows) for j, _ in enumerate(row)]  # fmt: skip


def gradient(
    theta: Matrices, X: list[list[float]], Y: list[list[float]]
) -> tuple[float, list[float]]:
    """Return J and its gradient, the mean over the samples, weight by weight."""
    J, slopes = textbook.gradient(dict(enumerate(theta, 1)), X, Y)
    return J, flat([slopes[layer] for layer in sorted(slopes)])


def moved(theta: Matrices, slopes: list[float], factor: float) -> Matrices:
    """Return weights that have moved by a multiple of a gradient."""
    each = iter(slopes)
    return [[[weight + factor * next(each) for weight in row] for row in rows] for rows in theta]


def stepped(
    theta: Matrices, X: Matrix, Y: Matrix, rate: float
) -> tuple[float, list[str], list[float]]:
    """Return J, and the names of all weights and what they should be after a step."""
    J, slopes = gradient(theta, X, Y)
    names = [f"{name}.data" for name in weight_names(theta)]
    return J, names, flat(moved(theta, slopes, -rate))


def cost_of(theta: Matrices) -> float:
    """Return J of weights, which a learner has moved; nan if outputs are so far that there is none.

    Its logarithms are taken as the formula says, and an output may round to 0 or to 1.
    """
    try:
        return gradient(theta, X, Y)[0]
    except (ArithmeticError, ValueError):
        return math.nan
