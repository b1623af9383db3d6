"""The line of a function that calls itself without end."""

from collections import Counter
from types import TracebackType


def turning_line(traceback: TracebackType | None, file: str) -> int:
    """Return the line of a file that calls itself: the one met most often on the way to an error.

    0 if there is none.
    """
    lines: Counter[int] = Counter()
    while traceback:
        if traceback.tb_frame.f_code.co_filename == file:
            lines[traceback.tb_lineno] += 1
        traceback = traceback.tb_next
    most = max(lines.values(), default=0) // 2  # a circle of lines may be cut off in the middle
    return min((line for line, times in lines.items() if times >= max(most, 2)), default=0)
