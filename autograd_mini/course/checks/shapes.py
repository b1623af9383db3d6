"""From lesson 3 on: whether a node has its parents, and a slope for each of them, as it should."""

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from typing import Any

from autograd_mini.course.checks.nodes_made import not_a_node, operand_returned
from autograd_mini.course.checks.outcome import Different, together
from autograd_mini.course.lines.never_called import never_called
from autograd_mini.course.lines.pass_lines import function_collected
from autograd_mini.course.lines.slope_lines import slopes_misread
from autograd_mini.course.lines.spelling import ATTRIBUTES, PARENTS, SLOPES, is_misspelt, near
from autograd_mini.course.lines.statements import is_call, sets
from autograd_mini.formulas.minus import minus
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import backward_sources, op_sources
from autograd_mini.testing.diagnosis.where import Place

PARTIALS = {
    "en": "({code}).partials is {found}; there should be {count} in it, one for each parent.",
    "zh": "({code}).partials 是 {found}；里面应当有 {count} 个数，每个 parent 一个。",
}
NUMBER = {
    "en": "the number {found} is among ({code}).parents, and no node.",
    "zh": "({code}).parents 里有数 {found}，它不是节点。",
}
NO_NODE = {
    "en": "the only one of ({code}).parents is a {kind}, and no node.",
    "zh": "({code}).parents 里只有一样东西，是 {kind}，不是节点。",
}
NO_TUPLE = {
    "en": "({code}).{what} is {found}, and not a tuple.",
    "zh": "({code}).{what} 是 {found}，不是元组。",
}
CHANGED = {
    "en": "{code} changes the {what} of {operand}.",
    "zh": "{code} 改动了 {operand} 的 {what}。",
}
PROGRAM = "from engine import Value\na, b = Value(3.0), Value(-2.0)\n"
# Each operation of the course, as a learner writes it.
WRITTEN: dict[str, tuple[str, Callable[[Any, Any], Any]]] = {
    "add": ("a + b", lambda a, b: a + b),
    "mul": ("a * b", lambda a, b: a * b),
    "pow": ("a ** 3.0", lambda a, b: a**3.0),
    "exp": ("a.exp()", lambda a, b: a.exp()),
    "log": ("a.log()", lambda a, b: a.log()),
    "sigmoid": ("a.sigmoid()", lambda a, b: a.sigmoid()),
}


def shapes(engine: Engine, operations: Iterable[str] = WRITTEN) -> None:
    """Look at the nodes that operations make; what is not written yet, or fails, is left out.

    Different if a node has not as many partials as parents, or if an operand is changed.
    """
    found = []
    for op in operations:
        try:
            _shape(engine, op)
        except Different as different:
            found.append(different)
    if found:
        raise together(found)


def _shape(engine: Engine, op: str) -> None:
    """Different if the node that an operation makes is not as it should be."""
    code, make = WRITTEN[op]
    a, b = engine.value(3.0), engine.value(-2.0)
    before = kept({"a": a, "b": b})
    try:
        made = make(a, b)
        if isinstance(made, tuple | list):
            raise not_a_node(engine, op, code, made)
        operands = {"a": a, "b": b} if "b" in code else {"a": a}
        if operand := operand_returned(engine, op, code, lambda: make(a, b), operands, made):
            operand.python = f"{PROGRAM}{operand.python}"
            raise operand
        parents, partials = made.parents, made.partials
    except Different as different:
        different.python = different.python or f"{PROGRAM}J = {code}\nprint(type(J), len(J))"
        raise
    except Exception:  # which other checks are about
        return
    unchanged(engine, op, code, {"a": a, "b": b}, before)
    edges_made(engine, op, code, parents, partials, {id(a): "a", id(b): "b"})


def edges_made(
    engine: Engine,
    op: str,
    code: str,
    parents: Any,
    partials: Any,
    names: Mapping[int, str],
    *,
    reflected: bool = False,
) -> None:
    """Different if a node has not as many partials as parents, or what can be none of them.

    op, code: the operation, and how it is written.  parents, partials: of the node that it makes.
    names: of the operands, by their id.  reflected: whether a number is on the left, as in 1 - a.
    """

    def different(
        slip: str, message: dict[str, str], attribute: str = PARENTS, **fields: object
    ) -> Different:
        place = made_at(engine, op, attribute, reflected=reflected)
        return _different(op, code, place, slip, message, **fields)

    for what, found in ((PARENTS, parents), (SLOPES, partials)):
        if isinstance(found, engine.Value | float | int):
            shown = names.get(id(found), "") or f"{_said(found)}"
            one = what == PARENTS and isinstance(found, engine.Value) and "b" in code
            slip = no_tuple(engine, partials) if one else "no-comma"
            raise different(slip, NO_TUPLE, what, what=what, found=shown)
    if kind := kind_of_one(engine, parents):
        found = different("operands-in-one", NO_NODE, kind=kind)
        found.fields = {key: {"kind": kind} for key in LANGUAGES}
        raise found
    number = next((one for one in parents if isinstance(one, float | int)), None)
    if number is not None and "b" not in code:
        raise different("number-for-parent", NUMBER, found=_said(number))
    if isinstance(partials, tuple | list) and len(partials) != len(parents):
        shown = f"({', '.join(map(_said, partials))}{',' if len(partials) == 1 else ''})"
        slip = "too-few-partials" if partials else "no-partials"
        attribute = SLOPES if len(parents) == (2 if "b" in code else 1) else PARENTS
        raise different(slip, PARTIALS, attribute, found=shown, count=len(parents))


def no_tuple(engine: Engine, partials: Any) -> str:
    """Return the slip of a node whose parents are one of two operands, and not a tuple.

    partials: of the node; the other operand, if both have been given without brackets.
    """
    return "no-tuple" if isinstance(partials, engine.Value) else "one-node-for-parents"


def kind_of_one(engine: Engine, parents: Any) -> str:
    """Return what the only parent is if it is a tuple or a list of nodes; "" if it is not."""
    only = next(iter(parents)) if isinstance(parents, tuple | list) and len(parents) == 1 else ()
    if not isinstance(only, tuple | list) or not only:
        return ""
    return type(only).__name__ if all(isinstance(one, engine.Value) for one in only) else ""


def operands_known(engine: Engine, operations: Iterable[str] = ()) -> bool:
    """Tell whether the results of operations have their operands as parents, as in lesson 2.

    operations: all that are written, if none are given.
    """
    for op in operations or WRITTEN:
        if op not in WRITTEN:
            return False
        code, make = WRITTEN[op]
        for a, b in ((engine.value(3.0), engine.value(-2.0)), (engine.value(3.0),) * 2):
            try:
                parents = list(make(a, b).parents)
            except NotImplementedError:
                continue
            except Exception:  # nobody knows
                return False
            if list(map(id, parents)) != [id(a), id(b)][: 2 if "b" in code else 1]:
                return False
    return True


def kept(operands: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what operands have, by their names; what could grow is copied."""
    found: dict[str, dict[str, Any]] = {}
    for name, operand in operands.items():
        things = {what: getattr(operand, what, None) for what in ATTRIBUTES}
        found[name] = {
            what: copy(thing) if isinstance(thing, list | set | dict) else thing
            for what, thing in things.items()
        }
    return found


def unchanged(
    engine: Engine, op: str, code: str, operands: dict[str, Any], before: dict[str, dict[str, Any]]
) -> None:
    """Different if an operation has changed something that an operand had before, as `kept` has it.

    code: the operation, as it is written.
    """
    after = kept(operands)
    for name, attributes in before.items():
        for what, thing in attributes.items():
            if _same(thing, after[name][what]):
                continue
            message = {
                language: text.format(code=code, what=what, operand=name)
                for language, text in CHANGED.items()
            }
            shown = f"{name}.{what}"
            shown = f"len({shown})" if what in ("parents", "partials") else shown
            python = f"{PROGRAM}print({shown})\nJ = {code}\nprint({shown})"
            slip = "changes-its-operand" if what == "data" else "changes-an-operand"
            place = assigned_at(engine, op, what)
            raise Different(message, slip, operations=(op,), python=python, place=place)


def _same(before: Any, after: Any) -> bool:
    """Tell whether a thing is what it was; the nodes in it have to be the same ones."""
    if isinstance(before, tuple | list) and isinstance(after, tuple | list):
        return len(before) == len(after) and all(map(operator.is_, before, after))
    return before is after or (isinstance(before, float | int | set | dict) and before == after)


def _said(number: object) -> str:
    if not isinstance(number, float | int):
        return type(number).__name__
    return minus(f"{number:.6g}")


def _different(
    op: str, code: str, place: Place | None, slip: str, message: dict[str, str], **fields: object
) -> Different:
    said = {language: text.format(code=code, **fields) for language, text in message.items()}
    of_both = ("type(J.{0})" if slip == "no-comma" else "len(J.{0})").format
    shown = ", ".join(map(of_both, ("parents", "partials")))
    python = f"{PROGRAM}J = {code}\nprint({shown})"
    return Different(said, slip, python=python, operations=(op,), place=place)


def uncalled_at(engine: Engine) -> Place | None:
    """Return where the backward pass names a method and does not call it; None if nowhere."""
    for source in backward_sources(engine):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute):
                return Place(source.file, (node.lineno,))
    return None


def misspelt_at(engine: Engine) -> tuple[str, Place] | None:
    """Return an attribute that the backward pass sets, and where, if it is spelt nearly as one."""
    there = vars(engine.value(0.0))
    for source in backward_sources(engine):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and is_misspelt(node, there):
                return node.attr, Place(source.file, (node.lineno,))
    return None


def made_at(
    engine: Engine, op: str, attribute: str = "", *, reflected: bool = False
) -> Place | None:
    """Return the line in which an operation makes its node, if there is one such line.

    attribute: what is asked for; the line that sets it counts if there is one, for it comes after.
    reflected: whether that with a number on the left is meant, as __rsub__.
    """
    if attribute and (later := assigned_at(engine, op, attribute, reflected=reflected)):
        return later if len(later.lines) == 1 else None
    found = {
        (source.file, node.lineno)
        for source in op_sources(engine, op, reflected=reflected)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == engine.Value.__name__
    }
    if len(found) != 1:
        return None
    file, line = found.pop()
    return Place(file, (line,))


def slopes_given_at(engine: Engine, op: str) -> Place | None:
    """Return the line in which the slopes stand that an operation gives to its node.

    None if they have a name there, or if it makes more than one node.
    """
    later = [(source.file, part) for source in op_sources(engine, op)
             for part in sets(source.tree, SLOPES)]  # fmt: skip
    if later:
        file, part = later[0]
        stand = isinstance(getattr(part, "value", None), ast.Tuple | ast.List)
        return Place(file, (part.lineno,)) if stand and len(later) == 1 else None
    name = engine.Value.__name__
    calls = [
        (source.file, node)
        for source in op_sources(engine, op)
        for node in ast.walk(source.tree)
        if is_call(node, name)
    ]
    if len(calls) != 1:
        return None
    file, call = calls[0]
    given = {one.arg: one.value for one in call.keywords} | dict(enumerate(call.args))
    slopes = given.get(2, given.get(SLOPES))
    return Place(file, (slopes.lineno,)) if isinstance(slopes, ast.Tuple | ast.List) else None


def assigned_at(
    engine: Engine, op: str, attribute: str, *, reflected: bool = False
) -> Place | None:
    """Return the lines in which an operation sets an attribute, or appends to it; None if none."""
    found = [
        (source.file, node.lineno)
        for source in op_sources(engine, op, reflected=reflected)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr)
        and any(_alters(part, attribute) for part in ast.walk(node))
    ]
    file = found[0][0] if found else ""
    lines = sorted({line for at, line in found if at == file})
    return Place(file, tuple(lines)) if found else None


def _alters(node: ast.AST, attribute: str) -> bool:
    """Tell whether a part of a statement sets an attribute, or calls append or the like of it."""
    if not isinstance(node, ast.Attribute):
        return False
    if node.attr == attribute:
        return isinstance(node.ctx, ast.Store)
    of = node.value
    alike = isinstance(of, ast.Attribute) and of.attr == attribute
    return alike and node.attr in ("append", "extend", "insert", "add", "update")


def misread(engine: Engine, message: dict[str, str], python: str = "") -> Different | None:
    """Return what is wrong with the names in the backward pass; None if nothing is.

    message, python: what shows that something is wrong.
    """
    if collected := function_collected(engine):
        name, at = collected
        fields = {key: {"name": name} for key in LANGUAGES}
        return Different(message, "function-collected", python=python, place=at, fields=fields)
    if place := uncalled_at(engine):
        return Different(message, "not-called", python=python, place=place)
    if misspelt := misspelt_at(engine):
        name, at = misspelt
        fields = {key: {"name": name, "near": near(name)} for key in LANGUAGES}
        return Different(message, "nearly-spelt", python=python, place=at, fields=fields)
    if slopes := slopes_misread(engine):
        slip, at = slopes
        return Different(message, slip, python=python, place=at)
    if seen := never_called(engine):
        fields = dict.fromkeys(LANGUAGES, seen.fields)
        return Different(message, seen.slip, python=python, place=seen.place, fields=fields)
    return None
