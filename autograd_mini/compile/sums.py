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
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias, TypeVar

import numpy as np

from autograd_mini.compile.backends import Backend
from autograd_mini.compile.blocks import SIZE, Blocks
from autograd_mini.compile.given import Given
from autograd_mini.compile.parts import Numbers
from autograd_mini.compile.threads import one_thread
from autograd_mini.errors import DomainError

Named: TypeAlias = Mapping[str, Any]  # arrays by their names
Result = TypeVar("Result")


class Runs(Protocol):
    """What is run for each block: a Program."""

    given: list[Given]
    inputs: list[str]
    parameters: list[str]
    backend: Backend

    def __call__(self, **arrays: Any) -> tuple[float, dict[str, Any]]: ...  # noqa: D102


Job: TypeAlias = Callable[[Any, Named, Named], Any]  # of a program, its inputs and parameters


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


def summed(
    job: Job, program: Runs, blocks: Blocks, first: int, samples: int, parameters: Named
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
            vector = done(job, program, arrays, numbers, parameters)
            if len(numbers) != full:
                vector *= len(numbers) / full
            tree.add(0, first + k, vector)
    return tree


def done(
    job: Callable[[Any, Named, Named], Result],
    program: Runs,
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
