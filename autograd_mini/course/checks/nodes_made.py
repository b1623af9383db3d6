"""Lessons 2 to 6: whether an operation returns a new node, and not a tuple, or anything else."""

import ast
from collections.abc import Callable, Mapping
from typing import Any

from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.lines.lines_run import lines_run
from autograd_mini.course.lines.node_calls import parents_outside
from autograd_mini.course.lines.number_returns import number_returns
from autograd_mini.course.slips.articles import with_article
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import methods_of, source_of
from autograd_mini.testing.diagnosis.where import Place

OPERAND = {
    "en": "{code} is the operand {name} itself; it should be a new node.",
    "zh": "{code} 就是运算数 {name} 本身；应当是一个新节点。",
}
NOT_A_NODE = {
    "en": "{code} is {found}, not a Value.",
    "zh": "{code} 不是 Value，而是 {found}。",
}


def not_a_node(
    engine: Engine, op: str, code: str, made: Any, make: Callable[[], Any] | None = None
) -> Different:
    """Return what is to be said of an operation that returns something else than a node.

    make: the operation, as it is done once more; of a number it shows where it is returned.
    """
    number = isinstance(made, float | int)
    found = dict.fromkeys(LANGUAGES, repr(made)) if made is None or number else _kind(engine, made)
    message = {
        language: text.format(code=code, found=found[language])
        for language, text in NOT_A_NODE.items()
    }
    if number:
        place = _number_returned_at(engine, op, make) if make else None
        return Different(message, "plain-number", place=place)
    if made is None:
        return Different(message, "no-return")
    begins = isinstance(made, tuple) and bool(made) and isinstance(made[0], engine.Value)
    if begins and (outside := parents_outside(engine, op)):
        fields = {key: {"code": outside.code, "meant": outside.meant} for key in LANGUAGES}
        return Different(
            message, "closed-too-early", operations=(op,), place=outside.place, fields=fields
        )
    fields = {language: {"found": kind} for language, kind in found.items()}
    return Different(message, "something-else", operations=(op,), fields=fields)


def _kind(engine: Engine, made: Any) -> dict[str, str]:
    """Return of which type a thing is, in words, by language."""
    if made is engine.Value:
        return {"en": "the class Value itself", "zh": "Value 这个类本身"}
    name = type(made).__name__
    return {"en": with_article(name), "zh": name}


def operand_returned(
    engine: Engine,
    op: str,
    code: str,
    make: Callable[[], Any],
    operands: Mapping[str, Any],
    made: Any,
) -> Different | None:
    """Return what is to be said of an operation that returns one of its operands; None if not.

    code, make: the operation, as it is written, and as it is done once more.  operands: by their
    names.  made: what the operation has returned.
    """
    name = next((name for name, operand in operands.items() if operand is made), "")
    if not name:
        return None
    message = {key: text.format(code=code, name=name) for key, text in OPERAND.items()}
    fields = {key: {"name": name} for key in LANGUAGES}
    place = _returned_at(engine, op, make)
    asked = ", ".join(f"J is {operand}" for operand in operands)
    python = f"J = {code}\nprint({asked})"
    return Different(
        message, "operand-returned", operations=(op,), place=place, fields=fields, python=python
    )


def _returned_at(engine: Engine, op: str, make: Callable[[], Any]) -> Place | None:
    """Return the `return` that an operation ends with, as it is run."""
    function = next(methods_of(engine, op), None)
    source = source_of(engine, function)
    if source is None:
        return None
    with lines_run(getattr(function, "__code__", None)) as lines:
        make()
    found = {
        part.lineno
        for part in ast.walk(source.tree)
        if isinstance(part, ast.Return) and lines and _covers(part, lines[-1])
    }
    return Place(source.file, tuple(found)) if len(found) == 1 else None


def _number_returned_at(engine: Engine, op: str, make: Callable[[], Any]) -> Place | None:
    """Return the `return` that an operation ends with, if what it returns is surely a number."""
    place = _returned_at(engine, op, make)
    numbers = number_returns(place.file, op) if place else ()
    return place if place and set(place.lines) <= set(numbers) else None


def _covers(part: ast.stmt, line: int) -> bool:
    return part.lineno <= line <= (part.end_lineno or part.lineno)
