"""The lines of a backward pass in which a slip of lesson 5 is seen."""

import ast
from collections.abc import Callable, Iterator
from types import FunctionType

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.looks import from_the_result
from autograd_mini.testing.diagnosis.source import Source, backward_sources, sends
from autograd_mini.testing.diagnosis.where import Place

PUTS_IN = ("add", "append")
LOOPS = (ast.For, ast.While)


def function_collected(engine: Engine) -> tuple[str, Place] | None:
    """Return a function that is put in where a node is meant, and where; None if there is none.

    As with seen.add(node) where the variable of the loop has another name than node.
    """
    for source in backward_sources(engine):
        own = _variables(source.tree)
        for name in _put_in(source.tree):
            meant = getattr(engine.module, name.id, None)
            if name.id not in own and isinstance(meant, FunctionType):
                return name.id, Place(source.file, (name.lineno,))
    return None


def _variables(tree: ast.AST) -> set[str]:
    """Return the variables of a function, and of those within it."""
    found: set[str] = set()
    for part in ast.walk(tree):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            found.add(part.id)
        elif isinstance(part, ast.FunctionDef):  # what a lambda is given is known only there
            found |= {part.name, *(given.arg for given in part.args.args)}
    return found


def _put_in(tree: ast.AST) -> Iterator[ast.Name]:
    """Yield the names of what is put into a set or a list."""
    for part in ast.walk(tree):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            given = part.args[0] if part.args else None
            if part.func.attr in PUTS_IN and isinstance(given, ast.Name):
                yield given


def result_sent_at(engine: Engine) -> Place | None:
    """Return where each node sends the gradient of the result for its own; None if nowhere."""
    for source in backward_sources(engine):
        for send in sends(source):
            if from_the_result(send, source):
                return Place(source.file, (send.lineno,))
    return None


def multiplied_at(engine: Engine) -> Place | None:
    """Return where a gradient is multiplied by what is sent, with *=; None if nowhere."""
    for source in backward_sources(engine):
        for send in sends(source):
            if isinstance(send, ast.AugAssign) and isinstance(send.op, ast.Mult):
                return Place(source.file, (send.lineno,))
    return None


def searched_at(engine: Engine) -> Place | None:
    """Return where a loop over nodes looks for the next one among all of them; None if nowhere."""
    return _first(engine, _in_a_loop, _orders) or _first(engine, _in_a_loop, _compares)


def _first(
    engine: Engine,
    parts: Callable[[Source], Iterator[ast.AST]],
    wanted: Callable[[ast.AST], bool],
) -> Place | None:
    """Return the line of the first part of a backward pass that looks like this."""
    for source in backward_sources(engine):
        for part in parts(source):
            if wanted(part):
                return Place(source.file, (getattr(part, "lineno", 0),))
    return None


def _in_a_loop(source: Source) -> Iterator[ast.AST]:
    """Yield what is done again and again: the parts of loops, without what they go through."""
    for loop in ast.walk(source.tree):
        if isinstance(loop, LOOPS):
            for statement in loop.body:
                yield from ast.walk(statement)


def _orders(part: ast.AST) -> bool:
    """Tell whether this finds the largest or the smallest, or sorts."""
    if not isinstance(part, ast.Call):
        return False
    if isinstance(part.func, ast.Name):
        of_many = len(part.args) == 1  # max(a, b) compares two numbers
        return of_many and part.func.id in ("max", "min", "sorted")
    return isinstance(part.func, ast.Attribute) and part.func.attr == "sort"


def _compares(part: ast.AST) -> bool:
    """Tell whether this is a loop that compares the numbers of nodes."""
    return isinstance(part, LOOPS) and any(
        isinstance(side, ast.Attribute) and side.attr == "number"
        for look in ast.walk(part)
        if isinstance(look, ast.Compare)
        for side in ast.walk(look)
    )
