"""How a computation graph is to be drawn: the arguments of draw_graph, checked."""

from typing import Any, NamedTuple

from autograd_mini.draw import style
from autograd_mini.draw.style import FULL, Sizes, Theme
from autograd_mini.graph import Graph
from autograd_mini.graph.paths import on_the_way
from autograd_mini.value import Value

DIRECTIONS = ("LR", "TB")
MOST_DECIMALS = 15  # more than a float has


class Options(NamedTuple):
    """What every part of a picture has to know.

    pale: the theme of what has faded.
    known: whether there are gradients yet.
    way: the ids of the nodes that stand out; None if nothing is to fade.
    """

    direction: str
    precision: int
    contributions: bool
    theme: Theme
    pale: Theme
    sizes: Sizes
    known: bool
    way: frozenset[int] | None

    def number(self, x: float, *, signed: bool = False) -> str:
        """Return a number as it is printed."""
        return style.number(x, signed=signed, precision=self.precision)

    def gradient(self, x: float, *, signed: bool = True) -> str:
        """Return what stands for a gradient, or for anything that follows from gradients."""
        return self.number(x, signed=signed) if self.known else style.UNKNOWN

    def stands_out(self, *nodes: Value) -> bool:
        """Tell whether a node, or an edge between two, must not fade."""
        return self.way is None or all(id(n) in self.way for n in nodes)

    def colours(self, stands_out: bool) -> Theme:
        """Return the colours for what stands out or has faded."""
        return self.theme if stands_out else self.pale


def checked(
    graph: Graph,
    *,
    direction: str,
    precision: int,
    contributions: bool,
    highlight: Value | None,
    dark: bool,
) -> Options:
    """Return the options; TypeError or ValueError for what is not allowed."""
    one_of("direction", direction, DIRECTIONS)
    whole("precision", precision, 0, MOST_DECIMALS)
    flag("contributions", contributions)
    way = None
    if highlight is not None:
        if not isinstance(highlight, Value):
            kind = type(highlight).__name__
            raise TypeError(f"highlight is a Value that J depends on, or None, not {kind}")
        if highlight not in graph:
            raise ValueError(
                f"highlight={highlight!r} has no path to {graph.J!r}: it is not in the graph; "
                "choose a node that J was computed from"
            )
        way = frozenset(map(id, on_the_way(graph, [highlight])))
    theme = style.theme(dark)
    return Options(
        direction=direction,
        precision=precision,
        contributions=contributions,
        theme=theme,
        pale=style.faded(theme),
        sizes=FULL,
        known=graph.J.grad != 0,  # it is 0 only before the first J.backward()
        way=way,
    )


def flag(name: str, given: Any) -> None:
    """Check an argument that is True or False; TypeError if it is not."""
    if not isinstance(given, bool):
        raise TypeError(f"{name} is True or False, not {type(given).__name__}")


def one_of(name: str, given: Any, allowed: tuple[str, ...]) -> None:
    """Check an argument that is one of some words; ValueError, or TypeError for no word."""
    words = ", ".join(map(repr, allowed))
    if not isinstance(given, str):
        raise TypeError(f"{name} is one of {words}, not {type(given).__name__}")
    if given not in allowed:
        raise ValueError(f"{name} is one of {words}, not {given!r}")


def whole(name: str, given: Any, least: int, most: int | None = None) -> None:
    """Check an argument that is a whole number in a range; TypeError or ValueError if not."""
    allowed = f"at least {least}" if most is None else f"from {least} to {most}"
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError(f"{name} is a whole number {allowed}, not {type(given).__name__}")
    if given < least or (most is not None and given > most):
        raise ValueError(f"{name} is a whole number {allowed}, not {given}")
