"""A network with each layer as one node, for networks with too many weights to draw them all."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from autograd_mini.draw import style
from autograd_mini.draw.network.caption import (
    HEADINGS,
    about_delta,
    draw_caption,
    draw_headings,
)
from autograd_mini.draw.network.columns import (
    Circle,
    Column,
    Point,
    place_columns,
    radius,
    room,
)
from autograd_mini.draw.network.pinned import NamedNumber, Picture, lines
from autograd_mini.draw.network.scene import Scene, formula, norm

MOST = 100  # layers
IN_A_ROW = 4  # layers, for the picture to be as wide as can be read
BELOW = 26.0  # points between two rows
FONT = 12  # points
NAME = 30.0  # points, the width of a name in a circle
PAD = 6.0  # points between a number and an arrow
LONG_NAME = 56.0  # points, the width of a name beside a circle


class Weights(NamedTuple):
    """All weights from one layer to the next: the shape of Θ, and the norms of Θ and ∂J/∂Θ.

    sent: the norm of Θᵀδ, what the next layer sends back to the units of this one; None where
    nobody is there to receive it.
    """

    layer: int
    shape: str
    theta: float
    gradient: float
    sent: float | None


def draw_layers(picture: Picture, scene: Scene) -> None:
    """Draw a circle for every layer, and the norms of Θ and ∂J/∂Θ between two arrows.

    ValueError if there are more layers than anybody can read.
    """
    if scene.last > MOST:
        raise ValueError(
            f"a network of {scene.last} layers is too long to read; the limit is {MOST}. Draw a "
            "network with fewer layers"
        )
    matrices = _matrices(scene)
    units = [_contents(scene, layer) for layer in scene.sample.a]
    digits = room([line.number for rows in units for line in rows], FONT)
    beside = [_beside(scene, matrix) for matrix in matrices]
    width = room([line.number for rows in beside for line in rows], FONT)
    circle = radius(NAME, digits, len(units[-1]))
    rows = list(_rows(scene.last))
    down = 0.0
    for layers in rows:
        place = place_columns(
            [1] * len(layers),
            [circle] * len(layers),
            [0] + [len(beside[0])] * (len(layers) - 1),
            PAD + LONG_NAME + width + PAD,
            bias=False,
        )
        place = [column.lowered(down) for column in place]
        down += max(column.top - column.bottom for column in place) + HEADINGS + BELOW
        again = layers[0] > 1
        draw_headings(picture, scene, place, layers[again:])
        for layer, column in zip(layers, place):
            _draw_units(
                picture,
                scene,
                layer,
                column.units[0],
                lines(units[layer - 1], NAME, digits, FONT, scene.theme),
                again=again and layer == layers[0],
            )
        for layer, column in zip(layers, place[1:]):
            html = lines(beside[layer - 1], LONG_NAME, width, FONT, scene.theme)
            _draw_matrix(picture, scene, matrices[layer - 1], matrices, html, column, width)
    remarks = _remarks(scene) + [formula(scene.say("row_goes_on"))] * (len(rows) > 1)
    draw_caption(picture, scene, place, _arrows(scene, matrices), remarks)


def _rows(last: int) -> Iterator[range]:
    """Yield the layers of each row, of which the first is the last of the row above.

    >>> list(map(list, _rows(6)))
    [[1, 2, 3, 4], [4, 5, 6]]
    """
    for first in range(1, last, IN_A_ROW - 1):
        yield range(first, min(first + IN_A_ROW, last + 1))


def _draw_units(
    picture: Picture, scene: Scene, layer: int, at: Circle, html: str, *, again: bool
) -> None:
    """Draw the circle of a layer; again: at the beginning of a row, for the second time."""
    theme = style.faded(scene.theme) if again else scene.theme
    picture.circle(
        f"units_{layer}{'_again' * again}",
        at,
        theme.input if layer == 1 else theme.activation,
        html,
        id=f"units-{layer}{'-again' * again}",
        tooltip=_said(scene, layer),
        penwidth="3.2",  # for it is many circles
    )


def _matrices(scene: Scene) -> list[Weights]:
    rows = scene.sample.theta
    gradients: dict[int, list[float]] = {layer: [] for layer in rows}
    for weight in scene.weights():
        gradients[weight.layer].append(weight.gradient)
    return [
        Weights(
            layer,
            f"{len(theta)}×{len(theta[0])}",
            norm([x.data for row in theta for x in row]),
            norm(gradients[layer]),
            norm(list(map(math.fsum, scene.received(layer))))
            if layer > 1 or scene.inputs
            else None,
        )
        for layer, theta in rows.items()
    ]


def _contents(scene: Scene, layer: int) -> list[NamedNumber]:
    """Return what stands in the circle of a layer."""
    theme, a = scene.theme, scene.sample.a[layer]
    result = [
        NamedNumber(formula(scene.say("units")), str(len(a)), theme.ink),
        NamedNumber("|a|", scene.value(norm(a)), theme.ink),
    ]
    if scene.backward and layer > 1:
        delta = scene.gradient(norm(scene.delta[layer]), signed=False)
        result.append(NamedNumber("|δ|", delta, theme.gradient))
    return result


def _said(scene: Scene, layer: int) -> str:
    """Return what the tooltip of a layer says."""
    a = scene.sample.a[layer]
    said = scene.say(
        "layer_said", layer=layer, units=scene.say.some("units", len(a)), a=style.exact(norm(a))
    )
    if layer > 1:
        said += f", |δ| = {scene.exact(norm(scene.delta[layer]))}"
    return said


def _beside(scene: Scene, matrix: Weights) -> list[NamedNumber]:
    """Return what stands on the arrow between two layers."""
    theme = scene.theme
    result = [NamedNumber(style.as_html(f"Θ^({matrix.layer})"), matrix.shape, theme.ink)]
    if scene.backward:
        gradient = scene.gradient(matrix.gradient, signed=False)
        result.append(NamedNumber("|∂J/∂Θ|", gradient, theme.gradient))
    if scene.forward:
        result.append(NamedNumber("|Θ|", scene.value(matrix.theta), theme.ink))
    return result


def _back(scene: Scene, matrix: Weights) -> float | None:
    """Return the norm that the arrow of a matrix that points back stands for; None if none does."""
    return matrix.sent if scene.delta_flows else matrix.gradient if scene.backward else None


def _draw_matrix(
    picture: Picture,
    scene: Scene,
    matrix: Weights,
    matrices: list[Weights],
    html: str,
    column: Column,
    width: float,
) -> None:
    layer = matrix.layer
    said = (
        f"Θ^({layer}), {matrix.shape}: |Θ| = {style.exact(matrix.theta)}, "
        f"|∂J/∂Θ| = {scene.exact(matrix.gradient)}"
    )
    back = _back(scene, matrix)
    if scene.delta_flows and back is not None:
        said += f", |Θᵀδ| = {scene.exact(back)}"
    y, end = column.units[0].centre.y, column.left + PAD + LONG_NAME + width
    at = Point((column.left + PAD + end) / 2, y)
    picture.put(f"thetas_{layer}", at, html, id=f"thetas-{layer}", tooltip=said)
    into = picture.end(f"weights_{layer}", Point(column.left, y))
    out = picture.end(f"entries_{layer}", Point(end + PAD, y))
    long, short = scene.looks(
        style.arrow(matrix.theta, max(m.theta for m in matrices), scene.theme),
        style.arrow(back or 0.0, max(_back(scene, m) or 0.0 for m in matrices), scene.theme),
    )
    again = layer > 1 and (layer - 1) % (IN_A_ROW - 1) == 0
    units = f"units_{layer}{'_again' * again}"
    for left, right, points, name, look in (
        (units, into, "none" if back is None else "left", "weights", long),
        (out, f"units_{layer + 1}", scene.short, "entries", short),
    ):
        if not (points == "none" and name == "weights" and scene.backward):
            look["color"] = scene.theme.unsigned  # a norm has no sign
        picture.arrow(left, right, points, id=f"{name}-{layer}", tooltip=said, **look)


def _arrows(scene: Scene, matrices: list[Weights]) -> list[tuple[str, str]]:
    """Return the kinds of arrows in the picture, for the caption."""
    kinds = []
    back = [x for m in matrices if (x := _back(scene, m)) is not None]
    if back:
        what = scene.say("norm_sent") if scene.delta_flows else "|∂J/∂Θ|"
        size = scene.widest(max(back), signed=False)
        kinds.append(("left", formula(scene.say("arrow", what=what, size=size))))
    if scene.forward:
        size = scene.say("widest", number=scene.value(max(m.theta for m in matrices)))
        kinds.append(("right", formula(scene.say("arrow", what="|Θ|", size=size))))
    return kinds


def _remarks(scene: Scene) -> list[str]:
    count = sum(len(theta) * len(theta[0]) for theta in scene.sample.theta.values())
    return [
        formula(scene.say("whole_layers")),
        formula(scene.say("not_one_by_one", count=f"{count:,}")),
        formula(scene.say("norm_of_v")),
        *about_delta(scene)[1:],
    ]
