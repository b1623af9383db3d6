"""Lesson 8: what cost is given in a step of descent, output by output, found by watching."""

import ast
import math
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from autograd_mini.course.checks.layer_inputs import slip_of_cost
from autograd_mini.course.checks.outcome import Different, Stopped, explained
from autograd_mini.course.checks.small_network import RATE, THETA, X, Y, values
from autograd_mini.course.lines.bound_lines import base, binders
from autograd_mini.course.lines.lines_run import lines_run
from autograd_mini.course.lines.statements import is_call
from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import Source, source_of
from autograd_mini.testing.diagnosis.where import Place

CLOSE = 1e-12
TARGET_OF_ANOTHER = "target-of-another-output"


class At(NamedTuple):
    """Where something stands in what network returned: of which sample, in z or a, and where."""

    sample: int
    name: str
    layer: int
    unit: int = -1  # of a whole list

    def told(self) -> str:
        """Return it as it is written."""
        return f"{self.name}[{self.layer}]" + (f"[{self.unit}]" if self.unit >= 0 else "")


class Given(NamedTuple):
    """What cost was given: an output, its target, and the line of descend."""

    output: Any
    target: Any
    line: int


class Seen(NamedTuple):
    """A step that was watched: the calls of cost, and where things stand, by their identity.

    targets: of which sample and output each target is.  kept: what must not be replaced meanwhile.
    """

    given: list[Given]
    places: dict[int, At]
    targets: dict[int, tuple[int, int]]
    kept: list[Any]


def of_costs_given(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return what is wrong with what cost is given; None if it is right, or not known.

    wrong: what has been found.
    """
    if isinstance(wrong, Stopped):
        error = wrong.__cause__
        if not isinstance(error, Exception) or slip_of_cost(engine, error) != "list-for-output":
            return None
    elif wrong.slips and not wrong.general:
        return None
    source = source_of(engine, getattr(engine.module, "descend", None))
    if source is None:
        return None
    seen = _watched(engine)
    for given in seen.given:
        if found := _slip(engine, given, seen):
            slip, fields = found
            place = Place(source.file, (_line(source, slip, given.line),))
            return explained(engine, wrong, slip, place, fields | {"line": str(given.line)})
    return None


def _slip(engine: Engine, given: Given, seen: Seen) -> tuple[str, dict[str, str]] | None:
    """Return the slip of a call of cost, and what its sentences name; None if it is right."""
    at, of = seen.places.get(id(given.output)), seen.targets.get(id(given.target))
    if at is None:
        return _computed(engine, given.output, seen)
    fields = {"given": at.told(), "layer": str(at.layer + 2), "last": str(len(THETA) + 1)}
    if at.name == "a" and at.layer < len(THETA) - 1:
        return "layer-for-output" if at.unit < 0 else "hidden-in-cost", fields
    if at.name == "z" or at.unit < 0 or of is None:
        return None
    sample, unit = of
    if sample != at.sample:
        fields = {"sample": str(at.sample + 1), "other": str(sample + 1)}
        return "target-of-another-sample", fields
    if unit != at.unit:
        fields = {"unit": str(at.unit + 1), "other": str(unit + 1)}
        return TARGET_OF_ANOTHER, fields
    return None


def _computed(engine: Engine, node: Any, seen: Seen) -> tuple[str, dict[str, str]] | None:
    """Return the slip of a node that is the σ of an output; None if it is another."""
    parents = [*getattr(node, "parents", ())] if isinstance(node, engine.Value) else []
    of = [at for one in parents if (at := seen.places.get(id(one)))]
    if len(parents) != 1 or not of or of[0].name != "a" or of[0].layer != len(THETA) - 1:
        return None
    again = TABLE["sigmoid"].value(engine.data(parents[0]))
    close = math.isclose(engine.data(node), again, rel_tol=CLOSE)
    return ("sigmoid-of-output", {"given": of[0].told()}) if close else None


def _line(source: Source, slip: str, line: int) -> int:
    """Return the line where what cost is given begins to be another; that of the call if unknown.

    Of a target that is of the same sample this is the loop next to it, or else the outermost one.
    """
    given = [part.args for part in ast.walk(source.tree)
             if is_call(part, "cost") and len(part.args) == 2 and part.lineno == line]  # fmt: skip
    if len(given) != 1:
        return line
    one = given[0][slip.startswith("target")]
    found = binders(source.tree, base(one), line)
    if slip == TARGET_OF_ANOTHER:  # by its index, or by the loop next to it
        found = found[:1] if isinstance(one, ast.Name) else []
    return found[-1].lineno if found else line


def _watched(engine: Engine) -> Seen:
    """Take a step, as far as it comes, and return what was seen."""
    layers, seen = values(engine, THETA), Seen([], {}, {}, [])
    samples, targets = [[*x] for x in X], [[float(repr(y_k)) for y_k in y] for y in Y]
    for i, y in enumerate(targets):
        seen.targets.update({id(y_k): (i, k) for k, y_k in enumerate(y)})
    code = getattr(engine.module.descend, "__code__", None)
    # An error is told by itself.
    with lines_run(code) as lines, _functions(engine, samples, lines, seen), suppress(Exception):
        engine.module.descend(layers, samples, targets, RATE)
    return seen


@contextmanager
def _functions(
    engine: Engine, samples: list[list[float]], lines: list[int], seen: Seen
) -> Iterator[None]:
    """Take down what network returns, and what cost is given."""
    there = vars(engine.module)
    network, cost = there["network"], there["cost"]

    def watched_network(layers: Any, x: Any) -> Any:
        found = network(layers, x)
        sample = next((i for i, one in enumerate(samples) if x is one or [*x] == one), None)
        if sample is not None and isinstance(found, tuple) and len(found) == 2:
            _take_down(seen, sample, found)
        return found

    def watched_cost(a: Any, y: Any) -> Any:
        seen.given.append(Given(a, y, lines[-1] if lines else 0))
        return cost(a, y)

    there.update(network=watched_network, cost=watched_cost)
    try:
        yield
    finally:
        there.update(network=network, cost=cost)


def _take_down(seen: Seen, sample: int, found: tuple[Any, Any]) -> None:
    """Take down where each node stands, and each list, and keep them, so that they stay apart."""
    seen.kept.append(found)
    for name, lists in zip("za", found):
        for layer, nodes in enumerate(lists if isinstance(lists, list | tuple) else ()):
            seen.places[id(nodes)] = At(sample, name, layer)
            for unit, node in enumerate(nodes if isinstance(nodes, list | tuple) else ()):
                seen.places[id(node)] = At(sample, name, layer, unit)
