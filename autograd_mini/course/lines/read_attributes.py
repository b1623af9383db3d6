"""What is meant by an attribute that a thing has not."""

import ast
import re
from collections.abc import Iterator, Mapping

from autograd_mini.course.lines.edge_lines import slope_for_parent, turned_round
from autograd_mini.course.lines.indices import worth
from autograd_mini.course.lines.name_lines import (
    known_everywhere,
)
from autograd_mini.course.lines.node_for_list import node_before_dot
from autograd_mini.course.lines.node_or_number import called_of_a_number
from autograd_mini.course.lines.read_line import OF_MATH, Line, Read, behind_a_loop
from autograd_mini.course.lines.statements import names_in


def lacking_attribute(text: str, line: Line) -> Read | None:
    """Return what has not the attribute that is asked for: a node, math, or a list of weights."""
    if found := re.search(r"'Value' object has no attribute '(\w+)'", text):
        if code := node_before_dot(found[1], line.parts(), line.function):
            before = Read("node-before-dot", {"code": code, "name": found[1]}, (line.number,))
            return _outside(found[1], line) or before
        return _outside(found[1], line) or _of_no_node(found[1], line)
    found = re.search(r"'(NoneType|float|int)' object has no attribute '(\w+)'", text)
    for name in _with_attribute(found[2], line) if found else ():
        if found and found[1] == "NoneType":
            if behind := behind_a_loop(line, name):
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


def _asked_of_its_number(text: str, line: Line) -> Read | None:
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


def _with_attribute(attribute: str, line: Line) -> Iterator[str]:
    """Yield the variables that an attribute is asked of in the line."""
    for part in line.parts():
        match part:
            case ast.Attribute(value=ast.Name(id=name), attr=asked) if asked == attribute:
                yield name


def _of_weights(text: str, line: Line) -> Read | None:
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


def _of_math(text: str, line: Line) -> Read | None:
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


def _outside(name: str, line: Line) -> Read | None:
    """Return where a method of this name is written, if that is not in a class."""
    classes = [part for part in ast.walk(line.tree) if isinstance(part, ast.ClassDef)]
    methods = [part for of in classes for part in of.body]
    for part in ast.walk(line.tree):
        if isinstance(part, ast.FunctionDef) and part.name == name and part not in methods:
            if [argument.arg for argument in part.args.args][:1] != ["self"]:
                continue
            return Read("outside-the-class", {"name": name, "at": str(part.lineno)}, (part.lineno,))
    return None


def _of_no_node(name: str, line: Line) -> Read | None:
    """Return what is called as a method, and is known everywhere in the file instead."""
    for part in line.parts() if name in known_everywhere(line.tree) else ():
        match part:
            case ast.Call(func=ast.Attribute(attr=attribute) as func) if attribute == name:
                fields = {"name": name, "code": ast.unparse(func)}
                return Read("of-no-node", fields, (line.number,))
    return None
