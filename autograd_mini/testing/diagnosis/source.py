"""The learner's functions as syntax trees: the methods of operations, and the backward pass."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.style import DUNDERS

# How gradients may be called.
GRADIENTS = ("grad", "gradient", "_grad", "derivative", "adjoint")


@dataclass(frozen=True)
class Source:
    """A function of the engine: its tree, with the line numbers of its file."""

    file: str
    tree: ast.FunctionDef
    gradients: tuple[str, ...]
    name: str = ""  # with its class, as in Value.__add__


def source_of(engine: Engine, function: Any) -> Source | None:
    """Return the source of a function; None if there is none."""
    function = inspect.unwrap(function) if callable(function) else None
    code = getattr(function, "__code__", None)
    if code is None:
        return None
    try:
        lines, first = inspect.getsourcelines(code)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, SyntaxError, TypeError):
        return None
    ast.increment_lineno(tree, first - 1)
    own = engine.names.get("grad", "grad")
    if tree.body and isinstance(tree.body[0], ast.FunctionDef):
        name = getattr(function, "__qualname__", "")
        return Source(code.co_filename, tree.body[0], (own, *GRADIENTS), name)
    return None


def parsed_again(source: Source, file: ast.Module) -> Source | None:
    """Return the same function in the tree of a whole file, where columns are those of the file."""
    body: list[ast.stmt] = file.body
    found: ast.stmt | None = None
    for part in source.name.split("."):
        named = (ast.ClassDef, ast.FunctionDef)
        found = next((n for n in body if isinstance(n, named) and n.name == part), None)
        if found is None:
            return None
        body = found.body
    return replace(source, tree=found) if isinstance(found, ast.FunctionDef) else None


def methods_of(engine: Engine, op: str) -> Iterator[Any]:
    """Yield the functions that may be an operation of the engine: methods, or of its module."""
    for dunder, name in DUNDERS.items():
        if name == op:
            yield from _methods(engine, f"__{dunder}__")
            return
    called = engine.names.get(op, op)
    yield from _methods(engine, called)
    function = getattr(engine.module, called, None)
    if callable(function):
        yield function


def _methods(engine: Engine, name: str) -> Iterator[Any]:
    """Yield a method as the class has it and, as far as it calls super(), as its bases do."""
    for cls in engine.Value.__mro__:
        if name in vars(cls) and cls is not object:
            yield vars(cls)[name]
            if "super" not in getattr(getattr(vars(cls)[name], "__code__", None), "co_names", ()):
                return


def reflected_of(engine: Engine, op: str) -> Iterator[Any]:
    """Yield the method for a number on the left."""
    for dunder, name in DUNDERS.items():
        if name == op:
            yield from _methods(engine, f"__r{dunder}__")


def sends(source: Source) -> list[ast.Assign | ast.AugAssign]:
    """Return the assignments to gradients in a function, those of closures in it too."""
    return [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, (ast.Assign, ast.AugAssign)) and is_gradient(target(node), source)
    ]


def target(node: ast.Assign | ast.AugAssign) -> ast.expr:
    """Return what is assigned to."""
    return node.target if isinstance(node, ast.AugAssign) else node.targets[0]


def is_gradient(node: ast.expr, source: Source) -> bool:
    """Tell whether an expression is the gradient of something."""
    return isinstance(node, ast.Attribute) and node.attr in source.gradients


def receiver(node: ast.Assign | ast.AugAssign) -> str:
    """Return whose gradient is assigned to."""
    to = target(node)
    return ast.unparse(to.value) if isinstance(to, ast.Attribute) else ""


def operand_names(source: Source, arity: int | None) -> list[str]:
    """Return what a method calls its operands, in order."""
    return [argument.arg for argument in source.tree.args.args][: arity or None]


def number_line(source: Source, cls: str) -> int | None:
    """Return the line in which the number of a new node is computed; None if that is not sure.

    cls: what the class of the node is called.
    """
    calls = [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == cls
        and node.args
    ]
    returns = [node.value for node in ast.walk(source.tree) if isinstance(node, ast.Return)]
    if len(calls) > 1:  # one of them may be in a slope
        calls = [call for call in calls if call in returns]
    if len(calls) != 1:
        return None
    number = calls[0].args[0]
    if not isinstance(number, ast.Name):
        return number.lineno
    names = [
        (part.id, node.lineno)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign | ast.AugAssign)
        for part in ast.walk(target(node))
        if isinstance(part, ast.Name)
    ]
    lines = [line for name, line in names if name == number.id]
    return lines[0] if len(lines) == 1 else None


def node_line(source: Source) -> int:
    """Return where an operation returns the node it makes, or else where it begins."""
    made = [
        node.lineno
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Call)
    ]
    return made[0] if len(made) == 1 else source.tree.lineno


def backward_sources(engine: Engine) -> Iterator[Source]:
    """Yield the backward pass, and the methods of the class that it calls."""
    names = [engine.names.get("backward", "backward")]
    seen: set[str] = set()
    while names:
        name = names.pop(0)
        if name in seen or name.startswith("__"):
            continue
        seen.add(name)
        for function in _methods(engine, name):
            source = source_of(engine, function)
            if source is not None:
                yield source
                names += [
                    node.func.attr
                    for node in ast.walk(source.tree)
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                ]
    for name in ("__init__",):
        for function in _methods(engine, name):
            source = source_of(engine, function)
            if source is not None:
                yield source


def op_sources(engine: Engine, op: str, *, reflected: bool = False) -> list[Source]:
    """Return the functions of an operation, or the reflected ones."""
    functions = reflected_of(engine, op) if reflected else methods_of(engine, op)
    return [source for function in functions if (source := source_of(engine, function))]
