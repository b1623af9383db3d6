"""Lesson 8: what the weights and J would be after a step with each slip."""

import math
from collections.abc import Iterator
from typing import Any

from autograd_mini.course.checks.comparing import explanation
from autograd_mini.course.checks.small_network import (
    CLOSE,
    RATE,
    Matrices,
    Matrix,
    Slips,
    X,
    Y,
    cost_of,
    flat,
    gradient,
    moved,
)
from autograd_mini.nn import textbook

OTHER_MEAN = "J-other-mean"


def other_mean(right: float, J: object) -> dict[str, dict[str, str]]:
    """Return by which whole number, in place of m, the sum of the costs is divided, as fields.

    right: the mean.  {} if it is none, or m.
    """
    m = len(X)
    count = right * m / J if isinstance(J, float | int) and J else 0.0
    if not 1 < round(count) != m or abs(count - round(count)) > CLOSE * count:
        return {}
    return {language: {"count": str(round(count)), "m": str(m)} for language in ("en", "zh")}


def of_weights(theta: Matrices, found: list[float], right: Matrices, before: list[float]) -> Slips:
    """Return the slips that explain all the weights after a step; () if none do."""
    cases = [(slips, flat(weights)) for slips, weights in _steps(theta, before)]
    if slips := explanation(found, cases):
        return slips
    pairs = zip(found, flat(right), flat(theta))
    stay = all(explanation([is_], [("", [x]) for x in (to_be, was)]) for is_, to_be, was in pairs)
    return ("some-stay",) if stay else ()


def _steps(theta: Matrices, before: list[float]) -> Iterator[tuple[Slips, Matrices]]:
    """Yield slips, with the weights that a step then leads to.

    before: the sum of the gradients of the steps before.
    """
    m = len(X)
    _, slopes = gradient(theta, X, Y)
    yield (), moved(theta, slopes, -RATE)
    yield ("nothing-moves",), theta
    if any(before):
        kept = [slope + old for slope, old in zip(slopes, before)]
        yield ("gradients-kept",), moved(theta, kept, -RATE)
    for of_mean, divided in (((), 1.0), (("no-mean",), m), (("divided-twice",), 1 / m)):
        for of_rate, factor in (((), RATE), (("rate-forgotten",), 1.0)):
            yield (*of_mean, *of_rate), moved(theta, slopes, -factor * divided)
            yield ("uphill", *of_mean, *of_rate), moved(theta, slopes, factor * divided)
    each = [gradient(theta, [x], [y])[1] for x, y in zip(X, Y)]
    outputs = [_of_output(theta, k, [x], [y])[1] for x, y in zip(X, Y) for k, _ in enumerate(y)]
    zero = [[[0.0 for _ in row] for row in rows] for rows in theta]
    yield ("weights-set-to-0",), zero
    for of_mean, divided in (((), 1 / m), (("no-mean",), 1.0)):
        yield ("sum-run-again", *of_mean), moved(theta, _run_again(each, m), -RATE * divided)
        yield ("sum-doubled", *of_mean), moved(theta, _doubled(each), -RATE * divided)
        for sums in (len(outputs) // m, len(outputs)):  # of each sample, or of all
            again = _run_again(outputs, sums)
            yield ("outputs-run-again", *of_mean), moved(theta, again, -RATE * divided)
        of_zero = gradient(zero, X, Y)[1]
        yield ("weights-set-to-0", *of_mean), moved(zero, of_zero, -RATE * m * divided)
        yield ("last-sample-only", *of_mean), moved(theta, each[-1], -RATE * divided)
        yield ("return-in-loop", *of_mean), moved(theta, each[0], -RATE * divided)
        for kept_too in (False, True):
            yield ("one-by-one",), _one_by_one(theta, -RATE * divided, kept_too=kept_too)
        for k in range(len(Y[0])):
            one_output = _of_output(theta, k)[1]
            yield ("one-output", *of_mean), moved(theta, one_output, -RATE * m * divided)
        first_layer = _of_first_layer(theta)[1]
        yield ("first-layer-cost", *of_mean), moved(theta, first_layer, -RATE * m * divided)
    weights = flat(theta)
    for divided in (1.0, 1 / m):
        yield ("data-for-gradient",), moved(theta, weights, -RATE * divided)
    below = [1 / (m * slope) if slope else math.nan for slope in slopes]
    for times in (1.0, 1 / m, m):
        yield ("gradient-divides",), moved(theta, below, -RATE * times)
    for sign in (1.0, -1.0):
        each_slope = iter(slopes)
        yield ("step-for-weight",), [[[sign * RATE * next(each_slope) for _ in row] for row in rows]
                                     for rows in theta]  # fmt: skip


def _one_by_one(theta: Matrices, factor: float, *, kept_too: bool) -> Matrices:
    """Return the weights if they move after each sample.

    kept_too: by all gradients so far, which have not been set to 0.
    """
    sums = [0.0] * len(flat(theta))
    for x, y in zip(X, Y):
        _, slopes = gradient(theta, [x], [y])
        sums = [(old if kept_too else 0.0) + slope for old, slope in zip(sums, slopes)]
        theta = moved(theta, sums, factor)
    return theta


def _run_again(gradients: Matrix, count: int) -> list[float]:
    """Return what gradients add up to if backward() runs from the sum so far, each time.

    count: how many there are in a sum, after which the next one begins.
    """
    times = [count - i % count for i, _ in enumerate(gradients)]
    return [sum(n * slope for n, slope in zip(times, of_one)) for of_one in zip(*gradients)]


def _doubled(gradients: Matrix) -> list[float]:
    """Return what gradients add up to if the sum so far is added to itself with each of them."""
    sums = [0.0 for _ in gradients[0]]
    for of_one in gradients:
        sums = [2 * old + slope for old, slope in zip(sums, of_one)]
    return sums


def _of_output(theta: Matrices, k: int, X: Matrix = X, Y: Matrix = Y) -> tuple[float, list[float]]:
    """Return the mean cost of one output, and its gradient."""
    J, sums, m = 0.0, [0.0] * len(flat(theta)), len(X)
    for x, y in zip(X, Y):
        a = textbook.backpropagate(dict(enumerate(theta, 1)), x, y).a[len(theta) + 1]
        J += textbook.cost([a[k]], [y[k]]) / m
        only = [y_i if i == k else a_i for i, (a_i, y_i) in enumerate(zip(a, y))]  # δ = 0 elsewhere
        sums = [old + slope / m for old, slope in zip(sums, gradient(theta, [x], [only])[1])]
    return J, sums


def _of_first_layer(theta: Matrices) -> tuple[float, list[float]]:
    """Return the mean cost of the first layer, as if it were the last, and its gradient."""
    K = len(Y[0])
    J, slopes = gradient([theta[0][:K]], X, Y)
    return J, slopes + [0.0] * (len(flat(theta)) - len(slopes))


def of_cost(theta: Matrices, J: Any, found: list[float]) -> Slips:
    """Return the slips that explain the J that a step returns; () if none do, or if it is right.

    found: the learner's weights after the step.
    """
    if not isinstance(J, float | int):
        return ()
    m = len(X)
    right = gradient(theta, X, Y)[0]
    costs = [gradient(theta, [x], [y])[0] for x, y in zip(X, Y)]
    moves = [is_ - was for is_, was in zip(found, flat(theta))]
    after = cost_of(moved(theta, moves, 1.0))
    cases: list[tuple[Slips, list[float]]] = [
        ((), [right]),
        (("J-no-mean",), [right * m]),
        *((("J-of-one-sample",), [cost / times]) for cost in costs for times in (1, m)),
        *((("sum-doubled",), [J / times])
          for J in _doubled([[cost] for cost in costs]) for times in (1, m)),
        (("J-after-step",), [after]),
        (("J-after-step", "J-no-mean"), [after * m]),
    ]  # fmt: skip
    for of_mean, times in (((), 1), (("J-no-mean",), m)):
        for k in range(len(Y[0])):
            cases.append((("one-output", *of_mean), [_of_output(theta, k)[0] * times]))
        cases.append((("first-layer-cost", *of_mean), [_of_first_layer(theta)[0] * times]))
    cases += [(("J-divided-twice",), [right / m]), (("J-stays-0",), [0.0])]
    cases += [(("grad-for-J",), [sum_of_ones]) for sum_of_ones in (1.0, float(m))]
    return explanation([float(J)], cases)
