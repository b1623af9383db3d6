"""A limit on how long a learner's code may run, told with the line that it was in.

Python says when it jumps back or calls a function (sys.monitoring, from 3.12 on), and is asked to
do so for the learner's code alone; at such a moment a look at the clock is cheap.  What runs for
ever without either, in a regular expression say, is not noticed here: the page ends its worker.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any


class TooLong(BaseException):
    """Code that has run for too long; no `except Exception` of a learner's catches it.

    line: where it was.
    """

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@contextmanager
def watched(codes: Iterable[CodeType], seconds: float) -> Iterator[None]:
    """Raise TooLong in codes, or in what is defined in them, once so many seconds have passed.

    seconds: of the clock, since the learner waits for them.
    """
    monitoring: Any = getattr(sys, "monitoring", None)
    if monitoring is None:  # an older Python than that of the page
        yield
        return
    tool = monitoring.DEBUGGER_ID
    end = time.monotonic() + seconds
    over: list[TooLong] = []

    def look(at: CodeType, offset: int, *_: Any) -> None:
        if time.monotonic() > end:
            if not over:  # where it was first, if it goes on after that
                over.append(TooLong(_line(at, offset)))
            raise over[0]

    events = monitoring.events
    wanted = events.JUMP | events.PY_START | getattr(events, "BRANCH_LEFT", 0)
    monitoring.use_tool_id(tool, "bench")
    try:
        for event in (events.JUMP, events.PY_START, getattr(events, "BRANCH_LEFT", 0)):
            if event:
                monitoring.register_callback(tool, event, look)
        for code in codes:
            for inner in every(code):
                monitoring.set_local_events(tool, inner, wanted)
        yield
    finally:
        monitoring.free_tool_id(tool)


def every(code: CodeType) -> Iterator[CodeType]:
    """Yield code, and that of all functions and classes in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from every(constant)


def _line(code: CodeType, offset: int) -> int:
    for start, end, line in code.co_lines():
        if start <= offset < end and line is not None:
            return line
    return code.co_firstlineno
