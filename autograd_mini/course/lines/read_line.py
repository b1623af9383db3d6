"""A line that ends in an error, with what is around it, and what it says of the error."""

import ast
import math
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from autograd_mini.course.lines.sending_lines import behind_its_loop
from autograd_mini.course.lines.statements import names_in

# Functions of math, and what they are called in lessons and books.
OF_MATH = {name: name for name in vars(math) if not name.startswith("_")} | {"ln": "log"}


class Read(NamedTuple):
    """What a line says: the slip, what its sentences name, and other lines that it is in."""

    slip: str
    fields: dict[str, str]
    lines: tuple[int, ...] = ()


class Line(NamedTuple):
    """A line in its file, and the innermost function that it is in."""

    tree: ast.Module
    number: int
    function: ast.FunctionDef | None
    methods: Collection[str]
    names: Mapping[str, object]
    source: str

    @property
    def in_class(self) -> bool:
        """Whether it is in a class."""
        return any(isinstance(part, ast.ClassDef) and covers(part, self.number)
                   for part in ast.walk(self.tree))  # fmt: skip

    def raises_to_self(self) -> bool:
        """Tell whether the node self is an exponent there, as in 2 ** self."""
        return any(
            isinstance(part, ast.BinOp)
            and isinstance(part.op, ast.Pow)
            and isinstance(part.right, ast.Name)
            and part.right.id == "self"
            for part in self.parts()
        )

    def parts(self) -> Iterator[ast.AST]:
        """Yield what stands in it."""
        for part in ast.walk(self.function or self.tree):
            if isinstance(part, ast.expr | ast.For) and covers(part, self.number):
                yield part
            yield from (one for one in getattr(part, "generators", ())
                        if covers(one.iter, self.number))  # fmt: skip


def covers(part: ast.AST, line: int) -> bool:
    """Tell whether a part of the code stands in a line, or its first line, if it is a loop."""
    first, last = getattr(part, "lineno", 0), getattr(part, "end_lineno", 0)
    if isinstance(part, ast.For):  # its first line only
        last = part.body[0].lineno - 1
    return first <= line <= max(first, last)


def behind_a_loop(line: Line, name: str) -> Read | None:
    """Return that the line calls its method behind a loop, by this variable of the loop."""
    call = behind_its_loop(line.function) if line.function else None
    if call and call.lineno == line.number and name in names_in(call):
        return Read("behind-its-loop", {}, (line.number,))
    return None
