"""Writing files so that a reader never finds half of one."""

import os
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; what was there before stays until the end.

    Folders that are missing are made.  OSError, with the path, if it cannot be done.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder, so it cannot be written as a file")
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
