"""The drawing of a graph as an SVG tree whose parts a page or an animation can find and change.

Graphviz decides where everything goes; here its SVG is made lean, its colours become variables, so
that one picture serves light and dark pages, and the numbers in it get names:

- a group with class="node" and data-node="7" for node 7; in it the texts of class "value" and
  "grad", which end at the right of their cell, so that a number may grow or shrink;
- a group with class="edge" and data-edge="9-7-0" for the edge from node 7 to its consumer 9, whose
  parent number 0 it is; in it the text of class "partial", the line, of class "wire", and two arrow
  heads: "head" at node 9, for the way forward, and "tip" at node 7, for the way back.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterable, Iterator

from autograd_mini.draw import Drawing, draw_graph
from autograd_mini.draw.graph.computation import READABLE
from autograd_mini.draw.style import DARK, LIGHT, MONO, SANS, Role, Theme, arrow
from autograd_mini.graph import Graph, read
from autograd_mini.value import Value

SVG = "{http://www.w3.org/2000/svg}"
DASHES = "7 4"  # of a line along which something negative flows
HEAD = 6.0  # the length of the head of an arrow
# In DOT, the id of a node or an edge; a quotation mark in a label is written in another way.
PART = re.compile(r'[ []id="(?:node-(\d+)|edge-(\d+)-(\d+)-\d+)"')
MONO_WIDTH = 0.6  # of a character of a monospaced font, in font sizes


def picture(J: Value | Graph, direction: str = "LR", language: str = "en") -> ET.Element:
    """Return the picture of the graph of J, after its backward pass, as an SVG element.

    J: the end of the graph, or its `Graph`.
    direction: "LR" to draw from left to right, "TB" from top to bottom.
    language: "en" or "zh", of the words in it.

    Errors are those of `draw_graph` and of its rendering.
    """
    graph = read(J)
    collapse = "none" if len(graph) <= READABLE else "compact"
    return _prepared(_drawing(graph, collapse, language, direction))


def details(
    graph: Graph, parts: Iterable[Collection[int]], language: str = "en"
) -> Iterator[ET.Element]:
    """Yield pictures of parts of a graph, with full tables.

    parts: the ranks of the nodes of each part; edges between them are drawn, too.
    """
    drawing = _drawing(graph, "none", language)
    body = list(drawing.body)
    for part in parts:
        drawing.body[:] = [line for line in body if _of_part(line, part)]
        yield _prepared(drawing)


def _drawing(graph: Graph, collapse: str, language: str, direction: str = "LR") -> Drawing:
    """Return the drawing of a graph with every node and every number at its edge."""
    return draw_graph(
        graph,
        direction=direction,
        language=language,
        partials="edges",
        collapse=collapse,
        # Whoever asks has a limit of their own, and needs every node.
        limit=max(300, len(graph), graph.n_edges),
    )


def _prepared(drawing: Drawing) -> ET.Element:
    """Return a drawing as an SVG element with names for its parts."""
    drawing.attr(label="")
    root = lean(drawing.pipe(format="svg"))
    for group in root.iter("g"):
        kind, _, number = group.attrib.pop("id", "").partition("-")
        if kind == "node":
            _prepare_node(group, number)
        elif kind == "edge":
            group.set("data-edge", number)
            (wire,), (tip,) = group.findall("path"), group.findall("polygon")
            group.insert(list(group).index(wire) + 1, _head(wire))
            for shape, name in ((wire, "wire"), (tip, "tip")):
                shape.set("class", name)
                for own in ("stroke", "fill", "stroke-width", "stroke-dasharray"):
                    shape.attrib.pop(own, None)
            for text in group.findall("text")[:1]:
                text.set("class", "partial")
    return root


def _of_part(line: str, part: Collection[int]) -> bool:
    r"""Tell whether a line of DOT is a node of a part, or an edge between two of its nodes.

    >>> line = '\tn1 -> n3 [id="edge-3-1-0"]'
    >>> _of_part(line, {1, 3}), _of_part(line, {1, 2})
    (True, False)
    """
    match = PART.search(line)
    return match is not None and {int(rank) for rank in match.groups() if rank} <= set(part)


def _head(wire: ET.Element) -> ET.Element:
    """Return the head of an arrow at the end of a line; Graphviz has drawn that at the beginning.

    >>> _head(ET.Element("path", d="M0,0C1,0 2,0 10,0")).attrib["points"]
    '10,0 4,2.1 4,-2.1'
    """
    numbers = [float(x) for x in re.findall(r"-?[\d.]+", wire.attrib["d"])]
    before, end = complex(*numbers[-4:-2]), complex(*numbers[-2:])
    along = (end - before) / (abs(end - before) or 1.0)
    corners = [end, *(end - along * HEAD + side * along * HEAD * 0.35j for side in (1, -1))]
    points = " ".join(f"{round(z.real, 1):g},{round(z.imag, 1):g}" for z in corners)
    return ET.Element("polygon", {"class": "head", "points": points})


def lean(svg: bytes) -> ET.Element:
    """Return an SVG of Graphviz without its page, titles and links, with variables for colours."""
    root = ET.fromstring(svg)
    for parent in list(root.iter()):
        _without_links(parent)
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        _lean(element)
    (graph,) = root.findall("g")
    for background in graph.findall("polygon"):
        graph.remove(background)
    box = root.attrib["viewBox"]
    root.attrib.clear()
    root.attrib.update({"xmlns": SVG[1:-1], "viewBox": box, "font-family": f"{SANS}, sans-serif"})
    return root


def _without_links(parent: ET.Element) -> None:
    """Take out titles and links, whose tooltips would tell the numbers of a time gone by."""
    flat: list[ET.Element] = []
    for child in parent:
        if child.tag in (f"{SVG}title", f"{SVG}desc"):
            continue
        linked = child.find(f"{SVG}a") if child.get("id", "").startswith("a_") else None
        flat += [child] if linked is None else [x for x in linked if x.tag != f"{SVG}title"]
    parent[:] = flat


def _lean(element: ET.Element) -> None:
    """Round coordinates, and say what is the same everywhere once, in the style."""
    for name in ("d", "points", "x", "y"):
        if name in element.attrib:
            element.set(name, re.sub(r"-?\d+\.\d+", _rounded, element.attrib[name]))
    if element.tag == "text":
        if element.attrib.pop("font-family", SANS).startswith(MONO):
            element.set("class", "mono")
        element.attrib.setdefault("fill", "#000000")  # what SVG takes for granted
        element.set("font-size", re.sub(r"\.0+$", "", element.get("font-size", "14")))
    for name in ("fill", "stroke"):
        colour = element.get(name, "").lower()
        if colour in VARIABLES:
            element.set(name, f"var(--{VARIABLES[colour]})")
        elif colour in ("transparent", "none"):
            element.set(name, "none")


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}".removesuffix(".0")


def _prepare_node(group: ET.Element, number: str) -> None:
    group.set("data-node", number)
    role = group.get("class", "").removeprefix("node ").split()[0]
    for shape in group.iter():
        if shape.tag in ("path", "polygon", "polyline"):
            if shape.get("fill", "none") != "none":
                shape.set("fill", f"var(--{role}-ground)")
            if shape.get("stroke", "none") != "none":
                shape.set("stroke", f"var(--{role}-border)")
    numbers = [text for text in group.iter("text") if text.get("class") == "mono"]
    for text, name in zip(numbers, ("value", "grad")):
        width = MONO_WIDTH * float(text.attrib["font-size"]) * len(text.text or "")
        if text.get("text-anchor") == "middle":
            width /= 2
        if text.get("text-anchor") != "end":
            text.set("x", f"{float(text.attrib['x']) + width:.1f}")
        text.set("text-anchor", "end")
        text.set("class", f"mono {name}")


def arrows() -> dict[str, float]:
    """Return the width of the thinnest and of the widest arrow, as drawings have them.

    In between it grows with the root of what flows along the arrow.
    """
    widths = [float(arrow(flow, 1.0)["penwidth"]) for flow in (0.0, 1.0)]
    return dict(zip(("thinnest", "widest"), widths))


def colours(theme: Theme) -> dict[str, str]:
    """Return the colours of a theme by the names that they have in a stylesheet."""
    named: dict[str, str] = {}
    for name, value in theme._asdict().items():
        if isinstance(value, Role):
            named |= {f"{name}-border": value.border, f"{name}-ground": value.ground}
        else:
            named[name] = value
    return named


def stylesheet(selector: str) -> str:
    """Return CSS that gives an element the colours as variables, the dark ones on a dark page.

    A page can also ask for one of them by the attribute data-theme.
    """

    def block(selector: str, theme: Theme) -> str:
        variables = "".join(f"--{name}:{colour};" for name, colour in colours(theme).items())
        return f"{selector}{{{variables}}}"

    return (
        block(selector, LIGHT)
        + f"@media (prefers-color-scheme: dark){{{block(selector, DARK)}}}"
        + block(f'{selector}[data-theme="light"]', LIGHT)
        + block(f'{selector}[data-theme="dark"]', DARK)
    )


# Which colour of the light theme is which variable.  Nodes are told apart by their class instead.
VARIABLES = {
    getattr(LIGHT, name).lower(): name for name in ("border", "ground", "quiet", "gradient", "ink")
}
