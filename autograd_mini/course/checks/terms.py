"""Lesson 7: which terms a learner's z has, found by numbers, and what explains those it has."""

import itertools
from collections.abc import Callable, Mapping
from typing import NamedTuple

Found = Callable[[list[float], list[float]], float]
CLOSE = 1e-9


class Term(NamedTuple):
    """A term of z: theta[i] · x[k], or one of them alone; neither is a plain number."""

    i: int | None
    k: int | None

    def __str__(self) -> str:
        """Return it as it is written in Python."""
        theta = [] if self.i is None else [f"theta[{self.i}]"]
        return " * ".join([*theta, *([] if self.k is None else [f"x[{self.k}]"])]) or "1"


Terms = dict[Term, float]  # how often each is there


def terms(z: Found, inputs: int) -> Terms:
    """Return the terms of z, if it is a sum of such terms.

    z: what the learner's neuron makes of weights and inputs.  inputs: how many there are.

    >>> found = terms(lambda theta, x: theta[0] + theta[1] * x[1], 2)
    >>> {str(term): times for term, times in found.items()}
    {'theta[0]': 1.0, 'theta[1] * x[1]': 1.0}
    """
    weights, found = inputs + 1, {}

    def at(i: int | None, k: int | None) -> float:
        theta = [1.0 if n == i else 0.0 for n in range(weights)]
        return z(theta, [1.0 if n == k else 0.0 for n in range(inputs)])

    # What comes in with both is what neither of them has alone.
    alone = at(None, None)
    found[Term(None, None)] = alone
    for i in range(weights):
        found[Term(i, None)] = at(i, None) - alone
    for k in range(inputs):
        found[Term(None, k)] = at(None, k) - alone
    for i, k in itertools.product(range(weights), range(inputs)):
        with_one = found[Term(i, None)] + found[Term(None, k)]
        found[Term(i, k)] = at(i, k) - with_one - alone
    return {term: round(times, 9) for term, times in found.items() if abs(times) > CLOSE}


def total(found: Terms, theta: list[float], x: list[float]) -> float:
    """Return the sum of terms."""
    return sum(
        times * (1.0 if term.i is None else theta[term.i]) * (1.0 if term.k is None else x[term.k])
        for term, times in found.items()
    )


def slip_of_terms(found: Terms, inputs: int) -> tuple[str, Mapping[str, list[str]]]:
    """Return the slip that such terms come from, and the terms that its sentence names.

    >>> slip_of_terms({Term(1, 0): 1.0}, 1)
    ('no-bias', {'missing': ['theta[0]'], 'extra': []})
    """
    right = [Term(0, None), *(Term(j + 1, j) for j in range(inputs))]
    missing = [term for term in right if term not in found]
    other = {term: times for term, times in found.items() if times != 1 or term not in right}
    named = {
        "missing": [str(term) for term in missing],
        "extra": [_times(term, times) for term, times in other.items()],
    }
    return _slip(found, right, missing, other), named


def _slip(found: Terms, right: list[Term], missing: list[Term], other: Terms) -> str:
    bias, *weighted = right
    turned = {Term(i, i) for i, _ in enumerate(weighted)}
    if not other:
        if missing == [bias]:
            return "no-bias"
        there = [term for term in weighted if term in found]
        if len(weighted) > 1 and there == weighted[-1:]:
            return "last-term-only"
        return "first-term-only" if there == weighted[:1] and bias in found else "terms-missing"
    if any(times < 0 for times in other.values()) and not missing:
        return "terms-subtracted"
    if missing == [bias] and all(term.k is None and term.i is not None for term in other):
        return "other-bias"
    if not missing:
        return "terms-repeated" if set(other) <= set(right) else "terms-too-many"
    if turned <= set(other) and set(weighted) <= set(missing):
        return "bias-elsewhere"
    if set(other) == {Term(j + 1, None) for j, _ in enumerate(weighted)}:
        return "no-inputs"
    return "other-terms"


def _times(term: Term, times: float) -> str:
    if times == 1:
        return str(term)
    if times == -1:
        return f"-{term}"
    return f"{times:g} * {term}"
