"""A computation graph drawn node by node.

Ids and texts that other programs may rely on, whether the nodes are large or small:

- `node-7` is the seventh oldest node.  The texts in Courier New within its group of the SVG are, in
  order, its value and its gradient.
- `edge-7-2-0` comes from node 2, which is parent number 0 of node 7.  The first text within its
  group is the local derivative, such as ∂ 0.250; the second, if contributions are drawn, is what
  flows back, such as +0.125.
- In a dot product that is unfolded, node 7 say, `product-7-0` is the first product, with texts like
  a node's, and `sum-7-0` its edge to node 7; edge-7-2-0 then ends at the product.
- `layer-2` and `cost` are the boxes around the layers.

Each of them occurs once.
"""

from collections.abc import Sequence
from typing import NamedTuple

from autograd_mini.draw import style
from autograd_mini.draw.graph.canvas import blank, in_line, layer_box
from autograd_mini.draw.graph.grouping import by_layer, fit, groups, side_by_side
from autograd_mini.draw.graph.options import Options
from autograd_mini.draw.graph.titles import expression, product_title, title
from autograd_mini.draw.render import Drawing
from autograd_mini.draw.style import NBSP, Role, Theme
from autograd_mini.formulas import labels
from autograd_mini.value import Value

WEIGHTS = {"Θ", "θ", "w"}
LOCAL = "∂ on an edge: the local derivative of its head by its tail."
SIGNED = "With a sign, below ∂: what flows back along it, ∂ × grad of its head."
WIDTH = "Width of an edge: what flows back along it, ∂ × grad of its head."


class Product(NamedTuple):
    """One product of a dot product that is unfolded: its number, its name and its factors."""

    number: int
    name: str
    factors: tuple[Value | float, Value | float]

    @property
    def data(self) -> float:
        """The value of the product."""
        return float(self.factors[0]) * float(self.factors[1])


def products(n: Value, name: str) -> list[Product]:
    """Return the products that a node called `name` is the sum of; none if it is no dot product.

    >>> from autograd_mini import dot
    >>> w, x = Value(0.5), Value(4.0)
    >>> z = dot([w, 2.0], [x, x])
    >>> [(product.name, product.data) for product in products(z, "n3")]
    [('n3_0', 2.0), ('n3_1', 8.0)]
    """
    if not n.op or n.op.name != "dot":
        return []
    half = len(n.operands) // 2
    pairs = zip(n.operands[:half], n.operands[half:])
    return [Product(k, f"{name}_{k}", pair) for k, pair in enumerate(pairs)]


def size(nodes: Sequence[Value], expand: bool) -> int:
    """Return how many nodes the picture has."""
    unfolded = [len(n.operands) // 2 for n in nodes if n.op and n.op.name == "dot"]
    return len(nodes) + (sum(unfolded) if expand else 0)


def draw(
    J: Value, nodes: Sequence[Value], look: Options, expand: bool
) -> tuple[Drawing, list[str]]:
    """Return the picture without its caption, and the lines of the caption.

    nodes: in topological order.  expand: whether to unfold the dot products.
    """
    names = {id(n): f"n{rank}" for rank, n in enumerate(nodes, start=1)}
    summands = {id(n): products(n, names[id(n)]) if expand else [] for n in nodes}
    leaves = {labels.parts(n.label).base for n in nodes if not n.op}
    drawing = blank("computation", look)
    layer = {key: group.layer for key, group in groups(nodes, by_layer).items()}
    boxes = sorted(set(layer.values()))
    members = {box: [n for n in nodes if layer[id(n)] == box] for box in boxes}
    lines = {box: side_by_side(members[box]) for box in boxes}
    if len(boxes) == 1 or not fit(nodes, [line for box in boxes for line in lines[box]]):
        lines = {box: [] for box in boxes}
    for box in boxes:
        with layer_box(drawing, box if len(boxes) > 1 else None, look) as part:
            placed = {id(n): n for line in lines[box] for n in line}
            # Graphviz places the labels of edges in the order that their tails are first named in.
            for n in (placed | {id(n): n for n in members[box]}).values():
                attributes = _node(n, names[id(n)], J, leaves, look, summands[id(n)])
                part.node(names[id(n)], **attributes)
                for product in summands[id(n)]:
                    part.node(product.name, **_product(n, product, look))
            for line in lines[box]:
                in_line(drawing, part, [names[id(n)] for n in line], look)
                in_line(
                    drawing, part, [product.name for n in line for product in summands[id(n)]], look
                )
    largest = max([abs(n.grad * partial) for n in nodes for partial in n.partials], default=0.0)
    for n in nodes:
        name = names[id(n)]
        heads = [name for _ in n.parents]
        if summands[id(n)]:
            of_parents = [i for i, x in enumerate(n.operands) if isinstance(x, Value)]
            heads = [summands[id(n)][i % len(summands[id(n)])].name for i in of_parents]
        for slot, (parent, partial, head) in enumerate(zip(n.parents, n.partials, heads)):
            drawing.edge(
                names[id(parent)],
                head,
                id=f"edge-{name[1:]}-{names[id(parent)][1:]}-{slot}",
                **_edge(n.grad, partial, largest, look, look.stands_out(n, parent)),
            )
        for product in summands[id(n)]:
            drawing.edge(
                product.name,
                name,
                id=f"sum-{name[1:]}-{product.number}",
                **_edge(n.grad, 1.0, largest, look, _stands_out(n, product, look)),
            )
    return drawing, _caption(look)


def _caption(look: Options) -> list[str]:
    """Return the lines of the caption, as HTML."""
    if not look.known:
        return [LOCAL]
    positive = style.text("Vermillion: positive.", 12, look.theme.positive)
    negative = style.text("Blue: negative.", 12, look.theme.negative)
    flow = [SIGNED, "Width: its size."] if look.contributions else [WIDTH]
    return [LOCAL, *flow, f"{positive} {negative}"]


def _stands_out(n: Value, product: Product, look: Options) -> bool:
    """Tell whether a product must not fade: whether a way leads through it, if any way is shown."""
    parents = [x for x in product.factors if isinstance(x, Value)]
    return look.way is None or any(look.stands_out(n, parent) for parent in parents)


def _node(
    n: Value, name: str, J: Value, leaves: set[str], look: Options, summands: list[Product]
) -> dict[str, str]:
    """Return the DOT attributes of a node."""
    theme = look.colours(look.stands_out(n))
    role = _role(n, J, leaves, theme)
    heading = title(n, unfolded=bool(summands), theme=theme, sizes=look.sizes)
    return {
        "id": f"node-{name[1:]}",
        "tooltip": style.tooltip(f"{n.label or expression(n)} = {n.data!r}, grad {n.grad!r}"),
        **_box(role, heading, n.data, n.grad, theme, look),
    }


def _product(n: Value, product: Product, look: Options) -> dict[str, str]:
    """Return the DOT attributes of a product; its gradient is that of the sum n."""
    theme = look.colours(_stands_out(n, product, look))
    heading = product_title(product.factors, look.sizes)
    return {
        "id": f"product-{product.name[1:].replace('_', '-')}",
        "tooltip": f"{product.data!r}, grad {n.grad!r}",
        **_box(theme.operation, heading, product.data, n.grad, theme, look),
    }


def _box(
    role: Role, heading: str, data: float, grad: float, theme: Theme, look: Options
) -> dict[str, str]:
    """Return the DOT attributes of a box with a value and a gradient."""
    rows = [("value", look.number(data), theme.ink), ("grad", look.gradient(grad), theme.gradient)]
    flat = role.name in look.sizes.flat
    table = style.table(role, heading, rows, flat=flat, theme=theme, sizes=look.sizes)
    return {"class": role.name, "fontcolor": theme.ink, "label": f"<{table}>"}


def _role(n: Value, J: Value, leaves: set[str], theme: Theme) -> Role:
    """Return what part a node plays, by its label.  leaves: the names of all leaves.

    b is a bias only where there are weights; in a·b + c it is a number like the others.
    """
    base = labels.parts(n.label).base
    if n is J:
        return theme.output
    if not n.op:
        is_parameter = base in WEIGHTS or (base == "b" and leaves & WEIGHTS)
        return theme.parameter if is_parameter else theme.input
    return theme.activation if base == "a" else theme.operation


def _edge(
    grad: float, partial: float, largest: float, look: Options, stands_out: bool
) -> dict[str, str]:
    """Return the DOT attributes of an edge into a node with a gradient."""
    theme = look.colours(stands_out)
    flow = grad * partial
    lines = [f"∂{NBSP}{look.number(partial)}"]
    if look.contributions:
        lines.append(style.text(look.gradient(flow), look.sizes.edge, theme.gradient))
    return {
        "label": style.beside_line("<BR/>".join(lines), look.sizes),
        "fontcolor": theme.ink,
        "tooltip": f"local derivative {partial!r}, flowing back {flow!r}",
        **style.arrow(flow if look.known else 0.0, largest, theme),
    }
