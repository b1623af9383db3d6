"""The lines of engine.py that an error came through, that of the caller first.

For it may be there that something wrong is given to a function, which is right itself.
"""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from traceback import walk_tb
from types import FrameType

from autograd_mini.course.slips.listing import listed
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.text import lines_of
from autograd_mini.testing.diagnosis.where import Place

MOST_CALLS = 3  # lines that are named
ONE_OF = {"en": "One of these lines:", "zh": "这几行之一："}


def where(engine: Engine, error: Exception, place: Place | None) -> str:
    """Return the lines that an error came through, that of the caller first, in brackets."""
    first, *others = place.lines if place else (0,)
    line = engine.line(error)
    if first and isinstance(error, RecursionError):
        line = f"{line.partition(', line ')[0]}, line {first}"
    if others:
        named = listed([str(number) for number in others], "en")
        line = f"{line.partition(', line ')[0]}, line {first}"
        line += f", and from there line{'s' * (len(others) > 1)} {named}"
    return f" ({line})" if line else ""


def place_of_error(engine: Engine, error: Exception) -> Place | None:
    """Return the lines of engine.py that an error may be due to, the outermost first.

    That is the line that raises it; and if what it works with was given to its function, the line
    of the call, too, and so on.  Of many there are the first and the last; only the last one where
    a name is not known there, and of a function that calls itself the line that does.
    """
    file = getattr(engine.module, "__file__", None) or ""
    if isinstance(error, RecursionError):
        if called := _calls_slope(file, error):
            return Place(file, (called,))
        name, _, number = engine.line(error).partition(", line ")
        return Place(file, (int(number),)) if number and name == Path(file).name else None
    # Of a number that has no result the node may come from the caller.
    no_value = isinstance(error, ValueError | ZeroDivisionError) and "unpack" not in str(error)
    lines: list[int] = []
    for frame, line in walk_tb(error.__traceback__):
        if frame.f_code.co_filename == file:
            kept = _given(engine, frame) or (no_value and frame.f_code.co_argcount > 0)
            lines = [*(lines if kept else []), line]
    lines = lines[-1:] if isinstance(error, NameError) else list(dict.fromkeys(lines))
    if len(lines) > MOST_CALLS:
        lines = [lines[0], *lines[-(MOST_CALLS - 1) :]]
    return Place(file, tuple(lines)) if lines else None


def _calls_slope(file: str, error: Exception) -> int:
    """Return the line that calls slope() where this comes back to the same line without end.

    For then slope is right, and what it is given is not.  0 if there is no such line.
    """
    calls: Counter[int] = Counter()
    before = 0
    for frame, line in walk_tb(error.__traceback__):
        if frame.f_code.co_filename != file:
            continue
        if frame.f_code.co_name == "slope" and before:
            calls[before] += 1
        before = line if frame.f_code.co_name not in ("slope", "<lambda>") else 0
    line, times = max(calls.items(), key=lambda call: call[1], default=(0, 0))
    return line if times > MOST_CALLS else 0


def definition_called(engine: Engine, error: Exception) -> Place | None:
    """Return the def that does not fit a call from outside, as that of an operator; None if none.

    For calls from outside are right.
    """
    named = re.match(r"(?:\w+\.)?(\w+)\(\) (?:takes|missing)", str(error))
    function = getattr(engine.Value, named[1], None) if named else None
    code = getattr(function, "__code__", None)
    file = getattr(engine.module, "__file__", None) or ""
    if not isinstance(error, TypeError) or code is None or code.co_filename != file:
        return None
    return Place(file, (code.co_firstlineno,))


def variables(error: Exception) -> Mapping[str, object]:
    """Return the variables, and what they stand for, where an error is raised."""
    frames = [frame for frame, _ in walk_tb(error.__traceback__)]
    return frames[-1].f_locals if frames else {}


def _given(engine: Engine, frame: FrameType) -> bool:
    """Tell whether a function was given anything beside the node whose method it is."""
    code = frame.f_code
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return any(name != "self" or not isinstance(frame.f_locals.get(name), engine.Value)
               for name in names)  # fmt: skip


def lines_said(place: Place | None, language: str) -> list[str]:
    """Return the lines of an error as they are to be read, and whether one of them is meant."""
    lines = lines_of(place, language)
    return [ONE_OF[language], *lines] if place and len(place.lines) > 1 else lines
