r"""Samples for `autograd-mini train`: a file of CSV, or a set that is known by its name.

A file has a row for each sample: numbers, and in one column its class.  Classes that are all
numbers are one class where they are equal, as 0 and 0.0 are; spaces around a name do not count.

>>> found = parsed("width,height,kind\n1,2,cat\n3,4,dog\n")
>>> found.X, found.classes, found.of
([[1.0, 2.0], [3.0, 4.0]], ['cat', 'dog'], [0, 1])
>>> parsed("1,2,cat\n3,dog\n")
Traceback (most recent call last):
    ...
ValueError: line 2 has 2 cells, and line 1 has 3; every row needs as many
"""

import csv
import gzip
import io
import math
import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograd_mini import files

PACKAGE = Path(__file__).parents[1]
FOLDERS = (PACKAGE / "nn", PACKAGE.parent / "demos" / "data")  # where iris and digits may lie
NAMES = ("iris", "digits", "moons")
SEPARATORS = ",;\t"
MOST_BYTES = 100_000_000  # of a file


@dataclass(frozen=True)
class Found:
    """Samples: the numbers of each, the names of all classes, and of each sample its class.

    image: the rows and columns, where a sample is a picture.
    """

    X: list[list[float]]
    classes: list[str]
    of: list[int]
    image: tuple[int, int] | None = None

    def targets(self, outputs: int) -> list[list[float]]:
        """Return Y for so many output units: 1 stands for two classes."""
        if outputs == 1:
            return [[float(c)] for c in self.of]
        return [[float(c == k) for k in range(outputs)] for c in self.of]


def read(path: Path, column: str | None = None) -> Found:
    """Return the samples of a file.

    column: that of the classes, by its name, or its number counted from 1; the last if None.

    OSError if it cannot be read; ValueError, with its name and the line, if it cannot be used.
    """
    content = files.read(path, MOST_BYTES)
    try:
        return parsed(content.decode("utf-8-sig"), column)
    except UnicodeDecodeError:
        raise ValueError(f"{path} is no text in UTF-8; save it as CSV in UTF-8") from None
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def named(name: str, seed: int) -> Found:
    """Return the samples of a name: "iris", "digits", or "moons", which are drawn by the seed.

    ValueError where iris or digits are not at hand.
    """
    if name == "moons":
        X, of = moons(200, seed)
        return Found(X, ["upper", "lower"], of)
    file = {"iris": "iris.csv", "digits": "digits.csv.gz"}[name]
    path = next((folder / file for folder in FOLDERS if (folder / file).exists()), None)
    if path is None:
        raise ValueError(
            f"{name} comes with the source of autograd_mini, in demos/data, and not with what pip "
            "installs; give a file of CSV, or take --data moons"
        )
    if name == "iris":
        return read(path)
    found = parsed(gzip.decompress(path.read_bytes()).decode())
    return Found([[x / 16 for x in row] for row in found.X], found.classes, found.of, (8, 8))


def moons(count: int, seed: int, spread: float = 0.12) -> tuple[list[list[float]], list[int]]:
    """Return points of two half circles, one in the other, and of each point which it is.

    count: how many.  seed: of the places on them.  spread: how far off they are, as a deviation.

    >>> X, of = moons(4, seed=0)
    >>> of, len(X), len(X[0])
    ([0, 1, 0, 1], 4, 2)
    """
    draw = random.Random(seed)
    X, of = [], []
    for number in range(count):
        angle, kind = math.pi * draw.random(), number % 2
        x, y = math.cos(angle), math.sin(angle)
        if kind:
            x, y = 1 - x, 0.5 - y
        X.append([x + draw.gauss(0, spread), y + draw.gauss(0, spread)])
        of.append(kind)
    return X, of


def parsed(text: str, column: str | None = None) -> Found:
    """Return the samples of a text of CSV; column and ValueError as for `read`."""
    rows = _rows(text)
    if not rows:
        raise ValueError("it has no rows")
    first, width = rows[0][0], len(rows[0][1])
    if width < 2:
        raise ValueError(f"line {first} has one cell; a sample is one number or more and a class")
    for line, cells in rows:
        if len(cells) != width:
            raise ValueError(
                f"line {line} has {len(cells)} cells, and line {first} has {width}; every row "
                "needs as many"
            )
    at, named = _column(column, rows[0][1])
    names = [str(k + 1) for k in range(width)]
    if named or _is_header(rows, at):
        names = [name.strip() for name in rows.pop(0)[1]]
    if not rows:
        raise ValueError("it has a header and no samples")
    X, labels = [], []
    for line, cells in rows:
        X.append([_finite(cell, line, names[k]) for k, cell in enumerate(cells) if k != at])
        # Two letters that look the same, as é written in two ways, are the same.
        labels.append(unicodedata.normalize("NFC", cells[at].strip()))
        if not labels[-1]:
            raise ValueError(f"line {line} has no class, in column {_short(names[at])}")
    labels = _equal_as_one(labels)
    classes = _sorted(set(labels))
    if len(classes) < 2:
        raise ValueError(f"all samples are of class {classes[0]!r}; there is nothing to tell apart")
    if len(classes) > max(20, len(X) // 2):
        raise ValueError(
            f"column {_short(names[at])} has {len(classes)} different classes in {len(X)} samples; "
            "name the column of the classes with --classes"
        )
    return Found(X, classes, [classes.index(label) for label in labels])


def _is_header(rows: list[tuple[int, list[str]]], at: int) -> bool:
    """Return whether the first row is a header, and not a sample.

    at: the column of the classes.

    ValueError if it may be either, for a sample with a slip of the pen would be lost in silence.
    """
    (line, first), *others = rows
    numbers = [cell for k, cell in enumerate(first) if k != at and _number(cell) is not None]
    if not numbers:
        return True
    # Columns may be called 0, 1, 2 …; then the column of the classes tells, if they are numbers.
    if (
        others
        and _number(first[at]) is None
        and all(_number(row[at]) is not None for _, row in others)
    ):
        return True
    if len(numbers) == len(first) - 1:
        return False
    word = next(cell for k, cell in enumerate(first) if k != at and _number(cell) is None)
    raise ValueError(
        f"line {line} has numbers and words, and may be a header or a sample: if it is a header, "
        f"name the column of the classes with --classes; in a sample, {_short(word)!r} is no number"
    )


def _equal_as_one(labels: list[str]) -> list[str]:
    """Return labels in which equal numbers are written alike, if all of them are finite numbers.

    >>> _equal_as_one(["0.0", "1", "0"]), _equal_as_one(["0.0", "a", "0"])
    (['0', '1', '0'], ['0.0', 'a', '0'])
    """
    numbers = [_number(label) for label in labels]
    written: dict[float, str] = {}
    for x, label in zip(numbers, labels):
        if x is None or not math.isfinite(x):
            return labels
        written[x] = min(written.get(x, label), label, key=lambda name: (len(name), name))
    return [written[x] for x in numbers if x is not None]


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with the number of its line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    begin = text.lstrip("\n").partition("\n")[0]
    separator = max(SEPARATORS, key=begin.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num} is no row of CSV: {error}") from None
    return rows


def _column(column: str | None, names: Sequence[str]) -> tuple[int, bool]:
    """Return where the classes stand, and whether that is known by a name, hence from a header."""
    if column is None:
        return len(names) - 1, False
    stripped = [name.strip() for name in names]
    if column in stripped and not column.isdigit():
        if stripped.count(column) > 1:
            raise ValueError(f"several columns are called {column!r}; give its number, from 1")
        return stripped.index(column), True
    if column.isdecimal() and len(column) < 10 and 1 <= int(column) <= len(names):
        return int(column) - 1, False
    known = ", ".join(map(_short, stripped[:8])) + ", …" * (len(names) > 8)
    raise ValueError(
        f"there is no column {_short(column)!r}; there are {known}, or the numbers 1 … {len(names)}"
    )


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _finite(cell: str, line: int, name: str) -> float:
    x = _number(cell)
    if x is None or not math.isfinite(x):
        name, shown = _short(name), _short(cell)
        if x is not None:
            raise ValueError(f"line {line}, column {name}: {shown!r} is not finite")
        if "," in cell and _number(cell.replace(",", ".")) is not None:
            raise ValueError(
                f"line {line}, column {name}: {shown!r} is no number; write decimals with a point"
            )
        raise ValueError(f"line {line}, column {name}: {shown!r} is no number")
    return x


def _short(cell: str) -> str:
    return cell if len(cell) <= 30 else cell[:30] + "…"


def _sorted(labels: set[str]) -> list[str]:
    """Return names in their order; numbers by their size, and nan, which has none, as a name.

    >>> _sorted({"10", "9", "2"}), _sorted({"b", "a"}), _sorted({"2", "nan", "10"})
    (['2', '9', '10'], ['a', 'b'], ['10', '2', 'nan'])
    """
    numbers = [_number(label) for label in labels]
    if all(x is not None and not math.isnan(x) for x in numbers):
        return sorted(labels, key=lambda label: (float(label), label))
    return sorted(labels)
