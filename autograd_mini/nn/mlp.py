"""A network of Values with the names of the textbook: Θ, z, a and, after backward, δ.

Throughout this file, with the first flower of nn/iris.csv in a network of 4-5-3 units as
the example, so that s_1, s_2, s_3 = 4, 5, 3:

    name            shape                what it is                                     example
    theta[l]        s_(l+1) × (s_l + 1)  Θ^(l), the weights from layer l to layer l + 1
    theta[l][i][j]  a Value              of the unit with index i, for its input with   0.5624
                                         index j, where j = 0 is the bias: theta[1][0][0]
    x, a[1]         s_1                  one sample, the input: a[1][0]                 5.1
    z[l]            s_l                  Θ^(l−1) a^(l−1), for l = 2 … L: z[2][0]        1.7093
    a[l]            s_l                  g(z^(l)), the activations: a[3][0]             0.6212
    y               s_L                  the targets of the sample: y[0]                1.0
    J               a Value              the cost                                       2.3964
    delta[l]        s_l                  ∂J/∂z^(l), as floats: delta[3][0]              -0.3788

Layers are counted from 1 as in the formulas; units are entries of Python lists, counted from 0.
The derivation in demos/derivation.en.md goes through all of it with the numbers of this flower.

>>> from autograd_mini.nn.cost import cross_entropy
>>> net = MLP(4, [5, 3], seed=0)
>>> sample, y = net.forward([5.1, 3.5, 1.4, 0.2]), [1.0, 0.0, 0.0]
>>> J = cross_entropy(sample.a[3], y)
>>> J.backward()
>>> [round(v.data, 4) for v in (net.theta[1][0][0], sample.z[2][0], sample.a[3][0], J)]
[0.5624, 1.7093, 0.6212, 2.3964]
>>> [round(a_k.data - y_k, 4) for a_k, y_k in zip(sample.a[3], y)]
[-0.3788, 0.5628, 0.6648]
>>> [round(delta_k, 4) for delta_k in sample.delta[3]]
[-0.3788, 0.5628, 0.6648]
"""

import math
import os
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograd_mini.errors import settled
from autograd_mini.files import write
from autograd_mini.functions import total
from autograd_mini.nn import saving
from autograd_mini.nn.arguments import activation_of, identity, seed_of, sizes_of, weights_of
from autograd_mini.nn.cost import l2
from autograd_mini.nn.losses import loss_of
from autograd_mini.nn.matvec import matvec
from autograd_mini.nn.record import Forward, Layers, Matrix, shortened
from autograd_mini.nn.samples import check_input, data, number, said, samples_of, vector
from autograd_mini.recording import recording
from autograd_mini.value import Operand, Value

if TYPE_CHECKING:
    from autograd_mini.compile import Program


class MLP:
    """A fully connected network; that of the textbook derivation is `MLP(4, [5, 3])`.

    n_inputs: s_1, the number of inputs.
    layer_sizes: s_2 … s_L, the number of units in each further layer.
    activation: g of the hidden layers: the name of any function of one operand in the table, or
        "identity".
    output_activation: g of the last layer; the same as `activation` if None.
    bias: whether every unit has a weight for the constant a_0 = 1, in column 0 of Θ.
    seed: any int; the same seed gives the same weights on every machine.

    Weights start uniform in ±√(6 / (s_l + s_(l+1))), biases too (Glorot and Bengio, 2010).

    ValueError for sizes below 1 or not whole, and for an activation that the table does not have;
    TypeError for sizes that are not in one list, and for another type of activation or seed.

    >>> net = MLP(2, [2, 1], seed=1)
    >>> net
    MLP(2, [2, 1], 9 weights)
    >>> len(net.parameters()), net.theta[1][0][0].label
    (9, 'Θ^(1)_1,0')
    >>> MLP(4, 5, 3)
    Traceback (most recent call last):
        ...
    TypeError: write the sizes of the layers behind the inputs in one list: MLP(4, [5, 3])
    """

    theta: dict[int, Matrix]

    def __init__(
        self,
        n_inputs: int,
        layer_sizes: Iterable[int] = (),
        *more: object,
        activation: str = "sigmoid",
        output_activation: str | None = None,
        bias: bool = True,
        seed: int | None = None,
    ) -> None:
        self.sizes = sizes_of(n_inputs, layer_sizes, more)
        self.activation = activation
        self.output_activation = activation if output_activation is None else output_activation
        self.bias = bias
        last = len(self.sizes)
        self._g: dict[int, Callable[[Value], Value]] = {
            layer: activation_of(activation) for layer in range(2, last)
        }
        self._g[last] = activation_of(self.output_activation)
        first = 0 if bias else 1
        uniform = random.Random(seed_of(seed)).uniform
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
            layer: tuple([f"{name}^({layer})_{i}" for i in range(1, size + 1)] for name in "za")
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

    def __call__(self, x: Iterable[Operand]) -> list[Value]:
        """Return the output units' activations a^(L) for one sample x."""
        return self.forward(x).a[len(self.sizes)]

    def forward(self, x: Iterable[Operand]) -> Forward:
        """Run one sample through the network and return the record of z and a.

        x: s_1 numbers or Values: a list, a tuple, a NumPy array, …

        ValueError if there are more or fewer, or one is nan or infinite; TypeError for what is no
        list of numbers, such as several samples at once.

        >>> MLP(2, [3, 1], seed=0).forward((0.5, 1.0))
        <Forward of 2-3-1: theta[1] … theta[2], z[2] … z[3], a[1] … a[3]>
        >>> MLP(2, [3, 1], seed=0).forward([0.5])
        Traceback (most recent call last):
            ...
        ValueError: x has 1 entries, but the network takes 2
        """
        x = vector("x", x)
        check_input("x", x, self.sizes[0])
        return self._forward(x)

    def _forward(
        self,
        x: list[Operand],
        shifts: Mapping[int, Sequence[Value]] | None = None,
        theta: dict[int, Matrix] | None = None,
    ) -> Forward:
        """Return the record of one sample; of this network's theta, if no other is given."""
        theta = self.theta if theta is None else theta
        a: Layers[list[Any]] = Layers("a", {1: x})
        z: Layers[list[Value]] = Layers("z", {})
        for layer, rows in theta.items():
            g, (z_labels, a_labels) = self._g[layer + 1], self._labels[layer + 1]
            z[layer + 1] = matvec(rows, [1.0, *a[layer]] if self.bias else a[layer])
            if shifts:
                z[layer + 1] = [z_i + e_i for z_i, e_i in zip(z[layer + 1], shifts[layer + 1])]
            for z_i, label in zip(z[layer + 1], z_labels):
                z_i.label = label
            a[layer + 1] = list(map(g, z[layer + 1]))
            if g is not identity:  # there both are one node
                for a_i, label in zip(a[layer + 1], a_labels):
                    a_i.label = label
        return Forward(theta, z, a, self.bias)

    def cost(
        self,
        X: Iterable[Iterable[Operand]],
        Y: Iterable[Iterable[Operand]],
        *,
        loss: str | Callable[[list[Value], list[Operand]], Value] = "cross_entropy",
        from_logits: bool = False,
        regularization: Operand = 0.0,
    ) -> Value:
        """Return J(θ) = (1/m) Σ_i J^(i), the mean cost of m samples, as a node.

        X: m samples of s_1 numbers; lists, a NumPy array, …  Y: their m targets, of s_L numbers.
        loss: J^(i), the cost of one sample.  A name of cost.py: "cross_entropy" and
            "mean_squared_error" are built from a^(L); "cross_entropy_from_logits", for an output
            layer of sigmoid units, and "softmax_cross_entropy", for any, from z^(L).  Or a function
            of two lists, a^(L) and y, that returns a Value.
        from_logits: True is another way to say loss="cross_entropy_from_logits", which stays exact
            when a saturates; it goes with no other loss.
        regularization: λ of the penalty + λ/(2m) Σ θ² over all weights but the biases.

        ValueError if there are no samples, for lengths that do not fit, for an unknown loss, and
        for from_logits with a loss that it does not go with; TypeError for what is not a number,
        for a single sample, or a Y, that is not in a list of lists, and for a loss that returns no
        Value; DomainError if a cost is not finite.

        >>> net = MLP(2, [1], seed=0)
        >>> J = net.cost([[0.0, 1.0], [1.0, 1.0]], [[0], [1]])
        >>> J.backward()
        >>> J.label
        'J'
        >>> net.cost([[0.0, 1.0], [1.0, 1.0]], [0, 1])
        Traceback (most recent call last):
            ...
        TypeError: Y[0] is the number 0, where a list of numbers belongs; write [[y] for y in Y]
        """
        cost = loss_of(loss, from_logits, self.output_activation)
        strength = number("regularization", regularization)
        rows, targets = self.samples(X, Y)
        costs: list[Value] = []
        with recording():
            for i, (x, y) in enumerate(zip(rows, targets)):
                try:
                    J_i = cost.of(self._forward(x), y)
                except cost.errors as error:
                    raise type(error)(f"X[{i}], Y[{i}]: {error}") from error
                if not isinstance(J_i, Value):
                    raise TypeError(
                        f"what the loss has returned for X[{i}] and Y[{i}] is {said(J_i)}; it is "
                        "to return a Value, computed from the activations and not from their .data"
                    )
                costs.append(J_i)
        J: Value = costs[0]
        if len(costs) > 1 or J.label not in ("", "J"):  # a node that has a name keeps it
            J = total(costs) / len(costs)
        if data(strength) or isinstance(strength, Value):
            J = J + l2(self.weights(), strength, len(costs))
        J.label = "J"
        return J

    def with_cost(
        self,
        x: Iterable[Operand],
        y: Iterable[Operand],
        *,
        loss: str | Callable[[list[Value], list[Operand]], Value] = "cross_entropy",
        shifts: Mapping[int, Sequence[Value]] | None = None,
    ) -> tuple[Forward, Value]:
        """Return the record of one sample and its cost, as parts of one graph.

        x, y: the sample and its targets.  loss: as for `cost`.
        shifts: for each layer from 2 on, Values that are added to its z, so that ∂J/∂shift is δ.

        Errors as for `cost`.

        >>> sample, J = MLP(2, [3, 1], seed=0).with_cost([0.5, 1.0], [1.0])
        >>> J.backward()
        >>> sample.delta[3] == [sample.a[3][0].data - 1.0]
        True
        """
        cost = loss_of(loss, False, self.output_activation)
        rows, targets = self.samples([x], [y])
        with recording():
            sample = self._forward(rows[0], shifts)
            J: Value = cost.of(sample, targets[0])
        return sample, J

    def compile(
        self, loss: str | Callable[[list[Value], list[Operand]], Value] = "cross_entropy"
    ) -> "Program":
        """Return a program that computes J and Δ/m of m samples from arrays, with NumPy.

        loss: as for `cost`.

        The program is called with X, Y and theta1, theta2, …; its `outputs` are a^(L).  Weights
        that were trained as arrays come back by `load_theta`.

        ImportError without NumPy; errors of the loss as for `cost`.

        >>> import numpy as np
        >>> net = MLP(2, [1], seed=0)
        >>> program = net.compile()
        >>> theta1 = [[theta.data for theta in row] for row in net.theta[1]]
        >>> J, gradients = program(X=[[0.0, 1.0], [1.0, 1.0]], Y=[[0], [1]], theta1=theta1)
        >>> J == net.cost([[0.0, 1.0], [1.0, 1.0]], [[0], [1]]).data, gradients["theta1"].shape
        (True, (1, 3))
        """
        from autograd_mini.compile import compile_gradient

        cost = loss_of(loss, False, self.output_activation)

        def record(**values: Any) -> Value:
            theta = Layers("theta", {layer: values[f"theta{layer}"] for layer in self.theta})
            J: Value = cost.of(self._forward(values["X"], theta=theta), values["Y"])
            return J

        x, y = ([Value(1 / self.sizes[i]) for _ in range(self.sizes[i])] for i in (0, -1))
        with recording():
            sample = self._forward(list(x))
            J = cost.of(sample, y)
            parameters = {f"theta{layer}": rows for layer, rows in self.theta.items()}
            outputs = sample.a[len(self.sizes)]
            return compile_gradient(J, {"X": x, "Y": y}, parameters, outputs, record)

    def samples(self, X: Any, Y: Any) -> tuple[list[list[Operand]], list[list[Operand]]]:
        """Return X and Y as lists of lists that fit each other and the network."""
        return samples_of(X, Y, self.sizes[0], self.sizes[-1])

    def parameters(self) -> list[Value]:
        """Return every θ: layer by layer, row by row, the bias of a row first."""
        return [theta for rows in self.theta.values() for row in rows for theta in row]

    def weights(self) -> list[Value]:
        """Return every θ but the biases, in the order of `parameters`."""
        first = 1 if self.bias else 0
        return [theta for rows in self.theta.values() for row in rows for theta in row[first:]]

    def load_theta(self, theta: Mapping[int, Iterable[Iterable[float]]]) -> None:
        """Give every θ a new number; column 0 of each matrix is the bias, if there is one.

        theta: {1: rows, 2: rows, …}, Θ^(l) of shape s_(l+1) × (s_l + 1), as lists or NumPy arrays.

        ValueError if a layer or a shape does not fit, TypeError for what is not a number; the
        weights are then as they were.

        >>> net = MLP(1, [1])
        >>> net.load_theta({1: [[0.5, -2.0]]})
        >>> [theta.data for theta in net.parameters()]
        [0.5, -2.0]
        >>> net.load_theta({1: [[0.5, -2.0, 1.0]]})
        Traceback (most recent call last):
            ...
        ValueError: Θ^(1) has shape 1 × 3, the network needs 1 × 2; column 0 is the bias
        """
        numbers = weights_of(theta, self.theta, self.bias)
        for parameter, x in zip(self.parameters(), numbers):
            parameter.data = x

    def save(self, path: str | PathLike[str]) -> None:
        """Write the network into a file of JSON: sizes, activations and weights, digit for digit.

        path: the file, which is written whole or not at all.

        TypeError and ValueError if a weight was set by hand to what is no finite float; OSError if
        the file cannot be written.
        """
        theta = {n: [[settled(x) for x in row] for row in rows] for n, rows in self.theta.items()}
        settings = {name: getattr(self, name) for name in saving.SETTINGS}
        write(Path(path), saving.written(self.sizes, settings, theta))

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "MLP":
        """Return the network that a file of `save` holds.

        ValueError, with the reason, for a file that is damaged or no such file; OSError if it
        cannot be read.

        >>> MLP.load("README.md")
        Traceback (most recent call last):
            ...
        ValueError: README.md does not hold a network: Expecting value: line 1 column 1 (char 0)
        """
        sizes, settings, theta = saving.read(Path(path))
        try:
            net = cls(sizes[0], sizes[1:], **settings, seed=0)
            net.load_theta(theta)
        except (TypeError, ValueError, IndexError) as error:
            raise ValueError(f"{os.fspath(path)} does not hold a network: {error}") from error
        return net

    def descend(self, rate: float) -> None:
        """Take one step of gradient descent, θ ← θ − η · ∂J/∂θ, along the grads of the last J.

        rate: η.

        TypeError if the rate is not a number or the data or grad of a weight not a float (an int
        will do), ValueError if one is not finite or a weight would not stay so; no weight is
        changed then.

        >>> net = MLP(1, [1], seed=0)
        >>> net.load_theta({1: [[0.5, -2.0]]})
        >>> net.cost([[1.0]], [[1]], loss="mean_squared_error").backward()
        >>> net.theta[1][0][1].grad = None
        >>> net.descend(0.1)
        Traceback (most recent call last):
            ...
        TypeError: the grad of Θ^(1)_1,1 was set by hand to None, of type NoneType; it has to be a \
float
        """
        if isinstance(rate, Value):
            raise TypeError(f"rate is {said(rate)}, not a real number; give its .data")
        rate = data(number("rate", rate))
        numbers = []
        for theta in self.parameters():
            x = settled(theta) - rate * settled(theta, "grad")
            if not math.isfinite(x):
                raise ValueError(
                    f"{_named(theta)} would become {x}, and not stay finite; no weight was "
                    "changed; take a smaller rate"
                )
            numbers.append(x)
        for theta, x in zip(self.parameters(), numbers):
            theta.data = x


def _named(theta: Value) -> str:
    return theta.label or "a weight without a label"
