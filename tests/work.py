"""How much work something takes, without a clock; and operations on many operands to try it on."""

import sys
from collections.abc import Callable
from typing import Any

from autograd_mini import Value, dot, logsumexp, total


def calls(work: Callable[[], Any]) -> int:
    """Return how many functions are called, of Python and of C; in equal runs, equally many."""
    count = 0

    def note(*_: Any) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


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
