"""Samples as a backend takes them."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograd_mini.nn.samples import said
from autograd_mini.value import Operand, Value


@dataclass(frozen=True)
class Samples:
    """Samples as a backend takes them: rows of X and Y, or Blocks that are both.

    m: how many there are.  classes: whether the targets are classes.
    """

    X: Any
    Y: Any
    m: int
    classes: bool


def are_blocks(X: Any) -> bool:
    """Tell whether samples are Blocks; without NumPy, which has not been imported then, too."""
    module = sys.modules.get("autograd_mini.compile.blocks")
    return module is not None and isinstance(X, module.Blocks)


def floats_of(name: str, rows: Sequence[Sequence[Operand]]) -> list[list[float]]:
    """Return samples of plain numbers; TypeError if a Value is among them."""
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            if isinstance(x, Value):
                raise TypeError(f"{name}[{i}][{j}] is {said(x)}; a sample is of numbers: its .data")
    return [[float(x) for x in row if not isinstance(x, Value)] for row in rows]
