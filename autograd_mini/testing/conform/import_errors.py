"""Why a file cannot be imported, in one sentence, with the line of it that is to blame."""

import linecache
import re
import traceback
from pathlib import Path

from autograd_mini.formulas.half_width import half_width, kind
from autograd_mini.formulas.labels import in_short, printable

LONGEST = 200  # characters of what Python says
LONGEST_LINE = 80  # of a line of the file
ENCODING = re.compile(r"utf-?8|unicode error|null byte|encoding", re.IGNORECASE)


def why_not_imported(source: str, error: Exception) -> str:
    r"""Return why a file, or a module, cannot be imported.

    >>> try:
    ...     compile("y = f（x)\n", "engine.py", "exec")
    ... except SyntaxError as error:
    ...     print(why_not_imported("engine.py", error))
    engine.py, line 1, has a full-width bracket （; write ( in its place: y = f（x)
    """
    if isinstance(error, SyntaxError | ValueError) and ENCODING.search(str(error)):
        file, shown = _file_of(source, error)
        if line := _not_utf8(file):
            return f"{shown} is not saved as UTF-8, as line {line} shows; save it as UTF-8"
    if isinstance(error, SyntaxError):
        return _unreadable(source, error)
    return f"{source} cannot be imported ({_said(error, str(error))}{_raised_at(source, error)}"


def _file_of(source: str, error: Exception) -> tuple[Path, str]:
    """Return the file that an error is about, and what it is to be called."""
    file = Path(getattr(error, "filename", None) or source)
    return file, source if file.name == Path(source).name else file.name


def _not_utf8(file: Path) -> int:
    """Return the first line of a file that is no UTF-8, as of one saved as GBK; 0 if all is."""
    try:
        content = file.read_bytes()
        if b"\0" in content:  # UTF-16
            return 1
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    except OSError:
        pass
    return 0


def _unreadable(source: str, error: SyntaxError) -> str:
    """Return what is to be said of a line that Python cannot read."""
    file, shown = _file_of(source, error)
    number = error.lineno or 0
    text = error.text or linecache.getline(str(file), number)
    line = _in_short(text)
    sign = unknown_sign(error.msg, text)
    if plain := half_width(sign):
        what = kind(sign)
        has = "the" if what == "sign" else "a full-width"
        signs = ("", "a space") if what == "space" else (f" {sign}", plain)
        return (
            f"{shown}, line {number}, has {has} {what}{signs[0]}; write {signs[1]} in its place: "
            f"{line}"
        )
    where = f"; line {number}): {line}" if number and line else ")"
    return f"{shown} cannot be imported ({_said(error, error.msg)}{where}"


def unknown_sign(message: str, line: str) -> str:
    """Return a sign that Python cannot read, as of a Chinese keyboard; "" if that is not why.

    message: what Python says.  line: that it is about.

    >>> unknown_sign("invalid character '（' (U+FF08)", "y = f（x)")
    '（'
    """
    named = re.search(r"invalid (?:non-printable )?character .*U\+([0-9A-F]+)", message)
    sign = chr(int(named[1], 16)) if named else ""
    if "unterminated" in message:  # a quotation mark at the end of what is none
        sign = next((c for c in line if c in "“”‘’"), "")
    if "literal" in message:  # of a number, as of 0：
        sign = next((c for c in line if half_width(c)), sign)
    return sign


def _raised_at(source: str, error: Exception) -> str:
    """Return the line of a file that raised an error, or the last of it on the way there.

    It comes behind the bracket, which would otherwise seem to be one of the line.
    """
    own = Path(source).resolve()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename).resolve()
        if source.endswith(".py") and file.parent == own.parent and frame.line:
            other = "" if file == own else f" of {file.name}"
            return f"; line {frame.lineno}{other}): {_in_short(frame.line)}"
    return ")"


def _said(error: Exception, message: str) -> str:
    text = " ".join(message.split())[:LONGEST]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _in_short(line: str) -> str:
    parts = line.strip(" \t\r\n\f").split("\u3000")  # which is shown as it is
    return in_short("\u3000".join(map(printable, parts)), LONGEST_LINE)
