"""What computes J and ∂J/∂θ in a training: the scalar engine, or the program of arrays.

Both give the same numbers, but for rounding.  A backend has the weights as a list, of floats or of
matrices, so that the rules of update_rules.py work on both:

    backend    weights                       of the 4-5-3 network
    "scalar"   every θ, as `net.parameters`  43 floats
    "numpy"    every Θ^(l)                   2 arrays, 5 × 5 and 3 × 6
    "torch"    the same, and "jax" too: the program runs over that library

Arrays are computed block by block, here or on a cluster, so that the weights are the same in both.
"""

import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from autograd_mini.errors import DomainError
from autograd_mini.nn.mlp import MLP
from autograd_mini.nn.samples import said
from autograd_mini.options import one_of
from autograd_mini.recording import recording
from autograd_mini.value import Operand, Value, zero_grad

if TYPE_CHECKING:
    from autograd_mini.nn.by_sample import BySample

Passes = tuple[list["array[float]"], list["array[float]"]]
Loss = str | Callable[[list[Value], list[Any]], Value]


@dataclass(frozen=True)
class Samples:
    """Samples as a backend takes them: rows of X and Y, or Blocks that are both.

    m: how many there are.  classes: whether the targets are classes.
    """

    X: Any
    Y: Any
    m: int
    classes: bool


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
        X, Y = map(_floats, ("X", "Y"), self.net.samples(X, Y))
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


class Arrays:
    """The compiled program of the network, on blocks of samples: sums.py says why.

    cluster: a client of dask.distributed, whose workers compute; this process if None.
    """

    def __init__(self, net: MLP, loss: Loss, cluster: Any = None) -> None:
        self.net, self.program, self.cluster = net, net.compile(loss), cluster
        self.loss = loss
        self._by_sample: BySample | None = None
        import numpy as np

        self.weights: list[Any] = []
        self.decaying: list[Any] = []
        for rows in net.theta.values():
            matrix = np.array([[theta.data for theta in row] for row in rows])
            self.weights.append(matrix)
            self.decaying.append(np.ones_like(matrix))
            if net.bias:
                self.decaying[-1][:, 0] = 0.0

    def samples(self, X: Any, Y: Any) -> Samples:
        """Return samples as blocks of two matrices."""
        from autograd_mini.compile import Blocks
        from autograd_mini.compile.mapping import fitting

        if isinstance(X, Blocks):
            if Y is not None:
                raise TypeError("X are Blocks, which have the targets, too; leave Y out")
            fitting(self.program, X, self._named(self.weights))
            classes = all(are_classes(block["Y"].tolist()) for block in X.only("Y"))
            return Samples(X, None, X.samples, classes)
        X, Y = self.matrices(X, Y)
        return Samples(Blocks(X=X, Y=Y), None, len(X), are_classes(Y.tolist()))

    def matrices(self, X: Any, Y: Any) -> tuple[Any, Any]:
        """Return samples as two matrices of NumPy's; errors as `net.cost`."""
        import numpy as np

        sizes = self.net.sizes
        try:
            found = [np.asarray(given, float) for given in (X, Y)]
        except (TypeError, ValueError):
            found = []
        if (
            not found
            or [a.shape[1:] for a in found] != [(sizes[0],), (sizes[-1],)]
            or len(found[0]) != len(found[1])
            or not all(len(a) and np.isfinite(a).all() for a in found)
        ):
            rows = map(_floats, ("X", "Y"), self.net.samples(X, Y))
            found = [np.array(numbers, float) for numbers in rows]
        return found[0], found[1]

    def gradients(
        self, weights: Sequence[Any], samples: Samples, rows: Sequence[int] | None
    ) -> tuple[float, list[Any]]:
        """Return J and its gradients."""
        blocks = samples.X if rows is None else samples.X.rows(rows)
        J, gradients = self.program.map(blocks, self.cluster, **self._named(weights))
        return J, list(gradients.values())

    def rows(self, samples: Samples) -> tuple[list[list[float]], list[list[float]]]:
        """Return X and Y as lists."""
        X, Y = zip(*self._pairs(samples, None))
        return [x for part in X for x in part.tolist()], [y for part in Y for y in part.tolist()]

    def passes(
        self, weights: Sequence[Any], samples: Samples, rows: Sequence[int] | None
    ) -> Passes:
        """Return δ and a, from a program of their own."""
        if self._by_sample is None:
            from autograd_mini.nn.by_sample import BySample

            self._by_sample = BySample(self.net, self.loss)
        return self._by_sample(weights, self._pairs(samples, rows))

    def _pairs(self, samples: Samples, rows: Sequence[int] | None) -> Iterator[tuple[Any, Any]]:
        for block in samples.X if rows is None else samples.X.rows(rows):
            yield block["X"], block["Y"]

    def measured(self, weights: Sequence[Any], samples: Samples) -> tuple[float, float | None]:
        """Return J and the accuracy."""
        from autograd_mini.compile.mapping import mean

        job = j_and_accuracy if samples.classes else j_alone
        named = self._named(weights)
        J, *right = mean(job, self.program, samples.X, self.cluster, None, named).tolist()
        return J, right[0] if right else None

    def theta(self, weights: Sequence[Any]) -> dict[int, list[list[float]]]:
        """Return weights by layers."""
        return {layer: matrix.tolist() for layer, matrix in enumerate(weights, start=1)}

    def _named(self, weights: Sequence[Any]) -> dict[str, Any]:
        return dict(zip(self.program.parameters, weights))


class OnLibrary(Arrays):
    """The compiled program over another library of arrays, without blocks.

    library: its name, as `Program.on` takes it.
    """

    def __init__(self, net: MLP, loss: Loss, library: str) -> None:
        super().__init__(net, loss)
        self.program = self.program.on(library)

    def samples(self, X: Any, Y: Any) -> Samples:
        """Return samples as two matrices."""
        if are_blocks(X):
            raise TypeError("X are Blocks, which are NumPy's; train with backend='numpy'")
        X, Y = self.matrices(X, Y)
        return Samples(X, Y, len(X), are_classes(Y.tolist()))

    def gradients(
        self, weights: Sequence[Any], samples: Samples, rows: Sequence[int] | None
    ) -> tuple[float, list[Any]]:
        """Return J and its gradients."""
        X, Y = (found if rows is None else found[rows] for found in (samples.X, samples.Y))
        J, gradients = self.program(X=X, Y=Y, **self._named(weights))
        return J, [self.program.backend.to_numpy(g) for g in gradients.values()]

    def _pairs(self, samples: Samples, rows: Sequence[int] | None) -> Iterator[tuple[Any, Any]]:
        yield tuple(found if rows is None else found[rows] for found in (samples.X, samples.Y))

    def measured(self, weights: Sequence[Any], samples: Samples) -> tuple[float, float | None]:
        """Return J and the accuracy."""
        named = self._named(weights)
        J = self.program.value(X=samples.X, Y=samples.Y, **named)
        if not samples.classes:
            return J, None
        outputs = self.program.backend.to_numpy(self.program.outputs(X=samples.X, **named))
        return J, accuracy(outputs.tolist(), samples.Y.tolist())


def j_alone(program: Any, arrays: Mapping[str, Any], weights: Mapping[str, Any]) -> Any:
    """Return J of some samples, in a vector: a job of sums.py."""
    import numpy as np

    return np.array([program.value(**arrays, **weights)])


def j_and_accuracy(program: Any, arrays: Mapping[str, Any], weights: Mapping[str, Any]) -> Any:
    """Return J of some samples, and the share of them that is classified right."""
    import numpy as np

    J = program.value(**arrays, **weights)
    outputs = program.outputs(X=arrays["X"], **weights)
    return np.array([J, accuracy(outputs.tolist(), arrays["Y"].tolist())])


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


def are_blocks(X: Any) -> bool:
    """Tell whether samples are Blocks; without NumPy, which has not been imported then, too."""
    module = sys.modules.get("autograd_mini.compile.blocks")
    return module is not None and isinstance(X, module.Blocks)


def _floats(name: str, rows: Sequence[Sequence[Operand]]) -> list[list[float]]:
    """Return samples of plain numbers; TypeError if a Value is among them."""
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            if isinstance(x, Value):
                raise TypeError(f"{name}[{i}][{j}] is {said(x)}; a sample is of numbers: its .data")
    return [[float(x) for x in row if not isinstance(x, Value)] for row in rows]


def are_classes(Y: Sequence[Sequence[float]]) -> bool:
    """Tell whether targets are classes: 0 or 1, and of several outputs just one is 1.

    >>> are_classes([[1.0], [0.0]]), are_classes([[0.0, 1.0]]), are_classes([[0.5], [0.2]])
    (True, True, False)
    """
    return all(set(y) <= {0.0, 1.0} and (len(y) == 1 or sum(y) == 1) for y in Y)


def accuracy(A: Sequence[Sequence[float]], Y: Sequence[Sequence[float]]) -> float:
    """Return the share of samples whose largest output is that of their class.

    A: the outputs of each sample.  Y: their targets.  A single output says yes from ½ on.

    >>> accuracy([[0.2, 0.7], [0.9, 0.3]], [[0.0, 1.0], [0.0, 1.0]])
    0.5
    """
    right = [
        (a[0] >= 0.5) == (y[0] >= 0.5) if len(y) == 1 else a.index(max(a)) == y.index(max(y))
        for a, y in zip(A, Y)
    ]
    return sum(right) / len(right)
