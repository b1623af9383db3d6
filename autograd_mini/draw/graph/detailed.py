"""A computation graph drawn node by node.

Ids and texts that other programs may rely on, whether the nodes are large or small:

- `node-7` is the seventh oldest node.  The texts in Courier New within its group of the SVG are, in
  order, its value and its gradient.
- `edge-7-2-0` comes from node 2, which is parent number 0 of node 7.  The first text within its
  group is the local derivative, such as ∂ 0.250; the second, if contributions are drawn, is what
  flows back, such as +0.125.  Where a node lists its operands, they stand in that list instead.
- In a dot product that is unfolded, node 7 say, `product-7-0` is the first product, with texts like
  a node's, and `sum-7-0` its edge to node 7; edge-7-2-0 then ends at the product.
- `layer-2` and `cost` are the boxes around the layers.

Each of them occurs once.
"""

import math
from typing import Any

from autograd_mini.draw import style
from autograd_mini.draw.graph.boxes import Looks
from autograd_mini.draw.graph.canvas import blank, in_line, layer_box
from autograd_mini.draw.graph.grouping import by_layer, fit, groups, side_by_side
from autograd_mini.draw.graph.options import Options
from autograd_mini.draw.graph.products import Product, products
from autograd_mini.draw.render import Drawing
from autograd_mini.formulas import labels
from autograd_mini.graph import Graph
from autograd_mini.value import Value


def draw(graph: Graph, look: Options, expand: bool) -> tuple[Drawing, list[str], str]:
    """Return the picture without its caption, the lines of the caption, and the legend below it.

    expand: whether to unfold the dot products.
    """
    picture = _Picture(graph, look, expand)
    picture.draw_nodes()
    for n in graph.nodes:
        picture.draw_edges(n)
    lines = _caption(look, graph, any(map(picture.looks.lists, graph.nodes)))
    return picture.drawing, lines, picture.looks.legend() if look.legend else ""


def _caption(look: Options, graph: Graph, listed: bool) -> list[str]:
    """Return the lines of the caption, as HTML.  listed: whether any node lists its operands."""
    say = look.say
    has_delta = any(labels.has_delta(n.label) for n in graph.nodes)
    if look.empty:
        return [say("to_fill_in")]
    known = any(not math.isnan(partial) for partials in graph.partials.values()
                for partial in partials)  # fmt: skip
    lines = [say("local_listed" if listed else "local")] if known else []
    if not look.known:
        return lines
    positive = style.text(say("positive"), 12, look.theme.positive)
    negative = style.text(say("negative"), 12, look.theme.negative)
    lines += [say("signed"), say("width_size")] if look.contributions else [say("width")]
    still = any(n.grad * partial == 0 for n in graph.nodes for partial in graph.partials[id(n)])
    nothing = f" {say('nothing')}" if still else ""
    return [*lines, *[say("delta")] * has_delta, f"{positive} {negative}{nothing}"]


class _Picture:
    """The drawing, and what its parts have to know: how they look, and the names of nodes."""

    def __init__(self, graph: Graph, look: Options, expand: bool) -> None:
        self.graph, self.look = graph, look
        self.looks = Looks(graph, look)
        self.names = {key: f"n{rank}" for key, rank in graph.rank.items()}
        self.summands: dict[int, list[Product]] = {
            id(n): products(n, self.names[id(n)]) if expand else [] for n in graph.nodes
        }
        self.drawing = blank("computation", look)
        if any(map(self.looks.lists, graph.nodes)):
            self.drawing.attr(ranksep="0.6")  # room for that many edges to part
        if self.looks.in_haste:
            self.drawing.attr(nslimit="0.5", nslimit1="0.5", mclimit="0.1", ranksep="0.9")

    def draw_nodes(self) -> None:
        """Draw the nodes, those of each layer in a box if there are several layers."""
        members: dict[float, list[Value]] = {}
        layer = groups(self.graph.nodes, by_layer)
        for n in self.graph.nodes:
            members.setdefault(layer[id(n)].layer, []).append(n)
        lines = {box: side_by_side(inside) for box, inside in members.items()}
        every = [line for box in sorted(lines) for line in lines[box]]
        if len(members) == 1 or not fit(self.graph.nodes, every):
            lines = {box: [] for box in lines}
        for box in sorted(members):
            name = box if len(members) > 1 else None
            with layer_box(self.drawing, name, self.look) as part:
                self._draw_layer(part, members[box], lines[box])

    def _draw_layer(self, part: Any, members: list[Value], lines: list[list[Value]]) -> None:
        """Draw the nodes of a layer.  lines: those of them that stand side by side."""
        placed = {id(n): n for line in lines for n in line}
        # Graphviz places the labels of edges in the order that their tails are first named in.
        for key, n in (placed | {id(n): n for n in members}).items():
            unfolded = self.summands[key]
            part.node(self.names[key], **self.looks.node(n, unfolded=bool(unfolded)))
            for product in unfolded:
                part.node(product.name, **self.looks.product(n, product))
        for line in lines:
            in_line(self.drawing, part, [self.names[id(n)] for n in line], self.look)
            unfolded = [product for n in line for product in self.summands[id(n)]]
            in_line(self.drawing, part, [product.name for product in unfolded], self.look)

    def draw_edges(self, n: Value) -> None:
        """Draw the edges into a node: from its parents, or from them to its products to it."""
        name, unfolded = self.names[id(n)], self.summands[id(n)]
        where = [i for i, x in enumerate(n.operands) if isinstance(x, Value)]
        for slot, (i, parent) in enumerate(zip(where, n.parents)):
            head = unfolded[i % len(unfolded)].name if unfolded else name
            self.drawing.edge(self.names[id(parent)], head, **self.looks.edge(n, slot, parent))
        for product in unfolded:
            self.drawing.edge(product.name, name, **self.looks.summand(n, product))
