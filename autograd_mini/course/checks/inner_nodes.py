"""Lessons 3 and 4: whether an inner node has its gradient when it sends."""

import ast

from autograd_mini.course.checks.moments import settings
from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.checks.sent import runs
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.source import backward_sources
from autograd_mini.testing.diagnosis.where import Place


def inner_gets_nothing(engine: Engine, message: dict[str, str]) -> Different | None:
    """Return that an inner node sends, and nothing is ever sent to it; None if that is not so.

    message: what shows that something is wrong.
    """
    a, b, c = engine.value(3.0), engine.value(-2.0), engine.value(5.0)
    made = attempted("forward", lambda: [inner := a * b, inner * c])
    if isinstance(made, Failure):
        return None
    inner, J = made
    with settings(engine) as found, runs(engine) as run:
        failed = attempted("backward", lambda: engine.backward(J))
    if isinstance(failed, Failure) or id(inner) not in {node for _, node, _ in run}:
        return None
    if any(one.node == id(inner) and one.value for one in found) or c.grad != inner.data:
        return None
    sent = {one.place for one in found if one.node == id(c) and one.value == c.grad}
    place = _with_its_if(engine, sent.pop()) if len(sent) == 1 else None
    return Different(message, "inner-gets-nothing", place=place)


def _with_its_if(engine: Engine, send: Place) -> Place:
    """Return a line that sends, with the `if` that it belongs to in its loop, if there is one."""
    ifs = [
        part.lineno
        for source in backward_sources(engine)
        for loop in ast.walk(source.tree)
        if isinstance(loop, ast.For)
        for part in ast.walk(loop)
        if isinstance(part, ast.If) and part.lineno <= send.lines[0] <= (part.end_lineno or 0)
    ]
    return Place(send.file, (*ifs[-1:], *send.lines))
