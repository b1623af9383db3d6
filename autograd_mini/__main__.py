# PYTHON_ARGCOMPLETE_OK
"""The command line of autograd_mini."""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence

from autograd_mini.bench import command as bench
from autograd_mini.command import commands as expressions
from autograd_mini.command import course, derivation, exercise, training
from autograd_mini.testing.conform import command as conform
from autograd_mini.testing.course import command as teaching


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; by default that of the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows, too, can print a ∂
    parser = argparse.ArgumentParser(prog="autograd-mini", description=__doc__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for part in (expressions, training, course, exercise, derivation, bench, conform, teaching):
        part.add_to(commands)
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what can be typed next
        _complete(parser)
    options = parser.parse_args(arguments)
    return int(options.run(options))


def _complete(parser: argparse.ArgumentParser) -> None:
    """Answer the shell, and end; do nothing without argcomplete, of the extra `completion`."""
    with contextlib.suppress(ImportError):
        import argcomplete

        argcomplete.autocomplete(parser)


if __name__ == "__main__":
    sys.exit(main())
