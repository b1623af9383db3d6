"""Sweeps in which a node does not send along all its edges at once.

Each *walk* is a function of the same two things as an order of orders.py, and returns pairs, a node
and which of its operands it sends to.

>>> graph = {3: [2, 0], 2: [0, 1], 1: [], 0: []}
>>> WALKS["edge by edge"](graph.__getitem__, 3)
[(3, 0), (2, 0), (2, 1), (3, 1)]
"""

from collections.abc import Callable
from typing import TypeAlias

from autograd_mini.testing.diagnosis.orders import MOST, Parents

Walk: TypeAlias = Callable[[Parents, int], list[tuple[int, int]]]


def _edge_by_edge(*, mirrored: bool = False, once: bool = False) -> Walk:
    """Return the walk of a function that sends along one edge, and calls itself there at once.

    mirrored: from the last operand to the first.  once: it does not call itself for a node that it
    has been at, though it sends to it.
    """

    def walk(parents: Parents, result: int) -> list[tuple[int, int]]:
        steps: list[tuple[int, int]] = []
        met: set[int] = set()

        def visit(node: int) -> None:
            met.add(node)
            edges = list(enumerate(parents(node)))
            for i, parent in reversed(edges) if mirrored else edges:
                if len(steps) < MOST:
                    steps.append((node, i))
                    if not (once and parent in met):
                        visit(parent)

        visit(result)
        return steps

    return walk


WALKS: dict[str, Walk] = {
    "edge by edge": _edge_by_edge(),
    "edge by edge, mirrored": _edge_by_edge(mirrored=True),
    "edge by edge, once": _edge_by_edge(once=True),
    "edge by edge, once, mirrored": _edge_by_edge(mirrored=True, once=True),
}
