"""Lesson 8: lists that are made, filled, or given to neurons in another loop than is meant."""

import ast
from collections.abc import Iterator, Sequence
from typing import Any

from autograd_mini.course.checks.outcome import Different, Stopped, explained
from autograd_mini.course.lines.network_lines import place_of
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place

LISTS = "layers"  # the slip of lists that are not those of layers
REPEATED = "list-repeated"
WITHIN = "inputs-within-layer"


def slip_of_lists(engine: Engine, z: Sequence[Any], a: Sequence[Any], x: list[Any]) -> str:
    """Return the slip of lists of layers that are one list, or that have x in them; "" if none."""
    if z is a:
        return "returned-twice" if place_of(engine, "returned-twice") else "one-list"
    if place_of(engine, REPEATED) and any(_same_twice(layers) for layers in (z, a)):
        return REPEATED
    pairs = zip(z, a)
    if any(of_z is of_a for of_z, of_a in pairs if isinstance(of_z, list)):
        return "one-list"
    first = [layers[0] for layers in (z, a) if layers]
    begins = any(layer is x or (isinstance(layer, list) and layer == x) for layer in first)
    return "begins-with-x" if begins else ""


def put_in_late(
    engine: Engine, sizes: Sequence[int], right: Sequence[int]
) -> tuple[str, Place, dict[str, str]] | None:
    """Return the slip of lists of only the last neuron or layer, or of others, with its line.

    sizes: of the lists of layers, and what they should be.  None if it is another slip.
    """
    of_neurons = list(sizes) == [1] * len(right)
    if list(sizes) == list(right[::-1]):
        place = place_of(engine, "other-layers")
        return ("other-layers", place, {}) if place else None
    source = source_of(engine, getattr(engine.module, "network", None))
    if source is None or not (of_neurons or list(sizes) == [right[-1]]):
        return None
    lines = sorted(_behind_their_loop(source.tree))
    slip = "last-neuron-only" if of_neurons else "last-layer-only"
    return (slip, Place(source.file, tuple(lines)), {"line": str(lines[0])}) if lines else None


def _behind_their_loop(tree: ast.FunctionDef) -> set[int]:
    """Return the lines that put something into a list behind the loop that gives it its value."""
    loops = _loops(tree)
    found = set()
    for call in (part for part in ast.walk(tree) if isinstance(part, ast.Call)):
        match call:
            case ast.Call(func=ast.Attribute(attr="append"), args=[ast.Name(id=name)]):
                within = [loop for loop in loops if name in _made(loop)]
                if within and call not in list(ast.walk(within[-1])):
                    found.add(call.lineno)
    return found


def _same_twice(layers: Sequence[Any]) -> bool:
    """Tell whether one list stands for two layers."""
    lists = [id(layer) for layer in layers if isinstance(layer, list)]
    return len(set(lists)) < len(lists)


def of_one_list(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return that lists are one list, if a neuron misses an element for that; None if not.

    wrong: what has been found.
    """
    if not isinstance(wrong, Stopped) or not isinstance(wrong.__cause__, IndexError):
        return None
    for slip in (REPEATED, "one-list"):
        if place := place_of(engine, slip):
            return explained(engine, wrong, slip, place)
    return None


def in_the_wrong_loop(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return what is wrong with a network if it is such a list; None if there is none.

    wrong: what has been found.
    """
    if isinstance(wrong, Different) and wrong.slips not in ((), (LISTS,)) and not wrong.general:
        return None
    if isinstance(wrong, Stopped) and not isinstance(wrong.__cause__, IndexError):
        return None
    source = source_of(engine, getattr(engine.module, "network", None))
    if source is None:
        return None
    slip, found = "added-too-often", _added_too_often(source.tree)
    if not found:
        slip, found = "made-once", _made_once(source.tree)
    if not found:
        return None
    place = Place(source.file, tuple(sorted(set(found.values()))))
    return explained(engine, wrong, slip, place, {"name": next(iter(found))})


def changed_within(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return what is wrong with a network whose inputs change within a layer; None if they do not.

    wrong: what has been found.
    """
    if isinstance(wrong, Different) and wrong.slips and not wrong.general:
        return None
    if isinstance(wrong, Stopped) and not isinstance(wrong.__cause__, IndexError):
        return None
    place = place_of(engine, WITHIN)
    return explained(engine, wrong, WITHIN, place) if place else None


def _made_once(tree: ast.FunctionDef) -> dict[str, int]:
    """Return the lists that are made before all loops and filled in a loop in a loop: the lines."""
    filled = {name for name, _ in _appended(tree)}
    within = {name for loop in _loops(tree) for name in _made(loop)}
    return {name: line for name, line in _made(tree).items() if name in filled - within}


def _added_too_often(tree: ast.FunctionDef) -> dict[str, int]:
    """Return the lists that a layer's list is put into in the loop over its neurons: the lines."""
    inner = {name for loop in _inner(tree) for name in _made(loop)}
    of_a_layer = {name for loop in _loops(tree) for name in _made(loop)} - inner
    return {
        name: call.lineno
        for name, call in _appended(tree)
        if name not in of_a_layer | inner
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id in of_a_layer
    }


def _loops(tree: ast.AST) -> list[ast.For]:
    return [part for part in ast.walk(tree) if isinstance(part, ast.For)]


def _inner(tree: ast.AST) -> list[ast.For]:
    """Return the loops within loops."""
    return [part for loop in _loops(tree) for one in loop.body for part in _loops(one)]


def _appended(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield the names of the lists that are filled in a loop within a loop, with each call."""
    for loop in _inner(tree):
        for part in ast.walk(loop):
            if (
                isinstance(part, ast.Call)
                and isinstance(part.func, ast.Attribute)
                and part.func.attr == "append"
                and isinstance(part.func.value, ast.Name)
                and part.args
            ):
                yield part.func.value.id, part


def _made(tree: ast.AST) -> dict[str, int]:
    """Return the variables that get a value, with the line of each."""
    return {
        part.id: part.lineno
        for part in ast.walk(tree)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }
