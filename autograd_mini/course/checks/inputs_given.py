"""Lesson 8: which inputs the neurons of a network are given, layer by layer, found by watching."""

import ast
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from traceback import walk_tb
from typing import Any, NamedTuple

from autograd_mini.course.checks.outcome import Different, Stopped, explained
from autograd_mini.course.checks.small_network import Layers, Matrices, values
from autograd_mini.course.lines.input_lines import (
    has_inputs_of_layer,
    innermost_loop,
    is_filled_beside,
    set_behind_loops,
)
from autograd_mini.course.lines.lines_run import lines_run
from autograd_mini.course.lines.statements import in_loops, is_call, statements, targets
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import Source, source_of
from autograd_mini.testing.diagnosis.where import Place

# Two inputs, and layers of three, four and two neurons.
THETA: Matrices = [
    [[0.1, 0.5, -0.2], [-0.4, 0.2, 0.3], [0.3, -0.8, 0.6]],
    [[0.2, -0.3, 0.5, 0.1], [-0.1, 0.4, -0.6, 0.7], [0.3, 0.2, 0.1, -0.4], [0.6, -0.5, 0.2, 0.1]],
    [[0.3, -0.2, 0.6, 0.4, 0.1], [-0.5, 0.1, 0.4, -0.3, 0.2]],
]
INPUTS = [0.7, -1.3]
KNOWN = {"one-in-front", "inputs-again", "z-for-a", "two-layers"}  # which are less close


class Given(NamedTuple):
    """What a neuron was given: the index of its layer, its inputs, and the line they come from.

    own: whether they are the list of what this layer has returned so far.
    """

    layer: int
    inputs: Any
    line: int
    own: bool


class Seen(NamedTuple):
    """The neurons of a network in a run, and what those of each layer returned, as z and as a.

    odd: the lines in which a neuron was given weights that are no row.
    """

    given: list[Given]
    odd: list[int]
    z: dict[int, list[Any]]
    a: dict[int, list[Any]]


def of_inputs_given(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return what is wrong with the inputs that a neuron is given; None if they are right.

    wrong: what has been found.
    """
    if isinstance(wrong, Stopped) and not _through_neuron(engine, wrong.__cause__):
        return None
    if isinstance(wrong, Different) and not wrong.general and not KNOWN.issuperset(wrong.slips):
        return None
    source = source_of(engine, getattr(engine.module, "network", None))
    if source is None:
        return None
    seen = _seen(engine, source)
    if seen.odd:
        place = Place(source.file, (seen.odd[0],))
        return explained(engine, wrong, "weights-of-no-row", place)
    for given in seen.given:
        if slip := _slip(engine, given, seen):
            fields = {"layer": str(given.layer + 2), "before": str(given.layer + 1)}
            slip, place, more = _closer(source, given, slip)
            return explained(engine, wrong, slip, place, fields | more)
    return None


def _closer(source: Source, given: Given, slip: str) -> tuple[str, Place, dict[str, str]]:
    """Return the slip of inputs, with its line, and what is named, where their name says more."""
    place, call = Place(source.file, (given.line,)), _call(source)
    if call is None or not isinstance(call.args[1], ast.Name):
        return slip, place, {}
    name, at = call.args[1].id, Place(source.file, (call.lineno,))
    if given.own and is_filled_beside(source.tree, call, name):
        return "inputs-of-own-layer", at, {"name": name, "line": str(call.lineno)}
    if slip != "inputs-again":
        return slip, place, {}
    if late := set_behind_loops(source.tree, call, name):
        return "inputs-set-too-late", Place(source.file, (late,)), {"name": name, "line": str(late)}
    if given.line == call.lineno and not has_inputs_of_layer(source.tree):
        line = innermost_loop(source.tree, call)
        place = Place(source.file, (line or given.line,), lacks=True)
    return slip, place, {}


def _through_neuron(engine: Engine, error: BaseException | None) -> bool:
    """Tell whether an error is raised in a neuron, or in what it calls."""
    code = getattr(getattr(engine.module, "neuron", None), "__code__", None)
    frames = walk_tb(error.__traceback__) if error else ()
    return not isinstance(error, NameError) and any(f.f_code is code for f, _ in frames)


def _slip(engine: Engine, given: Given, seen: Seen) -> str:
    """Return the slip of inputs that are not those of their layer; "" if they are, or unknown."""
    before = given.layer - 1
    right = [*INPUTS] if before < 0 else seen.a.get(before, [])
    if isinstance(given.inputs, engine.Value):
        return "one-input" if any(given.inputs is node for node in right) else ""
    if not isinstance(given.inputs, list | tuple) or _are(given.inputs, right):
        return ""
    first, *others = given.inputs or [None]
    if (
        _are(others, right)
        and (engine.data(first) if isinstance(first, engine.Value) else first) == 1
    ):
        return "one-in-front"
    if before > 0 and _are(given.inputs, seen.a.get(0, [])):
        return "first-layer-again"
    if before >= 0 and _are(given.inputs, INPUTS):
        return "inputs-again"
    if before >= 0 and _are(given.inputs, seen.z.get(before, [])):
        return "z-for-a"
    return _slip_of_numbers(engine, given.inputs, right)


def _slip_of_numbers(engine: Engine, found: Sequence[Any], right: Sequence[Any]) -> str:
    """Return the slip of inputs with other numbers, or with no way back; "" if there is none.

    More of them than there should be may do no harm.
    """
    if not all(isinstance(one, engine.Value | float | int) for one in found):
        return ""  # of which the error tells
    numbers = [[engine.data(one) if isinstance(one, engine.Value) else one for one in inputs]
               for inputs in (found, right)]  # fmt: skip
    if not right or numbers[0][: len(right)] != numbers[1]:
        return "other-inputs" if right else ""
    cut = [one for one, node in zip(found, right)
           if isinstance(node, engine.Value) and not getattr(one, "parents", ())]  # fmt: skip
    return "inputs-cut-off" if cut else ""


def _are(found: Sequence[Any], right: Sequence[Any]) -> bool:
    """Tell whether the same nodes are in both, or the same numbers."""
    return len(found) == len(right) > 0 and all(
        is_ is to_be or (isinstance(to_be, float) and is_ == to_be)
        for is_, to_be in zip(found, right)
    )


def _seen(engine: Engine, source: Source) -> Seen:
    """Return what a network did with three layers, as far as it came."""
    layers = values(engine, THETA)
    seen = Seen([], [], {}, {})
    code = getattr(engine.module.network, "__code__", None)
    with lines_run(code) as lines, neurons_watched(engine, source, layers, lines, seen):
        try:
            engine.module.network(layers, [*INPUTS])
        except Exception:  # which is told by itself
            return seen
    return seen


def _are_weights(layers: Layers, theta: Any) -> bool:
    """Tell whether something is a list of weights of a network, and of nothing else."""
    weights = {id(weight) for rows in layers for row in rows for weight in row}
    return isinstance(theta, list | tuple) and all(id(one) in weights for one in theta)


@contextmanager
def neurons_watched(
    engine: Engine, source: Source, layers: Layers, lines: list[int], seen: Seen
) -> Iterator[None]:
    """Take down what neurons are given, and return."""
    rows = {id(row): n for n, rows in enumerate(layers) for row in rows}
    there = vars(engine.module)
    own = there["neuron"]

    def neuron(theta: Any, x: Any) -> Any:
        layer = rows.get(id(theta))
        if layer is None and _are_weights(layers, theta):
            layer = next(
                (n for n, each in enumerate(layers) for row in each if _are(theta, row)), None
            )
            if layer is None:
                seen.odd.append(lines[-1] if lines else source.tree.lineno)
        if layer is not None:
            inputs = [*x] if isinstance(x, list) else x
            begun = isinstance(x, list) and x == seen.a.get(layer, [])
            seen.given.append(Given(layer, inputs, _line(source, lines, layer), begun))
        found = own(theta, x)
        if layer is not None and isinstance(found, tuple) and len(found) == 2:
            seen.z.setdefault(layer, []).append(found[0])
            seen.a.setdefault(layer, []).append(found[1])
        return found

    there["neuron"] = neuron
    try:
        yield
    finally:
        there["neuron"] = own


def _line(source: Source, lines: list[int], layer: int) -> int:
    """Return the last line that has set the inputs of a neuron, or else that of its call.

    Before all loops only the inputs of the first layer are set; those of others should be, later.
    """
    call = _call(source)
    if call is None:
        return lines[-1] if lines else source.tree.lineno
    name = ast.unparse(call.args[1])
    within = {node.lineno for node in in_loops(source.tree)}
    setting = {
        node.lineno
        for node in statements(source.tree)
        if name in map(ast.unparse, targets(node)) and (layer == 0 or node.lineno in within)
    }
    return next((line for line in reversed(lines) if line in setting), call.lineno)


def _call(source: Source) -> ast.Call | None:
    """Return where neuron is called; None if that is not at one place."""
    calls = [part for part in ast.walk(source.tree)
             if is_call(part, "neuron") and len(part.args) == 2]  # fmt: skip
    return calls[0] if len(calls) == 1 else None
