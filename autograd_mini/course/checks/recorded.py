"""What a learner's backward pass does, line by line, on a graph like that of lesson 5."""

from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple

from autograd_mini.course.lines.step import Step
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted, quiet
from autograd_mini.testing.watching import traced

MOST = 20_000  # lines; a right pass takes less than a hundred


class _Enough(BaseException):
    """A pass that has taken more lines than anybody wants to know of."""


class Recorded(NamedTuple):
    """What a pass has done.

    steps: its lines.  error: what ended it, if anything did.  right: whether the gradients are
    right, after a second pass, too.  result: the node that it began with.  at_first: whether they
    are right after the first pass.
    """

    steps: list[Step]
    error: Exception | None
    right: bool
    result: Any
    at_first: bool


class Graph(NamedTuple):
    """A graph: its leaves, its result, and the gradients that the leaves should get."""

    leaves: tuple[Any, ...]
    result: Any
    wanted: tuple[float, ...]


def recorded(engine: Engine, graph: Callable[[Engine], Graph] | None = None) -> Recorded | None:
    """Return what two passes over a graph do, J = b·(y·y + y), with y = w·x, if none is given.

    None if there is no J, and of a pass that does not end.  The numbers are such that no node that
    is older than another has the smaller one throughout.
    """
    made = attempted("forward", lambda: (graph or _graph)(engine))
    if isinstance(made, Failure):
        return None
    leaves, J, slopes = made
    steps: list[Step] = []
    error, right, at_first = None, True, False
    for passes in (1, 2):
        try:
            with quiet():
                _run(engine, lambda: engine.backward(J), steps if passes == 1 else [])
        except (_Enough, SystemExit):
            return None
        except Exception as ended:
            error = ended
            break
        wanted = tuple(passes * slope for slope in slopes)
        right = right and tuple(leaf.grad for leaf in leaves) == wanted
        at_first = at_first or right
    return Recorded(steps, error, right and error is None, J, at_first)


def steps_of(engine: Engine, action: Callable[[], object]) -> list[Step] | None:
    """Return the lines of an action; None if it ends in an error, or not at all."""
    steps: list[Step] = []
    try:
        with quiet():
            _run(engine, action, steps)
    except (_Enough, SystemExit, Exception):
        return None
    return steps


def _graph(engine: Engine) -> Graph:
    """Return J, its leaves w, x and b, and their gradients."""
    w, x, b = engine.value(-0.5), engine.value(3.0), engine.value(2.0)
    y = w * x
    return Graph((w, x, b), b * (y * y + y), (-12.0, 2.0, 0.75))


def _run(engine: Engine, action: Callable[[], object], steps: list[Step]) -> None:
    """Run an action; each line of the learner's file that is run is added to the steps."""
    file, left = getattr(engine.module, "__file__", None), MOST

    def step(frame: FrameType, event: str, argument: Any) -> Callable[..., Any] | None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _Enough
        if frame.f_code.co_filename != file:
            return step
        if event == "line":
            steps.append(Step(frame.f_lineno, _kept(frame)))
        return step

    with traced(step):
        action()


def _kept(frame: FrameType) -> dict[str, object]:
    """Return the variables of a function; a list or a set as it is now, for it may grow."""
    return {
        name: type(thing)(thing) if type(thing) in (list, set, dict) else thing
        for name, thing in frame.f_locals.items()
    }
