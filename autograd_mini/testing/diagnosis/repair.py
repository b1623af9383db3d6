"""A repair of an engine that has been tried."""
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Repair:
    """A change of the learner's file, as a unified diff."""

    diff: str


def repair(*a: Any) -> Repair | None:
    return None
