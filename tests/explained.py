"""What the tests of explanations share: what is true of each, and a network to explain."""

import math

from autograd_mini import MLP
from autograd_mini.formulas.terms import value

EPS = 2.0**-52


def check(steps, size=1.0):
    """Every side of every equation comes to the number on its end.

    Sides add up and multiply in another order than the engine does, so they may differ by the
    rounding of what they add up: a few ε of the largest term, which is below `size`.
    """
    for step in steps:
        for side in step.chain:
            assert math.isclose(value(side), step.value, rel_tol=1e-12, abs_tol=64 * EPS * size)


def of_kind(explanation, kind):
    return [step for step in explanation.steps if step.kind == kind]


def tokens(text):
    """Return the lines of a text that hold an equation: what no translation touches."""
    return [line for line in text.splitlines() if line.startswith("    ")]


def iris():
    return MLP(4, [5, 3], seed=0), [5.1, 3.5, 1.4, 0.2], [1.0, 0.0, 0.0]
