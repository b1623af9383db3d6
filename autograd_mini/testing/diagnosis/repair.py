"""A repair of an engine that has been tried, on a copy and in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.edits import unified

SECONDS = 10.0  # for all that is tried


@dataclass(frozen=True)
class Repair:
    """A change after which an engine passes all probes, and 200 fresh random programs.

    diff: the change as a unified diff.  text: the whole file after it.
    """

    diff: str
    text: str


def in_a_process(engine: Engine, seconds: float) -> str | None:
    """Return the text of the engine's file, repaired; None if that could not be done in time."""
    asked = {"engine": engine.name, "names": engine.names, "path": sys.path}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "autograd_mini.testing.diagnosis.trying"],
            input=json.dumps(asked),
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
        )
        text: str | None = json.loads(done.stdout)["text"]
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None
    return text


# What tries: where there are no processes, as in a browser, another function takes its place.
tried: Callable[[Engine, float], str | None] = in_a_process


def repair(engine: Engine, seconds: float = SECONDS) -> Repair | None:
    """Return the smallest repair that was found; None if none was found in time.

    The engine's file is not touched.  An engine without a file, as in a notebook, has no repair.
    """
    path = getattr(engine.module, "__file__", None)
    if path is None or engine.module.__name__ == "__main__":
        return None
    text = tried(engine, seconds)
    if text is None:
        return None
    before = Path(path).read_text(encoding="utf-8")
    return Repair(unified(before, text, path), text)
