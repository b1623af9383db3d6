"""The neurons of a network: circles with z, a and δ, and what stands beside the first and last.

δ is written as one does sums, with what it comes from above it:

    z_1     1.709        z_1     0.495
    a_1     0.847        a_1     0.621
    Σ Θδ   +0.184        − y_1       1
    × g′    0.130        = δ_1  −0.379
    = δ_1  +0.024
"""

import math
import re

from autograd_mini.draw import style
from autograd_mini.draw.network.columns import Column, Point, radius, room
from autograd_mini.draw.network.pinned import Cell, NamedNumber, Picture, lines
from autograd_mini.draw.network.scene import Scene, formula
from autograd_mini.graph import float_of
from autograd_mini.value import Value

FONT = 11  # points, in a circle


def contents(scene: Scene, layer: int) -> list[list[NamedNumber]]:
    """Return what stands in the circles of a layer."""
    ink, sample = scene.theme.ink, scene.sample
    back = _what_comes_back(scene, layer)
    result = []
    for i, a in enumerate(sample.a[layer], start=1):
        rows = [_line(f"a_{i}", scene.value(float_of(a)), ink)]
        if layer > 1:
            z = sample.z[layer][i - 1]
            rows.insert(0, _line(f"z_{i}", scene.value(z.data), ink))
        result.append(rows + back[i - 1])
    return result


def _what_comes_back(scene: Scene, layer: int) -> list[list[NamedNumber]]:
    """Return the lines of each unit of a layer that say how its δ comes about."""
    sample, ink, gradient = scene.sample, scene.theme.ink, scene.theme.gradient
    units = range(1, len(sample.a[layer]) + 1)

    def found(name: str, x: float) -> NamedNumber:
        return _line(name, scene.gradient(x), gradient)

    if layer == 1:
        if not (scene.inputs and scene.delta_flows):
            return [[] for _ in units]
        return [
            [found(f"∂J/∂x_{j}", math.fsum(terms))] for j, terms in zip(units, scene.received(1))
        ]
    if not scene.backward:
        return [[] for _ in units]
    if scene.is_a_minus_y(layer):
        targets = enumerate(scene.y or [], start=1)
        above = [[_line(f"− y_{k}", _target(scene, y_k), ink)] for k, y_k in targets]
    else:
        if scene.from_the_next(layer):
            by_a = [found("Σ Θδ", math.fsum(terms)) for terms in scene.received(layer)]
        else:
            by_a = [found(f"∂J/∂a_{i}", a.grad) for i, a in zip(units, sample.a[layer])]
        slopes = [_line("× g′", scene.value(scene.slope(layer, i)), ink) for i in units]
        above = [[first, slope] for first, slope in zip(by_a, slopes)]
    deltas = [found(f"= δ_{i}", delta) for i, delta in zip(units, scene.delta[layer])]
    return [[*lines, delta] for lines, delta in zip(above, deltas)]


def _line(name: str, number: str, colour: str) -> NamedNumber:
    return NamedNumber(formula(name), number, colour)


def _target(scene: Scene, y_k: float) -> str:
    return f"{y_k:.{scene.digits}g}"


def _digits(units: list[list[NamedNumber]]) -> float:
    return room([number for rows in units for _, number, _ in rows], FONT)


def _names(units: list[list[NamedNumber]]) -> float:
    names = [re.sub("<.*?>", "", name) for rows in units for name, _, _ in rows]
    return 7 + 5.5 * max(map(len, names))


def circle_radius(units: list[list[NamedNumber]]) -> float:
    """Return how large the circles of a layer are that hold these lines."""
    return radius(_names(units), _digits(units), len(units[0]))


def draw_units(
    picture: Picture, scene: Scene, layer: int, column: Column, units: list[list[NamedNumber]]
) -> None:
    """Draw the circles of a layer, with these lines in them, and its bias unit."""
    theme = scene.theme
    if column.bias:
        one = lines([_line("a_0", "1", theme.ink)], 17, 8, FONT, theme)
        said = scene.say("bias_said", layer=layer)
        name = f"unit_{layer}_0"
        picture.circle(name, column.bias, theme.constant, one, id=f"unit-{layer}-0", tooltip=said)
    role = theme.input if layer == 1 else theme.activation
    digits = _digits(units)
    for i, (circle, rows) in enumerate(zip(column.units, units), start=1):
        a = scene.sample.a[layer][i - 1]
        said = f"{_own_label(a) or f'a^({layer})_{i}'} = {style.exact(float_of(a))}"
        if layer > 1:
            z = scene.sample.z[layer][i - 1]
            z_said = f"z^({layer})_{i} = {style.exact(z.data)}"
            said = f"{z_said}, {said}, δ^({layer})_{i} = {scene.exact(z.grad)}"
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


def draw_input_labels(picture: Picture, scene: Scene, column: Column) -> None:
    """Write what inputs are called to the left of them, unless that is only a^(1)_j."""
    for j, (circle, x) in enumerate(zip(column.units, scene.sample.a[1]), start=1):
        label = _own_label(x)
        if label and label != f"a^(1)_{j}":
            width = 6.5 * min(len(label), style.LONGEST)
            at = Point(circle.centre.x - circle.radius - 8 - width, circle.centre.y)
            html = style.text(style.as_html(label), 11, scene.theme.quiet)
            picture.row(f"label_{j}", at, [Cell(html, width)], id=f"label-{j}")


def draw_targets(picture: Picture, scene: Scene, column: Column) -> None:
    """Write y beside each unit of the last layer."""
    ink, quiet = scene.theme.ink, scene.theme.quiet
    numbers = [_target(scene, y_k) for y_k in scene.y or []]
    for k, (circle, number) in enumerate(zip(column.units, numbers), start=1):
        name = style.text(formula(f"y_{k} ="), 11, quiet)
        digits = Cell(style.text(number, 11, ink, style.MONO), room(numbers, 11) + 4)
        row = [Cell(name, 22.0, "LEFT"), digits]
        at = Point(column.right + 8, circle.centre.y)
        picture.row(f"target_{k}", at, row, id=f"target-{k}")
