"""What the drawing tests share: an example to draw, and ways to read an SVG."""

import html
import re
import xml.etree.ElementTree as ET

from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.testing.programs import VALUES, run

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"


def network(bias=True):
    """Return the record, the targets and the cost of one sample of a 4-5-3 network."""
    net = MLP(4, [5, 3], seed=0, bias=bias)
    x = [Value(cm, label=f"a^(1)_{j}") for j, cm in enumerate([5.1, 3.5, 1.4, 0.2], start=1)]
    sample, y = net.forward(x), [1.0, 0.0, 0.0]
    return sample, y, cross_entropy(sample.a[3], y)


def parse(svg):
    """Return the root of an SVG; an error if it is not well-formed XML."""
    return ET.fromstring(svg)


def ids(svg):
    return [element.get("id") for element in parse(svg).iter() if element.get("id")]


def texts(svg):
    """Return {id of a group: [(font, text), …]}."""
    return {
        group.get("id"): [
            (text.get("font-family"), breaking("".join(text.itertext())))
            for text in group.iter(f"{SVG}text")
        ]
        for group in parse(svg).iter(f"{SVG}g")
    }


def words(svg):
    """Return the text of an SVG that a reader sees."""
    return ["".join(element.itertext()) for element in parse(svg).iter(f"{SVG}text")]


def tooltips(svg):
    return [element.get(f"{XLINK}title", "") for element in parse(svg).iter()]


def breaking(text):
    """Return text with plain spaces: Graphviz makes every second one of a run no-break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def edges(drawing):
    """Return {id: (tail, head, attributes)} of the visible edges."""
    found = {}
    for tail, head, rest in re.findall(r"^\t(n\w+) -> (n\w+) \[(.*)\]$", drawing.source, re.M):
        attributes = dict(re.findall(r'\b(id|color|penwidth|tooltip)="?([^" \]]+)', rest))
        label = re.search(r"\blabel=<(.*?)>( |$)", rest)
        attributes["label"] = html.unescape(re.sub("<[^>]*>", " ", label[1])) if label else ""
        found[attributes["id"]] = (tail, head, attributes)
    return found


def plain(drawing):
    """Return the layout as Graphviz describes it in its format "plain"."""
    return drawing.pipe("plain", encoding="utf-8")


def caption(drawing):
    """Return the lines below a picture."""
    line = re.search(r"^\tlabel=<(.*)>$", drawing.source, re.M)[1]
    return [breaking(html.unescape(re.sub("<[^>]*>", "", part))) for part in line.split("<BR/>")]


def graph_of(drawn):
    """Return the node that a program ends with, and its leaves."""
    program, numbers = drawn
    leaves = [Value(x, label=f"x_{i}") for i, x in enumerate(numbers)]
    return run(program, VALUES, leaves)[-1], leaves
