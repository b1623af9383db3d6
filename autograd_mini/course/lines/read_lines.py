"""What an error means, as far as the line that ends in it says so."""

import ast
import contextlib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from autograd_mini.course.lines.indices import missing_element
from autograd_mini.course.lines.name_lines import (
    is_set_in,
)
from autograd_mini.course.lines.read_attributes import lacking_attribute
from autograd_mini.course.lines.read_line import Line, Read, covers
from autograd_mini.course.lines.read_names import unknown_name, without_value
from autograd_mini.course.lines.read_types import other_type
from autograd_mini.course.lines.sort_keys import no_key


def read(
    error: str,
    text: str,
    file: str,
    line: int,
    methods: Collection[str] = (),
    names: Mapping[str, object] | None = None,
) -> Read | None:
    """Return what a line that ends in an error says of it; None if it says nothing.

    error: the name of its class.  text: what Python says.  file, line: where it is raised.
    methods: what the methods of the learner's class are called.  names: the variables there, with
    what they stand for, if that is known.
    """
    look = _LOOKS.get(error)
    if look is None or not line:
        return None
    with contextlib.suppress(OSError, SyntaxError, ValueError):
        source = Path(file).read_text("utf-8")
        tree = ast.parse(source)
        around = [part for part in ast.walk(tree)
                  if isinstance(part, ast.FunctionDef) and covers(part, line)]  # fmt: skip
        function = around[-1] if around else None  # what is within comes later
        there = Line(tree, line, function, methods, names or {}, source)
        if key := no_key(text, there.parts()):
            return Read("no-key", key, (line,))
        return look(text, there)
    return None


def _recursion(text: str, line: Line) -> Read | None:
    """Return that a method calls itself for the very node that it was called for."""
    function = line.function
    node = function.args.args[0].arg if function and function.args.args else ""
    if function is None or not line.in_class or is_set_in(node, function):
        return None
    for part in line.parts():
        if isinstance(part, ast.Call) and ast.unparse(part) == f"{node}.{function.name}()":
            fields = {"name": function.name, "code": ast.unparse(part), "line": str(line.number)}
            return Read("same-node-again", fields, (line.number,))
    return None


def _no_element(text: str, line: Line) -> Read | None:
    fields = missing_element(line.parts(), line.names)
    if fields is None:
        return None
    if fields["count"] == "0":
        return Read("index-of-nothing", fields)
    is_number = fields["index"].lstrip("-").isdigit()
    return Read("index-written" if is_number else "index-of", fields)


def _division(text: str, line: Line) -> Read | None:
    """Return what a line divides by, if that is one thing only."""
    by = {ast.unparse(part.right) for part in line.parts()
          if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div)}  # fmt: skip
    if "division" not in text or len(by) != 1:
        return None
    (code,) = by
    if line.in_class and code.endswith(".grad"):
        return Read("divided-by-gradient", {"code": code}, (line.number,))
    return Read("divided-by-0", {"code": code})


_LOOKS: dict[str, Callable[[str, Line], Read | None]] = {
    "NameError": unknown_name,
    "UnboundLocalError": without_value,
    "AttributeError": lacking_attribute,
    "TypeError": other_type,
    "RecursionError": _recursion,
    "IndexError": _no_element,
    "ZeroDivisionError": _division,
}
