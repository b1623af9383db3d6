"""Forms that a float can hold, in place of those that it cannot: each is the same function.

Recognised, however they are written (σ is the sigmoid, Σ goes over the same j everywhere):

    log σ(z), log(1 − σ(z))                      log_sigmoid(z), log_sigmoid(−z)
    y·log σ(z) + (1 − y)·log(1 − σ(z))           y·z − softplus(z), whose slope is y − σ(z)
    log Σ exp(z_j)                               logsumexp(z)
    log(exp(z_k) / b)                            z_k − log b; so −log softmax(z)_k is
                                                 logsumexp(z) − z_k, whose slope is softmax(z) − y
    softplus(logsumexp(z_j of j ≠ k) − z_k)      logsumexp(z) − z_k
    logsumexp(z_j − c) for a number c            logsumexp(z) − c: a maximum taken out cancels
    (z_j − c) − (z_k − c)                        z_j − z_k

All are identities of algebra: no derivative is written here.  They keep the absolute error of J
below a few ulp of z, and δ exact to 1e-16, wherever a saturates.
"""

import math
from typing import Any, Protocol

NONE = -1  # in a term, the second factor where there is one only
ALONE = {"sum", "logsumexp"}  # what `terms` looks at where it stands in a sum without a factor


class Folding(Protocol):
    """What is needed of the graph that is being folded; see fold.py."""

    kinds: list[str]
    args: list[tuple[Any, ...]]

    def make(self, kind: str, args: tuple[Any, ...]) -> int: ...  # noqa: D102
    def number(self, x: float) -> int: ...  # noqa: D102
    def sum(self, terms: list[tuple[int, int, int]]) -> int: ...  # noqa: D102


def form(graph: Folding, kind: str, args: tuple[Any, ...]) -> int | None:
    """Return the node that an operation is to be instead; None if it may stay as it is."""
    recognise = {"log": _log, "softplus": _softplus, "logsumexp": _logsumexp}.get(kind)
    return recognise(graph, args) if recognise else None


def _terms(graph: Folding, node: int) -> tuple[tuple[int, int, int], ...]:
    """Return the terms of a node that is a sum; none of any other."""
    return graph.args[node] if graph.kinds[node] == "sum" else ()


def _log(graph: Folding, args: tuple[int, ...]) -> int | None:
    (x,) = args
    kind, inside = graph.kinds[x], graph.args[x]
    if kind == "exp":
        return int(inside[0])
    if kind == "sigmoid":
        return graph.make("log_sigmoid", inside)
    if kind == "div" and graph.kinds[inside[0]] == "exp":
        below = graph.make("log", (inside[1],))
        return graph.sum([(1, graph.args[inside[0]][0], NONE), (-1, below, NONE)])
    if kind == "sum":
        if len(inside) > 1 and all(
            sign == 1 and b == NONE and graph.kinds[a] == "exp" for sign, a, b in inside
        ):
            return graph.make("logsumexp", tuple([graph.args[a][0] for _, a, _ in inside]))
        a = complement(graph, x)
        if a is not None and graph.kinds[a] == "sigmoid":
            return graph.make("log_sigmoid", (graph.sum([(-1, graph.args[a][0], NONE)]),))
    return None


def _softplus(graph: Folding, args: tuple[int, ...]) -> int | None:
    terms = _terms(graph, args[0])
    added = [a for sign, a, b in terms if sign == 1 and b == NONE]
    taken = [a for sign, a, b in terms if sign == -1 and b == NONE]
    if len(terms) != 2 or len(added) != 1 or len(taken) != 1:
        return None
    others = graph.args[added[0]] if graph.kinds[added[0]] == "logsumexp" else ()
    if not others:
        return None
    every = tuple(sorted([*others, taken[0]]))
    return graph.sum([(1, graph.make("logsumexp", every), NONE), (-1, taken[0], NONE)])


def _logsumexp(graph: Folding, args: tuple[int, ...]) -> int | None:
    if len(set(args)) == 1:
        return graph.sum([(1, args[0], NONE), (1, graph.number(math.log(len(args))), NONE)])
    shifts, rest = set[float](), list[int]()
    for x in args:
        terms = _terms(graph, x)
        numbers = [(s, a) for s, a, b in terms if b == NONE and graph.kinds[a] == "number"]
        if len(numbers) != 1:
            return None
        sign, number = numbers[0]
        shifts.add(sign * graph.args[number][0])
        rest.append(graph.sum([t for t in terms if t[1] != number or t[2] != NONE]))
    if len(shifts) != 1:
        return None
    whole = graph.make("logsumexp", tuple(rest))
    return graph.sum([(1, whole, NONE), (1, graph.number(shifts.pop()), NONE)])


def terms(graph: Folding, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the terms of a sum, with y·log σ(z) + (1 − y)·log(1 − σ(z)) as y·z − softplus(z).

    A logsumexp less a number, which came out of another, is taken apart, so that numbers cancel.
    """
    logs: dict[tuple[int, int, bool], list[int]] = {}
    for i, (sign, a, b) in enumerate(found):
        for y, log in ((a, b), (b, a)):
            if y != NONE and log != NONE and graph.kinds[log] == "log_sigmoid":
                z = graph.args[log][0]
                logs.setdefault((sign, z, False), []).append(i)
                minus = _terms(graph, z)
                if len(minus) == 1 and minus[0][0] == -1 and minus[0][2] == NONE:
                    logs.setdefault((sign, minus[0][1], True), []).append(i)
    gone: dict[int, list[tuple[int, int, int]]] = {}
    for (sign, z, negated), at in logs.items():
        for i in at if negated else ():
            for j in logs.get((sign, z, False), ()):
                y_i, y_j = (_partner(graph, found[k]) for k in (i, j))
                if i not in gone and j not in gone and complement(graph, y_i) == y_j:
                    softplus = graph.make("softplus", (z,))
                    gone[i] = [(-sign, softplus, NONE)]
                    gone[j] = [(sign, y_j, z)]
    flat: list[tuple[int, int, int]] = []
    for i, term in enumerate(found):
        flat += gone.get(i, [term])
    opened = [t for term in flat for t in _opened(graph, term)]
    if any(b == NONE and _has_logsumexp(graph, a) for _, a, b in flat):
        return opened
    numbers = [s * graph.args[a][0] for s, a, b in opened if graph.kinds[a] == "number" and b < 0]
    return opened if len(numbers) > 1 and not sum(numbers) else flat


def _partner(graph: Folding, term: tuple[int, int, int]) -> int:
    _, a, b = term
    return a if graph.kinds[b] == "log_sigmoid" else b


def _has_logsumexp(graph: Folding, node: int) -> bool:
    """Tell whether a node is a logsumexp, or one and a number."""
    inside = graph.args[node] if graph.kinds[node] == "sum" else [(1, node, NONE)]
    return any(b == NONE and graph.kinds[a] == "logsumexp" for _, a, b in inside)


def _opened(graph: Folding, term: tuple[int, int, int]) -> list[tuple[int, int, int]]:
    """Return a term that is x + c, with a number c, as two terms, so that numbers can cancel."""
    sign, a, b = term
    inside = _terms(graph, a) if b == NONE else ()
    numbers = [t for t in inside if t[2] == NONE and graph.kinds[t[1]] == "number"]
    if not numbers or len(inside) == 1:
        return [term]
    rest = graph.sum([t for t in inside if t not in numbers])
    return [(sign, rest, NONE), *((sign * s, x, y) for s, x, y in numbers)]


def complement(graph: Folding, node: int) -> int | None:
    """Return the a of a node that is 1 − a; None if it is none."""
    terms = _terms(graph, node)
    if len(terms) != 2:
        return None
    a = [x for sign, x, b in terms if sign == -1 and b == NONE and graph.kinds[x] != "number"]
    ones = [
        x for s, x, b in terms if b == NONE and graph.kinds[x] == "number"
        and s * graph.args[x][0] == 1.0
    ]  # fmt: skip
    return a[0] if len(a) == 1 and len(ones) == 1 else None
