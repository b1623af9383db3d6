"""How the work grows with the size of what is worked on; and operations on many operands."""

from collections.abc import Callable
from functools import partial
from typing import Any

from autograd_mini import Value, dot, logsumexp, total
from autograd_mini.testing.steps import steps


def growth(make: Callable[[int], Any], use: Callable[[Any], Any]) -> float:
    """Return how many times the steps for each of 100 more grow from 100 to 200 to 400.

    1 if the work is linear, 2 if it is quadratic, whatever it takes to begin with.

    make: from a size, what is used.
    """
    small, middle, large = [steps(partial(use, make(n))) for n in (100, 200, 400)]
    return (large - middle) / (middle - small) / 2


def leaves(n: int) -> list[Value]:
    return [Value(i / n, label=f"x_{i}") for i in range(1, n + 1)]


# Graphs with about n edges, whose ends are inner nodes too.
def dot_of(n: int) -> Value:
    return dot(leaves(n // 2), leaves(n // 2)).sin()


def total_of(n: int) -> Value:
    return total(leaves(n)).sin()


def logsumexp_of(n: int) -> Value:
    return logsumexp(leaves(n)).sin()


def one_leaf(n: int) -> Value:
    return total(leaves(1) * n).sin()


MANY = [dot_of, total_of, logsumexp_of, one_leaf]
