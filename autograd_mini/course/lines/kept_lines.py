"""What a learner's engine makes only once, and the line of it: defaults, and what stands outside.

What a pass puts in there is still there in the next one.
"""

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import Any

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.where import Place

CONTAINERS = (set, list, dict)


@dataclass(frozen=True)
class Kept:
    """A set, a list or a dictionary that is made once.

    name: of the parameter whose default it is, or of the variable.  function: that has this
    parameter, "" if it is a variable.  place: where it is made, if that is known.
    """

    name: str
    function: str
    place: Place | None
    thing: Any = field(compare=False, hash=False)


def containers(engine: Engine) -> list[Kept]:
    """Return what is made once in an engine: in its module, in its class, and in defaults."""
    name = engine.module.__name__
    own = [
        thing
        for where in (vars(engine.Value), vars(engine.module))
        for thing in where.values()
        if isinstance(thing, FunctionType) and thing.__module__ == name
    ]
    found = [kept for function in own for kept in _defaults(function)]
    in_class = _variables(engine, vars(engine.Value), engine.Value.__name__)
    return [*found, *in_class, *_variables(engine, vars(engine.module), "")]


def _defaults(function: FunctionType) -> Iterator[Kept]:
    """Yield the defaults of a function's parameters that something can be put into."""
    place = Place(function.__code__.co_filename, (function.__code__.co_firstlineno,))
    for name, parameter in inspect.signature(function).parameters.items():
        if isinstance(parameter.default, CONTAINERS):
            yield Kept(name, function.__name__, place, parameter.default)


def _variables(engine: Engine, names: Mapping[str, Any], of: str) -> Iterator[Kept]:
    """Yield what variables of a class, or of the module, stand for, if it is no name of Python's.

    of: the class, "" if it is the module.
    """
    for name, thing in names.items():
        if isinstance(thing, CONTAINERS) and not name.startswith("__"):
            yield Kept(name, "", _made_at(engine, name, of), thing)


def _made_at(engine: Engine, name: str, of: str) -> Place | None:
    """Return where a variable of a class, or of the module, is set; None if that is not known."""
    file = getattr(engine.module, "__file__", None) or ""
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    bodies = [part.body for part in ast.walk(tree)
              if (isinstance(part, ast.ClassDef) and part.name == of)
              or (isinstance(part, ast.Module) and not of)]  # fmt: skip
    for statement in (each for body in bodies for each in body):
        targets = statement.targets if isinstance(statement, ast.Assign) else ()
        annotated = [statement.target] if isinstance(statement, ast.AnnAssign) else ()
        stored = {part.id for target in (*targets, *annotated) for part in ast.walk(target)
                  if isinstance(part, ast.Name)}  # fmt: skip
        if name in stored:
            return Place(file, (statement.lineno,))
    return None
