"""Samples in blocks of 256 by number, in memory or on disk, for sums that depend on nothing else.

>>> import numpy as np
>>> blocks = Blocks(X=np.ones((1000, 2)), Y=np.zeros((1000, 1)))
>>> blocks
<1,000 samples in 4 blocks: X, Y>
>>> {name: array.shape for name, array in blocks[3].items()}
{'X': (232, 2), 'Y': (232, 1)}
"""

import math
import os
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograd_mini.compile.parts import Memory, Numbers, Parts, Rows
from autograd_mini.errors import shortened

SIZE = 256  # samples of a block
AT_ONCE = 500_000  # numbers that are read at once, where these are more than those of a block


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
        step = max(1, AT_ONCE // max(1, row * SIZE))
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

    def only(self, *names: str) -> "Blocks":
        """Return the same samples with some of the arrays only; KeyError for one there is not."""
        by_name = {array.name: array for array in self.arrays}
        some = Blocks.__new__(Blocks)
        some.arrays, some.numbers = tuple(by_name[name] for name in names), self.numbers
        some._whole = self._whole and self._whole.only(*names)
        return some

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
        if not isinstance(self.numbers, range):
            some.numbers = self.numbers[at]
        elif isinstance(at, range):
            some.numbers = self.numbers[at.start : at.stop]
        else:
            some.numbers = at + self.numbers.start
        return some
