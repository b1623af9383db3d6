"""Any library that keeps to the array API standard: what a program calls there, and how it runs.

All is the standard's, https://data-apis.org/array-api, of 2023.12 or later, and nothing that it
leaves open to libraries.  It has no table of places in an index, and no sum by places, so these
are made of `take`, `where` and `sum`.  A library that can do better says so in a file of its own.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograd_mini.compile.backends.composed import composed
from autograd_mini.compile.backends.numpy import HELPERS, executed
from autograd_mini.compile.given import Given
from autograd_mini.compile.products import Places
from autograd_mini.elementary import TABLE


class Table:
    """A table of places, and what is asked of it, in a library and on a device.

    at: the places, NumPy's.  asarray: makes an array of the library of one of NumPy's.
    """

    def __init__(self, at: Places, asarray: Callable[[Any], Any]) -> None:
        self.at, self.asarray = at, asarray
        self._readers: dict[int, Table] = {}

    @cached_property
    def flat(self) -> Any:
        """All places, one after the other; 0 where there is none."""
        return self.asarray(np.maximum(self.at, 0).reshape(-1))

    @cached_property
    def there(self) -> Any:
        """Where there is a place."""
        return self.asarray(self.at >= 0)

    def readers(self, size: int) -> "Table":
        """Return for each of so many places where in the table it stands, as often as it does."""
        if size not in self._readers:
            flat = self.at.reshape(-1)
            order = np.argsort(flat, kind="stable")[np.count_nonzero(flat < 0) :]
            counts = np.bincount(flat[order], minlength=size)
            found = np.full((size, int(counts.max(initial=0))), -1)
            found[np.arange(found.shape[1]) < counts[:, None]] = order
            self._readers[size] = Table(found, self.asarray)
        return self._readers[size]


class ArrayAPI:
    """A library by its namespace of the standard, such as `array_api_strict`."""

    writes_in_place = False

    def __init__(self, xp: Any, name: str) -> None:
        self.xp, self.name = xp, name
        self.type: Any = type(xp.asarray([0.0]))
        self._loaded: dict[Any, dict[str, Any]] = {}
        self._kinds: dict[tuple[Any, str], bool] = {}

    def __reduce__(self) -> tuple[Callable[..., "ArrayAPI"], tuple[Any, ...]]:
        return _imported, (type(self), self.xp.__name__, self.name)  # a module is not pickled

    def loaded(self, source: str, constants: Mapping[str, Any]) -> dict[str, Any]:
        """See `Backend`; each function has its helpers for the floats and device of its arrays."""

        def function(name: str) -> Callable[..., Any]:
            def of(*arrays: Any) -> Any:
                kind = self._kind(arrays)
                if kind not in self._loaded:
                    tables = {n: self.constant(t, *kind) for n, t in constants.items()}
                    self._loaded[kind] = executed(source, {**self.helpers(*kind), **tables})
                return self._loaded[kind][name](*arrays)

            return of

        names = ["program", "value"] + ["outputs"] * ("def outputs(" in source)
        return {name: function(name) for name in names}

    def arrays(self, given: Sequence[Given], named: Mapping[str, Any]) -> list[Any]:
        """See `Backend`.

        They have the floats and the device of those among them that are the library's own already;
        if none is, they are float64.  ValueError for arrays on several devices.
        """
        own = [x for x in named.values() if isinstance(x, self.type)]
        floats = {d for d in {x.dtype for x in own} if self._is(d, "real floating")}
        floats = floats or {self.xp.float64}
        dtype = floats.pop() if len(floats) == 1 else self.xp.result_type(*floats)
        devices = {self.device(x) for x in own}
        if len(devices) > 1:
            names = ", ".join(sorted(map(str, devices)))
            raise ValueError(f"the arrays are on several devices, {names}; bring them to one")
        device = devices.pop() if devices else None
        return [g.fitting(self._array(g, named[g.name], dtype, device)) for g in given]

    def _array(self, g: Given, x: Any, dtype: Any, device: Any) -> Any:
        if not isinstance(x, self.type):
            return self.made(g.array(x), dtype, device)
        if x.dtype == dtype:
            return x
        if self._is(x.dtype, "complex floating"):
            raise TypeError(f"{g.name} is no array of numbers: it has {x.dtype}")
        return self.xp.astype(x, dtype)

    def _is(self, dtype: Any, kind: str) -> bool:
        """Tell whether a dtype is of a kind of the standard; what it was found to be is kept."""
        if (dtype, kind) not in self._kinds:
            self._kinds[dtype, kind] = self.xp.isdtype(dtype, kind)
        return self._kinds[dtype, kind]

    def gradients(
        self, function: Callable[..., Any], arrays: list[Any]
    ) -> tuple[float, Any, float]:
        """See `Backend`."""
        with np.errstate(all="ignore"):  # some are made of NumPy
            J, gradients = function(*arrays)
            return float(J), gradients, float(self._size(J, gradients))

    def _size(self, J: Any, gradients: dict[str, Any]) -> Any:
        """Return J plus the squares of all gradients: nan and inf go through this sum."""
        for g in gradients.values():
            J = J + self.xp.sum(g * g)
        return J

    def called(self, function: Callable[..., Any], arrays: list[Any]) -> Any:
        """See `Backend`."""
        with np.errstate(all="ignore"):
            return function(*arrays)

    def columns(self, found: Sequence[Any], m: int, arrays: list[Any]) -> Any:
        """See `Backend`."""
        helpers = self.helpers(*self._kind(arrays))
        every = [self.xp.broadcast_to(helpers["number"](column), (m,)) for column in found]
        return self.xp.stack(every, axis=1)

    def reshaped(self, array: Any, shape: tuple[int, ...]) -> Any:
        """See `Backend`."""
        return self.xp.reshape(array, shape)

    def to_numpy(self, array: Any) -> Any:
        """See `Backend`."""
        device = self.xp.__array_namespace_info__().default_device()
        return np.asarray(array if device is None else array.to_device(device))

    # How arrays are made, which libraries differ in.

    def device(self, array: Any) -> Any:
        """Return the device that an array is on; None if that is not to be asked for."""
        return array.device

    def made(self, array: Any, dtype: Any, device: Any) -> Any:
        """Return an array of NumPy's as one of the library's."""
        return self.xp.asarray(array, dtype=dtype, device=device)

    def constant(self, table: Any, dtype: Any, device: Any) -> Any:
        """Return a table of places or of numbers, as the helpers take it."""
        if table.dtype.kind == "f":
            return self.made(table, dtype, device)
        return Table(table, lambda array: self.xp.asarray(array, device=device))

    def _kind(self, arrays: Sequence[Any]) -> tuple[Any, Any]:
        if not arrays:
            return self.xp.float64, None
        return arrays[0].dtype, self.device(arrays[0])

    # What programs call.

    def helpers(self, dtype: Any, device: Any) -> dict[str, Any]:
        """Return all that a program calls, for arrays of these floats on this device."""
        xp = self.xp

        def number(x: Any) -> Any:
            if not isinstance(x, self.type):
                return xp.asarray(x, dtype=dtype, device=device)
            return x if x.dtype == dtype else xp.astype(x, dtype)

        def lined_up(function: Callable[..., Any]) -> Callable[..., Any]:
            return lambda u, v: function(number(u), number(v))

        m = SimpleNamespace(
            sum=xp.sum, max=xp.max, stack=xp.stack, reshape=xp.reshape, where=xp.where,
            permute_dims=xp.permute_dims, broadcast_arrays=xp.broadcast_arrays, number=number,
            broadcast_to=lambda x, shape: xp.broadcast_to(number(x), shape), at=np.s_, inf=np.inf,
            empty=lambda shape: xp.empty(shape, dtype=dtype, device=device),
            zeros=lambda shape: xp.zeros(shape, dtype=dtype, device=device),
            copied=lambda x: xp.asarray(x, dtype=dtype, device=device, copy=True),
        )  # fmt: skip
        vars(m).update(
            {name: by_floats(self, name, number) for name in ("erf", "normal_cdf")}
            | composed(m)
            | {
                name: lined_up(getattr(xp, name)) if op.arity == 2 else getattr(xp, name)
                for name, op in TABLE.items()
                if op.arity is not None and hasattr(xp, name)
            }
            | {"sign": xp.sign}
            | self.own(m)
        )
        return vars(m)

    def own(self, m: Any) -> dict[str, Callable[..., Any]]:
        """Return the few helpers that libraries have of their own; m: all others."""

        def take(x: Any, table: Table, axis: int = -1) -> Any:
            axis %= x.ndim
            shape = (*x.shape[:axis], *table.at.shape, *x.shape[axis + 1 :])
            return m.reshape(self.xp.take(x, table.flat, axis=axis), shape)

        def padded(x: Any, table: Table, fill: float = 0.0) -> Any:
            y = take(x if x.ndim else m.reshape(x, (1,)), table)
            return m.where(table.there, y, m.number(fill))

        def scattered(x: Any, table: Table, size: int) -> Any:
            batch = x.shape[: x.ndim - table.at.ndim]
            flat = m.reshape(x, (*batch, table.at.size))
            return m.sum(padded(flat, table.readers(size)), axis=-1)

        def placed(x: Any, index: Any, values: Any) -> Any:
            y = m.copied(x)
            for i, part in _one_by_one(index, m.broadcast_to, values, y):
                y[i] = part
            return y

        def added(x: Any, index: Any, values: Any) -> Any:
            y = m.copied(x)
            for i, part in _one_by_one(index, m.broadcast_to, values, y):
                y[i] += part
            return y

        def einsum(how: str, x: Any, y: Any) -> Any:
            u, v, w = how.replace("->", ",").split(",")
            letters = w + "".join(sorted({*u, *v} - {*w}))
            x, y = (_spread(m, a, axes, letters) for a, axes in ((x, u), (y, v)))
            gone = tuple(range(len(w), len(letters)))
            return m.sum(x * y, axis=gone) if gone else x * y

        return {
            "take": take, "padded": padded, "scattered": scattered, "placed": placed,
            "added": added, "einsum": einsum,
        }  # fmt: skip


def _imported(kind: type[ArrayAPI], module: str, name: str) -> ArrayAPI:
    return kind(importlib.import_module(module), name)


def by_floats(backend: ArrayAPI, name: str, number: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return an operation that goes to NumPy and back, for a library that has none."""
    return lambda *operands: number(HELPERS[name](*map(backend.to_numpy, operands)))


def _one_by_one(
    index: Any, broadcast_to: Callable[..., Any], values: Any, of: Any
) -> list[tuple[Any, Any]]:
    """Return an index with its values; for a table in it, one for each of its places."""
    index = index if isinstance(index, tuple) else (index,)
    axis = next((i for i, part in enumerate(index) if isinstance(part, Table)), None)
    if axis is None:
        return [(index, values)]
    before, after, all_of_them = index[:axis], index[axis + 1 :], (slice(None),) * axis
    first = (*before, slice(0, 1), *after)
    places = index[axis].at.tolist()
    every = broadcast_to(
        values, (*of[first].shape[:axis], len(places), *of[first].shape[axis + 1 :])
    )
    found = []
    for i, place in enumerate(places):
        there, here = (*before, place, *after), (*all_of_them, i, ...)
        found.append((there, every[here]))
    return found


def _spread(m: Any, x: Any, axes: str, letters: str) -> Any:
    """Return an array with its axes in the order of the letters, and 1 long where it has none."""
    order = tuple(sorted(range(len(axes)), key=lambda i: letters.index(axes[i])))
    sizes = dict(zip(axes, x.shape))
    turned = m.permute_dims(x, order)
    return m.reshape(turned, tuple(sizes.get(letter, 1) for letter in letters))
