"""The line for which an edge sends nothing, if its parent has been met on another path."""

import ast
from collections.abc import Iterator, Sequence

from autograd_mini.course.lines.recorded_lines import at
from autograd_mini.course.lines.spelling import ATTRIBUTES
from autograd_mini.course.lines.step import Step
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import Source, backward_sources, receiver, sends


def skips_what_is_met(engine: Engine, steps: Sequence[Step]) -> Seen | None:
    """Return where a pass leaves out what it should add, for its parent has been met already."""
    run = [step.line for step in steps]
    for source in backward_sources(engine):
        for send in sends(source):
            parent = receiver(send)
            if parent == "self" or isinstance(send.value, ast.Constant):
                continue
            for test, line in _guards(source, send):
                goes_on = isinstance(line, ast.Continue)
                skipped = {line.lineno, send.lineno} <= {*run} if goes_on else (
                    run.count(line.lineno) > run.count(send.lineno) > 0
                )  # fmt: skip
                if skipped and _asks_whether_met(test, parent, met=goes_on):
                    fields = {"name": parent, "code": ast.unparse(test)}
                    return Seen("skips-what-is-met", at(source, line), fields)
    return None


def _guards(source: Source, send: ast.stmt) -> Iterator[tuple[ast.expr, ast.stmt]]:
    """Yield the conditions on which a line is run: with its `if`, or the `continue` before it."""
    for part in ast.walk(source.tree):
        if isinstance(part, ast.If) and any(send in ast.walk(one) for one in part.body):
            yield part.test, part
        elif isinstance(part, ast.For):
            for one in part.body:
                if send in ast.walk(one):
                    break
                if isinstance(one, ast.If) and isinstance(one.body[-1], ast.Continue):
                    yield one.test, one.body[-1]


def _asks_whether_met(test: ast.expr, parent: str, *, met: bool) -> bool:
    """Tell whether a condition asks whether a node has been met, or, if not met, whether not."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=other):
            return _asks_whether_met(other, parent, met=not met)
        case ast.Compare(left=left, ops=[ast.In()]):
            return met and ast.unparse(left) == parent
        case ast.Compare(left=left, ops=[ast.NotIn()]):
            return not met and ast.unparse(left) == parent
        case ast.Attribute(value=of, attr=mark):
            return met and ast.unparse(of) == parent and mark not in ATTRIBUTES
    return False
