"""PyTorch, by its namespace of array-api-compat: arrays on the device and of the floats given."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograd_mini.compile.backends.array_api import ArrayAPI, Table
from autograd_mini.compile.given import Given
from autograd_mini.floats import ROOT


class Torch(ArrayAPI):
    """PyTorch.  Gradients are those of the program; autograd is left out of it."""

    def arrays(self, given: Sequence[Given], named: Mapping[str, Any]) -> list[Any]:
        """See `Backend`."""
        free = {n: x.detach() if isinstance(x, self.type) else x for n, x in named.items()}
        return super().arrays(given, free)

    def made(self, array: Any, dtype: Any, device: Any) -> Any:
        """Return an array of NumPy's as a tensor; it has to be in one piece, and to be written."""
        return super().made(np.require(array, requirements=["C", "W"]), dtype, device)

    def to_numpy(self, array: Any) -> Any:
        """See `Backend`."""
        return array.detach().cpu().double().numpy()

    def own(self, m: Any) -> dict[str, Callable[..., Any]]:
        """Return indexing and sums by places as PyTorch has them."""

        def scattered(x: Any, table: Table, size: int) -> Any:
            batch = x.shape[: x.ndim - table.at.ndim]
            flat = m.reshape(x, (*batch, table.at.size))
            flat = m.where(m.reshape(table.there, (-1,)), flat, m.number(0.0))
            return m.zeros((*batch, size)).index_add(-1, table.flat, flat)

        def placed(x: Any, index: Any, values: Any) -> Any:
            y = x.clone()
            y[_tensors(index)] = values
            return y

        def added(x: Any, index: Any, values: Any) -> Any:
            y = x.clone()
            y[_tensors(index)] += values
            return y

        return super().own(m) | {
            "scattered": scattered, "placed": placed, "added": added, "einsum": self.xp.einsum,
            "normal_cdf": lambda x: self.xp.special.erfc(-ROOT * x) / 2,
        }  # fmt: skip


def _tensors(index: Any) -> Any:
    if isinstance(index, tuple):
        return tuple([part.flat if isinstance(part, Table) else part for part in index])
    return index
