"""What is computed with numbers: nothing that takes long, and nothing that has no value."""

from collections.abc import Callable

from autograd_mini.derivations import arrays
from autograd_mini.derivations.arrays import NoValue, Number, many_digits
from autograd_mini.elementary import TABLE

LARGEST_OPERAND = 10_000  # of exp and g
LARGEST_POWER = 100


def bounded(x: Number) -> Number:
    """Return a number; NoValue if it is too large."""
    if abs(x) > arrays.LARGEST:
        raise NoValue("too large")
    return x


def divided(a: Number, b: Number) -> Number:
    """Return a/b; NoValue if b is 0."""
    if not b:
        raise NoValue("zero")
    return bounded(a / b)


def product_of(a: Number, b: Number) -> Number:
    """Return a b."""
    return bounded(a * b)


def to_the_power(base: Number, exponent: Number) -> Number:
    """Return a power with a small exponent; NoValue if it has none."""
    if abs(exponent) > LARGEST_POWER:
        raise NoValue("too large")
    whole = exponent == int(exponent)
    if (not base and exponent < 0) or (base < 0 and not whole):
        raise NoValue("zero" if not base else "domain")
    return bounded(base ** (int(exponent) if whole else exponent))


def of_table(name: str, x: Number, slope: bool) -> Number:
    """Return a function of the table, or its derivative there."""
    mp = many_digits()
    if name == "identity":
        return mp.ctx.one if slope else x
    if abs(x) > LARGEST_OPERAND:
        raise NoValue("too large")
    try:
        y = getattr(mp, name)(x)
        found = mp.ctx.convert(TABLE[name].partial(0, mp, [x], y)) if slope else y
    except (ValueError, ArithmeticError):
        raise NoValue("domain") from None
    if found.imag or not mp.ctx.isfinite(found):
        raise NoValue("domain")
    return found


ENTRYWISE: dict[str, tuple[str, Callable[[Number, Number], Number]]] = {
    "add": ("+", lambda a, b: a + b),
    "sub": ("−", lambda a, b: a - b),
    "times": ("∗", product_of),
    "divide": ("/", divided),
}
