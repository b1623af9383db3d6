"""Counting the work of a call: steps of the interpreter, lines, seconds; and how fast it grows."""

import math
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any


def steps_of(call: Callable[[], Any]) -> tuple[int, Any]:
    """Return how many steps a call takes, of Python and into C, and what it returns."""
    count = 0

    def profile(frame, event, arg):
        nonlocal count
        count += event in ("call", "c_call")

    def trace(frame, event, arg):
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        result = call()
    finally:
        sys.setprofile(None)
        sys.settrace(None)
    return count, result


def seconds_of(call: Callable[[], Any], times: int = 2) -> float:
    best = math.inf
    for _ in range(times):
        begin = time.process_time()
        call()
        best = min(best, time.process_time() - begin)
    return best


def lines_of(call: Callable[[], Any]) -> Counter[tuple[str, int]]:
    """Return how often each line runs, or calls something in C, in a call."""
    found: Counter[tuple[str, int]] = Counter()

    def trace(frame, event, arg):
        found[frame.f_code.co_filename, frame.f_lineno] += event == "line"
        return trace

    def profile(frame, event, arg):
        found[frame.f_code.co_filename, frame.f_lineno] += event == "c_call"

    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        call()
    finally:
        sys.setprofile(None)
        sys.settrace(None)
    return found


def exponent(counts: dict[int, float], leave_out_constant: bool) -> float | None:
    """Return the exponent of the last doubling; 0 for what hardly grows.

    leave_out_constant: whether to take that of the differences between one n and the next.
    """
    ys = list(counts.values())
    if len(ys) < 2 or min(ys) <= 0:
        return None
    if len(ys) == 2:  # too slow for a third n
        return math.log2(ys[1] / ys[0])
    a, b, c = ys[-3:]
    if c - a < 0.1 * a:
        return 0.0
    if leave_out_constant:
        return math.log2((c - b) / (b - a)) if c > b > a else 0.0
    return math.log2(c / a) / 2
