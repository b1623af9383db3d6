"""Ways to change a line, for the records of misconceptions."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from autograd_mini.derivations.tree import Line, Node, Rewriting, everywhere


def rewritten(line: Line, changed: Rewriting) -> Iterator[Line]:
    """Return the lines in which one node of the right side is changed."""
    for right in everywhere(line.rights[0], changed):
        yield replace(line, rights=(right,))


def is_delta(n: Node, layer: int = 0) -> bool:
    """Return whether a node is δ, of some layer if it is given, or an entry of it."""
    if n.kind == "index":
        n = n.parts[0]
    is_of_z = n.kind == "slope" and n.parts[0].name == "J" and n.parts[1].name == "z"
    return is_of_z and layer in (0, n.parts[1].layer)


def is_slope(n: Node) -> bool:
    """Return whether a node is g′ of something."""
    return n.kind == "call" and n.name == "slope of g"


def other_layers(line: Line, last: int, fits: Callable[[Node], bool]) -> Iterator[Line]:
    """Return the lines in which a quantity has the number of a layer beside its own."""

    def changed(n: Node) -> Iterator[Node]:
        if fits(n):
            for layer in (n.layer - 1, n.layer + 1):
                if 1 + (n.name == "z") <= layer <= last - (n.name == "theta"):
                    yield replace(n, layer=layer)

    return rewritten(line, changed)


def without(line: Line, fits: Callable[[Node], bool]) -> Iterator[Line]:
    """Return the lines in which a factor is left out."""

    def changed(n: Node) -> Iterator[Node]:
        if n.kind in ("product", "times"):
            for factor, rest in (n.parts, n.parts[::-1]):
                if fits(factor):
                    yield rest

    return rewritten(line, changed)
