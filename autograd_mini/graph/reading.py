"""One reading of a graph, which every tool that shows or differentiates it takes and hands on.

>>> x = Value(3.0, label="x")
>>> graph = Graph(x * x + 1)
>>> [graph.names[id(n)].text for n in graph.nodes], graph.n_edges
(['x', 'v_1', 'J'], 3)
>>> [(graph.rank[id(consumer)], slot) for consumer, slot in graph.consumers[id(x)]]
[(2, 0), (2, 1)]
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from autograd_mini.errors import checked, raise_if_missing, real
from autograd_mini.formulas.labels import ours, plain
from autograd_mini.formulas.notation import label_latex
from autograd_mini.formulas.terms import Symbol
from autograd_mini.graph.order import topological_order
from autograd_mini.graph.staleness import refuse_stale
from autograd_mini.value import Value, on_edges

Edge: TypeAlias = tuple[Value, int]  # a consumer, and which of its parents the edge comes from


class Graph:
    """All nodes that some outputs were computed from, read once; nothing is written to a node.

    outputs: the ends of the graph; usually one, J.
    reader: the function that reads it, to be named in errors.

    Attributes, those in braces by the id of a node:
    `outputs`; `J`, the first of them; `nodes`, in topological order; `rank`, {a node's place in
    that order, counted from 1}; `partials`, {its local derivatives}; `consumers`, {the edges that
    leave it, the oldest consumer first}; `n_edges`; `names`, {the symbol that it has in every
    tool}.

    TypeError for an output that is not a Value; TypeError or ValueError for data or a grad that was
    set by hand to what is no finite number; StaleGraphError if leaves were changed after the graph
    was recorded, so that a node has another value or other partials than its operands give.
    """

    # Whether its local derivatives are the table's, so that the table's formulas hold for them.
    by_the_table = True

    def __init__(self, *outputs: Value, reader: str = "") -> None:
        for output in outputs:
            if not isinstance(output, Value):
                kind = type(output).__name__
                raise TypeError(f"{reader or 'Graph'} takes a Value or a Graph, not {kind}")
        if not outputs:
            raise TypeError("a Graph needs the Value that it ends with: Graph(J)")
        self.outputs = outputs
        self.J = outputs[0]
        self.nodes = topological_order(*outputs)
        for n in self.nodes:
            checked(n)
            checked(n, "grad")
        self.rank = {id(n): rank for rank, n in enumerate(self.nodes, start=1)}
        self.partials: dict[int, Sequence[float]] = {id(n): n.partials for n in self.nodes}
        refuse_stale(self.nodes, self.partials, reader)
        self._given = [(x, x.data) for x in self.nodes if x.op is None]

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, n: Value) -> bool:
        return id(n) in self.rank

    @property
    def n_edges(self) -> int:
        """How many edges there are; an operation on n Values has n of them."""
        return sum(map(len, self.partials.values()))

    @property
    def is_current(self) -> bool:
        """Whether the leaves still have the numbers that they were read with."""
        return all(x.data == data for x, data in self._given)

    @property
    def is_swept(self) -> bool:
        """Whether a backward pass has been here: its end has a gradient, which is never 0 then."""
        return self.J.grad != 0

    @cached_property
    def consumers(self) -> dict[int, list[Edge]]:
        """The edges that leave each node, by its id."""
        return consumers(self.nodes)

    @cached_property
    def names(self) -> dict[int, Symbol]:
        """The symbol of each node, by its id: its label, or a number."""
        return names_of(self.nodes, self.J)

    def partial(self, edge: Edge) -> float:
        """Return the local derivative on an edge.

        DomainError if it does not exist, as may be in the graph of a derivative.
        """
        consumer, slot = edge
        return existing(consumer, self.partials[id(consumer)][slot])


def read(of: "Value | Graph", reader: str = "") -> Graph:
    """Return the graph of a Value; one that has been read already as it is, if it is current.

    reader: the function that reads it, to be named in errors.
    """
    if isinstance(of, Graph):
        return of if of.is_current else Graph(*of.outputs, reader=reader)
    return Graph(of, reader=reader)


def read_layers(
    *layers: Mapping[int, Iterable[Any]], J: Value | None = None, reader: str = ""
) -> Graph:
    """Return the graph of all Values in the layers of networks, such as the z and a of a record.

    J: what was computed from them, to be read as well.
    """
    units = [n for by_layer in layers for layer in by_layer.values() for n in layer]
    ends = [n for n in units if isinstance(n, Value)]
    return Graph(*ends if J is None else [J, *ends], reader=reader)


def existing(n: Value, partial: float | None) -> float:
    """Return a local derivative of a node; DomainError if it is None, which does not exist."""
    if partial is None:
        raise_if_missing(n, on_edges(n))
    return partial  # type: ignore[return-value]


def consumers(nodes: Iterable[Value]) -> dict[int, list[Edge]]:
    """Return by its id the edges that leave each node, the oldest consumer first.

    nodes: in topological order; only edges between them count.
    """
    edges: dict[int, list[Edge]] = {}
    for n in nodes:
        edges[id(n)] = []
        for slot, parent in enumerate(n.parents):
            if id(parent) in edges:
                edges[id(parent)].append((n, slot))
    return edges


EDGES = 4  # for each node that a limit allows; few graphs that can be read have more


def too_many(
    nodes: int, edges: int, limit: int, *, things: tuple[str, str] = ("nodes", "edges")
) -> str:
    """Return what is said of a graph larger than a limit allows; an empty string if none is.

    things: what its nodes and edges are called.

    >>> too_many(401, 30_000, 300)
    '401 nodes and 30,000 edges; the limit is 300 nodes and 1,200 edges'
    >>> too_many(300, 600, 300)
    ''
    """
    if nodes <= limit and edges <= EDGES * limit:
        return ""
    node, edge = things
    return (
        f"{nodes:,} {node} and {edges:,} {edge}; the limit is {limit:,} {node} and "
        f"{EDGES * limit:,} {edge}"
    )


def float_of(x: Any) -> float:
    """Return the number of a Value, or of anything else that is a real number, as a float.

    TypeError or ValueError for what has none.
    """
    return x.data if isinstance(x, Value) else real(x)


def names_of(nodes: Iterable[Value], J: Value) -> dict[int, Symbol]:
    """Return a symbol of its own for every node: by its label, or by a number.

    nodes: in the order in which they are counted; one may come again.

    When several nodes have the same label, the second one becomes z⟨2⟩, and so on; J keeps its own.
    """
    nodes = sorted(nodes, key=lambda n: n is not J)
    labels = {id(n): plain(ours(n.label)) for n in nodes}
    taken = set(labels.values())
    seen: Counter[str] = Counter()
    free = (label for i in itertools.count(1) if (label := f"v_{i}") not in taken)
    symbols = {}
    for n in nodes:
        if id(n) in symbols:
            continue
        label = labels[id(n)] or ("J" if n is J and "J" not in taken else next(free))
        seen[label] += 1
        text, latex = " ".join(label.split()) or "?", label_latex(label)
        if seen[label] > 1:
            text += f"⟨{seen[label]}⟩"
            latex = rf"{{{latex}}}^{{\langle {seen[label]} \rangle}}"
        symbols[id(n)] = Symbol(text, latex, float(n.data), n)  # an int was set by hand
    return symbols
