"""The graph of an example that an engine gets wrong, with the edge where it goes wrong marked."""

import math
import re
import string
from collections.abc import Sequence

from autograd_mini.draw import Drawing, draw_graph
from autograd_mini.graph import Edge, topological_order
from autograd_mini.graph.paths import consumers
from autograd_mini.testing.conform.verdicts import Verdict
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.value import Value

MARK = 'color="#CC3311" fontcolor="#CC3311" penwidth="5" style="dashed"'
CLOSE = 1e-6  # an engine that is wrong is wrong by more than that


def picture(verdict: Verdict) -> Drawing | None:
    """Return the graph of a verdict's example with the right gradients and the wrong edge marked.

    None if the example is no program, or one that has no value.
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
    drawing = draw_graph(J, collapse="none", limit=1000)
    names = {id(n): rank for rank, n in enumerate(topological_order(J), start=1)}
    wrong = wrong_edges(J, results, verdict.example.adjoints)
    for consumer, slot in wrong:
        tail = names[id(consumer.parents[slot])]
        edge = f'id="edge-{names[id(consumer)]}-{tail}-{slot}"'
        drawing.body[:] = [
            re.sub(r"\]\s*$", f" {MARK}]\n", line) if edge in line else line
            for line in drawing.body
        ]
    message = verdict.message.replace("\\", "\\\\")
    drawing.attr(
        label=f"{verdict.name}: {message}" + ("\nThe dashed edge is wrong." if wrong else "")
    )
    return drawing


def wrong_edges(J: Value, results: Sequence[Value], adjoints: Sequence[float]) -> list[Edge]:
    """Return the edges at which an engine goes wrong, given its gradients of all results.

    That is at the newest node whose gradient is wrong: its consumers are right, so one of the edges
    to them is not.  If it is one that was forgotten, taken twice or taken with the wrong sign, it
    is known which; otherwise all of them are suspect.
    """
    if len(adjoints) != len(results):
        return []
    actual = {id(n): adjoint for n, adjoint in zip(results, adjoints)}
    edges = consumers(topological_order(J))
    for n in reversed(topological_order(J)):
        difference = actual.get(id(n), n.grad) - n.grad
        if n is J or abs(difference) <= CLOSE * max(1.0, abs(n.grad)):
            continue
        terms = [(edge, edge[0].grad * edge[0].partials[edge[1]]) for edge in edges[id(n)]]
        for factor in (-1.0, 1.0, -2.0):
            alone = [
                e for e, term in terms if math.isclose(difference, factor * term, rel_tol=CLOSE)
            ]
            if alone:
                return alone[:1]
        return [edge for edge, _ in terms]
    return []
