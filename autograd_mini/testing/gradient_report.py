"""What a check of gradients has compared: derivatives, each found in two ways, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

AGREES, KINK, UNCLEAR, WRONG = "agrees", "kink", "unclear", "WRONG"
LONGEST = 40  # rows that a table shows, and characters of a label in it


@dataclass(frozen=True)
class Row:
    """One derivative, found in two ways.

    input: what it is taken by, as the function calls it: "x", "w[0]"; for a second derivative two.
    label: the label of that input, if it is a Value that has one.
    analytic: what the engine says.  numeric: what differences say.
    relative_error: |analytic − numeric| divided by the larger of the two.
    estimated_error: how far the two may lie apart by rounding and by the bending of the function.
    verdict: "agrees"; "WRONG"; "kink" if the function has one at or near the input, and the
        derivative is right for one of its sides or lies between; "unclear" if the differences are
        too rough here to tell.
    note: more about the verdict, in words.
    """

    input: str
    label: str
    analytic: float
    numeric: float
    relative_error: float
    estimated_error: float
    verdict: str
    note: str = ""


@dataclass(frozen=True)
class GradientReport:
    """What gradcheck has compared, none of it wrong: a table, as text and in a notebook.

    value: the function's.  rows: its derivatives, a `Row` for each.
    """

    value: float
    rows: list[Row]

    @property
    def kinks(self) -> list[Row]:
        """The rows at whose inputs one-sided differences disagree."""
        return [row for row in self.rows if row.verdict == KINK]

    @property
    def unclear(self) -> list[Row]:
        """The rows that could not be checked, because differences are too rough there."""
        return [row for row in self.rows if row.verdict == UNCLEAR]

    @property
    def summary(self) -> str:
        """What came out, in a few words."""
        n, kinks, unclear = len(self.rows), len(self.kinks), len(self.unclear)
        if not kinks + unclear:
            return f"all {n} derivatives agree" if n > 1 else "the derivative agrees"
        found = [f"{n - kinks - unclear} of {n} derivatives agree"]
        found += [f"{kinks} at a kink"] if kinks else []
        found += [f"{unclear} unclear"] if unclear else []
        return ", ".join(found)

    def __str__(self) -> str:
        return f"{self.summary}\n{table(self.rows)}"


HEADINGS = ("input", "label", "analytic", "numeric", "relative error", "estimated error", "")


def table(rows: Sequence[Row]) -> str:
    """Return rows as a table of text: what is not plain agreement comes first.

    Labels have a column where one of them says something else than the function's own names.

    >>> print(table([Row("x", "", 6.0, 6.0, 0.0, 1e-12, "agrees")]))
    input  analytic  numeric  relative error  estimated error
    x      6         6        0               1e-12            agrees
    """
    ranks = (WRONG, KINK, UNCLEAR, AGREES)
    ordered = sorted(rows, key=lambda row: ranks.index(row.verdict))  # otherwise in their order
    lines = [
        (
            row.input,
            _one_line(row.label),
            _digits(row.analytic, row),
            _digits(row.numeric, row),
            f"{row.relative_error:.1g}",
            f"{row.estimated_error:.1g}",
            f"{row.verdict}: {row.note}" if row.note else row.verdict,
        )
        for row in ordered[:LONGEST]
    ]
    own = any(row.label not in ("", row.input) for row in ordered[:LONGEST])
    columns = [column for column in zip(HEADINGS, *lines) if column[0] != "label" or own]
    widths = [max(map(len, column)) for column in columns]
    text = [
        "  ".join(f"{cell:{width}}" for cell, width in zip(line, widths)).rstrip()
        for line in zip(*columns)
    ]
    more = len(rows) - LONGEST
    return "\n".join([*text, *([f"… and {more} more"] if more > 0 else [])])


def _one_line(label: str) -> str:
    line = "".join(c if c.isprintable() else " " for c in label)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _digits(x: float, row: Row) -> str:
    """Return a number with six digits, or as many as it takes to see what is wrong."""
    digits = 6
    while row.verdict == WRONG and digits < 17 and row.relative_error < 10.0 ** (2 - digits):
        digits += 1
    return f"{x:.{digits}g}"
