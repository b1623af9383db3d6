"""The lines of a pass of lesson 5 that have self where the node is meant that the loop is at."""

import ast
from collections.abc import Iterator

from autograd_mini.course.lines.pass_lines import LOOPS
from autograd_mini.course.lines.spelling import PARENTS, SLOPES
from autograd_mini.course.lines.statements import is_call
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import backward_sources
from autograd_mini.testing.diagnosis.where import Place

EDGES = (PARENTS, SLOPES)


def of_the_result(engine: Engine) -> Seen | None:
    """Return the edges of the result that each node of a loop is given; None if there are none.

    Only in backward() itself: in a method that it calls for a node, self is that node.
    """
    own = engine.names.get("backward", "backward")
    for source in backward_sources(engine):
        for loop in ast.walk(source.tree if source.tree.name == own else ast.Pass()):
            node = node_of(loop)
            used = [part for part in _within(loop) if _of_self(part, EDGES)] if node else []
            if not used:
                continue
            used += [part for part in _within(loop) if _of_self(part, ("grad",))]
            lines = tuple(sorted({part.lineno for part in used}))
            fields = {"mine": _listed("self", used), "meant": _listed(node, used)}
            return Seen("result-for-node", Place(source.file, lines), fields)
    return None


def node_of(loop: ast.AST) -> str:
    """Return the variable of a loop that goes through nodes; "" if it may go through others."""
    if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name):
        counts = is_call(loop.iter, "range")
        own = any(_of_self(part, EDGES) for part in ast.walk(loop.iter))
        return "" if counts or own or loop.target.id == "self" else loop.target.id
    if isinstance(loop, ast.While):
        for part in loop.body:
            if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
                taken = part.value.func if isinstance(part.value, ast.Call) else None
                if isinstance(taken, ast.Attribute) and taken.attr == "pop":
                    return part.targets[0].id
    return ""


def _within(loop: ast.AST) -> Iterator[ast.Attribute]:
    """Yield the attributes that are read in the body of a loop."""
    for statement in loop.body if isinstance(loop, LOOPS) else []:
        for part in ast.walk(statement):
            if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Load):
                yield part


def _of_self(part: ast.AST, attributes: tuple[str, ...]) -> bool:
    return (
        isinstance(part, ast.Attribute)
        and part.attr in attributes
        and isinstance(part.value, ast.Name)
        and part.value.id == "self"
    )


def _listed(node: str, used: list[ast.Attribute]) -> str:
    """Return attributes as they are written of a node, each of them once."""
    return ", ".join(dict.fromkeys(f"`{node}.{part.attr}`" for part in used))
