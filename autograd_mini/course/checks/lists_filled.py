"""Lesson 8: nodes in the lists of a network that no neuron has returned, found by watching."""

import math
from contextlib import suppress
from types import CodeType, FrameType
from typing import Any, NamedTuple

from autograd_mini.course.checks.inputs_given import INPUTS, THETA, Seen, neurons_watched
from autograd_mini.course.checks.outcome import Different, Stopped, explained
from autograd_mini.course.checks.small_network import values
from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place
from autograd_mini.testing.watching import traced

CLOSE = 1e-12


class Filled(NamedTuple):
    """What a network has done: the lines in which its nodes came to be, and what it returned.

    lines: by the identity of the node.
    """

    lines: dict[int, int]
    returned: Any


def of_lists_filled(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return which node is in a list of a network in place of a neuron's; None if not known.

    wrong: what has been found.
    """
    source = source_of(engine, getattr(engine.module, "network", None))
    if isinstance(wrong, Stopped) or (wrong.slips and not wrong.general) or source is None:
        return None
    layers, seen = values(engine, THETA), Seen([], [], {}, {})
    with neurons_watched(engine, source, layers, [], seen):
        filled = _filled(engine, layers)
    both = filled.returned if isinstance(filled.returned, tuple) else ()
    for name, lists, right in zip("za", both, (seen.z, seen.a)):
        for n, nodes in right.items():
            row = lists[n] if isinstance(lists, list) and n < len(lists) else []
            for i, (other, node) in enumerate(zip(row if isinstance(row, list) else [], nodes)):
                line = filled.lines.get(id(other), 0)
                if line and _differs(engine, other, node):
                    again = _is_sigmoid_of(engine, other, node)
                    slip = "sigmoid-of-a" if name == "a" and again else "other-node-in-list"
                    fields = {"node": f"{name}[{n}][{i}]", "name": name, "line": str(line)}
                    place = Place(source.file, (line,))
                    return explained(engine, wrong, slip, place, fields)
    return None


def _differs(engine: Engine, other: Any, node: Any) -> bool:
    """Tell whether this is a node that was computed from what the neuron returned."""
    computed = isinstance(other, engine.Value) and any(one is node for one in other.parents)
    return computed and not math.isclose(engine.data(other), engine.data(node), rel_tol=CLOSE)


def _is_sigmoid_of(engine: Engine, other: Any, node: Any) -> bool:
    """Tell whether a node is the σ of another."""
    value = TABLE["sigmoid"].value(engine.data(node))
    return math.isclose(engine.data(other), value, rel_tol=CLOSE)


def _filled(engine: Engine, layers: Any) -> Filled:
    """Return in which line of network each node came to be, in a variable or in a list."""
    code: CodeType | None = getattr(engine.module.network, "__code__", None)
    found, last = Filled({}, None), 0
    kept: list[Any] = []  # so that no two of them have one identity

    def see(frame: FrameType, event: str, _: object) -> Any:
        nonlocal last
        if frame.f_code is not code:
            return None
        for node in _nodes(engine, [*frame.f_locals.values()], 0):
            kept.append(node)
            found.lines.setdefault(id(node), last)
        last = frame.f_lineno
        return see

    returned = None
    with traced(see), suppress(Exception):  # which are told by themselves
        returned = engine.module.network(layers, [*INPUTS])
    return found._replace(returned=returned)


def _nodes(engine: Engine, things: list[Any], depth: int) -> list[Any]:
    """Return the nodes among some things, in lists of them, and in lists of lists."""
    found = [thing for thing in things if isinstance(thing, engine.Value)]
    for thing in things:
        if isinstance(thing, list) and depth < 2:
            found += _nodes(engine, thing, depth + 1)
    return found
