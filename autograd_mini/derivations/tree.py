"""The tree of a formula, in which all three notations end up, and what can be asked of it.

A node's kind says what it is:

    number      name: its digits
    quantity    name: x, y, a, z, theta, J, m, K, s, alpha, lambda, Delta, D; layer
    slope       ∂p/∂q, the parts; δ^(l) is ∂J/∂z^(l)
    own         a name that the learner has given to something; layer: the how-manieth of that name
    index       the entry of its part; marks: a letter or a number for each axis
    sum         over a letter, its name, or over the samples; marks: where it begins and ends
    call        name: the function
    join        a vector made of numbers and vectors, such as [1, a2]
    columns     its part without column 0
    transpose, neg, add, sub, times (entry by entry), matmul (@), product (side by side), divide,
    power
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

Mark = str | int
SAMPLES = "samples"  # the name of a sum over the samples


@dataclass(frozen=True)
class Node:
    """One node of a formula; begin and end: where it stands in the line."""

    kind: str
    name: str = ""
    parts: tuple["Node", ...] = ()
    layer: int = 0
    marks: tuple[Mark, ...] = ()
    begin: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def walk(self) -> Iterator["Node"]:
        """Return this node and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def mapped(self, marks: dict[Mark, Mark]) -> "Node":
        """Return the tree with other letters as indices."""
        return replace(
            self,
            parts=tuple(part.mapped(marks) for part in self.parts),
            marks=tuple(marks.get(mark, mark) for mark in self.marks),
        )


# What may stand in place of a node: several trees, or none.
Rewriting = Callable[[Node], Iterable[Node]]


def everywhere(tree: Node, changed: Rewriting) -> Iterator[Node]:
    """Return the trees in which one node has been replaced by what `changed` makes of it."""
    yield from changed(tree)
    for i, part in enumerate(tree.parts):
        for other in everywhere(part, changed):
            yield replace(tree, parts=(*tree.parts[:i], other, *tree.parts[i + 1 :]))


@dataclass(frozen=True)
class Line:
    """A line: what stands on the left, and each of the right sides after an equals sign.

    sign: "=", ":=", "+=" or "-=".  condition: for which values of an index it is meant, as
    ("j", ">=", 1); or None.
    """

    text: str
    left: Node
    sign: str
    rights: tuple[Node, ...]
    condition: tuple[str, str, int] | None = None


def times(tree: Node, letter: str) -> int:
    """Return how often a letter stands as an index in a tree, outside of sums over it.

    >>> times(Node("index", parts=(Node("quantity", "y"),), marks=("k",)), "k")
    1
    """
    if tree.kind == "sum" and tree.name == letter:
        return 0
    here = tree.marks.count(letter) if tree.kind == "index" else 0
    return here + sum(times(part, letter) for part in tree.parts)
