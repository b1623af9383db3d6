"""When a backward pass sets the gradients of J and of the leaves: too late, or once too often."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from autograd_mini.course.checks.outcome import Different
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.where import Place


class Setting(NamedTuple):
    """That a gradient is set: of which node, to what, by which line, and of which function.

    attribute: that is set, if it may be another one.
    """

    node: int
    value: Any
    place: Place
    function: str
    attribute: str = "grad"


@contextmanager
def settings(engine: Engine, *attributes: str) -> Iterator[list[Setting]]:
    """Yield a list that each setting of an attribute is added to, of grad if none are given."""
    found: list[Setting] = []
    own = engine.Value.__setattr__

    def watched(self: Any, name: str, value: Any) -> None:
        own(self, name, value)
        if name in (attributes or ("grad",)):
            caller = sys._getframe(1)
            place = Place(caller.f_code.co_filename, (caller.f_lineno,))
            found.append(Setting(id(self), value, place, caller.f_code.co_name, name))

    there = "__setattr__" in vars(engine.Value)
    engine.Value.__setattr__ = watched
    try:
        yield found
    finally:
        if there:
            engine.Value.__setattr__ = own
        else:
            del engine.Value.__setattr__


def untimely(engine: Engine, message: dict[str, str], python: str = "") -> Different | None:
    """Return what is wrong with when gradients are set; None if nothing is.

    message, python: what shows that something is wrong.
    """
    a, b = engine.value(3.0), engine.value(-2.0)
    J = attempted("forward", lambda: a * b)
    if isinstance(J, Failure):
        return None
    with settings(engine) as found:
        failed = attempted("backward", lambda: engine.backward(J))
    leaves = [setting for setting in found if setting.node in (id(a), id(b))]
    if isinstance(failed, Failure) or not leaves:
        return None
    sent = [setting for setting in leaves if setting.value]
    seeds = [setting for setting in found if setting.node == id(J) and setting.value]
    if seeds and not sent and found.index(seeds[0]) > found.index(leaves[-1]):
        return Different(message, "seed-too-late", python=python, place=seeds[0].place)
    if sent and not (a.grad or b.grad):
        return Different(message, "erased-after-sending", python=python, place=leaves[-1].place)
    return None
