"""Where an engine is when it has computed for too long: the line of the loop that does not end.

The system says when a process has computed for so long, and some more times shortly after.  What is
still running each time is what does not end; where it was within a turn is chance, and not told.
Windows has no such signal, and code of C does not look at one: then there is no line.
"""

import ast
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

LOOKS = 12
APART = 0.02  # seconds of computing
LOOKING = 1  # second that a process is given for it

Place = tuple[FrameType, int]


@contextmanager
def telling_where(seconds: float, file: str, tell: Callable[[str], None]) -> Iterator[None]:
    """Call a function with the line, in words, once the process has computed for so long in here.

    file: the only one whose lines are told.  tell: gets "" if the process is in none of them.
    """
    looks: list[list[Place]] = []

    def look(_: int, frame: FrameType | None) -> None:
        looks.append([at for at in _frames(frame) if at[0].f_code.co_filename == file])
        if len(looks) == LOOKS:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            line = _line(looks, file)
            tell(f"{Path(file).name}, line {line}" if line else "")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, look)
    signal.setitimer(signal.ITIMER_VIRTUAL, max(seconds, APART), APART)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _frames(frame: FrameType | None) -> Iterator[Place]:
    while frame:
        yield frame, _line_of(frame)
        frame = frame.f_back


def _line_of(frame: FrameType) -> int:
    """Return the line that a frame is at, or the last one before it if it is between two.

    As the jump back to the head of a loop may be, where Python looks for signals.
    """
    if frame.f_lineno is not None:
        return frame.f_lineno
    before = [line for start, _, line in frame.f_code.co_lines()
              if line is not None and start <= frame.f_lasti]  # fmt: skip
    return before[-1] if before else frame.f_code.co_firstlineno


def _line(looks: list[list[Place]], file: str) -> int:
    """Return the line of the innermost loop that was there at each look; 0 if there is none."""
    loops = _loops(file)
    for frame, _ in looks[0]:  # the innermost first
        lines = [line for places in looks for other, line in places if other is frame]
        if len(lines) < len(looks):
            continue
        function = frame.f_code.co_firstlineno
        around = [loop for loop in loops
                  if all(loop.lineno <= line <= (loop.end_lineno or 0) for line in lines)
                  and loop.lineno >= function]  # fmt: skip
        # A `for` mostly ends, so that a `while` around it is rather what does not.
        for kind in (ast.While, ast.For):
            if of_kind := [loop.lineno for loop in around if isinstance(loop, kind)]:
                return max(of_kind)
    return 0


def _loops(file: str) -> list[ast.While | ast.For]:
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.While | ast.For)]
