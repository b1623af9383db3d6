"""How the picture of a graph is painted at a moment: what is known, and what is at work."""

import copy
import re
import xml.etree.ElementTree as ET
from collections.abc import Collection

from autograd_mini.draw.style import LIGHT, MONO, UNKNOWN, Theme, arrow, number
from autograd_mini.stepper.knowledge import Known
from autograd_mini.stepper.picture import DASHES, colours
from autograd_mini.stepper.trace import Trace

NOT_YET = "·"  # a value before it is computed
HALO = {"fill": "none", "stroke": LIGHT.parameter.border, "stroke-opacity": "0.4"}


class Painter:
    """Paints pictures of the graph of a trace, by attributes alone, in the colours of a theme."""

    def __init__(self, trace: Trace, theme: Theme) -> None:
        self.trace, self.theme = trace, theme
        partials = trace.graph.partials
        flows = [n.grad * partial for n in trace.nodes for partial in partials[id(n)]]
        self.largest = max(map(abs, flows), default=0.0)

    def picture(self, blank: ET.Element, now: Known) -> ET.Element:
        """Return a picture in which what is not known yet is left out."""
        shown = copy.deepcopy(blank)
        for group in shown.iter("g"):
            if "data-node" in group.attrib:
                self._node(group, int(group.attrib["data-node"]), now)
            elif "data-edge" in group.attrib:
                self._edge(group, now)
        return shown

    def plain(self, root: ET.Element) -> ET.Element:
        """Write the colours of the theme, and the fonts, onto the elements of a picture."""
        colour = colours(self.theme)
        for element in root.iter():
            for name in ("fill", "stroke"):
                match = re.fullmatch(r"var\(--(.+)\)", element.get(name, ""))
                if match:
                    element.set(name, colour[match[1]])
            if "mono" in element.get("class", "").split():
                element.set("font-family", f"{MONO}, monospace")
        return root

    def plan(self, blank: ET.Element, now: Known, part: Collection[int]) -> ET.Element:
        """Return a map: every node a patch, solid when it is computed, and no words.

        part: the ranks of the nodes that are to stand out.
        """
        plan = copy.deepcopy(blank)
        for group in plan.iter("g"):
            if "data-node" in group.attrib:
                rank = int(group.attrib["data-node"])
                (outline, *_) = _outlines(group)
                group[:] = [outline]
                solid = outline.attrib["stroke"] if rank in now.values else self.theme.background
                outline.attrib.update({"fill": solid, "stroke-width": "2"})
                if rank in part:
                    outline.attrib.update({"stroke": self.theme.ink, "stroke-width": "5"})
                if rank == now.moment.node:
                    _halo(group, outline, 40)
            elif "data-edge" in group.attrib:
                head, _, slot = map(int, group.attrib["data-edge"].split("-"))
                look, at_work = self._look((head, slot), now)
                (wire,) = group.findall("path")
                wire.attrib.update(look, **{"stroke-width": f"{2 * float(look['stroke-width'])}"})
                group[:] = [wire]
                if at_work:
                    _halo(group, wire, 30)
            else:
                group[:] = [shape for shape in group if shape.tag != "text"]
        return plan

    def _node(self, group: ET.Element, rank: int, now: Known) -> None:
        for text in group.iter("text"):
            if "value" in text.get("class", "") and rank not in now.values:
                text.text = NOT_YET
            elif "grad" in text.get("class", ""):
                grad = now.grads.get(rank)
                text.text = UNKNOWN if grad is None else number(grad, signed=True)
        moment = now.moment
        if rank == moment.node or (moment.edge and rank == moment.edge[0]):
            for outline in _outlines(group):
                outline.set("stroke-width", "3")
                if rank == moment.node:
                    _halo(group, outline, 12)

    def _edge(self, group: ET.Element, now: Known) -> None:
        head, _, slot = map(int, group.attrib["data-edge"].split("-"))
        edge = (head, slot)
        look, at_work = self._look(edge, now)
        # An arrow points forward until something flows back along it.
        (unseen,) = group.findall(f"polygon[@class='{'head' if edge in now.sent else 'tip'}']")
        group.remove(unseen)
        for shape in (*group.findall("path"), *group.findall("polygon")):
            shape.attrib.update(look)
            if shape.tag == "polygon":
                shape.set("fill", look["stroke"])
                shape.attrib.pop("stroke-dasharray", None)
        for text in group.findall("text"):
            if text.get("class") == "partial":
                if head not in now.values:
                    text.text = ""
                elif at_work:
                    text.set("font-weight", "bold")
        if at_work:
            _halo(group, group.findall("path")[0], 12)

    def _look(self, edge: tuple[int, int], now: Known) -> tuple[dict[str, str], bool]:
        """Return how the line of an edge looks, and whether it is at work."""
        head, slot = edge
        n = self.trace.nodes[head - 1]
        flow = n.grad * self.trace.graph.partials[id(n)][slot] if edge in now.sent else 0.0
        look = arrow(flow, self.largest, self.theme)
        at_work = edge == now.moment.edge or (now.moment.kind, now.moment.node) == ("value", head)
        if at_work and edge not in now.sent:
            look = {"color": self.theme.ink, "penwidth": "1.5"}
        line = {"fill": "none", "stroke": look["color"], "stroke-width": look["penwidth"]}
        return line | ({"stroke-dasharray": DASHES} if "style" in look else {}), at_work


def _outlines(group: ET.Element) -> list[ET.Element]:
    return [shape for shape in group.findall("path") if shape.get("stroke", "none") != "none"]


def _halo(group: ET.Element, shape: ET.Element, width: int) -> None:
    """Put a broad yellow line behind a shape and all that is in its group."""
    group.insert(
        0, ET.Element("path", {**HALO, "d": shape.attrib["d"], "stroke-width": f"{width}"})
    )
