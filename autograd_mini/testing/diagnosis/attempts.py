"""What an engine does when it is tried: a result, or a failure.

An engine that never ends is stopped after some steps, by a trace function; so it works in one
process and in a browser, too.
"""

import contextlib
import io
import sys
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any, TypeVar

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.turning import turning_line

T = TypeVar("T")
FEW_STEPS = 5_000
STEPS = 100_000  # of a probe; right engines need some hundreds
# What Python says when a class lacks an operator or method that one of its methods uses; that it
# has none is sometimes said by None.
LACKING = ("unsupported operand", "bad operand", "'NoneType' object is not callable")


class Endless(BaseException):
    """An action that has taken too many steps."""

    def __str__(self) -> str:
        return "it does not end, or takes very long"


@dataclass(frozen=True)
class Failure:
    """An exception of an engine: its stage, its type and text, and where in which file."""

    stage: str
    error: str
    text: str
    file: str = ""
    line: int = 0
    deliberate: bool = False


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep to itself what an engine prints, and its warnings."""
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield


def limited(action: Callable[[], T], most: int = STEPS) -> T:
    """Return what an action returns; Endless after so many lines, calls and returns of Python."""
    left = most

    def step(frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
        nonlocal left
        left -= 1
        if left < 0:
            raise Endless
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        return action()
    finally:
        sys.settrace(before)


def failure(stage: str, error: BaseException) -> Failure:
    """Return what there is to say of an exception."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    deliberate = (last.line or "").startswith(("raise", "assert"))
    if isinstance(error, TypeError) and any(word in str(error) for word in LACKING):
        deliberate = True
    if isinstance(error, AttributeError) and getattr(error, "name", None) in TABLE:
        deliberate = True
    text = " ".join(str(error).split())[:120]
    file, line = last.filename, last.lineno or 0
    if isinstance(error, RecursionError):
        # It is raised where a function begins, and not where it calls; up to Python 3.10 maybe in
        # what counts the steps.
        [(file, _)] = Counter(frame.filename for frame in frames).most_common(1)
        line = turning_line(error.__traceback__, file) or line
    return Failure(stage, type(error).__name__, text, file, line, deliberate)


def attempted(stage: str, action: Callable[[], T], most: int = STEPS) -> T | Failure:
    """Return what an action returns, or its failure; only an interrupt is let through."""
    try:
        return limited(action, most)
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        return failure(stage, error)
