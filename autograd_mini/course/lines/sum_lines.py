"""The lines of a pass that add what is sent to another gradient, or send it twice.

What they tell is true of the source itself; whether the pass is wrong is for others to find.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.looks import Send, summands
from autograd_mini.testing.diagnosis.slopes import gradients_in
from autograd_mini.testing.diagnosis.source import (
    Source,
    backward_sources,
    is_gradient,
    sends,
    target,
)
from autograd_mini.testing.diagnosis.where import Place


class _Sum(NamedTuple):
    """A line that changes a gradient: whose, whether it adds to it, and the terms of what."""

    line: int
    own: str
    adds: bool
    terms: list[ast.expr]

    @property
    def sent(self) -> str:
        """What is sent, as it is written."""
        return " + ".join(map(ast.unparse, self.terms))


def wrong_sum(engine: Engine) -> Seen | None:
    """Return where what is sent is added to the gradient of another node, or sent twice."""
    for source in backward_sources(engine):
        seen = _added_to_another(source) or _sent_twice(source)
        if seen and source.tree.name != "__init__":
            return seen
    return None


def _added_to_another(source: Source) -> Seen | None:
    """Return the line that adds what it sends to a gradient, and not to the one that it sets."""
    for send in sends(source):
        one = _sum(send)
        others = [term for term in one.terms if is_gradient(term, source)] if one else []
        if one and not one.adds and len(one.terms) == 2 and len(others) == 1:
            sent = next(term for term in one.terms if term is not others[0])
            if isinstance(sent, ast.BinOp) and gradients_in(sent, source):
                fields = {"line": str(one.line), "own": one.own, "other": ast.unparse(others[0])}
                return Seen("adds-to-another", Place(source.file, (one.line,)), fields)
    return None


def _sent_twice(source: Source) -> Seen | None:
    """Return the lines of one turn of a loop that send the very same to the same node."""
    for loop in (part for part in ast.walk(source.tree) if isinstance(part, ast.For)):
        for first, second in _next_to_each_other(loop.body, source):
            alike = (first.own, first.sent) == (second.own, second.sent)
            if not alike or not (first.adds or second.adds):
                continue
            fields = {"first": str(first.line), "second": str(second.line), "own": first.own}
            if replacing := [one for one in (first, second) if not one.adds]:
                fields |= {"line": str(replacing[0].line)}
                place = Place(source.file, (replacing[0].line,))
                return Seen("replaces-and-adds", place, fields)
            return Seen("sends-twice", Place(source.file, (first.line, second.line)), fields)
    return None


def _next_to_each_other(body: list[ast.stmt], source: Source) -> Iterator[tuple[_Sum, _Sum]]:
    """Yield the lines that send, one right after the other, so that nothing changes between."""
    every = sends(source)
    for pair in pairwise(body):
        sums = [one for part in pair if part in every and (one := _sum(part))]
        if len(sums) == 2 and all(gradients_in(term, source) for one in sums for term in one.terms):
            yield sums[0], sums[1]


def _sum(send: ast.stmt) -> _Sum | None:
    """Return what a line sets a gradient to; None if it subtracts from it, say."""
    if not isinstance(send, Send):
        return None
    own, terms = ast.unparse(target(send)), summands(send.value)
    if isinstance(send, ast.AugAssign):
        return _Sum(send.lineno, own, True, terms) if isinstance(send.op, ast.Add) else None
    sent = [term for term in terms if ast.unparse(term) != own]
    return _Sum(send.lineno, own, len(sent) < len(terms), sent)
