"""The graph of an example that an engine gets wrong, with what goes wrong marked."""

import itertools
import math
import re
import string
from collections.abc import Sequence

from autograd_mini.draw import Drawing, draw_graph
from autograd_mini.graph import Edge, topological_order
from autograd_mini.graph.paths import consumers
from autograd_mini.testing.conform.report import message
from autograd_mini.testing.conform.verdicts import Verdict
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.value import Value

RED = {False: "#CC3311", True: "#FF8A75"}  # by whether the page is dark
# Edges with a negative flow are dashed, too: in grey it is a sign before its derivative that tells.
DERIVATIVE, SIGN = "<TD>∂", "<TD>✗ ∂"
EARLY, TWICE = "too early, before all that use it had sent theirs", "more than once"
WORDS = {
    "en": {
        "wrong": "What is red, dashed and marked with ✗ is wrong.",
        "colon": ": ",
        EARLY: f"{{node}} sent its gradient {EARLY}.",
        TWICE: f"{{node}} sent its gradient {TWICE}.",
    },
    "zh": {
        "wrong": "标有 ✗ 的红色虚线是错的。",
        "colon": "：",
        EARLY: "{node} 把梯度传得太早：用到它的节点还没有全部传完。",
        TWICE: "{node} 把梯度传了不止一次。",
    },
}
CLOSE = 1e-6  # an engine that is wrong is wrong by more than that


def picture(verdict: Verdict, language: str = "en", *, dark: bool = False) -> Drawing | None:
    """Return the graph of a verdict's example with the right gradients and what is wrong marked.

    That is an edge, or a node that has sent its gradient too early or twice.  None if the example
    is no program, or one that has no value.
    """
    if not verdict.example.program:
        return None
    leaves = [Value(x) for x in verdict.example.numbers]
    try:
        results = run(verdict.example.program, VALUES, leaves)
        J = results[-1]
        J.backward()
    except (ArithmeticError, ValueError):
        return None
    # The names that the example in Python has.
    for name, n in zip(string.ascii_lowercase, results[:-1]):
        n.label = n.label or name
    J.label = J.label or "J"
    say, red = WORDS[language], RED[dark]
    mark = f'color="{red}" fontcolor="{red}" penwidth="5" style="dashed"'
    drawing = draw_graph(J, collapse="none", limit=1000, language=language, dark=dark)
    names = {id(n): rank for rank, n in enumerate(topological_order(J), start=1)}
    sender = wrong_sender(J, results, verdict.example.adjoints)
    wrong = [] if sender else wrong_edges(J, results, verdict.example.adjoints)
    said = say["wrong"] if wrong else ""
    if sender:
        node, how = sender
        said = say[how].format(node=node.label)
        drawing.node(f"n{names[id(node)]}", shape="box", color=red, penwidth="5", style="dashed")
    for consumer, slot in wrong:
        tail = names[id(consumer.parents[slot])]
        edge = f'id="edge-{names[id(consumer)]}-{tail}-{slot}"'
        drawing.body[:] = [
            re.sub(r"\]\s*$", f" {mark}]\n", line.replace(DERIVATIVE, SIGN, 1))
            if edge in line
            else line
            for line in drawing.body
        ]
    what = message(verdict, language).replace("\\", "\\\\")
    drawing.attr(label="\n".join(filter(None, [f"{verdict.name}{say['colon']}{what}", said])))
    return drawing


def wrong_sender(
    J: Value, results: Sequence[Value], adjoints: Sequence[float]
) -> tuple[Value, str] | None:
    """Return the node that has sent its gradient too early or twice, and which of them; or None.

    Its own gradient is right in the end.  But the one that it sends to lacks some of what it got
    from its consumers, or has some of it twice.
    """
    wrong = _newest_wrong(J, results, adjoints)
    if wrong is None:
        return None
    n, difference, edges = wrong
    for consumer in {id(edge[0]): edge[0] for edge in edges[id(n)]}.values():
        got = [_flow(edge) for edge in edges[id(consumer)]]
        partial = sum(c.partials[slot] for c, slot in edges[id(n)] if c is consumer)
        if not 2 <= len(got) <= 10 or not partial:
            continue
        some = [sum(part) for k in range(1, len(got)) for part in itertools.combinations(got, k)]
        for factor, parts, how in (
            (-1.0, some, EARLY),
            (1.0, [*some, sum(got)], TWICE),
        ):
            if any(_same(difference, factor * part * partial) for part in parts):
                return consumer, how
    return None


def _newest_wrong(
    J: Value, results: Sequence[Value], adjoints: Sequence[float]
) -> tuple[Value, float, dict[int, list[Edge]]] | None:
    """Return the newest node whose gradient is wrong, by how much, and the edges to consumers."""
    if len(adjoints) != len(results):
        return None
    actual = {id(n): adjoint for n, adjoint in zip(results, adjoints)}
    order = topological_order(J)
    for n in reversed(order):
        difference = actual.get(id(n), n.grad) - n.grad
        if n is not J and abs(difference) > CLOSE * max(1.0, abs(n.grad)):
            return n, difference, consumers(order)
    return None


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=CLOSE)


def wrong_edges(J: Value, results: Sequence[Value], adjoints: Sequence[float]) -> list[Edge]:
    """Return the edges at which an engine goes wrong, given its gradients of all results.

    That is at the newest node whose gradient is wrong: its consumers are right, so one of the edges
    to them is not.  If it is one that was forgotten, taken twice or taken with the wrong sign, it
    is known which; otherwise all of them are suspect.
    """
    wrong = _newest_wrong(J, results, adjoints)
    if wrong is None:
        return []
    n, difference, edges = wrong
    suspects = edges[id(n)]
    alone = [[edge] for edge in suspects]
    together = [[e for e in suspects if e[0] is edge[0]] for edge in suspects]
    for factor, groups in ((-1.0, alone), (1.0, alone), (-1.0, together), (-2.0, alone)):
        for group in groups:
            if _same(difference, factor * sum(map(_flow, group))):
                return group
    return suspects


def _flow(edge: Edge) -> float:
    """Return what goes back along an edge."""
    consumer, slot = edge
    return consumer.grad * consumer.partials[slot]
