"""The lines of engine.py that an error came through, that of the caller first.

For it may be there that something wrong is given to a function, which is right itself.
"""

from pathlib import Path
from traceback import extract_tb

from autograd_mini.course.checks.terms import listed
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.where import Place

MOST_CALLS = 3  # lines that are named


def where(engine: Engine, error: Exception, place: Place | None) -> str:
    """Return the lines that an error came through, that of the caller first, in brackets."""
    first, *others = place.lines if place else (0,)
    line = engine.line(error)
    if others:
        named = listed([str(number) for number in others], "en")
        line = f"{line.partition(', line ')[0]}, line {first}"
        line += f", and from there line{'s' * (len(others) > 1)} {named}"
    return f" ({line})" if line else ""


def place_of_error(engine: Engine, error: Exception) -> Place | None:
    """Return the lines of engine.py that an error came through, the outermost first.

    Of many there are the first and the last; only the last one where a name is not known there,
    and of a function that calls itself the line that does.
    """
    file = getattr(engine.module, "__file__", None) or ""
    if isinstance(error, RecursionError):
        name, _, number = engine.line(error).partition(", line ")
        return Place(file, (int(number),)) if number and name == Path(file).name else None
    lines = [frame.lineno or 0 for frame in extract_tb(error.__traceback__)
             if frame.filename == file]  # fmt: skip
    lines = lines[-1:] if isinstance(error, NameError) else list(dict.fromkeys(lines))
    if len(lines) > MOST_CALLS:
        lines = [lines[0], *lines[-(MOST_CALLS - 1) :]]
    return Place(file, tuple(lines)) if lines else None
