"""The line of a pass of lesson 5 in which a method still calls itself, beside the loop."""

import ast

from autograd_mini.course.lines.self_lines import node_of
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import Source, backward_sources, receiver, sends
from autograd_mini.testing.diagnosis.where import Place


def still_recursive(engine: Engine) -> Seen | None:
    """Return the method that sends and calls itself, where a loop goes through all nodes, too.

    None if there is none, or no such loop.
    """
    own = engine.names.get("backward", "backward")
    sources = list(backward_sources(engine))
    backward = [source.tree for source in sources if source.tree.name == own]
    if not any(node_of(part) for tree in backward for part in ast.walk(tree)):
        return None
    for source in sources:
        name = source.tree.name
        called = [part.lineno for part in ast.walk(source.tree)
                  if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute)
                  and part.func.attr == name]  # fmt: skip
        if name == own and _begins(source) and (within := _within_its_loop(source, name)):
            return Seen("calls-backward", Place(source.file, within), {})
        if name != own and called and sends(source):
            return Seen("still-recursive", Place(source.file, (called[0],)), {"name": name})
    return None


def _begins(source: Source) -> bool:
    """Tell whether a method sets the gradient of its own node to a number other than 0."""
    return any(
        receiver(send) == "self" and isinstance(send.value, ast.Constant) and send.value.value
        for send in sends(source)
    )


def _within_its_loop(source: Source, name: str) -> tuple[int, ...]:
    """Return the lines in which a method calls itself in the loop over nodes that sends."""
    loops = [part for part in ast.walk(source.tree) if isinstance(part, ast.For) and node_of(part)]
    return tuple(
        part.lineno
        for loop in loops
        if set(sends(source)).intersection(ast.walk(loop))
        for part in ast.walk(loop)
        if isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and part.func.attr == name
        and not isinstance(part.func.value, ast.Call)  # as super().backward()
    )
