"""What a training asks of whatever computes with its network."""

from array import array
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from autograd_mini.nn.backends.samples import Samples
from autograd_mini.value import Value

Passes = tuple[list["array[float]"], list["array[float]"]]
Loss = str | Callable[[list[Value], list[Any]], Value]


class Backend(Protocol):
    """A way to compute with a network.

    weights: those of the network, at the start.
    decaying: for each of them 1, or 0 for a bias, which weight decay leaves alone.
    """

    weights: list[Any]
    decaying: list[Any]

    def samples(self, X: Any, Y: Any) -> Samples:
        """Return samples as this backend takes them; ValueError and TypeError as `net.cost`."""

    def rows(self, samples: Samples) -> tuple[list[list[float]], list[list[float]]]:
        """Return X and Y as lists."""

    def gradients(
        self, weights: Sequence[Any], samples: Samples, rows: Sequence[int] | None
    ) -> tuple[float, list[Any]]:
        """Return J, averaged over the samples of some numbers, or over all, and its gradients."""

    def passes(
        self, weights: Sequence[Any], samples: Samples, rows: Sequence[int] | None
    ) -> Passes:
        """Return δ^(2) … δ^(L) and a^(2) … a^(L−1) of each sample, one after the other."""

    def measured(self, weights: Sequence[Any], samples: Samples) -> tuple[float, float | None]:
        """Return J over all samples, and the share of them that is classified right, if any is."""

    def theta(self, weights: Sequence[Any]) -> dict[int, list[list[float]]]:
        """Return weights as `net.load_theta` takes them."""
