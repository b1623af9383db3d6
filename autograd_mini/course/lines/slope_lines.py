"""The lines of a backward pass in which parents and partials do not go together."""

import ast
from collections.abc import Iterator

from autograd_mini.course.lines.spelling import PARENTS, SLOPES
from autograd_mini.course.lines.statements import names_in, over_parents
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import backward_sources
from autograd_mini.testing.diagnosis.where import Place

Line = tuple[str, int]  # a slip, and the line that it is in


def slopes_misread(engine: Engine) -> tuple[str, Place] | None:
    """Return the slip of a pass whose parents do not get their own slopes; None if there is none.

    It is looked at only where a pass fails, for a pass may be right that looks like that.
    """
    for source in backward_sources(engine):
        for look in (_no_zip, _of_the_parent, _mixed_up):
            for slip, line in look(source.tree):
                return slip, Place(source.file, (line,))
    return None


def _attributes(tree: ast.AST, name: str) -> Iterator[ast.Attribute]:
    for part in ast.walk(tree):
        if isinstance(part, ast.Attribute) and part.attr == name:
            yield part


def _no_zip(tree: ast.AST) -> Iterator[Line]:
    """Yield loops of two names over two things that stand beside each other."""
    for loop in over_parents(tree):
        both = isinstance(loop.target, ast.Tuple) and isinstance(loop.iter, ast.Tuple)
        if both and any(_attributes(loop.iter, SLOPES)):
            yield "no-zip", loop.lineno


def _of_the_parent(tree: ast.AST) -> Iterator[Line]:
    """Yield where a slope, or all of them, is taken from a parent."""
    for loop in over_parents(tree):
        names = set(names_in(loop.target))
        for part in ast.walk(loop):
            if isinstance(part, ast.Assign) and any(_attributes(part.value, PARENTS)):
                names |= {target.id for target in part.targets if isinstance(target, ast.Name)}
        for part in ast.walk(loop):
            taken = [part.value] if isinstance(part, ast.Subscript) else []
            if isinstance(part, ast.BinOp):
                taken = [part.left, part.right]
            for each in taken:
                if _slopes_of(each, names):
                    yield "partials-of-the-parent", each.lineno


def _slopes_of(part: ast.expr, names: set[str]) -> bool:
    """Tell whether this is the partials of a variable with one of these names."""
    of = part.value if isinstance(part, ast.Attribute) and part.attr == SLOPES else None
    return isinstance(of, ast.Name) and of.id in names


def _mixed_up(tree: ast.AST) -> Iterator[Line]:
    """Yield where a loop over parents takes one slope for all, or all for each."""
    for loop in over_parents(tree):
        for part in ast.walk(loop):
            if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant):
                if not _is(part.value, SLOPES):
                    continue
                yield "slopes-mixed-up", part.lineno
    for outer in ast.walk(tree):
        if isinstance(outer, ast.For) and (of := _of(outer)):
            for inner in ast.walk(outer):
                if isinstance(inner, ast.For) and {of, _of(inner)} == {PARENTS, SLOPES}:
                    yield "slopes-mixed-up", inner.lineno


def _is(part: ast.expr, name: str) -> bool:
    return isinstance(part, ast.Attribute) and part.attr == name


def _of(loop: ast.For) -> str:
    """Return whether a loop goes through the parents, or the partials, of a node, and no more."""
    return next((name for name in (PARENTS, SLOPES) if _is(loop.iter, name)), "")
