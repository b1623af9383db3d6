"""Why a loop does not end: what it depends on stays as it is, or grows, from look to look."""

import ast
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import FrameType
from typing import Any

Loop = ast.While | ast.For
SAME, LONGER, AS_LONG = "same", "longer", "as long"
SIZED = list, set, dict, deque  # what may become longer or shorter
NUMBERS = int, float
TAKING = "pop", "popleft", "popitem", "remove", "discard", "clear"
PUTTING = "append", "appendleft", "insert", "extend", "add", "update"
_NOTHING = object()


@dataclass(frozen=True)
class Endless:
    """A loop that does not end.

    line: that it begins in.  kind: "while" or "for".  always: whether its condition is a constant,
    as in `while True`.  name: what it depends on that keeps it going, as it is written; "" if that
    is not known.  change: of that thing: LONGER from look to look, AS_LONG at each look, or the
    very SAME.  length: of it at the last look.  taken: whether something is taken out of it in the
    loop.  put: the only line of the loop that puts something into it; 0 if there is no such line.
    each: the line of a `for` in the loop that goes through it; 0 if there is none.  look: the only
    line of the loop that reads an element of it by an index; 0 if there is no such line.
    """

    line: int
    kind: str
    always: bool = False
    name: str = ""
    change: str = ""
    length: int = 0
    taken: bool = False
    put: int = 0
    each: int = 0
    look: int = 0


@dataclass(frozen=True)
class Seen:
    """A thing at a look; of what has a length, which may change within it, the length."""

    thing: Any
    length: int | None = None


def seen(frame: FrameType, loop: Loop) -> dict[str, Seen]:
    """Return what a loop depends on, by what is written, as it is now; nothing of it is run."""
    found = {}
    for part in _parts(loop.test if isinstance(loop, ast.While) else loop.iter):
        thing = _thing(frame, part)
        if thing is not _NOTHING:
            found[ast.unparse(part)] = Seen(thing, len(thing) if type(thing) in SIZED else None)
    return found


def _parts(tree: ast.AST) -> Iterator[ast.Name | ast.Attribute]:
    """Yield the names and attributes in an expression, and no part of those."""
    if isinstance(tree, ast.Name | ast.Attribute):
        yield tree
        return
    for part in ast.iter_child_nodes(tree):
        yield from _parts(part)


def _thing(frame: FrameType, part: ast.expr) -> Any:
    """Return what is written as a, or a.b, if it can be looked up without running anything."""
    if isinstance(part, ast.Name):
        return frame.f_locals.get(part.id, frame.f_globals.get(part.id, _NOTHING))
    of = _thing(frame, part.value) if isinstance(part, ast.Attribute) else _NOTHING
    return getattr(of, "__dict__", {}).get(getattr(part, "attr", ""), _NOTHING)


def why(loop: Loop, looks: Sequence[Mapping[str, Seen]]) -> Endless:
    """Return a loop that does not end with what keeps it going, from what was seen at each look.

    A number that changes may come to its end, so that nothing is known then.
    """
    kind = "while" if isinstance(loop, ast.While) else "for"
    always = isinstance(loop, ast.While) and isinstance(loop.test, ast.Constant)
    told = {name: [look[name] for look in looks] for name in looks[0]
            if all(name in look for look in looks)}  # fmt: skip
    changes = {name: _change(each) for name, each in told.items()}
    counts = [name for name, each in told.items() if isinstance(each[0].thing, NUMBERS)]
    if all(changes[name] for name in counts):
        for name in [*counts, *changes]:
            if change := changes[name]:
                length = told[name][-1].length or 0
                taken, put = _taken(loop, name), _put(loop, name)
                each, look = _gone_through(loop, name), _looked(loop, name)
                return Endless(
                    loop.lineno, kind, always, name, change, length, taken, put, each, look
                )
    return Endless(loop.lineno, kind, always)


def _change(told: Sequence[Seen]) -> str:
    """Return how a thing changes from look to look; "" if it may be at its end at some time."""
    lengths = [each.length for each in told if each.length is not None]
    if len(lengths) < len(told):
        first = told[0].thing
        alike = all(
            each.thing is first or (isinstance(first, NUMBERS) and each.thing == first)
            for each in told
        )
        return SAME if alike else ""
    rising = all(before <= after for before, after in pairwise(lengths))
    if rising and lengths[-1] - lengths[0] >= len(lengths):
        return LONGER
    # Within a turn something may be taken out and put in again.
    return AS_LONG if max(lengths) - min(lengths) <= 1 else ""


def _taken(loop: Loop, name: str) -> bool:
    """Tell whether something is taken out of a thing in a loop, or it is set anew."""
    for part in (part for statement in loop.body for part in ast.walk(statement)):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            if part.func.attr in TAKING and ast.unparse(part.func.value) == name:
                return True
        elif isinstance(part, ast.Name | ast.Attribute | ast.Subscript):
            of = part.value if isinstance(part, ast.Subscript) else part
            if not isinstance(part.ctx, ast.Load) and ast.unparse(of) == name:
                return True
    return False


def _gone_through(loop: Loop, name: str) -> int:
    """Return the line of the first `for` in a loop that goes through a thing; 0 if none does."""
    lines = [
        part.lineno
        for statement in loop.body
        for part in ast.walk(statement)
        if isinstance(part, ast.For) and name in map(ast.unparse, _parts(part.iter))
    ]
    return min(lines, default=0)


def _put(loop: Loop, name: str) -> int:
    """Return the only line of a loop that puts something into a thing; 0 if there is none."""
    return _only_line(
        loop,
        lambda part: (
            isinstance(part, ast.Call)
            and isinstance(part.func, ast.Attribute)
            and part.func.attr in PUTTING
            and ast.unparse(part.func.value) == name
        ),
    )


def _looked(loop: Loop, name: str) -> int:
    """Return the only line of a loop that reads an element by an index; 0 if there is none."""
    return _only_line(
        loop,
        lambda part: (
            isinstance(part, ast.Subscript)
            and isinstance(part.ctx, ast.Load)
            and not isinstance(part.slice, ast.Slice)
            and ast.unparse(part.value) == name
        ),
    )


def _only_line(loop: Loop, is_meant: Callable[[ast.AST], bool]) -> int:
    """Return the only line of a loop with a part that is meant; 0 if there is none."""
    parts = (part for statement in loop.body for part in ast.walk(statement))
    lines = {getattr(part, "lineno", 0) for part in parts if is_meant(part)}
    return lines.pop() if len(lines) == 1 else 0
