"""The line of a pass of lesson 5 that makes something of another kind than later lines need.

Where an error ends the pass, it is often an earlier line that is wrong: waiting = self.parents.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from types import BuiltinMethodType, MethodType
from typing import NamedTuple

from autograd_mini.course.lines.indices import worth
from autograd_mini.course.lines.pass_lines import PUTS_IN
from autograd_mini.course.lines.read_types import NO_ELEMENTS
from autograd_mini.course.lines.spelling import PARENTS
from autograd_mini.course.lines.statements import is_call
from autograd_mini.course.lines.walk_lines import GROWS, Seen
from autograd_mini.testing.diagnosis.source import Source
from autograd_mini.testing.diagnosis.where import Place

_TAKES_ELEMENTS = {"extend": "append", "update": "add"}  # and what puts in one thing
_COLLECTS = ("set", "list", "tuple")  # functions that go through what they are given
_CHANGES = (*GROWS, "sort", "reverse", "remove", "clear", "discard")
_ORDERS = ("sort", "reverse")
_OF_A_SET = re.compile(r"'set' object is not (reversible|subscriptable)"
                       r"|'set' object has no attribute '(sort|reverse)'")  # fmt: skip
_LACKS = re.compile(r"'(\w+)' object has no attribute '(\w+)'")


class Ended(NamedTuple):
    """Where an error has ended a pass: what Python says, the line, and the variables there."""

    text: str
    source: Source
    line: int
    names: Mapping[str, object]
    node: type

    def parts(self) -> Iterator[ast.expr]:
        """Yield what stands in the line."""
        for part in ast.walk(self.source.tree):
            if isinstance(part, ast.expr) and part.lineno <= self.line <= (part.end_lineno or 0):
                yield part

    def place(self, part: ast.stmt | None = None) -> Place:
        """Return the place of a statement; of the line itself if none is given."""
        return Place(self.source.file, (part.lineno if part else self.line,))

    def made(self, name: str) -> ast.Assign | None:
        """Return the one assignment that gives a variable its value; None if it may be another."""
        stored = [part for part in ast.walk(self.source.tree) if isinstance(part, ast.Name)
                  and part.id == name and isinstance(part.ctx, ast.Store)]  # fmt: skip
        found = self.assigned(name)
        return found[0] if len(stored) == len(found) == 1 else None

    def assigned(self, name: str) -> list[ast.Assign]:
        """Return the assignments of a value to this variable alone."""
        return [part for part in ast.walk(self.source.tree) if isinstance(part, ast.Assign)
                and [ast.unparse(to) for to in part.targets] == [name]]  # fmt: skip


def of_another_kind(ended: Ended) -> Seen | None:
    """Return the line that makes what the line of an error cannot use; None if it may be any."""
    looks = (_no_collection, _no_order, _changed_in_place, _lacks, _method_kept, _all_at_once)
    return next((seen for look in looks if (seen := look(ended))), None)


def _method_kept(ended: Ended) -> Seen | None:
    """Return where a variable is set to a method itself, for its brackets are missing."""
    for part in ended.parts():
        made = ended.assigned(part.id) if isinstance(part, ast.Name) else []
        if (
            len(made) == 1
            and isinstance(part, ast.Name)
            and isinstance(made[0].value, ast.Attribute)
            and isinstance(ended.names.get(part.id), BuiltinMethodType | MethodType)
            and "method" in ended.text
        ):
            code = ast.unparse(made[0].value)
            fields = {"name": part.id, "code": code}
            return Seen("method-kept", ended.place(made[0]), fields)
    return None


def _all_at_once(ended: Ended) -> Seen | None:
    """Return where all parents of a node are put into a list as one thing, and taken for a node."""
    if not ended.text.startswith("'tuple' object has no attribute"):
        return None
    puts = [part for part in ast.walk(ended.source.tree) if isinstance(part, ast.Call)
            and isinstance(part.func, ast.Attribute) and part.func.attr in PUTS_IN
            and len(part.args) == 1 and isinstance(part.args[0], ast.Attribute)
            and part.args[0].attr == PARENTS]  # fmt: skip
    for part in ended.parts():
        if isinstance(part, ast.Name) and type(ended.names.get(part.id)) is tuple:
            taken = [_taken_from(one.value) for one in ended.assigned(part.id)]
        elif isinstance(part, ast.Call):
            taken = [_taken_from(part)]
        else:
            continue
        for put in puts:
            if [ast.unparse(put.func).rpartition(".")[0]] == taken:
                fields = {
                    "name": taken[0],
                    "code": ast.unparse(put),
                    "put": ast.unparse(put.args[0]),
                }
                place = Place(ended.source.file, (put.lineno,))
                return Seen("puts-in-all-at-once", place, fields)
    return None


def _taken_from(part: ast.expr) -> str:
    """Return what a thing is taken out of, as in waiting.pop(); "" if it is none."""
    called = ast.unparse(part.func) if isinstance(part, ast.Call) else ""
    return called.rpartition(".")[0] if called.endswith((".pop", ".popleft")) else ""


def _no_collection(ended: Ended) -> Seen | None:
    """Return where the nodes in a node are asked for, as in set(self)."""
    if not NO_ELEMENTS.search(ended.text) or "'Value'" not in ended.text:
        return None
    for part in ended.parts():
        if isinstance(part, ast.Call) and len(part.args) == 1:
            called, of = ast.unparse(part.func), part.args[0]
            if called in _COLLECTS and _is_node(ended, of):
                node = ast.unparse(of)
                right = f"{{{node}}}" if called == "set" else f"[{node}]"
                fields = {"code": ast.unparse(part), "node": node, "right": right}
                return Seen("no-collection", ended.place(), fields)
            if (taken := _taken_in(ended, part)) and _is_node(ended, of):
                fields = {"code": ast.unparse(part), "node": ast.unparse(of), "right": taken}
                return Seen("node-for-its-elements", ended.place(), fields)
    return _loop_over_a_node(ended) or _in_a_node(ended)


def _taken_in(ended: Ended, call: ast.Call) -> str:
    """Return how one thing is put in where a call puts in all elements of it; "" if it does not."""
    if not isinstance(call.func, ast.Attribute):
        return ""
    name, of = call.func.attr, call.func.value
    if isinstance(worth(of, ended.names), dict):  # whose update takes pairs
        return ""
    one = _TAKES_ELEMENTS.get(name)
    return f"{ast.unparse(of)}.{one}({ast.unparse(call.args[0])})" if one else ""


def _in_a_node(ended: Ended) -> Seen | None:
    """Return where a node is made that is asked whether another is in it."""
    for part in ended.parts():
        of = part.comparators[0] if isinstance(part, ast.Compare) else None
        made = ended.made(of.id) if isinstance(of, ast.Name) else None
        if made and of and _is_node(ended, of):
            return Seen("node-for-collection", ended.place(made), _fields(made))
    return None


def _loop_over_a_node(ended: Ended) -> Seen | None:
    """Return where a loop goes through a node itself, as in for parent in n."""
    for loop in ast.walk(ended.source.tree):
        of = loop.iter if isinstance(loop, ast.For) else None
        if of is None or of.lineno != ended.line or "iterable" not in ended.text:
            continue
        if is_call(of, "zip"):
            of = next((each for each in of.args if _is_node(ended, each)), of)
        pops = isinstance(of, ast.Call) and ast.unparse(of.func).endswith(".pop")
        if pops or (isinstance(of, ast.Name) and _is_node(ended, of)):
            return Seen("loop-over-a-node", ended.place(), {"code": ast.unparse(of)})
    return None


def _is_node(ended: Ended, part: ast.expr) -> bool:
    """Tell whether a part of the line stands for a node."""
    return type(worth(part, ended.names)) is ended.node


def _fields(made: ast.Assign) -> dict[str, str]:
    """Return what is named of an assignment: its variable, and its line."""
    return {"name": ast.unparse(made.targets[0]), "line": str(made.lineno)}


def _no_order(ended: Ended) -> Seen | None:
    """Return where a set is turned round, or asked for its elements by their place."""
    return Seen("set-without-order", ended.place(), {}) if _OF_A_SET.search(ended.text) else None


def _changed_in_place(ended: Ended) -> Seen | None:
    """Return the call that changes a list or a set and gives None, where that is then used."""
    if "'NoneType'" not in ended.text:
        return None
    for part in ended.parts():
        if isinstance(part, ast.Name) and ended.names.get(part.id, "") is None:
            found = [(one, one.value) for one in ended.assigned(part.id) if _changes(one.value)]
            if len(found) == 1:
                return _giving_none(ended.place(found[0][0]), found[0][1])
        elif _changes(part) and _gone_through(ended, part):
            return _giving_none(ended.place(), part)
    return None


def _changes(part: ast.expr) -> bool:
    """Tell whether this is a call that changes a list or a set, and gives None."""
    return (
        isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and part.func.attr in _CHANGES
    )


def _giving_none(place: Place, call: ast.expr) -> Seen:
    """Return what is to be said of a call that gives None."""
    how = ast.unparse(call.func).rpartition(".")[2] if isinstance(call, ast.Call) else ""
    slip = "sorts-in-place" if how in _ORDERS else "changes-in-place"
    return Seen(slip, place, {"code": f".{how}(…)"})


def _gone_through(ended: Ended, value: ast.expr) -> bool:
    """Tell whether a loop goes through this."""
    return any(isinstance(part, ast.For) and part.iter is value
               for part in ast.walk(ended.source.tree))  # fmt: skip


def _lacks(ended: Ended) -> Seen | None:
    """Return where something is made that is no list, or no set, and used as one later."""
    found = _LACKS.search(ended.text)
    if found is None or found[2] not in (*GROWS, "pop", "popleft", "remove"):
        return None
    for part in ended.parts():
        if not isinstance(part, ast.Attribute) or part.attr != found[2]:
            continue
        made = ended.made(part.value.id) if isinstance(part.value, ast.Name) else None
        if made is None:
            continue
        thing, fields = worth(part.value, ended.names), _fields(made)
        if type(thing) is tuple:
            return Seen("tuple-for-list", ended.place(made), fields)
        if type(thing) is dict and ast.unparse(made.value) == "{}":
            return Seen("dictionary-for-set", ended.place(made), fields)
        if _is_node(ended, part.value):
            return Seen("node-for-collection", ended.place(made), fields)
    return None
