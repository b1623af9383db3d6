"""Which lines of a learner's function have run, one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

from autograd_mini.testing.watching import traced


@contextmanager
def lines_run(code: CodeType | None) -> Iterator[list[int]]:
    """Yield the lines of a function that run meanwhile, by their numbers.

    code: of the function; there are those of its last call.
    """
    lines: list[int] = []

    def see(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code is not code:
            return None
        if event == "call":
            lines.clear()
        elif event == "line":
            lines.append(frame.f_lineno)
        return see

    with traced(see):
        yield lines
