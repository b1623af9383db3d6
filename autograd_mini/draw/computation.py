"""The computation graph as a picture: values, gradients, and local derivatives on the edges."""

import math

from autograd_mini import labels
from autograd_mini.draw import style
from autograd_mini.draw.render import Drawing
from autograd_mini.draw.style import Role, number
from autograd_mini.graph import topological_order
from autograd_mini.value import Value

COST = math.inf  # the box that comes after every layer
BINARY = {"add", "sub", "mul", "div", "pow"}
CAPTION = (
    "∂ on an edge: the local derivative of its head by its tail. Width: the gradient that flows "
    "back along it. Vermillion: positive. Blue: negative."
)


def draw_graph(J: Value, *, limit: int = 150) -> Drawing:
    """Return the picture of the graph that J was computed by.

    Every node shows its value and its gradient, which is "–" before `J.backward()`.  Every edge
    shows the local derivative of its head by its tail; its width and colour show the gradient that
    flows back along it, the local derivative times the gradient of the head: wide is large,
    vermillion positive, blue negative.  There is a box for each layer that the labels name.

    Node n7, id node-7 in an SVG, is the seventh oldest node; edge-7-2-0 comes from n2, which is its
    parent number 0.

    limit: the most nodes to draw.

    TypeError if J is not a Value; ValueError for a graph of more nodes than the limit.

    >>> x = Value(3.0, label="x")
    >>> J = x * x
    >>> [line.split()[:3] for line in draw_graph(J).body if "->" in line]
    [['n1', '->', 'n2'], ['n1', '->', 'n2']]
    """
    if not isinstance(J, Value):
        raise TypeError(f"draw_graph takes the Value at the end of a graph, not {J!r}")
    nodes = topological_order(J)
    if len(nodes) > limit:
        raise ValueError(
            f"a graph of {len(nodes)} nodes is too large to read; the limit is {limit}. Draw one "
            "of its earlier nodes, a smaller example, a network by draw_network; or raise limit="
        )
    names = {id(n): f"n{rank}" for rank, n in enumerate(nodes, start=1)}
    drawing = Drawing("computation", graph_attr=style.GRAPH, node_attr=style.NODE)
    drawing.attr("edge", **style.EDGE)
    drawing.attr(label=CAPTION, labelloc="b")
    layer = layers(nodes)
    boxes = sorted(set(layer.values()))
    for box in boxes:
        members = [n for n in nodes if layer[id(n)] == box]
        name = "cost" if box == COST else f"layer {box}"
        cluster = f"cluster {name}" if len(boxes) > 1 else None
        with drawing.subgraph(name=cluster) as part:
            if cluster:
                part.attr(**style.CLUSTER, id=name.replace(" ", "-"), label=name)
            for n in members:
                part.node(names[id(n)], **_look(n, names[id(n)], J))
            for column in columns(members):
                with part.subgraph() as same_rank:
                    same_rank.attr(rank="same")
                    for n in column:
                        same_rank.node(names[id(n)])
    largest = max([abs(n.grad * partial) for n in nodes for partial in n.partials], default=0.0)
    for n in nodes:
        for slot, (parent, partial) in enumerate(zip(n.parents, n.partials)):
            tail, head = names[id(parent)], names[id(n)]
            flow = n.grad * partial
            drawing.edge(
                tail,
                head,
                id=f"edge-{head[1:]}-{tail[1:]}-{slot}",
                label=f" ∂ {number(partial)} ",
                tooltip=f"local derivative {partial!r}, flowing back {flow!r}",
                **style.arrow(flow, largest),
            )
    return drawing


def layers(nodes: list[Value]) -> dict[int, float]:
    """Return the layer of each node, by its id.

    A node whose label names no layer belongs to the first layer that it is used in.
    """
    if not any(labels.layer(n.label) for n in nodes):
        return dict.fromkeys(map(id, nodes), COST)
    layer: dict[int, float] = {}
    for n in reversed(nodes):
        here = labels.layer(n.label) or layer.get(id(n), COST)
        if not n.op and labels.parts(n.label).base == "x":
            here = 1
        layer[id(n)] = here
        for parent in n.parents:
            layer[id(parent)] = min(here, layer.get(id(parent), COST))
    return layer


def columns(members: list[Value]) -> list[list[Value]]:
    """Return the nodes of one box that stand in one column: all its z, and all its a."""
    column: dict[str, list[Value]] = {}
    for n in members:
        base, superscript, _ = labels.parts(n.label)
        if superscript and base in ("z", "a"):
            column.setdefault(base, []).append(n)
    return list(column.values())


def _look(n: Value, name: str, J: Value) -> dict[str, str]:
    """Return the DOT attributes of a node.  J.grad is 0 only before the first J.backward()."""
    role = _role(n, n is J)
    gradient = number(n.grad, signed=True) if J.grad else style.UNKNOWN
    rows = [("value", number(n.data), "black"), ("grad", gradient, style.GRADIENT)]
    return {
        "id": f"node-{name[1:]}",
        "class": role.name,
        "tooltip": style.tooltip(f"{n.label or expression(n)} = {n.data!r}, grad {n.grad!r}"),
        "label": f"<{style.table(role, title(n), rows, flat=role is style.PARAMETER)}>",
    }


def _role(n: Value, is_output: bool) -> Role:
    base = labels.parts(n.label).base
    if is_output:
        return style.OUTPUT
    if not n.op:
        return style.PARAMETER if base in ("Θ", "θ", "w", "b") else style.INPUT
    return style.ACTIVATION if base == "a" else style.OPERATION


def title(n: Value) -> str:
    """Return what stands at the top of a node, as HTML: its label and its operation."""
    operation = style.escaped(expression(n))
    if not n.label:
        return f"<B>{operation or '&nbsp;'}</B>"
    label = f"<B>{style.as_html(n.label)}</B>"
    return f"{label} {style.text(operation, 10, style.QUIET)}" if operation else label


def expression(n: Value) -> str:
    """Return the operation of a node, with the numbers and the names it is applied to.

    >>> x = Value(0.25, label="x^(1)_2")
    >>> [expression(y) for y in (1 - x, x ** 3, x.sigmoid(), -(x * x), x + x.log())]
    ['1 − x', 'x ^ 3', 'σ(x)', '−…', 'x + …']
    """
    if not n.op:
        return ""
    names = [_short(x) for x in n.operands]
    symbol = n.op.symbol
    if n.op.arity is None:  # Θ·a, with one name for all that are called alike; Σ
        return f"{names[0]}·{names[-1]}" if n.op.name == "dot" and names else symbol
    if symbol[-1].isalnum():
        return f"{symbol}({', '.join(names)})"
    if n.op.arity == 2:
        return f"{names[0]} {symbol} {names[1]}"
    return symbol.replace("·", names[0]) if "·" in symbol else symbol + names[0]


def _short(operand: Value | float) -> str:
    """Return what an operand is called inside another node's title."""
    if isinstance(operand, float):
        return f"{operand:g}"
    if operand.label:
        return labels.parts(operand.label).base[:12]
    return "Σ" if operand.op and operand.op.name == "total" else "…"
