"""What stands above and below a network: the formulas of each layer, and what arrows mean."""

from collections.abc import Sequence

from autograd_mini.draw import style
from autograd_mini.draw.network.columns import Column, Point
from autograd_mini.draw.network.pinned import Cell, Picture
from autograd_mini.draw.network.scene import Scene, formula
from autograd_mini.draw.style import NBSP
from autograd_mini.formulas.labels import printable

WIDTH = 330.0  # points
TITLE, TEXT = 22.0, 17.0  # points, the heights of lines
SWATCH = 40.0  # points, the length of an arrow in the caption


HEADINGS = 14 + TITLE + 2 * TEXT  # points, the most that headings take above the circles


def draw_headings(
    picture: Picture, scene: Scene, place: Sequence[Column], layers: Sequence[int] = ()
) -> None:
    """Write the name and the formulas of each layer above it, all in one line.

    layers: those that stand in these places, without a first one that stands there for the second
    time; all if there are none.
    """
    headings = {layer: scene.heading(layer) for layer in layers or range(1, scene.last + 1)}
    tallest = max(map(len, headings.values()))
    base = max(column.top for column in place) + 14
    for (layer, lines), column in zip(headings.items(), place[-len(headings) :]):
        height = TITLE + TEXT * (len(lines) - 1)
        y = base + TITLE + TEXT * (tallest - 1) - height / 2
        x = (column.left + column.right) / 2
        rows = "".join(
            f'<TR><TD HEIGHT="{TITLE if k == 0 else TEXT:.0f}">{line}</TD></TR>'
            for k, line in enumerate(lines)
        )
        table = f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{rows}</TABLE>'
        picture.put(f"layer_{layer}", Point(x, y), table, id=f"layer-{layer}")


def draw_caption(
    picture: Picture,
    scene: Scene,
    place: Sequence[Column],
    arrows: Sequence[tuple[str, str]],
    remarks: Sequence[str],
) -> None:
    """Write J, then a line for each kind of arrow, then remarks: below, or above the last layer.

    arrows: where they point, "left" or "right", and what they stand for, as HTML.
    """
    theme = scene.theme
    lines: list[tuple[str, str]] = []
    if scene.J is not None:
        name = style.as_html(scene.J.label or "J")
        lines.append(("", style.text(f"<B>{name}{NBSP}={NBSP}{scene.value(scene.J.data)}</B>", 15)))
    if scene.note:
        lines.append(("", style.text(style.escaped(printable(scene.note)), 12)))
    lines += [(points, style.text(html, 12, theme.quiet)) for points, html in arrows]
    lines += [("", style.text(html, 12, theme.quiet)) for html in remarks]
    left = (place[0].left + place[-1].right - WIDTH) / 2
    y = min(column.bottom for column in place) - 30
    highest = max(column.top for column in place)
    if scene.above and highest - place[-1].top > TITLE + TEXT * len(lines):
        left, y = place[-1].left, highest - TITLE / 2  # no arrow comes further to the right
    for k, (points, html) in enumerate(lines, start=1):
        indent = 0.0
        if points:
            indent = SWATCH + 8
            start = picture.end(f"key_{k}_left", Point(left, y))
            end = picture.end(f"key_{k}_right", Point(left + SWATCH, y))
            picture.arrow(start, end, points, id=f"key-{k}", penwidth="3", color=theme.quiet)
        at = Point(left + indent, y)
        picture.row(f"caption_{k}", at, [Cell(html, WIDTH - indent, "LEFT")], id=f"caption-{k}")
        y -= TITLE if k == 1 else TEXT


def signs(scene: Scene) -> str:
    """Return which colour is which sign."""
    theme, say = scene.theme, scene.say
    positive = style.text(f"<B>{formula(say('sign_positive'))}{3 * NBSP}</B>", 12, theme.positive)
    negative = style.text(f"<B>{formula(say('sign_negative'))}{3 * NBSP}</B>", 12, theme.negative)
    return positive + negative + formula(say("root"))


def about_delta(scene: Scene) -> list[str]:
    """Return how a hidden unit comes by its δ, and what the formula for it leaves unsaid."""
    if scene.last == 2 or not scene.backward:
        return []
    said = [scene.say("sum_arrives")]
    if scene.sample.bias:
        said.append(scene.say("nothing_to_bias"))
    return list(map(formula, said))
