"""A network with numbers of 50 digits, and the true derivatives of everything in it.

The truth is the engine's: J is built by `MLP.forward` and a cost as a graph of Values, whose nodes
are then computed in 50 digits, and ∂u/∂v is a sweep back from u with the rules of the table.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from autograd_mini.derivations.arrays import Array, Number, many_digits, scalar, summed
from autograd_mini.graph import Graph
from autograd_mini.nn.cost import LOSSES, l2
from autograd_mini.nn.mlp import MLP
from autograd_mini.value import Value

Place = tuple[str, int]  # a quantity and its layer: ("theta", 2), ("J", 0)


@dataclass(frozen=True)
class Shape:
    """What of a network a derivation depends on."""

    sizes: tuple[int, ...]
    bias: bool
    activation: str
    output_activation: str
    loss: str
    regularized: bool = False

    @property
    def last(self) -> int:
        """L, the number of layers."""
        return len(self.sizes)

    def g(self, layer: int) -> str:
        """The name of g in a layer."""
        return self.output_activation if layer == self.last else self.activation


class Circuit:
    """The graph of J of one sample, and of the penalty λ/2 Σ θ², for a shape."""

    def __init__(self, shape: Shape) -> None:
        net = MLP(
            shape.sizes[0], shape.sizes[1:], activation=shape.activation,
            output_activation=shape.output_activation, bias=shape.bias, seed=1,
        )  # fmt: skip
        for theta in net.parameters():
            theta.data = 0.5 * theta.data + 0.05
        self.x = [Value(0.4) for _ in range(shape.sizes[0])]
        self.y = [Value(0.5) for _ in range(shape.sizes[-1])]
        self.rate = Value(1.0)
        sample = net.forward(self.x)
        cost, outputs = LOSSES[shape.loss]
        self.J = cost(getattr(sample, outputs)[shape.last], self.y)
        self.penalty = l2(net.weights(), self.rate, 1)
        self.theta, self.z, self.a = net.theta, sample.z, sample.a
        # Both are swept by themselves; what is common to them are leaves.
        self.nodes = Graph(self.J).nodes
        self.of_penalty = Graph(self.penalty).nodes

    def units(self, place: Place) -> list[Value]:
        """Return the nodes of a quantity, row by row."""
        name, layer = place
        if name == "theta":
            return [theta for row in self.theta[layer] for theta in row]
        if name == "J":
            return [self.J]
        return {"x": self.x, "y": self.y}.get(name) or getattr(self, name)[layer]


@cache
def circuit(shape: Shape) -> Circuit:
    """Return the circuit of a shape, which is made once."""
    return Circuit(shape)


Values = dict[int, Number]


class Sample:
    """One sample in a world: the value of every node, and the sweeps back that were asked for."""

    def __init__(self, nodes: Sequence[Value], leaves: Values) -> None:
        self.nodes, self.values = nodes, dict(leaves)
        self._back: dict[int, Values] = {}
        self._partials: dict[int, list[Number]] = {}
        mp = many_digits()
        for n in nodes:
            if n.op is not None:
                y = getattr(mp, n.op.name)(*self.operands(n))
                if y.imag or not mp.ctx.isfinite(y):
                    raise ValueError(f"{n.op.name} has no value")
                self.values[id(n)] = y

    def operands(self, n: Value) -> list[Number]:
        """Return the numbers that a node is computed from."""
        mpf = many_digits().mpf
        return [self.values[id(x)] if isinstance(x, Value) else mpf(x) for x in n.operands]

    def back(self, source: Value) -> Values:
        """Return ∂source/∂n for every node n, by the rules of the table."""
        if id(source) in self._back:
            return self._back[id(source)]
        mp = many_digits()
        adjoint: Values = {id(source): mp.ctx.one}
        for n in reversed(self.nodes):
            flow = adjoint.get(id(n))
            if flow is None or n.op is None:
                continue
            xs, y = self.operands(n), self.values[id(n)]
            every = n.op.all_partials(mp, xs, y) if n.op.arity is None else None
            for i, x in enumerate(n.operands):
                if isinstance(x, Value):
                    by = every[i] if every else n.op.partial(i, mp, xs, y)
                    adjoint[id(x)] = adjoint.get(id(x), mp.ctx.zero) + flow * by
        self._back[id(source)] = adjoint
        return adjoint


class World:
    """Numbers for the weights, for some samples, for α and λ, and all that follows from them.

    own: whether the numbers are the learner's.
    """

    def __init__(
        self,
        shape: Shape,
        theta: Sequence[Number],
        samples: Sequence[tuple[Sequence[Number], Sequence[Number]]],
        alpha: Number,
        rate: Number,
        own: bool = False,
    ) -> None:
        self.shape, self.own, self.alpha, self.rate = shape, own, alpha, rate
        self.circuit = c = circuit(shape)
        weights = [n for layer in c.theta for n in c.units(("theta", layer))]
        shared = {id(n): x for n, x in zip(weights, theta, strict=True)}
        shared[id(c.rate)] = rate
        self.samples = []
        for x, y in samples:
            leaves = dict(shared)
            leaves.update({id(n): v for n, v in zip([*c.x, *c.y], [*x, *y], strict=True)})
            self.samples.append(Sample(c.nodes, leaves))
        self._shared = shared
        self._truths: dict[Any, Array] = {}

    @cached_property
    def penalty(self) -> Sample:
        """The penalty, which knows no sample."""
        return Sample(self.circuit.of_penalty, self._shared)

    @property
    def m(self) -> int:
        """How many samples there are."""
        return len(self.samples)

    def array(self, place: Place, entries: list[Number]) -> Array:
        """Return entries in the shape of a quantity."""
        name, layer = place
        sizes, bias = self.shape.sizes, self.shape.bias
        if name == "J":
            return scalar(entries[0])
        if name == "theta":
            shape = sizes[layer], sizes[layer - 1] + bias
            return Array(shape, entries, (1, 0 if bias else 1))
        return Array((len(entries),), entries)

    def value(self, place: Place, sample: int) -> Array:
        """Return x, y, a, z, theta or J of a sample."""
        key = (place, sample)
        if key not in self._truths:
            values = self.samples[sample].values
            units = self.circuit.units(place)
            self._truths[key] = self.array(place, [values[id(n)] for n in units])
        return self._truths[key]

    def slope(self, place: Place, sample: int) -> Array:
        """Return ∂J/∂ a quantity, for a sample."""
        key = ("slope", place, sample)
        if key not in self._truths:
            back = self.samples[sample].back(self.circuit.J)
            zero = many_digits().ctx.zero
            entries = [back.get(id(n), zero) for n in self.circuit.units(place)]
            self._truths[key] = self.array(place, entries)
        return self._truths[key]

    def entry_of_slope(self, of: Value, by: Value, sample: int) -> Number:
        """Return ∂of/∂by of two nodes."""
        return self.samples[sample].back(of).get(id(by), many_digits().ctx.zero)

    def accumulated(self, layer: int) -> Array:
        """Return Δ^(l), the sum of ∂J/∂Θ^(l) over the samples."""
        place = ("theta", layer)
        key = ("Delta", layer)
        if key not in self._truths:
            slopes = [self.slope(place, i).entries for i in range(self.m)]
            self._truths[key] = self.array(place, [summed(column) for column in zip(*slopes)])
        return self._truths[key]

    def averaged(self, layer: int) -> Array:
        """Return D^(l), the gradient of J(θ): Δ/m, and with a penalty that of the penalty too."""
        key = ("D", layer)
        if key in self._truths:
            return self._truths[key]
        total = self.accumulated(layer).entries
        if self.shape.regularized:
            back = self.penalty.back(self.circuit.penalty)
            zero = many_digits().ctx.zero
            units = self.circuit.units(("theta", layer))
            total = [d + back.get(id(n), zero) for d, n in zip(total, units)]
        self._truths[key] = self.array(("theta", layer), [d / self.m for d in total])
        return self._truths[key]

    def cost(self) -> Array:
        """Return J(θ) of all samples, with the penalty if there is one."""
        total = summed(s.values[id(self.circuit.J)] for s in self.samples)
        if self.shape.regularized:
            total += self.penalty.values[id(self.circuit.penalty)]
        return scalar(total / self.m)


def random_world(shape: Shape, seed: int, m: int) -> World:
    """Return a world of generic numbers: no two are alike, none is 0 or near it."""
    mp, chance = many_digits(), random.Random(seed)

    def drawn(low: float, high: float) -> Number:
        return mp.mpf(low) + mp.mpf(chance.getrandbits(160)) / 2**160 * mp.mpf(high - low)

    def signed() -> Number:
        return drawn(0.25, 1.25) * chance.choice((-1, 1))

    c = circuit(shape)
    for _ in range(50):
        theta = [signed() for layer in c.theta for _ in c.units(("theta", layer))]
        samples = [([signed() for _ in c.x], [drawn(0.15, 0.85) for _ in c.y]) for _ in range(m)]
        try:
            return World(shape, theta, samples, drawn(0.2, 0.9), drawn(0.2, 0.9))
        except (ValueError, ArithmeticError):
            continue  # an activation has no value there, such as the log of a negative number
    raise ValueError(
        f"no numbers were found for which {shape.activation} and {shape.output_activation} have a "
        "value in every unit"
    )


def own_world(shape: Shape, net: MLP, X: Sequence[Any], Y: Sequence[Any]) -> World | None:
    """Return the world of the learner's own numbers; None if they have no value."""
    mpf = many_digits().mpf
    theta = [mpf(theta.data) for rows in net.theta.values() for row in rows for theta in row]
    samples = [([mpf(v) for v in x], [mpf(v) for v in y]) for x, y in zip(X, Y)]
    try:
        return World(shape, theta, samples, mpf("0.1"), mpf("0.5"), own=True)
    except (ValueError, ArithmeticError):
        return None
