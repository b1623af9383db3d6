r"""The chain rule on one graph: a symbol for every node and every derivative, and the equations.

Whoever explains a graph, in words or step by step, reads it here.

>>> from autograd_mini.formulas.notation import written_sides
>>> x = Value(3.0, label="x")
>>> chain = ChainRule(x.log())
>>> print(written_sides(chain.value_step(chain.J), 4, latex=False))
['J', 'log(x)', 'log(3)', '1.099']
>>> print(written_sides(chain.adjoint_step(x), 4, latex=False))
['∂J/∂x', '1 / x', '1 / 3', '0.3333']
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate
from types import SimpleNamespace
from typing import NamedTuple

from autograd_mini.elementary import Elementary
from autograd_mini.formulas import labels
from autograd_mini.formulas.notation import label_latex
from autograd_mini.formulas.terms import (
    SYMBOLS,
    Expression,
    General,
    Step,
    Symbol,
    Term,
    local_derivative,
    local_derivatives,
    product_of,
    sum_of,
)
from autograd_mini.graph.paths import consumers, on_the_way
from autograd_mini.graph.reading import Edge, Graph, existing, names_of, read
from autograd_mini.value import Value


class Adjoint(NamedTuple):
    """What the symbol ∂J/∂n stands for."""

    n: Value


class Sum(NamedTuple):
    """What the consumers of a node send back, in the order of the sweep.

    named: the terms as products of derivatives; formulas: the same with the table's formulas;
    so_far: what has been added up when so many of them have arrived, from none to all.
    """

    named: list[Term]
    formulas: list[Term]
    so_far: list[float]


class ChainRule:
    """The graph of J with a name for every node, and the adjoints of those that lead from wrt.

    The adjoints are computed here, so that no grad is read or changed.  What belongs to all the
    edges of a node is worked out once, so that all equations together take time that grows with
    the number of edges.

    J: the end of the graph, or its `Graph`.
    wrt: the node to differentiate with respect to; None for all nodes.
    name: a function from nodes to the symbol that each is to have; by default each is called by
        its label, or by a number.
    delta: a function from nodes to the symbol of their δ, or None for those that have none; by
        default the z of a network have one, called by their label.
    rules: the namespace that the rules of the table write themselves in: SYMBOLS for these
        numbers, GENERAL for formulas that hold when the numbers change.

    Attributes: `graph`; `J`, its end; `all`, its nodes in topological order; `nodes`, those on the
    way from wrt to J; `edges`, by the id of a node the edges to its consumers; `adjoint`, ∂J/∂n by
    the id of n.
    """

    def __init__(
        self,
        J: Value | Graph,
        wrt: Value | None = None,
        name: Callable[[Value], Symbol] | None = None,
        delta: Callable[[Value], Symbol | None] | None = None,
        rules: SimpleNamespace = SYMBOLS,
    ) -> None:
        self._delta = delta or self.delta
        self.graph = graph = read(J)
        self.J, self.all = graph.J, graph.nodes
        self.wrt, self.rules = wrt, rules
        self.nodes = graph.nodes if wrt is None else on_the_way([graph.J], [wrt])
        self.reached = bool(self.nodes)
        extra = [] if wrt is None or wrt in graph else [wrt]
        if name:
            self.symbols = {id(n): name(n) for n in extra + graph.nodes}
        else:
            self.symbols = names_of(extra + graph.nodes, graph.J) if extra else graph.names
        self.edges = graph.consumers if wrt is None else consumers(self.nodes)
        self.adjoint: dict[int, float] = dict.fromkeys(map(id, self.nodes), 0.0)
        self.adjoint[id(graph.J)] = 1.0
        for n in reversed(self.nodes):
            for parent, by_parent in zip(n.parents, self.partials(n)):
                if id(parent) in self.edges:
                    self.adjoint[id(parent)] += self.adjoint[id(n)] * existing(n, by_parent)
        self._formulas: dict[int, list[Term]] = {}
        self._uses: dict[int, list[int]] = {}
        self._sums: dict[int, Sum] = {}

    def partials(self, n: Value) -> Sequence[float]:
        """Return the local derivatives of a node, by its parents."""
        return self.graph.partials[id(n)]

    def symbol(self, n: Value) -> Symbol:
        """Return the symbol of a node."""
        return self.symbols[id(n)]

    def adjoint_symbol(self, n: Value) -> Symbol:
        """Return ∂J/∂n, by its name: δ for a z of a network."""
        adjoint, delta = self._by(n), self._delta(n)
        if delta is None:
            return adjoint
        return dataclasses.replace(adjoint, text=delta.text, latex=delta.latex)

    def delta(self, n: Value) -> Symbol | None:
        """Return δ for the z of a network, called by its label; None for any other node."""
        own = self.graph.names.get(id(n))
        # Of several nodes with one label, only the first has a δ of that name.
        if not labels.has_delta(n.label) or own is None or own.text != labels.ours(n.label):
            return None
        name = f"δ{own.text[1:]}"
        return Symbol(name, label_latex(name), n.grad, n)

    def _by(self, n: Value) -> Symbol:
        """Return ∂J/∂n, written so."""
        return _derivative(
            self.symbol(self.J), self.symbol(n), self.adjoint.get(id(n), 0.0), Adjoint(n)
        )

    def local(self, edge: Edge) -> Symbol:
        """Return ∂c/∂n for the edge from n to its consumer c; if it has several, with an index."""
        return self._local(edge, edge[0].parents[edge[1]])

    def _local(self, edge: Edge, n: Value) -> Symbol:
        """Return what `local` does; who knows the parent n need not ask its consumer for it."""
        consumer, slot = edge
        by_n = existing(consumer, self.partials(consumer)[slot])
        local = _derivative(self.symbol(consumer), self.symbol(n), by_n, edge)
        if id(consumer) not in self._uses:
            self._uses[id(consumer)] = _uses(consumer.parents)
        use = self._uses[id(consumer)][slot]
        if not use:
            return local
        return Symbol(
            f"{local.text}[{use}]", rf"{local.latex}\big\vert_{{{use}}}", local.value, edge
        )

    @property
    def general(self) -> General:
        """The chain rule at a node n that has the consumers c."""
        J = self.symbol(self.J)
        return General(
            f"∂{J.text}/∂n = Σ_c ∂{J.text}/∂c · ∂c/∂n",
            rf"\frac{{\partial {J.latex}}}{{\partial n}} = \sum_c "
            rf"\frac{{\partial {J.latex}}}{{\partial c}} \cdot \frac{{\partial c}}{{\partial n}}",
        )

    def rule(self, edge: Edge) -> Term:
        """Return ∂c/∂n as the formula of the table."""
        consumer, slot = edge
        if id(consumer) not in self._formulas:
            op, operands, y = _op(consumer), self.operands(consumer), self.symbol(consumer)
            where = [i for i, x in enumerate(consumer.operands) if isinstance(x, Value)]
            if op.arity is None:
                every = local_derivatives(op, operands, y, self.rules)
                self._formulas[id(consumer)] = [every[i] for i in where]
            else:
                self._formulas[id(consumer)] = [
                    local_derivative(op, i, operands, y, self.rules) for i in where
                ]
        return self._formulas[id(consumer)][slot]

    def operands(self, n: Value) -> tuple[Term, ...]:
        """Return the symbols of what an operation is applied to, and the numbers among them."""
        return tuple([self.symbol(x) if isinstance(x, Value) else x for x in n.operands])

    def value_step(self, n: Value) -> Step:
        """Return the equation that computes a node; that of a leaf says that it is given."""
        if n.op is None:
            return Step("given", self.symbol(n))
        return Step("value", self.symbol(n), (Expression(n.op.name, self.operands(n)),))

    def arrivals(self, n: Value) -> list[Edge]:
        """Return the edges that bring ∂J/∂n its terms, in the order of the sweep."""
        return sorted(self.edges[id(n)], key=lambda edge: (-edge[0].created, edge[1]))

    def adjoint_step(self, n: Value, arrived: int | None = None) -> Step:
        """Return the equation of ∂J/∂n: the sum of what its consumers send back.

        arrived: how many of the terms, counted in the order of the sweep; None for all.  As long
        as some are missing, the number is what has been added up so far.
        """
        left = self.adjoint_symbol(n)
        if n is self.J:
            return Step("adjoint", left)
        named, formulas, so_far = self._sum(n)
        if arrived is not None:
            named, formulas = named[:arrived], formulas[:arrived]
            left = dataclasses.replace(left, value=so_far[arrived])
        definition = [] if self._delta(n) is None else [self._by(n)]  # δ is short for that
        return Step("adjoint", left, (*definition, sum_of(named), sum_of(formulas)))

    def _sum(self, n: Value) -> Sum:
        if id(n) not in self._sums:
            edges = self.arrivals(n)
            flows = [self.adjoint[id(c)] * self.partials(c)[slot] for c, slot in edges]
            self._sums[id(n)] = Sum(
                [self.share(edge, self._local(edge, n)) for edge in edges],
                [self.share(edge, self.rule(edge)) for edge in edges],
                list(accumulate(flows, initial=0.0)),
            )
        return self._sums[id(n)]

    def share(self, edge: Edge, local: Term) -> Term:
        """Return what a consumer sends back along an edge; J itself sends the local derivative."""
        consumer, _ = edge
        if consumer is self.J:
            return self.rule(edge)
        return product_of([self.adjoint_symbol(consumer), local])


def _uses(parents: Sequence[Value]) -> list[int]:
    """Return for each slot which use of its parent it is, counted from 1; 0 if it is the only one.

    >>> x, y = Value(1.0), Value(2.0)
    >>> _uses([x, y, x])
    [1, 0, 2]
    """
    times = Counter(map(id, parents))
    met: Counter[int] = Counter()
    uses = []
    for parent in parents:
        met[id(parent)] += 1
        uses.append(met[id(parent)] if times[id(parent)] > 1 else 0)
    return uses


def _op(n: Value) -> Elementary:
    if n.op is None:
        raise ValueError(f"{n!r} is a leaf: no operation computed it")
    return n.op


def _derivative(top: Symbol, bottom: Symbol, number: float, stands_for: object) -> Symbol:
    return Symbol(
        labels.derivative(top.text, bottom.text),
        rf"\frac{{\partial {top.latex}}}{{\partial {bottom.latex}}}",
        number,
        stands_for,
    )
