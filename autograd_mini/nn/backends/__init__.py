"""What computes J and ∂J/∂θ in a training: the scalar engine, or the program of arrays.

Both give the same numbers, but for rounding.  A backend has the weights as a list, of floats or of
matrices, so that the rules of update_rules.py work on both:

    backend    weights                       of the 4-5-3 network
    "scalar"   every θ, as `net.parameters`  43 floats
    "numpy"    every Θ^(l)                   2 arrays, 5 × 5 and 3 × 6
    "torch"    the same, and "jax" too: the program runs over that library

Arrays are computed block by block, here or on a cluster, so that the weights are the same in both.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from autograd_mini.nn.backends.arrays import Arrays, OnLibrary
from autograd_mini.nn.backends.protocol import Backend, Loss
from autograd_mini.nn.backends.samples import Samples, are_blocks
from autograd_mini.nn.backends.scalars import Scalars
from autograd_mini.nn.mlp import MLP
from autograd_mini.options import one_of

__all__ = [
    "BACKENDS", "Arrays", "Backend", "Loss", "OnLibrary", "Samples", "Scalars", "are_blocks",
    "backend_of",
]  # fmt: skip

BACKENDS: Mapping[str, Callable[..., Backend]] = {
    "scalar": Scalars, "numpy": Arrays,
    "torch": partial(OnLibrary, library="torch"), "jax": partial(OnLibrary, library="jax"),
}  # fmt: skip


def backend_of(name: Any, net: MLP, loss: Loss, cluster: Any = None, X: Any = None) -> Backend:
    """Return a backend by its name; ValueError or TypeError if there is none of it.

    name: None is "numpy" for what the scalar engine cannot do, otherwise "scalar".
    cluster: a client of dask.distributed, or None.  X: the samples.
    """
    if name is None:
        name = "scalar" if cluster is None and not are_blocks(X) else "numpy"
    one_of("backend", name, tuple(BACKENDS))
    if cluster is None:
        return BACKENDS[name](net, loss)
    if name != "numpy":
        raise ValueError(f"backend={name!r} computes in this process; a cluster takes 'numpy'")
    return BACKENDS[name](net, loss, cluster)
