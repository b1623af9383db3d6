"""The chain rule of one graph, written out: along the paths, node by node, or as the textbook does.

>>> x = Value(3.0, label="x")
>>> J = x * x
>>> explanation = explain(J, wrt=x)
>>> for step in explanation.steps:
...     print(step.kind, step.left.text, step.value)
given x 3.0
value J 9.0
path P_1 3.0
path P_2 3.0
sum ∂J/∂x 6.0
adjoint ∂J/∂J 1.0
adjoint ∂J/∂x 6.0
"""

import math
from collections.abc import Sequence
from typing import Any

from autograd_mini.errors import real
from autograd_mini.explain.network import derive
from autograd_mini.explain.parts import Item, Phrase, Section, Steps
from autograd_mini.explain.writing import Explanation
from autograd_mini.formulas import labels
from autograd_mini.formulas.terms import Step, Symbol, product_of, sum_of
from autograd_mini.graph import Graph, read
from autograd_mini.graph.chain import ChainRule
from autograd_mini.graph.kinks import at_a_kink
from autograd_mini.graph.paths import count_paths, paths
from autograd_mini.graph.reading import read_layers, too_many
from autograd_mini.nn import Forward
from autograd_mini.options import renamed, significant, spoken, whole
from autograd_mini.value import Value


@renamed(of="shown")
def explain(
    shown: Value | Graph | Forward | Sequence[Forward],
    wrt: Value | None = None,
    *,
    y: Sequence[Any] | None = None,
    rate: float = 0.1,
    language: str = "en",
    digits: int = 4,
    max_paths: int = 8,
    limit: int = 200,
) -> Explanation:
    """Return the derivation of a derivative, with its numbers.

    shown: a Value J, or its graph that has been read; or the record that `net.forward(x)` returned,
        or a list of records, one for each sample, of one network.
    wrt: for a Value, the leaf to differentiate with respect to; None for all nodes.  An inner node
        counts as a variable of its own: the derivative says how J changes when it alone is changed.
    y: for a record, its targets, and for a list of records a list of them.  Without it they are
        read off δ = a − y, as `J.backward()` with the cross-entropy of that sample has left it.
    rate: for a record, the learning rate η of the step of gradient descent at the end.
    language: "en" or "zh".
    digits: how many significant digits the numbers are written with.
    max_paths: up to how many paths are written out one by one.
    limit: the most nodes on the way from `wrt` to J, or units of a network; of edges, or weights,
        there may be four times as many.

    The derivation of a network is the textbook derivation, as in demos/derivation.en.md: sigmoid
    units in the last layer and the cross-entropy.  No grad is changed, and none is needed if y is
    given.

    TypeError for what cannot be explained; ValueError for another language, or for more than the
    limit; StaleGraphError if leaves were changed after the graph was recorded; DomainError for an
    edge on the way whose local derivative does not exist, as may be in the graph of a derivative.

    >>> w, x = Value(0.5, label="w"), Value(3.0, label="x")
    >>> print(explain((w * x).sigmoid(), wrt=w))  # doctest: +ELLIPSIS
    How J depends on w
    ...
        v_1 = w · x = 0.5 · 3 = 1.5
        J = σ(v_1) = σ(1.5) = 0.8176
    ...
        P_1 = ∂J/∂v_1 · ∂v_1/∂w
            = J · (1 − J) · x
            = 0.8176 · (1 − 0.8176) · 3
            = 0.4474
    ...
    """
    spoken(language)
    significant(digits)
    whole("limit", limit, 1)
    whole("max_paths", max_paths, 0)
    if isinstance(shown, Value | Graph):
        if wrt is not None and not isinstance(wrt, Value):
            raise TypeError(
                f"wrt is the Value to differentiate with respect to, not {type(wrt).__name__}"
            )
        chain = _Sections(read(shown, "explain"), wrt, limit)
        title, sections = chain.explained(max_paths, digits)
        return Explanation(title, sections, language, digits, chain.derivative)
    records = [shown] if isinstance(shown, Forward) else shown
    if not isinstance(records, list | tuple) or not records:
        what = "an empty list" if records == [] else type(shown).__name__
        raise TypeError(f"explain takes a Value or a record that net.forward(x) made, not {what}")
    for record in records:
        if not isinstance(record, Forward):
            kind = type(record).__name__
            raise TypeError(f"explain takes records that net.forward(x) made, not {kind}")
    if wrt is not None:
        raise TypeError("a record is explained for all weights; leave wrt out, or explain(J, wrt)")
    units, weights = records[0].size
    large = too_many(units, weights, limit, things=("units", "weights"))
    if large:
        raise ValueError(
            f"too large to read: a network of {large}. Explain a smaller one, one weight by "
            "explain(J, wrt=theta), or raise limit="
        )
    read_layers(*[part for r in records for part in (r.z, r.a)], reader="explain")
    targets = None if y is None else [y] if isinstance(shown, Forward) else list(y)
    title, sections = derive(records, targets, real(rate), digits)
    return Explanation(title, sections, language, digits, "∂J/∂Θ")


class _Sections(ChainRule):
    """The chain rule on one graph, section by section."""

    def __init__(self, graph: Graph, wrt: Value | None, limit: int) -> None:
        super().__init__(graph, wrt)
        large = too_many(len(self.nodes), sum(map(len, self.edges.values())), limit)
        if large:
            raise ValueError(
                f"too much to read on the way: {large}. Explain an earlier node, a smaller "
                "example, or raise limit="
            )

    @property
    def derivative(self) -> str:
        """What is explained."""
        by = "n" if self.wrt is None else self.symbol(self.wrt).text
        every = "every " if self.wrt is None else ""
        return every + labels.derivative(self.symbol(self.J).text, by)

    def explained(self, max_paths: int, digits: int) -> tuple[Phrase, list[Section]]:
        J = self.symbol(self.J)
        sections = [self.values(digits)]
        if self.wrt is None:
            return Phrase("title_all", {"J": J}), [*sections, self.sweep()]
        names = {"J": J, "wrt": self.symbol(self.wrt)}
        sections.append(self.along_paths(names, max_paths))
        if self.reached:
            sections.append(self.sweep())
        return Phrase("title", names), sections

    def values(self, digits: int) -> Section:
        """Return the section that computes the nodes: J's, or those on the way if they are many."""
        shown = self.all if len(self.all) <= 2 * len(self.nodes) + 20 else self.nodes
        leaves = [n for n in shown if not n.op]
        inner = [n for n in shown if n.op]
        items: list[Item] = [Phrase("graph_text", {"digits": digits})]
        if leaves:
            items += [Phrase("given"), Steps(list(map(self.value_step, leaves)), short=True)]
        if inner:
            items += [Phrase("computed"), Steps(list(map(self.value_step, inner)))]
        return Section(Phrase("graph"), items)

    def along_paths(self, names: dict[str, Symbol], max_paths: int) -> Section:
        """Return the section with the product along each path and their sum."""
        wrt = self.wrt
        if wrt is None:
            raise TypeError("paths begin at a node; give wrt=")
        result = self.adjoint_symbol(wrt)
        items: list[Item] = []
        if wrt.op and wrt is not self.J:
            items.append(Phrase("inner", names))
        count = count_paths(self.graph, wrt)
        if count == 0:
            items += [Phrase("no_path", names), Steps([Step("sum", result)])]
        elif wrt is self.J:
            items += [Phrase("itself", names), Steps([Step("sum", result)])]
        elif count > max_paths:
            items += [Phrase("paths_many", {**names, "count": count}), self.general]
            items.append(Steps([Step("sum", result)]))
        else:
            steps = []
            for number, path in enumerate(paths(self.graph, wrt, count), start=1):
                back = path[::-1]
                along = Symbol(
                    f"P_{number}",
                    f"P_{{{number}}}",
                    math.prod(map(self.graph.partial, path)),
                )
                # The 1 that + sends back is among the named factors, and need not be written out.
                factors = list(map(self.rule, back))
                formula = product_of([f for f in factors if f != 1] or factors[:1])
                # One edge is a way, not the whole of ∂J/∂n, and so has no such name.
                named = (product_of(list(map(self.local, back))),) if len(path) > 1 else ()
                steps.append(Step("path", along, (*named, formula)))
            items.append(
                Phrase("path_text", names)
                if count == 1
                else Phrase("paths_text", {**names, "count": count})
            )
            items += [
                Steps(steps),
                Steps([Step("sum", result, (sum_of([step.left for step in steps]),))]),
            ]
        return Section(Phrase("paths"), items)

    def sweep(self) -> Section:
        """Return the section with every adjoint, from J back."""
        steps = list(map(self.adjoint_step, reversed(self.nodes)))
        on_the_way = set(map(id, self.nodes))
        users = [n for n in self.nodes if any(id(parent) in on_the_way for parent in n.parents)]
        sending = set(map(id, users))  # the others, such as leaves, send nothing on
        reused = [n for n in self.nodes if len(self.edges[id(n)]) > 1]
        items: list[Item] = [
            Phrase("sweep_all" if self.wrt is None else "sweep_text"),
            self.general,
            Phrase("sweep_order"),
            Steps(steps),
        ]
        if any(map(self._used_twice, self.nodes)):
            items.append(Phrase("slots"))
        for key, sends in (("reused", True), ("added", False)):
            if nodes := [self.symbol(n) for n in reused if (id(n) in sending) is sends]:
                items.append(Phrase(key, {"nodes": nodes}))
        if kinks := [self.symbol(n) for n in at_a_kink(users)]:
            items.append(Phrase("kinks", {"nodes": kinks}))
        return Section(Phrase("sweep"), items)

    def _used_twice(self, n: Value) -> bool:
        """Tell whether edges from a node to one consumer are told apart by an index.

        J has none: it sends back its local derivatives by their formulas.
        """
        ends = [id(consumer) for consumer, _ in self.edges[id(n)] if consumer is not self.J]
        return len(set(ends)) < len(ends)
