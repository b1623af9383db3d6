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
>>> import numpy as np
>>> net = MLP(2, [1], seed=0)
>>> theta1 = [[theta.data for theta in row] for row in net.theta[1]]
>>> X = np.random.default_rng(0).uniform(size=(1000, 2))
>>> blocks = Blocks(X=X, Y=X[:, :1])
>>> blocks
<1,000 samples in 4 blocks: X, Y>
>>> J, gradients = net.compile().map(blocks, theta1=theta1)
>>> round(J, 6), gradients["theta1"].shape
(0.807411, (1, 3))
"""

import contextlib
import math
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_mini.compile.parts import Memory, Numbers, Parts, Rows, as_read
from autograd_mini.errors import DomainError, shortened

if TYPE_CHECKING:
    from autograd_mini.compile.program import Program

SIZE = 256  # samples of a block
AT_ONCE = 500_000


class Blocks:
    """Samples in blocks of 256, from arrays in memory.

    arrays: for each input its array with m in front, by the names of the program's inputs.  They
        are not copied; change nothing in them as long as these blocks are used.
    samples: m, how many there are.  len(blocks): how many blocks that makes.  blocks[k]: the
        arrays of block k.

    TypeError for what is no array of numbers; ValueError for arrays without or with different
    numbers of samples.
    """

    def __init__(self, /, **arrays: Any) -> None:
        self._of([Memory(name, array) for name, array in arrays.items()])

    @classmethod
    def on_disk(cls, /, **paths: Sequence[str | os.PathLike[str]]) -> "Blocks":
        """Return the blocks of arrays that lie in .npy files, which are read block by block.

        paths: for each input the paths of its parts, in their order.  Parts may be of any lengths;
            a block may begin in one and end in the next.

        OSError for a file that cannot be read; ValueError, with its path, for a file that is
        damaged, or holds something else than rows of numbers.
        """
        self = cls.__new__(cls)
        self._of([Parts(name, parts) for name, parts in paths.items()])
        return self

    def _of(self, arrays: Sequence[Rows]) -> None:
        if not arrays:
            raise TypeError("blocks are made of arrays with names: Blocks(X=X, Y=Y)")
        sizes = {array.shape[0]: array.name for array in arrays}
        if len(sizes) > 1:
            words = " and ".join(f"{name} {m:,}" for m, name in sizes.items())
            raise ValueError(f"the arrays have different numbers of samples: {words}")
        if 0 in sizes:
            raise ValueError(f"{sizes[0]} has no samples")
        self.arrays = tuple(arrays)
        self.numbers: Numbers = range(next(iter(sizes)))
        self._whole: Blocks | None = None  # what these are rows of

    def __repr__(self) -> str:
        names = ", ".join(array.name for array in self.arrays)
        count = f"{len(self):,} block{'s' * (len(self) > 1)}"
        return f"<{self.samples:,} sample{'s' * (self.samples > 1)} in {count}: {names}>"

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return len(self.numbers)

    @property
    def whole(self) -> "Blocks":
        """The blocks of all samples, of which these are rows; or these themselves."""
        return self._whole or self

    def __len__(self) -> int:
        return -(-self.samples // SIZE)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        row = sum(math.prod(array.shape[1:]) for array in self.arrays)
        step = max(1, AT_ONCE // (row * SIZE))
        for begin in range(0, len(self), step):
            numbers = self.rows_of(begin, begin + step)
            some = {array.name: array.read(numbers) for array in self.arrays}
            for i in range(0, len(numbers), SIZE):
                yield {name: rows[i : i + SIZE] for name, rows in some.items()}

    def __getitem__(self, k: int) -> dict[str, Any]:
        """Return the arrays of block k by their names; IndexError if there is none."""
        if not 0 <= k < len(self):
            raise IndexError(f"there are the blocks 0 to {len(self) - 1}, and no block {k}")
        numbers = self.rows_of(k, k + 1)
        return {array.name: array.read(numbers) for array in self.arrays}

    def rows_of(self, begin: int, end: int) -> Numbers:
        """Return the numbers of the samples in the blocks from `begin` to before `end`."""
        return self.numbers[begin * SIZE : end * SIZE]

    def rows(self, numbers: Any) -> "Blocks":
        """Return some of these samples, in blocks of their own; they are read when needed.

        numbers: which ones, counted from 0, in any order, as an array of whole numbers or a range.

        TypeError for what are no whole numbers; IndexError, naming it, for one that is too large
        or negative; ValueError if there are none.

        >>> Blocks(X=[[1.0], [2.0], [3.0]]).rows([2, 0])[0]["X"].tolist()
        [[3.0], [1.0]]
        """
        at: Any = numbers
        if not isinstance(numbers, range) or numbers.step != 1:
            at = np.asarray(numbers)
            if at.ndim != 1 or (at.size and at.dtype.kind not in "iu"):
                raise TypeError(
                    f"rows takes an array of the numbers of rows, not {shortened(numbers)}"
                )
            at = at.astype(np.int64)
        if not len(at):
            raise ValueError("rows needs the number of at least one row")
        low, high = (at[0], at[-1]) if isinstance(at, range) else (at.min(), at.max())
        if low < 0 or high >= self.samples:
            wrong = low if low < 0 else high
            raise IndexError(f"there are the rows 0 to {self.samples - 1:,}, and no row {wrong:,}")
        some = Blocks.__new__(Blocks)
        some.arrays, some._whole = self.arrays, self.whole
        if isinstance(at, range) and isinstance(self.numbers, range):
            some.numbers = self.numbers[at.start : at.stop]
        else:
            some.numbers = np.asarray(self.numbers)[at]
        return some


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
    if client is not None:
        from autograd_mini.compile.cluster import on_workers

        tree = on_workers(program, blocks, client, chunk, parameters)
    elif len(blocks) == 1:
        with one_thread():
            return _of_block(program, blocks[0], blocks.numbers, parameters)
    else:
        tree = summed(program, blocks, 0, blocks.samples, parameters)
    return _means(program, tree, blocks.samples)


def fitting(program: "Program", blocks: Blocks, arrays: dict[str, Any]) -> dict[str, Any]:
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


def summed(
    program: "Program", blocks: Blocks, first: int, samples: int, parameters: Mapping[str, Any]
) -> Tree:
    """Return the sums over blocks that are those from number `first` on of all the samples.

    Each block's vector is its J and its gradients, flat: means, times the share of a full block
    that it is.
    """
    full = min(SIZE, samples)
    tree = Tree()
    with one_thread(), np.errstate(over="ignore"):
        for k, arrays in enumerate(blocks):
            numbers = blocks.rows_of(k, k + 1)
            J, gradients = _of_block(program, arrays, numbers, parameters)
            vector = np.concatenate([np.ravel(J), *map(np.ravel, gradients.values())])
            if len(numbers) != full:
                vector *= len(numbers) / full
            tree.add(0, first + k, vector)
    return tree


def _of_block(
    program: "Program", arrays: dict[str, Any], numbers: Numbers, parameters: Mapping[str, Any]
) -> tuple[float, dict[str, Any]]:
    """Return what the program returns for a block; its errors name the row by its own number."""
    try:
        return program(**arrays, **parameters)
    except ValueError as error:
        for g in program.given:
            if g.is_input:
                g.finite(arrays[g.name], numbers)
        if isinstance(error, DomainError):
            for i, number in enumerate(numbers):
                row = {name: array[i : i + 1] for name, array in arrays.items()}
                try:
                    program(**row, **parameters)
                except DomainError as reason:
                    raise DomainError(f"row {number}: {reason}") from None
        raise


def _means(program: "Program", tree: Tree, samples: int) -> tuple[float, dict[str, Any]]:
    """Return J and the gradients, as means over all samples, from their sums."""
    with np.errstate(over="ignore"):
        vector = tree.total() / (samples / min(SIZE, samples))
    if not np.isfinite(vector).all():
        raise DomainError(
            "the sum over all samples of J, or of a gradient, is beyond the largest float"
        )
    gradients, begin = {}, 1
    for g in program.given:
        if not g.is_input:
            end = begin + len(g.values)
            gradients[g.name] = vector[begin:end].reshape(g.shape)
            begin = end
    return float(vector[0]), gradients


@cache
def _threads() -> Any:
    """Return what sets the number of BLAS threads of this process; None without threadpoolctl."""
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return None
    return ThreadpoolController()


class _OneThread:
    """Keeps BLAS at one thread for as long as at least one thread of Python is inside."""

    def __init__(self) -> None:
        self.lock, self.inside, self.limits = threading.Lock(), 0, contextlib.ExitStack()

    def __enter__(self) -> None:
        with self.lock:
            if not self.inside and _threads():
                self.limits.enter_context(_threads().limit(limits=1, user_api="blas"))
            self.inside += 1

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.inside -= 1
            if not self.inside:
                self.limits.close()


_one_thread = _OneThread()


def one_thread() -> _OneThread:
    """Return the context in which BLAS has one thread, where threadpoolctl is installed.

    Without it the number is what OPENBLAS_NUM_THREADS (or MKL_NUM_THREADS, OMP_NUM_THREADS) says
    when NumPy is imported; the workers that a LocalCluster starts have 1.
    """
    return _one_thread
