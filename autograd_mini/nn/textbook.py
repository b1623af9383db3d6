"""The closed formulas of backpropagation in plain Python: a second opinion on the engine.

Nothing here knows what a graph is.  For one sample of a network with sigmoid units,

    z^(l+1) = Θ^(l) a^(l)            a^(l) = g(z^(l)),  with a_0 = 1 in front where there is a bias
    J = Σ_k [−y_k log a_k − (1 − y_k) log(1 − a_k)]
    δ^(L) = a^(L) − y                δ^(l) = (Θ^(l) without column 0)ᵀ δ^(l+1) ∘ g′(z^(l))
    Δ^(l)_ij ← Δ^(l)_ij + δ^(l+1)_i a^(l)_j

With another cost only the last layer is another: for `loss="mean_squared_error"`

    J = (1/K) Σ_k (a_k − y_k)²       δ^(L)_k = (2/K) (a_k − y_k) g′(z_k)

and for `loss="softmax_cross_entropy"`, whose targets are 1 together,

    a^(L) = softmax(z^(L))           J = −Σ_k y_k log a_k           δ^(L) = a^(L) − y

Layers are counted from 1, so everything is a dict from the number of a layer to lists of floats.
Many texts write j on both factors of the last line halfway through the derivation; i and j, the
row and the column of Θ, is the consistent way.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Vector = Sequence[float]
Matrix = Sequence[Vector]
Layers = dict[int, list[float]]


@dataclass
class Pass:
    """One sample forward and backward: z[l] and delta[l] for l = 2 … L, a[l] for l = 1 … L."""

    z: Layers
    a: Layers
    delta: Layers
    J: float


def g(z: float) -> float:
    """Return the sigmoid 1 / (1 + e^−z), in the one of its two forms that cannot overflow.

    >>> g(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def softmax(z: Vector) -> list[float]:
    """Return e^(z_k) / Σ_j e^(z_j) for every k, the largest z subtracted from all to begin with.

    >>> softmax([1000.0, 1000.0])
    [0.5, 0.5]
    """
    e = [math.exp(z_k - max(z)) for z_k in z]
    return [e_k / sum(e) for e_k in e]


def backpropagate(
    theta: Mapping[int, Matrix],
    x: Vector,
    y: Vector,
    *,
    bias: bool = True,
    loss: str = "cross_entropy",
) -> Pass:
    """Return z, a, δ and J of one sample.

    theta: Θ^(l) for l = 1 … L − 1, s_(l+1) rows of s_l numbers, one more in front with a bias.
    x: s_1 numbers.  y: s_L numbers, in [0, 1] but for the mean squared error.
    loss: "cross_entropy", "softmax_cross_entropy" or "mean_squared_error".

    ValueError for another loss and for lengths that differ.

    >>> backpropagate({1: [[0.0, 1.0]]}, [0.0], [1.0]).delta
    {2: [-0.5]}
    >>> backpropagate({1: [[0.0, 1.0]]}, [0.0], [1.0], loss="mean_squared_error").delta
    {2: [-0.25]}
    """
    last = len(theta) + 1
    ones = [1.0] if bias else []
    a: Layers = {1: list(x)}
    z: Layers = {}
    for layer in range(1, last):
        inputs = [*ones, *a[layer]]
        z[layer + 1] = [
            sum(t * a_j for t, a_j in zip(row, inputs, strict=True)) for row in theta[layer]
        ]
        a[layer + 1] = [g(z_i) for z_i in z[layer + 1]]

    if loss == "cross_entropy":
        J = cost(a[last], y)
        delta_of_last = [a_k - y_k for a_k, y_k in zip(a[last], y, strict=True)]
    elif loss == "softmax_cross_entropy":
        a[last] = softmax(z[last])
        J = softmax_cost(z[last], y)
        delta_of_last = [a_k - y_k for a_k, y_k in zip(a[last], y, strict=True)]
    elif loss == "mean_squared_error":
        J = squared_cost(a[last], y)
        delta_of_last = [
            2 / len(y) * (a_k - y_k) * (a_k * (1 - a_k))
            for a_k, y_k in zip(a[last], y, strict=True)
        ]
    else:
        raise ValueError(
            f"the textbook has no loss {loss!r}; it has cross_entropy, softmax_cross_entropy and "
            "mean_squared_error"
        )
    delta: Layers = {last: delta_of_last}
    for layer in range(last - 1, 1, -1):
        delta[layer] = [
            sum(
                row[j + len(ones)] * d
                for row, d in zip(theta[layer], delta[layer + 1], strict=True)
            )
            * (a_j * (1 - a_j))
            for j, a_j in enumerate(a[layer])
        ]
    return Pass(z, a, delta, J)


def cost(a: Vector, y: Vector) -> float:
    """Return the cross-entropy J of one sample.  0·log 0 counts as 0, its limit.

    >>> cost([0.5, 0.5], [1.0, 0.0]) == 2 * math.log(2)
    True
    """
    return sum(
        -(y_k * math.log(a_k) if y_k else 0) - ((1 - y_k) * math.log(1 - a_k) if y_k != 1 else 0)
        for a_k, y_k in zip(a, y, strict=True)
    )


def softmax_cost(z: Vector, y: Vector) -> float:
    """Return −Σ_k y_k log softmax(z)_k = Σ_k y_k (log Σ_j e^(z_j) − z_k) of one sample.

    >>> softmax_cost([0.0, 0.0], [1.0, 0.0]) == math.log(2)
    True
    """
    largest = max(z)
    log_of_sum = math.log(sum(math.exp(z_k - largest) for z_k in z))
    return sum(y_k * (log_of_sum + (largest - z_k)) for z_k, y_k in zip(z, y, strict=True))


def squared_cost(a: Vector, y: Vector) -> float:
    """Return the mean over the K outputs of (a_k − y_k)², for one sample.

    >>> squared_cost([3.0, 1.0], [1.0, 1.0])
    2.0
    """
    return sum((a_k - y_k) ** 2 for a_k, y_k in zip(a, y, strict=True)) / len(y)


def gradient(
    theta: Mapping[int, Matrix],
    X: Matrix,
    Y: Matrix,
    *,
    bias: bool = True,
    loss: str = "cross_entropy",
) -> tuple[float, dict[int, list[list[float]]]]:
    """Return J(θ), the mean cost of m samples, and its gradient Δ/m.

    theta, loss: as for `backpropagate`.  X, Y: m samples and their m targets.

    >>> gradient({1: [[0.0, 1.0]]}, [[0.0], [0.0]], [[1.0], [0.0]])[1]
    {1: [[0.0, 0.0]]}
    """
    m = len(X)
    ones = [1.0] if bias else []
    passes = [backpropagate(theta, x, y, bias=bias, loss=loss) for x, y in zip(X, Y, strict=True)]
    Delta = {layer: [[0.0] * len(row) for row in rows] for layer, rows in theta.items()}
    for sample in passes:
        for layer, rows in Delta.items():
            for row, delta_i in zip(rows, sample.delta[layer + 1], strict=True):
                for j, a_j in enumerate([*ones, *sample.a[layer]]):
                    row[j] += delta_i * a_j
    mean = {layer: [[d / m for d in row] for row in rows] for layer, rows in Delta.items()}
    return sum(sample.J for sample in passes) / m, mean
