"""Where in the code that records a cost two records of it begin to differ.

Of

    def cost(x, w):
        top = max(x_k.data for x_k in x)
        return (w * x[0] - top).exp()

the records of two samples have the same operations, and in the second line another number beside
w·x.  To know the lines, a record is made once more while Python reports every call: a node is of
the line that is running, outside of this package, when it is made.
"""

import linecache
import os
import sys
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from autograd_mini.formulas.labels import in_short, plain
from autograd_mini.graph.order import topological_order
from autograd_mini.value import Value, node

PACKAGE = str(Path(__file__).parents[1]) + os.sep
LONGEST = 70  # characters of a line of code in a sentence


class Line(NamedTuple):
    """A line of code: its file, its number, and the name of the function that it is in."""

    file: str
    number: int
    function: str

    def __str__(self) -> str:
        text = plain(linecache.getline(self.file, self.number).strip())
        shown = f": {in_short(text, LONGEST)}" if text else ""
        inside = f", in {self.function}" * self.function.isidentifier()  # and no <listcomp>
        return f"{plain(Path(self.file).name)}, line {self.number}{inside}{shown}"


class Record(NamedTuple):
    """A cost, its leaves that are given, and by the number of each new node the line it is from."""

    J: Value
    leaves: list[Value]
    lines: dict[int, Line]

    def like(self, other: "Record") -> bool:
        """Tell whether two records have the same operations and plain numbers throughout."""
        (nodes, places), (others, there) = _walked(self), _walked(other)
        return len(nodes) == len(others) and all(
            _structure(a, places) == _structure(b, there) and _numbers(a) == _numbers(b)
            for a, b in zip(nodes, others)
        )


def recorded(record: Callable[..., Value], values: dict[str, Any], leaves: list[Value]) -> Record:
    """Record a cost, with the line of each node; errors are those of the code that records it.

    values: what it is called with.  leaves: the Values in there.
    """
    lines: dict[int, Line] = {}

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event != "return":
            return
        if frame.f_code is node.__code__ and type(argument) is Value:
            made = argument
        elif frame.f_code is Value.__init__.__code__ and argument is None:
            made = frame.f_locals["self"]
        else:
            return
        user: FrameType | None = frame
        while user is not None and user.f_code.co_filename.startswith(PACKAGE):
            user = user.f_back
        if user is not None and hasattr(made, "created"):
            code = user.f_code
            lines[made.created] = Line(code.co_filename, user.f_lineno, code.co_name)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        J = record(**values)
    finally:
        sys.setprofile(before)
    return Record(J, leaves, lines)


def differences(first: Record, second: Record, i: int) -> dict[Line, str]:
    """Return what differs between the records of two samples, by the line that it is in.

    i: the number of the second sample.  What is of no line outside of this package is left out.
    """
    found: dict[Line, str] = {}
    (nodes, places), (others, there) = _walked(first), _walked(second)
    for a, b in zip_longest(nodes, others):
        here = None if a is None else first.lines.get(a.created)
        other = None if b is None else second.lines.get(b.created)
        if a is None or b is None or _structure(a, places) != _structure(b, there):
            line = here or other
            if line:
                found[line] = _parted(line, other or line, i)
            break
        for x, y in zip(_numbers(a), _numbers(b)):
            if x != y and here:
                text = f"{here}: a number here is {x!r} in the recorded sample, {y!r} in sample {i}"
                found.setdefault(here, text)
    return found


def _parted(here: Line, other: Line, i: int) -> str:
    rest = "" if here == other else f"; it goes on in {other}"
    return f"{here}: from here on sample {i} has another structure{rest}"


def _walked(record: Record) -> tuple[list[Value], dict[int, int]]:
    """Return the nodes of a record that are not given, and the places of all by their ids."""
    places = {id(x): -1 - k for k, x in enumerate(record.leaves)}
    nodes = [n for n in topological_order(record.J) if id(n) not in places]
    return nodes, places | {id(n): k for k, n in enumerate(nodes)}


def _structure(n: Value, places: dict[int, int]) -> tuple[Any, ...]:
    operands = [places[id(x)] if isinstance(x, Value) else None for x in n.operands]
    return n.op, *operands


def _numbers(n: Value) -> list[float]:
    """Return the plain numbers in a node: the operands that are none, or its own as a leaf."""
    return [n.data] if n.op is None else [x for x in n.operands if not isinstance(x, Value)]
