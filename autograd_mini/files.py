"""Writing files so that a reader never finds half of one; and reading no more than there may be."""

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from functools import partial
from pathlib import Path

# Windows lets no file be replaced in the moment in which another process does so, or reads it.
TRIES = 100 if sys.platform == "win32" else 1
PAUSE = 0.01


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; what was there before stays until the end.

    Folders that are missing are made.  A symbolic link is followed.  A file that exists keeps its
    permissions and, where the system lets us, its owner and group.  What is no file, as /dev/stdout
    or a named pipe, is written to and not replaced.

    OSError, with the path, if it cannot be done.
    """
    try:
        try:
            there = path.stat()
        except FileNotFoundError:
            there = None
        if there is None or stat.S_ISREG(there.st_mode):
            stream = _standard_stream(there)
            if stream is None:
                _replace(Path(os.path.realpath(path)), there, content)
            else:
                with open(stream, "wb", closefd=False) as file:
                    file.write(content)
        elif stat.S_ISDIR(there.st_mode):
            raise IsADirectoryError(errno.EISDIR, "this is a folder and cannot be a file")
        else:
            with path.open("wb") as file:
                file.write(content)
    except OSError as error:  # those of a disk that is full, say, have no path of their own
        raise OSError(error.errno, error.strerror or str(error), os.fspath(path)) from error


def read(path: Path, most: int) -> bytes:
    """Return the content of a file.

    most: how many bytes it may have; a device such as /dev/zero never ends.

    OSError if it cannot be read.  ValueError for more bytes, and for a named pipe, which may never
    be written to; one of the shell's own, as `<(head data.csv)` makes it, can be read.
    """
    shells = path.parts[:3] in (("/", "dev", "fd"), ("/", "proc", "self"))
    if stat.S_ISFIFO(path.stat().st_mode) and not shells and path != Path("/dev/stdin"):
        raise ValueError(f"{path} is a pipe, which may never end; give a file")
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(f"{path} has more than {most:,} bytes")
    return content


def reason(error: OSError) -> str:
    """Return what an OSError says, in words and without its number.

    >>> reason(OSError(errno.ENOSPC, "No space left on device", "sheet.html"))
    'sheet.html: No space left on device'
    """
    said = error.strerror or str(error)
    return f"{os.fsdecode(error.filename)}: {said}" if error.filename else said


def _standard_stream(there: os.stat_result | None) -> int | None:
    """Return the number of the standard stream that goes to a file, as `> file` makes it; or None.

    To replace that file would lose what else is printed to it.
    """
    for stream in (1, 2):
        with contextlib.suppress(OSError):  # it is closed
            if there and there.st_ino and os.path.samestat(there, os.fstat(stream)):
                return stream
    return None


def _replace(target: Path, there: os.stat_result | None, content: bytes) -> None:
    """Write the content to a file beside the target, which then takes its place.

    there: what is known of the target, if it exists.

    It is not forced onto the disk: all that is written here can be made again.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o666  # less the umask
    if there:
        if not os.access(target, os.W_OK):  # it could be replaced all the same
            raise PermissionError(errno.EACCES, "this file is not to be written to")
        mode = stat.S_IMODE(there.st_mode) & 0o777
    unfinished = target.with_name(f".{secrets.token_hex(8)}.unfinished")
    try:
        # Nobody can have this name made before, and at no time may more people read the new file
        # than the old one.
        with open(unfinished, "xb", opener=partial(os.open, mode=mode)) as file:
            if there and sys.platform != "win32":
                for owner in ((there.st_uid, -1), (-1, there.st_gid)):
                    with contextlib.suppress(OSError):
                        os.fchown(file.fileno(), *owner)
                os.fchmod(file.fileno(), mode)
            file.write(content)
        _rename(unfinished, target)
    except BaseException:  # Ctrl-C, too
        unfinished.unlink(missing_ok=True)
        raise


def _rename(unfinished: Path, target: Path) -> None:
    """Let a file take the place of another."""
    for tries_left in reversed(range(TRIES)):
        try:
            unfinished.replace(target)
            return
        except PermissionError:
            if not tries_left:
                raise
            time.sleep(PAUSE)
