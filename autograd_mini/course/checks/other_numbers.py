"""Lesson 8: a step of descent with one sample, with a rate above 1, and with more outputs."""

from typing import NamedTuple

from autograd_mini.course.checks.comparing import alike
from autograd_mini.course.checks.outcome import Fields, showing
from autograd_mini.course.checks.small_network import (
    RATE,
    THETA,
    Matrices,
    Matrix,
    X,
    Y,
    python,
    stepped,
    values,
)
from autograd_mini.testing.conform.engine import Engine


class Other(NamedTuple):
    """What a step is taken with, and how that, and what it was before, are called by language."""

    theta: Matrices
    X: Matrix
    Y: Matrix
    rate: float
    fields: Fields


MORE = [THETA[0], [*THETA[1], [0.3, 0.2, -0.1, 0.6], [-0.2, 0.1, 0.5, -0.4]]]
OTHERS = (
    Other(THETA, X[:1], Y[:1], RATE, {
        "en": {"was": "3 samples", "is": "one sample", "what": "their number is len(X)"},
        "zh": {"was": "3 个样本", "is": "1 个样本", "what": "样本数是 len(X)"},
    }),
    Other(THETA, X, Y, 2.5, {
        "en": {"was": "a rate of 0.7", "is": "a rate of 2.5", "what": "η is rate, as it is given"},
        "zh": {"was": "rate 为 0.7 ", "is": "rate 为 2.5 ", "what": "η 就是交给它的 rate"},
    }),
    Other(MORE, X, [[*y, 0.0, 1.0] for y in Y], RATE, {
        "en": {"was": "2 outputs", "is": "4 outputs", "what": "go through all that a[-1] has"},
        "zh": {"was": "2 个输出", "is": "4 个输出", "what": "请走遍 a[-1] 里的每一个"},
    }),
)  # fmt: skip


def other_numbers(engine: Engine) -> None:
    """Compare J and the weights after steps that each have one number which was another before."""
    for theta, inputs, targets, rate, fields in OTHERS:
        step = f"J = descend(layers, {inputs}, {targets}, {rate})"
        layers = values(engine, theta)
        cost, names, right = stepped(theta, inputs, targets, rate)
        with showing(python("descend", step, "print(J)", theta=theta)):
            J = engine.module.descend(layers, [[*x] for x in inputs], [[*y] for y in targets], rate)
            weights = [engine.data(weight) for rows in layers for row in rows for weight in row]
        found = [J, *weights]
        programs = [python("descend", step, f"print({name})", theta=theta)
                    for name in ["J", *names]]  # fmt: skip
        alike(["J", *names], found, [cost, *right], [("counts-on", found)], python=programs,
              fields=fields)  # fmt: skip
