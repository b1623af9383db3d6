"""Where an engine is when it has computed for too long: the loop that does not end, and why.

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

from autograd_mini.testing.conform.turns import Endless, Loop, Seen, seen, why

LOOKS = 12
APART = 0.02  # seconds of computing
LOOKING = 1  # second that a process is given for it

Place = tuple[FrameType, int]
Look = tuple[FrameType, int, dict[int, dict[str, Seen]]]  # and what is seen of the loops there


@contextmanager
def telling_where(
    seconds: float, file: str, tell: Callable[[str, Endless | None], None]
) -> Iterator[None]:
    """Call a function with the line, in words, once the process has computed for so long in here.

    file: the only one whose lines are told.  tell: gets the line and its loop; "" and None if the
    process is in none of them.
    """
    looks: list[list[Look]] = []
    loops: list[Loop] = []

    def look(_: int, frame: FrameType | None) -> None:
        if not looks:
            loops.extend(_loops(file))
        looks.append([
            (at, line, {loop.lineno: seen(at, loop) for loop in loops if _within(line, loop)})
            for at, line in _frames(frame) if at.f_code.co_filename == file
        ])  # fmt: skip
        if len(looks) == LOOKS:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            loop = _endless(looks, loops)
            tell(f"{Path(file).name}, line {loop.line}" if loop else "", loop)

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


def _endless(looks: list[list[Look]], loops: list[Loop]) -> Endless | None:
    """Return the innermost loop that was there at each look; None if there is none."""
    for frame, _, _ in looks[0]:  # the innermost first
        at = [(line, of) for places in looks for other, line, of in places if other is frame]
        if len(at) < len(looks):
            continue
        function = frame.f_code.co_firstlineno
        around = [loop for loop in loops
                  if all(_within(line, loop) for line, _ in at)
                  and loop.lineno >= function]  # fmt: skip
        # A `for` mostly ends, so that a `while` around it is rather what does not.
        for kind in (ast.While, ast.For):
            if of_kind := [loop for loop in around if isinstance(loop, kind)]:
                loop = max(of_kind, key=lambda loop: loop.lineno)
                return why(loop, [of[loop.lineno] for _, of in at])
    return None


def _within(line: int, loop: Loop) -> bool:
    return loop.lineno <= line <= (loop.end_lineno or 0)


def _loops(file: str) -> list[Loop]:
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.While | ast.For)]
