"""The iris flowers, as lesson 8 uses them: 100 to learn from, 50 to see what was learnt."""

import csv
from functools import cache
from importlib.resources import files
from statistics import mean, pstdev

SPECIES = ("setosa", "versicolor", "virginica")


def text() -> bytes:
    """Return the file iris.csv, with a line for the names of its columns."""
    return files("autograd_mini.nn").joinpath("iris.csv").read_bytes()


@cache
def flowers() -> tuple[list[list[float]], list[list[float]], list[list[float]], list[list[float]]]:
    """Return X and Y to learn from, and X and Y that are held out: every third flower.

    Each measurement is less its mean and divided by its standard deviation, both of the flowers to
    learn from.  Y has a 1 for the species.

    >>> X, Y, others, _ = flowers()
    >>> len(X), len(others), Y[0]
    (100, 50, [1.0, 0.0, 0.0])
    """
    _, *rows = csv.reader(text().decode("utf-8").splitlines())
    learnt = [row for number, row in enumerate(rows, start=1) if number % 3]
    others = rows[2::3]
    columns = list(zip(*[[float(x) for x in row[:4]] for row in learnt]))
    scales = [(mean(column), pstdev(column)) for column in columns]

    def both(chosen: list[list[str]]) -> tuple[list[list[float]], list[list[float]]]:
        X = [[(float(cm) - m) / s for cm, (m, s) in zip(row, scales)] for row in chosen]
        return X, [[float(row[4] == name) for name in SPECIES] for row in chosen]

    return (*both(learnt), *both(others))
