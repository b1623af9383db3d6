"""Ctrl-C during a training: where Python loses the exception of one, it is raised later."""

import signal
import threading
from types import FrameType, TracebackType


class Interrupts:
    """Notes each Ctrl-C while it is entered, and raises KeyboardInterrupt as ever.

    Python prints and forgets an exception in a finalizer, as libraries run them at any time; then
    `raise_if_lost` raises it.  It does nothing outside the main thread, which no signal reaches,
    nor where somebody else has said what a Ctrl-C does.

    >>> with Interrupts() as interrupts:
    ...     interrupts.raise_if_lost()
    """

    def __init__(self) -> None:
        self._noted = self._entered = False

    def __enter__(self) -> "Interrupts":
        in_main = threading.current_thread() is threading.main_thread()
        if in_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._note)
            self._entered = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._entered:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._noted = True
        raise KeyboardInterrupt

    def raise_if_lost(self) -> None:
        """Raise KeyboardInterrupt if there has been a Ctrl-C: where this is called, it was lost."""
        if self._noted:
            raise KeyboardInterrupt
