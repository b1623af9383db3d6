"""The backend that is the scalar engine."""

from array import array
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from autograd_mini.errors import DomainError
from autograd_mini.nn.accuracy import accuracy, are_classes
from autograd_mini.nn.backends.protocol import Loss, Passes
from autograd_mini.nn.backends.samples import Samples, are_blocks, floats_of
from autograd_mini.nn.mlp import MLP
from autograd_mini.recording import recording
from autograd_mini.value import Value, zero_grad


class Scalars:
    """The engine of this package, on a copy of the network."""

    def __init__(self, net: MLP, loss: Loss) -> None:
        self.net, self.loss = deepcopy(net), loss
        self.weights = [theta.data for theta in net.parameters()]
        trained = {id(theta) for theta in net.weights()}
        self.decaying = [float(id(theta) in trained) for theta in net.parameters()]

    def samples(self, X: Any, Y: Any) -> Samples:
        """Return samples as lists."""
        if are_blocks(X):
            raise TypeError("X are Blocks, which are arrays; train with backend='numpy'")
        X, Y = map(floats_of, ("X", "Y"), self.net.samples(X, Y))
        return Samples(X, Y, len(X), are_classes(Y))

    def rows(self, samples: Samples) -> tuple[list[list[float]], list[list[float]]]:
        """Return X and Y."""
        return samples.X, samples.Y

    def gradients(
        self, weights: Sequence[float], samples: Samples, rows: Sequence[int] | None
    ) -> tuple[float, list[float]]:
        """Return J and its gradients: Δ is what the leaves accumulate, sample by sample."""
        numbers = range(samples.m) if rows is None else rows
        parameters = self._moved(weights)
        zero_grad(parameters)
        costs = 0.0
        for i in numbers:
            J_i = self._cost(i, samples.X[i], samples.Y[i])
            J_i.backward()
            costs += J_i.data
        m = len(numbers)
        return costs / m, [theta.grad / m for theta in parameters]

    def passes(
        self, weights: Sequence[float], samples: Samples, rows: Sequence[int] | None
    ) -> Passes:
        """Return δ and a as the graph of each sample has them."""
        self._moved(weights)
        last = len(self.net.sizes)
        deltas = [array("d") for _ in range(2, last + 1)]
        activations = [array("d") for _ in range(2, last)]
        for i in range(samples.m) if rows is None else rows:
            sample, J = self.net.with_cost(samples.X[i], samples.Y[i], loss=self.loss)
            J.backward()
            for layer, found in enumerate(deltas, start=2):
                found.extend(sample.delta[layer])
            for layer, found in enumerate(activations, start=2):
                found.extend([a.data for a in sample.a[layer]])
        return deltas, activations

    def measured(self, weights: Sequence[float], samples: Samples) -> tuple[float, float | None]:
        """Return J and the accuracy."""
        self._moved(weights)
        pairs = enumerate(zip(samples.X, samples.Y))
        J = sum(self._cost(i, x, y).data for i, (x, y) in pairs) / samples.m
        if not samples.classes:
            return J, None
        with recording():
            return J, accuracy([[a.data for a in self.net(x)] for x in samples.X], samples.Y)

    def theta(self, weights: Sequence[float]) -> dict[int, list[list[float]]]:
        """Return weights by layers."""
        self._moved(weights)
        return {n: [[w.data for w in row] for row in rows] for n, rows in self.net.theta.items()}

    def _moved(self, weights: Sequence[float]) -> list[Value]:
        parameters = self.net.parameters()
        for theta, x in zip(parameters, weights):
            theta.data = x
        return parameters

    def _cost(self, i: int, x: list[float], y: list[float]) -> Value:
        """Return the cost of sample i; an error calls it by that number."""
        try:
            return self.net.cost([x], [y], loss=self.loss)
        except DomainError as error:
            raise DomainError(str(error).replace("X[0], Y[0]", f"X[{i}], Y[{i}]", 1)) from error
