"""What a picture of a network says: the numbers of one sample, and the formulas that hold."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from autograd_mini.draw import style
from autograd_mini.draw.messages import Words
from autograd_mini.draw.style import NBSP, Theme
from autograd_mini.graph import Graph, float_of
from autograd_mini.nn import Forward
from autograd_mini.value import Value

T = TypeVar("T")
ROUNDING = 1e-12  # how far, relative to its terms, a formula may be from what was computed
TINY = 1e-300  # below it, rounding is no longer relative


class Weight(NamedTuple):
    """Θ^(layer)_ij, from unit j of a layer to unit i of the next, for one sample.

    gradient: ∂J/∂Θ_ij = δ_i a_j.  sent: Θ_ij δ_i, what unit i sends back to unit j; None where
    nobody is there to receive it, at the constant a_0 and at the inputs, if these are not asked.
    """

    layer: int
    i: int
    j: int
    theta: Value
    gradient: float
    sent: float | None


class Scene(NamedTuple):
    """A sample, and what of it is shown how.

    delta: its δ.  graph: that of its z and a, and of J.  y, J: the targets and the cost, if they
    are shown.  show, inputs, digits, note: as in `draw_network`.  say: what the picture says.
    above: whether J, the note and what arrows mean stand above the last layer, if there is room.
    """

    sample: Forward
    delta: dict[int, list[float]]
    graph: Graph
    y: list[float] | None
    J: Value | None
    show: str
    inputs: bool
    digits: int
    theme: Theme
    say: Words
    note: str = ""
    above: bool = False

    @property
    def forward(self) -> bool:
        """Whether Θ is shown."""
        return self.show != "backward"

    @property
    def backward(self) -> bool:
        """Whether δ and ∂J/∂Θ are shown."""
        return self.show != "forward"

    @property
    def delta_flows(self) -> bool:
        """Whether the arrows that point back stand for Θ_ij δ_i."""
        return self.show in ("backward", "both")

    @property
    def last(self) -> int:
        """L, the number of the last layer."""
        return len(self.sample.a)

    @property
    def known(self) -> bool:
        """Whether a backward pass has been here."""
        cost = self.J is not None and self.J.grad != 0
        return cost or any(map(any, self.delta.values()))

    @property
    def short(self) -> str:
        """Where the short arrows between numbers and unit point: "right", or to "none"."""
        return "right" if self.forward else "none"

    def looks(self, theta: T, back: T) -> tuple[T, T]:
        """Return what long and short arrows stand for, out of Θ and what flows back."""
        return (back if self.backward else theta), (theta if self.forward else back)

    def value(self, x: float, *, signed: bool = False) -> str:
        """Return a number as it is shown."""
        return style.number(x, signed=signed, digits=self.digits)

    def gradient(self, x: float, *, signed: bool = True) -> str:
        """Return a number that only a backward pass finds."""
        return self.value(x, signed=signed) if self.known else style.UNKNOWN

    def exact(self, x: float) -> str:
        """Return such a number with all its digits, for a tooltip."""
        return style.exact(x) if self.known else style.UNKNOWN

    def widest(self, x: float, *, signed: bool = True) -> str:
        """Return what a caption says of the widest arrow that stands for a gradient."""
        if not self.known:
            return self.say("known_later")
        return self.say("widest", number=self.value(x, signed=signed))

    def weights(self) -> Iterator[Weight]:
        """Yield the weights of all layers.

        ∂J/∂Θ is read on the edge from Θ to z: δ times ∂z/∂Θ.  The grad of Θ may hold other samples.
        """
        for layer, rows in self.sample.theta.items():
            for i, (row, z) in enumerate(zip(rows, self.sample.z[layer + 1]), start=1):
                for slot, theta in enumerate(row):
                    j = slot + (not self.sample.bias)
                    a_j = self.graph.partial((z, slot))
                    received = j > 0 and (layer > 1 or self.inputs)
                    sent = theta.data * z.grad if received else None
                    yield Weight(layer, i, j, theta, z.grad * a_j, sent)

    def received(self, layer: int) -> list[list[float]]:
        """Return what each unit of a layer receives from the units of the next, one by one."""
        columns = list(zip(*self.sample.theta[layer]))[self.sample.bias :]
        after = self.delta[layer + 1]
        return [[theta.data * delta for theta, delta in zip(column, after)] for column in columns]

    def slope(self, layer: int, i: int) -> float:
        """Return g′(z) of unit i of a layer; where g is the identity, z and a are one node."""
        z, a = self.sample.z[layer][i - 1], self.sample.a[layer][i - 1]
        return 1.0 if a is z else self.graph.partial((a, 0))

    def heading(self, layer: int) -> list[str]:
        """Return the lines above a layer, as HTML: its name, and the formulas of a and δ."""
        name = formula(self.say("layer", layer=layer))
        title = style.text(f"<B>{name}{2 * NBSP}</B>", 15)
        if layer == 1:
            return [title, style.text(formula("a^(1) = x"), 12, self.theme.quiet)]
        title += style.text(style.escaped(self._activation(layer)), 12, self.theme.quiet)
        result = [title]
        if self.forward:
            line = f"z^({layer}) = Θ^({layer - 1}) a^({layer - 1}), a^({layer}) = g(z^({layer}))"
            result.append(style.text(formula(line), 12, self.theme.quiet))
        if self.backward:
            result.append(style.text(formula(self._delta(layer)), 12, self.theme.gradient))
        return result

    def _activation(self, layer: int) -> str:
        """Return what g is in a layer; where it is the identity, z and a are one node."""
        z, a = self.sample.z[layer][0], self.sample.a[layer][0]
        if a is z or not a.op:
            return f"g(z){NBSP}={NBSP}z"
        return f"g{NBSP}={NBSP}{a.op.symbol}"

    def _delta(self, layer: int) -> str:
        """Return the formula of a layer's δ: the textbook's where it holds, else the definition."""
        if self.from_the_next(layer):
            return f"δ^({layer}) = (Θ^({layer}))^T δ^({layer + 1}) ∘ g′(z^({layer}))"
        if self.is_a_minus_y(layer):
            return f"δ^({layer}) = a^({layer}) − y"
        return f"δ^({layer}) = ∂J/∂z^({layer})"

    def is_a_minus_y(self, layer: int) -> bool:
        """Whether the δ of a layer is known to be a − y."""
        if layer < self.last or self.y is None or not self.known:
            return False
        return all(
            math.isclose(delta, a.data - y_k, rel_tol=ROUNDING, abs_tol=1e-15)
            for delta, a, y_k in zip(self.delta[layer], self.sample.a[layer], self.y)
        )

    def from_the_next(self, layer: int) -> bool:
        """Whether J depends on a layer only through the next, so that δ comes from there alone."""
        if layer == self.last or not self.known:
            return layer < self.last
        for i, terms in enumerate(self.received(layer), start=1):
            slope = self.slope(layer, i)
            missing = self.sample.z[layer][i - 1].grad - math.fsum(terms) * slope
            if abs(missing) > ROUNDING * sum(map(abs, terms)) * abs(slope) + TINY:
                return False
        return True


def formula(text: str) -> str:
    """Return a formula as HTML, with ^(2) and ^T above the line and _ij below it.

    >>> html = formula("δ_ij^T a")
    >>> html.count("<SUB>"), html.count("<SUP>"), html.endswith(f"{NBSP}a")
    (1, 1, True)
    """

    def script(match: re.Match[str]) -> str:
        kind = "SUP" if match[1] == "^" else "SUB"
        return f'<{kind}><FONT POINT-SIZE="{style.FULL.script}">{match[2]}</FONT></{kind}>'

    html = style.escaped(text).replace(" ", NBSP)
    return re.sub(r"([\^_])(\(\d+\)|[^\W_]+)", script, html)


def norm(numbers: Sequence[Any]) -> float:
    """Return the length of a vector: the root of the sum of the squares.

    >>> norm([3.0, -4.0])
    5.0
    """
    return math.hypot(*map(float_of, numbers))
