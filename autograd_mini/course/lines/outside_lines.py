"""What a learner's operation does where it has no value, and the line in which it does so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from autograd_mini.course.lines.number_returns import number_returns
from autograd_mini.course.lines.read_line import Read
from autograd_mini.testing.conform.lookup import SPECIAL
from autograd_mini.testing.diagnosis.source import Source, number_line

# Of each operation that is tried where it has no value: how it looks, its sign, and what raises.
OPERATIONS = {
    "log": (".log(", "log", "math.log"),
    "pow": (" ** ", "`**`", "math.pow"),
    "div": (" / ", "`/`", "Python"),
}
CLASS = "Value"


def read_outside(file: str, message: str, python: str) -> Read | None:
    """Return what a message says of an operation where it has no value, with its lines.

    None if the message is about something else.  python: the program that is shown.
    """
    op = next((op for op, (look, *_) in OPERATIONS.items() if look in python), "")
    if returned := re.match(r"it returns (.*) instead of an error$", message):
        found = returned[1]
        if not op:
            return Read("no-error", {})
        _, sign, function = OPERATIONS[op]
        fields = {"op": sign, "found": found, "function": function}
        lines = _nothing_returned(file, op) if found == "None" else number_returns(file, op)
        return Read("returned-instead-of-error", fields, tuple(lines))
    if re.match(r"it is \(.*j\) instead of an error", message):
        code, line = _power(file)
        return Read("complex-power", {"code": code}, (line,)) if code else Read("complex-root", {})
    return Read("no-error", {}) if re.match(r"it is .* instead of an error", message) else None


def _method(file: str, op: str) -> ast.FunctionDef | None:
    """Return the method of an operation; None if it cannot be read."""
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    methods = (
        part
        for cls in tree.body
        if isinstance(cls, ast.ClassDef)
        for part in cls.body
        if isinstance(part, ast.FunctionDef) and part.name == SPECIAL.get(op, op)
    )
    return next(methods, None)


def _nothing_returned(file: str, op: str) -> Iterator[int]:
    """Yield the lines in which an operation returns None, as they say themselves."""
    method = _method(file, op)
    for part in ast.walk(method) if method else ():
        match part:
            case ast.Return(value=None | ast.Constant(value=None)):
                yield part.lineno


def _power(file: str) -> tuple[str, int]:
    """Return what computes the number of a power, `**` or `pow`, and its line; "" if not sure."""
    method = _method(file, "pow")
    line = method and number_line(Source(file, method, ()), CLASS)
    found = set()
    for part in ast.walk(method) if method else ():
        match part:
            case ast.BinOp(op=ast.Pow()):
                found.add(("`**`", part.lineno))
            case ast.Call(func=ast.Name(id="pow")):
                found.add(("`pow`", part.lineno))
    there = [one for one in found if one[1] == line]
    return there[0] if len(there) == 1 else ("", 0)
