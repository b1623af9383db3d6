"""What a picture of a network says: the numbers of one sample, and the formulas that hold."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from autograd_mini.draw import style
from autograd_mini.draw.style import NBSP, Theme
from autograd_mini.graph import Graph, float_of
from autograd_mini.nn import Forward
from autograd_mini.value import Value

T = TypeVar("T")
ROUNDING = 1e-12  # how far, relative to its terms, a formula may be from what was computed
TINY = 1e-300  # below it, rounding is no longer relative


class Weight(NamedTuple):
    """Θ^(layer)_ij, from unit j of a layer to unit i of the next, and this sample's ∂J/∂Θ_ij."""

    layer: int
    i: int
    j: int
    theta: Value
    gradient: float


class Scene(NamedTuple):
    """A sample, and what of it is shown how.

    delta: its δ.  graph: that of its z and a, and of J.  y, J: the targets and the cost, if they
    are shown.  forward, backward: whether Θ, and whether δ and ∂J/∂Θ, are.  precision: the
    decimals of numbers.
    """

    sample: Forward
    delta: dict[int, list[float]]
    graph: Graph
    y: list[float] | None
    J: Value | None
    forward: bool
    backward: bool
    precision: int
    theme: Theme

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
    def long(self) -> str:
        """Where the long arrows from layer to layer point: "left", or to "none"."""
        return "left" if self.backward else "none"

    @property
    def short(self) -> str:
        """Where the short arrows between numbers and unit point: "right", or to "none"."""
        return "right" if self.forward else "none"

    def looks(self, theta: T, gradient: T) -> tuple[T, T]:
        """Return what long and short arrows stand for, out of Θ and ∂J/∂Θ."""
        return (gradient if self.backward else theta), (theta if self.forward else gradient)

    def value(self, x: float, *, signed: bool = False) -> str:
        """Return a number as it is shown."""
        return style.number(x, signed=signed, precision=self.precision)

    def gradient(self, x: float, *, signed: bool = True) -> str:
        """Return a number that only a backward pass finds."""
        return self.value(x, signed=signed) if self.known else style.UNKNOWN

    def exact(self, x: float) -> str:
        """Return such a number with all its digits, for a tooltip."""
        return repr(x) if self.known else style.UNKNOWN

    def widest(self, x: float, *, signed: bool = True) -> str:
        """Return what a caption says of the widest arrow that stands for a gradient."""
        return f"widest: {self.value(x, signed=signed)}" if self.known else "known after backward()"

    def weights(self) -> Iterator[Weight]:
        """Yield the weights of all layers.

        ∂J/∂Θ is read on the edge from Θ to z: δ times ∂z/∂Θ.  The grad of Θ may hold other samples.
        """
        for layer, rows in self.sample.theta.items():
            for i, (row, z) in enumerate(zip(rows, self.sample.z[layer + 1]), start=1):
                for slot, theta in enumerate(row):
                    a_j = self.graph.partial((z, slot))
                    yield Weight(layer, i, slot + (not self.sample.bias), theta, z.grad * a_j)

    def heading(self, layer: int) -> list[str]:
        """Return the lines above a layer, as HTML: its name, and the formulas of a and δ."""
        title = style.text(f"<B>layer{NBSP}{layer}{2 * NBSP}</B>", 15)
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
        if layer < self.last and (not self.known or self._flows_back(layer)):
            return f"δ^({layer}) = (Θ^({layer}))^T δ^({layer + 1}) ∘ g′(z^({layer}))"
        if layer == self.last and self.known and self._is_a_minus_y():
            return f"δ^({layer}) = a^({layer}) − y"
        return f"δ^({layer}) = ∂J/∂z^({layer})"

    def _is_a_minus_y(self) -> bool:
        last = zip(self.delta[self.last], self.sample.a[self.last], self.y or [])
        return self.y is not None and all(
            math.isclose(delta, a.data - y_k, rel_tol=ROUNDING, abs_tol=1e-15)
            for delta, a, y_k in last
        )

    def _flows_back(self, layer: int) -> bool:
        """Whether J depends on a layer only through the next, so that δ comes from there alone."""
        after = self.delta[layer + 1]
        columns = list(zip(*self.sample.theta[layer]))[self.sample.bias :]
        units = zip(columns, self.sample.z[layer], self.sample.a[layer])
        for column, z, a in units:
            slope = 1.0 if a is z else self.graph.partial((a, 0))
            terms = [theta.data * delta * slope for theta, delta in zip(column, after)]
            if abs(z.grad - math.fsum(terms)) > ROUNDING * sum(map(abs, terms)) + TINY:
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
