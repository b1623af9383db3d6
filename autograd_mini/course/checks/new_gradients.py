"""Lessons 3 to 6: which gradient a new node begins with, if a pass ends in an error for it."""

from typing import Any

from autograd_mini.course.checks.moments import settings
from autograd_mini.course.checks.outcome import Different
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted


def begins_with_none(engine: Engine, message: dict[str, str], python: str = "") -> Different | None:
    """Return that new nodes have the gradient None, if a pass fails for it; None if not.

    message, python: what shows that something is wrong.
    """
    with settings(engine) as found:
        node = attempted("forward", lambda: engine.value(3.0))
    if isinstance(node, Failure) or getattr(node, "grad", 0.0) is not None:
        return None
    failed, helped = _passed(engine), _passed(engine, 0.0)
    of_none = isinstance(failed, Failure) and "NoneType" in failed.text
    if not of_none or isinstance(helped, Failure):
        return None
    place = found[-1].place if found else None
    return Different(message, "grad-begins-as-none", python=python, place=place)


def _passed(engine: Engine, *begins: float) -> Any:
    """Return what comes of a pass, or its failure.

    begins: what the gradients of all nodes are before, if not what the class says.
    """

    def run() -> None:
        a, b = engine.value(3.0), engine.value(-2.0)
        J = a * b
        for grad in begins:
            a.grad = b.grad = J.grad = grad
        engine.backward(J)

    return attempted("backward", run)
