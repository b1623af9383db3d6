"""What the functions of this room may be given, and what is said of the rest."""

from collections.abc import Iterable, Sequence
from typing import Any

from autograd_mini.differentiate.partials import Number
from autograd_mini.errors import real, settled, shortened
from autograd_mini.graph import Graph
from autograd_mini.value import Value


def values_of(caller: str, values: Value | Iterable[Value]) -> list[Value]:
    """Return one Value, or several, as a list; TypeError, naming the caller, for what is none."""
    if isinstance(values, Graph):
        return list(values.outputs)
    several = list(values) if isinstance(values, Iterable) else [values]
    for x in several:
        if not isinstance(x, Value):
            raise TypeError(
                f"{caller} takes Values, not {shortened(x)} of type {type(x).__name__}, which is "
                "in no graph"
            )
    return several


def output_of(caller: str, J: Value) -> Value:
    """Return the Value at the end of a graph, or of a Graph; TypeError, naming the caller."""
    if isinstance(J, Graph):
        return J.J
    if not isinstance(J, Value):
        raise TypeError(f"{caller} takes the Value at the end of a graph, not {shortened(J)}")
    return J


def number_or_value(x: Any) -> Number:
    """Return a weight or a tangent; an error that names it if it is no finite number."""
    if isinstance(x, Value):
        settled(x)
        return x
    return real(x)


def listed(caller: str, what: str, numbers: Any) -> list[Any]:
    """Return what can be gone through as a list; TypeError, naming the caller, for the rest."""
    if not isinstance(numbers, Iterable):
        raise TypeError(f"{caller} takes a list of {what}, not {shortened(numbers)}")
    return list(numbers)


def same_number(name: str, xs: Sequence[Any], other: str, ys: Sequence[Any]) -> None:
    """Check that two lists are of one length; ValueError with what they are lists of."""
    if len(xs) != len(ys):
        raise ValueError(f"one {other} for each {name}, please: {len(ys)} for {len(xs)}")
