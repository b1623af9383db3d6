"""Ctrl-C in the first moments of a command, in which the package is imported.

An exception there would be a traceback, for nobody awaits it yet; and a module whose import it
interrupts may make another error of it.  Nothing has been done by then, so the process just ends.
Little is imported here, for until it is, Ctrl-C is what Python makes of it.
"""

import os
import sys

INTERRUPTED = 130  # as a shell says it: 128, and 2 for the signal


def leave(number: int, frame: object) -> None:
    """End the process, as a handler of signals."""
    os._exit(INTERRUPTED)


def is_command() -> bool:
    """Whether this process is `autograd-mini` or `python -m autograd_mini`, not yet begun."""
    name = os.path.basename((getattr(sys, "argv", None) or [""])[0])  # noqa: PTH119, pathlib is slow
    if name == "-m":  # so it is called while Python looks for the module
        return not {"autograd_mini", "-mautograd_mini"}.isdisjoint(sys.orig_argv)
    return name.partition(".")[0] in ("autograd-mini", "autograd-mini-script")


def leave_if_interrupted() -> None:
    """Let Ctrl-C end the process, unless someone has said already what it does."""
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, leave)


def raise_if_interrupted() -> None:
    """Let Ctrl-C be an exception again, which is awaited from now on."""
    import signal

    if signal.getsignal(signal.SIGINT) is leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)


if is_command():
    leave_if_interrupted()
