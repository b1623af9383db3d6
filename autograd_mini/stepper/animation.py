"""An animated picture of the forward and the backward pass, in one SVG file without a script.

It plays wherever a picture can be shown, in a README for instance, because all that moves does so
by keyframes of CSS; cycle.py has them.
"""

import base64
import html
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograd_mini.draw import draw_network
from autograd_mini.draw.style import DARK, LIGHT, MONO, Theme, arrow
from autograd_mini.errors import real
from autograd_mini.files import write
from autograd_mini.nn import Forward
from autograd_mini.stepper.cycle import Cycle, column_of_each
from autograd_mini.stepper.messages import MESSAGES
from autograd_mini.stepper.picture import colours, lean, picture
from autograd_mini.stepper.trace import Trace
from autograd_mini.value import Value

SHAPES = (
    f'.mono{{font-family:"{MONO}",monospace}}.wire,.line,.flow,.bead{{fill:none}}'
    ".wire,.head{stroke-width:.7}.partial{stroke:none}"
    # A dash of no length with round ends is a dot.
    ".bead{opacity:0;stroke-width:6;stroke-linecap:round;stroke-dasharray:.001 2}"
)
HEADING = 30.0  # height of the line above the picture, in its units


class Animation:
    """An animated SVG; see `animate`.

    It shows itself in a notebook, as a picture of its own, so that its styles stay in it.
    """

    def __init__(self, root: ET.Element, seconds: float) -> None:
        self._root, self.seconds = root, seconds

    def __repr__(self) -> str:
        return f"<Animation of {self.seconds:.3g} s>"

    def svg(self) -> str:
        """Return the SVG as text."""
        return ET.tostring(self._root, encoding="unicode") + "\n"

    def save(self, path: str | os.PathLike[str]) -> str:
        """Write the SVG to a file, whole or not at all, and return its path.

        OSError with the path if it cannot be written.
        """
        write(Path(path), self.svg().encode())
        return str(path)

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.svg().encode()).decode()
        title = html.escape(self._root.attrib["aria-label"])
        return f'<img src="data:image/svg+xml;base64,{data}" alt="{title}" style="max-width:100%">'


def animate(
    shown: Value | Forward,
    /,
    *,
    y: Sequence[Any] | None = None,
    J: Value | None = None,
    language: str = "en",
    seconds: float | None = None,
    limit: int | None = None,
) -> Animation:
    """Return an animated picture of the forward and the backward pass.

    Values run forward, column by column; then derivatives run back, each line as wide as what flows
    along it; then it pauses and begins again.  Readers who prefer that nothing moves see the
    finished picture.  `animate(J).save("flow.svg")` writes a file that a README can show.

    shown: the end of a graph, for the picture that `draw_graph` draws.  It need not have run
        backward, and no grad of it is touched.  Or the record that `net.forward(x)` returned, after
        `J.backward()`, for the picture that `draw_network` draws.
    y, J: for a record, the targets and the cost, to be shown with it.
    language: "en" or "zh".
    seconds: how long one round lasts; by default as long as it takes to follow.
    limit: the most nodes, 300 if it is None; for a record the most weights, as in `draw_network`.

    TypeError if `shown` is neither, seconds is no number, or y and J come without a record;
    ValueError for another language, for seconds that are not more than 0, for a record before
    `J.backward()`, or for more than the limit.  Errors of `J.backward()` and of drawing are passed
    on.

    >>> x, w = Value(2.0, label="x"), Value(-0.5, label="w")
    >>> animate((w * x).sigmoid(), seconds=12)
    <Animation of 12 s>
    """
    if language not in MESSAGES:
        raise ValueError(f"there is no language {language!r}; there are {', '.join(MESSAGES)}")
    if seconds is not None:
        seconds = real(seconds)
        if seconds <= 0:
            raise ValueError(f"a round lasts more than 0 seconds, not {seconds:g}")
    if isinstance(shown, Forward):
        return _network(shown, y, J, limit, language, seconds)
    if not isinstance(shown, Value):
        raise TypeError(
            "animate takes the Value at the end of a graph, or the record net.forward(x) returns, "
            f"not {shown!r}"
        )
    if y is not None or J is not None:
        raise TypeError(f"y and J go with the record of a network, not with {shown!r}")
    return _graph(Trace(shown) if limit is None else Trace(shown, limit), language, seconds)


def _graph(trace: Trace, language: str, seconds: float | None) -> Animation:
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
    _heading(root, language)
    for k in range(1, cycle.columns + 1):
        begin = cycle.backward(k)[0]
        cycle.appear(f".c{k} .value,.c{k} .partial", cycle.computed(k))
        cycle.appear(f".g{k} .grad", cycle.arrived(k))
        cycle.appear(f".c{k} .tip", begin)
        cycle.flow(f".c{k} .flow", begin)
        cycle.bead(f".c{k} .bead", cycle.forward(k)[0], begin)
        cycle.glow(f".c{k} .outline", [cycle.computed(k), begin])
    cycle.appear(".g .grad", cycle.turn)
    cycle.ink(".edge")
    cycle.dim(".forward", cycle.turn, cycle.rest)
    cycle.dim(".backward", 0.0, cycle.turn)
    return _finished(root, cycle, language)


def _network(
    sample: Forward,
    y: Sequence[Any] | None,
    J: Value | None,
    limit: int | None,
    language: str,
    seconds: float | None,
) -> Animation:
    options: dict[str, Any] = {} if limit is None else {"limit": limit}
    drawing = draw_network(sample, y=y, J=J, collapse="none", **options)
    if not any(map(any, sample.delta.values())) and (J is None or not J.grad):
        raise ValueError(f"the record has no δ yet; run J.backward() before animate({sample!r})")
    root = lean(drawing.pipe(format="svg"))
    last = len(sample.a)
    weights: dict[tuple[int, ...], tuple[float, float]] = {
        (layer, i, j): (theta.data, z.grad * a_j)
        for layer, rows in sample.theta.items()
        for i, (row, z) in enumerate(zip(rows, sample.z[layer + 1]), start=1)
        for j, (theta, a_j) in enumerate(zip(row, z.partials), start=not sample.bias)
    }
    largest = max([abs(gradient) for _, gradient in weights.values()])
    for group in list(root.iter("g")):
        kind, _, rest = group.attrib.pop("id", "").partition("-")
        place = tuple(map(int, rest.split("-"))) if re.fullmatch(r"[\d-]+", rest) else ()
        if kind == "unit":
            _unit(group, place[0])
        elif kind == "theta":
            group.set("class", f"theta l{place[0] + 1}")
            for text in group.iter("text"):
                if text.get("fill") == "var(--gradient)":
                    text.set("class", "mono term")
        elif kind == "layer":
            group.set("class", f"layer l{place[0]}")
            for text in group.iter("text"):
                if text.get("fill") == "var(--gradient)":
                    text.set("class", "delta")
        elif kind == "weight":
            _edge(group, 3 * place[0] - 2, weights[place][1], largest)
            # It points back, so it may not be there before anything comes back.
            group.remove(*group.findall("polygon[@class='head']"))
        elif kind == "entry":
            _entry(group, 3 * place[0] - 1, *weights[place])
        elif (kind, rest) == ("caption", "1") and J is not None:
            group.set("class", "cost")
        elif kind == "caption":
            texts = list(group.iter("text"))
            if texts[0].text == "∂J/∂Θ":  # the key to the arrows says how large the largest is
                texts[-1].set("class", "largest")
            for text in texts:
                for sign in ("positive", "negative"):
                    if text.get("fill", "").upper() == getattr(LIGHT, sign):
                        text.set("fill", f"var(--{sign})")
    _heading(root, language)
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
    cycle.ink(".edge")
    cycle.dim(".forward", cycle.turn, cycle.rest)
    cycle.dim(".backward", 0.0, cycle.turn)
    return _finished(root, cycle, language)


def _unit(group: ET.Element, layer: int) -> None:
    """Name the numbers in a neuron, and give it the colours of its part."""
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


def _entry(group: ET.Element, column: int, theta: float, gradient: float) -> None:
    """Colour the short arrow of a weight, and let a bead go along it too."""
    group.set("class", f"entry {_sign(theta)}")
    (line,), (head,) = group.findall("path"), group.findall("polygon")
    for shape, name in ((line, "line"), (head, "tip")):
        shape.set("class", name)
        for colour in ("fill", "stroke"):
            shape.attrib.pop(colour, None)
    way = ET.SubElement(group, "g", {"class": f"edge c{column} {_sign(gradient)}"})
    ET.SubElement(way, "path", {"d": line.attrib["d"], "class": "bead", "pathLength": "1"})


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


def _heading(root: ET.Element, language: str) -> None:
    """Write above the picture which way is which."""
    messages = MESSAGES[language]
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    root.set("viewBox", f"{left:g} {top - HEADING:g} {width:g} {height + HEADING:g}")
    ahead = f"{messages['forward']}: {messages['is_value'].lower()} →"
    back = f"← {messages['backward']}: {messages['is_gradient'].lower()}"
    for words, name, x, anchor, ink in (
        (ahead, "forward", left + 14, "start", "ink"),
        (back, "backward", left + width - 14, "end", "gradient"),
    ):
        place = {"x": f"{x:g}", "y": f"{top - 6:g}", "text-anchor": anchor, "font-size": "15"}
        text = ET.SubElement(
            root, "text", {**place, "class": name, "font-weight": "bold", "fill": f"var(--{ink})"}
        )
        text.text = words


def _finished(root: ET.Element, cycle: Cycle, language: str) -> Animation:
    """Give the picture its colours, a ground, and what moves it."""
    left, top, width, height = root.attrib["viewBox"].split()
    ground = {"x": left, "y": top, "width": width, "height": height, "rx": "8"}
    root.insert(0, ET.Element("rect", {**ground, "fill": "var(--background)"}))
    style = ET.Element("style")
    style.text = _coloured(root) + cycle.css()
    root.insert(0, style)
    root.set("width", width)
    root.set("height", height)
    root.set("role", "img")
    root.set("aria-label", MESSAGES[language]["title"])
    return Animation(root, cycle.seconds)


def _coloured(root: ET.Element) -> str:
    """Put classes in place of the variables in a picture, and return the stylesheet for them.

    Not every program knows variables of CSS.  One that does not know dark pages either passes over
    what is said of them.
    """
    used: dict[tuple[str, str], None] = {}
    for element in root.iter():
        for name in ("fill", "stroke"):
            match = re.fullmatch(r"var\(--(.+)\)", element.get(name, ""))
            if match:
                used[name, match[1]] = None
                del element.attrib[name]
                own = element.get("class")
                added = f"{name}-{match[1]}"
                element.set("class", f"{own} {added}" if own else added)

    def themed(theme: Theme) -> str:
        colour = colours(theme)
        rules = [f".{name}-{of}{{{name}:{colour[of]}}}" for name, of in used]
        rules.append(f"svg{{color:{colour['ink']}}}.wire,.head{{stroke:{colour['nothing']}}}")
        rules.append(f".head{{fill:{colour['nothing']}}}")
        for sign in ("positive", "negative", "nothing"):
            rules.append(f".{sign}{{stroke:{colour[sign]}}}.{sign} .tip{{fill:{colour[sign]}}}")
        return "".join(rules)

    return f"{themed(LIGHT)}@media (prefers-color-scheme: dark){{{themed(DARK)}}}{SHAPES}"
