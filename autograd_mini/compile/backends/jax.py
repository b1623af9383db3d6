"""JAX: jax.numpy, which keeps to the standard, and jax.jit around the whole program.

What is traced are the functions of the source alone; numbers are looked at outside.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograd_mini.compile.backends.array_api import ArrayAPI
from autograd_mini.compile.given import Given
from autograd_mini.compile.products import Places


class Jax(ArrayAPI):
    """JAX.  Arrays may be sharded: it is XLA that brings them together.

    ValueError if JAX is not set to 64 bits.
    """

    def __init__(self) -> None:
        self.jax: Any = importlib.import_module("jax")
        self._in_64_bits()
        super().__init__(self.jax.numpy, "jax")
        # `isinstance(x, jax.Array)` runs Python code; the class itself, asked for first, does not.
        self.type = (type(self.xp.zeros(1)), self.jax.core.Tracer)
        self._jitted: dict[Callable[..., Any], Callable[..., Any]] = {}
        self._names: dict[Callable[..., Any], list[str]] = {}
        self._fitted: set[Any] = set()

    def __reduce__(self) -> tuple[Callable[..., ArrayAPI], tuple[Any, ...]]:
        return Jax, ()

    def _in_64_bits(self) -> None:
        if not self.jax.config.jax_enable_x64:
            raise ValueError(
                "JAX computes with 32 bits here, which are 7 digits; call "
                'jax.config.update("jax_enable_x64", True) before arrays are made'
            )

    def arrays(self, given: Sequence[Given], named: Mapping[str, Any]) -> list[Any]:
        """See `Backend`; arrays of kinds that fitted once are not looked at again.

        A step of a small network is so short that the look would show in its time.
        """
        self._in_64_bits()
        found = [named[g.name] for g in given]
        there = all(isinstance(x, self.type[0]) for x in found)
        kinds = tuple([(x.aval.shape, x.aval.dtype, x.sharding) for x in found]) if there else None
        if kinds in self._fitted:
            return found
        fitting = [self._left_to_xla(x) for x in super().arrays(given, named)]
        if there and all(x is y for x, y in zip(fitting, found)):
            self._fitted.add(kinds)
        return fitting

    def _left_to_xla(self, x: Any) -> Any:
        """Return an array; where it is sharded, XLA is to decide how all else is."""
        mesh: Any = getattr(x.sharding, "mesh", None) if isinstance(x, self.type[0]) else None
        if not getattr(mesh, "explicit_axes", ()):
            return x
        sharding = self.jax.sharding
        auto = sharding.Mesh(mesh.devices, mesh.axis_names)
        return self.jax.device_put(x, sharding.NamedSharding(auto, x.sharding.spec))

    def gradients(
        self, function: Callable[..., Any], arrays: list[Any]
    ) -> tuple[float, Any, float]:
        """See `Backend`."""
        jitted = self._jitted.get(function) or self._jit(function, self._all_at_once(function))
        numbers, found = jitted(*arrays)
        J, size = self.to_numpy(numbers).tolist()
        return J, dict(zip(self._names[function], found)), size

    def _all_at_once(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def all_at_once(*arrays: Any) -> Any:
            J, gradients = function(*arrays)
            self._names[function] = list(gradients)  # jax.jit returns a dict in another order
            numbers = self.xp.stack([J, self._size(J, gradients)])  # to be brought here at once
            return numbers, list(gradients.values())

        return all_at_once

    def called(self, function: Callable[..., Any], arrays: list[Any]) -> Any:
        """See `Backend`."""
        jitted = self._jitted.get(function) or self._jit(function, function)
        return jitted(*arrays)

    def _jit(self, key: Callable[..., Any], function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function under jax.jit, and keep it, since it keeps its programs."""
        self._jitted[key] = self.jax.jit(function)
        return self._jitted[key]

    def device(self, array: Any) -> Any:
        """Return None: arrays may be on several devices, and jax.jit puts new ones there."""
        return None

    def to_numpy(self, array: Any) -> Any:
        """See `Backend`; TypeError for what a function is traced with, which is no number yet."""
        try:
            return np.asarray(array)
        except self.jax.errors.TracerArrayConversionError:
            raise TypeError(
                "a program looks at its numbers, which inside jax.jit, jax.vmap or jax.grad are "
                "not there yet; call program.function there"
            ) from None

    def constant(self, table: Any, dtype: Any, device: Any) -> Any:
        """Return a table as NumPy's, for it is part of what is compiled."""
        return table.astype(dtype) if table.dtype.kind == "f" else table

    def own(self, m: Any) -> dict[str, Callable[..., Any]]:
        """Return indexing and sums by places as JAX has them."""

        def take(x: Any, at: Places, axis: int = -1) -> Any:
            return self.xp.take(x, at, axis=axis, mode="clip")

        def padded(x: Any, at: Places, fill: float = 0.0) -> Any:
            y = take(x if x.ndim else m.reshape(x, (1,)), np.maximum(at, 0))
            return m.where(at >= 0, y, m.number(fill))

        def scattered(x: Any, at: Places, size: int) -> Any:
            batch, there = x.shape[: x.ndim - at.ndim], at.reshape(-1) >= 0
            flat = m.reshape(x, (*batch, at.size))[..., there]
            return m.zeros((*batch, size)).at[..., at.reshape(-1)[there]].add(flat)

        return {
            "take": take, "padded": padded, "scattered": scattered,
            "placed": lambda x, index, values: x.at[index].set(values),
            "added": lambda x, index, values: x.at[index].add(values),
            "einsum": self.xp.einsum, "copied": m.number,
            "erf": self.jax.scipy.special.erf, "normal_cdf": self.jax.scipy.special.ndtr,
        }  # fmt: skip
