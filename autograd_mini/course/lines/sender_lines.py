"""Lesson 5: the line for which the wrong nodes send: where J begins, and what comes to the loop."""

import ast
from collections.abc import Sequence

from autograd_mini.course.lines.pass_lines import LOOPS
from autograd_mini.course.lines.recorded_lines import at, one_name, stored
from autograd_mini.course.lines.spelling import PARENTS, SLOPES
from autograd_mini.course.lines.statements import names_in
from autograd_mini.course.lines.step import Step, before
from autograd_mini.course.lines.walk_lines import GROWS, Seen, gone_through, sending_loops
from autograd_mini.testing.diagnosis.source import Source, receiver, sends


def begins_with_another(source: Source, steps: Sequence[Step]) -> Seen | None:
    """Return where the 1 goes to the last node of an earlier loop, which need not be the result."""
    body = source.tree.body
    for send in sends(source):
        name = receiver(send)
        number = send.value.value if isinstance(send.value, ast.Constant) else 0
        if send not in body or name == "self" or number != 1 or not name.isidentifier():
            continue
        since = [part for part in body[: body.index(send)] if name in stored(part)]
        loop = since[-1] if since else None
        if not isinstance(loop, LOOPS):
            continue
        another = any(names.get(name) is not names.get("self") for names in before(steps, send))
        if another or _through_a_set(loop, steps):
            fields = {"name": name, "loop": str(loop.lineno)}
            return Seen("begins-with-another", at(source, send), fields)
    return None


def only_the_parents(source: Source) -> Seen | None:
    """Return where what sends is taken from the parents of the result, and not from all nodes."""
    for loop in sending_loops(source):
        if not isinstance(loop.target, ast.Name) or not _sends_of(loop, loop.target.id):
            continue
        of: ast.expr = loop.iter
        line: ast.stmt = loop
        made = [part for part in source.tree.body if isinstance(part, ast.Assign)
                and isinstance(of, ast.Name) and of.id in stored(part)]  # fmt: skip
        if isinstance(of, ast.Name) and len(made) == 1 and not _grows(source, of.id):
            line, of = made[0], made[0].value
        if _of_its_parents(of):
            code = "self.parents"
            return Seen("only-the-parents", at(source, line), {"code": code})
    return None


def parents_left_out(source: Source, steps: Sequence[Step], result: object) -> Seen | None:
    """Return where the walk begins with the parents of the result, which nothing puts in."""
    parents = set(map(id, getattr(result, PARENTS, ())))
    for loop, name in zip(sending_loops(source), gone_through(source)):
        collected = [set(map(id, nodes)) for names in before(steps, loop)
                     if isinstance(nodes := names.get(name), set | list)]  # fmt: skip
        if not collected or id(result) not in collected[0] or parents & collected[0]:
            continue
        waiting = {each for one in source.tree.body if isinstance(one, ast.While)
                   for each in names_in(one.test)} - {name}  # fmt: skip
        for part in source.tree.body:
            begun = one_name(part)
            if isinstance(part, ast.Assign) and begun in waiting and _of_its_parents(part.value):
                fields = {"name": begun, "nodes": name}
                return Seen("parents-left-out", at(source, part), fields)
    return None


def _through_a_set(loop: ast.stmt, steps: Sequence[Step]) -> bool:
    """Tell whether a loop goes through a set of several, so in an order that nobody knows."""
    if not isinstance(loop, ast.For) or not isinstance(loop.iter, ast.Name):
        return False
    found = [names.get(loop.iter.id) for names in before(steps, loop)]
    return any(isinstance(nodes, set) and len(nodes) > 1 for nodes in found)


def _sends_of(loop: ast.For, name: str) -> bool:
    """Tell whether the slopes of a node are used in a loop, and no method of it is called."""
    slopes = called = False
    for part in ast.walk(loop):
        match part:
            case ast.Attribute(value=ast.Name(id=of), attr=attribute) if of == name:
                slopes = slopes or attribute == SLOPES
            case ast.Call(func=ast.Attribute(value=ast.Name(id=of))) if of == name:
                called = True
    return slopes and not called


def _of_its_parents(value: ast.expr) -> bool:
    """Tell whether this is self.parents, or a list of them, in some order or other."""
    while True:
        match value:
            case ast.Call(func=ast.Name(id="sorted" | "list" | "set" | "reversed"), args=[of]):
                value = of
            case ast.List(elts=[ast.Starred(value=of)]) | ast.Set(elts=[ast.Starred(value=of)]):
                value = of
            case _:
                return ast.unparse(value) == f"self.{PARENTS}"


def _grows(source: Source, name: str) -> bool:
    """Tell whether something is put into a list or a set, or may be."""
    for part in ast.walk(source.tree):
        match part:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=of), attr=how)) if of == name:
                if how in GROWS:
                    return True
            case ast.AugAssign(target=ast.Name(id=of)) if of == name:
                return True
    return False
