"""A limit on how long a learner's code may run, told with the line that it was in.

Python says when it jumps back or calls a function (sys.monitoring, from 3.12 on); what it says of
other files than the learner's is switched off the first time.  What runs for ever without either,
in a regular expression say, is not noticed here: the page ends its worker.

There are two limits.  Who has pressed Run waits for it, so that is a matter of `seconds`.  A mark
must not depend on how fast a browser is, so there it is the `turns` that count, of a loop or of a
function: the same engine has the same number of them everywhere.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from types import CodeType
from typing import Any


class TooLong(BaseException):
    """Code that has run for too long; no `except Exception` of a learner's catches it.

    line: where it was.
    """

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def seconds(limit: float) -> Callable[[], bool]:
    """Return what tells whether so many seconds of the clock have passed."""
    end = time.monotonic() + limit
    return lambda: time.monotonic() > end


def turns(limit: int) -> Callable[[], bool]:
    """Return what tells whether it has been asked more often than that.

    >>> over = turns(2)
    >>> over(), over(), over()
    (False, False, True)
    """
    asked = count(1)
    return lambda: next(asked) > limit


@contextmanager
def watched(file: str, over: Callable[[], bool]) -> Iterator[list[TooLong]]:
    """Raise TooLong in the code of a file once its limit is over, which is asked at every turn.

    The block is given a list that has the TooLong in it, if there was one: others may catch it.
    """
    monitoring: Any = getattr(sys, "monitoring", None)
    found: list[TooLong] = []
    if monitoring is None:  # an older Python than that of the page
        yield found
        return
    tool = monitoring.DEBUGGER_ID

    def look(at: CodeType, offset: int, *_: Any) -> Any:
        if at.co_filename != file:
            return monitoring.DISABLE
        if found or over():
            if not found:  # where it was first, if it goes on after that
                found.append(TooLong(_line(at, offset)))
            raise found[0]
        return None

    kinds = monitoring.events
    events = [kinds.JUMP, kinds.PY_START, getattr(kinds, "BRANCH_LEFT", 0)]
    monitoring.use_tool_id(tool, "bench")
    try:
        for event in filter(None, events):
            monitoring.register_callback(tool, event, look)
        monitoring.set_events(tool, sum(events))
        yield found
    finally:
        monitoring.free_tool_id(tool)


def _line(code: CodeType, offset: int) -> int:
    for start, end, line in code.co_lines():
        if start <= offset < end and line is not None:
            return line
    return code.co_firstlineno
