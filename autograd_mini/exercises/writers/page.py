"""What a writer is given: the exercises of a sheet, and what stands above them."""

from collections.abc import Sequence
from typing import NamedTuple

from autograd_mini.exercises.parts import Task


class Page(NamedTuple):
    """A sheet as writers read it.  answers: whether the key stands at its end."""

    tasks: Sequence[Task]
    level: int
    seed: str
    student: int
    language: str
    answers: bool
