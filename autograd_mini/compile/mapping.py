"""Program.map: J and its gradients over any number of samples, here or on a cluster.

>>> from autograd_mini import MLP
>>> from autograd_mini.compile import Blocks
>>> import numpy as np
>>> net = MLP(2, [1], seed=0)
>>> theta1 = [[theta.data for theta in row] for row in net.theta[1]]
>>> X = np.random.default_rng(0).uniform(size=(1000, 2))
>>> J, gradients = net.compile().map(Blocks(X=X, Y=X[:, :1]), theta1=theta1)
>>> round(J, 6), gradients["theta1"].shape
(0.807411, (1, 3))
"""

from typing import Any

import numpy as np

from autograd_mini.compile.blocks import SIZE, Blocks
from autograd_mini.compile.parts import as_read
from autograd_mini.compile.sums import Job, Named, Runs, done, summed
from autograd_mini.compile.threads import one_thread
from autograd_mini.errors import DomainError, shortened


def mapped(
    program: Runs, blocks: Blocks, client: Any, chunk: int | None, arrays: dict[str, Any]
) -> tuple[float, dict[str, Any]]:
    """Do what `Program.map` says."""
    parameters = fitting(program, blocks, arrays)
    if client is None and len(blocks) == 1:
        with one_thread:
            return done(_called, program, blocks[0], blocks.numbers, parameters)
    vector = mean(j_and_gradients, program, blocks, client, chunk, parameters)
    gradients, begin = {}, 1
    for g in program.given:
        if not g.is_input:
            end = begin + len(g.values)
            gradients[g.name] = vector[begin:end].reshape(g.shape)
            begin = end
    return float(vector[0]), gradients


def _called(program: Runs, arrays: Named, parameters: Named) -> tuple[float, dict[str, Any]]:
    return program(**arrays, **parameters)


def j_and_gradients(program: Runs, arrays: Named, parameters: Named) -> Any:
    """Return J and all gradients, one after the other in one vector."""
    J, gradients = program(**arrays, **parameters)
    return np.concatenate([np.ravel(J), *map(np.ravel, gradients.values())])


def fitting(program: Runs, blocks: Blocks, arrays: Named) -> dict[str, Any]:
    """Return the parameters as arrays, after a look at all names and shapes."""
    if not isinstance(blocks, Blocks):
        raise TypeError(
            f"map takes samples as Blocks(X=X, Y=Y) or Blocks.on_disk(…), not {shortened(blocks)}"
        )
    if program.backend.name != "numpy":
        raise ValueError(
            f"blocks are NumPy's arrays, and this program is on {program.backend.name}; map the "
            "program that it was made from"
        )
    shapes = {array.name: array.shape for array in blocks.arrays}
    for what, given, wanted in (
        ("the blocks", list(shapes), program.inputs),
        ("map", list(arrays), program.parameters),
    ):
        if set(given) != set(wanted):
            raise TypeError(
                f"{what} should have {', '.join(wanted) or 'nothing'}, by the names of the "
                f"program, and not {', '.join(given) or 'nothing'}"
            )
    parameters = {}
    for g in program.given:
        if not g.is_input:
            parameters[g.name] = as_read(g.array(arrays[g.name]))
        elif shapes[g.name][1:] != g.shape:
            g.array(np.broadcast_to(0.0, shapes[g.name]))  # which says so
    return parameters


def mean(
    job: Job,
    program: Runs,
    blocks: Blocks,
    client: Any,
    chunk: int | None,
    parameters: Named,
) -> Any:
    """Return the mean over all samples of what a job returns for some of them.

    job: a function of a module, for workers to find it there, that returns a vector of means over
        the samples that it is given.  client, chunk: as for `Program.map`.

    DomainError if the sum is not finite.
    """
    if client is None:
        tree = summed(job, program, blocks, 0, blocks.samples, parameters)
    else:
        from autograd_mini.compile.cluster import on_workers

        tree = on_workers(job, program, blocks, client, chunk, parameters)
    with np.errstate(over="ignore"):
        vector = tree.total() / (blocks.samples / min(SIZE, blocks.samples))
    if not np.isfinite(vector).all():
        raise DomainError(
            "the sum over all samples of J, or of a gradient, is beyond the largest float"
        )
    return vector
