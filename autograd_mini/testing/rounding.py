"""How far rounding may move the value of a program and its derivatives."""

import math
import sys
from collections.abc import Sequence
from typing import Any

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.errors import undefined
from autograd_mini.testing.programs import Call, Program
from autograd_mini.testing.second_rules import AS_EXACT_AS_1, slope

EPS = sys.float_info.epsilon
MIN = sys.float_info.min  # 2.2e-308; smaller floats have fewer digits, and are as exact as it is


def evaluate(program: Program, namespace: Any, leaves: Sequence[Any]) -> list[Any]:
    """Return all results of a program, as `run` does; DomainError where there is no real one."""
    results = list(leaves)
    for step in program:
        operands = [results[i] if isinstance(i, int) else i for i in step.operands]
        try:
            y = getattr(namespace, step.name)(*operands)
            if y.imag or not -math.inf < y.real < math.inf:
                raise ValueError
        except (ValueError, ArithmeticError):
            raise undefined(TABLE[step.name], list(map(float, operands))) from None
        results.append(y)
    return results


def rounding(program: Program, numbers: Sequence[float]) -> tuple[float, float, list[float]]:
    """Return a program's value, and how far rounding may move it and each of its derivatives.

    To first order: each step adds the rounding of its own result to what it gets from its operands.

    >>> from autograd_mini.testing.programs import Call
    >>> value, moved, _ = rounding((Call("add", (0, 1e8)), Call("sub", (1, 1e8))), [1.0])
    >>> value, 1e-8 < moved < 1e-6
    (1.0, True)
    """
    results = evaluate(program, FLOATS, numbers)
    moved = [0.0] * len(numbers)
    n = range(len(numbers))
    size = [[float(i == k) for k in n] for i in n]
    error = [[0.0 for _ in n] for _ in n]
    for step, y in zip(program, results[len(numbers) :]):
        indices = [i if isinstance(i, int) else None for i in step.operands]
        xs = [results[i] if isinstance(i, int) else i for i in step.operands]
        slack = [0.0 if i is None else moved[i] for i in indices]
        y_moved = _of_result(step, xs, y)
        y_size, y_error = [0.0 for _ in n], [0.0 for _ in n]
        for slot, i in enumerate(indices):
            if i is None:
                continue
            try:
                partial = abs(slope(step.name, FLOATS, slot, xs))
            except (ValueError, ArithmeticError):
                raise undefined(TABLE[step.name], xs) from None
            p_moved = _of_partial(step, slot, xs, slack)
            width = max(partial, 1.0 if step.name in AS_EXACT_AS_1 else MIN)
            y_moved += partial * slack[slot]
            for k in n:
                y_size[k] += partial * size[i][k]
                y_error[k] += partial * error[i][k] + (p_moved + 4 * EPS * width) * size[i][k]
        moved.append(y_moved)
        size.append(y_size)
        error.append([e + len(xs) * EPS * max(s, MIN) for e, s in zip(y_error, y_size)])
    return results[-1], moved[-1], error[-1]


def _of_result(step: Call, xs: Sequence[float], y: float) -> float:
    """Return how far rounding moves the result of one step, the operands being exact."""
    slack = 4 * EPS * max(abs(y), MIN)
    if step.name == "logsumexp":  # the log of a number between 1 and n is as exact as 1 is
        slack += EPS
    if TABLE[step.name].arity is None:  # every term may be rounded, and a long sum at every term
        terms = [x * slope(step.name, FLOATS, i, xs) for i, x in enumerate(xs)]
        slack += len(xs) * EPS * math.fsum(map(abs, terms))
    return slack


def _of_partial(step: Call, slot: int, xs: Sequence[float], slack: Sequence[float]) -> float:
    """Return how far a local derivative moves when the operands move by their slack."""
    here = slope(step.name, FLOATS, slot, xs)
    total = 0.0
    for i, x in enumerate(xs):
        by = max(slack[i], EPS * abs(x))
        moves = [0.0]
        for there in (x - by, x + by):
            try:
                moves.append(
                    abs(slope(step.name, FLOATS, slot, [*xs[:i], there, *xs[i + 1 :]]) - here)
                )
            except (ValueError, ArithmeticError):
                moves.append(math.inf if slack[i] else 0.0)  # what is exact does not move
        total += max(moves)
    return total
