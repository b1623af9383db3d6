"""Lesson 6: on which side of 0 a σ overflows, for that depends on how it is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any, NamedTuple

from autograd_mini.elementary import TABLE
from autograd_mini.formulas.minus import minus
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted, quiet
from autograd_mini.testing.diagnosis.limits import FAR
from autograd_mini.testing.diagnosis.source import methods_of
from autograd_mini.testing.diagnosis.where import Place
from autograd_mini.testing.watching import traced

_BY_SIDE = {
    (-FAR,): "overflows-below",
    (FAR,): "overflows-above",
    (-FAR, FAR): "e-1000-on-both-sides",
}
_NEAR = (0.7, 3.0, 30.0, 700.0)  # where e^x is no larger than a computer can have
EVERY_X, CHANGED_PLACES = "overflows-at-every-x", "overflows-on-both-sides"

_Step = tuple[CodeType, int]  # a code, and which of its instructions


class _Overflow(NamedTuple):
    """Where a σ ends in an error at some x: the instruction, its file and its line.

    too_large: whether it is a number too large for a computer that is the error.
    """

    step: _Step
    file: str
    line: int
    too_large: bool


def overflow_slip(engine: Engine, op: str) -> tuple[str, dict[str, str]]:
    """Return the slip that says on which side of 0 an operation overflows; "" if none does.

    And what is named in its sentences, as fields.
    """
    if op != "sigmoid":
        return "", {}
    sides = tuple(x for x in (-FAR, FAR) if not _is_right(engine, x))
    slip, found = _BY_SIDE.get(sides, ""), _overflows(engine)
    if not slip or tuple(found) != sides or not all(one.too_large for one in found.values()):
        return slip, {}
    at = minus(f"{sides[0]:g}") if len(sides) == 1 else f"±{FAR:g}"
    below, above = _steps_on(engine, -1), _steps_on(engine, 1)
    if not below or not above or set.union(*below) == set.union(*above):
        return slip, {"at": at}  # nothing in it depends on the side, as far as is known
    steps = {one.step for one in found.values()}
    if len(steps) == len(sides) and all(steps <= here for here in (*below, *above)):
        return EVERY_X, {"at": at}
    if len(sides) == 2 and not any(
        found[x].step in here for x, other in ((-FAR, above), (FAR, below)) for here in other
    ):
        return CHANGED_PLACES, {"at": at}
    return slip, {"at": at}


def overflow_at(engine: Engine) -> Place | None:
    """Return the line of σ in which it overflows, though it may be another method that does so.

    None if it does not.
    """
    found = list(_overflows(engine).values())
    lines = sorted({one.line for one in found})
    return Place(found[0].file, tuple(lines)) if found else None


def _overflows(engine: Engine) -> dict[float, _Overflow]:
    """Return where in σ it ends in an error, by the x that is far from 0."""
    found: dict[float, _Overflow] = {}
    for x in (-FAR, FAR):
        try:
            with quiet():
                engine.functions.sigmoid(engine.value(x))
        except Exception as error:
            trace = error.__traceback__
            while trace is not None:
                code = trace.tb_frame.f_code
                if code in _codes(engine):
                    too_large = isinstance(error, OverflowError)
                    step, file = (code, trace.tb_lasti), code.co_filename
                    found[x] = _Overflow(step, file, trace.tb_lineno, too_large)
                trace = trace.tb_next
    return found


def _codes(engine: Engine) -> list[CodeType]:
    """Return the code of the functions that may be σ."""
    codes = (getattr(method, "__code__", None) for method in methods_of(engine, "sigmoid"))
    return [code for code in codes if code is not None]


def _steps_on(engine: Engine, sign: int) -> list[set[_Step]]:
    """Return which instructions of σ are run on one side of 0, for each x that is tried there.

    Instructions, for a single line may have both forms in it.  None of them if σ is an error there.
    """
    found = []
    for x in (_NEAR[0], *_NEAR):  # Python 3.12 tells of instructions from the second time on
        with _steps_run(_codes(engine)) as steps:
            has_value = _has_value(engine, sign * x)
        if not has_value:
            return []
        found.append(steps)
    return found[1:]


@contextmanager
def _steps_run(codes: list[CodeType]) -> Iterator[set[_Step]]:
    """Yield the instructions of some functions that are run meanwhile."""
    steps: set[_Step] = set()

    def see(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code not in codes:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            steps.add((frame.f_code, frame.f_lasti))
        return see

    with traced(see):
        yield steps


def _has_value(engine: Engine, x: float) -> bool:
    """Tell whether σ does not end in an error at x."""
    try:
        with quiet():
            engine.functions.sigmoid(engine.value(x))
    except Exception:
        return False
    return True


def _is_right(engine: Engine, x: float) -> bool:
    """Tell whether σ has its value at x."""
    found = attempted("forward", lambda: engine.data(engine.functions.sigmoid(engine.value(x))))
    return not isinstance(found, Failure) and abs(found - TABLE["sigmoid"].value(x)) < 1e-6
