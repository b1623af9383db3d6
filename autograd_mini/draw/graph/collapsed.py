"""A computation graph too large to be drawn node by node: one box for each unit or layer.

Ids that other programs may rely on: the boxes are `layer-2`, `theta-1` (the weights Θ^(1)) and
`cost`, or `unit-2-3` and `cost`; `flow-layer-2-theta-1` is the arrow to the first from the second.
Each of them occurs once.
"""

import math

from autograd_mini.draw import style
from autograd_mini.draw.graph.canvas import blank, in_line, layer_box
from autograd_mini.draw.graph.grouping import (
    ALL,
    COST,
    Group,
    by_layer_and_weights,
    by_unit,
    groups,
)
from autograd_mini.draw.graph.options import Options
from autograd_mini.draw.render import Drawing
from autograd_mini.formulas import labels
from autograd_mini.graph import Graph
from autograd_mini.value import Value

MOST_UNITS, MOST_ARROWS = 60, 400  # that can be told apart
MOST_COLUMNS = 6  # layers beside each other; more of them stand one below the other


def draw(graph: Graph, look: Options, collapse: str, limit: int) -> tuple[Drawing, list[str]]:
    """Return the picture without its caption, and the lines of the caption.

    collapse: "units", "layers", or "auto" for units if there are few.

    ValueError if there are more boxes than the limit.
    """
    nodes = graph.nodes
    by_units = collapse != "layers"
    box_of = groups(nodes, by_unit if by_units else by_layer_and_weights)
    flows = _flows(graph, box_of)
    boxes = list(dict.fromkeys(box_of[id(n)] for n in nodes))
    if collapse == "auto" and (len(boxes) > min(MOST_UNITS, limit) or len(flows) > MOST_ARROWS):
        return draw(graph, look, "layers", limit)
    if len(boxes) > limit:
        what = "units and what follows" if by_units else "layers, weights and what follows"
        other = ', or say collapse="layers"' if by_units else ""
        raise ValueError(
            f"{len(boxes)} boxes, for {what}, are too many to read; the limit is {limit}. "
            f"Raise limit={other}"
        )
    layers = sorted({box.layer for box in boxes})
    if look.direction == "auto":
        look = look._replace(direction="LR" if len(layers) <= MOST_COLUMNS else "TB")
    members: dict[Group, list[Value]] = {box: [] for box in boxes}
    for n in nodes:
        members[box_of[id(n)]].append(n)
    feeding = {id(p) for n in nodes for p in n.parents if box_of[id(p)] != box_of[id(n)]}
    drawing = blank("computation", look)
    if by_units:
        drawing.attr(splines="line", ranksep="1.4")
    for layer in layers:
        inside = [box for box in boxes if box.layer == layer]
        with layer_box(drawing, layer if by_units and layer != COST else None, look) as part:
            for box in inside:
                out = [n for n in members[box] if id(n) in feeding]
                part.node(_name(box), **_box(box, members[box], out, graph.J, look))
            if by_units:
                in_line(drawing, part, [_name(box) for box in inside], look)
    _draw_arrows(drawing, graph, box_of, flows, look, numbered=not by_units)
    say = look.say
    count = say.some("nodes", len(nodes))
    return drawing, [
        say("collapsed_units" if by_units else "collapsed_layers", nodes=count),
        say("norm"),
        say("width_norm"),
    ]


def _draw_arrows(
    drawing: Drawing,
    graph: Graph,
    box_of: dict[int, Group],
    flows: dict[tuple[Group, Group], list[float]],
    look: Options,
    *,
    numbered: bool,
) -> None:
    """Draw an arrow for all edges between two boxes; numbered: with the number of edges on it."""
    stands_out = {
        (box_of[id(n)], box_of[id(parent)])
        for n in graph.nodes
        for parent in n.parents
        if look.stands_out(n, parent)
    }
    norms = {arrow: math.hypot(*flowing) for arrow, flowing in flows.items()}
    largest = max(norms.values(), default=0.0)
    for (head, tail), flowing in flows.items():
        theme = look.colours((head, tail) in stands_out)
        norm = norms[head, tail] if look.known else 0.0
        count = look.say.some("edges", len(flowing))
        width = style.arrow(norm, largest, theme)
        drawing.edge(
            _name(tail),
            _name(head),
            id=f"flow-{_name(head)}-{_name(tail)}",
            label=style.beside_line(count) if numbered else "",
            fontcolor=theme.ink,
            tooltip=look.say("flow_said", edges=count, norm=look.gradient(norm, signed=False)),
            **{**width, "color": theme.unsigned if norm else theme.nothing},
            # As in a picture of every node: an arrow points where the number goes.
            dir="back" if look.known else "forward",
        )


def _flows(graph: Graph, box_of: dict[int, Group]) -> dict[tuple[Group, Group], list[float]]:
    """Return what flows back along each edge between two boxes, by head and tail."""
    flows: dict[tuple[Group, Group], list[float]] = {}
    for n in graph.nodes:
        head = box_of[id(n)]
        for slot, parent in enumerate(n.parents):
            tail = box_of[id(parent)]
            if tail != head:
                flows.setdefault((head, tail), []).append(n.grad * graph.partial((n, slot)))
    return flows


def _name(box: Group) -> str:
    """Return the name of a box in the picture, which is also its id."""
    if box.layer == COST:
        return "cost"
    if box.weights:
        return f"theta-{box.layer}"
    return f"unit-{box.layer}-{box.unit}" if box.unit else f"layer-{box.layer}"


def _box(
    box: Group, members: list[Value], feeding: list[Value], J: Value, look: Options
) -> dict[str, str]:
    """Return the DOT attributes of a box.

    members: the nodes in it.  feeding: those of them that are used outside of it.
    """
    theme, say = look.colours(any(map(look.stands_out, members))), look.say
    rows = [(say("nodes"), f"{len(members):,}", theme.ink)]
    if box.layer == COST:
        role, heading = theme.output, style.as_html(J.label or say("cost"))
        rows.append((say("value"), look.number(J.data), theme.ink))
        rows.append((say("grad"), look.gradient(J.grad), theme.gradient))
    else:
        role = theme.input if box.layer == 1 else theme.activation
        one = box.unit not in ("", ALL)
        heading = say("unit", unit=box.unit) if one else say("layer", layer=box.layer)
        if box.weights:
            role, heading = theme.parameter, style.as_html(f"Θ^({box.layer})")
        zs = [n for n in members if labels.parts(n.label).base == "z"]
        name, grads = "δ" if zs else say("grad"), [n.grad for n in zs or feeding or members]
        if len(grads) == 1:
            rows.append((name, look.gradient(grads[0]), theme.gradient))
        else:
            norm = look.gradient(math.hypot(*grads), signed=False)
            rows.append((f"|{name}|", norm, theme.gradient))
    table = style.table(role, f"<B>{heading}</B>", rows, theme=theme, sizes=look.sizes)
    return {
        "id": _name(box),
        "class": role.name,
        "fontcolor": theme.ink,
        "tooltip": say.some("nodes", len(members)),
        "label": f"<{table}>",
    }
