"""What moves in the picture of a graph, and in that of a network, and when.

Both get, on each of their lines, what flows along it and a bead that shows which way.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

from autograd_mini.draw import draw_network
from autograd_mini.draw.style import LIGHT, arrow
from autograd_mini.nn import Forward
from autograd_mini.stepper.cycle import Cycle, column_of_each
from autograd_mini.stepper.picture import lean, picture
from autograd_mini.stepper.trace import Trace
from autograd_mini.value import Value


def graph(
    trace: Trace, seconds: float | None, direction: str = "LR", language: str = "en"
) -> tuple[ET.Element, Cycle]:
    """Return the picture of a graph with what is to move in it, and the times when it does."""
    root = picture(trace.graph, direction, language)
    column = column_of_each(trace.nodes)
    cycle = Cycle(column[id(trace.J)], seconds)
    flows = {
        (trace.rank[id(n)], slot): n.grad * partial
        for n in trace.nodes
        for slot, partial in enumerate(trace.graph.partials[id(n)])
    }
    largest = max(map(abs, flows.values()), default=0.0)
    # The column that sends a node the last term of its derivative.
    last = {
        id(n): min(
            [column[id(consumer)] for consumer, _ in trace.graph.consumers[id(n)]], default=0
        )
        for n in trace.nodes
    }
    for group in root.iter("g"):
        if "data-node" in group.attrib:
            n = trace.nodes[int(group.attrib["data-node"]) - 1]
            classes = f"{group.attrib['class']} c{column[id(n)]} g{last[id(n)] or ''}"
            group.set("class", classes)
            for shape in group.findall("path"):
                if shape.get("fill") == "none" and shape.get("stroke", "none") != "none":
                    shape.set("class", "outline")
        elif "data-edge" in group.attrib:
            head, _, slot = map(int, group.attrib["data-edge"].split("-"))
            _edge(group, column[id(trace.nodes[head - 1])], flows[head, slot], largest)
    for k in range(1, cycle.columns + 1):
        begin = cycle.backward(k)[0]
        cycle.appear(f".c{k} .value,.c{k} .partial", cycle.computed(k))
        cycle.appear(f".g{k} .grad", cycle.arrived(k))
        cycle.appear(f".c{k} .tip", begin)
        cycle.flow(f".c{k} .flow:not(.dashed)", begin)
        cycle.appear(f".c{k} .dashed", begin)
        cycle.bead(f".c{k} .bead", cycle.forward(k)[0], begin)
        cycle.glow(f".c{k} .outline", [cycle.computed(k), begin])
    cycle.appear(".g .grad", cycle.turn)
    return root, cycle


Place: TypeAlias = tuple[int, ...]  # of a part of a network: the numbers in its id


class Flows(NamedTuple):
    """What flows in a network.

    weights: by layer, row and column, θ_ij and what it sends back, θ_ij δ_i, or None if nobody is
        there to receive it.
    largest: the largest |θ_ij δ_i|.
    cost: whether J is to be shown.
    """

    weights: dict[Place, tuple[float, float | None]]
    largest: float
    cost: bool


def network(
    sample: Forward,
    y: Sequence[Any] | None,
    J: Value | None,
    limit: int | None,
    seconds: float | None,
    language: str,
) -> tuple[ET.Element, Cycle]:
    """Return the same for a network; ValueError for a record before `J.backward()`."""
    options: dict[str, Any] = {} if limit is None else {"limit": limit}
    drawing = draw_network(sample, y=y, J=J, collapse="none", language=language, **options)
    if not any(map(any, sample.delta.values())) and (J is None or not J.grad):
        raise ValueError(f"the record has no δ yet; run J.backward() before animate({sample!r})")
    root = lean(drawing.pipe(format="svg"))
    flows = _flows(sample, J)
    for group in list(root.iter("g")):
        kind, _, rest = group.attrib.pop("id", "").partition("-")
        if kind in PARTS:
            place = tuple(map(int, rest.split("-"))) if re.fullmatch(r"[\d-]+", rest) else ()
            PARTS[kind](group, place, flows)
    last = len(sample.a)
    cycle = Cycle(3 * (last - 1) + 1, seconds)
    for layer in range(2, last + 1):
        # Three columns for a layer: along the lines, past the weights, and through the neuron.
        through = 3 * (layer - 1)
        for k in (through - 2, through - 1):
            cycle.bead(f".c{k} .bead", cycle.forward(k)[0], cycle.backward(k)[0])
            cycle.bead(f".c{k} .ahead", cycle.forward(k)[0])
        cycle.flow(f".c{through - 2} .flow:not(.dashed)", cycle.backward(through - 2)[0])
        cycle.appear(f".c{through - 2} .dashed", cycle.backward(through - 2)[0])
        cycle.appear(f".c{through - 2} .tip", cycle.arrived(through - 2))
        cycle.appear(f".l{layer} .sum", cycle.computed(through - 1))
        cycle.appear(f".l{layer} .activation", cycle.computed(through))
        cycle.appear(f".l{layer} .delta", cycle.arrived(through))
        cycle.appear(f".l{layer} .term", cycle.arrived(through - 1))
        cycle.glow(
            f".l{layer} .outline", [cycle.computed(through - 1), cycle.arrived(through)], 1.6
        )
    cycle.appear(".cost", cycle.computed(cycle.columns))
    cycle.appear(".largest", cycle.arrived(1))
    return root, cycle


def _flows(sample: Forward, J: Value | None) -> Flows:
    weights: dict[Place, tuple[float, float | None]] = {
        (layer, i, j): (theta.data, theta.data * z.grad if layer > 1 and j > 0 else None)
        for layer, rows in sample.theta.items()
        for i, (row, z) in enumerate(zip(rows, sample.z[layer + 1]), start=1)
        for j, theta in enumerate(row, start=not sample.bias)
    }
    largest = max([abs(sent or 0.0) for _, sent in weights.values()])
    return Flows(weights, largest, J is not None)


# The parts of the picture of a network, by the kind that their id names.


def _unit(group: ET.Element, place: Place, flows: Flows) -> None:
    """Name the numbers in a neuron, and give it the colours of its part."""
    layer = place[0]
    role = group.attrib["class"].split()[-1]
    group.set("class", f"node {role} l{layer}")
    for circle in group.iter("ellipse"):
        circle.set("fill", f"var(--{role}-ground)")
        circle.set("stroke", f"var(--{role}-border)")
        if role != "constant":  # a bias unit computes nothing
            circle.set("class", "outline")
    numbers = [text for text in group.iter("text") if text.get("class") == "mono"]
    if layer > 1:
        for k, text in enumerate(numbers):
            text.set("class", f"mono {('sum', 'activation')[k] if k < 2 else 'delta'}")


def _theta(group: ET.Element, place: Place, flows: Flows) -> None:
    """Name the gradients in a matrix of weights."""
    group.set("class", f"theta l{place[0] + 1}")
    for text in _gradients(group):
        text.set("class", "mono term")


def _layer(group: ET.Element, place: Place, flows: Flows) -> None:
    """Name the δ below a layer."""
    group.set("class", f"layer l{place[0]}")
    for text in _gradients(group):
        text.set("class", "delta")


def _gradients(group: ET.Element) -> list[ET.Element]:
    return [text for text in group.iter("text") if text.get("fill") == "var(--gradient)"]


def _weight(group: ET.Element, place: Place, flows: Flows) -> None:
    """Let what a weight sends back flow along its line, and a bead before it."""
    sent = flows.weights[place][1]
    if sent is not None:
        _edge(group, 3 * place[0] - 2, sent, flows.largest)
        return
    group.set("class", f"edge c{3 * place[0] - 2} nothing")
    (wire,) = group.findall("path")
    _plain(wire, "wire")
    _bead(group, wire, "ahead")


def _entry(group: ET.Element, place: Place, flows: Flows) -> None:
    """Colour the short arrow of a weight, and let a bead go along it too."""
    theta, sent = flows.weights[place]
    group.set("class", f"entry {_sign(theta)}")
    (line,), (head,) = group.findall("path"), group.findall("polygon")
    for shape, name in ((line, "line"), (head, "tip")):
        shape.set("class", name)
        for colour in ("fill", "stroke"):
            shape.attrib.pop(colour, None)
    way = ET.SubElement(group, "g", {"class": f"edge c{3 * place[0] - 1} {_sign(sent or 0.0)}"})
    _bead(way, line, "ahead" if sent is None else "bead")


def _caption(group: ET.Element, place: Place, flows: Flows) -> None:
    """Find in the lines below the picture the cost and the key to the arrows, and its colours."""
    if place == (1,) and flows.cost:
        group.set("class", "cost")
        return
    texts = list(group.iter("text"))
    words = "".join([text.text or "" for text in texts])
    if words.startswith("Θ") and "δ" in words:  # the key to the arrows: how large the largest is
        texts[-1].set("class", "largest")
    for text in texts:
        for sign in ("positive", "negative"):
            if text.get("fill", "").upper() == getattr(LIGHT, sign):
                text.set("fill", f"var(--{sign})")


PARTS: dict[str, Callable[[ET.Element, Place, Flows], None]] = {
    "unit": _unit,
    "theta": _theta,
    "layer": _layer,
    "weight": _weight,
    "entry": _entry,
    "caption": _caption,
}


def _edge(group: ET.Element, column: int, flow: float, largest: float) -> None:
    """Put onto an edge what flows along it, and a bead that shows which way."""
    group.set("class", f"edge c{column} {_sign(flow)}")
    width = arrow(flow, largest)["penwidth"]
    (wire,) = group.findall("path")
    # The head that points back may not be there before anything comes back.
    (tip,) = [shape for shape in group.findall("polygon") if shape.get("class") != "head"]
    _plain(wire, "wire")
    _plain(tip, "tip")
    tip.set("stroke-width", width)
    # A dashed line is drawn by its dashes, so that it cannot be drawn bit by bit.
    drawn = "flow" if flow >= 0 else "flow dashed"
    line = ET.Element("path", {"d": wire.attrib["d"], "class": drawn, "stroke-width": width})
    if flow >= 0:
        line.set("pathLength", "1")
    group.insert(list(group).index(tip), line)
    _bead(group, wire, "bead")


def _plain(shape: ET.Element, name: str) -> None:
    """Leave to the stylesheet how a part of an edge looks."""
    shape.set("class", name)
    for own in ("fill", "stroke", "stroke-width", "stroke-dasharray"):
        shape.attrib.pop(own, None)


def _bead(group: ET.Element, line: ET.Element, name: str) -> None:
    """Put a bead onto a line: "bead" if it runs both ways, "ahead" if only forward."""
    shape = {"d": line.attrib["d"], "class": name, "pathLength": "1"}
    ET.SubElement(group, "path", shape)


def _sign(x: float) -> str:
    return "positive" if x > 0 else "negative" if x < 0 else "nothing"
