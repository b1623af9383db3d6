"""Costs of one sample, each from the outputs of the network and its targets, and the l2 penalty.

Throughout this file, with the first flower of the 4-5-3 network in mlp.py as the example:

    name  shape   what it is                                         first entry
    z     K       the weighted sums of the K output units, logits    0.4946
    a     K       their activations, a_k = σ(z_k)                    0.6212
    y     K       the targets, one for each output unit              1.0
    J     a node  the cost                                           2.3964

Wherever a and z may be Values, so may y; from numbers alone the cost is a number.
"""

import math
from collections.abc import Callable, Iterable
from numbers import Integral
from typing import Any

from autograd_mini.errors import LARGEST, DomainError, shortened
from autograd_mini.functions import (
    exp,
    log,
    log_sigmoid,
    logsumexp,
    pow,
    softplus,
    sub,
    total,
)
from autograd_mini.nn.samples import data, is_number, number, row_of_targets, said, vector
from autograd_mini.value import Operand, Value


def cross_entropy(a: Iterable[Operand], y: Iterable[Operand]) -> Any:
    """Return J = Σ_k [−y_k log a_k − (1 − y_k) log(1 − a_k)] of one sample, as a node.

    a: the K activations of the output units, each strictly between 0 and 1.
    y: the K targets, each in [0, 1].  A term whose factor is the number 0 is left out; if a target
        is a Value, both of its terms stay, because ∂J/∂y_k needs them.

    All numbers give a number.  TypeError for what is not a number; ValueError if the lengths differ
    or a target lies outside [0, 1]; DomainError if an activation lies outside [0, 1], or has
    saturated to exactly 0 or 1 on the wrong side.

    >>> a = Value(0.5)
    >>> J = cross_entropy([a], [1.0])
    >>> J.backward()
    >>> round(J.data, 4), a.grad
    (0.6931, -2.0)
    >>> cross_entropy([1.0], [1.0]) == 0
    True
    >>> cross_entropy([-3.0], [0.0])
    Traceback (most recent call last):
        ...
    autograd_mini.errors.DomainError: a[0] is the number -3.0, but an output must lie between 0 \
and 1; if these are logits, the z before the sigmoid, use cross_entropy_from_logits(z, y)
    """
    a = vector("a", a)
    y = _probabilities("a", a, y)
    for k, a_k in enumerate(a):
        if not 0 <= data(a_k) <= 1:
            raise DomainError(
                f"a[{k}] is {said(a_k)}, but an output must lie between 0 and 1; if these are "
                "logits, the z before the sigmoid, use cross_entropy_from_logits(z, y)"
            )
    return _cross_entropy(a, y, log, lambda a_k: log(1.0 - a_k))


def cross_entropy_from_logits(z: Iterable[Operand], y: Iterable[Operand]) -> Any:
    """Return the J of `cross_entropy` for a = σ(z) from the logits z, exact however large.

    log σ(z) and log(1 − σ(z)) = log σ(−z) are one operation each, so nothing saturates.

    z: the K weighted sums of the output units.  y: the K targets, each in [0, 1].

    TypeError and ValueError as for `cross_entropy`.

    >>> z = Value(-800.0)
    >>> J = cross_entropy_from_logits([z], [1.0])
    >>> J.backward()
    >>> J.data, z.grad
    (800.0, -1.0)
    """
    z = vector("z", z)
    y = _probabilities("z", z, y)
    return _cross_entropy(z, y, log_sigmoid, lambda z_k: log_sigmoid(-z_k))


def _cross_entropy(
    outputs: list[Operand],
    y: list[Operand],
    log_a: Callable[[Any], Any],
    log_1_minus_a: Callable[[Any], Any],
) -> Any:
    terms: list[Any] = []
    for k, (out, y_k) in enumerate(zip(outputs, y)):
        try:
            if isinstance(y_k, Value) or 0 < y_k < 1:
                terms += [y_k * log_a(out), (1 - y_k) * log_1_minus_a(out)]
            else:
                terms.append(log_a(out) if y_k else log_1_minus_a(out))
        except DomainError as error:
            also = ", and a target that is a Value needs both logs" * isinstance(y_k, Value)
            raise DomainError(
                f"{error}.  a[{k}] is {said(out)}: it is saturated{also}; build the cost from z "
                "instead, with cross_entropy_from_logits(z, y) or "
                "net.cost(X, Y, from_logits=True)"
            ) from None
    return _labelled(-(terms[0] if len(terms) == 1 else total(terms)))


def softmax(z: Iterable[Operand]) -> list[Any]:
    """Return the K probabilities e^(z_k) / Σ_j e^(z_j) = e^(z_k − logsumexp(z)), as nodes.

    z: K logits.

    All numbers give numbers.  TypeError for what is not a number; ValueError if there are none;
    DomainError if two logits differ by more than the largest float.

    >>> z = [Value(0.0), Value(0.0)]
    >>> p = softmax(z)
    >>> p[0].backward()
    >>> [p_k.data for p_k in p], [z_k.grad for z_k in z]
    ([0.5, 0.5], [0.25, -0.25])
    >>> softmax([1e16, 1e16, -1e16])
    [0.5, 0.5, 0.0]
    >>> softmax([])
    Traceback (most recent call last):
        ...
    ValueError: softmax needs at least one logit
    """
    z = vector("z", z)
    if not z:
        raise ValueError("softmax needs at least one logit")
    z = _below_0(z)
    log_of_sum = logsumexp(z)
    return [exp(z_k - log_of_sum) for z_k in z]


def _below_0(z: list[Operand]) -> list[Any]:
    """Return logits of the same softmax, of which the largest is 0.

    A softmax, and so its derivative, stays the same when one number is subtracted from all logits.
    Without that, the logsumexp of large ones would round away what they differ by.
    """
    largest = max(map(data, z))
    return [sub(z_k, largest) for z_k in z]


def softmax_cross_entropy(z: Iterable[Operand], y: Iterable[Operand]) -> Any:
    """Return J = −Σ_k y_k log softmax(z)_k of one sample from the logits z, exact however large.

    −log softmax(z)_k = log Σ_j e^(z_j − z_k), and the term of j = k is 1.  So it is
    softplus(logsumexp(the other logits) − z_k), which does not round a small cost away.
    The derivative is ∂J/∂z_k = softmax(z)_k − y_k.

    z: the weighted sums of the K output units, one for each class; at least 2.
    y: the K targets, each in [0, 1] and 1 together; for class k that is the row with 1 at k and 0
        elsewhere, not the number k.  A term whose factor is the number 0 is left out.

    All numbers give a number.  TypeError for what is not a number; ValueError if the lengths differ
    or the targets are no such shares, to 1e-9; DomainError if two logits differ by more than the
    largest float.

    >>> z = [Value(0.0), Value(800.0), Value(0.0)]
    >>> J = softmax_cross_entropy(z, [1, 0, 0])
    >>> J.backward()
    >>> J.data, [z_k.grad for z_k in z]
    (800.0, [-1.0, 1.0, 0.0])
    >>> softmax_cross_entropy([0.0, 0.0, 0.0], 2)
    Traceback (most recent call last):
        ...
    TypeError: y is the number 2, but there are 3 outputs; give each its target, for class y \
(counted from 0) [1.0 if k == y else 0.0 for k in range(3)]
    """
    z = vector("z", z)
    if len(z) == 1:
        raise ValueError(
            "the softmax of one logit is 1 whatever it is, so that nothing can be learnt from it; "
            "for one output unit use cross_entropy_from_logits(z, y)"
        )
    y = _probabilities("z", z, y)
    whole = math.fsum(map(data, y))
    if abs(whole - 1) > 1e-9:
        raise ValueError(
            f"the targets of a softmax are shares of one whole, but y sums to {whole!r}; "
            "where several outputs may be 1 at once, use cross_entropy_from_logits(z, y)"
        )
    z = _below_0(z)
    terms: list[Any] = []
    for k, y_k in enumerate(y):
        if isinstance(y_k, Value) or y_k:
            others = z[:k] + z[k + 1 :]
            above = (others[0] if len(others) == 1 else logsumexp(others)) - z[k]
            certain = not isinstance(y_k, Value) and y_k == 1
            terms.append(softplus(above) if certain else y_k * softplus(above))
    return _labelled(terms[0] if len(terms) == 1 else total(terms))


def mean_squared_error(a: Iterable[Operand], y: Iterable[Operand]) -> Any:
    """Return J = (1/K) Σ_k (a_k − y_k)² of one sample, as a node.

    The mean is over the K outputs, and there is no factor ½: ∂J/∂a_k = (2/K)(a_k − y_k).

    a: the K activations of the output units.  y: the K targets, any numbers.

    All numbers give a number.  TypeError for what is not a number; ValueError if the lengths
    differ; DomainError if a square is larger than the largest float.

    >>> a = [Value(3.0), Value(1.0)]
    >>> J = mean_squared_error(a, [1.0, 1.0])
    >>> J.backward()
    >>> J.data, [a_k.grad for a_k in a]
    (2.0, [2.0, 0.0])
    >>> mean_squared_error([3.0, 1.0], [1.0])
    Traceback (most recent call last):
        ...
    ValueError: a has 2 entries and y has 1; make them as many
    """
    a = vector("a", a)
    y = _targets("a", a, y)
    squares = [pow(sub(a_k, y_k), 2.0) for a_k, y_k in zip(a, y)]
    return _labelled(total(squares) / len(squares))


# The costs that MLP.cost knows by name, and what they are built from: z or a of the last layer.
LOSSES: dict[str, tuple[Callable[[Any, Any], Any], str]] = {
    "cross_entropy": (cross_entropy, "a"),
    "cross_entropy_from_logits": (cross_entropy_from_logits, "z"),
    "softmax_cross_entropy": (softmax_cross_entropy, "z"),
    "mean_squared_error": (mean_squared_error, "a"),
}


def l2(weights: Iterable[Operand], strength: Operand, m: int = 1) -> Any:
    """Return the penalty λ/(2m) Σ θ² on large weights; usually over all but the biases.

    weights: the θ to sum over.  strength: λ.  m: the number of samples, at least 1.

    TypeError for what is not a number, ValueError for what is not finite and for no samples.

    >>> l2([1.0, 2.0], strength=0.1)
    0.25
    >>> l2([], strength=0.1)
    0.0
    """
    if not isinstance(m, Integral):
        raise TypeError(f"m is the number of samples, a whole number, not {said(m)}")
    if not 1 <= m <= LARGEST:
        raise ValueError(
            f"the penalty is divided by the number of samples, which is {shortened(m)}"
        )
    factor = number("strength", strength) / (2 * m)
    return total([w * w for w in vector("weights", weights)]) * factor


def _targets(name: str, outputs: list[Operand], y: Any) -> list[Operand]:
    """Return the targets as a list, one for each of the outputs, which are called `name`."""
    n = len(outputs)
    if is_number(y):
        row = row_of_targets("y", n)
        if n == 1:
            raise TypeError(f"y is {said(y)}; give a list, even of one target: {row}")
        raise TypeError(
            f"y is {said(y)}, but there are {n} outputs; give each its target, for class y "
            f"(counted from 0) {row}"
        )
    targets = vector("y", y)
    if len(targets) != n:
        raise ValueError(f"{name} has {n} entries and y has {len(targets)}; make them as many")
    if not n:
        raise ValueError(f"{name} and y have no entries; a cost needs at least one output")
    return targets


def _probabilities(name: str, outputs: list[Operand], y: Any) -> list[Operand]:
    """Return the targets as `_targets` does, each of them in [0, 1]."""
    targets = _targets(name, outputs, y)
    for k, y_k in enumerate(targets):
        if not 0 <= data(y_k) <= 1:
            raise ValueError(f"y[{k}] is {said(y_k)}, but a target lies between 0 and 1")
    return targets


def _labelled(J: Any) -> Any:
    if isinstance(J, Value):
        J.label = "J"
    return J
