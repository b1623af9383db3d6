"""What a program asks of a library of arrays."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from autograd_mini.compile.given import Given

Function = Callable[..., Any]  # of arrays, in the order of inputs and parameters


class Backend(Protocol):
    """A library of arrays, for one program.

    name: what it is called.  xp: its namespace.  writes_in_place: whether the source changes arrays
        that are there.
    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def xp(self) -> Any: ...  # noqa: D102

    @property
    def writes_in_place(self) -> bool: ...  # noqa: D102

    def loaded(self, source: str, constants: Mapping[str, Any]) -> dict[str, Function]:
        """Return the functions of a source; constants: its tables, NumPy's arrays, by name."""

    def arrays(self, given: Sequence[Given], named: Mapping[str, Any]) -> list[Any]:
        """Return what a program is called with as arrays of the library, of one kind of floats.

        ValueError for a shape that does not fit; TypeError for what are no numbers.
        """

    def gradients(self, function: Function, arrays: list[Any]) -> tuple[float, Any, float]:
        """Return J, the gradients, and a number that is finite only if all of these are."""

    def called(self, function: Function, arrays: list[Any]) -> Any:
        """Return what a function gives for some arrays, warnings left out."""

    def columns(self, found: Sequence[Any], m: int, arrays: list[Any]) -> Any:
        """Return columns as one array of m rows: arrays of m numbers or of 1, or plain numbers.

        arrays: what the program was called with, whose kind of floats it shall have.
        """

    def reshaped(self, array: Any, shape: tuple[int, ...]) -> Any:
        """Return an array in another shape."""

    def to_numpy(self, array: Any) -> Any:
        """Return an array as one of NumPy's."""
