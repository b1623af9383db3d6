"""Lesson 6: on which side of 0 a σ overflows, for that depends on how it is written."""

from traceback import walk_tb

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.limits import FAR
from autograd_mini.testing.diagnosis.source import methods_of
from autograd_mini.testing.diagnosis.where import Place

_BY_SIDE = {
    (-FAR,): "overflows-below",
    (FAR,): "overflows-above",
    (-FAR, FAR): "overflows-on-both-sides",
}


def overflow_slip(engine: Engine, op: str) -> str:
    """Return the slip that says on which side of 0 an operation overflows; "" if none does."""
    if op != "sigmoid":
        return ""
    sides = tuple(x for x in (-FAR, FAR) if not _is_right(engine, x))
    return _BY_SIDE.get(sides, "")


def overflow_at(engine: Engine) -> Place | None:
    """Return the line of σ in which it overflows, though it may be another method that does so.

    None if it does not.
    """
    codes = [getattr(method, "__code__", None) for method in methods_of(engine, "sigmoid")]
    found: dict[int, str] = {}
    for x in (-FAR, FAR):
        try:
            engine.functions.sigmoid(engine.value(x))
        except Exception as error:
            for frame, line in walk_tb(error.__traceback__):
                if frame.f_code in codes:
                    found[line] = frame.f_code.co_filename
    return Place(next(iter(found.values())), tuple(sorted(found))) if found else None


def _is_right(engine: Engine, x: float) -> bool:
    """Tell whether σ has its value at x."""
    found = attempted("forward", lambda: engine.data(engine.functions.sigmoid(engine.value(x))))
    return not isinstance(found, Failure) and abs(found - TABLE["sigmoid"].value(x)) < 1e-6
