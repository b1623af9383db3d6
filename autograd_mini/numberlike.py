"""What a Value has in common with its number, and where it must not be taken for it."""

import operator
from collections.abc import Callable
from typing import Any, NoReturn

from autograd_mini.errors import NO_FLOAT, comparable, settled


class NumberLike:
    """Something that holds a number, `data`, and is compared and formatted by it.

    So a function with a branch, `x if x > 0 else 0 * x`, goes the same way for a Value as for the
    number, and its derivative is that of the branch taken.  It is no float, however: math.exp(x)
    would compute with the number alone, and the derivative would be lost without a word.

    >>> from autograd_mini import Value
    >>> x = Value(2.0)
    >>> x > 1, x == Value(2.0), f"{x:.3f}", bool(x - 2)
    (True, True, '2.000', False)
    >>> float(x)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    TypeError: a Value is no float: ... use a function of autograd_mini, ... or x.data if ...
    """

    __slots__ = ()
    __hash__ = object.__hash__  # two nodes with equal numbers are two nodes

    # fmt: off
    def __lt__(self, other: object) -> bool: return compared(operator.lt, self, other)
    def __le__(self, other: object) -> bool: return compared(operator.le, self, other)
    def __gt__(self, other: object) -> bool: return compared(operator.gt, self, other)
    def __ge__(self, other: object) -> bool: return compared(operator.ge, self, other)
    def __eq__(self, other: object) -> bool: return compared(operator.eq, self, other)
    def __ne__(self, other: object) -> bool: return compared(operator.ne, self, other)
    def __bool__(self) -> bool: return settled(self) != 0
    # fmt: on

    def __format__(self, form: str) -> str:
        return format(settled(self), form) if form else str(self)

    def __float__(self, *_: object) -> NoReturn:
        raise TypeError(NO_FLOAT)

    # int(x), round(x), math.floor(x) and their kind would cut the graph just as float(x) does.
    __int__ = __complex__ = __round__ = __trunc__ = __floor__ = __ceil__ = __float__


def compared(relation: Callable[[Any, Any], Any], x: NumberLike, other: object) -> bool:
    """Return how the number of x compares with another's, a plain one, or each of an array."""
    y = settled(other) if isinstance(other, NumberLike) else comparable(other)
    result = y if y is NotImplemented else relation(settled(x), y)
    return result if y is NotImplemented or getattr(result, "shape", ()) else bool(result)  # type: ignore
