"""Marks a derivation, line by line, up to the first line that is wrong.

A line may use what is given (x, y, Θ, z, a, m, α, λ, K, J, g and its derivative g′), the names that
lines above have defined, and the derivatives that lines above have derived.  So a line such as
`delta3 = delta3`, which is true and shows nothing, is refused.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from autograd_mini.derivations.marker import Marker, is_formula
from autograd_mini.derivations.report import Report
from autograd_mini.derivations.words import said
from autograd_mini.derivations.world import Shape, own_world
from autograd_mini.nn.mlp import MLP
from autograd_mini.nn.samples import entries, is_number
from autograd_mini.options import flag, one_of, significant, spoken, whole

MOST_LINES = 100
MOST_WEIGHTS = 2000
MOST_SAMPLES = 20  # of the learner's, to show numbers with
LOSSES = ("cross_entropy", "cross_entropy_from_logits", "mean_squared_error")


def check_derivation(
    net: MLP,
    sample: Any,
    lines: str | Iterable[str],
    *,
    loss: str = "cross_entropy",
    regularized: bool = False,
    language: str = "en",
    digits: int = 4,
    seed: int = 0,
) -> Report:
    """Mark a derivation of the derivatives of a network, line by line.

    Each line is tried with random numbers of 50 digits in place of the network's; what it gives is
    compared with the derivatives that the engine finds by the chain rule.

    net: the network that the derivation is about, of up to 2,000 weights.
    sample: (x, y), lists of numbers; or (X, Y), lists of such lists, of which the first 20 count;
        they serve to show what a wrong line gives.  None for none.
    lines: a text, or its lines, in Python, as text or in LaTeX; see the page on derivations.
    loss: the cost of one sample: "cross_entropy" or "mean_squared_error".
    regularized: whether J(θ) of all samples has the penalty λ/(2m) Σ θ².
    language: "en" or "zh".  digits: significant digits of printed numbers.  seed: of the numbers.

    A Report.  ValueError, with a caret under the place, for a line that cannot be read, and for
    numbers that do not fit the network; TypeError for what is no network, sample or text;
    ImportError without mpmath.

    >>> net = MLP(2, [2, 1], seed=1)
    >>> print(check_derivation(net, ([1, 2], [1]), "delta3 = a3 - y"))
    1  right  delta3 = a3 - y
    Right so far; what is missing is ∂J/∂Θ1 and ∂J/∂Θ2.
    >>> print(check_derivation(net, ([1, 2], [1]), "δ3_k = y_k − a3_k"))
    1  wrong  δ3_k = y_k − a3_k
    Line 1 is wrong: δ3_1 should be −0.3271, but this line gives 0.3271 (with your numbers).
    The sign is turned: this is minus what it should be. Which way does J go when a grows a little \
beyond y?
    """
    spoken(language)
    significant(digits)
    flag("regularized", regularized)
    one_of("loss", loss, LOSSES)
    whole("seed", seed, 0)
    shape = shape_of(net, loss, regularized)
    marker = Marker(shape, seed, language, digits)
    if sample is not None:
        marker.own = own_world(shape, net, *_samples(net, sample))
    return marker.report(_lines(lines, language))


def shape_of(net: MLP, loss: str = "cross_entropy", regularized: bool = False) -> Shape:
    """Return what of a network a derivation depends on; TypeError and ValueError if it has none."""
    if not isinstance(net, MLP):
        raise TypeError(f"net is a network, MLP(…), not {type(net).__name__}")
    n = len(net.parameters())
    if n > MOST_WEIGHTS:
        raise ValueError(
            f"the network has {n:,} weights; take one of at most {MOST_WEIGHTS:,}, whose formulas "
            "are the same"
        )
    if loss != "mean_squared_error" and net.output_activation != "sigmoid":
        raise ValueError(
            f"the cross-entropy is of sigmoid units, but the last layer has "
            f"{net.output_activation}; give loss='mean_squared_error'"
        )
    return Shape(
        net.sizes, net.bias, net.activation, net.output_activation,
        "mean_squared_error" if loss == "mean_squared_error" else "cross_entropy", regularized,
    )  # fmt: skip


def _samples(net: MLP, sample: Any) -> tuple[Sequence[Any], Sequence[Any]]:
    try:
        x, y = sample
    except (TypeError, ValueError):
        raise TypeError("sample is a pair, (x, y) or (X, Y), of lists of numbers") from None
    first = entries("x", x)[:1]
    X, Y = ([x], [y]) if first and is_number(first[0]) else (x, y)
    rows, targets = net.samples(X, Y)
    data = [
        [[float(getattr(v, "data", v)) for v in row] for row in rows_[:MOST_SAMPLES]]
        for rows_ in (rows, targets)
    ]
    return data[0], data[1]


def _lines(lines: Any, language: str) -> list[str]:
    if isinstance(lines, str):
        found = lines.split("\n") if len(lines) <= 10**6 else lines[: 10**6].split("\n")
    else:
        try:
            found = list(islice(iter(lines), MOST_LINES * 10))
        except TypeError:
            raise TypeError(f"lines is a text or its lines, not {type(lines).__name__}") from None
    for line in found:
        if not isinstance(line, str):
            raise TypeError(f"a line is a text, not {type(line).__name__}")
    if sum(1 for line in found if is_formula(line)) > MOST_LINES:
        raise ValueError(said("too many lines", language, most=MOST_LINES))
    return found
