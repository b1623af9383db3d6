"""What the demos that tell a lesson share: their options, and how they print in two languages."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from autograd_mini.explain.writers import wrapped
from autograd_mini.formulas.labels import width_of
from autograd_mini.nn.train import History

WIDTH = 79  # columns of a terminal; a Chinese character takes two


def options_of(description: str, out: str = "") -> argparse.ArgumentParser:
    """Return a parser with --language, and with --out if there is a folder to write to."""
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    parser.add_argument("--language", choices=["en", "zh"], default="en")
    if out:
        parser.add_argument(
            "--out", type=Path, default=Path(out), metavar="DIR", help="folder for pictures"
        )
    return parser


def tell(text: str) -> None:
    """Print a paragraph, and an empty line after it."""
    print("\n".join(wrapped(text, WIDTH)), end="\n\n")


def tell_history(heading: str, history: History, language: str) -> None:
    """Print what was trained, and in one sentence how it went."""
    tell(heading)
    tell(history.text(language))


def on_the_left(text: str, width: int) -> str:
    """Return a text at the left of so many columns."""
    return text + " " * (width - width_of(text))


def row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return the cells of a line of a table, each at the right of so many columns."""
    return "".join(" " * (w - width_of(c)) + c for c, w in zip(cells, widths)).rstrip()
