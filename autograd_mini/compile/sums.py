"""Sums over any number of samples whose last digits depend on nothing but the samples.

Samples are taken in blocks of 256 by their numbers, a whole block at a time, forward pass included,
since the rows of a product of matrices can change in their last digits with the number of rows.
What the blocks give is added in pairs, and then in pairs of pairs:

    block   0     1     2     3     4
            └──┬──┘     └──┬──┘     │
              0–1         2–3       │       whoever has added up a whole pair, or a whole pair of
               └─────┬─────┘        │       pairs, can hand that on: the sum stays the same to the
                    0–3             │       last bit
                     └───────┬──────┘
                            0–4

So it makes no difference who adds what, in which order and on how many machines, as long as they
have the same kind of processor and compute on one BLAS thread each.

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

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np

from autograd_mini.compile.blocks import SIZE, Blocks
from autograd_mini.compile.parts import Numbers, as_read
from autograd_mini.compile.threads import one_thread
from autograd_mini.errors import DomainError, shortened

if TYPE_CHECKING:
    from autograd_mini.compile.program import Program

Named: TypeAlias = Mapping[str, Any]  # arrays by their names
Job: TypeAlias = Callable[["Program", Named, Named], Any]  # of a program, inputs, parameters
Result = TypeVar("Result")


class Tree:
    """The sum of numbered vectors, added in pairs, in pairs of pairs and so on.

    nodes: the sums that wait for their other half.  That at (level, place) is of the 2^level
        vectors from number place·2^level on.  Of vectors that come in their order there are never
        more than the binary digits of their number.

    >>> tree = Tree()
    >>> for number in (3, 0, 1, 2, 4):
    ...     tree.add(0, number, np.array([10.0 ** number]))
    >>> {at: node.tolist() for at, node in tree.nodes.items()}
    {(2, 0): [1111.0], (0, 4): [10000.0]}
    >>> tree.total().tolist()
    [11111.0]
    """

    def __init__(self) -> None:
        self.nodes: dict[tuple[int, int], Any] = {}

    def add(self, level: int, place: int, vector: Any) -> None:
        """Add the sum of 2^level vectors, those from number place·2^level on."""
        while (level, place ^ 1) in self.nodes:
            vector = self.nodes.pop((level, place ^ 1)) + vector
            level, place = level + 1, place >> 1
        self.nodes[level, place] = vector

    def total(self) -> Any:
        """Return the sum of all; what has no other half is added from the end."""
        last, *others = sorted(self.nodes, key=lambda at: -(at[1] << at[0]))
        total = self.nodes[last]
        for at in others:
            total = self.nodes[at] + total
        return total


def mapped(
    program: "Program", blocks: Blocks, client: Any, chunk: int | None, arrays: dict[str, Any]
) -> tuple[float, dict[str, Any]]:
    """Do what `Program.map` says."""
    parameters = fitting(program, blocks, arrays)
    if client is None and len(blocks) == 1:
        with one_thread:
            return _done(_called, program, blocks[0], blocks.numbers, parameters)
    vector = mean(j_and_gradients, program, blocks, client, chunk, parameters)
    gradients, begin = {}, 1
    for g in program.given:
        if not g.is_input:
            end = begin + len(g.values)
            gradients[g.name] = vector[begin:end].reshape(g.shape)
            begin = end
    return float(vector[0]), gradients


def _called(program: "Program", arrays: Named, parameters: Named) -> tuple[float, dict[str, Any]]:
    return program(**arrays, **parameters)


def j_and_gradients(program: "Program", arrays: Named, parameters: Named) -> Any:
    """Return J and all gradients, one after the other in one vector."""
    J, gradients = program(**arrays, **parameters)
    return np.concatenate([np.ravel(J), *map(np.ravel, gradients.values())])


def fitting(program: "Program", blocks: Blocks, arrays: Named) -> dict[str, Any]:
    """Return the parameters as arrays, after a look at all names and shapes."""
    if not isinstance(blocks, Blocks):
        raise TypeError(
            f"map takes samples as Blocks(X=X, Y=Y) or Blocks.on_disk(…), not {shortened(blocks)}"
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
    program: "Program",
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


def summed(
    job: Job, program: "Program", blocks: Blocks, first: int, samples: int, parameters: Named
) -> Tree:
    """Return the sums over blocks that are those from number `first` on of all the samples.

    What is summed up for a block is what the job returns, times the share of a full block that it
    is.
    """
    full = min(SIZE, samples)
    tree = Tree()
    with one_thread, np.errstate(over="ignore"):
        for k, arrays in enumerate(blocks):
            numbers = blocks.rows_of(k, k + 1)
            vector = _done(job, program, arrays, numbers, parameters)
            if len(numbers) != full:
                vector *= len(numbers) / full
            tree.add(0, first + k, vector)
    return tree


def _done(
    job: Callable[["Program", Named, Named], Result],
    program: "Program",
    arrays: Named,
    numbers: Numbers,
    parameters: Named,
) -> Result:
    """Return what a job returns for a block; its errors name the row by its own number."""
    try:
        return job(program, arrays, parameters)
    except ValueError as error:
        for g in program.given:
            if g.is_input:
                g.finite(arrays[g.name], numbers)
        if isinstance(error, DomainError):
            for i, number in enumerate(numbers):
                row = {name: array[i : i + 1] for name, array in arrays.items()}
                try:
                    job(program, row, parameters)
                except DomainError as reason:
                    raise DomainError(f"row {number}: {reason}") from None
        raise
