"""Costs of one sample: the cross-entropy, from activations or from logits, and the l2 penalty."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from autograd_mini.errors import DomainError, real
from autograd_mini.functions import log, log_sigmoid, total
from autograd_mini.value import Operand, Value


def cross_entropy(a: Sequence[Operand], y: Sequence[Operand]) -> Any:
    """Return J = Σ_k [−y_k log a_k − (1 − y_k) log(1 − a_k)] of one sample, as a node.

    a: the K activations of the output units, each strictly between 0 and 1.
    y: the K targets, each in [0, 1].  A term whose factor is the number 0 is left out.

    All numbers give a number.  ValueError if the lengths differ or a target lies outside [0, 1];
    DomainError if an activation has saturated to exactly 0 or 1 on the wrong side.

    >>> a = Value(0.5)
    >>> J = cross_entropy([a], [1.0])
    >>> J.backward()
    >>> round(J.data, 4), a.grad
    (0.6931, -2.0)
    """
    return _cross_entropy("a", a, y, log, lambda a_k: log(1.0 - a_k))


def cross_entropy_from_logits(z: Sequence[Operand], y: Sequence[Operand]) -> Any:
    """Return the J of `cross_entropy` for a = σ(z) from the logits z, exact however large.

    log σ(z) and log(1 − σ(z)) = log σ(−z) are one operation each, so nothing saturates.

    z: the K weighted sums of the output units.  y: the K targets, each in [0, 1].

    ValueError as for `cross_entropy`.

    >>> z = Value(-800.0)
    >>> J = cross_entropy_from_logits([z], [1.0])
    >>> J.backward()
    >>> J.data, z.grad
    (800.0, -1.0)
    """
    return _cross_entropy("z", z, y, log_sigmoid, lambda z_k: log_sigmoid(-z_k))


def _cross_entropy(
    name: str,
    outputs: Sequence[Operand],
    y: Sequence[Operand],
    log_a: Callable[[Any], Any],
    log_1_minus_a: Callable[[Any], Any],
) -> Any:
    if len(outputs) != len(y):
        raise ValueError(f"{name} has {len(outputs)} entries and y has {len(y)}; make them as many")
    terms: list[Any] = []
    for out, y_k in zip(outputs, y):
        target = y_k if isinstance(y_k, Value) else real(y_k)
        if not 0 <= float(target) <= 1:
            raise ValueError(f"a target lies between 0 and 1; y has {y_k!r}")
        try:
            if target == 1:  # never so for a Value, which equals only itself
                terms.append(log_a(out))
            elif target == 0:
                terms.append(log_1_minus_a(out))
            else:
                terms += [target * log_a(out), (1 - target) * log_1_minus_a(out)]
        except DomainError as error:
            label = f"{out.label} = " if isinstance(out, Value) and out.label else ""
            raise DomainError(
                f"{error}. An output must lie between 0 and 1, and {label}{float(out)!r} does not: "
                "if it is saturated, build the cost from z instead, with "
                "cross_entropy_from_logits(z, y) or net.cost(X, Y, from_logits=True)"
            ) from None
    J = -total(terms)
    if isinstance(J, Value):
        J.label = "J"
    return J


def l2(weights: Iterable[Operand], strength: float, m: int = 1) -> Any:
    """Return the penalty λ/(2m) Σ θ² on large weights; usually over all but the biases.

    weights: the θ to sum over.  strength: λ.  m: the number of samples.

    >>> l2([1.0, 2.0], strength=0.1)
    0.25
    """
    return total([w * w for w in weights]) * (strength / (2 * m))
