"""Lesson 8: a step of descent in networks of one layer and of three, too."""

from typing import Any

from autograd_mini.course.checks.comparing import alike
from autograd_mini.course.checks.mistaken_steps import OTHER_MEAN, other_mean
from autograd_mini.course.checks.outcome import Different, raised, showing
from autograd_mini.course.checks.small_network import (
    RATE,
    THETA,
    Layers,
    Matrices,
    X,
    Y,
    python,
    values,
)
from autograd_mini.course.lines.error_lines import place_of_error
from autograd_mini.nn import textbook
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.where import Place

ONE: Matrices = [[[0.1, 0.5], [-0.4, 0.2]]]
THREE: Matrices = [*THETA, [[0.3, -0.2, 0.6], [-0.5, 0.1, 0.4]]]


def depths(engine: Engine) -> None:
    """Compare J and the weights after a step in a network of one layer, and in one of three.

    With two layers all is right by now, so that what differs counts on two.
    """
    for theta in (ONE, THREE):
        step = python("descend", f"J = descend(layers, {X}, {Y}, {RATE})", "", theta=theta)
        layers = values(engine, theta)
        with showing(f"{step}print(J)"):
            J = _step(engine, layers)
            cost, slopes = textbook.gradient(dict(enumerate(theta, 1)), X, Y)
            names, found, right = ["J"], [J], [cost]
            for n, rows in enumerate(theta):
                for i, row in enumerate(rows):
                    for j, weight in enumerate(row):
                        names.append(f"layers[{n}][{i}][{j}].data")
                        found.append(engine.data(layers[n][i][j]))
                        right.append(weight - RATE * slopes[n + 1][i][j])
            if other := other_mean(cost, J):
                alike(["J"], [J], [cost], [(OTHER_MEAN, [J])], fields=other)
            programs = [f"{step}print({name})" for name in names]
            alike(names, found, right, [("two-layers", found)], python=programs)


def _step(engine: Engine, layers: Layers) -> Any:
    """Take a step; Different if it asks for another number of layers than there are."""
    try:
        return engine.module.descend(layers, X, Y, RATE)
    except (IndexError, ValueError) as error:
        if isinstance(error, ValueError) and "unpack" not in str(error):
            raise
        place = place_of_error(engine, error)
        asked = Place(place.file, place.lines[-1:]) if place else None
        raise Different(raised(engine, error), "two-layers", place=asked) from error
