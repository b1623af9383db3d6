"""Functions that watch a program as it runs, for a while; what watched it before goes on then.

What counts steps does without these, for their own end would be counted.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

# What Python calls with a frame, an event and what belongs to it; of traced lines it asks for more.
Profiler = Callable[[FrameType, str, Any], object]
Tracer = Callable[[FrameType, str, Any], Any]


@contextmanager
def profiled(see: Profiler) -> Iterator[None]:
    """Let a function see the calls and returns meanwhile."""
    before = sys.getprofile()
    sys.setprofile(see)
    try:
        yield
    finally:
        sys.setprofile(before)


@contextmanager
def traced(step: Tracer) -> Iterator[None]:
    """Let a function see the lines, too, of each function for which it returns what sees them."""
    before = sys.gettrace()
    sys.settrace(step)
    try:
        yield
    finally:
        sys.settrace(before)
