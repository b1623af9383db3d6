"""The line of a pass of lesson 5 that puts in a node without asking whether it was met before.

Or that asks for it in the list of the nodes that are still to be looked at.
"""

import ast
from collections.abc import Iterable, Iterator

from autograd_mini.course.lines.pass_lines import LOOPS
from autograd_mini.course.lines.spelling import PARENTS
from autograd_mini.course.lines.walk_lines import GROWS, emptied_by
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import backward_sources
from autograd_mini.testing.diagnosis.where import Place

_TAKES = ("pop", "popleft", "remove")
_ENDS = (ast.Continue, ast.Break, ast.Return)
# What may choose among the parents that a loop goes through.
_CHOOSES = (ast.comprehension, ast.IfExp, ast.BinOp, ast.Compare, ast.Lambda)


def unasked_at(engine: Engine) -> Place | None:
    """Return where a loop puts every parent into what it goes on with; None if it may choose.

    It is looked at only where a node is known to be collected, or looked at, again and again.
    """
    for source in backward_sources(engine):
        for loop in ast.walk(source.tree):
            if not isinstance(loop, LOOPS) or any(isinstance(p, _ENDS) for p in ast.walk(loop)):
                continue
            name, of_loop = _goes_on_with(loop), _parents(loop)
            for part in _always(loop.body) if name else ():
                given = _put_into(part, name)
                if given is not None and _is_parents(given, of_loop):
                    return Place(source.file, (part.lineno,))
    return None


def asked_of_waiting_at(engine: Engine) -> Place | None:
    """Return where a loop asks for a node in the list that it takes its nodes out of; None if not.

    It is looked at only where a node is known to be looked at again and again.
    """
    for source in backward_sources(engine):
        for loop in ast.walk(source.tree):
            name = emptied_by(loop) if isinstance(loop, ast.While) else ""
            asked = [part for part in ast.walk(loop) if isinstance(part, ast.Compare)
                     and isinstance(part.ops[0], ast.In | ast.NotIn)]  # fmt: skip
            of = {ast.unparse(part.comparators[0]) for part in asked}
            if name and of == {name} and _takes_out(loop, name):
                return Place(source.file, (asked[0].lineno,))
    return None


def _takes_out(loop: ast.AST, name: str) -> bool:
    """Tell whether a loop takes something out of a list."""
    return any(
        isinstance(part, ast.Attribute) and ast.unparse(part.value) == name and part.attr in _TAKES
        for part in ast.walk(loop)
    )


def _goes_on_with(loop: ast.For | ast.While) -> str:
    """Return the name of what a loop takes its nodes from; "" if it has none."""
    if isinstance(loop, ast.For):
        return loop.iter.id if isinstance(loop.iter, ast.Name) else ""
    return emptied_by(loop)


def _always(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield what is done at every turn of a loop, and in the loops in it, without a condition."""
    for part in body:
        yield part
        if isinstance(part, ast.For):
            yield from _always(part.body)


def _put_into(part: ast.stmt, name: str) -> ast.expr | None:
    """Return what a statement puts into a list or a set of this name; None if nothing."""
    if isinstance(part, ast.AugAssign) and isinstance(part.op, ast.Add | ast.BitOr):
        return part.value if ast.unparse(part.target) == name else None
    call = part.value if isinstance(part, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or not call.args:
        return None
    into = ast.unparse(call.func.value) == name and call.func.attr in GROWS
    return call.args[-1] if into else None


def _parents(loop: ast.AST) -> set[str]:
    """Return the variables that stand for each of the parents of a node in turn."""
    return {
        name.id
        for part in ast.walk(loop)
        if isinstance(part, ast.For) and _all_of_them(part.iter)
        for name in ast.walk(part.target)
        if isinstance(name, ast.Name)
    }


def _is_parents(given: ast.expr, of_loop: set[str]) -> bool:
    """Tell whether this is a parent, whichever it is, or all of them."""
    return (isinstance(given, ast.Name) and given.id in of_loop) or _all_of_them(given)


def _all_of_them(part: ast.expr) -> bool:
    """Tell whether this has the parents of a node in it, and nothing that chooses among them."""
    parts = list(ast.walk(part))
    return any(isinstance(each, ast.Attribute) and each.attr == PARENTS for each in parts) and (
        not any(isinstance(each, _CHOOSES) for each in parts)
    )
