"""The text of a view, forth and back: how an array is read, and where its adjoint goes.

Of theta, of shape (5, 5), for z_i = + theta_i0 + …, whose adjoint is delta of shape (m, 5):

    read     theta[:, 0]
    back     Delta_theta[:, 0] = sum(delta, axis=0)
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from autograd_mini.compile.contraction import permuted
from autograd_mini.compile.expressions import ATOM, SAMPLES, Expression, Scalar, written
from autograd_mini.compile.products import Places
from autograd_mini.compile.views import View

Table = npt.NDArray[np.int64] | npt.NDArray[np.float64]


class Constants:
    """The tables that a program needs: places to pick from, and numbers that differ by entry."""

    def __init__(self) -> None:
        self.tables: dict[str, Table] = {}
        self._names: dict[tuple[str, str, tuple[int, ...], bytes], str] = {}

    def name(self, kind: str, table: Table) -> str:
        """Return the name of a table, `at_1` or `numbers_1`; equal tables have one name."""
        key = kind, str(table.dtype), table.shape, table.tobytes()
        if key not in self._names:
            name = f"{kind}_{1 + sum(k[0] == kind for k in self._names)}"
            self._names[key] = name
            self.tables[name] = table
        return self._names[key]

    def numbers(self, table: npt.NDArray[np.float64], axes: tuple[int, ...]) -> Scalar:
        """Return the numbers of a table over `axes`; one number if all are equal."""
        for i, axis in reversed(list(enumerate(axes))):
            if bool((table == table.take([0], axis=i)).all()):
                table = np.asarray(table.take(0, axis=i))
                axes = tuple(a for a in axes if a != axis)
        return Expression(self.name("numbers", table), axes) if axes else float(table)


@dataclass(frozen=True)
class Part:
    """Some entries of an array: an index such as "[:, 0]", and the shape it is given before."""

    index: str
    radix: str = ""


@dataclass
class Reader:
    """Reads one array: its name, its shape without the samples, and whether it has samples."""

    name: str
    shape: tuple[int, ...]
    batched: bool
    constants: Constants

    def read(self, view: View, fill: float = 0.0) -> Expression:
        """Return what a view reads, in terms of the axes of the array that is computed."""
        axes = ((SAMPLES,) if self.batched else ()) + view.axes
        if view.same:
            return Expression(self.name, axes)
        if view.is_gather:
            at = self.constants.name("at", view.places)
            flat = self.reshaped(self.name, self.shape, (math.prod(self.shape),))
            if view.padded:
                filled = "" if fill == 0.0 else f", {'-inf' if fill < 0 else 'inf'}"
                return Expression(f"padded({flat}, {at}{filled})", axes)
            return Expression(f"take({flat}, {at})", axes)
        text = self.reshaped(self.name, self.shape, view.radix) + self._sliced(view)
        for i, taken in enumerate(view.index):
            if isinstance(taken, tuple):
                axis = f", axis={i + self.batched}" if i < len(view.index) - 1 else ""
                text = f"take({text}, {self.constants.name('at', np.array(taken))}{axis})"
        if view.order != tuple(sorted(view.order)):
            first = 1 if self.batched else 0
            text = permuted(text, (*range(first), *(i + first for i in view.order)))
        if any(len(d) > 1 for d in view.digits):
            text = self._reshape(text, view.sizes)
        return Expression(text, axes)

    def back(self, view: View, adjoint: Expression) -> "tuple[Part | None, Expression]":
        """Return the adjoint of the array in its own axes, and the entries that it belongs to.

        These are None if it is the adjoint of the whole array.
        """
        if view.same:
            own = {axis: i for i, axis in enumerate(view.axes)}
            own[SAMPLES] = SAMPLES
            return None, replace(adjoint, axes=tuple(own[a] for a in adjoint.axes))
        full = ((SAMPLES,) if self.batched else ()) + tuple(range(len(self.shape)))
        if view.is_gather or not view.injective:
            at = self.constants.name("at", view.places)
            text = self.filled(view, adjoint).text
            size = math.prod(self.shape)
            text = f"scattered({text}, {at}, {size})"
            return None, Expression(self.reshaped(text, (size,), self.shape), full)
        text = adjoint.text
        if not (view.plain and adjoint.axes in ((), ((SAMPLES,) * self.batched) + view.axes)):
            whole = self.filled(view, adjoint)
            text = whole.at(ATOM)
            if any(len(d) > 1 for d in view.digits):
                text = self._reshape(text, tuple(n for d in view.digits for n in d))
            if view.order != tuple(sorted(view.order)):
                first = 1 if self.batched else 0
                back = np.argsort(view.order).tolist()
                text = permuted(text, (*range(first), *(i + first for i in back)))
            level = ATOM
        else:
            level = adjoint.level
        if view.all_of_it and adjoint.axes:
            inner = Expression(text, full, level)
            if view.radix != self.shape:
                inner = Expression(self.reshaped(text, view.radix, self.shape), full)
            return None, inner
        radix = "" if view.radix == self.shape else self._sizes(view.radix)
        return Part(self._index(view) or "[...]", radix), Expression(text, (), level)

    def filled(self, view: View, adjoint: Expression) -> Expression:
        """Return an adjoint with all axes of a view, those that it lacks by repetition."""
        axes = ((SAMPLES,) if self.batched else ()) + view.axes
        if adjoint.axes == axes:
            return adjoint
        shape = self._sizes(view.sizes)
        return Expression(f"broadcast_to({written(adjoint).on(axes).text}, {shape})", axes)

    def reshaped(self, text: str, old: tuple[int, ...], new: tuple[int, ...]) -> str:
        """Return the text of an array in another shape."""
        return text if old == new else self._reshape(text, new)

    def _reshape(self, text: str, shape: tuple[int, ...]) -> str:
        return f"reshape({text}, {self._sizes(shape)})"

    def _sizes(self, shape: tuple[int, ...]) -> str:
        sizes = ["m"] * self.batched + [str(n) for n in shape]
        return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"

    def _sliced(self, view: View) -> str:
        """Return the index of a view without the tables in it."""
        return self._index(
            replace(view, index=tuple(
                [slice(0, n) if isinstance(i, tuple) else i for n, i in zip(view.radix, view.index)]
            ))
        )  # fmt: skip

    def _index(self, view: View) -> str:
        """Return the index of a view, with something for each axis; nothing if all is taken."""
        parts = [":"] * self.batched
        for size, i in zip(view.radix, view.index):
            if isinstance(i, int):
                parts.append(str(i))
            elif isinstance(i, tuple):
                parts.append(self.constants.name("at", np.array(i)))
            elif (i.start, i.stop) == (0, size):
                parts.append(":")
            else:
                parts.append(f"{i.start or ''}:{'' if i.stop == size else i.stop}")
        return f"[{', '.join(parts)}]" if set(parts) - {":"} else ""


def covers(views: list[Places], size: int) -> bool:
    """Tell whether some tables of places have each of so many places exactly once."""
    every = np.concatenate([np.zeros(0, np.int64), *(p.reshape(-1) for p in views)])
    return bool((every >= 0).all() and (np.bincount(every, minlength=size) == 1).all())
