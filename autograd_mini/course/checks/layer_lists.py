"""Lesson 8: a list that is made once, and in which the neurons of all layers come together."""

import ast

from autograd_mini.course.checks.outcome import Different, Stopped, raised
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place

LISTS = "layers"  # the slip of lists that are not those of layers


def made_once(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return what is wrong with a network if it is such a list; None if there is none.

    wrong: what has been found.
    """
    if isinstance(wrong, Different) and wrong.slips not in ((), (LISTS,)) and not wrong.general:
        return None
    cause = wrong.__cause__
    if isinstance(wrong, Stopped) and not isinstance(cause, IndexError):
        return None
    source = source_of(engine, getattr(engine.module, "network", None))
    found = _made_once(source.tree) if source else {}
    if not found or source is None:
        return None
    lines = tuple(sorted(set(found.values())))
    fields = {language: {"name": next(iter(found))} for language in LANGUAGES}
    message = wrong.message if isinstance(wrong, Different) else {}
    if isinstance(cause, Exception) and not message:
        message = raised(engine, cause)
    place = Place(source.file, lines)
    return Different(message, "made-once", python=wrong.python, place=place, fields=fields)


def _made_once(tree: ast.FunctionDef) -> dict[str, int]:
    """Return the lists that are made before all loops and filled in a loop in a loop: the lines."""
    loops = [part for part in ast.walk(tree) if isinstance(part, ast.For)]
    inner = [part for loop in loops for one in loop.body for part in ast.walk(one)
             if isinstance(part, ast.For)]  # fmt: skip
    filled = {
        part.func.value.id
        for loop in inner
        for part in ast.walk(loop)
        if isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and part.func.attr == "append"
        and isinstance(part.func.value, ast.Name)
    }
    within = {name for loop in loops for name in _made(loop)}
    return {name: line for name, line in _made(tree).items() if name in filled - within}


def _made(tree: ast.AST) -> dict[str, int]:
    """Return the variables that get a value, with the line of each."""
    return {
        part.id: part.lineno
        for part in ast.walk(tree)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }
