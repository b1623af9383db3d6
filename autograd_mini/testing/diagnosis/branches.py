"""Which line computes a number that is wrong, where an operation has several that may."""

import ast
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import FEW_STEPS, Endless, Failure, attempted
from autograd_mini.testing.diagnosis.source import Source, target
from autograd_mini.testing.watching import traced

POINTS = (-1.3, -0.4, 0.6, 1.7)
EXPONENTS = (3.0, 2.0, 1.0, 0.0, -1.0)
CLOSE = 1e-9


def wrong_number_lines(engine: Engine, key: str, source: Source) -> list[int]:
    """Return the lines that compute the number of a new node where it is wrong; [] if not sure.

    key: the operation, as switches call it; of one operand, or a power with a number.
    source: the function that it is.
    """
    lines = number_lines(source, engine.Value.__name__)
    elementary = TABLE.get(key.partition(":")[0])
    power = key == "pow:number"
    if not lines or elementary is None or not (elementary.arity == 1 or power):
        return []
    wrong: set[int] = set()
    for x in POINTS:
        for more in [(n,) for n in EXPONENTS] if power else [()]:
            if not elementary.defined(x, *more):
                continue
            number, run = _run(engine, elementary.name, source, lines, (x, *more))
            should = elementary.value(x, *more)
            if number is None or abs(number - should) <= CLOSE * max(1.0, abs(should)):
                continue
            if len(run) != 1:  # several have a part in it
                return []
            wrong.update(run)
    return sorted(wrong)


def _run(
    engine: Engine, op: str, source: Source, lines: Mapping[int, bool], at: tuple[float, ...]
) -> tuple[float | None, list[int]]:
    """Return the number that an operation makes, None if it fails, and which lines it comes from.

    lines: as `number_lines` has them.  at: the numbers of its operands.
    """
    come_to: list[int] = []
    left = FEW_STEPS

    def step(frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
        nonlocal left
        left -= 1
        if left < 0:
            raise Endless
        line = frame.f_lineno if frame.f_code.co_filename == source.file else 0
        if event == "line" and line in lines and frame.f_code.co_name == source.tree.name:
            if not lines[line]:
                come_to.clear()
            come_to.append(line)
        return step

    def action() -> float:
        x, *more = at
        with traced(step):
            made = getattr(engine.functions, op)(engine.value(x), *more)
        return float(engine.data(made))

    found = attempted("forward", action)
    return (None if isinstance(found, Failure) else found), come_to


def number_lines(source: Source, cls: str) -> dict[int, bool]:
    """Return the lines in which the number of a new node may be computed.

    And of each whether it goes on with what the number was before, as y *= 2 does.
    cls: what the class of the node is called.
    """
    found: dict[int, bool] = {}
    names = set()
    for node in ast.walk(source.tree):
        made = node.value if isinstance(node, ast.Return) else None
        if isinstance(made, ast.Call) and ast.unparse(made.func) == cls and made.args:
            if isinstance(made.args[0], ast.Name):
                names.add(made.args[0].id)
            else:
                found[made.args[0].lineno] = False
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign | ast.AugAssign):
            to = {part.id for part in ast.walk(target(node)) if isinstance(part, ast.Name)}
            if set_here := to & names:
                used = {part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)}
                found[node.lineno] = isinstance(node, ast.AugAssign) or bool(used & set_here)
    return found
