"""BLAS on one thread: on more it is faster for large matrices, and the last digits are others."""

import threading
from functools import cache
from typing import Any


@cache
def _blas() -> list[Any]:
    """Return what sets the number of threads of each BLAS; none without threadpoolctl."""
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return []
    return list(ThreadpoolController().select(user_api="blas").lib_controllers)


class OneThread:
    """The context in which BLAS has one thread, where threadpoolctl is installed.

    Several threads of Python may be in it at a time: the last one out sets the number back.

    Without threadpoolctl the number is what OPENBLAS_NUM_THREADS (or MKL_NUM_THREADS,
    OMP_NUM_THREADS) says when NumPy is imported; the workers that a LocalCluster starts have 1.
    """

    def __init__(self) -> None:
        self.lock, self.inside, self.before = threading.Lock(), 0, list[int]()

    def __enter__(self) -> None:
        with self.lock:
            if not self.inside:
                self.before = [blas.num_threads for blas in _blas()]
                self._set([1] * len(self.before))
            self.inside += 1

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.inside -= 1
            if not self.inside:
                self._set(self.before)

    def _set(self, numbers: list[int]) -> None:
        for blas, number in zip(_blas(), numbers):
            if blas.num_threads != number:
                blas.set_num_threads(number)


one_thread = OneThread()
