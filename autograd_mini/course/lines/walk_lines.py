"""The lines of a pass of lesson 5 where too few nodes come to send: what is collected, and loops.

What they tell is true of the source itself; whether the pass is wrong is for others to find.
"""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from autograd_mini.course.lines.pass_lines import LOOPS, PUTS_IN
from autograd_mini.course.lines.statements import is_call, statements
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import Source, backward_sources, sends
from autograd_mini.testing.diagnosis.where import Place

GROWS = (*PUTS_IN, "extend", "insert", "update")
_READS = ("sorted", "reversed", "list", "set", "len", "print", "enumerate")
_EMPTY = ("set", "list")  # called without anything in the brackets


class Seen(NamedTuple):
    """What a line shows: the slip, its place, if it is sure, and what its sentences name."""

    slip: str
    place: Place | None
    fields: dict[str, str]


def not_put_in(engine: Engine) -> Seen | None:
    """Return the set or list that nodes send from, and that nothing is put into; None if none."""
    for source in backward_sources(engine):
        grown = _grown(source)
        for name in gone_through(source):
            begun = [part for part in statements(source.tree) if _sets(part, name)]
            if name in grown or len(begun) != 1 or not _begins_short(begun[0], name):
                continue
            call = next((call for call in _puts(source.tree) if call.args), None)
            meant = ast.unparse(call.args[0]) if call else "n"
            how = "append" if _begins_as_list(begun[0], name) else "add"
            line = call.lineno if call else begun[0].lineno
            fields = {"name": name, "call": f"{name}.{how}({meant})"}
            place = Place(source.file, (line,), lacks=True)
            return Seen("not-put-in", place, fields)
    return None


def ends_its_loop(engine: Engine) -> Seen | None:
    """Return the return, or the break, that ends a loop with its first turn; None if there is none.

    It stands in the loop without a condition.
    """
    for source in backward_sources(engine):
        for loop in ast.walk(source.tree):
            if not isinstance(loop, LOOPS) or _goes_on(loop):
                continue
            for part in loop.body:
                if isinstance(part, ast.Return | ast.Break):
                    word = "return" if isinstance(part, ast.Return) else "break"
                    fields = {"word": word, "line": str(part.lineno), "loop": str(loop.lineno)}
                    return Seen("ends-its-loop", Place(source.file, (part.lineno,)), fields)
    return None


def goes_through_nothing(engine: Engine) -> Seen | None:
    """Return the loop that sends, if it goes through what a loop before it has emptied."""
    for source in backward_sources(engine):
        body = source.tree.body
        sending = list(sending_loops(source))
        for at, loop in enumerate(body):
            name = emptied_by(loop)
            for later in body[at + 1 :] if name else []:
                if any(_sets(part, name) for part in ast.walk(later)) or name in _put_within(later):
                    break
                if later in sending and name == _of(later):
                    fields = {"name": name, "loop": str(loop.lineno)}
                    return Seen("goes-through-nothing", Place(source.file, (later.lineno,)), fields)
    return None


def emptied_by(loop: ast.stmt) -> str:
    """Return what a loop goes on with until it is empty; "" if it does not, or may end before."""
    if not isinstance(loop, ast.While) or any(isinstance(p, ast.Break) for p in ast.walk(loop)):
        return ""
    test = ast.unparse(loop.test)
    name = test.removeprefix("len(").removesuffix(" > 0").removesuffix(" != 0").removesuffix(")")
    return name if name.isidentifier() and test != "True" else ""


def _put_within(tree: ast.AST) -> set[str]:
    """Return the names of what something is put into."""
    return {ast.unparse(call.func.value) for call in _puts(tree)
            if isinstance(call.func, ast.Attribute)}  # fmt: skip


def _goes_on(loop: ast.For | ast.While) -> bool:
    """Tell whether something in a loop goes on with the next turn at once."""
    return any(isinstance(part, ast.Continue) for part in ast.walk(loop))


def sending_loops(source: Source) -> Iterator[ast.For]:
    """Yield the loops in which gradients are sent, the outermost first."""
    for loop in ast.walk(source.tree):
        if isinstance(loop, ast.For):
            within = list(ast.walk(loop))
            if any(send in within and not isinstance(send.value, ast.Constant)
                   for send in sends(source)):  # fmt: skip
                yield loop


def gone_through(source: Source) -> Iterator[str]:
    """Yield the names of what the loops that send go through."""
    for loop in sending_loops(source):
        if name := _of(loop):
            yield name


def _of(loop: ast.For) -> str:
    """Return the name of what a loop goes through, in some order or other; "" if it has none."""
    of = loop.iter
    while isinstance(of, ast.Call) and of.args:  # as sorted(seen, …)
        of = of.args[0]
    return of.id if isinstance(of, ast.Name) else ""


def _puts(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield where something is put into a set or a list."""
    for part in ast.walk(tree):
        if (
            isinstance(part, ast.Call)
            and isinstance(part.func, ast.Attribute)
            and part.func.attr in GROWS
        ):
            yield part


def _grown(source: Source) -> set[str]:
    """Return the names of all that grows, or that another name or function may make grow."""
    found = _put_within(source.tree)
    for part in ast.walk(source.tree):
        if isinstance(part, ast.AugAssign):
            found.add(ast.unparse(part.target))
        elif isinstance(part, ast.Assign) and isinstance(part.value, ast.Name):
            found.add(part.value.id)
        elif isinstance(part, ast.Call) and ast.unparse(part.func) not in _READS:
            found |= {given.id for given in part.args if isinstance(given, ast.Name)}
    return found


def _sets(part: ast.AST, name: str) -> bool:
    """Tell whether an assignment gives a variable its value."""
    targets = part.targets if isinstance(part, ast.Assign) else []
    return any(
        isinstance(each, ast.Name) and each.id == name
        for target in targets
        for each in ast.walk(target)
    )


def _value(part: ast.AST, name: str) -> ast.expr | None:
    """Return what an assignment gives to a variable."""
    if not isinstance(part, ast.Assign) or len(part.targets) != 1:
        return None
    to, value = part.targets[0], part.value
    if isinstance(to, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(to.elts, value.elts)
        return next((v for t, v in pairs if isinstance(t, ast.Name) and t.id == name), None)
    return value if isinstance(to, ast.Name) else None


def _begins_short(part: ast.AST, name: str) -> bool:
    """Tell whether a set or a list begins empty, or with self alone."""
    value = _value(part, name)
    if isinstance(value, ast.Set | ast.List):
        return [ast.unparse(each) for each in value.elts] in ([], ["self"])
    called = isinstance(value, ast.Call) and not value.args
    return called and value is not None and is_call(value, *_EMPTY)


def _begins_as_list(part: ast.AST, name: str) -> bool:
    value = _value(part, name)
    return isinstance(value, ast.List) or (value is not None and ast.unparse(value) == "list()")
