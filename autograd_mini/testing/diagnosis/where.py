"""The lines of a learner's file that an explanation is about.

Where there is no source, or no line that is surely meant, there is none: a wrong one misleads.
The lines follow from what was found by numbers; they decide only between misconceptions that have
the very same numbers (`doubt`).
"""

from dataclasses import dataclass
from pathlib import Path

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.finders import FINDERS, LACKING, no_line
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.source import backward_sources


@dataclass(frozen=True)
class Place:
    """Lines of a file.

    lacks: whether they are right as they are, and a line is missing beside them, or in the function
    that begins there.
    """

    file: str
    lines: tuple[int, ...]
    lacks: bool = False


def places(engine: Engine, site: Site, seen: Observed) -> Place | None:
    """Return the lines that a misconception is in; None if that is not sure."""
    finder = FINDERS.get(site.mistake, no_line)
    found = finder(engine, site, seen)
    files = {file for file, _ in found}
    if files != {getattr(engine.module, "__file__", None)} and not _in_memory(files):
        return None  # it is in a base class elsewhere, or cannot be told
    lacks = site.mistake in LACKING and LACKING[site.mistake](engine)
    return Place(files.pop(), tuple(sorted({line for _, line in found})), lacks)


def _in_memory(files: set[str]) -> bool:
    """Tell whether the only file is none, as a cell of a notebook."""
    return len(files) == 1 and not Path(next(iter(files))).exists()


# Of these it can be seen whether an engine is written like that.
LOOKED_FOR = (
    "sends-to-itself", "wrong-upstream", "result-left-out", "recurses-first", "order-not-reversed",
    "number-for-gradient", "missing-local-factor",
)  # fmt: skip


def doubt(engine: Engine, site: Site, seen: Observed) -> int:
    """Return how little an engine's source speaks for a misconception.

    0 if it looks like that, 2 if it would be seen and is not, and 1 where nothing is to be seen.
    """
    if site.keys or site.mistake not in LOOKED_FOR or not any(backward_sources(engine)):
        return 1
    return 0 if FINDERS[site.mistake](engine, site, seen) else 2
