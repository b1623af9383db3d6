"""The lines of a method that sends and calls itself in which a slip of lesson 4 is seen."""

import ast

from autograd_mini.course.lines.spelling import PARENTS
from autograd_mini.course.lines.statements import names_in, over_parents
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.slopes import constant
from autograd_mini.testing.diagnosis.source import backward_sources, receiver, sends
from autograd_mini.testing.diagnosis.where import Place


def emptied_at(engine: Engine) -> Place | None:
    """Return where each node that sends sets its parents to 0 first; None if nowhere.

    Or if something else in the pass replaces a gradient, too.
    """
    found: list[Place] = []
    for source in backward_sources(engine):
        if source.tree.name == "__init__":
            continue
        of_loops = {name for loop in over_parents(source.tree) for name in names_in(loop.target)}
        for send in sends(source):
            to_parent = receiver(send) in of_loops or f".{PARENTS}[" in receiver(send)
            if _sets_to_0(send) and to_parent:
                found.append(Place(source.file, (send.lineno,)))
            elif isinstance(send, ast.Assign) and not constant(send.value) and not _adds(send):
                return None
    return found[0] if len(found) == 1 else None


def behind_its_loop(tree: ast.FunctionDef) -> ast.Call | None:
    """Return where a method calls itself for the last turn of a loop alone; None if nowhere.

    It stands behind the loop over the parents, and uses the variable of that.
    """
    loops = list(over_parents(tree))
    within = {part for loop in loops for part in ast.walk(loop)}
    calls = [part for part in ast.walk(tree) if isinstance(part, ast.Call) and _calls(part, tree)]
    if within.intersection(calls):  # or it sends in the loop, too
        return None
    for call in calls:
        before = [loop for loop in loops if (loop.end_lineno or 0) < call.lineno]
        if {*names_in(call)} & {name for loop in before for name in names_in(loop.target)}:
            return call
    return None


def behind_its_loop_at(engine: Engine) -> Place | None:
    """Return where a method calls itself for the last turn of a loop alone; None if nowhere."""
    for source in backward_sources(engine):
        if call := behind_its_loop(source.tree):
            return Place(source.file, (call.lineno,))
    return None


def _sets_to_0(send: ast.Assign | ast.AugAssign) -> bool:
    value = send.value.value if isinstance(send.value, ast.Constant) else None
    return isinstance(send, ast.Assign) and value == 0 and value is not False


def _adds(send: ast.Assign) -> bool:
    """Tell whether a gradient is set to itself and something more."""
    return ast.unparse(send.targets[0]) in {ast.unparse(part) for part in ast.walk(send.value)}


def _calls(call: ast.Call, method: ast.FunctionDef) -> bool:
    """Tell whether this calls a method, of whichever node."""
    return isinstance(call.func, ast.Attribute) and call.func.attr == method.name
