"""The if that lets a pass of lesson 5 set the wrong gradients to 0, seen in what the pass did."""

import ast
from collections.abc import Sequence

from autograd_mini.course.lines.spelling import PARENTS
from autograd_mini.course.lines.step import Step
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.diagnosis.source import Source, receiver, sends
from autograd_mini.testing.diagnosis.where import Place


def zeroes_others(source: Source, steps: Sequence[Step], node: type) -> Seen | None:
    """Return the if for which a loop sets leaves to 0, or no node at all; None if there is none."""
    for loop in (part for part in ast.walk(source.tree) if isinstance(part, ast.For)):
        within = list(ast.walk(loop))
        asks = [part for part in within if isinstance(part, ast.If)]
        zeroes = [send for send in sends(source)
                  if send in within and isinstance(send.value, ast.Constant)]  # fmt: skip
        if len(asks) != 1 or len(zeroes) != 1 or zeroes[0].lineno == asks[0].lineno:
            continue
        name = receiver(zeroes[0])
        slip = _slip(*(_nodes(steps, part.lineno, name, node) for part in (asks[0], zeroes[0])))
        if slip:
            fields = {"test": ast.unparse(asks[0].test), "line": str(asks[0].lineno), "node": name}
            return Seen(slip, Place(source.file, (asks[0].lineno,)), fields)
    return None


def _slip(asked: Sequence[object], zeroed: Sequence[object]) -> str:
    """Return what is wrong with the nodes that were set to 0, of those that were asked about."""
    inner = [one for one in asked if getattr(one, PARENTS)]
    leaves = [one for one in asked if not getattr(one, PARENTS)]
    if not inner or not leaves:
        return ""
    of_zeroed = [any(one is other for other in zeroed) for one in (*inner, *leaves)]
    if not any(of_zeroed):
        return "zeroes-nothing"
    if all(of_zeroed):
        return "zeroes-each"
    turned = of_zeroed == [False] * len(inner) + [True] * len(leaves)
    return "zeroes-leaves-only" if turned else ""


def _nodes(steps: Sequence[Step], line: int, name: str, node: type) -> list[object]:
    """Return the nodes that a name stood for when a line was run."""
    found = [step.names.get(name) for step in steps if step.line == line]
    return [one for one in found if type(one) is node]
