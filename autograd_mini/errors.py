"""What the engine refuses, and the sentences it says then."""

import math
import numbers
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, SupportsFloat

LARGEST = sys.float_info.max


class DomainError(ValueError):
    """An operation has no finite value, or no finite derivative, at the point it was given."""


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
            if getattr(x, "shape", None) == ():
                x = x.item()  # numpy.bool_, and arrays without axes
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


def describe(op: Any, operands: Sequence[Any]) -> str:
    """Return how an operation reads in a message, such as 'log(a = 0.0)'."""
    words = [
        f"{x.label} = {x.data!r}" if getattr(x, "label", "") else repr(float(x)) for x in operands
    ]
    if len(words) > 6:
        words[3:-3] = [f"… {len(words) - 6} more …"]
    return f"{op.name}({', '.join(words)})"


def _too_large(op: Any, operands: Sequence[Any]) -> bool:
    """Tell whether the value exists, as that of (−1e200)² does, but not as a float."""
    try:
        op.value(*map(float, operands))
    except OverflowError:
        return True
    except (ArithmeticError, ValueError):
        pass
    return False


def undefined(op: Any, operands: Sequence[Any]) -> DomainError:
    """Return the error for an operation without a finite value and finite derivative."""
    here = describe(op, operands)
    if not all(math.isfinite(float(x)) for x in operands):
        return DomainError(f"{here}: an operand is not finite, and so has no gradient")
    if not _too_large(op, operands) and not op.defined(*map(float, operands)):
        return DomainError(f"{here} has no finite value and derivative; it needs {op.domain}")
    return DomainError(
        f"{here}: the result or its derivative is beyond the largest float, {LARGEST:.3g}; "
        "scale the operands down, or use a form that stays small, such as log_sigmoid or logsumexp"
    )


def overflow(node: Any) -> DomainError:
    """Return the error for an adjoint that overflows in backward()."""
    what = describe(node.op, node.operands) if node.op else repr(node)
    label = f"{node.label} = " if node.label else ""
    return DomainError(
        f"the adjoint of {label}{what} is beyond the largest float, {LARGEST:.3g}; "
        "no grad was changed; scale the output or the seed down"
    )
