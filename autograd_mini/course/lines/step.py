"""What a backward pass has done, line by line: which line was to be run, and what there was."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Step(NamedTuple):
    """A line before it is run: the variables, and what was in the lists and sets among them."""

    line: int
    names: Mapping[str, object]


def before(steps: Sequence[Step], part: ast.stmt | ast.expr) -> Iterator[Mapping[str, object]]:
    """Yield the variables each time that the line is run in which a part begins."""
    return (step.names for step in steps if step.line == part.lineno)
