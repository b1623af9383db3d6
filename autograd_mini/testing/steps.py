"""How much work something is, counted and not timed, so that it is the same on every machine.

>>> numbers = list(range(1000))
>>> steps(lambda: [n for n in numbers]) > 1000
True
"""

import builtins
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Any


class _Enough(BaseException):
    """An action has taken as many steps as anybody wants to know of."""


def steps(action: Callable[[], object], *compared: type, most: float = math.inf) -> int:
    """Return how many steps an action takes: the lines, calls and returns of Python in it.

    compared: classes of which every comparison by == is a step; so is one of two ids.  A search
    such as `node in visited` then has as many steps as the list has nodes, though it is one line.

    most: the action is given up once it has taken more; what is returned is more than that then.

    What else C does by itself, as when it copies a list, is not counted.
    """
    count = 1

    def step(frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
        nonlocal count
        count += 1
        if count > most:
            raise _Enough
        return step

    before = sys.gettrace()
    with _in_python(compared):
        sys.settrace(step)
        try:
            action()
        except _Enough:
            pass
        finally:
            sys.settrace(before)
    return count


class _Id(int):
    """An id whose comparisons can be counted."""

    def __eq__(self, other: object) -> bool:
        return int(self) == other

    __hash__ = int.__hash__


@contextmanager
def _in_python(classes: tuple[type, ...]) -> Iterator[None]:
    """Have C call Python in order to compare objects of these classes, and ids."""
    with ExitStack() as undo:
        for cls in classes:
            own = "__eq__" in vars(cls)
            real: Callable[..., bool] = cls.__eq__
            try:
                setattr(cls, "__eq__", _calling(real))  # noqa: B010
            except TypeError:  # a class written in C
                continue
            undo.callback(*((setattr, cls, "__eq__", real) if own else (delattr, cls, "__eq__")))
        address = builtins.id
        undo.callback(setattr, builtins, "id", address)
        setattr(builtins, "id", lambda thing: _Id(address(thing)))  # noqa: B010
        yield


def _calling(comparison: Callable[..., bool]) -> Callable[..., bool]:
    return lambda self, other: comparison(self, other)
