"""What known misconceptions make of the formulas of a network: of δ, and of ∂J/∂Θ.

Only what can be made of the numbers that the learner is given: with δ and a, nobody takes Θ for a.
A slip is a number and the identifier of its misconception, whose sentence stands in the table of
derivations, or in that of the diagnosis; the likeliest come first.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograd_mini.elementary import TABLE
from autograd_mini.exercises.numbers import LARGEST_DENOMINATOR
from autograd_mini.exercises.parts import Wrong
from autograd_mini.exercises.words import called, told

MOST = 8  # wrong answers of a question
Slip = tuple[Fraction, str]
# Those that are told of an operation: which one it is in the formulas.
OPERATIONS = {
    "missing-local-factor": "dot",
    "missing-upstream-factor": "dot",
    "adds-instead-of-multiplying": "dot",
    "missing-factor": "sigmoid",
}


def wrong_answers(right: Fraction, slips: Iterable[Slip], language: str) -> tuple[Wrong, ...]:
    """Return the wrong answers of some slips, each number once, by its first misconception.

    >>> [w.mistake for w in wrong_answers(Fraction(2), [(Fraction(2), "sign-turned")], "en")]
    []
    """
    found: dict[Fraction, Wrong] = {}
    for number, mistake in slips:
        by_hand = number.denominator <= LARGEST_DENOMINATOR
        if by_hand and number != right and number not in found:
            op = OPERATIONS.get(mistake)
            words = told(mistake, language, called(op, language) if op else "")
            found[number] = Wrong(number, mistake, *words)
    return tuple(found.values())[:MOST]


def of_product(i: int, j: int, delta: Sequence[Fraction], a: Sequence[Fraction]) -> Iterator[Slip]:
    """Yield what becomes of ∂J/∂Θ_ij = δ_i · a_j.

    i, j: counted from 1 and from 0.  delta: δ_1, δ_2, …  a: a_0 = 1, a_1, …
    """
    d = dict(enumerate(delta, start=1))
    if j == 0:
        yield Fraction(0), "bias-unit-missing"
    else:
        if j in d:
            yield d[j] * a[i], "outer-reversed"
            yield d[j] * a[j], "wrong-index"
        yield d[i] * a[i], "wrong-index"
        yield d[i], "missing-local-factor"
    yield -d[i] * a[j], "sign-turned"
    yield a[j], "missing-upstream-factor"
    yield d[i] + a[j], "adds-instead-of-multiplying"


def of_mean(j: int, delta: Sequence[Fraction], a: Sequence[Fraction]) -> Iterator[Slip]:
    """Yield what becomes of ∂J/∂Θ_1j = (1/m) Σ δ · a_j.  delta, a: of each sample, δ_1 and a_j."""
    m, shares = len(delta), [d * x for d, x in zip(delta, a)]
    yield sum(shares, Fraction(0)), "average-forgotten"
    for share in shares:
        yield share, "not-accumulated"
        yield share / m, "not-accumulated"
    if j == 0:
        yield Fraction(0), "bias-unit-missing"
    else:
        mean = sum(delta, Fraction(0)) / m
        yield mean * sum(a, Fraction(0)) / m, "product-of-means"
        yield mean, "missing-local-factor"
    yield -sum(shares, Fraction(0)) / m, "sign-turned"


def _slope(a: Fraction) -> Fraction:
    """Return g′(z), by the rule of the table for σ, which needs no more than a = σ(z)."""
    slope: Fraction = TABLE["sigmoid"].partial(0, math, [a], a)
    return slope


@dataclass(frozen=True)
class Output:
    """A unit of the last layer: its a and its target y."""

    a: Fraction
    y: Fraction

    @property
    def delta(self) -> Fraction:
        """δ = a − y."""
        return self.a - self.y

    def slips(self) -> Iterator[Slip]:
        """Yield what becomes of its δ."""
        slope = _slope(self.a)
        yield self.y - self.a, "target-and-output-exchanged"
        yield self.delta / slope, "cost-derivative-for-delta"
        yield self.delta * slope, "slope-once-more"
        yield self.a, "target-left-out"
        yield self.a + self.y, "plus-for-minus"


def of_hidden(
    a: Fraction, theta: Sequence[Fraction], turned: Sequence[Fraction], outputs: Sequence[Output]
) -> Iterator[Slip]:
    """Yield what becomes of δ_j = Σ_k Θ_kj δ_k · a_j (1 − a_j), with what follows from a wrong δ_k.

    a: a_j.  theta: Θ_kj for every k.  turned: Θ_jk for every k, as if Θ were not transposed.
    """
    slope = _slope(a)
    shares = [w * output.delta for w, output in zip(theta, outputs)]
    back = sum(shares, Fraction(0))
    of_outputs = [{mistake: x for x, mistake in output.slips()} for output in outputs]

    def following(mistake: str) -> Slip:
        wrong = (w * slips[mistake] for w, slips in zip(theta, of_outputs))
        return sum(wrong, Fraction(0)) * slope, mistake

    yield following("target-and-output-exchanged")
    yield back, "slope-forgotten"
    yield following("slope-once-more")
    yield back * slope * slope, "slope-once-more"
    if len(outputs) > 1:
        unturned = sum((w * output.delta for w, output in zip(turned, outputs)), Fraction(0))
        yield unturned * slope, "no-transpose"
        yield from ((share * slope, "overwrites-gradient") for share in shares)
    yield back * a, "g-for-slope"
    yield following("target-left-out")
    yield back * (1 - a), "missing-factor"
    yield back * a * (1 + a), "plus-for-minus"
    yield sum((output.delta for output in outputs), Fraction(0)) * slope, "missing-local-factor"
