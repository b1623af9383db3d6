"""One small engine whose semantics can be altered: what would an engine with this mistake do?

It runs a probe on plain numbers.  A *switch* is a key and a value, such as ("seed",): "none" or
("send", "mul"): "missing upstream"; without switches it is a right engine.  A misconception is a
few switches, and two misconceptions are the switches of both.  Derivatives are those of the table;
a switch may put a function in place of one of them.

The keys, where `op` is an operation, or "pow:number" and "pow:base" for the powers x^2 and 2^x:

- ("value", op), ("partial", op, i): a function of the operands, or of the operands and the result.
- ("send", op or ALL), ("send", op, i): what goes to an operand, in place of the gradient of the
  result × the local derivative.
- ("receive", op or ALL), ("receive", op or ALL, i): what becomes of it, in place of being added.
- ("to", op, i): the operand that gets what belongs to operand i.
- ("no gradient", op, i), ("cuts", op, form), ("refused", op, form), ("reversed", op): True.
- ("unlinked", op, i): True; the result sends, but the sweep does not know its operand.
- ("crash", op): "forward" or "backward"; ("crash", op, form): "forward".
- ("crash", ALL): "always", or "unless alone" if a leaf by itself is no error.
- ("in place", op): "copy" or "itself".
- ("edges",), ("order",), ("seed",), ("start",), ("inner",), ("leaves",), ("result",), ("shared",),
  ("unreached",), ("values",), ("emptied",), ("to itself",), ("marks",): of the engine as a
  whole.
"""

import functools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from autograd_mini.testing.diagnosis.forward import (
    ALL,
    FORWARD,
    Edge,
    Graph,
    Stopped,
    Switches,
    Unknown,
    forward,
)
from autograd_mini.testing.diagnosis.orders import ORDERS, reached_from
from autograd_mini.testing.diagnosis.walks import WALKS
from autograd_mini.testing.programs import Program

Outcome: TypeAlias = tuple[float | str, ...]


@dataclass(frozen=True)
class Probe:
    """A program that is run on an engine, and what is looked at.

    passes: the backward passes, one after the other, each the index of a result (-1 for the last)
    and a seed, or None for none.  watch: "result" to look at the gradient of the result, too;
    "values" to see whether the pass changes any.  kind: "core", or what else it is about.
    """

    name: str
    program: Program
    numbers: tuple[float, ...]
    passes: tuple[tuple[int, float | None], ...] = ((-1, None),)
    watch: str = ""
    kind: str = "core"


# What goes to an operand, of the gradient of the result and the local derivative.
FLOWS: dict[str | None, Callable[[float, float], float]] = {
    None: lambda upstream, local: upstream * local,
    "missing upstream": lambda upstream, local: local,
    "missing local": lambda upstream, local: upstream,
    "adds": lambda upstream, local: upstream + local,
    "divides": lambda upstream, local: local / upstream,
    "divides by local": lambda upstream, local: upstream / local,
    "subtracts": lambda upstream, local: -upstream * local,
    "nothing": lambda upstream, local: 0.0,
}


class Gradients:
    """The gradients of a graph, and the backward passes that change them."""

    def __init__(self, graph: Graph, switches: Switches) -> None:
        self.graph, self.switches = graph, switches
        cells = 1 if ("shared",) in switches else len(graph.values)
        self.cells = [float(switches.get(("start",), 0.0))] * cells
        self.marked: set[int] = set()  # in passes before, if marks are kept

    def __getitem__(self, node: int) -> float:
        return self.cells[node % len(self.cells)]

    def __setitem__(self, node: int, gradient: float) -> None:
        self.cells[node % len(self.cells)] = gradient

    def backward(self, result: int, seed: float | None) -> None:
        """Run a backward pass; Stopped if it ends in an error."""
        graph, switches = self.graph, self.switches
        crash = switches.get(("crash", ALL))
        if crash == "always" or (crash == "unless alone" and graph.edges[result]):
            raise Stopped("backward")
        reached = reached_from(graph.parents, result)
        for node in reached - self.marked:
            inner = bool(graph.parents(node))
            kept = switches.get(("inner",)) == "kept" if inner else ("leaves",) not in switches
            if not kept:
                self[node] = 1.0 if switches.get(("inner",)) == "one" else 0.0
        self._seed(result, 1.0 if seed is None else seed)
        for node, edges in self._turns(result):
            if node in self.marked:
                continue
            if not self[node] and switches.get(("seed",)) == "every 0":
                self[node] = 1.0
            if graph.edges[node] and switches.get(("crash", graph.keys[node])) == "backward":
                raise Stopped("backward")
            if ("emptied",) in switches:
                for edge in edges:
                    self[edge.parent] = 0.0
            for edge in edges:
                self._send(node, edge)
        if ("unreached",) in switches:
            for leaf, edges in enumerate(graph.edges):
                if not edges and leaf not in reached:
                    self[leaf] += switches["unreached",]
        erased = switches.get(("result",))
        if erased and (graph.edges[result] or erased == "always"):
            self[result] = 0.0
        if ("marks",) in switches:
            self.marked |= reached

    def _turns(self, result: int) -> Iterator[tuple[int, list[Edge]]]:
        """Yield which node sends, and along which edges, one turn after the other."""
        graph, order = self.graph, self.switches.get(("order",), "topological")
        if order in WALKS:
            for node, i in WALKS[order](graph.parents, result):
                yield node, [graph.linked(node)[i]]
        else:
            for node in ORDERS[order](graph.parents, result):
                yield node, graph.edges[node]

    def _seed(self, result: int, seed: float) -> None:
        how = self.switches.get(("seed",), "add")
        if how == "erased" and self.graph.edges[result]:
            self[result] = 0.0
            return
        if how == "ignored":
            seed = 1.0
        elif how == "value":
            seed *= self.graph.values[result]
        elif isinstance(how, float):
            seed *= how
        if how != "none":
            self[result] = seed if how == "set" else self[result] + seed

    def _send(self, node: int, edge: Edge) -> None:
        key, switches = self.graph.keys[node], self.switches
        upstream, partial = self[node], edge.partial
        if switches.get(("edges",)) == "on operand":
            partial = self.graph.on_operand[edge.parent]
        places = ("send", key, edge.i), ("send", key), ("send", ALL, edge.i), ("send", ALL)
        how = next((switches[at] for at in places if at in switches), None)
        if how in ("operand", "first operand", "last operand"):
            source = {"operand": edge, "first operand": self.graph.edges[node][0]}
            upstream = self[source.get(how, self.graph.edges[node][-1]).parent]
            how = None
        elif how in ("number of the result", "number of the operand"):
            upstream = self.graph.values[node if how == "number of the result" else edge.parent]
            how = None
        elif how == "number for slope":
            partial, how = self.graph.values[edge.parent], None
        try:
            flow = FLOWS[how](upstream, partial)
        except ZeroDivisionError:
            raise Stopped("backward") from None
        to_itself = self.switches.get(("to itself",))
        if to_itself:
            self[node] = flow if to_itself == "overwrite" else self[node] + flow
            return
        self._receive(key, edge.i, edge.parent, flow)

    def _receive(self, key: str, i: int, node: int, flow: float) -> None:
        places = ("receive", key, i), ("receive", key), ("receive", ALL, i), ("receive", ALL)
        how = next((self.switches[at] for at in places if at in self.switches), None)
        inner = bool(self.graph.edges[node])
        overwrite = how == "overwrite" or how == ("overwrite inner" if inner else "overwrite leaf")
        if how == "first" and inner and self[node]:
            return
        self[node] = flow if overwrite else self[node] + flow


def predict(probe: Probe, switches: Switches) -> Outcome | None:
    """Return the outcome of a probe on an engine with these switches; None if nobody knows.

    >>> from autograd_mini.testing.programs import Call
    >>> square = Probe("a·a", (Call("mul", (0, 0)),), (3.0,))
    >>> predict(square, {})  # the value, the leaf as it is after the forward pass, its gradient
    (9.0, 3.0, 6.0)
    >>> predict(square, {("receive", ALL): "overwrite"})
    (9.0, 3.0, 3.0)
    """
    try:
        return _outcome(probe, switches)
    except Stopped as stopped:
        return (stopped.stage,)
    except Unknown:
        return None


@functools.lru_cache(maxsize=4096)
def _right_graph(program: Program, numbers: tuple[float, ...]) -> Graph:
    return forward(program, numbers, {})


def _outcome(probe: Probe, switches: Switches) -> Outcome:
    if any(key[0] in FORWARD for key in switches):
        graph = forward(probe.program, probe.numbers, switches)
    else:  # the backward pass does not change it
        graph = _right_graph(probe.program, probe.numbers)
    leaves = range(len(probe.numbers))
    results = [graph.at[node] for node, _ in probe.passes]
    found: list[float | str] = [graph.values[node] for node in results]
    found += [graph.values[leaf] for leaf in leaves]
    gradients = Gradients(graph, switches)
    for result, (_, seed) in zip(results, probe.passes):
        gradients.backward(result, seed)
        found += [gradients[leaf] for leaf in leaves]
    if probe.watch == "result":
        found.append(gradients[results[-1]])
    if ("values",) in switches:
        if len(probe.passes) > 1:
            raise Unknown
        if probe.watch == "values":
            return (*found, "changed")
    return (*found, "the same") if probe.watch == "values" else tuple(found)


# An engine in single precision has 1e-7, and what it computes is no mistake.
RELATIVE, ABSOLUTE = 2e-5, 1e-6


def alike(found: Outcome, predicted: Outcome | None) -> bool:
    """Tell whether an outcome is as predicted; a prediction of None is no prediction."""
    if predicted is None:
        return True
    return len(found) == len(predicted) and all(map(_close, found, predicted))


def _close(a: float | str, b: float | str) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return a == b or abs(a - b) <= RELATIVE * max(abs(a), abs(b)) + ABSOLUTE
