"""How far a long command has come, on a terminal."""

import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from autograd_mini.testing.course.class_report import printable


def one_by_one(engines: Sequence[str]) -> Iterator[str]:
    """Yield engines one after the other, and say on the standard error which it is.

    As a bar, by tqdm, where that is installed; else as a line of text.  Where the standard error is
    no terminal it says nothing.
    """
    if not sys.stderr.isatty():
        yield from engines
    elif find_spec("tqdm"):
        yield from _with_a_bar(engines)
    else:
        for count, engine in enumerate(engines, start=1):
            done = f"{count} of {len(engines)}: {_name(engine)}"
            print(f"\r\033[K{done}", end="", file=sys.stderr, flush=True)
            yield engine
        print(end="\r\033[K", file=sys.stderr, flush=True)


def _with_a_bar(engines: Sequence[str]) -> Iterator[str]:
    from tqdm import tqdm

    with tqdm(engines, unit=" engines", leave=False, mininterval=0, file=sys.stderr) as bar:
        for engine in bar:
            bar.set_postfix_str(_name(engine))
            yield engine


def _name(engine: str) -> str:
    return printable(Path(engine).name).replace("\n", " ")
