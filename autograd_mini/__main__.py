# PYTHON_ARGCOMPLETE_OK
"""The command line of autograd_mini."""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from autograd_mini.early import INTERRUPTED, leave_if_interrupted, raise_if_interrupted

PROBLEM = 2


def entry() -> int:
    """Run the command of this process, and return its exit status, with which it is to end."""
    status = main()
    leave_if_interrupted()  # for what Python does at its end
    return status


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; by default that of the command line.

    It is 130 after Ctrl-C, whenever that comes, and 2 if standard output takes no more.
    """
    return ended(lambda: _run(arguments), arguments)


def ended(program: Callable[[], int | None], arguments: Sequence[str] | None = None) -> int:
    """Run a program, or a demo, and return its exit status, however it ends.

    Ctrl-C ends it with 130; what reads its output may stop, as `head` does; a file that cannot be
    written, and a standard output that takes no more, end it with a sentence and 2, in the language
    that its arguments ask for.
    """
    try:
        raise_if_interrupted()
        _open_streams()
        try:
            return program() or 0
        finally:
            sys.stdout.flush()  # here, where it can still be told that the disk is full
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # of `| head`, which has seen enough
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        from autograd_mini.command.telling import language_of, said
        from autograd_mini.files import reason
        from autograd_mini.formulas.wrapping import fitted

        why = reason(error) if error.filename else f"standard output: {error.strerror or error}"
        told = said(ValueError(why), language_of(_given(arguments)))
        print(fitted(told), file=sys.stderr)
        return PROBLEM


def _run(arguments: Sequence[str] | None) -> int:
    # Imported here, where Ctrl-C is awaited.
    from autograd_mini import __version__
    from autograd_mini.bench import command as bench
    from autograd_mini.command import commands as expressions
    from autograd_mini.command import course, derivation, exercise, training
    from autograd_mini.command.minus import protected
    from autograd_mini.command.telling import Parser, guarded, language_of
    from autograd_mini.testing.conform import command as conform
    from autograd_mini.testing.course import command as teaching

    language = language_of(_given(arguments))
    parser = Parser(prog="autograd-mini", description=__doc__, language=language)
    parser.add_argument("--language", choices=["en", "zh"],
                        help="of help, errors and results")  # fmt: skip
    version = f"autograd-mini {__version__}"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for part in (expressions, training, course, exercise, derivation, bench, conform, teaching):
        part.add_to(commands)
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what can be typed next
        _complete(parser)
    options = parser.parse_args(protected(_given(arguments)))
    options.asked = options.language  # None if no language was asked for: a course has its own
    options.language = options.language or language
    return int(guarded(options.run)(options))


def _given(arguments: Sequence[str] | None) -> Sequence[str]:
    return sys.argv[1:] if arguments is None else arguments


def _complete(parser: argparse.ArgumentParser) -> None:
    """Answer the shell, and end; do nothing without argcomplete, of the extra `completion`."""
    with contextlib.suppress(ImportError):
        import argcomplete

        argcomplete.autocomplete(parser)


def _open_streams() -> None:
    """Have streams that can print a ∂ on Windows, too; those that are closed take all and lose it.

    What is opened while one is closed would have its number, and get what is printed.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115, it stays open
            setattr(sys, name, stream)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _drop_output() -> None:
    """Let what could not be printed go, for Python would try again at its end, and complain."""
    with contextlib.suppress(OSError, ValueError):  # it is no file, as in tests
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(entry())
