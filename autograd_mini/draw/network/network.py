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
entries-1 the long and the short arrow of Θ^(1); units-4-again is layer 4 once more, where the next
row of layers begins.
"""

from collections.abc import Sequence
from typing import Any

from autograd_mini.draw import style
from autograd_mini.draw.messages import Words
from autograd_mini.draw.network.layers import draw_layers
from autograd_mini.draw.network.neurons import draw_neurons
from autograd_mini.draw.network.pinned import Picture
from autograd_mini.draw.network.scene import Scene
from autograd_mini.draw.render import Drawing
from autograd_mini.graph import float_of
from autograd_mini.graph.reading import read_layers, too_many
from autograd_mini.nn import Forward
from autograd_mini.options import flag, one_of, renamed, significant, spoken, whole
from autograd_mini.value import Value

SHOW = ("forward", "backward", "both", "gradients")
COLLAPSE = ("auto", "none", "layers")
MOST_LAYERS = 4  # beside each other, with all their neurons and weights


@renamed(precision="digits")
def draw_network(
    sample: Forward,
    *,
    y: Sequence[Any] | None = None,
    J: Value | None = None,
    show: str = "both",
    inputs: bool = False,
    digits: int = 3,
    dark: bool = False,
    language: str = "en",
    collapse: str = "auto",
    limit: int = 40,
    note: str = "",
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
    digits: how many significant ones a number has, 1 … 17.
    dark: whether the picture is for a dark page.
    language: "en" or "zh", of the words in the picture.
    collapse: "layers" draws each layer as one node, with the norms of a, δ, Θ and ∂J/∂Θ; "none"
        draws every neuron; "auto" draws every neuron if they are within the limit and the network
        has at most 4 layers, for with more of them the picture is too wide to read.
    limit: the most units to draw one by one; of weights there may be four times as many.
    note: a line of text below J, such as what the sample is.

    TypeError for an argument of another kind than these; ValueError for a word or a number that is
    not one of these, a y of the wrong length, more weights than the limit with collapse="none", or
    more than 100 layers as nodes; StaleGraphError if Θ or x were changed after the record was made.

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
    flag("inputs", inputs)
    one_of("collapse", collapse, COLLAPSE)
    significant(digits)
    spoken(language)
    whole("limit", limit, 1)
    if not isinstance(note, str):
        raise TypeError(f"note is a line of text, not {type(note).__name__}")
    units, weights = sample.size
    large = too_many(units, weights, limit, things=("units", "weights"))
    if collapse == "none" and large:
        raise ValueError(
            f"too large to read: a network of {large}. Draw its layers with "
            'collapse="layers", or a smaller network; or raise limit='
        )
    scene = Scene(
        sample,
        sample.delta,
        read_layers(sample.z, sample.a, J=J, reader="draw_network"),
        None if y is None else targets(y, len(sample.a[len(sample.a)])),
        J,
        show=show,
        inputs=inputs,
        digits=digits,
        theme=style.theme(dark),
        say=Words(language),
        note=note,
    )
    deep = scene.last > MOST_LAYERS
    return picture_of(scene, collapse == "layers" or (collapse == "auto" and (large != "" or deep)))


def picture_of(scene: Scene, whole_layers: bool = False) -> Drawing:
    """Return the picture of a scene; whole_layers: with each layer as one node."""
    picture = Picture("network", scene.theme)
    sample = scene.sample
    sizes = "-".join(str(len(units)) for units in sample.a.values())
    picture.drawing.title = scene.say("network_title", sizes=sizes)
    picture.drawing.description = scene.say("network_described")
    if whole_layers:
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
