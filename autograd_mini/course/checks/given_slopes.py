"""Whether the slopes that a pass multiplies with are right: it is not to blame for wrong ones.

Nothing here is read from the source: the operations are watched while a small program is run.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, NamedTuple

from autograd_mini.course.checks.numbers import computed_at
from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.checks.recorded import steps_of
from autograd_mini.course.checks.shown_programs import run_shown
from autograd_mini.course.lines.slope_of_use import slope_of_use_at
from autograd_mini.elementary import TABLE
from autograd_mini.formulas.minus import minus
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.lookup import SPECIAL
from autograd_mini.testing.diagnosis.attempts import Failure, attempted, quiet
from autograd_mini.testing.diagnosis.where import Place
from autograd_mini.testing.programs import OPERATORS_WRITTEN

OPERATIONS = ("add", "mul", "pow", "exp", "log", "sigmoid")
METHODS = {SPECIAL.get(op, op): op for op in OPERATIONS} | {"__radd__": "add", "__rmul__": "mul"}


class Made(NamedTuple):
    """What an operation has made, and the nodes or numbers on its left and right.

    again: makes it once more.
    """

    op: str
    operands: tuple[Any, ...]
    node: Any
    again: Callable[[], Any]


def wrong_slope_given(engine: Engine, lines: Sequence[str]) -> Different | None:
    """Return the first operation of a program that has a wrong slope; None if none surely has.

    lines: of the program, up to its pass.
    """

    def run() -> list[Made]:
        with quiet(), operations_seen(engine) as seen:
            run_shown("\n".join(lines), {"Value": engine.Value})
        return seen

    made = attempted("forward", run)
    if isinstance(made, Failure):
        return None
    return next(filter(None, (_wrong(engine, one) for one in made)), None)


@contextmanager
def operations_seen(engine: Engine) -> Iterator[list[Made]]:
    """Yield what the operations of the engine make meanwhile, each with its operands."""
    seen: list[Made] = []

    def watched(method: Callable[..., Any], op: str) -> Callable[..., Any]:
        @wraps(method)
        def made(*operands: Any) -> Any:
            node = method(*operands)
            seen.append(Made(op, operands, node, lambda: method(*operands)))
            return node

        return made

    own = {name: vars(engine.Value)[name] for name in METHODS if name in vars(engine.Value)}
    for name, method in own.items():
        setattr(engine.Value, name, watched(method, METHODS[name]))
    try:
        yield seen
    finally:
        for name, method in own.items():
            setattr(engine.Value, name, method)


def _wrong(engine: Engine, made: Made) -> Different | None:
    """Return that a node has a wrong slope; None if its slopes are right, or nobody knows."""
    op, operands, node, _ = made
    if not isinstance(node, engine.Value):
        return None
    parents, partials = tuple(node.parents), tuple(node.partials)
    numbers = [one.data if isinstance(one, engine.Value) else one for one in operands]
    plain = all(isinstance(one, float | int) for one in (*numbers, *partials))
    if not plain or len(parents) != len(partials):
        return None
    should = TABLE[op].slopes(numbers, TABLE[op].value(*numbers))
    for i, operand in enumerate(operands):
        places = [k for k, parent in enumerate(parents) if parent is operand]
        k = i if i in places else next(iter(places), None)  # of a * a each stands in its own place
        if k is not None and not _close(partials[k], should[i]):
            steps = steps_of(engine, made.again) or []
            place = slope_of_use_at(engine, op, [step.line for step in steps], k)
            place = place or computed_at(engine, "wrong-rule", op)
            shown = [_shown(one, engine) for one in operands]
            return _different(op, shown, i, (partials[k], should[i]), place)
    return None


def _close(found: float, should: float) -> bool:
    return math.isclose(found, should, rel_tol=1e-9, abs_tol=1e-9)


def _shown(operand: Any, engine: Engine) -> str:
    """Return a node, or a number, as a learner would write it."""
    is_node = isinstance(operand, engine.Value)
    return f"Value({operand.data:g})" if is_node else f"{operand:g}"


def _different(
    op: str, operands: Sequence[str], i: int, slopes: tuple[float, float], place: Place | None
) -> Different:
    """Return what there is to say of a slope by operand i: as it is, and as it should be."""
    found, should = (minus(f"{slope:.6g}") for slope in slopes)
    code = OPERATORS_WRITTEN.get(op, f"{{0}}.{op}()").format(*operands)
    fields = {"code": f"`{code}`", "operand": f"`{operands[i]}`",
              "found": found, "should": should}  # fmt: skip
    every = dict.fromkeys(LANGUAGES, fields)
    slip = "wrong-slope-given"
    return Different({"en": ""}, slip, operations=(op,), place=place, fields=every)
