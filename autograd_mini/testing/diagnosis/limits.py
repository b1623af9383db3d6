"""How far an engine goes, and what it chose where there is a choice: seen directly, one by one.

None of these is a misconception, so none of them takes part in the search for one.
"""

import copy
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Endless, Failure, attempted
from autograd_mini.testing.diagnosis.forward import BOTH
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.steps import steps

# Operations; Python's own limit is at 1,000 calls.  0 where a deep chain is not to be tried, as
# in a browser, whose stack ends before such a chain can be dropped.
DEEP = 16_000
DEEP_IF_SLOW = 2_000  # for an engine whose cost grows faster than the graph
SIZES = 48, 192  # products that are added up, for the cost
SHARINGS = 2, 6  # rounds in which two paths lead to the last node, in each of four ways
NOT_IN_PROPORTION = 8.0  # times as many steps for four times as many nodes; the square has 16
# Times as many steps for 6 rounds as for 2: a right engine takes about 3, and one that goes on with
# each path of only one of the four kinds about 16.
EXPONENTIAL = 12.0
FAR = 1000.0
# Functions that are often written with an exp that overflows, though their values are small.
WITH_EXPONENTIALS = ("sigmoid", "tanh", "softplus", "log_sigmoid", "silu", "elu")
OUTSIDE: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("log", (0.0,)), ("log", (-1.0,)), ("log1p", (-2.0,)), ("sqrt", (-1.0,)),
    ("div", (1.0, 0.0)), ("exp", (1000.0,)),
)  # fmt: skip
KINKS: dict[str, tuple[float, float]] = {
    "relu": (0.0, 1.0), "leaky_relu": (0.01, 1.0), "abs": (-1.0, 1.0),
}  # fmt: skip
# What the table chose itself; another choice is told.
CHOSEN = {"relu": 0.0, "leaky_relu": 0.01, "abs": 0.0}


@dataclass(frozen=True)
class Limit:
    """A limit or a convention of an engine; wrong: if what was chosen is no subgradient."""

    name: str
    operations: tuple[str, ...] = ()
    wrong: bool = False


def limits(seen: Observed) -> list[Limit]:
    """Return the limits and conventions of an engine, each once, with its operations.

    None for an engine that does not end: larger graphs would take all the longer.
    """
    if any(failed.error == Endless.__name__ for failed in seen.failures.values()):
        return []
    found: dict[tuple[str, bool], list[str]] = {}
    for search in (_of_size, _of_values, _of_numbers, _of_choice):
        for limit in search(seen):
            found.setdefault((limit.name, limit.wrong), []).extend(limit.operations)
    return [
        Limit(name, tuple(dict.fromkeys(operations)), wrong)
        for (name, wrong), operations in found.items()
    ]


def _has(seen: Observed, *operations: str) -> bool:
    return all(BOTH in seen.forms.get(op, ()) for op in operations)


def _of_size(seen: Observed) -> Iterator[Limit]:
    engine = seen.engine
    if not _has(seen, "add"):
        return
    add = engine.functions.add

    def deep(depth: int) -> None:
        one = engine.value(1.0)
        J = engine.value(0.5)
        for _ in range(depth):
            J = add(J, one)
        engine.backward(J)

    def shared(times: int) -> Any:
        J, a, b = (engine.value(1.0) for _ in range(3))
        for _ in range(times):
            J = add(J, J)
            J = add(add(J, a), add(J, b))
            J = add(add(J, a), J)
            J = add(J, add(J, a))
        return J

    depth = min(DEEP, DEEP_IF_SLOW)
    if _grows(engine, shared, SHARINGS, EXPONENTIAL):
        yield Limit("exponential-cost")
    elif _has(seen, "mul") and _grows(engine, lambda n: _sum(engine, n), SIZES, NOT_IN_PROPORTION):
        yield Limit("quadratic-cost")
    else:
        depth = DEEP
    if not depth:
        return
    try:
        deep(depth)
    except RecursionError:
        yield Limit("recursion-too-deep")
    except (SystemExit, MemoryError):
        yield Limit("ends-the-process")
    except Exception:  # an engine that fails here fails elsewhere, too
        return


def _sum(engine: Engine, size: int) -> Any:
    x = engine.value(0.5)
    terms = [engine.functions.mul(x, engine.value(0.5)) for _ in range(size)]
    while len(terms) > 1:
        rest = terms[len(terms) // 2 * 2 :]
        terms = [engine.functions.add(u, v) for u, v in zip(terms[::2], terms[1::2])] + rest
    return terms[0]


def _grows(
    engine: Engine, graph: Callable[[int], Any], sizes: tuple[int, int], times: float
) -> bool:
    """Tell whether a pass through the larger of two graphs takes more than so many times as long.

    It is counted in steps, and not gone on with after that.
    """
    most = math.inf
    for size in sizes:
        try:
            result = graph(size)
            count = steps(lambda: engine.backward(result), engine.Value, most=most)  # noqa: B023
        except (Exception, SystemExit):
            return False
        if count > most:
            return True
        most = times * count
    return False


def _of_values(seen: Observed) -> Iterator[Limit]:
    for op in WITH_EXPONENTIALS:
        if op in seen.forms and not all(_right_at(seen.engine, op, x) for x in (-FAR, FAR)):
            yield Limit("overflows", (op,))
    for op, at in OUTSIDE:
        if not _has(seen, op):
            continue
        found = _value_and_slope(seen.engine, op, at)
        if found is None:
            continue
        if all(map(math.isfinite, found)):
            if op != "exp":
                yield Limit("epsilon-added", (op,))
        else:
            yield Limit("silent-nan", (op,))


def _close_at(engine: Engine, op: str, x: float) -> bool:
    """Tell whether a function has the right value and slope at x."""
    found = _value_and_slope(engine, op, (x,))
    y = TABLE[op].value(x)
    wanted = y, TABLE[op].partial(0, FLOATS, (x,), y)
    return found is not None and all(
        math.isclose(a, b, rel_tol=1e-4, abs_tol=1e-6) for a, b in zip(found, wanted)
    )


def _right_at(engine: Engine, op: str, x: float) -> bool:
    """Tell whether a function is right at x, or wrong near 0 on that side: then it is no limit."""
    return _close_at(engine, op, x) or not _close_at(engine, op, math.copysign(0.6, x))


def _value_and_slope(engine: Engine, op: str, at: tuple[float, ...]) -> tuple[float, ...] | None:
    """Return the value of an operation and its slopes; None if that is an error."""

    def both() -> tuple[float, ...]:
        leaves = [engine.value(x) for x in at]
        J = getattr(engine.functions, op)(*leaves)
        value = float(engine.data(J))
        engine.backward(J)
        return (value, *map(engine.grad, leaves))

    found = attempted("forward", both)
    return None if isinstance(found, Failure) else found


def _of_numbers(seen: Observed) -> Iterator[Limit]:
    engine = seen.engine

    def whole() -> float:
        return float(engine.data(engine.value(3)))

    whole_found = attempted("forward", whole)
    if isinstance(whole_found, Failure) or whole_found != 3.0:
        yield Limit("whole-numbers-refused")
    if not _has(seen, "mul"):
        return
    product = _value_and_slope(engine, "mul", (1.7, 0.6))
    if product and 1e-12 < abs(product[0] - 1.7 * 0.6) < 1e-5:
        yield Limit("single-precision")

    def shares() -> bool:
        x, y = engine.value(3.0), engine.value(5.0)
        J = engine.functions.mul(x, y)
        duplicate = copy.deepcopy(J)
        engine.backward(duplicate)
        return engine.grad(x) != 0.0

    right = product is not None and math.isclose(product[1], 0.6, rel_tol=1e-4)
    if right and attempted("backward", shares) is True:
        yield Limit("copies-share")


def _of_choice(seen: Observed) -> Iterator[Limit]:
    for op, (low, high) in KINKS.items():
        if op not in seen.forms or not _close_at(seen.engine, op, 1.7):
            continue
        found = _value_and_slope(seen.engine, op, (0.0,))
        if found is not None and abs(found[1] - CHOSEN[op]) > 1e-6:
            inside = low - 1e-6 <= found[1] <= high + 1e-6
            yield Limit("kink-slope", (op,), wrong=not inside)
    for op in ("maximum", "minimum"):
        if not _has(seen, op):
            continue
        found = _value_and_slope(seen.engine, op, (2.0, 2.0))
        apart = _value_and_slope(seen.engine, op, (2.0, 3.0))
        if apart is None or abs(apart[1] + apart[2] - 1.0) > 1e-6:
            continue  # it is wrong without a tie, too
        if found is not None and abs(found[1] + found[2] - 1.0) > 1e-6:
            yield Limit("tie-counts-twice", (op,), wrong=True)
