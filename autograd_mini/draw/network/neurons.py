"""A network with every neuron and every weight."""

from autograd_mini.draw import style
from autograd_mini.draw.network.caption import about_column_0, draw_caption, draw_headings, signs
from autograd_mini.draw.network.pinned import (
    Cell,
    Column,
    NamedNumber,
    Picture,
    Point,
    lines,
    place_columns,
    radius,
    room,
)
from autograd_mini.draw.network.scene import Scene, Weight, formula
from autograd_mini.graph import number_of
from autograd_mini.value import Value

PAD = 5.0  # points between a number and an arrow
FONT = 11  # points, in a circle


def draw_neurons(picture: Picture, scene: Scene) -> None:
    """Draw a circle for every unit, and for every weight its numbers between two arrows."""
    sample = scene.sample
    units = {layer: _contents(scene, layer) for layer in sample.a}
    weights = list(scene.weights())
    rows = _rows(scene, weights)
    place = place_columns(
        [len(layer) for layer in units.values()],
        [_radius(layer) for layer in units.values()],
        [0] + [len(theta[0]) for theta in sample.theta.values()],
        sum(cell.width for cell in rows[0]),
        bias=sample.bias,
    )
    draw_headings(picture, scene, place)
    for layer, column in enumerate(place, start=1):
        _draw_units(picture, scene, layer, column, units[layer])
    _draw_input_labels(picture, scene, place[0])
    _draw_targets(picture, scene, place[-1])
    _draw_weights(picture, scene, weights, rows, place)
    _draw_row_titles(picture, scene, rows[0], place)
    draw_caption(
        picture, scene, place, _arrows(scene, weights), [signs(scene), *about_column_0(scene)]
    )


def _contents(scene: Scene, layer: int) -> list[list[NamedNumber]]:
    """Return what stands in the circles of a layer."""
    ink, sample = scene.theme.ink, scene.sample
    result = []
    for i, a in enumerate(sample.a[layer], start=1):
        rows = [NamedNumber(style.as_html(f"a_{i}"), scene.value(number_of(a)), ink)]
        if layer > 1:
            z = sample.z[layer][i - 1]
            rows.insert(0, NamedNumber(style.as_html(f"z_{i}"), scene.value(z.data), ink))
            if scene.backward:
                delta = scene.gradient(z.grad)
                rows.append(NamedNumber(style.as_html(f"δ_{i}"), delta, scene.theme.gradient))
        result.append(rows)
    return result


def _digits(units: list[list[NamedNumber]]) -> float:
    return room([number for rows in units for _, number, _ in rows], FONT)


def _names(units: list[list[NamedNumber]]) -> float:
    return 12 + 5.0 * len(str(len(units)))


def _radius(units: list[list[NamedNumber]]) -> float:
    return radius(_names(units), _digits(units), len(units[0]))


def _draw_units(
    picture: Picture, scene: Scene, layer: int, column: Column, units: list[list[NamedNumber]]
) -> None:
    theme = scene.theme
    if column.bias:
        one = lines([NamedNumber(style.as_html("a_0"), "1", theme.ink)], 17, 8, FONT, theme)
        said = f"a^({layer})_0 = 1, the bias unit"
        name = f"unit_{layer}_0"
        picture.circle(name, column.bias, theme.constant, one, id=f"unit-{layer}-0", tooltip=said)
    role = theme.input if layer == 1 else theme.activation
    digits = _digits(units)
    for i, (circle, rows) in enumerate(zip(column.units, units), start=1):
        a = scene.sample.a[layer][i - 1]
        said = f"{_own_label(a) or f'a^({layer})_{i}'} = {number_of(a)!r}"
        if layer > 1:
            z = scene.sample.z[layer][i - 1]
            said = f"z^({layer})_{i} = {z.data!r}, {said}, δ^({layer})_{i} = {scene.exact(z.grad)}"
        picture.circle(
            f"unit_{layer}_{i}",
            circle,
            role,
            lines(rows, _names(units), digits, FONT, theme),
            id=f"unit-{layer}-{i}",
            tooltip=style.tooltip(said),
        )


def _own_label(a: Value | float) -> str:
    return a.label if isinstance(a, Value) else ""


def _draw_input_labels(picture: Picture, scene: Scene, column: Column) -> None:
    """Write what inputs are called to the left of them, unless that is only a^(1)_j."""
    for j, (circle, x) in enumerate(zip(column.units, scene.sample.a[1]), start=1):
        label = _own_label(x)
        if label and label != f"a^(1)_{j}":
            width = 6.5 * min(len(label), style.LONGEST)
            at = Point(circle.centre.x - circle.radius - 8 - width, circle.centre.y)
            html = style.text(style.as_html(label), 11, scene.theme.quiet)
            picture.row(f"label_{j}", at, [Cell(html, width)], id=f"label-{j}")


def _draw_targets(picture: Picture, scene: Scene, column: Column) -> None:
    """Write y beside each unit of the last layer."""
    ink, quiet = scene.theme.ink, scene.theme.quiet
    numbers = [f"{y_k:.{max(scene.precision, 1)}g}" for y_k in scene.y or []]
    for k, (circle, number) in enumerate(zip(column.units, numbers), start=1):
        name = style.text(formula(f"y_{k} ="), 11, quiet)
        digits = Cell(style.text(number, 11, ink, style.MONO), room(numbers, 11) + 4)
        row = [Cell(name, 22.0, "LEFT"), digits]
        at = Point(column.right + 8, circle.centre.y)
        picture.row(f"target_{k}", at, row, id=f"target-{k}")


def _rows(scene: Scene, weights: list[Weight]) -> list[list[Cell]]:
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


def _draw_row_titles(picture: Picture, scene: Scene, row: list[Cell], place: list[Column]) -> None:
    """Write above the first rows of each column what the numbers are."""
    names = ["", ""] + ["∂J/∂Θ"] * scene.backward + ["Θ"] * scene.forward + [""]
    titles = [
        Cell(style.text(name, 9, scene.theme.quiet), cell.width) for name, cell in zip(names, row)
    ]
    for layer, column in enumerate(place[1:], start=1):
        picture.row(f"numbers_{layer}", column.row(1, -1), titles, id=f"numbers-{layer}")


def _draw_weights(
    picture: Picture,
    scene: Scene,
    weights: list[Weight],
    rows: list[list[Cell]],
    place: list[Column],
) -> None:
    """Draw each weight's numbers, the long arrow left of them and the short one right of them."""
    theme, bias = scene.theme, scene.sample.bias
    largest_theta = max(abs(w.theta.data) for w in weights)
    largest_gradient = max(abs(w.gradient) for w in weights)
    for w, row in zip(weights, rows):
        before, after = place[w.layer - 1], place[w.layer]
        indices = (w.layer, w.i, w.j)
        ident, name = "{}-{}-{}".format(*indices), "{}_{}_{}".format(*indices)
        left = after.row(w.i, w.j - (not bias))
        said = style.tooltip(
            f"{w.theta.label} = {w.theta.data!r}, ∂J/∂Θ = {scene.exact(w.gradient)}"
        )
        start = picture.end(f"from_{name}", before.exit(w.j - (not bias), left))
        picture.row(f"theta_{name}", left, row, id=f"theta-{ident}", tooltip=said)
        theta = style.arrow(w.theta.data, largest_theta, theme)
        gradient = style.arrow(w.gradient, largest_gradient, theme)
        long, short = scene.looks(theta, gradient)
        picture.arrow(
            start, f"theta_{name}:w", scene.long, id=f"weight-{ident}", tooltip=said, **long
        )
        end = f"unit_{w.layer + 1}_{w.i}"
        picture.arrow(
            f"theta_{name}:e", end, scene.short, id=f"entry-{ident}", tooltip=said, **short
        )


def _arrows(scene: Scene, weights: list[Weight]) -> list[tuple[str, str]]:
    """Return the kinds of arrows in the picture, for the caption."""
    theta = max([w.theta.data for w in weights], key=abs)
    gradient = max([w.gradient for w in weights], key=abs)
    kinds = []
    if scene.backward:
        kinds.append(("left", formula(f"∂J/∂Θ_ij = δ_i a_j, {scene.widest(gradient)}")))
    if scene.forward:
        widest = scene.value(theta, signed=True)
        kinds.append(("right", formula(f"Θ_ij, widest: {widest}")))
    return kinds
