"""The backends that are programs of arrays: with NumPy in blocks, and with other libraries."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autograd_mini.nn.accuracy import accuracy, are_classes
from autograd_mini.nn.backends.protocol import Loss, Passes
from autograd_mini.nn.backends.samples import Samples, are_blocks, floats_of
from autograd_mini.nn.mlp import MLP

if TYPE_CHECKING:
    from autograd_mini.nn.by_sample import BySample


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
            rows = map(floats_of, ("X", "Y"), self.net.samples(X, Y))
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
