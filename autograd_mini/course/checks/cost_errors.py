"""Lessons 7 and 8: of which number a cost takes a logarithm that has none, or that is no node."""

import ast
import math
from collections import ChainMap
from traceback import walk_tb
from types import FrameType
from typing import Any, NamedTuple

from autograd_mini.course.lines.indices import worth
from autograd_mini.course.lines.read_line import Read
from autograd_mini.course.lines.statements import names_in, statements, targets
from autograd_mini.formulas.minus import minus
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of

CLOSE = 1e-12


class Number(NamedTuple):
    """A number, and whether it comes from the output that a cost was given."""

    found: float
    of_output: bool


def slip_of_log(engine: Engine, error: Exception) -> Read | None:
    """Return the slip of a logarithm that a cost ends at, with its line; None if it is no such.

    Of the output, its target and the differences of these with 1 it is the number that tells.
    """
    cost = getattr(engine.module, "cost", None)
    frames = list(walk_tb(error.__traceback__))
    place = next((i for i, (frame, _) in enumerate(frames)
                  if frame.f_code is getattr(cost, "__code__", None)), None)  # fmt: skip
    if place is None:
        return None
    frame, line = frames[place]
    given = [frame.f_locals.get(name) for name in frame.f_code.co_varnames[:2]]
    if len(given) != 2 or not isinstance(given[0], engine.Value):
        return None
    a, y = engine.data(given[0]), given[1]
    if not isinstance(y, float | int):
        return None
    number = _number(engine, error, frames[place:], given[0])
    if number is None:
        return None
    if 0 < a < 1 and isinstance(error, ValueError) and _is(number.found, a - 1):
        return Read("log-of-a-minus-1", {}, (line,))
    if 0 < a < 1 and not number.of_output and _is_written(engine, number.found, line):
        return Read("log-of-written-number", {"number": minus(f"{number.found:g}")}, (line,))
    if 0 < a < 1:
        of_target = not number.of_output and (_is(number.found, y) or _is(number.found, 1 - y))
        of_target = of_target and _takes_target(engine, frame.f_code.co_varnames[1])
        return Read("log-of-target", {}, (line,)) if of_target else None
    caller, called_at = frames[place - 1] if place else (None, 0)
    own = caller is not None and caller.f_code.co_filename == frame.f_code.co_filename
    if own and isinstance(error, ValueError):
        return Read("no-output", {"a": f"{a:.4g}"}, (called_at,))
    return None


def _number(
    engine: Engine, error: Exception, frames: list[tuple[FrameType, int]], output: Any
) -> Number | None:
    """Return the number of which a logarithm is asked for; None if it is not known.

    frames: from the cost on.  output: the node that it was given.
    """
    of_output = False
    if isinstance(error, AttributeError):
        found = error.obj if error.name == "log" and len(frames) == 1 else None
    elif not isinstance(error, ValueError):
        return None
    elif len(frames) == 1:
        return _of_math(engine, *frames[0])
    else:
        node = frames[1][0].f_locals.get("self")
        of_log = frames[1][0].f_code.co_name == "log" and isinstance(node, engine.Value)
        found = engine.data(node) if of_log else None
        of_output = _comes_from(node, output)
    return Number(found, of_output) if isinstance(found, float | int) else None


def _comes_from(node: Any, output: Any) -> bool:
    """Tell whether a node is another one, or is computed from it."""
    met, waiting = {id(node)}, [node]
    while waiting:
        one = waiting.pop()
        if one is output:
            return True
        for parent in getattr(one, "parents", ()):
            if id(parent) not in met:
                met.add(id(parent))
                waiting.append(parent)
    return False


def _of_math(engine: Engine, frame: FrameType, line: int) -> Number | None:
    """Return the first number of a line of which math.log has no value; None if there is none."""
    source = source_of(engine, engine.module.cost)
    output = frame.f_code.co_varnames[0]
    for part in ast.walk(source.tree) if source else ():
        if not isinstance(part, ast.Call) or ast.unparse(part.func) != "math.log":
            continue
        if part.lineno != line or not part.args:
            continue
        found = worth(part.args[0], ChainMap(frame.f_locals, frame.f_globals))
        names = names_in(part)
        if isinstance(found, float | int) and found <= 0:
            return Number(found, output in names)
    return None


def _is_written(engine: Engine, number: float, line: int) -> bool:
    """Tell whether a line of a cost has the log of a number that is written there, and this one."""
    source = source_of(engine, engine.module.cost)
    for part in ast.walk(source.tree) if source else ():
        match part:
            case ast.Call(ast.Attribute(ast.Name("math"), "log"), [ast.Constant(found)]):
                pass
            case ast.Call(ast.Attribute(ast.Constant(found), "log")):
                pass
            case ast.Call(ast.Attribute(ast.Call(ast.Name("Value"), [ast.Constant(found)]), "log")):
                pass
            case _:
                continue
        if part.lineno == line and found == number:
            return True
    return False


def _takes_target(engine: Engine, target: str) -> bool:
    """Tell whether a cost has the log of something with its target in it, by a variable too."""
    source, names = source_of(engine, engine.module.cost), {target}
    if source is None:
        return True
    for node in statements(source.tree):
        if isinstance(node, ast.Assign) and names.intersection(names_in(node.value)):
            names |= set(map(ast.unparse, targets(node)))
    of = [
        taken
        for part in ast.walk(source.tree)
        if isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and part.func.attr == "log"
        for taken in [part.func.value, *part.args]
    ]
    return any(names.intersection(names_in(taken)) for taken in of)


def _is(found: float, number: float) -> bool:
    return math.isclose(found, number, abs_tol=CLOSE)
