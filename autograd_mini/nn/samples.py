"""What may be given for a sample, its target or the units of a layer, and what is said of the rest.

Whatever has an order and holds numbers or Values will do: a list, a tuple, a range, a generator, a
NumPy array, a series or a frame of pandas.  An error names the entry as code would, X[2][0].
"""

import reprlib
from collections.abc import Mapping, Set
from numbers import Number
from typing import Any

from autograd_mini.errors import real, settled
from autograd_mini.floats import all_finite
from autograd_mini.nn.record import Forward, Layers
from autograd_mini.value import Operand, Value


def vector(name: str, given: Any) -> list[Operand]:
    """Return what was given for a vector as a list of Values and floats.

    name: how the errors call it.

    TypeError for what has no order, no entries or an entry that is not a number; ValueError for an
    entry that is nan or infinite.

    >>> vector("x", range(3))
    [0.0, 1.0, 2.0]
    >>> vector("x", 5.1)
    Traceback (most recent call last):
        ...
    TypeError: x is the number 5.1; give a list of numbers, even if it is only one
    """
    found = [
        x
        if (type(x) is float and x - x == 0) or isinstance(x, Value)  # inf − inf is nan
        else number(f"{name}[{i}]", x)
        for i, x in enumerate(entries(name, given))
    ]
    nodes = [x for x in found if isinstance(x, Value)]
    if not all_finite([x.data for x in nodes]):
        for x in nodes:
            settled(x)  # says which of them was set by hand to what is no number
    return found


def matrix(name: str, given: Any, flat: str) -> list[list[Operand]]:
    """Return what was given for several vectors as a list of lists of Values and floats.

    name: how the errors call it.  flat: what they say to do if it has numbers in place of vectors.

    TypeError and ValueError as for `vector`.

    >>> matrix("X", ((1, 2), (3, 4)), "")
    [[1.0, 2.0], [3.0, 4.0]]
    >>> matrix("Y", [0, 1], "write [[y] for y in Y]")
    Traceback (most recent call last):
        ...
    TypeError: Y[0] is the number 0, where a list of numbers belongs; write [[y] for y in Y]
    """
    rows = entries(name, given, of="rows")
    for i, row in enumerate(rows):
        if is_number(row):
            here = f"{name}[{i}] is {said(row)}, where a list of numbers belongs"
            raise TypeError(f"{here}; {flat}")
    return [vector(f"{name}[{i}]", row) for i, row in enumerate(rows)]


def samples_of(X: Any, Y: Any, s_1: int, K: int) -> tuple[list[list[Operand]], list[list[Operand]]]:
    """Return X and Y as lists of lists that fit each other and a network.

    s_1, K: the numbers of its inputs and of its outputs.

    TypeError and ValueError, with what to write, for what does not fit.
    """
    one = "for one sample write net.cost([x], [y])"
    several = ", for samples of one number [[x] for x in X]" if s_1 == 1 else ""
    rows = matrix("X", X, flat=one + several)
    classes = ", if its numbers are classes counted from 0" if K > 1 else ""
    flat = f"write [{row_of_targets('y', K)} for y in Y]{classes}"
    targets = matrix("Y", Y, flat=flat if len(rows) != 1 or K == 1 else f"{one}; or {flat}")
    if len(rows) != len(targets) or not rows:
        raise ValueError(
            f"X has {len(rows)} samples and Y has {len(targets)}; they need as many, not 0"
        )
    for i, (x, y) in enumerate(zip(rows, targets)):
        check_input(f"X[{i}]", x, s_1)
        if len(y) != K:
            raise ValueError(f"Y[{i}] has {len(y)} entries, but the network has {K} outputs")
    return rows, targets


def check_input(name: str, x: list[Operand], s_1: int) -> None:
    """Check the input of a network; ValueError if it has more or fewer entries than s_1."""
    if len(x) != s_1:
        raise ValueError(f"{name} has {len(x)} entries, but the network takes {s_1}")


def entries(name: str, given: Any, of: str = "numbers") -> list[Any]:
    """Return the entries of what was given, whatever they are; those of an array as nested lists.

    name: how the errors call it.  of: what they say that it should be a list of.

    TypeError for what has no order or no entries.

    >>> entries("sizes", {5, 3}, of="sizes")
    Traceback (most recent call last):
        ...
    TypeError: sizes is of type set; give a list of sizes, in their order
    """
    if isinstance(given, (list, tuple)):
        return list(given)
    if isinstance(given, Layers) and given.name == "theta":
        raise TypeError(f"{name} is all of theta, by layers; give a list: net.weights()")
    if isinstance(given, Forward | Layers):
        kind = name if name in ("z", "a") else "a"
        last = max(given.a if isinstance(given, Forward) else given, default=1)
        raise TypeError(
            f"{name} is {said(given)}, which has all the layers; give the units of one, such as "
            f"the last: sample.{kind}[{last}]"
        )
    if is_number(given):
        raise TypeError(f"{name} is {said(given)}; give a list of {of}, even if it is only one")
    if not isinstance(given, Mapping | Set | str | bytes | bytearray):
        # A frame would give its columns; an array would give its rows one by one.
        for convert in ("to_numpy", "tolist"):
            given = getattr(given, convert, lambda given=given: given)()
        try:
            iterator = iter(given)
        except TypeError:
            pass
        else:
            return list(iterator)
    raise TypeError(f"{name} is {said(given)}; give a list of {of}, in their order")


def number(name: str, given: Any) -> Operand:
    """Return a Value as it is, and any other real number as a finite float.

    name: how the errors call it.

    TypeError if it is neither, ValueError if it is nan or infinite.

    >>> number("rate", "0.1")
    Traceback (most recent call last):
        ...
    TypeError: rate is the string '0.1', not a real number
    """
    if isinstance(given, Value):
        return given
    try:
        return real(given)
    except TypeError:
        words = f"{name} is {said(given)}, not a real number"
        if (
            hasattr(given, "__len__")
            and not is_number(given)
            and not isinstance(given, str | bytes)
        ):
            words += ": a bracket too many, or several samples where one belongs"
        raise TypeError(words) from None
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def data(x: Operand) -> float:
    """Return the number of a Value, and a number as it is."""
    return x.data if isinstance(x, Value) else x


def is_number(x: object) -> bool:
    """Return whether x is one number, or one Value, and no sequence."""
    if isinstance(x, (list, tuple)):  # at once, because it takes long to ask whether it is a Number
        return False
    return isinstance(x, (Value, Number)) or getattr(x, "shape", None) == ()


def said(x: object) -> str:
    """Return what x is, in a few words: never a whole list or record.

    >>> said("setosa"), said([5.1, 3.5]), said(Value(2.0, label="w")), said(None)
    ("the string 'setosa'", 'of type list', 'the Value w = 2.0', 'None')
    """
    if isinstance(x, Value):
        return f"the Value {x.label + ' = ' if x.label else ''}{x.data!r}"
    if isinstance(x, str | bytes):
        return f"the string {reprlib.repr(x)}"
    if x is None or is_number(x):
        return f"the number {x}" if x is not None else "None"
    return f"of type {type(x).__name__}"


def row_of_targets(y: str, n: int) -> str:
    """Return the code that makes the row of targets of n outputs from a number.

    y: how the code calls the number: the target of a single output, or else the class.

    >>> row_of_targets("y", 1), row_of_targets("y", 3)
    ('[y]', '[1.0 if k == y else 0.0 for k in range(3)]')
    """
    return f"[{y}]" if n == 1 else f"[1.0 if k == {y} else 0.0 for k in range({n})]"
