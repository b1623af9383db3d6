"""Columns of samples on one scale: --scale of `autograd-mini train`."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograd_mini.nn import MLP

Rows = Sequence[Sequence[float]]
FLAT = 6.0  # where |z| is larger, σ is nearer to 0 or 1 than 0.0025, and its slope is as small
LEAST = 1e-300  # a deviation; a weight that is divided by less may be too large for a float
MOST = 100  # samples that are looked at


@dataclass(frozen=True)
class Scale:
    """How columns are scaled: each number less the mean of its column, divided by its deviation.

    >>> scale = Scale.of([[1.0, 5.0], [3.0, 5.0]])
    >>> scale, scale.applied([[5.0, 5.0]])
    (Scale(means=(2.0, 5.0), deviations=(1.0, 1.0)), [[3.0, 0.0]])
    """

    means: tuple[float, ...]
    deviations: tuple[float, ...]

    @classmethod
    def of(cls, X: Rows) -> "Scale":
        """Return the scale of samples; a column that is the same in all of them keeps its size.

        So does one that differs by less than LEAST, for no weight could make up for that.
        """
        columns = list(zip(*X))
        means = tuple(fmean(column) for column in columns)
        deviations = map(pstdev, columns)
        return cls(means, tuple(d if d >= LEAST else 1.0 for d in deviations))

    def applied(self, X: Rows) -> list[list[float]]:
        """Return samples on this scale."""
        return [[(x - mean) / deviation for x, mean, deviation in zip(row, *self._both)]
                for row in X]  # fmt: skip

    def fold(self, net: "MLP") -> None:
        """Turn a network for scaled samples into one for samples as they are.

        ValueError if it has no bias, which has to take up the means.
        """
        self._check(net)
        for bias, *weights in net.theta[1]:
            for weight, mean, deviation in zip(weights, *self._both):
                weight.data /= deviation
                bias.data -= weight.data * mean

    def unfold(self, net: "MLP") -> None:
        """Turn a network for samples as they are into one for scaled samples; see `fold`."""
        self._check(net)
        for bias, *weights in net.theta[1]:
            for weight, mean, deviation in zip(weights, *self._both):
                bias.data += weight.data * mean
                weight.data *= deviation

    @property
    def _both(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        return self.means, self.deviations

    def _check(self, net: "MLP") -> None:
        if not net.bias:
            raise ValueError("--scale needs a network with bias, which takes up the means")


def saturated(net: "MLP", X: Rows) -> float:
    """Return the share of the units of layer 2, over some samples, whose σ is all but flat.

    >>> from autograd_mini.nn import MLP
    >>> saturated(MLP(1, [4, 1], seed=0), [[0.0]]), saturated(MLP(1, [4, 1], seed=0), [[1e6]])
    (0.0, 1.0)
    """
    rows = [[weight.data for weight in row] for row in net.theta[1]]
    flat = [
        abs(sum(w * x for w, x in zip(row, [1.0] * net.bias + list(sample)))) > FLAT
        for sample in X[:: max(1, len(X) // MOST)]
        for row in rows
    ]
    return sum(flat) / len(flat)
