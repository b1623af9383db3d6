"""From lesson 3 on: an operation that has a slope for its operands, which is 0 everywhere."""

import ast
import math
from collections.abc import Iterator
from dataclasses import replace

from autograd_mini.course.checks.numbers import computed_at
from autograd_mini.course.checks.shapes import WRITTEN
from autograd_mini.course.slips.operation_slips import SLOPE_OF_0, WITHOUT_BRACKETS
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import attempted
from autograd_mini.testing.diagnosis.diagnosis import Diagnosis
from autograd_mini.testing.diagnosis.source import op_sources
from autograd_mini.testing.diagnosis.text import SIGNS
from autograd_mini.testing.diagnosis.where import Place
from autograd_mini.value import Value

PLACES = (0.4, 1.7, 3.0)


def sends_slope_0(engine: Engine, *operations: str) -> bool:
    """Tell whether an operation has a slope for each of its operands, and all of them are 0."""
    return len(operations) == 1 and operations[0] in WRITTEN and all(
        attempted("forward", lambda: _all_0(engine, operations[0], x)) is True  # noqa: B023
        for x in PLACES
    )  # fmt: skip


def _all_0(engine: Engine, op: str, x: float) -> bool:
    made = WRITTEN[op][1](engine.value(x), engine.value(x + 1))
    slopes = list(made.partials)
    return bool(slopes) and len(slopes) == len(made.parents) and slopes == [0.0] * len(slopes)


def slopes_are_right(engine: Engine, *operations: str) -> bool:
    """Tell whether operations have their operands and the right slopes, wherever they are tried."""
    return bool(operations) and all(
        op in WRITTEN and attempted("forward", lambda: _right(engine, op, x)) is True  # noqa: B023
        for op in operations
        for x in PLACES
    )


def _right(engine: Engine, op: str, x: float) -> bool:
    """Tell whether the node that an operation makes is as it should be."""
    a, b = engine.value(x), engine.value(x + 1)
    made = WRITTEN[op][1](a, b)
    u, v = Value(x), Value(x + 1)
    right = WRITTEN[op][1](u, v)
    of_both = [a, b][: len(right.parents)]
    alike = list(map(id, made.parents)) == list(map(id, of_both))
    return alike and len(made.partials) == len(of_both) and all(
        isinstance(is_, float | int) and math.isclose(is_, should, rel_tol=1e-9)
        for is_, should in zip(made.partials, right.partials)
    )  # fmt: skip


def slip_of_0(engine: Engine, op: str) -> tuple[str, dict[str, str]]:
    """Return the slip of an operation whose slope is 0, and what its sentences name, as fields."""
    fields = {"op": SIGNS.get(op, op)}
    if found := _without_brackets(engine, op):
        product, all_of_it = found
        within = ast.BinOp(product.right, ast.Sub(), all_of_it.right)
        meant = ast.unparse(ast.BinOp(product.left, ast.Mult(), within))
        return WITHOUT_BRACKETS, {**fields, "code": ast.unparse(all_of_it), "meant": meant}
    return SLOPE_OF_0, fields


def where_it_is_computed(engine: Engine, found: Diagnosis) -> Diagnosis:
    """Return a diagnosis whose first line is that of the slope."""
    first, *others = found.mistakes
    op = first.operations[0]
    place = computed_at(engine, "wrong-rule", op) or first.place
    source, written = next(iter(op_sources(engine, op)), None), _without_brackets(engine, op)
    if source and written:
        place = Place(source.file, (written[1].lineno,))
    return replace(found, mistakes=(replace(first, place=place), *others))


def _without_brackets(engine: Engine, op: str) -> tuple[ast.BinOp, ast.BinOp] | None:
    """Return a product, and what is written as that minus the same, as y * 1 - y.

    None if there is no such thing in the operation, or more than one.
    """
    found = [
        (product, part)
        for source in op_sources(engine, op)
        for product, part in _differences(source.tree)
        if ast.unparse(product.right) in ("1", "1.0")
        and ast.unparse(product.left) == ast.unparse(part.right)
    ]
    return found[0] if len(found) == 1 else None


def _differences(tree: ast.AST) -> Iterator[tuple[ast.BinOp, ast.BinOp]]:
    """Yield each product from which something is subtracted, and the whole of it."""
    for part in ast.walk(tree):
        match part:
            case ast.BinOp(left=ast.BinOp(op=ast.Mult()) as product, op=ast.Sub()):
                yield product, part
