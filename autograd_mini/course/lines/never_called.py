"""A function that sends gradients, where backward() sends none itself and does not call it."""

import ast
from collections.abc import Iterator
from types import FunctionType

from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import Source, backward_sources, sends, source_of
from autograd_mini.testing.diagnosis.where import Place


def never_called(engine: Engine) -> Seen | None:
    """Return the function that sends and that nothing of the pass calls; None if there is none.

    The place is where backward() ends, for there the call is missing.
    """
    own = engine.names.get("backward", "backward")
    reached = [source for source in backward_sources(engine) if source.tree.name != "__init__"]
    named = {name for source in reached for name in _named(source.tree)}
    within = [part for source in reached for part in ast.walk(source.tree)
              if isinstance(part, ast.FunctionDef) and part is not source.tree]  # fmt: skip
    inner = [part for part in within if part.name not in named]
    unused = {id(part) for function in inner for part in ast.walk(function)}
    sent = {id(send) for source in reached for send in _sent(source)}
    seeded = any(_sent(source) != sends(source) for source in reached)
    if sent - unused or not seeded or any(_calls(engine, source.tree) for source in reached):
        return None
    others = [source for source in _written(engine) if source.tree.name not in {own, *named}]
    sending = [part for part in inner if sent & {id(each) for each in ast.walk(part)}]
    sending += [source.tree for source in others if _sent(source)]
    known = {name for source in others for name in _used(source.tree)}
    if len(sending) != 1 or sending[0].name in known:  # then another one calls it
        return None
    backward, function = reached[0], sending[0]
    line = backward.tree.body[-1].lineno
    place = Place(backward.file, (line,))
    fields = {"name": function.name, "call": _call(function), "line": str(line)}
    return Seen("never-called", place, fields)


def _calls(engine: Engine, tree: ast.AST) -> bool:
    """Tell whether a function of the module is called, which may call others."""
    called = [part.func for part in ast.walk(tree) if isinstance(part, ast.Call)]
    names = [function.id for function in called if isinstance(function, ast.Name)]
    return any(isinstance(getattr(engine.module, name, None), FunctionType) for name in names)


def _named(tree: ast.FunctionDef) -> Iterator[str]:
    """Yield the names that a function uses, but for those that only a function in it uses itself.

    So of a function that calls nothing but itself there is none.
    """
    for part in ast.iter_child_nodes(tree):
        yield from _used(part)


def _used(part: ast.AST) -> Iterator[str]:
    names = set()
    if isinstance(part, ast.FunctionDef):
        names = {name for inner in part.body for name in _used(inner)} - {part.name}
    else:
        if isinstance(part, ast.Attribute):
            names.add(part.attr)
        elif isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
            names.add(part.id)
        names |= {name for inner in ast.iter_child_nodes(part) for name in _used(inner)}
    yield from names


def _sent(source: Source) -> list[ast.AST]:
    """Return where a function sends something, and does not only set it to a number."""
    return [send for send in sends(source) if not isinstance(send.value, ast.Constant)]


def _written(engine: Engine) -> Iterator[Source]:
    """Yield the methods of the learner's class without those of Python, and the functions."""
    functions = [*vars(engine.Value).values(), *vars(engine.module).values()]
    for function in functions:
        if isinstance(function, FunctionType) and not function.__name__.startswith("__"):
            source = source_of(engine, function)
            if source and source.file == getattr(engine.module, "__file__", None):
                yield source


def _call(function: ast.FunctionDef) -> str:
    """Return how backward() calls a function."""
    given = [argument.arg for argument in function.args.args]
    if given[:1] == ["self"]:
        return f"self.{function.name}({'…' if given[1:] else ''})"
    return f"{function.name}({'self' if len(given) == 1 else '…' if given else ''})"
