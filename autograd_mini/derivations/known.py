"""What the lines of a derivation have established so far, which others may use."""

from dataclasses import dataclass, field
from typing import Any

from autograd_mini.derivations.tree import Node

Key = tuple[Any, ...]


class NotDerived(ValueError):  # noqa: N818 (it is said to the learner)
    """A derivative was used before a line has derived it."""

    def __init__(self, node: Node) -> None:
        self.node = node
        super().__init__("not derived")


@dataclass
class Known:
    """What lines have established: of each derivative the entries, and whether it is a mean.

    checked: whether nothing else may be used.
    """

    entries: dict[Key, set[tuple[int, ...]]] = field(default_factory=dict)
    means: set[Key] = field(default_factory=set)
    checked: bool = True
