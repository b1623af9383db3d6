"""The forward pass of the reference engine: values, edges, and where a mistake may come in.

What the switches are is said in reference.py.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.testing.programs import Call, Program

Switches: TypeAlias = Mapping[tuple[Hashable, ...], Any]
Patch: TypeAlias = dict[tuple[Hashable, ...], Any]

ALL = "all operations"
BOTH, RIGHT, LEFT = "values", "number on the right", "number on the left"
# The switches that make a difference to the forward pass.
FORWARD = {
    "value", "partial", "no gradient", "cuts", "refused", "reversed", "crash", "in place", "edges",
    "unlinked", "to",
}  # fmt: skip
ARITHMETIC = (ValueError, OverflowError, ZeroDivisionError, TypeError, IndexError)


class Stopped(Exception):  # noqa: N818 (an outcome, and no error of this module)
    """A probe that ends in an error: "forward" or "backward"."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


class Unknown(Exception):  # noqa: N818
    """What the reference cannot foretell, such as a measured rule where nothing was measured."""


@dataclass
class Edge:
    """From a result to one of its operands: that node, ∂result/∂operand, and which operand."""

    parent: int
    partial: float
    i: int


@dataclass
class Graph:
    """What the forward pass leaves: values, edges, and by which operation each came to be.

    at: where the result of each step is; an operation that works in place has none of its own.
    unlinked: of a node, the operands that the order of the sweep leaves out.
    """

    values: list[float]
    edges: list[list[Edge]]
    keys: list[str]
    at: list[int]
    on_operand: dict[int, float] = field(default_factory=dict)
    unlinked: dict[int, set[int]] = field(default_factory=dict)

    def linked(self, node: int) -> list[Edge]:
        """Return the edges of a node to the operands that it knows, in their order."""
        left_out = self.unlinked.get(node, ())
        return [edge for edge in self.edges[node] if edge.i not in left_out]

    def parents(self, node: int) -> list[int]:
        """Return the operands of a node, in order, as far as it knows them."""
        return [edge.parent for edge in self.linked(node)]


def form_of(step: Call) -> str:
    """Return which of two operands are plain numbers.

    >>> form_of(Call("sub", (2.0, 0)))
    'number on the left'
    """
    if len(step.operands) != 2 or all(isinstance(i, int) for i in step.operands):
        return BOTH
    return RIGHT if isinstance(step.operands[0], int) else LEFT


def key_of(name: str, form: str) -> str:
    """Return what switches call an operation: powers have a rule for each form.

    >>> key_of("mul", LEFT), key_of("pow", RIGHT)
    ('mul', 'pow:number')
    """
    return (
        f"pow:{'number' if form == RIGHT else 'base'}" if name == "pow" and form != BOTH else name
    )


def forward(program: Program, numbers: Sequence[float], switches: Switches) -> Graph:
    """Run a program; Stopped if it ends in an error."""
    leaves = len(numbers)
    graph = Graph(list(numbers), [[] for _ in numbers], [""] * leaves, list(range(leaves)))
    for step in program:
        _step(graph, step, switches)
    return graph


def _step(graph: Graph, step: Call, switches: Switches) -> None:
    operands, form, name = list(step.operands), form_of(step), step.name
    if ("refused", name, form) in switches:
        raise Stopped("forward")
    if form == LEFT and ("reversed", name) in switches:
        operands, form = operands[::-1], RIGHT
    key = key_of(name, form)
    if switches.get(("crash", key)) == "forward" or ("crash", name, form) in switches:
        raise Stopped("forward")
    nodes = [graph.at[i] if isinstance(i, int) else None for i in operands]
    xs = [i if node is None else graph.values[node] for i, node in zip(operands, nodes)]
    try:
        y = float(switches.get(("value", key), TABLE[name].value)(*xs))
    except ARITHMETIC:
        raise Stopped("forward") from None
    in_place = switches.get(("in place", key))
    first = nodes[0]
    if in_place and first is not None:
        graph.values[first] = y
        if in_place == "itself":
            graph.at.append(first)
            return
        xs = [i if node is None else graph.values[node] for i, node in zip(operands, nodes)]
    edges = []
    if ("cuts", name, form) not in switches:
        for i in range(len(nodes)):
            node = nodes[switches.get(("to", key, i), i)]
            if node is not None and ("no gradient", key, i) not in switches:
                edges.append(Edge(node, _partial(name, key, i, xs, y, switches), i))
    left_out = {i for i in range(len(nodes)) if ("unlinked", key, i) in switches}
    if left_out:
        graph.unlinked[len(graph.values)] = left_out
    graph.at.append(len(graph.values))
    graph.values.append(y)
    graph.keys.append(key)
    graph.edges.append(_kept(edges, switches))
    graph.on_operand.update({edge.parent: edge.partial for edge in edges})


def _partial(
    name: str, key: str, i: int, xs: Sequence[float], y: float, switches: Switches
) -> float:
    rule: Callable[[Sequence[float], float], float] | None = switches.get(("partial", key, i))
    try:
        return float(rule(xs, y) if rule else TABLE[name].partial(i, FLOATS, xs, y))
    except ARITHMETIC:
        raise Stopped("forward") from None


def _kept(edges: list[Edge], switches: Switches) -> list[Edge]:
    """Return the edges that an engine keeps: all of them, or one for each operand."""
    how = switches.get(("edges",))
    if how not in ("first of each", "last of each"):
        return edges
    ordered = edges if how == "last of each" else edges[::-1]
    return list({edge.parent: edge for edge in ordered}.values())
