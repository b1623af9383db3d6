"""Lesson 5: what a node sends, and whether it comes to that, seen in the lines that were run."""

import ast
from collections.abc import Sequence

from autograd_mini.course.lines.recorded_lines import at
from autograd_mini.course.lines.step import Step, before
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.diagnosis.source import Source, receiver, sends


def each_begins(source: Source, steps: Sequence[Step], result: object) -> Seen | None:
    """Return where other nodes than the result get the 1, too, whatever they have received."""
    for send in sends(source):
        number = send.value.value if isinstance(send.value, ast.Constant) else 0
        name = receiver(send)
        if not number or not name.isidentifier() or name == "self":
            continue
        nodes = [names.get(name) for names in before(steps, send)]
        others = [node for node in nodes if node is not result and hasattr(node, "grad")]
        if others and any(node is result for node in nodes):
            fields = {"node": name, "line": str(send.lineno), "number": ast.unparse(send.value)}
            return Seen("each-node-begins", at(source, send), fields)
    return None


def never_sent(source: Source, steps: Sequence[Step]) -> Seen | None:
    """Return the if for which nothing is ever sent; None if something is."""
    sending = [send for send in sends(source) if not isinstance(send.value, ast.Constant)]
    run = {step.line for step in steps}
    if not sending or any(send.lineno in run for send in sending):
        return None
    asked = [part for part in ast.walk(source.tree) if isinstance(part, ast.If)
             and part.lineno in run and sending[0] in list(ast.walk(part))]  # fmt: skip
    last = max(asked, key=lambda part: part.lineno, default=None)
    if last is None or last.lineno == sending[0].lineno:
        return None
    fields = {"test": ast.unparse(last.test), "line": str(last.lineno)}
    fields |= {"send": str(sending[0].lineno)}
    return Seen("never-sent", at(source, last), fields)
