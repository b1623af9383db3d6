"""An animated picture of the forward and the backward pass, in one SVG file without a script.

It plays wherever a picture can be shown, in a README for instance, because all that moves does so
by keyframes of CSS; cycle.py has them, and moving.py says what they move.
"""

import copy
import html
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograd_mini.draw.style import DARK, LIGHT, MONO, Theme
from autograd_mini.draw.style import theme as theme_of
from autograd_mini.errors import real
from autograd_mini.files import write
from autograd_mini.graph import Graph
from autograd_mini.nn import Forward
from autograd_mini.options import directed, shaded, spoken
from autograd_mini.stepper.cycle import Cycle
from autograd_mini.stepper.given import check_kind
from autograd_mini.stepper.messages import MESSAGES
from autograd_mini.stepper.moving import graph, network
from autograd_mini.stepper.picture import DASHES, colours
from autograd_mini.stepper.trace import Trace
from autograd_mini.value import Value

SHAPES = (
    f'.mono{{font-family:"{MONO}",monospace}}.wire,.line,.flow,.bead,.ahead{{fill:none}}'
    ".wire,.head{stroke-width:.7}.partial{stroke:none}"
    f".dashed{{stroke-dasharray:{DASHES}}}"
    # A dash of no length with round ends is a dot.
    ".bead,.ahead{opacity:0;stroke-width:6;stroke-linecap:round;stroke-dasharray:.001 2}"
)
ARROWS = {"LR": ("→", "←"), "TB": ("↓", "↑")}  # which way forward is, and which way back
SPECIAL = re.compile("[%#&'<>\n]")  # in an address, or in an attribute of HTML
NEEDLESS = ("data-node", "data-edge", "pathLength")  # where nothing moves
HEADING = 30.0  # height of the line above the picture, in its units
NARROWEST = 340.0  # width of the picture, so that the line has room


class Animation:
    """An animated SVG; see `animate`.

    It shows itself in a notebook, as a picture of its own, so that its styles stay in it.
    """

    def __init__(self, root: ET.Element, cycle: Cycle) -> None:
        self._root, self._cycle = root, cycle
        self.seconds = cycle.seconds

    def __repr__(self) -> str:
        return f"<Animation of {self.seconds:.3g} s>"

    @property
    def width(self) -> float:
        """How wide it is, in pixels."""
        return float(self._root.attrib["width"])

    def svg(self) -> str:
        """Return the SVG as text."""
        return ET.tostring(self._root, encoding="unicode") + "\n"

    def save(self, path: str | os.PathLike[str]) -> str:
        """Write the SVG to a file, whole or not at all, and return its path.

        OSError with the path if it cannot be written.
        """
        write(Path(path), self.svg().encode())
        return str(path)

    def still(self) -> str:
        """Return the finished picture, which does not move, as the text of an SVG.

        It is what readers who prefer that nothing moves see, and smaller than the animation.
        """
        root = copy.deepcopy(self._root)
        for element in root.iter():
            for name in NEEDLESS:
                element.attrib.pop(name, None)
            if element.get("text-anchor") == "start":  # as it is anyway
                del element.attrib["text-anchor"]
            element[:] = _seen(element)
        style = root[0]
        style.text = (style.text or "").removesuffix(self._cycle.css())
        return ET.tostring(root, encoding="unicode") + "\n"

    def save_still(self, path: str | os.PathLike[str]) -> str:
        """Write the picture that does not move to a file, as `save` does the animation.

        In a README it is for `<source media="(prefers-reduced-motion: reduce)" srcset="…">`.
        """
        write(Path(path), self.still().encode())
        return str(path)

    def _repr_html_(self) -> str:
        # Not every browser heeds within an image what its reader prefers.
        still = address(self.still()).replace(" ", "%20")  # at a space an address would end here
        source = f"<source media=\"(prefers-reduced-motion: reduce)\" srcset='{still}'>"
        image = as_image(self.svg(), self._root.attrib["aria-label"])
        return f"<picture>{source}{image}</picture>"


def _seen(group: ET.Element) -> list[ET.Element]:
    """Return the shapes of a group that are to be seen when nothing moves, each line once."""
    names = [(shape.get("class") or "").split() for shape in group]
    unseen = {"bead", "ahead"}
    # Where something has flowed along an edge, that line covers the line from before.
    if any("flow" in own for own in names) and "nothing" not in group.get("class", "").split():
        unseen |= {"wire", "head"}
    seen = [shape for shape, own in zip(group, names) if not unseen & {*own}]
    borders = {shape.get("d"): shape for shape in seen if shape.get("fill") == "none"}
    for ground in [shape for shape in seen if shape.get("stroke") == "none"]:
        border = borders.get(ground.get("d"))
        if border is not None:  # they are one shape, with a ground and a border
            border.attrib.pop("fill")
            border.set("class", f"{ground.get('class')} {border.get('class')}")
            seen.remove(border)
            seen[seen.index(ground)] = border
    return seen


def address(svg: str) -> str:
    """Return an SVG as an address, which is shorter so than in base64."""
    return "data:image/svg+xml," + SPECIAL.sub(lambda match: f"%{ord(match[0]):02X}", svg.strip())


def as_image(svg: str, title: str) -> str:
    """Return HTML that shows an SVG as a picture of its own, never wider than its place."""
    look = 'style="max-width:100%;height:auto"'
    return f"<img src='{address(svg)}' alt=\"{html.escape(title)}\" {look}>"


def animate(
    shown: Value | Graph | Forward,
    /,
    *,
    y: Sequence[Any] | None = None,
    J: Value | None = None,
    language: str = "en",
    direction: str = "auto",
    dark: bool | None = None,
    seconds: float | None = None,
    limit: int | None = None,
) -> Animation:
    """Return an animated picture of the forward and the backward pass.

    Values run forward, column by column; then derivatives run back, each line as wide as what flows
    along it; then it pauses and begins again.  Readers who prefer that nothing moves see the
    finished picture.  `animate(J).save("flow.svg")` writes a file that a README can show.

    shown: the end of a graph, or its `Graph`, for the picture that `draw_graph` draws.  It need not
        have run backward, and no grad of it is touched.  Or the record that `net.forward(x)`
        returned, after `J.backward()`, for the picture that `draw_network` draws.
    y, J: for a record, the targets and the cost, to be shown with it.
    language: "en" or "zh".
    direction: "LR" to draw from left to right, as "auto" does, "TB" from top to bottom; a network
        is always drawn from left to right.
    dark: whether to draw for a dark page; None leaves that to the browser.
    seconds: how long one round lasts; by default as long as it takes to follow.
    limit: the most nodes, 300 if it is None, or for a record the most units, as in `draw_network`;
        of edges, or weights, there may be four times as many.

    TypeError for what is none of these, or y and J without a record; ValueError for another
    language or direction, for seconds that are not more than 0, for a record before `J.backward()`,
    or for more than the limit.  Errors of `J.backward()` and of drawing are passed on.

    >>> x, w = Value(2.0, label="x"), Value(-0.5, label="w")
    >>> animate((w * x).sigmoid(), seconds=12)
    <Animation of 12 s>
    """
    spoken(language)
    shaded(dark)
    directed(direction)
    if seconds is not None:
        seconds = real(seconds)
        if seconds <= 0:
            raise ValueError(f"a round lasts more than 0 seconds, not {seconds:g}")
    if isinstance(shown, Forward):
        return _finished(*network(shown, y, J, limit, seconds, language), language, "LR", dark)
    check_kind(shown, y, J, "animate")
    trace = Trace(shown) if limit is None else Trace(shown, limit)
    return animation_of(trace, language, direction, dark, seconds)


def animation_of(
    trace: Trace,
    language: str,
    direction: str,
    dark: bool | None = None,
    seconds: float | None = None,
) -> Animation:
    """Return the animation of a trace; the options are those of `animate`."""
    return _finished(*graph(trace, seconds, direction, language), language, direction, dark)


def _heading(root: ET.Element, language: str, direction: str) -> None:
    """Write above the picture which way is which."""
    messages = MESSAGES[language]
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    wide = max(width, NARROWEST)
    left, width = left - (wide - width) / 2, wide
    root.set("viewBox", f"{left:g} {top - HEADING:g} {width:g} {height + HEADING:g}")
    there, hither = ARROWS["TB" if direction == "TB" else "LR"]
    colon = messages["colon"]
    ahead = f"{messages['forward']}{colon}{messages['is_value'].lower()} {there}"
    back = f"{hither} {messages['backward']}{colon}{messages['is_gradient'].lower()}"
    for words, name, x, anchor, ink in (
        (ahead, "forward", left + 14, "start", "ink"),
        (back, "backward", left + width - 14, "end", "gradient"),
    ):
        place = {"x": f"{x:g}", "y": f"{top - 6:g}", "text-anchor": anchor, "font-size": "15"}
        text = ET.SubElement(
            root, "text", {**place, "class": name, "font-weight": "bold", "fill": f"var(--{ink})"}
        )
        text.text = words


def _finished(
    root: ET.Element, cycle: Cycle, language: str, direction: str, dark: bool | None
) -> Animation:
    """Give the picture its heading, its colours, a ground, and what moves it."""
    _heading(root, language, direction)
    cycle.ink(".edge")
    cycle.dim(".forward", cycle.turn, cycle.rest)
    cycle.dim(".backward", 0.0, cycle.turn)
    left, top, width, height = root.attrib["viewBox"].split()
    ground = {"x": left, "y": top, "width": width, "height": height, "rx": "8"}
    root.insert(0, ET.Element("rect", {**ground, "fill": "var(--background)"}))
    style = ET.Element("style")
    style.text = _coloured(root, dark) + cycle.css()
    root.insert(0, style)
    root.set("width", width)
    root.set("height", height)
    root.set("role", "img")
    root.set("aria-label", MESSAGES[language]["title"])
    return Animation(root, cycle)


def _coloured(root: ET.Element, dark: bool | None) -> str:
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

    if dark is None:
        return f"{themed(LIGHT)}@media (prefers-color-scheme: dark){{{themed(DARK)}}}{SHAPES}"
    return themed(theme_of(dark)) + SHAPES
