"""A slide of 1920 × 1080 for each moment of a trace: how it is laid out, and what is painted on it.

The graph is shown whole if it can be read so.  Else a part of it is, large, and beside it a map of
the whole, without a word: the operation at work with its operands, or, while derivatives come back
to a node that is used several times, that node and all that use it.
"""

import xml.etree.ElementTree as ET
from typing import NamedTuple

from autograd_mini.draw.style import LIGHT, Theme
from autograd_mini.stepper import words
from autograd_mini.stepper.knowledge import Known
from autograd_mini.stepper.lines import WIDE, Pieces, filled, line_of_text, wrapped
from autograd_mini.stepper.painting import Painter
from autograd_mini.stepper.picture import details, picture
from autograd_mini.stepper.trace import Moment, Trace

WIDTH, HEIGHT, MARGIN, GAP = 1920, 1080, 40, 36
HEADING = 34  # the size of the line that says which step this is
TOP = MARGIN + HEADING + GAP  # where the rest begins
SIZES = (60, 52, 46, 40, 34, 30, 26, 23, 20)  # that an equation may have; scripts are smaller
SHORTEST = 32  # letters that a line has room for
USUAL = 30  # the size of an equation for which a picture is given room
SENTENCE = 0.75  # the size of a sentence, in that of an equation, if it is not the least
LEADING = 1.45  # from line to line, in font sizes
GROWTH = 1.5  # times as large as others the text of a step may be that has few words
READABLE = 14.0  # the least height of a letter
LARGEST = 2.4  # times its own size: so large a picture may become


class Box(NamedTuple):
    """A place on a slide."""

    x: float
    y: float
    width: float
    height: float


class Layout(NamedTuple):
    """Where everything goes.

    size: of equations, at least.  room: for the picture.  text: for sentences and equations.
    plan: for the map of the whole, if there is one.
    """

    size: int
    room: Box
    text: Box
    plan: Box | None = None


class Film:
    """All that the slides of a trace have in common, from which each of them is made."""

    def __init__(
        self,
        trace: Trace,
        language: str = "en",
        digits: int = 4,
        direction: str = "auto",
        theme: Theme = LIGHT,
    ) -> None:
        self.trace, self.language, self.theme = trace, language, theme
        self.sentences = [words.sentence(trace, moment, language) for moment in trace.moments]
        self.equations = [words.equation(trace, moment, digits) for moment in trace.moments]
        self.painter = Painter(trace, theme)
        wholes = [
            self.painter.plain(picture(trace.graph, way, language))
            for way in (("LR", "TB") if direction == "auto" else [direction])
        ]
        layouts = [(whole, layout) for whole in wholes for layout in self._with(whole)]
        self.whole, self.layout = max(layouts, key=lambda pair: _scale(pair[0], pair[1].room))
        self.parts: dict[frozenset[int], ET.Element] = {}
        if _smallest(self.whole) * _scale(self.whole, self.layout.room) < READABLE:
            self.whole = wholes[0]
            parts = dict.fromkeys(map(self._part, trace.moments))
            drawn = details(trace.graph, parts, language)
            self.parts = dict(zip(parts, map(self.painter.plain, drawn)))
            self.layout = self._with_plan()

    def _part(self, moment: Moment) -> frozenset[int]:
        """Return the ranks of the nodes that are shown at a moment, if not all are."""
        trace = self.trace
        if moment.node is None:  # what is given: the first operation shows how it goes on
            return self._part(trace.moments[1])
        at_work = moment.node
        if moment.edge:
            consumers = trace.graph.consumers[id(trace.nodes[at_work - 1])]
            if len(consumers) > 1:
                return frozenset([at_work, *(trace.rank[id(n)] for n, _ in consumers)])
            at_work = moment.edge[0]
        operands = trace.nodes[at_work - 1].parents
        return frozenset([at_work, *(trace.rank[id(n)] for n in operands)])

    # How it is laid out.

    def _lines(self, step: int, size: float, width: float) -> tuple[list[Pieces], list[Pieces]]:
        """Return the lines of the sentence and of the equation of a step, counted from 0."""
        return (
            list(filled(self.sentences[step], width / (WIDE * _of_sentence(size)))),
            list(wrapped(self.equations[step], width / (WIDE * size) - 2)),  # indented by so much
        )

    def _height(self, size: float, width: float, step: int | None = None) -> float:
        """Return the height of the text of a step, or of the largest text."""
        steps = range(len(self.sentences)) if step is None else [step]
        rows = [self._lines(i, size, width) for i in steps]
        return LEADING * max(len(s) * _of_sentence(size) + len(e) * size for s, e in rows)

    def _fitting(self, width: float, height: float, step: int | None = None) -> int:
        """Return the largest size in which a text fits, or every one; the smallest if none does."""
        for size in SIZES:
            short = width < SHORTEST * WIDE * size
            if not short and self._height(size, width, step) <= height + 0.1:
                return size
        return SIZES[-1]

    def _with(self, whole: ET.Element) -> list[Layout]:
        """Return the layouts with the whole picture: the text below it, or beside it."""
        _, _, width, height = _box(whole)
        inner, top = WIDTH - 2 * MARGIN, TOP
        usual = self._fitting(inner, self._height(USUAL, inner))
        most = HEIGHT - MARGIN - GAP - min(self._height(usual, inner), HEIGHT / 2) - top
        scale = min(LARGEST, inner / width, most / height)
        size = self._fitting(inner, HEIGHT - MARGIN - GAP - top - scale * height)
        below = HEIGHT - MARGIN - min(self._height(size, inner), HEIGHT / 2)
        layouts = [
            Layout(
                size,
                Box(MARGIN, top, inner, below - GAP - top),
                Box(MARGIN, below, inner, HEIGHT - MARGIN - below),
            )
        ]
        scale = min(LARGEST, 0.6 * inner / width, (HEIGHT - 2 * MARGIN) / height)
        return [*layouts, self._beside(scale * width)]

    def _beside(self, width: float) -> Layout:
        """Return the layout with a picture at the left, and the text to the right of it."""
        x = MARGIN + width + GAP
        room, most = WIDTH - MARGIN - x, HEIGHT - MARGIN - TOP
        size = self._fitting(room, most)
        text = self._height(size, room)
        top = max(TOP, (HEIGHT - text) / 2)
        return Layout(
            size,
            Box(MARGIN, MARGIN, width, HEIGHT - 2 * MARGIN),
            Box(x, top, room, HEIGHT - MARGIN - top),
        )

    def _with_plan(self) -> Layout:
        """Return the layout with a part at the left; at the right a map, and the text below it."""
        most = Box(0, 0, 0.45 * WIDTH, HEIGHT - 2 * MARGIN)
        width = max(_box(part)[2] * _scale(part, most) for part in self.parts.values())
        beside = self._beside(width)
        x, _, room, _ = beside.text
        size = self._fitting(room, 0.4 * HEIGHT)
        below, top = HEIGHT - MARGIN - min(self._height(size, room), HEIGHT / 2), TOP
        return Layout(
            size,
            beside.room,
            Box(x, below, room, HEIGHT - MARGIN - below),
            Box(x, top, room, below - GAP - top),
        )

    # What is painted.

    def frame(self, count: int, now: Known) -> str:
        """Return the SVG of the moment number `count`, from 1, after which so much is known."""
        shown = self.parts[self._part(now.moment)] if self.parts else self.whole
        shown = self.painter.picture(shown, now)
        size = {"width": f"{WIDTH}", "height": f"{HEIGHT}"}
        page = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img"}
        root = ET.Element("svg", {**shown.attrib, **size, **page})
        said = [*words.heading(self.trace, count, self.language), (" · ", "text")]
        title = "".join(piece for piece, _ in [*said, *self.sentences[count - 1]])
        ET.SubElement(root, "title").text = title
        ET.SubElement(root, "rect", {**size, "fill": self.theme.background})
        root.append(_placed(shown, self.layout.room))
        if self.layout.plan:
            plan = self.painter.plan(self.whole, now, self._part(now.moment))
            root.append(_placed(plan, self.layout.plan))
        self._write(root, count)
        return ET.tostring(root, encoding="unicode") + "\n"

    def _write(self, root: ET.Element, count: int) -> None:
        """Write the heading, the sentence and the equation."""
        x, y, width, height = self.layout.text
        size = self._fitting(width, height, count - 1)
        size = max(self.layout.size, min(size, int(GROWTH * self.layout.size)))
        look = {"value": self.theme.ink, "grad": self.theme.gradient}
        sentence, equation = self._lines(count - 1, size, width)

        def add(line: Pieces, x: float, y: float, size: float, name: str) -> None:
            ink = self.theme.quiet if name == "heading" else self.theme.ink
            root.append(line_of_text(line, x, y, size, ink=ink, results=look, name=name))

        place = words.heading(self.trace, count, self.language)
        add(place, x, MARGIN + HEADING, HEADING, "heading")
        for line in sentence:
            y += LEADING * _of_sentence(size)
            add(line, x, y - 0.3 * size, _of_sentence(size), "sentence")
        most = max(1, int((self.layout.text.y + height - y) / (LEADING * size) + 0.01))
        if len(equation) > most:  # a sum of very many terms
            equation = [*equation[: most - 1], [("…", "text"), *equation[-1][-2:]]]
        for i, line in enumerate(equation):
            y += LEADING * size
            indent = 0 if i == 0 else 1 if line[0][0].startswith("=") else 2
            add(line, x + 0.5 * indent * size, y - 0.3 * size, size, "equation")


def _of_sentence(size: float) -> float:
    """Return the size of a sentence beside equations of a size."""
    return max(SENTENCE * size, SIZES[-1])


def _box(picture: ET.Element) -> tuple[float, ...]:
    return tuple(map(float, picture.attrib["viewBox"].split()))


def _scale(picture: ET.Element, room: Box) -> float:
    """Return how many times its own size a picture can have in a room."""
    _, _, width, height = _box(picture)
    return min(LARGEST, room.width / width, room.height / height)


def _smallest(picture: ET.Element) -> float:
    """Return the size of the smallest letters of a picture."""
    return min(float(text.get("font-size", "14")) for text in picture.iter("text"))


def _placed(picture: ET.Element, room: Box) -> ET.Element:
    """Return a picture in the middle of a room, as large as it can be there."""
    left, top, width, height = _box(picture)
    scale = _scale(picture, room)
    x = room.x + (room.width - scale * width) / 2 - scale * left
    y = room.y + (room.height - scale * height) / 2 - scale * top
    group = ET.Element("g", {"transform": f"translate({x:.1f} {y:.1f}) scale({scale:.4f})"})
    group[:] = picture
    return group
