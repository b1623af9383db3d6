"""δ and a of every sample on its own, by a compiled program; it takes NumPy.

The gradients of a program are summed over the samples.  Here each sample gets a shift of its own in
front of every activation, z + e, where e is a parameter that a row of zeros and a single 1 picks:

    z^(l)_i + Σ_b e^(l)_ib s_b        s_b = 1 for the sample with number b of those given, else 0

All shifts are 0, so no number changes, and ∂J/∂e^(l)_ib is δ^(l)_i of sample b, over their number.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from autograd_mini.compile import compile_gradient
from autograd_mini.functions import dot
from autograd_mini.nn.mlp import MLP
from autograd_mini.value import Value

AT_ONCE = 64  # samples, each of which has its own column in the graph


class BySample:
    """The program of a network, with a shift for each of some samples; called, it gives δ and a."""

    def __init__(self, net: MLP, loss: Any) -> None:
        self.sizes = net.sizes
        layers = range(2, len(net.sizes) + 1)
        x, y, s = ([Value(1 / n) for _ in range(n)] for n in (net.sizes[0], net.sizes[-1], AT_ONCE))
        e = {n: [[Value(0.0) for _ in s] for _ in range(net.sizes[n - 1])] for n in layers}
        shifts = {n: [dot(row, s) for row in rows] for n, rows in e.items()}
        sample, J = net.with_cost(x, y, loss=loss, shifts=shifts)
        theta = {f"theta{n}": rows for n, rows in net.theta.items()}
        hidden = [a for n in layers[:-1] for a in sample.a[n]]
        self._shifts = {f"e{n}": np.zeros((net.sizes[n - 1], AT_ONCE)) for n in layers}
        self._theta = list(theta)
        self._program = compile_gradient(
            J, {"X": x, "Y": y, "S": s}, theta | {f"e{n}": e[n] for n in layers}, hidden or None
        )

    def __call__(
        self, weights: Sequence[Any], pairs: Iterable[tuple[Any, Any]]
    ) -> tuple[list["array[float]"], list["array[float]"]]:
        """Return δ^(2) … δ^(L) and a^(2) … a^(L−1), each sample after the other.

        weights: Θ^(1), Θ^(2), …  pairs: X and Y of the samples, in pieces of any size.
        """
        hidden = self.sizes[1:-1]
        deltas = [array("d") for _ in self._shifts]
        activations = [array("d") for _ in hidden]
        arrays = dict(zip(self._theta, weights)) | self._shifts
        for X, Y in pairs:
            for first in range(0, len(X), AT_ONCE):
                x, y = X[first : first + AT_ONCE], Y[first : first + AT_ONCE]
                m = len(x)
                given = {**arrays, "X": x, "S": np.eye(m, AT_ONCE)}
                _, gradients = self._program(**given, Y=y)
                for found, name in zip(deltas, self._shifts):
                    found.frombytes((gradients[name][:, :m].T * m).tobytes())
                if hidden:
                    a = self._program.outputs(**given)
                    ends = np.cumsum(hidden)
                    for found, columns in zip(activations, np.split(a, ends[:-1], axis=1)):
                        found.frombytes(np.ascontiguousarray(columns).tobytes())
        return deltas, activations
