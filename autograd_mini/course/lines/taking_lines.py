"""The line of a pass in which a node takes gradients from its parents, or sends to itself."""

import ast
from collections.abc import Iterator

from autograd_mini.course.lines.pass_lines import LOOPS
from autograd_mini.course.lines.self_lines import node_of
from autograd_mini.course.lines.spelling import PARENTS
from autograd_mini.course.lines.statements import names_in
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.slopes import gradients_in
from autograd_mini.testing.diagnosis.source import Source, backward_sources, receiver, sends
from autograd_mini.testing.diagnosis.where import Place


def takes_from_parents(engine: Engine) -> Seen | None:
    """Return where a loop over nodes gives a node what its parents have; None if it does not."""
    for source in backward_sources(engine):
        for loop in ast.walk(source.tree):
            if isinstance(loop, LOOPS) and (node := node_of(loop)):
                if lines := _taking(loop, node, source):
                    return Seen("takes-from-parents", Place(source.file, lines), {})
                if lines := _keeping(loop, node, source):
                    return Seen("sends-to-itself", Place(source.file, lines), {})
    return None


def taken_at(engine: Engine) -> Place | None:
    """Return where a method gives its own node what the parents have; None if nowhere."""
    for source in backward_sources(engine):
        if lines := _taking(source.tree, "self", source):
            return Place(source.file, lines)
    return None


def _taking(tree: ast.AST, node: str, source: Source) -> tuple[int, ...]:
    """Return the lines in which this node receives a gradient of its parents."""
    parents = {name for loop in _over_parents(tree, node) for name in names_in(loop.target)}
    return tuple(
        send.lineno
        for send in _received(tree, node, source)
        if any(_is_parent(part.value, parents, node) for part in gradients_in(send.value, source))
    )


def _keeping(tree: ast.AST, node: str, source: Source) -> tuple[int, ...]:
    """Return the lines of a loop over its parents in which this node receives its own gradient."""
    return tuple(
        send.lineno
        for loop in _over_parents(tree, node)
        for send in _received(loop, node, source)
        if any(ast.unparse(part.value) == node for part in gradients_in(send.value, source))
    )


def _received(tree: ast.AST, node: str, source: Source) -> Iterator[ast.Assign | ast.AugAssign]:
    """Yield what gives this node a gradient."""
    within = list(ast.walk(tree))
    yield from (send for send in sends(source) if send in within and receiver(send) == node)


def _over_parents(tree: ast.AST, node: str) -> Iterator[ast.For | ast.comprehension]:
    """Yield the loops over the parents of this node, those in brackets too."""
    for part in ast.walk(tree):
        if isinstance(part, ast.For | ast.comprehension) and _of(part.iter, node):
            yield part


def _is_parent(part: ast.expr, parents: set[str], node: str) -> bool:
    """Tell whether this is a parent of the node: a variable, or one of them by its index."""
    if isinstance(part, ast.Name):
        return part.id in parents
    return isinstance(part, ast.Subscript) and _of(part.value, node)


def _of(part: ast.expr, node: str) -> bool:
    """Tell whether this has the parents of the node in it."""
    return f"{node}.{PARENTS}" in {ast.unparse(each) for each in ast.walk(part)}
