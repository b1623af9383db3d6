"""Lesson 8: a step of descent from gradients that are not 0, for backward() has run before."""

from autograd_mini.course.checks.comparing import alike
from autograd_mini.course.checks.outcome import showing
from autograd_mini.course.checks.small_network import RATE, THETA, X, Y, python, stepped, values
from autograd_mini.testing.conform.engine import Engine


def begun(engine: Engine) -> None:
    """Compare the weights after a step before which somebody has looked at a gradient.

    Steps one after the other are right by now, so that gradients are set to 0 somewhere.
    """
    lines = [f"z, a = network(layers, {X[0]})", f"cost(a[-1][0], {Y[0][0]}).backward()",
             f"descend(layers, {X}, {Y}, {RATE})"]  # fmt: skip
    before = python("cost, descend, network", *lines)
    layers = values(engine, THETA)
    weights = [weight for rows in layers for row in rows for weight in row]
    with showing(before):
        _, a = engine.module.network(layers, list(X[0]))
        engine.backward(engine.module.cost(a[-1][0], Y[0][0]))
        there = [engine.grad(weight) for weight in weights]
        engine.module.descend(layers, [[*x] for x in X], [[*y] for y in Y], RATE)
        _, names, right = stepped(THETA, X, Y, RATE)
        kept = [to_be - RATE * slope / len(X) for to_be, slope in zip(right, there)]
        found = [engine.data(weight) for weight in weights]
        programs = [f"{before}\nprint({name})" for name in names]
        alike(names, found, right, [("set-to-0-too-late", kept)], python=programs,
              general="step-by-hand")  # fmt: skip
