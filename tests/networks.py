"""Random networks with data for them, for the tests that need whole networks."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from autograd_mini import MLP


@dataclass(frozen=True)
class Case:
    """A network and m samples; Θ is in the network and, as plain numbers, in `theta`."""

    net: MLP
    theta: dict[int, list[list[float]]]
    X: list[list[float]]
    Y: list[list[float]]
    bias: bool


def lists(numbers: Any, length: int) -> Any:
    return st.lists(numbers, min_size=length, max_size=length)


@st.composite
def cases(draw: Any, max_layers: int = 4, max_units: int = 5, max_samples: int = 4) -> Case:
    """Draw sizes, Θ and data, of a size at which no unit saturates."""
    sizes = draw(st.lists(st.integers(1, max_units), min_size=2, max_size=max_layers))
    bias = draw(st.booleans())
    weight = st.floats(-1.5, 1.5)
    theta = {
        layer: draw(lists(lists(weight, s_in + bias), s_out))
        for layer, (s_in, s_out) in enumerate(pairwise(sizes), start=1)
    }
    m = draw(st.integers(1, max_samples))
    X = draw(lists(lists(st.floats(-2, 2), sizes[0]), m))
    Y = draw(lists(lists(st.sampled_from([0.0, 1.0]) | st.floats(0, 1), sizes[-1]), m))
    net = MLP(sizes[0], sizes[1:], bias=bias)
    net.load_theta(theta)
    return Case(net, theta, X, Y, bias)
