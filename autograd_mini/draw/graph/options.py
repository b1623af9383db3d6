"""How a computation graph is to be drawn: the arguments of draw_graph, checked."""

from typing import NamedTuple

from autograd_mini.draw import style
from autograd_mini.draw.messages import Words
from autograd_mini.draw.style import FULL, Sizes, Theme
from autograd_mini.graph import Graph
from autograd_mini.graph.paths import on_the_way
from autograd_mini.options import directed, flag, one_of, significant, spoken
from autograd_mini.value import Value

PARTIALS = ("auto", "edges")


class Options(NamedTuple):
    """What every part of a picture has to know.

    pale: the theme of what has faded.  say: what the picture says, in its language.
    known: whether gradients are shown.  empty: whether derivatives are left out, to be filled in.
    lists: whether a node of many operands lists them.  legend: whether colours are explained.
    parts: whether weights and activations are told apart from other nodes.
    way: the ids of the nodes that stand out; None if nothing is to fade.
    """

    direction: str
    digits: int
    contributions: bool
    theme: Theme
    pale: Theme
    say: Words
    sizes: Sizes
    known: bool
    lists: bool
    way: frozenset[int] | None
    empty: bool
    legend: bool
    parts: bool

    def number(self, x: float, *, signed: bool = False) -> str:
        """Return a number as it is printed."""
        return style.number(x, signed=signed, digits=self.digits)

    def gradient(self, x: float, *, signed: bool = True) -> str:
        """Return what stands for a gradient, or for anything that follows from gradients."""
        if self.empty:
            return style.BOX
        return self.number(x, signed=signed) if self.known else style.UNKNOWN

    def exact(self, x: float) -> str:
        """Return a gradient, or what follows from it, with all its digits, for a tooltip."""
        if self.empty:
            return "?"
        return style.exact(x) if self.known else style.UNKNOWN

    def partial(self, x: float) -> str:
        """Return a local derivative as it is printed."""
        return style.LINE if self.empty else self.number(x)

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
    digits: int,
    contributions: bool,
    partials: str,
    highlight: Value | None,
    dark: bool,
    language: str,
    empty: bool,
    legend: bool,
    parts: bool,
) -> Options:
    """Return the options; TypeError or ValueError for what is not allowed."""
    directed(direction)
    significant(digits)
    spoken(language)
    flag("contributions", contributions)
    flag("legend", legend)
    flag("parts", parts)
    one_of("partials", partials, PARTIALS)
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
        digits=digits,
        contributions=contributions,
        theme=theme,
        pale=style.faded(theme),
        say=Words(language),
        sizes=FULL,
        lists=partials == "auto" and direction != "TB",  # the top of a table has no rows
        known=graph.is_swept and not empty,
        way=way,
        empty=empty,
        legend=legend,
        parts=parts,
    )
