"""BLAS on one thread: on more it is faster for large matrices, and the last digits are others."""

import contextlib
import threading
from functools import cache
from typing import Any


@cache
def _threads() -> Any:
    """Return what sets the number of BLAS threads of this process; None without threadpoolctl."""
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return None
    return ThreadpoolController()


class OneThread:
    """The context in which BLAS has one thread, where threadpoolctl is installed.

    Several threads of Python may be in it at a time: the last one out sets the number back.

    Without threadpoolctl the number is what OPENBLAS_NUM_THREADS (or MKL_NUM_THREADS,
    OMP_NUM_THREADS) says when NumPy is imported; the workers that a LocalCluster starts have 1.
    """

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


one_thread = OneThread()
