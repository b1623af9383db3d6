"""A network after one sample: z, a and δ in every neuron, and along the arrows back Θ·δ.

The ids in an SVG, which a page or an animation can rely on:

    layer-2         the heading of a layer
    unit-2-1        a neuron: layer 2, unit 1; unit-1-0 is the bias unit of layer 1
    theta-1-3-2     the numbers of the weight Θ^(1)_3,2: Θ and ∂J/∂Θ, beside unit 3 of layer 2
    weight-1-3-2    the long arrow between unit 2 of layer 1 and these numbers
    entry-1-3-2     the short arrow between these numbers and unit 3 of layer 2
    target-1        the y beside unit 1 of the last layer
    label-1         what input 1 is called, if it has a name of its own
    numbers-1       what the numbers of Θ^(1) are, above the first of them
    caption-1       a line below: J, what the arrows mean; key-2 is the arrow of line 2

Where layers are collapsed, units-2 is layer 2, thetas-1 the numbers of Θ^(1), weights-1 and
entries-1 the long and the short arrow of Θ^(1).
"""

from collections.abc import Sequence
from typing import Any

from autograd_mini.draw import style
from autograd_mini.draw.graph.options import one_of, whole
from autograd_mini.draw.network.layers import draw_layers
from autograd_mini.draw.network.neurons import draw_neurons
from autograd_mini.draw.network.pinned import Picture
from autograd_mini.draw.network.scene import Scene
from autograd_mini.draw.render import Drawing
from autograd_mini.graph import float_of
from autograd_mini.graph.reading import read_layers
from autograd_mini.nn import Forward
from autograd_mini.value import Value

SHOW = ("forward", "backward", "both", "gradients")
COLLAPSE = ("auto", "none", "layers")


def draw_network(
    sample: Forward,
    *,
    y: Sequence[Any] | None = None,
    J: Value | None = None,
    show: str = "both",
    inputs: bool = False,
    precision: int = 3,
    dark: bool = False,
    collapse: str = "auto",
    limit: int = 150,
) -> Drawing:
    """Return the picture of one sample's way through a network, and of δ's way back.

    Unit i of a layer sends Θ_ij δ_i back to unit j of the layer before, along an arrow.  A hidden
    unit adds up what arrives, Σ Θδ, and multiplies it by its own g′(z): that is its δ.  In the last
    layer δ is a − y if the cost is the cross-entropy, else ∂J/∂a · g′(z).  Before `J.backward()` it
    is "–".  No arrow ends in the constant a_0.

    The line from one neuron to the next is broken by the numbers of its weight: Θ_ij, and this
    sample's ∂J/∂Θ_ij = δ_i a_j.  An arrow is as wide as the root of what it stands for, and its
    colour is the sign of that.

    sample: the record that `net.forward(x)` returned.
    y: the targets, s_L numbers or Values, to be shown beside a in the last layer.
    J: the cost, to be shown below.
    show: "forward", lines and numbers of Θ alone; "backward", arrows back for Θ_ij δ_i; "both",
        long arrows back for Θ_ij δ_i and short ones into a neuron for Θ_ij; "gradients", the same
        with ∂J/∂Θ_ij on the long ones: what each weight gets, and not what its unit sends.
    inputs: whether arrows go back to the inputs, too, which then show ∂J/∂x.
    precision: how many decimals numbers have, 0 to 15.
    dark: whether the picture is for a dark page.
    collapse: "layers" draws each layer as one node, with the norms of a, δ, Θ and ∂J/∂Θ; "none"
        draws every neuron; "auto" draws every neuron if the weights are within the limit.
    limit: the most weights to draw one by one.

    TypeError for an argument of another kind than these; ValueError for a word or a number that is
    not one of these, a y of the wrong length, more weights than the limit with collapse="none", or
    more than 40 layers as nodes; StaleGraphError if Θ or x were changed after the record was made.

    >>> from autograd_mini import MLP
    >>> drawing = draw_network(MLP(2, [1], seed=0).forward([0.5, 1.0]))
    >>> [line.split()[:3] for line in drawing.body if 'id="weight-1-1-2"' in line]
    [['from_1_1_2', '->', 'theta_1_1_2:w']]
    """
    if not isinstance(sample, Forward):
        kind = type(sample).__name__
        raise TypeError(f"draw_network takes the record net.forward(x) returns, not {kind}")
    if J is not None and not isinstance(J, Value):
        raise TypeError(f"J is the Value at the end of the graph, or None, not {type(J).__name__}")
    one_of("show", show, SHOW)
    if not isinstance(inputs, bool):
        raise TypeError(f"inputs is True or False, not {type(inputs).__name__}")
    one_of("collapse", collapse, COLLAPSE)
    whole("precision", precision, 0, 15)
    whole("limit", limit, 1)
    weights = sum(len(row) for rows in sample.theta.values() for row in rows)
    if collapse == "none" and weights > limit:
        raise ValueError(
            f"a network of {weights} weights is too large to read; the limit is {limit}. Draw its "
            'layers with collapse="layers", or a smaller network; or raise limit='
        )
    scene = Scene(
        sample,
        sample.delta,
        read_layers(sample.z, sample.a, J=J, reader="draw_network"),
        None if y is None else targets(y, len(sample.a[len(sample.a)])),
        J,
        show=show,
        inputs=inputs,
        precision=precision,
        theme=style.theme(dark),
    )
    picture = Picture("network", scene.theme)
    sizes = "-".join(str(len(units)) for units in sample.a.values())
    picture.drawing.title = f"A network of {sizes} units, and one sample on its way through it"
    picture.drawing.description = (
        "Columns of units from the input on the left to the output on the right. Values run to the "
        "right, what flows back runs to the left. Every unit, weight and arrow has a title with "
        "its numbers."
    )
    if collapse == "layers" or weights > limit:
        draw_layers(picture, scene)
    else:
        draw_neurons(picture, scene)
    return picture.drawing


def targets(y: Sequence[Any], size: int) -> list[float]:
    """Return y as numbers; TypeError or ValueError if it is not one number for each last unit."""
    if isinstance(y, str | bytes | dict) or not hasattr(y, "__getitem__"):
        kind = type(y).__name__
        raise TypeError(f"y is a list of numbers, one for each unit of the last layer, not {kind}")
    if len(y) != size:
        raise ValueError(f"y has {len(y)} entries, but the last layer has {size}")
    return list(map(float_of, y))
