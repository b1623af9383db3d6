"""How much work a function does, counted and not timed, so that it is the same on any machine."""

import sys
from functools import partial


def work(function):
    """Return how many instructions of Python a call takes, those of all it calls included."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


def growth(make, use):
    """Return how many times the work for each of 100 more grows from 100 to 200 to 400.

    1 if it is linear, 2 if it is quadratic, whatever it takes to begin with.

    make: from a size, what is used.
    """
    small, middle, large = [work(partial(use, make(n))) for n in (100, 200, 400)]
    return (large - middle) / (middle - small) / 2
