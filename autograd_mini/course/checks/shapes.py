"""From lesson 3 on: whether a node has its parents, and a slope for each of them, as it should."""

import ast
from collections.abc import Callable, Iterable
from typing import Any

from autograd_mini.course.checks.outcome import Different
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import op_sources
from autograd_mini.testing.diagnosis.where import Place

PARTIALS = {
    "en": "({code}).partials is {found}; there should be {count} in it, one for each parent.",
    "zh": "({code}).partials 是 {found}；里面应当有 {count} 个数，每个父节点一个。",
}
NO_TUPLE = {
    "en": "({code}).{what} is {found}, and not a tuple.",
    "zh": "({code}).{what} 是 {found}，不是元组。",
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

    Different if a node has not as many partials as parents.
    """
    for op in operations:
        _, make = WRITTEN[op]
        a, b = engine.value(3.0), engine.value(-2.0)
        try:
            made = make(a, b)
            parents, partials = made.parents, made.partials
        except Exception:  # which other checks are about
            continue
        names = {id(a): "a", id(b): "b"}
        for what, found in (("parents", parents), ("partials", partials)):
            if isinstance(found, engine.Value | float | int):
                shown = names.get(id(found), "") or f"{_said(found)}"
                raise _different(engine, op, "no-comma", NO_TUPLE, what=what, found=shown)
        if not isinstance(partials, tuple | list) or len(partials) == len(parents):
            continue
        shown = f"({', '.join(map(_said, partials))}{',' if len(partials) == 1 else ''})"
        slip = "too-few-partials" if partials else "no-partials"
        raise _different(engine, op, slip, PARTIALS, found=shown, count=len(parents))


def _said(number: object) -> str:
    return f"{number:.6g}" if isinstance(number, float | int) else type(number).__name__


def _different(
    engine: Engine, op: str, slip: str, message: dict[str, str], **fields: object
) -> Different:
    code = WRITTEN[op][0]
    said = {language: text.format(code=code, **fields) for language, text in message.items()}
    python = f"{PROGRAM}J = {code}\nprint(J.parents, J.partials)"
    return Different(said, slip, python=python, operations=(op,), place=made_at(engine, op))


def made_at(engine: Engine, op: str) -> Place | None:
    """Return the line in which an operation makes its node, if there is one such line."""
    found = {
        (source.file, node.lineno)
        for source in op_sources(engine, op)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == engine.Value.__name__
    }
    if len(found) != 1:
        return None
    file, line = found.pop()
    return Place(file, (line,))
