"""A network of Values with the names of the textbook: Θ, z, a and, after backward, δ.

>>> net = MLP(4, [5, 3], seed=0)
>>> sample = net.forward([5.1, 3.5, 1.4, 0.2])
>>> J = cross_entropy(sample.a[3], [1, 0, 0])
>>> J.backward()
>>> [round(a.data - y, 4) for a, y in zip(sample.a[3], [1, 0, 0])]
[-0.3788, 0.5628, 0.6648]
>>> [round(delta, 4) for delta in sample.delta[3]]
[-0.3788, 0.5628, 0.6648]
"""

import math
import operator
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

from autograd_mini import functions
from autograd_mini.elementary import TABLE
from autograd_mini.errors import real
from autograd_mini.functions import total
from autograd_mini.nn.cost import cross_entropy, cross_entropy_from_logits, l2
from autograd_mini.nn.record import Forward, Layers, Matrix, shortened
from autograd_mini.value import Operand, Value, node


class MLP:
    """A fully connected network; the derivation's three layers are `MLP(4, [5, 3])`.

    n_inputs: s_1, the number of inputs.
    layer_sizes: s_2 … s_L, the number of units in each further layer.
    activation: g of the hidden layers: the name of any function of one operand in the table, or
        "identity".
    output_activation: g of the last layer; the same as `activation` if None.
    bias: whether every unit has a weight for the constant a_0 = 1, in column 0 of Θ.
    seed: any int; the same seed gives the same weights on every machine.

    Weights start uniform in ±√(6 / (s_l + s_(l+1))), biases too (Glorot and Bengio, 2010).

    ValueError for sizes below 1 or an activation that the table does not have.

    >>> net = MLP(2, [2, 1], seed=1)
    >>> net
    MLP(2, [2, 1], 9 weights)
    >>> len(net.parameters()), net.theta[1][0][0].label
    (9, 'Θ^(1)_1,0')
    """

    theta: dict[int, Matrix]

    def __init__(
        self,
        n_inputs: int,
        layer_sizes: Sequence[int],
        *,
        activation: str = "sigmoid",
        output_activation: str | None = None,
        bias: bool = True,
        seed: int | None = None,
    ) -> None:
        self.sizes = (n_inputs, *layer_sizes)
        if len(self.sizes) < 2 or any(not isinstance(s, int) or s < 1 for s in self.sizes):
            raise ValueError(f"a network needs whole layer sizes of at least 1, not {self.sizes}")
        self.activation = activation
        self.output_activation = activation if output_activation is None else output_activation
        self.bias = bias
        last = len(self.sizes)
        self._g: dict[int, Callable[[Value], Value]] = {
            layer: _activation(activation) for layer in range(2, last)
        }
        self._g[last] = _activation(self.output_activation)
        first = 0 if bias else 1
        uniform = random.Random(seed).uniform
        self.theta = Layers("theta", {})
        for layer, (s_in, s_out) in enumerate(zip(self.sizes, self.sizes[1:]), start=1):
            bound = math.sqrt(6 / (s_in + s_out))
            self.theta[layer] = [
                [
                    Value(uniform(-bound, bound), label=f"Θ^({layer})_{i},{j}")
                    for j in range(first, s_in + 1)
                ]
                for i in range(1, s_out + 1)
            ]
        self._labels = {
            layer: [(f"z^({layer})_{i}", f"a^({layer})_{i}") for i in range(1, size + 1)]
            for layer, size in enumerate(self.sizes, start=1)
        }

    def __repr__(self) -> str:
        units = ", ".join(shortened([str(size) for size in self.sizes[1:]]))
        settings = "".join(
            f", {name}={value!r}"
            for name, value, usual in (
                ("activation", self.activation, "sigmoid"),
                ("output_activation", self.output_activation, self.activation),
                ("bias", self.bias, True),
            )
            if value != usual
        )
        return f"MLP({self.sizes[0]}, [{units}]{settings}, {len(self.parameters())} weights)"

    def __call__(self, x: Sequence[Operand]) -> list[Value]:
        """Return the output units' activations a^(L) for one sample x."""
        return self.forward(x).a[len(self.sizes)]

    def forward(self, x: Sequence[Operand]) -> Forward:
        """Run one sample through the network and return the record of z and a.

        x: s_1 numbers or Values.  ValueError if there are more or fewer.
        """
        if len(x) != self.sizes[0]:
            raise ValueError(f"x has {len(x)} entries, but the network takes {self.sizes[0]}")
        a: Layers[list[Any]] = Layers("a", {1: list(x)})
        z: Layers[list[Value]] = Layers("z", {})
        for layer, rows in self.theta.items():
            z[layer + 1] = matvec(rows, [1.0, *a[layer]] if self.bias else a[layer])
            a[layer + 1] = list(map(self._g[layer + 1], z[layer + 1]))
            for z_i, a_i, (z_label, a_label) in zip(
                z[layer + 1], a[layer + 1], self._labels[layer + 1]
            ):
                a_i.label = a_label
                z_i.label = z_label  # last, because for the identity both are one node
        return Forward(self.theta, z, a, self.bias)

    def cost(
        self,
        X: Sequence[Sequence[Operand]],
        Y: Sequence[Sequence[Operand]],
        *,
        from_logits: bool = False,
        regularization: float = 0.0,
    ) -> Value:
        """Return J(θ) = (1/m) Σ_i J^(i), the mean cross-entropy of m samples, as a node.

        X: m samples of s_1 numbers.  Y: their m targets, of s_L numbers in [0, 1].
        from_logits: build J from z^(L) instead of a^(L), which stays exact when a saturates; the
            output layer must then be of sigmoid units.
        regularization: λ of the penalty + λ/(2m) Σ θ² over all weights but the biases.

        ValueError if there are no samples, or lengths that do not fit.

        >>> J = MLP(2, [1], seed=0).cost([[0.0, 1.0], [1.0, 1.0]], [[0], [1]])
        >>> J.backward()
        >>> J.label
        'J'
        """
        if len(X) != len(Y) or not X:
            raise ValueError(f"X has {len(X)} samples and Y has {len(Y)}; they need as many, not 0")
        last = len(self.sizes)
        if from_logits and self._g[last] is not functions.sigmoid:
            raise ValueError("from_logits=True is for sigmoid units in the output layer")
        costs = []
        for x, y in zip(X, Y):
            sample = self.forward(x)
            if from_logits:
                costs.append(cross_entropy_from_logits(sample.z[last], y))
            else:
                costs.append(cross_entropy(sample.a[last], y))
        J: Value = total(costs) / len(X)
        if regularization:
            J = J + l2(self.weights(), regularization, len(X))
        J.label = "J"
        return J

    def parameters(self) -> list[Value]:
        """Return every θ: layer by layer, row by row, the bias of a row first."""
        return [theta for rows in self.theta.values() for row in rows for theta in row]

    def weights(self) -> list[Value]:
        """Return every θ but the biases, in the order of `parameters`."""
        first = 1 if self.bias else 0
        return [theta for rows in self.theta.values() for row in rows for theta in row[first:]]

    def load_theta(self, theta: Mapping[int, Sequence[Sequence[float]]]) -> None:
        """Give every θ a new number; column 0 of each matrix is the bias, if there is one.

        theta: {1: rows, 2: rows, …}, Θ^(l) of shape s_(l+1) × (s_l + 1).

        ValueError if a layer or a shape does not fit, TypeError for what is not a number; the
        weights are then as they were.

        >>> net = MLP(1, [1])
        >>> net.load_theta({1: [[0.5, -2.0]]})
        >>> [theta.data for theta in net.parameters()]
        [0.5, -2.0]
        """
        if set(theta) != set(self.theta):
            raise ValueError(f"theta has layers {sorted(theta)}, the network {sorted(self.theta)}")
        for layer, rows in self.theta.items():
            expected, given = [len(row) for row in rows], [len(row) for row in theta[layer]]
            if expected != given:
                raise ValueError(
                    f"Θ^({layer}) has shape {_shape(given)}, the network needs {_shape(expected)}"
                )
        numbers = [real(x) for layer in self.theta for row in theta[layer] for x in row]
        for parameter, number in zip(self.parameters(), numbers):
            parameter.data = number

    def descend(self, rate: float) -> None:
        """Take one step of gradient descent, θ ← θ − η · ∂J/∂θ, along the grads of the last J.

        rate: η.  ValueError, and no step, if a weight would not stay finite.
        """
        numbers = [real(theta.data - rate * theta.grad) for theta in self.parameters()]
        for theta, number in zip(self.parameters(), numbers):
            theta.data = number


def matvec(rows: Iterable[Sequence[Value]], inputs: Iterable[Operand]) -> list[Value]:
    """Return z = Θa for a whole layer: dot(row, inputs) for each row of a matrix of Values.

    The rows share their inputs, so what is to know of these is found out once.

    ValueError if a row does not have as many weights as there are inputs.

    >>> [z.data for z in matvec([[Value(1.0), Value(2.0)]], [1.0, 10.0])]
    [21.0]
    """
    dot = TABLE["dot"]
    xs = tuple([x if isinstance(x, Value) or type(x) is float else real(x) for x in inputs])
    data = tuple([x.data if isinstance(x, Value) else x for x in xs])
    nodes = tuple([x for x in xs if isinstance(x, Value)])
    is_node = [isinstance(x, Value) for x in xs]
    product = []
    for row in map(tuple, rows):
        if len(row) != len(xs):
            raise ValueError(f"dot of {len(row)} weights and {len(xs)} inputs; make them equal")
        weights = [w.data for w in row]
        try:
            z = math.fsum(map(operator.mul, weights, data))
        except (ValueError, OverflowError):  # of infinite products; node() says which
            z = math.nan
        partials = (*data, *compress(weights, is_node)) if nodes else data
        operands = row + xs if len(nodes) < len(xs) else ()
        product.append(node(z, dot, row + nodes, partials, operands))
    return product


def _identity(z: Value) -> Value:  # not a lambda, so that a network can be pickled
    return z


def _activation(name: str) -> Callable[[Value], Value]:
    if name == "identity":
        return _identity
    if name not in TABLE or TABLE[name].arity != 1:
        unary = ", ".join(op.name for op in TABLE.values() if op.arity == 1)
        raise ValueError(f"no activation is called {name!r}; there are identity, {unary}")
    function: Callable[[Value], Value] = getattr(functions, name)
    return function


def _shape(lengths: Iterable[int]) -> str:
    lengths = list(lengths)
    widths = sorted(set(lengths))
    return f"{len(lengths)} × {' or '.join(map(str, widths)) or 0}"
