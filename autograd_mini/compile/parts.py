"""Arrays with a row for each sample, in memory or in .npy files, from which a few rows are read.

>>> import numpy as np
>>> Memory("X", [[1, 2], [3, 4], [5, 6]]).read(range(1, 3)).tolist()
[[3.0, 4.0], [5.0, 6.0]]
>>> Memory("X", [[1, 2], [3, 4], [5, 6]]).read(np.array([2, 0])).tolist()
[[5.0, 6.0], [1.0, 2.0]]
"""

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from io import FileIO
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np

from autograd_mini.errors import shortened

Numbers: TypeAlias = range | np.typing.NDArray[np.int64]  # of rows
REAL = "fiub"  # the kinds of NumPy's types that are real numbers


def as_read(array: Any) -> Any:
    """Return an array as floats, in the one layout that sums are computed from."""
    if array.dtype == np.float64 and array.flags.c_contiguous and array.flags.aligned:
        return array
    return np.require(array, np.float64, ["C", "A"])


class Rows(Protocol):
    """An array with a row for each sample.

    nbytes: how much of it is in memory.
    """

    name: str
    shape: tuple[int, ...]
    nbytes: int

    def read(self, numbers: Numbers) -> Any:
        """Return some rows as an array of floats, row by row in memory."""


class Memory:
    """An array in memory.

    TypeError for what is no array of real numbers; ValueError for one without an axis of samples.
    """

    def __init__(self, name: str, array: Any) -> None:
        try:
            self.array = np.asarray(array)
            if self.array.dtype.kind not in REAL:
                if self.array.dtype.kind != "O":
                    raise TypeError(f"its numbers are of type {self.array.dtype}")
                self.array = self.array.astype(np.float64)
        except (TypeError, ValueError) as error:
            raise TypeError(f"{name} is no array of real numbers: {error}") from None
        if not self.array.ndim:
            raise ValueError(f"{name} is one number, {array}; give an array with m in front")
        self.name, self.shape, self.nbytes = name, self.array.shape, self.array.nbytes

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.array = np.require(self.array, None, "A")  # not so after a journey between machines

    def read(self, numbers: Numbers) -> Any:
        """Return some rows as an array of floats; a view where that is possible."""
        at = slice(numbers.start, numbers.stop) if isinstance(numbers, range) else numbers
        return as_read(self.array[at])


@dataclass(frozen=True)
class Part:
    """A .npy file: its path, the type and the shape of what is in it, and where that begins."""

    path: Path
    dtype: "np.dtype[Any]"
    shape: tuple[int, ...]
    offset: int


class Parts:
    """An array in .npy files, one after the other, of which nothing stays in memory.

    paths: the files, in their order; workers have to find them there, too.

    Rows are read and not mapped into memory: what is mapped counts as memory of the process, of
    which a worker has a limit, and a disk that fails would end the process instead of raising.

    OSError for a file that cannot be read; ValueError, with its path, for one that is damaged, or
    that does not hold rows of real numbers, in the shape and of the type of the others.
    """

    def __init__(self, name: str, paths: Sequence[str | os.PathLike[str]]) -> None:
        if not isinstance(paths, list | tuple) or not paths:
            raise TypeError(f"{name} is a list of paths of .npy files, not {shortened(paths)}")
        self.parts = [_opened(Path(path).absolute()) for path in paths]
        first = self.parts[0]
        for part in self.parts:
            if (part.shape[1:], part.dtype) != (first.shape[1:], first.dtype):
                raise ValueError(
                    f"{part.path} has rows of {part.dtype} in the shape {part.shape[1:]}; "
                    f"{first.path}, of the same {name}, has rows of {first.dtype} in the shape "
                    f"{first.shape[1:]}"
                )
        sizes = [part.shape[0] for part in self.parts]
        self.name, self.shape, self.nbytes = name, (sum(sizes), *first.shape[1:]), 0
        self._ends = np.cumsum(sizes)
        self._begins = self._ends - sizes

    def read(self, numbers: Numbers) -> Any:
        """Return some rows as an array of floats.

        OSError, with the path, for a file that cannot be read, or has become shorter.
        """
        if isinstance(numbers, range):
            return as_read(self._read(np.asarray(numbers)))
        in_order, places = np.unique(numbers, return_inverse=True)
        return as_read(self._read(in_order)[places])

    def _read(self, numbers: Any) -> Any:
        """Return rows whose numbers go up; those that follow each other in a file, at once."""
        found: Any = np.empty((len(numbers), *self.shape[1:]), self.parts[0].dtype)
        size = found[:1].nbytes
        if not size:
            return found
        into = memoryview(found.reshape(-1).view(np.uint8))
        of = np.searchsorted(self._ends, numbers, side="right")
        runs = np.flatnonzero(np.diff(numbers + of, prepend=-2) != 1)
        first = (numbers - self._begins[of])[runs]  # row of its file
        places = np.append(runs, len(numbers)) * size
        with contextlib.ExitStack() as files:
            part = None
            for p, position, (begin, end) in zip(
                of[runs].tolist(), (first * size).tolist(), pairwise(places.tolist())
            ):
                if part is not self.parts[p]:
                    files.close()
                    part = self.parts[p]
                    file = files.enter_context(FileIO(part.path))
                file.seek(part.offset + position)
                rest = into[begin:end]
                while rest:
                    count = file.readinto(rest)
                    if not count:
                        raise OSError(
                            f"{part.path} has become shorter than its {part.shape[0]:,} rows"
                        )
                    rest = rest[count:]
        return found


def _opened(path: Path) -> Part:
    """Return what the head of a .npy file says, if the file is as long as that."""
    try:
        array = np.lib.format.open_memmap(path, mode="r")
    except OSError:
        raise
    except Exception as error:  # NumPy raises many types for a damaged head
        raise ValueError(f"{path} is no whole .npy file: {error}") from None
    if array.dtype.kind not in REAL:
        raise ValueError(f"{path} holds {array.dtype}, and no real numbers")
    if not array.ndim:
        raise ValueError(f"{path} holds one number, and no rows")
    if not array.flags.c_contiguous:
        raise ValueError(
            f"{path} holds its array column by column; save it by np.save(…, "
            "np.ascontiguousarray(array)), so that rows can be read"
        )
    return Part(path, array.dtype, array.shape, array.offset)
