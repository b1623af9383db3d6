"""What an explanation is made of.

A `Step` says: this symbol equals this formula, hence these numbers, hence this number.  It is data;
prose is a `Phrase`, a key into phrases.py, so that every language tells the same steps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from autograd_mini.formulas.terms import General, Step, Symbol


@dataclass(frozen=True)
class Phrase:
    """A paragraph, by its key in phrases.py; its fields are symbols, numbers or plain text."""

    key: str
    fields: Mapping[str, Symbol | int | float | str | Sequence[Symbol]] = field(
        default_factory=dict
    )


@dataclass(frozen=True)
class Steps:
    """Steps that belong together.  short: one line for each, numbers instead of formulas."""

    steps: Sequence[Step]
    short: bool = False


@dataclass(frozen=True)
class MatrixOfSteps:
    """Steps whose values are the entries of a matrix: left = formula = [values]."""

    left: General
    formula: General | None
    rows: Sequence[Sequence[Step]]


Item: TypeAlias = Phrase | General | Steps | MatrixOfSteps


@dataclass(frozen=True)
class Section:
    """A part of an explanation under a title of its own."""

    title: Phrase
    items: Sequence[Item]
