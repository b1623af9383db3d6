"""One reading of a graph, which every tool that shows or differentiates it takes and hands on.

>>> x = Value(3.0, label="x")
>>> graph = Graph(x * x + 1)
>>> [graph.names[id(n)].text for n in graph.nodes], graph.n_edges
(['x', 'v_1', 'J'], 3)
>>> [(graph.rank[id(consumer)], slot) for consumer, slot in graph.consumers[id(x)]]
[(2, 0), (2, 1)]
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias

from autograd_mini.formulas.notation import label_latex
from autograd_mini.formulas.terms import Symbol
from autograd_mini.graph.order import topological_order
from autograd_mini.value import Value

Edge: TypeAlias = tuple[Value, int]  # a consumer, and which of its parents the edge comes from


class Graph:
    """All nodes that some outputs were computed from, read once; nothing is written to a node.

    outputs: the ends of the graph; usually one, J.

    Attributes, those in braces by the id of a node:
    `outputs`; `J`, the first of them; `nodes`, in topological order; `rank`, {a node's place in
    that order, counted from 1}; `partials`, {its local derivatives}; `consumers`, {the edges that
    leave it, the oldest consumer first}; `n_edges`; `names`, {the symbol that it has in every
    tool}.

    TypeError for an output that is not a Value.
    """

    def __init__(self, *outputs: Value) -> None:
        for output in outputs:
            if not isinstance(output, Value):
                raise TypeError(f"a graph ends in Values, not in {output!r}")
        self.outputs = outputs
        self.J = outputs[0]
        self.nodes = topological_order(*outputs)
        self.rank = {id(n): rank for rank, n in enumerate(self.nodes, start=1)}
        self.partials = {id(n): n.partials for n in self.nodes}

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, n: Value) -> bool:
        return id(n) in self.rank

    @property
    def n_edges(self) -> int:
        """How many edges there are; an operation on n Values has n of them."""
        return sum(map(len, self.partials.values()))

    @cached_property
    def consumers(self) -> dict[int, list[Edge]]:
        """The edges that leave each node, by its id."""
        edges: dict[int, list[Edge]] = {id(n): [] for n in self.nodes}
        for n in self.nodes:
            for slot, parent in enumerate(n.parents):
                edges[id(parent)].append((n, slot))
        return edges

    @cached_property
    def names(self) -> dict[int, Symbol]:
        """The symbol of each node, by its id: its label, or a number."""
        return names_of(self.nodes, self.J)


def read(of: "Value | Graph") -> Graph:
    """Return the graph of a Value; one that has been read already, as it is."""
    return of if isinstance(of, Graph) else Graph(of)


def names_of(nodes: Iterable[Value], J: Value) -> dict[int, Symbol]:
    """Return a symbol of its own for every node: by its label, or by a number.

    When several nodes have the same label, the second one becomes z⟨2⟩, and so on; J keeps its own.
    """
    nodes = sorted(nodes, key=lambda n: n is not J)
    taken = {n.label for n in nodes}
    seen: Counter[str] = Counter()
    free = (
        label for i in range(1, len(nodes) + len(taken) + 2) if (label := f"v_{i}") not in taken
    )
    symbols = {}
    for n in nodes:
        label = n.label or ("J" if n is J and "J" not in taken else next(free))
        seen[label] += 1
        text, latex = " ".join(label.split()) or "?", label_latex(label)
        if seen[label] > 1:
            text += f"⟨{seen[label]}⟩"
            latex = rf"{{{latex}}}^{{\langle {seen[label]} \rangle}}"
        symbols[id(n)] = Symbol(text, latex, n.data, n)
    return symbols
