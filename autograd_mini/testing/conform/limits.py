"""What limits the processes in which an engine is marked, and what is said when one is over."""

import contextlib
import math
import signal
import time
from pathlib import Path

from autograd_mini.testing.conform.naming import GUARD


def how_it_ended(code: int, seconds: float) -> str:
    """Return what to say of a process that said nothing before it ended."""
    if -code == getattr(signal, "SIGXCPU", None):
        return too_long(seconds)
    if -code == getattr(signal, "SIGKILL", None):
        return "the system ended it, as it does for lack of memory"
    if code < 0:
        return f"it crashes Python ({signal.Signals(-code).name})"
    return f"it ends the process, with exit status {code}"


def too_long(seconds: float) -> str:
    """Return what to say of a process that has computed for longer than it may."""
    return f"it was ended after {seconds:g} s of computing"


def importing(engine: str, seconds: float, line: str = "") -> str:
    """Return what to say of an engine that takes too long to be imported."""
    where = f" ({line})" if line else ""
    return (
        f"importing {engine} takes longer than {seconds:g} s{where}: put the training under "
        f"`{GUARD}`"
    )


class Idle:
    """How long a process has only waited, for input, say, or asleep.

    Waiting for its turn on a busy machine does not count.  Where the system does not say, all time
    does.
    """

    def __init__(self, process: int) -> None:
        self.stat = Path(f"/proc/{process}/stat")
        self.computed, self.seconds = "", 0.0

    def after(self, seconds: float) -> float:
        """Return how long it has waited by now, some seconds after the last look."""
        try:
            state, *rest = self.stat.read_text(errors="replace").rpartition(")")[2].split()
        except (OSError, ValueError):
            self.seconds += seconds
            return self.seconds
        computed = f"{rest[10]} {rest[11]}"
        if state in "ST" and computed == self.computed:
            self.seconds += min(seconds, 1.0)  # it may be the whole machine that was asleep
        self.computed = computed
        return self.seconds


def limit(seconds: float, memory: int = 0) -> None:
    """Have the system end this process, and any that it starts, when it has computed for so long.

    Time in which it waits, for its turn on a busy machine too, does not count.  memory: bytes that
    it may use beside those that it has; no limit if 0.  Windows has no such limits.
    """
    try:
        import resource
    except ImportError:
        return
    _lower(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))
    _lower(resource.RLIMIT_CORE, 0)  # its end leaves no file behind
    if memory:
        _lower(resource.RLIMIT_DATA, memory + _used())


def _lower(kind: int, to: int) -> None:
    import resource

    most = resource.getrlimit(kind)[1]
    with contextlib.suppress(ValueError, OSError):  # a system that has it otherwise
        resource.setrlimit(kind, (to if most == resource.RLIM_INFINITY else min(to, most), most))


def _used() -> int:
    """Return the bytes of data that this process has, as far as the system says."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("VmData")), 0)
