"""The command line of autograd_mini: `autograd-mini conform package.module:Value`."""

import argparse
import sys
from collections.abc import Sequence

from autograd_mini.testing.conform import command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; by default that of the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows, too, can print a ∂
    parser = argparse.ArgumentParser(prog="autograd-mini", description=__doc__)
    command.add_to(parser.add_subparsers(metavar="COMMAND", required=True))
    options = parser.parse_args(arguments)
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
