"""What is of another type than a line takes it for."""

import ast
import re

from autograd_mini.course.lines.argument_names import unknown_argument
from autograd_mini.course.lines.calls_with_signs import sign_for_call
from autograd_mini.course.lines.node_or_number import node_for_number
from autograd_mini.course.lines.power_signs import meant_as_power
from autograd_mini.course.lines.read_line import Line, Read
from autograd_mini.course.lines.spelling import PARENTS, SLOPES
from autograd_mini.course.lines.statements import is_call

NO_ELEMENTS = re.compile(
    r"'(int|float|Value)' object is not (iterable|subscriptable)"
    r"|of type '(int|float|Value)' (has no len|is not iterable)"
)
_Loop = ast.For | ast.comprehension


def other_type(text: str, line: Line) -> Read | None:
    """Return what is a node and taken for a number, or is no list and taken for one."""
    if argument := unknown_argument(text, line.parts()):
        return Read(*argument, (line.number,))
    if "for ^" in text and (sign := _power_sign(line)):
        return sign
    if code := node_for_number(text, line.parts()):
        # In other functions it may be due to the call, which comes with the error.
        lines = (line.number,) if line.in_class else ()
        return Read("node-for-number", {"code": code}, lines)
    if line.in_class and "for ** or pow()" in text and line.raises_to_self():
        return Read("node-for-number", {"code": "self"}, (line.number,))
    if call := sign_for_call(text, line.parts(), line.names):
        return Read("sign-for-call", call, (line.number,))
    if found := re.search(r"Value\.(\w+)\(\) takes 0 positional arguments", text):
        return _without_self(found[1], line)
    return _no_elements(text, line)


def _without_self(name: str, line: Line) -> Read | None:
    """Return where a method is written that has nothing in its brackets."""
    for part in ast.walk(line.tree):
        for method in part.body if isinstance(part, ast.ClassDef) else ():
            if isinstance(method, ast.FunctionDef) and method.name == name:
                found = method.args
                given = found.args or found.posonlyargs or found.vararg or method.decorator_list
                return None if given else Read("no-self", {"name": name}, (method.lineno,))
    return None


def _no_elements(text: str, line: Line) -> Read | None:
    """Return what is taken for a list."""
    found = NO_ELEMENTS.search(text)
    if found is None:
        return None
    gone_through = found[2] == "iterable"
    for loop in (part for part in line.parts() if gone_through and isinstance(part, _Loop)):
        for part in ast.walk(loop.iter):
            if is_call(part, "len"):
                return Read("no-range", {"code": ast.unparse(part)})
        if found[1] == "int" and isinstance(loop.iter, ast.Name):
            return Read("no-range", {"code": loop.iter.id})
    edges = (PARENTS, SLOPES)
    if any(isinstance(part, ast.Attribute) and part.attr in edges
           for part in ast.walk(line.function or line.tree)):  # fmt: skip
        return None
    return Read("no-elements", {})


def _power_sign(line: Line) -> Read | None:
    """Return the ^ of a line, which is meant as a power."""
    for part in line.parts():
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitXor):
            code = " ".join((ast.get_source_segment(line.source, part) or "").split())
            meant = meant_as_power(code, in_math=line.in_class)
            slip = "no-power" if meant else "no-power-of-all"
            return Read(slip, {"code": code, "near": meant}, (line.number,))
    return None
