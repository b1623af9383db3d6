"""What happens, moment by moment, while a graph is computed and J.backward() runs.

The page, the animation and the frames all replay the same trace.

>>> x = Value(3.0, label="x")
>>> for moment in Trace(x * x).moments:
...     print(moment.kind, moment.node, moment.edge, moment.number)
given None None None
value 2 None 9.0
seed 2 None 1.0
term 1 (2, 0) 3.0
term 1 (2, 1) 6.0
"""

import copy
from typing import NamedTuple

from autograd_mini.draw.style import LONGEST
from autograd_mini.formulas.labels import in_short, plain
from autograd_mini.formulas.terms import GENERAL, Step, Symbol
from autograd_mini.graph import Graph, read, topological_order
from autograd_mini.graph.chain import ChainRule
from autograd_mini.graph.reading import too_many
from autograd_mini.options import whole
from autograd_mini.value import Value, zero_grad


class Moment(NamedTuple):
    """One step of the forward or the backward pass.

    kind: "given", all leaves have their numbers; "value", a node is computed; "seed", ∂J/∂J is set
        to 1; "term", an edge brings its term to ∂J/∂node.
    node: which node the moment is about, by its rank; None for "given".
    edge: for a term, the rank of the consumer that sends it, and the slot of the node there.
    equation: the step of the explanation, with placeholders for names; None for "given".
    term, terms: for a term, which one it is, counted from 1, and of how many.
    """

    kind: str
    node: int | None = None
    edge: tuple[int, int] | None = None
    equation: Step | None = None
    term: int = 0
    terms: int = 0

    @property
    def number(self) -> float | None:
        """The number that the moment arrives at; for a term, ∂J/∂node as far as it has come."""
        return None if self.equation is None else self.equation.value


class Trace:
    r"""The forward and the backward pass of a graph, on a copy: no grad of the graph is touched.

    In the labels of the copy stand no characters that an SVG or a page may not hold, and of a very
    long one the middle is left out; whatever is written of a trace, is written of these.

    J: the end of the graph, or its `Graph`.
    limit: the most nodes; of edges there may be four times as many.

    Attributes: `J`, the copy, after its backward pass; `graph`, the reading of it; `nodes`, its
    nodes in topological order; `rank`, by the id of a node its place there, counted from 1, which
    is also its number in `draw_graph`; `names`, the symbols of the nodes in an explanation, in the
    same order; `deltas`, the symbols of their δ, or None; `moments`.

    In `moment.equation`, node 7 is called v7 in text and \text{n7} in LaTeX, and its δ, if it has
    one, d7 and \text{d7}, to be filled in by whoever shows it, as often as the numbers change.

    TypeError if J is not a Value; ValueError for a graph of more nodes or edges than the limit; the
    error of `J.backward()` if that fails.
    """

    def __init__(self, J: Value | Graph, limit: int = 300) -> None:
        if not isinstance(J, Value | Graph):
            raise TypeError(f"a trace needs the Value at the end of a graph, not {J!r}")
        whole("limit", limit, 1)
        given = read(J, reader="stepper")
        large = too_many(len(given), given.n_edges, limit)
        if large:
            raise ValueError(
                f"a graph has too many steps to follow, with {large}. Take one of its earlier "
                "nodes or a smaller example, draw it as a whole by "
                'draw_graph(J, collapse="layers"), or raise limit='
            )
        self.J = copy.deepcopy(given.J)
        for n in topological_order(self.J):
            n.label = in_short(plain(n.label), LONGEST)
        self.graph = Graph(self.J)
        self.nodes, self.rank = self.graph.nodes, self.graph.rank
        zero_grad([n for n in self.nodes if not n.op])
        self.J.backward()
        self.chain = ChainRule(
            self.graph, name=self._placeholder, delta=self._delta_placeholder, rules=GENERAL
        )
        self.deltas = [self.chain.delta(n) for n in self.nodes]
        self.names = [self.graph.names[id(n)] for n in self.nodes]
        for n, symbol in zip(self.nodes, self.names):
            n.label = n.label or symbol.text  # so that the picture names it as the formulas do
        self.moments = [Moment("given"), *self._forward(), *self._backward()]

    def _placeholder(self, n: Value) -> Symbol:
        rank = self.rank[id(n)]
        return Symbol(f"v{rank}", rf"\text{{n{rank}}}", n.data, n)

    def _delta_placeholder(self, n: Value) -> Symbol | None:
        if self.chain.delta(n) is None:
            return None
        rank = self.rank[id(n)]
        return Symbol(f"d{rank}", rf"\text{{d{rank}}}", n.grad, n)

    def _forward(self) -> list[Moment]:
        return [
            Moment("value", self.rank[id(n)], equation=self.chain.value_step(n))
            for n in self.nodes
            if n.op
        ]

    def _backward(self) -> list[Moment]:
        seed = self.chain.adjoint_step(self.J)
        moments = [Moment("seed", len(self.nodes), equation=seed)]
        arrived = dict.fromkeys(self.rank, 0)
        for consumer in reversed(self.nodes):
            for slot, n in enumerate(consumer.parents):
                arrived[id(n)] += 1
                moments.append(
                    Moment(
                        "term",
                        self.rank[id(n)],
                        (self.rank[id(consumer)], slot),
                        self.chain.adjoint_step(n, arrived[id(n)]),
                        arrived[id(n)],
                        len(self.chain.edges[id(n)]),
                    )
                )
        return moments
