"""One SVG for each moment of the forward and the backward pass, to put on slides.

Programs for slides know little of SVG: no styles, no variables, no scripts.  So everything is said
by attributes of the elements themselves.
"""

import copy
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from autograd_mini.draw.style import LIGHT, MONO, UNKNOWN, arrow, number
from autograd_mini.files import write
from autograd_mini.formulas.labels import parts
from autograd_mini.formulas.notation import written_sides
from autograd_mini.stepper.picture import DASHES, colours, picture
from autograd_mini.stepper.trace import Moment, Trace
from autograd_mini.value import Value

NOT_YET = "·"  # a value before it is computed
DIGITS = 4  # significant ones of numbers in equations, as an explanation has them
HALO = {"fill": "none", "stroke": LIGHT.parameter.border, "stroke-opacity": "0.4"}
PLACE = re.compile(r"\b([vd]\d+)\b")  # what equations of a trace have for names

# A line of text in pieces: what each says, and whether it is "text", "super", "sub" or the result,
# a "value" or a "grad".
Pieces = list[tuple[str, str]]
SHIFT = {"super": -0.4, "sub": 0.22}  # of scripts, downwards, in font sizes
RESULTS = {"value": LIGHT.ink, "grad": LIGHT.gradient}
SMALL = 0.7  # the size of scripts
NARROWEST = 640  # that a picture may be, in points, for equations to have room
WIDE = 0.5  # the width of a letter, on average, in font sizes


def frames(J: Value | Trace, directory: str | os.PathLike[str]) -> list[str]:
    """Write a picture for every moment, step-001.svg and so on, and return their paths.

    Each shows the numbers that are known by then, what is at work in yellow, and the equation.

    J: the end of a graph, or its trace.
    directory: where the pictures go; it is made if it is not there.

    TypeError if J is neither; ValueError for too many nodes, as for a trace; OSError with the path
    if a file cannot be written.

    >>> import tempfile
    >>> x = Value(3.0, label="x")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [Path(path).name for path in frames(x * x, folder)]
    ['step-001.svg', 'step-002.svg', 'step-003.svg', 'step-004.svg', 'step-005.svg']
    """
    trace = J if isinstance(J, Trace) else Trace(J)
    film, paths = Film(trace), []
    digits = max(3, len(str(len(trace.moments))))
    for count, (now, equation) in enumerate(zip(known(trace), film.equations), start=1):
        path = Path(directory) / f"step-{count:0{digits}}.svg"
        write(path, film.frame(now, equation).encode())
        paths.append(str(path))
    return paths


class Known(NamedTuple):
    """What is known when a moment has passed.

    values: the ranks of the nodes that are computed.
    grads: ∂J/∂n by the rank of n, as far as its terms have come.
    sent: the edges that have brought their term, each as the rank of its head and its slot there.
    """

    moment: Moment
    values: frozenset[int]
    grads: Mapping[int, float]
    sent: frozenset[tuple[int, int]]


def known(trace: Trace) -> Iterator[Known]:
    """Yield what is known after each moment of a trace.

    >>> x = Value(3.0, label="x")
    >>> [(sorted(now.values), now.grads) for now in known(Trace(x * x))][-2:]
    [([1, 2], {2: 1.0, 1: 3.0}), ([1, 2], {2: 1.0, 1: 6.0})]
    """
    values = frozenset([trace.rank[id(n)] for n in trace.nodes if not n.op])
    grads: dict[int, float] = {}
    sent: frozenset[tuple[int, int]] = frozenset()
    for moment in trace.moments:
        if moment.node is not None and moment.number is not None:
            if moment.kind == "value":
                values |= {moment.node}
            else:
                grads = {**grads, moment.node: moment.number}
        if moment.edge:
            sent |= {moment.edge}
        yield Known(moment, values, grads, sent)


class Film:
    """The picture of a trace, before anything is known, from which every frame is made.

    Attribute: `equations`, the lines below the picture for each moment, by its place.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.blank = picture(trace.graph)
        _plain(self.blank)
        left, top, width, self.height = map(float, self.blank.attrib["viewBox"].split())
        self.width = max(width, NARROWEST)
        self.left, self.top = left - (self.width - width) / 2, top
        self.size = max(15.0, self.width / 55)
        room = (self.width - 5 * self.size) / (WIDE * self.size)
        self.equations = [list(wrapped(self._sides(moment), room)) for moment in trace.moments]
        partials = trace.graph.partials
        flows = [n.grad * partial for n in trace.nodes for partial in partials[id(n)]]
        self.largest = max(map(abs, flows), default=0.0)

    def _sides(self, moment: Moment) -> list[Pieces]:
        """Return the sides of the equation of a moment, with the names of the nodes."""
        if moment.equation is None:
            return []
        *sides, last = written_sides(moment.equation, DIGITS, latex=False)
        return [*map(self._named, sides), [(last, "value" if moment.kind == "value" else "grad")]]

    def _named(self, side: str) -> Pieces:
        """Return one side of an equation with names in place of placeholders."""
        line: Pieces = []
        pieces = PLACE.split(side)
        for i, piece in enumerate(pieces):
            if i % 2:
                own = self.trace.deltas if piece[0] == "d" else self.trace.names
                symbol = own[int(piece[1:]) - 1]
                name = symbol.text if symbol else piece
                quotient = "/" in name and pieces[i - 1].endswith("∂")
                power = "^" in name and pieces[i + 1].startswith("^")
                named = _name(name)
                line += [("(", "text"), *named, (")", "text")] if quotient or power else named
            elif piece:
                line.append((piece, "text"))
        return line

    def frame(self, now: Known, equation: Sequence[Pieces]) -> str:
        """Return the SVG that shows what is known, and an equation below it."""
        root = copy.deepcopy(self.blank)
        for group in root.iter("g"):
            if "data-node" in group.attrib:
                self._paint_node(group, int(group.attrib["data-node"]), now)
            elif "data-edge" in group.attrib:
                head, _, slot = map(int, group.attrib["data-edge"].split("-"))
                self._paint_edge(group, (head, slot), now)
        height = self.height + (1.5 * max(map(len, self.equations)) + 0.5) * self.size
        numbers = [f"{x:g}" for x in (self.left, self.top, self.width, height)]
        page = dict(zip(("x", "y", "width", "height"), numbers))
        root.attrib.update(viewBox=" ".join(numbers), width=page["width"], height=page["height"])
        root.insert(0, ET.Element("rect", {**page, "fill": LIGHT.background}))
        for i, line in enumerate(equation):
            indent = 1 if i == 0 else 3 if line[0][0].startswith("=") else 4
            below = self.height + (1.5 * i + 1) * self.size
            root.append(_text(line, self.left + indent * self.size, self.top + below, self.size))
        return ET.tostring(root, encoding="unicode") + "\n"

    def _paint_node(self, group: ET.Element, rank: int, now: Known) -> None:
        for text in group.iter("text"):
            if "value" in text.get("class", "") and rank not in now.values:
                text.text = NOT_YET
            elif "grad" in text.get("class", ""):
                grad = now.grads.get(rank)
                text.text = UNKNOWN if grad is None else number(grad, signed=True)
        moment = now.moment
        if rank == moment.node or (moment.edge and rank == moment.edge[0]):
            outlines = [x for x in group.findall("path") if x.get("stroke", "none") != "none"]
            for outline in outlines:
                outline.set("stroke-width", "3")
                if rank == moment.node:
                    _halo(group, outline, 12)

    def _paint_edge(self, group: ET.Element, edge: tuple[int, int], now: Known) -> None:
        head, slot = edge
        n = self.trace.nodes[head - 1]
        flow = n.grad * self.trace.graph.partials[id(n)][slot]
        look: dict[str, str] = arrow(flow if edge in now.sent else 0.0, self.largest)
        at_work = edge == now.moment.edge or (now.moment.kind, now.moment.node) == ("value", head)
        if at_work and edge not in now.sent:
            look = {"color": LIGHT.ink, "penwidth": "1.5"}
        # An arrow points forward until something flows back along it.
        (unseen,) = group.findall(f"polygon[@class='{'head' if edge in now.sent else 'tip'}']")
        group.remove(unseen)
        for shape in (*group.findall("path"), *group.findall("polygon")):
            shape.set("stroke", look["color"])
            shape.set("stroke-width", look["penwidth"])
            shape.set("fill", look["color"] if shape.tag == "polygon" else "none")
            if "style" in look and shape.tag == "path":
                shape.set("stroke-dasharray", DASHES)
        for text in group.findall("text"):
            if text.get("class") == "partial":
                if head not in now.values:
                    text.text = ""
                elif at_work:
                    text.set("font-weight", "bold")
        if at_work:
            _halo(group, group.findall("path")[0], 12)


def wrapped(sides: Sequence[Pieces], room: float) -> Iterator[Pieces]:
    """Yield an equation in lines of so many letters; a line breaks before = or, if it must, a sign.

    >>> for line in wrapped([[("x", "text")], [("1 + 2 + 3", "text")], [("6", "value")]], 9):
    ...     print(line)
    [('x', 'text'), (' = ', 'text'), ('1', 'text'), (' + 2', 'text')]
    [('+ 3', 'text'), (' = ', 'text'), ('6', 'value')]
    """
    line: Pieces = []
    for i, side in enumerate(sides):
        rest = [(" = ", "text"), *side] if i else side
        # What is equal stays on the line of the name that it is equal to.
        if i > 1 and _letters(line) + _letters(rest) > room:
            yield line
            line = []
        for chunk in _chunks(rest):
            if line and _letters(line) + _letters(chunk) > room:
                yield line
                line = []
            words, kind = chunk[0]
            line += chunk if line else [(words.lstrip(" "), kind), *chunk[1:]]
    if line:
        yield line


def _chunks(line: Pieces) -> Iterator[Pieces]:
    """Yield the parts of a line that begin with a sign outside of all brackets."""
    chunk: Pieces = []
    depth = 0
    for words, kind in line:
        for i, part in enumerate(re.split(r"(?= [+−] )", words)):
            if i and chunk and not depth:
                yield chunk
                chunk = []
            if part:
                chunk.append((part, kind))
            depth += part.count("(") - part.count(")")
    yield chunk


def _letters(line: Pieces) -> float:
    """Return how much room a line takes; a Chinese character takes that of two letters."""
    return sum(
        (SMALL if kind in SHIFT else 1.0)
        * sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in words)
        for words, kind in line
    )


def _name(name: str) -> Pieces:
    """Return the name of a node in pieces."""
    base, superscript, subscript = parts(name)
    line = [(base, "text")]
    if superscript:
        line.append((f"({superscript})", "super"))
    if subscript:
        line.append((subscript, "sub"))
    return line


def _text(line: Pieces, x: float, y: float, size: float) -> ET.Element:
    """Return a line as an SVG text."""
    # Without the first of these, programs drop the spaces at the ends of a piece.
    style = {"xml:space": "preserve", "font-size": f"{size:.1f}", "fill": LIGHT.ink}
    text = ET.Element("text", {"x": f"{x:.1f}", "y": f"{y:.1f}", **style})
    height = 0.0
    for words, kind in line:
        piece = ET.SubElement(text, "tspan")
        piece.text = words
        wanted = SHIFT.get(kind, 0.0) * size
        if wanted != height:
            piece.set("dy", f"{wanted - height:.1f}")
        height = wanted
        if kind in SHIFT:
            piece.set("font-size", f"{SMALL * size:.1f}")
        elif kind in RESULTS:
            piece.set("font-weight", "bold")
            piece.set("fill", RESULTS[kind])
    return text


def _halo(group: ET.Element, shape: ET.Element, width: int) -> None:
    """Put a broad yellow line behind a shape and all that is in its group."""
    wide = {**HALO, "d": shape.attrib["d"], "stroke-width": f"{width}"}
    group.insert(0, ET.Element("path", wide))


def _plain(root: ET.Element) -> None:
    """Write the colours of the light theme, and the fonts, onto the elements."""
    colour = colours(LIGHT)
    for element in root.iter():
        for name in ("fill", "stroke"):
            match = re.fullmatch(r"var\(--(.+)\)", element.get(name, ""))
            if match:
                element.set(name, colour[match[1]])
        if "mono" in element.get("class", "").split():
            element.set("font-family", f"{MONO}, monospace")
