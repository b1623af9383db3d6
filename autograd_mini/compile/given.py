"""The inputs and parameters that a program is compiled for, and the arrays it is called with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from autograd_mini.compile.parts import Numbers
from autograd_mini.errors import shortened
from autograd_mini.formulas.labels import plain
from autograd_mini.value import Value

Floats: TypeAlias = "np.typing.NDArray[np.float64]"


@dataclass(frozen=True)
class Given:
    """An input or a parameter: its name, its shape for one sample, its Values row by row."""

    name: str
    shape: tuple[int, ...]
    values: tuple[Value, ...]
    is_input: bool

    def array(self, given: Any) -> Any:
        """Return what a program is called with as an array of floats.

        ValueError if its shape does not fit; TypeError for what are no numbers.
        """
        try:
            array = given if type(given) is np.ndarray else np.asarray(given, np.float64)
            if array.dtype != np.float64:
                array = array.astype(np.float64)
        except (TypeError, ValueError) as error:
            raise TypeError(f"{self.name} is no array of numbers: {error}") from None
        return self.fitting(array)

    def fitting(self, array: Any) -> Any:
        """Return an array of any library, if its shape fits; else raise ValueError."""
        if array.shape[self.is_input :] != self.shape or (self.is_input and not array.shape[0]):
            wanted = ("m", *self.shape) if self.is_input else self.shape
            text = f"({', '.join(map(str, wanted))}{',' * (len(wanted) == 1)})"
            more = ", a row for each of m samples, at least one" * self.is_input
            raise ValueError(f"{self.name} has shape {tuple(array.shape)}; expected {text}{more}")
        return array

    def finite(self, array: Any, rows: Numbers | None = None) -> None:
        """Raise ValueError, with the row, for an array with a number that is not finite.

        rows: of an input the numbers of its rows, if they are not counted from 0.
        """
        if not np.isfinite(array).all():
            place = np.argwhere(~np.isfinite(array))[0].tolist()
            row = place[0] if rows is None else rows[place[0]]
            where = f"row {row}" if self.is_input else f"entry {place}"
            raise ValueError(
                f"{self.name} has a number that is not finite, {array[tuple(place)]}, in {where}; "
                "leave that out or fill it in"
            )


def listed(
    inputs: Mapping[str, Any], parameters: Mapping[str, Any]
) -> tuple[list[Given], dict[int, tuple[int, int]]]:
    """Return all that is given, the inputs first, and the place of each Value by its id.

    TypeError for what is no Value; ValueError for rows of different lengths, for a Value that is
    given twice, and for a name that is no name in Python, or is given twice.
    """
    found: list[Given] = []
    places: dict[int, tuple[int, int]] = {}
    for groups, is_input in ((inputs, True), (parameters, False)):
        if not isinstance(groups, Mapping):
            word = "inputs" if is_input else "parameters"
            raise TypeError(f"{word} is a dict from names to Values, not {shortened(groups)}")
        for name, values in groups.items():
            if not isinstance(name, str) or not name.isidentifier():
                raise ValueError(f"{name!r} is no name for an argument of a Python function")
            if any(g.name == name for g in found):
                raise ValueError(f"{name} is the name of an input and of a parameter; rename one")
            flat: list[Value] = []
            shape = _shape(name, values, flat)
            new = {id(x): (len(found), i) for i, x in enumerate(flat)}
            if len(new) < len(flat) or not places.keys().isdisjoint(new):
                raise ValueError(_twice(name, flat, places, found))
            places |= new
            found.append(Given(name, shape, tuple(flat), is_input))
    return found, places


def _twice(
    name: str, flat: list[Value], places: dict[int, tuple[int, int]], found: list[Given]
) -> str:
    """Return what is said of a Value that is given twice."""
    seen = {x: found[number].name for x, (number, _) in places.items()}
    for i, x in enumerate(flat):
        if id(x) in seen:
            return (
                f"entry {i} of {name} is given twice, the other time in {seen[id(x)]}; a Value has "
                "one place"
            )
        seen[id(x)] = name
    return f"a Value of {name} is given twice"


def _shape(name: str, values: Any, flat: list[Value]) -> tuple[int, ...]:
    if isinstance(values, Value):
        flat.append(values)
        return ()
    if not isinstance(values, list | tuple) and not hasattr(values, "tolist"):
        raise TypeError(
            f"{name} has {shortened(values)} in it; give Values, in a list or a list of lists: "
            "what is a plain number when J is recorded stays that number in the program"
        )
    rows = list(values)
    if set(map(type, rows)) == {Value}:  # the usual row, in one step
        flat += rows
        return (len(rows),)
    shapes = [_shape(name, row, flat) for row in rows]
    if len(set(shapes)) > 1:
        i = next(i for i, shape in enumerate(shapes) if shape != shapes[0])
        raise ValueError(
            f"{name} has rows of different lengths: row 0 has shape {shapes[0]}, row {i} "
            f"{shapes[i]}"
        )
    return (len(rows), *(shapes[0] if shapes else ()))


def flattened(outputs: Any, flat: list[Any]) -> tuple[int, ...]:
    """Put the nodes that are predictions into a list, and return their shape.

    TypeError for what are no Values; ValueError for rows of different lengths.
    """
    if outputs is None or isinstance(outputs, Value):
        flat += [] if outputs is None else [outputs]
        return ()
    if not isinstance(outputs, Iterable):
        raise TypeError(f"outputs has {shortened(outputs)} in it; give Values of the graph")
    rows = list(outputs)
    shapes = {flattened(row, flat) for row in rows}
    if len(shapes) > 1:
        raise ValueError("outputs has rows of different lengths")
    return (len(rows), *(shapes.pop() if shapes else ()))


def described(given: list[Given], baked: list[Value]) -> str:
    """Return the docstring of a program: its arrays, and the leaves whose numbers stay."""
    lines = ["J, averaged over m samples, and its gradients.", ""]
    for g in given:
        shape = ", ".join([*(["m"] * g.is_input), *map(str, g.shape)]) or "one number"
        lines.append(f"{g.name}: {'an input' if g.is_input else 'a parameter'}, {shape}")
    if baked:
        names = [f"{plain(x.label) or 'a Value without a label'} = {x.data!r}" for x in baked[:20]]
        more = [f"… {len(baked) - 20} more …"] * (len(baked) > 20)
        lines += ["", "Constants, for they are in no array: " + ", ".join([*names, *more])]
    return "\n".join(lines)
