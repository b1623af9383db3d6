"""Our docstrings are plain text; autodoc reads reStructuredText, in which *, _ and | mean more."""

import inspect
import re
from collections.abc import Collection, Iterator
from typing import Any

CODE = re.compile(r"`([^`]+)`")
NAMES = re.compile(r"(\w+(?:, \w+)*): ")
BEHIND = re.compile(r"(?<=[.…]) +(\w+(?:, \w+)*): ")
MEANT = re.compile(r"[\\*|`\"]|_(?!\w)|(?<!\w)_")


def rewrite(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Rewrite a docstring, in place."""
    try:
        parameters = set(inspect.signature(obj).parameters)
    except (TypeError, ValueError):
        parameters = set()
    lines[:] = restructured(lines, parameters)


def restructured(lines: list[str], parameters: Collection[str] = ()) -> list[str]:
    r"""Return the lines of a docstring as reStructuredText.

    Prose is escaped, and each parameter that is explained becomes a point of a list, whose lines
    go on deeper.  Examples and literal blocks stay as they are.

    >>> lines = ["Of |x|, `abs(x)`.", "x: a number", "    or more. y: one."]
    >>> lines = restructured(lines, {"x", "y"})
    >>> print("\n".join(lines).rstrip())
    Of \|x\|, ``abs(x)``.
    <BLANKLINE>
    - **x**: a number
      or more.
    - **y**: one.
    """
    written: list[str] = []
    point = False  # whether the last line belongs to one
    example = literal = False
    for line in _split(_joined(lines), parameters):
        text, deeper = line.strip(), line.startswith(" ")
        literal = literal and (deeper or not text)
        example = bool(text) and (example or text.startswith(">>>"))
        if literal or example or not text:
            written.append(line.rstrip())
            point = point and not text and not example
            continue
        names = NAMES.match(text)
        if names and set(names[1].split(", ")) <= set(parameters):
            if not point:
                written.append("")
            written.append(f"- **{names[1]}**: {_escaped(text[names.end() :])}")
            point = True
        elif text.startswith("- "):
            if not point:
                written.append("")
            written.append(f"- {_escaped(text[2:])}")
            point = True
        elif point and (deeper or (written[-1] and not names)):
            written.append(f"  {_escaped(text)}")
        else:
            if point:
                written.append("")
            written.append(_escaped(text))
            point = False
        literal = text.endswith("::")
    return [*written, ""]


def _split(lines: list[str], parameters: Collection[str]) -> Iterator[str]:
    """Yield lines in which no parameter is explained behind another one."""
    for line in lines:
        parts = [line] if ">>>" in line else BEHIND.split(line)
        whole = parts[0]
        for name, rest in zip(parts[1::2], parts[2::2]):
            if set(name.split(", ")) <= set(parameters):
                yield whole
                whole = f"{name}: {rest}"
            else:
                whole += f"  {name}: {rest}"
        yield whole


def _joined(lines: list[str]) -> list[str]:
    """Return lines of which none ends within `code`."""
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1].count("`") % 2 and ">>>" not in joined[-1]:
            joined[-1] += f" {line.strip()}"
        else:
            joined.append(line)
    return joined


def _escaped(text: str) -> str:
    parts = CODE.split(text)
    parts[::2] = [MEANT.sub(lambda sign: f"\\{sign[0]}", part) for part in parts[::2]]
    parts[1::2] = [f"``{code}``" for code in parts[1::2]]
    for i in range(2, len(parts), 2):
        if parts[i][:1].isalnum():  # a word that touches code has to be held apart from it
            parts[i] = rf"\ {parts[i]}"
    return "".join(parts)
