"""The record of a forward pass: Θ, z, a and, after backward, δ, each by the number of its layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from autograd_mini.errors import checked
from autograd_mini.value import Value

T = TypeVar("T")
Matrix: TypeAlias = list[list[Value]]


class Layers(dict[int, T]):
    """What belongs to each layer, by the number of the layer: a dict that knows how it counts.

    name: what it is called in code, such as "a".  layers: what it holds.

    KeyError, which says what layers there are, for one that is not among them.

    >>> a = Layers("a", {1: [0.5, 1.0], 2: [0.25]})
    >>> a[2]
    [0.25]
    >>> a[0]
    Traceback (most recent call last):
        ...
    KeyError: 'there is no a[0]; layers are counted from 1, and there are a[1] … a[2]'
    """

    def __init__(self, name: str, layers: Mapping[int, T]) -> None:
        super().__init__(layers)
        self.name = name

    def __missing__(self, layer: object) -> T:
        words = f"there is no {self.name}[{layer!r}]; layers are counted from 1"
        raise KeyError(f"{words}, and there are {self.span}" if self else words)

    @property
    def span(self) -> str:
        """The first and the last layer, as they are written in code."""
        layers = sorted({min(self), max(self)}) if self else []
        return " … ".join(f"{self.name}[{layer}]" for layer in layers)


@dataclass(frozen=True, repr=False)
class Forward:
    """The record of one sample's forward pass.  Layers are counted from 1, as in the formulas.

    theta: the network's weights, theta[l] from layer l to layer l + 1.
    z: the weighted sums, z[l] for l = 2 … L, as lists of Values.
    a: the activations, a[l] for l = 1 … L, as lists of Values; in the input a[1] = x, what came as
        a number is a float.
    bias: whether each theta[l] has a column 0 for the constant a_0 = 1.

    KeyError for a layer that is not there, such as a[0] or z[1].
    """

    theta: dict[int, Matrix]
    z: dict[int, list[Value]]
    a: dict[int, list[Any]]
    bias: bool

    @property
    def delta(self) -> dict[int, list[float]]:
        """δ^(l) = ∂J/∂z^(l) for l = 2 … L, as lists of floats, read off the last J.backward()."""
        units = {layer: [checked(z, "grad") for z in zs] for layer, zs in self.z.items()}
        return Layers("delta", units)

    @property
    def size(self) -> tuple[int, int]:
        """How many units the network has, and how many weights."""
        weights = sum(len(row) for rows in self.theta.values() for row in rows)
        return sum(map(len, self.a.values())), weights

    def __reduce__(self) -> tuple[Any, ...]:
        # For copies and pickles the last units first: each node brings all that it was computed
        # from, so the first to last would bring the beginning of the network again and again.
        return _copied, (list(self.a.values())[::-1], self.theta, self.z, self.a, self.bias)

    def __repr__(self) -> str:
        sizes = shortened([str(len(units)) for units in self.a.values()])
        parts = (Layers(name, getattr(self, name)).span for name in ("theta", "z", "a"))
        return f"<Forward of {'-'.join(sizes)}: {', '.join(parts)}>"


def _copied(
    _: object,
    theta: dict[int, Matrix],
    z: dict[int, list[Value]],
    a: dict[int, list[Any]],
    bias: bool,
) -> Forward:
    """Return a record whose nodes have been made, in another order, before its parts."""
    return Forward(theta, z, a, bias)


def shortened(words: Sequence[str]) -> list[str]:
    """Return the words, those in the middle left out where they are more than a line holds.

    >>> shortened(["1"] * 100)
    ['1', '1', '1', '1', '… 92 more …', '1', '1', '1', '1']
    """
    if len(words) <= 12:
        return list(words)
    return [*words[:4], f"… {len(words) - 8} more …", *words[-4:]]
