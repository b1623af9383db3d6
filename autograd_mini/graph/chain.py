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
import math
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple

from autograd_mini.elementary import Elementary
from autograd_mini.formulas import labels
from autograd_mini.formulas.terms import (
    SYMBOLS,
    Expression,
    General,
    Step,
    Symbol,
    Term,
    local_derivatives,
    product_of,
    sum_of,
)
from autograd_mini.graph import topological_order
from autograd_mini.graph.paths import consumers, on_the_way
from autograd_mini.graph.reading import Edge, existing, names_of
from autograd_mini.value import Value


class Adjoint(NamedTuple):
    """What the symbol ∂J/∂n stands for."""

    n: Value


class ChainRule:
    """The graph of J with a name for every node, and the adjoints of those that lead from wrt.

    The adjoints are computed here, so that no grad is read or changed.

    J: the end of the graph.
    wrt: the node to differentiate by; None for all nodes.
    name: a function from nodes to the symbol that each is to have; by default each is called by
        its label, or by a number.
    rules: the namespace that the rules of the table write themselves in: SYMBOLS for these
        numbers, GENERAL for formulas that hold when the numbers change.

    Attributes: `all`, the nodes in topological order; `nodes`, those on the way from wrt to J;
    `edges`, by the id of a node the edges to its consumers; `adjoint`, ∂J/∂n by the id of n.
    """

    def __init__(
        self,
        J: Value,
        wrt: Value | None = None,
        name: Callable[[Value], Symbol] | None = None,
        rules: SimpleNamespace = SYMBOLS,
    ) -> None:
        self.J, self.wrt, self.rules = J, wrt, rules
        self.all = topological_order(J)
        self.nodes = self.all if wrt is None else on_the_way([J], [wrt])
        self.reached = any(n is J for n in self.nodes)
        extra = [] if wrt is None or any(n is wrt for n in self.all) else [wrt]
        named = extra + self.all
        self.symbols = {id(n): name(n) for n in named} if name else names_of(named, J)
        self.edges = consumers(self.nodes)
        self.adjoint: dict[int, float] = dict.fromkeys(map(id, self.nodes), 0.0)
        self.adjoint[id(J)] = 1.0
        for n in reversed(self.nodes):
            for parent, by_parent in zip(n.parents, n.partials):
                if id(parent) in self.edges:
                    self.adjoint[id(parent)] += self.adjoint[id(n)] * existing(n, by_parent)
        self._rules: dict[int, list[Term]] = {}
        self._locals: dict[int, list[Symbol]] = {}

    def symbol(self, n: Value) -> Symbol:
        """Return the symbol of a node."""
        return self.symbols[id(n)]

    def adjoint_symbol(self, n: Value) -> Symbol:
        """Return ∂J/∂n."""
        return _derivative(
            self.symbol(self.J), self.symbol(n), self.adjoint.get(id(n), 0.0), Adjoint(n)
        )

    def local(self, edge: Edge) -> Symbol:
        """Return ∂c/∂n for the edge from n to its consumer c; if it has several, with an index."""
        consumer, slot = edge
        if id(consumer) not in self._locals:
            self._locals[id(consumer)] = self._locals_of(consumer)
        return self._locals[id(consumer)][slot]

    def _locals_of(self, consumer: Value) -> list[Symbol]:
        """Return ∂c/∂parent for all parents of c; one by one they would all be read every time."""
        parents = consumer.parents
        uses = Counter(map(id, parents))
        seen: Counter[int] = Counter()
        found = []
        for slot, (n, by_n) in enumerate(zip(parents, consumer.partials)):
            number = math.nan if by_n is None else by_n  # not on the way, so nobody sees it
            local = _derivative(self.symbol(consumer), self.symbol(n), number, (consumer, slot))
            seen[id(n)] += 1
            if uses[id(n)] > 1:
                use = seen[id(n)]
                text, latex = f"{local.text}[{use}]", rf"{local.latex}\big\vert_{{{use}}}"
                local = dataclasses.replace(local, text=text, latex=latex)
            found.append(local)
        return found

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
        if id(consumer) not in self._rules:
            operands, y = self.operands(consumer), self.symbol(consumer)
            every = local_derivatives(_op(consumer), operands, y, self.rules)
            by_parent = zip(consumer.operands, every)
            self._rules[id(consumer)] = [by for x, by in by_parent if isinstance(x, Value)]
        return self._rules[id(consumer)][slot]

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
        edges = self.arrivals(n)[:arrived]
        if arrived is not None:
            so_far = 0.0
            for consumer, slot in edges:
                so_far += self.adjoint[id(consumer)] * consumer.partials[slot]
            left = dataclasses.replace(left, value=so_far)
        named = sum_of([self.share(edge, self.local(edge)) for edge in edges])
        return Step(
            "adjoint", left, (named, sum_of([self.share(edge, self.rule(edge)) for edge in edges]))
        )

    def share(self, edge: Edge, local: Term) -> Term:
        """Return what a consumer sends back along an edge; J itself sends the local derivative."""
        consumer, _ = edge
        if consumer is self.J:
            return self.rule(edge)
        return product_of([self.adjoint_symbol(consumer), local])


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
