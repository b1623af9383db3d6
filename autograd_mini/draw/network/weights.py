"""The weights of a network: the numbers of each between the two halves of its line."""

from autograd_mini.draw import style
from autograd_mini.draw.network.columns import Column, room
from autograd_mini.draw.network.pinned import Cell, Picture
from autograd_mini.draw.network.scene import Scene, Weight, formula
from autograd_mini.formulas import labels
from autograd_mini.formulas.minus import minus

PAD = 5.0  # points between a number and an arrow


def rows_of(scene: Scene, weights: list[Weight]) -> list[list[Cell]]:
    """Return the row of each weight: its name, ∂J/∂Θ and Θ, as cells of equal widths."""
    theme = scene.theme
    names = [f"{w.i},{w.j}" for w in weights]
    width = 12 + 5.0 * max(map(len, names))
    rows = [
        [Cell("", PAD), Cell(style.text(style.as_html(f"Θ_{name}"), 10, theme.quiet), width)]
        for name in names
    ]
    columns: list[tuple[list[str], str]] = []
    if scene.backward:
        columns.append(([scene.gradient(w.gradient) for w in weights], theme.gradient))
    if scene.forward:
        columns.append(([scene.value(w.theta.data, signed=True) for w in weights], theme.ink))
    for numbers, colour in columns:
        width = max(room(numbers, 10), 30.0) + 7  # the title above them needs 30
        for row, number in zip(rows, numbers):
            row.append(Cell(style.text(number, 10, colour, style.MONO), width))
    return [[*row, Cell("", PAD)] for row in rows]


def draw_row_titles(picture: Picture, scene: Scene, row: list[Cell], place: list[Column]) -> None:
    """Write above the first rows of each column what the numbers are."""
    names = ["", ""] + ["∂J/∂Θ"] * scene.backward + ["Θ"] * scene.forward + [""]
    titles = [
        Cell(style.text(name, 9, scene.theme.quiet), cell.width) for name, cell in zip(names, row)
    ]
    for layer, column in enumerate(place[1:], start=1):
        picture.row(f"numbers_{layer}", column.row(1, -1), titles, id=f"numbers-{layer}")


def draw_weights(
    picture: Picture,
    scene: Scene,
    weights: list[Weight],
    rows: list[list[Cell]],
    place: list[Column],
) -> None:
    """Draw each weight's numbers, the long arrow left of them and the short one right of them."""
    theme, bias = scene.theme, scene.sample.bias
    largest_theta = max(abs(w.theta.data) for w in weights)
    largest_back = max(abs(_back(scene, w) or 0.0) for w in weights)
    for w, row in zip(weights, rows):
        before, after = place[w.layer - 1], place[w.layer]
        indices = (w.layer, w.i, w.j)
        ident, name = "{}-{}-{}".format(*indices), "{}_{}_{}".format(*indices)
        left = after.row(w.i, w.j - (not bias))
        said = style.tooltip(
            f"{w.theta.label} = {style.exact(w.theta.data)}, ∂J/∂Θ = {scene.exact(w.gradient)}"
        )
        start = picture.end(f"from_{name}", before.exit(w.j - (not bias), left))
        picture.row(f"theta_{name}", left, row, id=f"theta-{ident}", tooltip=said)
        back = _back(scene, w)
        theta = style.arrow(w.theta.data, largest_theta, theme)
        long, short = scene.looks(theta, style.arrow(back or 0.0, largest_back, theme))
        picture.arrow(
            start,
            f"theta_{name}:w",
            "none" if back is None else "left",
            id=f"weight-{ident}",
            tooltip=style.tooltip(_sent(scene, w))
            if scene.delta_flows and w.sent is not None
            else said,
            **long,
        )
        end = f"unit_{w.layer + 1}_{w.i}"
        picture.arrow(
            f"theta_{name}:e", end, scene.short, id=f"entry-{ident}", tooltip=said, **short
        )


def _back(scene: Scene, w: Weight) -> float | None:
    """Return what the arrow of a weight that points back stands for; None if none does."""
    return w.sent if scene.delta_flows else w.gradient if scene.backward else None


def _sent(scene: Scene, w: Weight) -> str:
    """Return Θ_ij · δ_i as a reader would compute it, and all digits of what comes out."""
    weight = labels.ours(w.theta.label) or f"Θ^({w.layer})_{w.i},{w.j}"
    name = f"{weight} · δ^({w.layer + 1})_{w.i}"
    if not scene.known:
        return scene.say("after_backward", name=name)
    delta = scene.delta[w.layer + 1][w.i - 1]
    theta, delta_i = (f"{x:.4g}" if x >= 0 else f"({x:.4g})" for x in (w.theta.data, delta))
    return f"{name} = {minus(f'{theta} · {delta_i} = {w.sent!r}')}"


def arrows(scene: Scene, weights: list[Weight]) -> list[tuple[str, str]]:
    """Return the kinds of arrows in the picture, for the caption."""
    theta = max([w.theta.data for w in weights], key=abs)
    back = [x for w in weights if (x := _back(scene, w)) is not None]
    kinds = []
    if back:
        what = scene.say("sent") if scene.delta_flows else "∂J/∂Θ_ij = δ_i a_j"
        size = scene.widest(max(back, key=abs))
        kinds.append(("left", formula(scene.say("arrow", what=what, size=size))))
    if scene.forward:
        size = scene.say("widest", number=scene.value(theta, signed=True))
        kinds.append(("right", formula(scene.say("arrow", what="Θ_ij", size=size))))
    return kinds
