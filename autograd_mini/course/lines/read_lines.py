"""What an error means, as far as the line that ends in it says so."""

import ast
import contextlib
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from autograd_mini.course.lines.argument_names import unknown_argument
from autograd_mini.course.lines.calls_with_signs import sign_for_call
from autograd_mini.course.lines.edge_lines import slope_for_parent, turned_round
from autograd_mini.course.lines.indices import missing_element, worth
from autograd_mini.course.lines.name_lines import (
    Told,
    is_called,
    is_set_in,
    known_everywhere,
    read_before,
    unknown_names,
    unset,
)
from autograd_mini.course.lines.node_for_list import node_before_dot
from autograd_mini.course.lines.node_or_number import called_of_a_number, node_for_number
from autograd_mini.course.lines.power_signs import meant_as_power
from autograd_mini.course.lines.sending_lines import behind_its_loop
from autograd_mini.course.lines.sort_keys import no_key
from autograd_mini.course.lines.spelling import ATTRIBUTES, PARENTS, SLOPES
from autograd_mini.course.lines.statements import is_call, names_in

# Functions of math, and what they are called in lessons and books.
OF_MATH = {name: name for name in vars(math) if not name.startswith("_")} | {"ln": "log"}
NO_ELEMENTS = re.compile(
    r"'(int|float|Value)' object is not (iterable|subscriptable)"
    r"|of type '(int|float|Value)' (has no len|is not iterable)"
)
_Loop = ast.For | ast.comprehension


class Read(NamedTuple):
    """What a line says: the slip, what its sentences name, and other lines that it is in."""

    slip: str
    fields: dict[str, str]
    lines: tuple[int, ...] = ()


class _Line(NamedTuple):
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
        return any(isinstance(part, ast.ClassDef) and _covers(part, self.number)
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
            if isinstance(part, ast.expr | ast.For) and _covers(part, self.number):
                yield part
            yield from (one for one in getattr(part, "generators", ())
                        if _covers(one.iter, self.number))  # fmt: skip


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
                  if isinstance(part, ast.FunctionDef) and _covers(part, line)]  # fmt: skip
        function = around[-1] if around else None  # what is within comes later
        there = _Line(tree, line, function, methods, names or {}, source)
        if key := no_key(text, there.parts()):
            return Read("no-key", key, (line,))
        return look(text, there)
    return None


def _covers(part: ast.AST, line: int) -> bool:
    first, last = getattr(part, "lineno", 0), getattr(part, "end_lineno", 0)
    if isinstance(part, ast.For):  # its first line only
        last = part.body[0].lineno - 1
    return first <= line <= max(first, last)


def _unknown(text: str, line: _Line) -> Read | None:
    """Return what a name is that nothing has there."""
    if "free variable" in text:
        return _without_value(text, line)
    found = re.search(r"name '(\w+)' is not defined", text)
    name = found[1] if found else ""
    if later := _of_a_later_loop(name, line):
        return Read("for-order", {"name": name, "near": later}, (line.number,))
    called = is_called(name, line.function or line.tree, line.number)
    if called and name in OF_MATH and (line.in_class or name not in line.methods):
        return Read("math-forgotten", {"name": name, "near": f"math.{OF_MATH[name]}"})
    if line.function is None or name in line.methods:
        return None
    if given := _called_otherwise(name, line.function, line):
        near = ", ".join(f"`{one}`" for one in given)
        fields = {"name": name, "near": near, "function": line.function.name}
        return Read("called-otherwise", fields, (line.function.lineno, line.number))
    if name in ATTRIBUTES or not name:
        return None
    return _of(unset(name, line.tree, line.number))


def _called_otherwise(name: str, function: ast.FunctionDef, line: _Line) -> list[str]:
    """Return what a function is given and does not read, if as many names are unknown to it."""
    used = set(names_in(function))
    given = [argument.arg for argument in function.args.args if argument.arg not in used]
    given = [argument for argument in given if argument != "self"]
    lacking = unknown_names(line.tree, line.number)
    return given if name in lacking and len(given) == len(lacking) else []


def _of(told: Told | None) -> Read | None:
    return Read(*told) if told else None


def _of_a_later_loop(name: str, line: _Line) -> str:
    """Return the `for` of an expression that gives a name its value, after one that reads it."""
    for part in line.parts():
        loops = part.generators if isinstance(part, ast.ListComp | ast.GeneratorExp) else []
        for i, loop in enumerate(loops):
            read = set(names_in(loop.iter))
            for later in loops[i + 1 :] if name in read else ():
                if _sets(later.target, name):
                    return f"for {ast.unparse(later.target)} in {ast.unparse(later.iter)}"
    return ""


def _without_value(text: str, line: _Line) -> Read | None:
    """Return the ifs that alone give a variable its value, or what stands behind a loop."""
    found = re.search(r"variable '(\w+)'", text)
    name = found[1] if found else ""
    if behind := _behind_its_loop(line, name):
        return behind
    if ifs := _ifs_without_else(line, name):
        return Read("no-else", {"name": name, "at": str(ifs[0])}, ifs)
    return _of(read_before(name, line.tree, line.number))


def _ifs_without_else(line: _Line, name: str) -> tuple[int, ...]:
    """Return the ifs before the line that alone set a variable, in each of their branches."""
    body = line.function.body if line.function else []
    setting = [part for part in body if _sets(part, name)]
    ifs = [part for part in setting
           if isinstance(part, ast.If) and (part.end_lineno or 0) < line.number
           and _in_each_branch(part, name)]  # fmt: skip
    return tuple(part.lineno for part in ifs) if len(ifs) == len(setting) else ()


def _in_each_branch(part: ast.If, name: str) -> bool:
    """Tell whether each branch of an if sets a variable for sure, and there is no else."""
    if not any(_sets(one, name) for one in part.body if isinstance(one, ast.Assign)):
        return False
    match part.orelse:
        case []:
            return True
        case [ast.If() as other]:
            return _in_each_branch(other, name)
    return False


def _behind_its_loop(line: _Line, name: str) -> Read | None:
    """Return that the line calls its method behind a loop, by this variable of the loop."""
    call = behind_its_loop(line.function) if line.function else None
    if call and call.lineno == line.number and name in names_in(call):
        return Read("behind-its-loop", {}, (line.number,))
    return None


def _sets(tree: ast.AST, name: str) -> bool:
    return any(
        isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Store)
        for part in ast.walk(tree)
    )


def _attribute(text: str, line: _Line) -> Read | None:
    """Return what has not the attribute that is asked for: a node, math, or a list of weights."""
    if found := re.search(r"'Value' object has no attribute '(\w+)'", text):
        if code := node_before_dot(found[1], line.parts(), line.function):
            before = Read("node-before-dot", {"code": code, "name": found[1]}, (line.number,))
            return _outside(found[1], line) or before
        return _outside(found[1], line) or _of_no_node(found[1], line)
    found = re.search(r"'(NoneType|float|int)' object has no attribute '(\w+)'", text)
    for name in _with_attribute(found[2], line) if found else ():
        if found and found[1] == "NoneType":
            if behind := _behind_its_loop(line, name):
                return behind
        elif line.function and (turned := turned_round(line.function, name)):
            return Read("names-turned-round", turned[1], (turned[0],))
        elif (
            found
            and line.function
            and (fields := slope_for_parent(line.function, name, found[2], line.number))
        ):
            return Read("slope-for-parent", fields, (line.number,))
    outside = None if line.in_class else _asked_of_its_number(text, line) or _of_weights(text, line)
    return _of_math(text, line) or outside


def _asked_of_its_number(text: str, line: _Line) -> Read | None:
    """Return the node whose method is asked of its number, as in a.data.log()."""
    found = re.search(r"'(?:float|int)' object has no attribute '(\w+)'", text)
    name = found[1] if found else ""
    if name not in line.methods:
        return None
    asked = [part for part in line.parts() if isinstance(part, ast.Attribute) and part.attr == name]
    numbers = {number for part in asked for number in _numbers_of_nodes(part.value)}
    others = [part for part in asked if not _numbers_of_nodes(part.value)]
    if len(numbers) != 1 or not all(_has_a_node(part.value, line.names) for part in others):
        return None
    (code,) = numbers
    fields = {"code": code, "near": code.removesuffix(".data"), "name": name}
    return Read("asked-of-its-number", fields, (line.number,))


def _numbers_of_nodes(part: ast.expr) -> set[str]:
    """Return where the number of a node is taken, as it is written."""
    return {ast.unparse(one) for one in ast.walk(part)
            if isinstance(one, ast.Attribute) and one.attr == "data"}  # fmt: skip


def _has_a_node(part: ast.expr, names: Mapping[str, object]) -> bool:
    """Tell whether a variable in a part of a line is a node, as far as it is known."""
    return any(hasattr(names.get(name), "data") for name in names_in(part))


def _with_attribute(attribute: str, line: _Line) -> Iterator[str]:
    """Yield the variables that an attribute is asked of in the line."""
    for part in line.parts():
        match part:
            case ast.Attribute(value=ast.Name(id=name), attr=asked) if asked == attribute:
                yield name


def _of_weights(text: str, line: _Line) -> Read | None:
    found = re.search(r"'list' object has no attribute '(data|grad)'", text)
    given = line.function.args.args[:1] if line.function else []
    weights = {id(leaf) for name in given for leaf in _leaves(line.names.get(name.arg))}
    for part in line.parts() if found else ():
        if isinstance(part, ast.Attribute) and found and part.attr == found[1]:
            thing = worth(part.value, line.names)
            if isinstance(thing, list) and weights & set(map(id, _leaves(thing))):
                return Read("list-for-weight", {"code": ast.unparse(part.value), "name": found[1]})
    return None


def _leaves(thing: object) -> list[object]:
    """Return what is in a list, and in the lists in it."""
    if not isinstance(thing, list):
        return [thing]
    return [leaf for one in thing for leaf in _leaves(one)]


def _of_math(text: str, line: _Line) -> Read | None:
    """Return what is no function of math, or in the class a method of a number where one is."""
    if found := re.search(r"module 'math' has no attribute '(\w+)'", text):
        return Read("not-in-math", {"name": found[1]})
    found = re.search(r"'(?:int|float)' object has no attribute '(\w+)'", text)
    if found is None or found[1] not in OF_MATH or not line.in_class:
        return None
    code = called_of_a_number(found[1], line.parts())
    if not code:
        return None
    near = f"math.{OF_MATH[found[1]]}({code})"
    return Read("method-of-a-number", {"code": code, "near": near}, (line.number,))


def _recursion(text: str, line: _Line) -> Read | None:
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


def _types(text: str, line: _Line) -> Read | None:
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


def _without_self(name: str, line: _Line) -> Read | None:
    """Return where a method is written that has nothing in its brackets."""
    for part in ast.walk(line.tree):
        for method in part.body if isinstance(part, ast.ClassDef) else ():
            if isinstance(method, ast.FunctionDef) and method.name == name:
                found = method.args
                given = found.args or found.posonlyargs or found.vararg or method.decorator_list
                return None if given else Read("no-self", {"name": name}, (method.lineno,))
    return None


def _outside(name: str, line: _Line) -> Read | None:
    """Return where a method of this name is written, if that is not in a class."""
    classes = [part for part in ast.walk(line.tree) if isinstance(part, ast.ClassDef)]
    methods = [part for of in classes for part in of.body]
    for part in ast.walk(line.tree):
        if isinstance(part, ast.FunctionDef) and part.name == name and part not in methods:
            if [argument.arg for argument in part.args.args][:1] != ["self"]:
                continue
            return Read("outside-the-class", {"name": name, "at": str(part.lineno)}, (part.lineno,))
    return None


def _of_no_node(name: str, line: _Line) -> Read | None:
    """Return what is called as a method, and is known everywhere in the file instead."""
    for part in line.parts() if name in known_everywhere(line.tree) else ():
        match part:
            case ast.Call(func=ast.Attribute(attr=attribute) as func) if attribute == name:
                fields = {"name": name, "code": ast.unparse(func)}
                return Read("of-no-node", fields, (line.number,))
    return None


def _no_elements(text: str, line: _Line) -> Read | None:
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


def _no_element(text: str, line: _Line) -> Read | None:
    fields = missing_element(line.parts(), line.names)
    if fields is None:
        return None
    if fields["count"] == "0":
        return Read("index-of-nothing", fields)
    is_number = fields["index"].lstrip("-").isdigit()
    return Read("index-written" if is_number else "index-of", fields)


def _power_sign(line: _Line) -> Read | None:
    """Return the ^ of a line, which is meant as a power."""
    for part in line.parts():
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitXor):
            code = " ".join((ast.get_source_segment(line.source, part) or "").split())
            meant = meant_as_power(code, in_math=line.in_class)
            slip = "no-power" if meant else "no-power-of-all"
            return Read(slip, {"code": code, "near": meant}, (line.number,))
    return None


def _division(text: str, line: _Line) -> Read | None:
    """Return what a line divides by, if that is one thing only."""
    by = {ast.unparse(part.right) for part in line.parts()
          if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div)}  # fmt: skip
    if "division" not in text or len(by) != 1:
        return None
    (code,) = by
    if line.in_class and code.endswith(".grad"):
        return Read("divided-by-gradient", {"code": code}, (line.number,))
    return Read("divided-by-0", {"code": code})


_LOOKS: dict[str, Callable[[str, _Line], Read | None]] = {
    "NameError": _unknown,
    "UnboundLocalError": _without_value,
    "AttributeError": _attribute,
    "TypeError": _types,
    "RecursionError": _recursion,
    "IndexError": _no_element,
    "ZeroDivisionError": _division,
}
