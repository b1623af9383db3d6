"""What the pictures of computation graphs have in common: the page, boxes, and lines of nodes."""

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from autograd_mini.draw import style
from autograd_mini.draw.graph.grouping import COST
from autograd_mini.draw.graph.options import Options
from autograd_mini.draw.render import Drawing


def blank(name: str, look: Options) -> Drawing:
    """Return a picture with nothing in it yet."""
    return Drawing(
        name,
        graph_attr={**style.graph(look.theme, look.direction), "labelloc": "b", "fontsize": "12"},
        node_attr=style.node(look.theme, look.sizes),
        edge_attr=style.edge(look.theme, look.sizes, look.direction),
    )


@contextlib.contextmanager
def layer_box(drawing: Drawing, layer: float | None, look: Options) -> Iterator[Any]:
    """Draw what is put into the subgraph in a box of a layer, or in none."""
    name = "cost" if layer == COST else f"layer-{layer}"
    with drawing.subgraph(name=None if layer is None else f"cluster {name}") as box:
        if layer is not None:
            said = look.say("cost") if layer == COST else look.say("layer", layer=layer)
            box.attr(**style.cluster(look.theme), id=name, label=said)
        yield box


def in_line(drawing: Drawing, box: Any, names: Sequence[str], look: Options) -> None:
    """Put nodes of a layer's box side by side across the direction of the picture, in their order.

    Invisible edges do that.  Inside a cluster Graphviz only heeds them with remincross=false, and
    then, from left to right, the wrong way round; versions 2 and 14 agree in this.
    """
    if len(names) < 2:
        return
    drawing.graph_attr["remincross"] = "false"
    order = names[::-1] if look.direction == "LR" else names
    with box.subgraph() as same_rank:
        same_rank.attr(rank="same")
        for name in names:
            same_rank.node(name)
        for before, after in itertools.pairwise(order):
            same_rank.edge(before, after, style="invis", headport="_", tailport="_")
