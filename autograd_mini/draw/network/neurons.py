"""A network with every neuron and every weight."""

from autograd_mini.draw.network.caption import about_delta, draw_caption, draw_headings, signs
from autograd_mini.draw.network.columns import place_columns
from autograd_mini.draw.network.pinned import Picture
from autograd_mini.draw.network.scene import Scene
from autograd_mini.draw.network.units import (
    circle_radius,
    contents,
    draw_input_labels,
    draw_targets,
    draw_units,
)
from autograd_mini.draw.network.weights import arrows, draw_row_titles, draw_weights, rows_of


def draw_neurons(picture: Picture, scene: Scene) -> None:
    """Draw a circle for every unit, and for every weight its numbers between two arrows."""
    sample = scene.sample
    units = {layer: contents(scene, layer) for layer in sample.a}
    weights = list(scene.weights())
    rows = rows_of(scene, weights)
    place = place_columns(
        [len(layer) for layer in units.values()],
        [circle_radius(layer) for layer in units.values()],
        [0] + [len(theta[0]) for theta in sample.theta.values()],
        sum(cell.width for cell in rows[0]),
        bias=sample.bias,
    )
    draw_headings(picture, scene, place)
    for layer, column in enumerate(place, start=1):
        draw_units(picture, scene, layer, column, units[layer])
    draw_input_labels(picture, scene, place[0])
    draw_targets(picture, scene, place[-1])
    draw_weights(picture, scene, weights, rows, place)
    draw_row_titles(picture, scene, rows[0], place)
    draw_caption(picture, scene, place, arrows(scene, weights), [signs(scene), *about_delta(scene)])
