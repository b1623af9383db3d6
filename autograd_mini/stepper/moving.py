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


def graph(trace: Trace, seconds: float | None) -> tuple[ET.Element, Cycle]:
    """Return the picture of a graph with what is to move in it, and the times when it does."""
    root = picture(trace.graph)
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
        cycle.flow(f".c{k} .flow", begin)
        cycle.bead(f".c{k} .bead", cycle.forward(k)[0], begin)
        cycle.glow(f".c{k} .outline", [cycle.computed(k), begin])
    cycle.appear(".g .grad", cycle.turn)
    return root, cycle


Place: TypeAlias = tuple[int, ...]  # of a part of a network: the numbers in its id


class Flows(NamedTuple):
    """What flows in a network.

    weights: θ and ∂J/∂θ by layer, row and column.
    largest: the largest |∂J/∂θ|.
    cost: whether J is to be shown.
    """

    weights: dict[Place, tuple[float, float]]
    largest: float
    cost: bool


def network(
    sample: Forward,
    y: Sequence[Any] | None,
    J: Value | None,
    limit: int | None,
    seconds: float | None,
) -> tuple[ET.Element, Cycle]:
    """Return the same for a network; ValueError for a record before `J.backward()`."""
    options: dict[str, Any] = {} if limit is None else {"limit": limit}
    drawing = draw_network(sample, y=y, J=J, collapse="none", **options)
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
        cycle.flow(f".c{through - 2} .flow", cycle.backward(through - 2)[0])
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
    weights: dict[Place, tuple[float, float]] = {
        (layer, i, j): (theta.data, z.grad * a_j)
        for layer, rows in sample.theta.items()
        for i, (row, z) in enumerate(zip(rows, sample.z[layer + 1]), start=1)
        for j, (theta, a_j) in enumerate(zip(row, z.partials), start=not sample.bias)
    }
    largest = max([abs(gradient) for _, gradient in weights.values()])
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
    if layer > 1 and len(numbers) == 3:
        for text, name in zip(numbers, ("sum", "activation", "delta")):
            text.set("class", f"mono {name}")


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
    """Let the gradient of a weight flow along its line."""
    _edge(group, 3 * place[0] - 2, flows.weights[place][1], flows.largest)
    # It points back, so it may not be there before anything comes back.
    group.remove(*group.findall("polygon[@class='head']"))


def _entry(group: ET.Element, place: Place, flows: Flows) -> None:
    """Colour the short arrow of a weight, and let a bead go along it too."""
    theta, gradient = flows.weights[place]
    group.set("class", f"entry {_sign(theta)}")
    (line,), (head,) = group.findall("path"), group.findall("polygon")
    for shape, name in ((line, "line"), (head, "tip")):
        shape.set("class", name)
        for colour in ("fill", "stroke"):
            shape.attrib.pop(colour, None)
    way = ET.SubElement(group, "g", {"class": f"edge c{3 * place[0] - 1} {_sign(gradient)}"})
    ET.SubElement(way, "path", {"d": line.attrib["d"], "class": "bead", "pathLength": "1"})


def _caption(group: ET.Element, place: Place, flows: Flows) -> None:
    """Find in the lines below the picture the cost and the key to the arrows, and its colours."""
    if place == (1,) and flows.cost:
        group.set("class", "cost")
        return
    texts = list(group.iter("text"))
    if texts[0].text == "∂J/∂Θ":  # the key to the arrows says how large the largest is
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
    (wire,), (head,) = group.findall("path"), group.findall("polygon")
    for shape, name in ((wire, "wire"), (head, "head")):
        shape.set("class", name)
        for own in ("fill", "stroke", "stroke-width"):
            shape.attrib.pop(own, None)
    place = list(group).index(head) + 1
    for at, (shape, name) in enumerate([(wire, "flow"), (head, "tip"), (wire, "bead")]):
        copy = ET.Element(shape.tag, {**shape.attrib, "class": name})
        if shape is wire:
            copy.set("pathLength", "1")
        if name != "bead":
            copy.set("stroke-width", width)
        group.insert(place + at, copy)


def _sign(x: float) -> str:
    return "positive" if x > 0 else "negative" if x < 0 else "nothing"
