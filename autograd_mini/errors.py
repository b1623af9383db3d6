"""What the engine refuses, and the sentences it says then."""

import math
import numbers
import reprlib
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, SupportsFloat

LARGEST = sys.float_info.max
NO_FLOAT = (
    "a Value is no float: as a plain number it would leave the graph, and its derivatives would be "
    "lost; use a function of autograd_mini, such as autograd_mini.exp(x), or x.data if you mean "
    "the number alone"
)


class DomainError(ValueError):
    """An operation has no finite value, or no finite derivative, at the point it was given."""


class StaleGraphError(ValueError):
    """A node no longer follows from its operands: they were changed after it was computed."""


class Missing(float):
    """A nan on an edge that has no partial derivative, as only a graph of derivatives may have.

    It knows the operation, as one reads it in a message, whose derivative the edge is a part of.
    """

    origin: str

    def __new__(cls, origin: str) -> "Missing":
        """Return the nan."""
        self = super().__new__(cls, math.nan)
        self.origin = origin
        return self


def real(number: SupportsFloat) -> float:
    """Return a real number of any type as a finite float.

    TypeError if it is not a real number, ValueError if it is nan, infinite or too large.

    >>> from fractions import Fraction
    >>> real(True), real(Fraction(1, 4))
    (1.0, 0.25)
    """
    x: Any = number
    if type(x) is not float:
        if type(x) is not int and not isinstance(x, numbers.Real | Decimal):
            if getattr(x, "shape", None) == () and not getattr(x, "mask", False):
                x = x.item()  # numpy.bool_, and arrays without axes; not what is masked
            if not isinstance(x, numbers.Real | Decimal):
                kind = type(number).__name__
                raise TypeError(f"expected a real number, not {number!r} of type {kind}")
        try:
            x = float(x)
        except OverflowError:
            raise ValueError(f"this {type(number).__name__} is too large for a float") from None
    if not -LARGEST <= x <= LARGEST:
        raise ValueError(f"expected a finite number, not {x!r}, which has no gradient")
    return x  # type: ignore[no-any-return]


def checked(x: Any, what: str = "data") -> float:
    """Return the `data` or the `grad` of a Value as the float that it should be.

    Whoever sets one of them by hand may set it to an int or a Fraction.  TypeError or ValueError,
    naming the label, for anything else, and for what is not finite.
    """
    number = getattr(x, what)
    if type(number) is float and not number - number:  # inf − inf and nan − nan are nan
        return number
    who = f"{what} of {x.label}" if x.label else f"{what} of a Value without a label"
    if not isinstance(number, float | numbers.Rational):
        raise TypeError(
            f"the {who} was set by hand to {shortened(number)}, of type "
            f"{type(number).__name__}; it has to be a float"
        )
    try:
        return real(number)
    except ValueError as error:
        raise ValueError(f"the {who} was set by hand: {error}") from None


def settled(x: Any, what: str = "data") -> float:
    """Return what `checked` does, and keep it in the Value as a float."""
    number = checked(x, what)
    if type(getattr(x, what)) is not float:
        setattr(x, what, number)
    return number


def comparable(number: object) -> Any:
    """Return what a number is compared with: a plain number, or an array of them as it is.

    NotImplemented for anything else.
    """
    if isinstance(number, numbers.Number) or hasattr(number, "__array_ufunc__"):
        return number
    return number.item() if getattr(number, "shape", None) == () else NotImplemented  # type: ignore


def shortened(x: object) -> str:
    """Return how something reads in a message, in one line and not too long."""
    return " ".join(reprlib.repr(x).split())


def describe(op: Any, operands: Sequence[Any]) -> str:
    """Return how an operation reads in a message, such as 'log(a = 0.0)'."""
    words = [
        f"{x.label} = {x.data!r}" if getattr(x, "label", "") else repr(number_of(x))
        for x in operands
    ]
    if len(words) > 6:
        words[3:-3] = [f"… {len(words) - 6} more …"]
    return f"{op.name}({', '.join(words)})"


def domain(op: Any) -> str:
    """Return where an operation is defined; of two operands, it is said which is u and which v."""
    return f"{op.domain}, for {op.name}(u, v)" if op.arity == 2 else str(op.domain)


def number_of(x: Any) -> float:
    """Return the number of an operand, which is a Value or a number."""
    return x if isinstance(x, float | int) else x.data


def undefined(op: Any, operands: Sequence[Any], reason: object = None) -> DomainError:
    """Return the error for an operation without a finite value and finite derivative.

    reason: the exception that Python raised, if it did; a value that overflows exists, as that of
        (−1e200)² does, and only a float of its size does not.
    """
    here, xs = describe(op, operands), list(map(number_of, operands))
    if not all(map(math.isfinite, xs)):
        return DomainError(f"{here}: an operand is not finite, and so has no gradient")
    if not (isinstance(reason, OverflowError) or op.defined(*xs)):
        return DomainError(f"{here} has no finite value and derivative; it needs {domain(op)}")
    return DomainError(
        f"{here}: the result or its derivative is beyond the largest float, {LARGEST:.3g}; "
        "scale the operands down, or use a form that stays small, such as log_sigmoid or logsumexp"
    )


def missing(op: Any, operands: Sequence[Any], origin: str = "") -> DomainError:
    """Return the error for whoever differentiates an operation where it has no derivative.

    origin: the operation that the user wrote, if this one is a part of its derivative.
    """
    here = describe(op, operands)
    if not origin:
        return DomainError(f"{here} cannot be differentiated here; that needs {domain(op)}")
    return DomainError(
        f"{origin} can be differentiated here, but not once more: {here}, which is a part of its "
        "derivative, has no finite derivative itself"
    )


def overflow(node: Any, what: str = "adjoint") -> DomainError:
    """Return the error for an adjoint that overflows, or for a tangent, which goes forward."""
    here = describe(node.op, node.operands) if node.op else f"Value({node.data!r})"
    label = f"{node.label} = " if node.label else ""
    return DomainError(
        f"the {what} of {label}{here} is beyond the largest float, {LARGEST:.3g}; "
        f"no grad was changed; scale {'the output or the seed' if what == 'adjoint' else 'it'} down"
    )


def look_for_infinity(nodes: Sequence[Any], partials: Iterable[Sequence[float]]) -> None:
    """Raise the error for a backward pass that has found an adjoint that is inf or nan.

    partials: those of each of the nodes.
    """
    for n, by in zip(nodes, partials):
        raise_if_missing(n, by)
    for n in nodes:
        if not math.isfinite(n.grad):
            raise overflow(n)


def raise_if_missing(node: Any, partials: Sequence[float]) -> None:
    """Raise the error for going back along an edge without a partial, if a node has one."""
    for partial in partials:
        if isinstance(partial, Missing):
            raise missing(node.op, node.operands, partial.origin)


def stale(node: Any, facts: Sequence[str], reader: str = "") -> StaleGraphError:
    """Return the error for a node that is no longer what its operands give.

    facts: what is known of the operands, such as "w is 0.7 now and was 0.5".
    reader: the function that was to read the graph.
    """
    shown = [*facts[:4], *([f"… {len(facts) - 4} more …"] if len(facts) > 4 else [])]
    return StaleGraphError(
        f"{reader and reader + ': '}{node.label or describe(node.op, node.operands)}, recorded as "
        f"{node.data!r}, no longer follows from its operands: {', '.join(shown)}. Values were "
        "changed after the graph was recorded. Compute J again (for a network: run net.forward(x) "
        "or net.cost(X, Y) again)"
    )
