"""Rules and values of an engine as they were measured, for mistakes that nobody has thought of.

Each operation was tried alone at a few points.  Where what came out is another operation's value,
or a simple formula, that is what the engine does everywhere; else it is known at these points only.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from autograd_mini.elementary import FLOATS, TABLE, Elementary
from autograd_mini.testing.diagnosis.altered import Slope, right_slope
from autograd_mini.testing.diagnosis.forward import (
    ARITHMETIC,
    Patch,
    Unknown,
    form_of,
    key_of,
)
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.diagnosis.reference import Probe, alike
from autograd_mini.testing.diagnosis.sites import Site

Point: TypeAlias = tuple[float, ...]
# For each point where an operation was tried alone: its value, and its derivatives by operand.
Table: TypeAlias = Mapping[Point, tuple[float, Mapping[int, float]]]
EXPONENTS = (0, 1, -1, 2, -2)


def measured(seen: Observed, probes: Sequence[Probe], keys: Iterable[str]) -> Iterator[Site]:
    """Yield for each operation that is wrong at some point what it may be instead.

    probes: as the engine builds them.  keys: its own operations, as switches call them.
    """
    alone = [
        probe
        for probe in probes
        if len(probe.program) == len(probe.passes) == 1 and probe.kind in ("core", "numbers")
    ]
    yield from _crashes(seen, alone)
    tables = _tables(seen, alone)
    for key in keys:
        table = tables.get(key, {})
        if any(not _is_right(key, at, *row) for at, row in table.items()):
            yield from _formulas(key, table)
            yield from _at_points(key, table)


def _crashes(seen: Observed, alone: list[Probe]) -> Iterator[Site]:
    """Yield the operations that one line of the engine's code stops, all of them together."""
    stopped: dict[tuple[str, int], dict[tuple[str, str], None]] = {}
    for probe in alone:
        failed, step = seen.failures.get(probe.name), probe.program[0]
        if failed and failed.stage == "forward":
            stopped.setdefault((failed.file, failed.line), {})[step.name, form_of(step)] = None
    for places in stopped.values():
        keys = tuple(dict.fromkeys(key_of(name, form) for name, form in places))
        patch: Patch = {("crash", name, form): True for name, form in places}
        yield Site("crashes-in-rule", keys, patch)


def _tables(seen: Observed, alone: list[Probe]) -> dict[str, Table]:
    tables: dict[str, dict[Point, tuple[float, dict[int, float]]]] = {}
    for probe in alone:
        outcome = seen.outcomes[probe.name]
        if len(outcome) == 1:
            continue
        step = probe.program[0]
        nodes = [i for i in step.operands if isinstance(i, int)]
        if len(set(nodes)) < len(nodes):
            continue
        numbers = [float(x) for x in outcome if not isinstance(x, str)]
        xs = tuple(probe.numbers[i] if isinstance(i, int) else i for i in step.operands)
        grads = numbers[1 + len(probe.numbers) :]
        slopes = {at: grads[i] for at, i in enumerate(step.operands) if isinstance(i, int)}
        table = tables.setdefault(key_of(step.name, form_of(step)), {})
        table[_rounded(xs)] = numbers[0], slopes
    return dict(tables)


def _rounded(xs: Sequence[float]) -> Point:
    return tuple(round(x, 6) for x in xs)


def _is_right(key: str, at: Point, value: float, slopes: Mapping[int, float]) -> bool:
    op = TABLE[key.partition(":")[0]]
    y = op.value(*at)
    right = [y, *(float(op.partial(i, FLOATS, at, y)) for i in slopes)]
    return alike((value, *slopes.values()), tuple(right))


# Known at the points only.


def _at_points(key: str, table: Table) -> Iterator[Site]:
    def looked_up(xs: Sequence[float]) -> tuple[float, Mapping[int, float]]:
        at = _rounded(xs)
        if at not in table:
            raise Unknown
        return table[at]

    def slope(xs: Sequence[float], i: int) -> float:
        slopes = looked_up(xs)[1]
        if i not in slopes:
            raise Unknown
        return slopes[i]

    def rule(i: int) -> Slope:
        return lambda xs, y: slope(xs, i)

    operands = _operands(table)
    rules: Patch = {("partial", key, i): rule(i) for i in operands}
    if len(operands) > 1:
        for i in operands:
            patch: Patch = {("partial", key, i): rules["partial", key, i]}
            yield Site("wrong-rule", (key,), patch, i, measured=True)
    yield Site("wrong-rule", (key,), rules, measured=True)
    if _value(key, {at: row[0] for at, row in table.items()}) == {}:  # they are right
        return
    value: Patch = {("value", key): lambda *xs: looked_up(xs)[0]}
    yield Site("wrong-value", (key,), value, measured=True)
    yield Site("wrong-value", (key,), {**value, **rules}, measured=True)


def _operands(table: Table) -> list[int]:
    return sorted({i for _, slopes in table.values() for i in slopes})


# Known everywhere.


def _formulas(key: str, table: Table) -> Iterator[Site]:
    """Yield what foretells all that was measured of an operation, if there is such a formula."""
    ys = {at: row[0] for at, row in table.items()}
    value = _value(key, ys)
    if value is None:
        return
    patch, words = dict(value), ""
    for i in _operands(table):
        slopes = {at: row[1][i] for at, row in table.items() if i in row[1]}
        if not _gives(right_slope(key, i), slopes, ys):
            found = _slope(key, i, slopes, ys)
            if found is None:
                return
            words, patch["partial", key, i] = found
    wrong = [i for i in _operands(table) if ("partial", key, i) in patch]
    if value:
        yield Site("wrong-value", (key,), patch, measured=True)
    elif len(wrong) == 1:
        yield Site("wrong-rule", (key,), patch, wrong[0], words, measured=True)
    elif wrong:
        yield Site("wrong-rule", (key,), patch, measured=True)
        for i in wrong:
            one: Patch = {("partial", key, i): patch["partial", key, i]}
            yield Site("wrong-rule", (key,), one, i, measured=True)


def _value(key: str, ys: Mapping[Point, float]) -> Patch | None:
    """Return no change if the values are right; else an operation of the table that has them."""
    name = key.partition(":")[0]
    own = TABLE[name]
    if _gives(lambda xs, y: own.value(*xs), ys, ys):
        return {}
    for other in TABLE.values():
        for places in itertools.product(range(own.arity or 0), repeat=other.arity or 0):
            value = _on_operands(other, places)
            if places and _gives(lambda xs, y: value(*xs), ys, ys):  # noqa: B023
                return {("value", key): value}
    return None


def _on_operands(op: Elementary, places: tuple[int, ...]) -> Callable[..., float]:
    return lambda *xs: float(op.value(*(xs[i] for i in places)))


def _slope(
    key: str, i: int, slopes: Mapping[Point, float], ys: Mapping[Point, float]
) -> tuple[str, Slope] | None:
    """Return a constant times powers of the operands, of the result and of the right derivative.

    In words, too, unless the right derivative is in it.
    """
    op, right = TABLE[key.partition(":")[0]], right_slope(key, i)
    quantities: dict[str, Slope] = {"u": lambda xs, y: xs[0], "v": lambda xs, y: xs[1]}
    if op.arity == 1:
        quantities = {"x": lambda xs, y: xs[0], "y": lambda xs, y: y}
    quantities[""] = lambda xs, y: right(xs, op.value(*xs))
    every = itertools.product(EXPONENTS, EXPONENTS, EXPONENTS[:3])
    for exponents in sorted(every, key=lambda powers: (powers[2] != 0, sum(map(abs, powers)))):
        form = _product(list(quantities.values()), exponents)
        at = next(iter(slopes))
        try:
            constant = slopes[at] / form(at, ys[at])
        except ARITHMETIC:
            continue
        slope = _times(constant, form)
        if _gives(slope, slopes, ys):
            return "" if exponents[2] else _words(constant, quantities, exponents), slope
    return None


def _product(factors: Sequence[Slope], exponents: Sequence[int]) -> Slope:
    return lambda xs, y: math.prod(f(xs, y) ** n for f, n in zip(factors, exponents) if n)


def _times(constant: float, slope: Slope) -> Slope:
    return lambda xs, y: constant * slope(xs, y)


def _words(constant: float, names: Iterable[str], exponents: Sequence[int]) -> str:
    powers = {name: n for name, n in zip(names, exponents) if n}
    above = [name + "²" * (n == 2) for name, n in powers.items() if n > 0]
    below = [name + "²" * (n == -2) for name, n in powers.items() if n < 0]
    number = f"{abs(constant):.4g}"
    shown = "·".join(above if number == "1" and above else [number, *above])
    if below:
        shown += "/" + ("·".join(below) if len(below) == 1 else f"({'·'.join(below)})")
    return ("−" if constant < 0 else "") + shown


def _gives(slope: Slope, wanted: Mapping[Point, float], ys: Mapping[Point, float]) -> bool:
    try:
        return all(alike((number,), (slope(at, ys[at]),)) for at, number in wanted.items())
    except ARITHMETIC:
        return False
