"""Graphs as people write them, for the compiler; and its programs beside the scalar engine."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from autograd_mini import MLP, Value, cross_entropy, exp, log, logsumexp, maximum, recording

from autograd_mini import softmax_cross_entropy, total, zero_grad  # isort: skip
from autograd_mini.compile import Program, compile_gradient
from autograd_mini.testing.oracles import dual_numbers
from autograd_mini.testing.programs import VALUES, run

Cost = Callable[..., Value]  # of inputs and parameters, as lists of Values, by their names


@dataclass(frozen=True)
class Written:
    """A cost, the shapes of its inputs and parameters, and the statements of its program."""

    cost: Cost
    inputs: dict[str, tuple[int, ...]]
    parameters: dict[str, tuple[int, ...]]
    statements: int

    def numbers(self, m: int, seed: int = 0) -> dict[str, Any]:
        random = np.random.default_rng(seed)
        found = {name: random.uniform(0.1, 0.9, (m, *s)) for name, s in self.inputs.items()}
        if self.inputs.get("y"):  # targets, shares of one whole
            found["y"] /= found["y"].sum(-1, keepdims=True)
        return found | {name: random.normal(0, 0.5, s) for name, s in self.parameters.items()}

    def program(self, numbers: dict[str, Any]) -> Program:
        values = {
            name: as_values(a[0] if name in self.inputs else a) for name, a in numbers.items()
        }
        with recording():
            J = self.cost(**values)
        return compile_gradient(
            J, {n: values[n] for n in self.inputs}, {n: values[n] for n in self.parameters}
        )


def as_values(array: Any) -> Any:
    """Return an array as Values in lists."""
    if not np.ndim(array):
        return Value(float(array))
    return [as_values(row) for row in array]


def flat(values: Any) -> list[Value]:
    return [values] if isinstance(values, Value) else [x for row in values for x in flat(row)]


def by_engine(written: Written, numbers: dict[str, Any]) -> tuple[float, dict[str, Any]]:
    """Return the mean J and the gradients, by the scalar engine, sample by sample."""
    m = len(next((numbers[n] for n in written.inputs), [0]))
    parameters = {name: as_values(numbers[name]) for name in written.parameters}
    zero_grad([x for values in parameters.values() for x in flat(values)])
    costs = []
    for i in range(m):
        inputs = {name: as_values(numbers[name][i]) for name in written.inputs}
        J = written.cost(**inputs, **parameters)
        J.backward()
        costs.append(J.data)
    gradients = {
        name: np.array([x.grad for x in flat(values)]).reshape(written.parameters[name]) / m
        for name, values in parameters.items()
    }
    return sum(costs) / m, gradients


def assert_agree(found: Any, right: Any, tolerance: float = 1e-10) -> None:
    """Check J and all gradients against those of the engine, relative to the largest."""
    assert abs(found[0] - right[0]) <= tolerance * max(1.0, abs(right[0]))
    assert list(found[1]) == list(right[1])
    for name, gradient in right[1].items():
        assert found[1][name].shape == gradient.shape
        error, scale = abs(found[1][name] - gradient).max(), max(1.0, abs(gradient).max())
        assert error <= tolerance * scale, name


def compare(drawn: Any, m: int, library: Any = "numpy") -> None:
    """Check the program of a drawn graph on m samples close by; half of its leaves are inputs."""
    steps, numbers = drawn
    half = len(numbers) // 2
    leaves = [Value(x) for x in numbers]
    J = run(steps, VALUES, leaves)[-1]
    inputs = {"X": leaves[:half]} if half else {}
    program = compile_gradient(J, inputs, {"w": leaves[half:]}).on(library)
    samples = [[x + i * 2.0**-13 for x in numbers[:half]] + numbers[half:] for i in range(m)]
    arrays = {"X": np.array([sample[:half] for sample in samples])} if half else {}
    found, gradients = program(**arrays, w=np.array(numbers[half:]))
    gradient = program.backend.to_numpy(gradients["w"])
    cost, right, error = 0.0, np.zeros(len(numbers) - half), 0.0
    for sample in samples:
        leaves = [Value(x) for x in sample]
        J = run(steps, VALUES, leaves)[-1]
        J.backward()
        cost += J.data / m
        right += np.array([leaf.grad for leaf in leaves[half:]]) / m
        error = max(error, *dual_numbers(steps, sample).errors)
    scale = 1 + max(abs(cost), *abs(right))
    assert abs(found - cost) <= 1e-10 * scale
    assert (abs(gradient - right) <= 1e-10 * scale + 4 * error).all()


def in_numpy(program: Program, found: Any) -> Any:
    """Return what a program gives with arrays of NumPy's in it."""
    J, gradients = found
    return J, {name: program.backend.to_numpy(g) for name, g in gradients.items()}


def one_weight() -> Program:
    """Return the program of log w·x, for two weights."""
    w, x = [Value(1.0), Value(2.0)], [Value(3.0), Value(4.0)]
    return compile_gradient((w[0] * x[0] + w[1] * x[1]).log(), {"X": x}, {"w": w})


def linear(w, x):
    return [sum(w_ij * x_j for w_ij, x_j in zip(row, x)) for row in w]


def softmax_by_hand(z):
    top = max(z_k.data for z_k in z)
    powers = [(z_k - top).exp() for z_k in z]
    whole = sum(powers)
    return [p / whole for p in powers]


def softmax_regression(x, y, w):
    p = softmax_by_hand(linear(w, x))
    return -sum(y_k * log(p_k) for y_k, p_k in zip(y, p))


def softmax_of_the_package(x, y, w):
    return softmax_of(y, linear(w, x))


def softmax_of(y, z):
    J = 0.0
    for y_k, z_k in zip(y, z):
        J = J + y_k * (logsumexp(z) - z_k)
    return J


def rnn(x, w, u, v):
    h = [Value(0.0) for _ in u]
    for x_t in x:
        h = [(a + b).tanh() for a, b in zip(linear(w, x_t), linear(u, h))]
    return sum(v_i * h_i for v_i, h_i in zip(v, h)) ** 2


def convolution(x, w, v):
    """3 × 3 kernels over an image of 6 × 6, relu, and a weighted sum of all."""
    J = 0.0
    for kernel, weights in zip(w, v):
        for i in range(4):
            for j in range(4):
                z = 0
                for a in range(3):
                    for b in range(3):
                        z = z + kernel[a][b] * x[i + a][j + b]
                J = J + weights[i][j] * z.relu()
    return J


def max_pooling(x, w):
    z = [[w[0] * x_ij + w[1] for x_ij in row] for row in x]
    pooled = [
        maximum(maximum(z[i][j], z[i][j + 1]), maximum(z[i + 1][j], z[i + 1][j + 1]))
        for i in range(0, 4, 2)
        for j in range(0, 4, 2)
    ]
    return total(pooled) ** 2


def attention(x, wq, wk, wv):
    """Causal self-attention of one head, with as many keys as there are letters so far."""
    queries, keys, values = ([linear(w, x_t) for x_t in x] for w in (wq, wk, wv))
    J = 0.0
    for t, query in enumerate(queries):
        logits = [sum(q * k for q, k in zip(query, key)) / 2 for key in keys[: t + 1]]
        shares = softmax_by_hand(logits)
        for i in range(len(query)):
            J = J + sum(p * v[i] for p, v in zip(shares, values)).tanh()
    return J


def ragged(x, w):
    """Sums of 1, 2, … terms."""
    return total([sum(w[j] * x[j] for j in range(i + 1)).exp() for i in range(len(x))])


def ragged_without_weights(x, w):
    return total([(w[i] * sum(x[: i + 1])).tanh() for i in range(len(x))])


def twice(x, w):
    """One leaf twice in a sum, and a product with itself."""
    s = [x_i + x_i + w_i * w_i for x_i, w_i in zip(x, w)]
    return total([s_i + s_i for s_i in s]) * w[0] + total([w[1], w[1], w[1]])


def shared(x, w):
    """The same weights in two layers."""
    a = x
    for _ in range(2):
        a = [z.sigmoid() for z in linear(w, a)]
    return total(a)


def weights_alone(w, b):
    return total([w_i * w_i for w_i in w]) + b.exp()


def penalised(x, y, w):
    z = sum(w_i * x_i for w_i, x_i in zip(w, x))
    return (z - y) ** 2 + 0.1 * sum(w_i**2 for w_i in w)


def logsumexp_by_hand(x, w):
    return log(sum(exp(w_i * x_i) for w_i, x_i in zip(w, x)))


def convolution_of_sums(x, w):
    return total([(x[i] + x[i + 1] + w).tanh() for i in range(len(x) - 1)])


def mean_and_scale(x, g):
    """A layer norm."""
    mean = sum(x) / len(x)
    variance = sum((x_i - mean) ** 2 for x_i in x) / len(x)
    return sum(g_i * ((x_i - mean) * (variance + 1e-5) ** -0.5) for g_i, x_i in zip(g, x)) ** 2


def mlp(sizes, cost=cross_entropy, of="a"):
    """Return the cost of an MLP of the package as a function of x, y and its weights."""

    def cost_of(x, y, **theta):
        net = MLP(sizes[0], sizes[1:], seed=0)
        net.theta.update({layer: theta[f"theta{layer}"] for layer in net.theta})
        return cost(getattr(net.forward(x), of)[len(sizes)], y)

    shapes = {f"theta{i}": (b, a + 1) for i, (a, b) in enumerate(pairwise(sizes), start=1)}
    return cost_of, {"x": (sizes[0],), "y": (sizes[-1],)}, shapes


WRITTEN = {
    "softmax regression": Written(softmax_regression, {"x": (4,), "y": (3,)}, {"w": (3, 4)}, 9),
    "softmax and logsumexp": Written(
        softmax_of_the_package, {"x": (4,), "y": (3,)}, {"w": (3, 4)}, 8
    ),
    "rnn": Written(rnn, {"x": (8, 3)}, {"w": (4, 3), "u": (4, 4), "v": (4,)}, 48),
    "convolution": Written(convolution, {"x": (6, 6)}, {"w": (2, 3, 3), "v": (2, 4, 4)}, 8),
    "max pooling": Written(max_pooling, {"x": (4, 4)}, {"w": (2,)}, 17),
    "attention": Written(attention, {"x": (4, 3)}, {"wq": (2, 3), "wk": (2, 3), "wv": (2, 3)}, 28),
    "ragged": Written(ragged, {"x": (5,)}, {"w": (5,)}, 5),
    "ragged, no weights": Written(ragged_without_weights, {"x": (5,)}, {"w": (5,)}, 7),
    "twice": Written(twice, {"x": (3,)}, {"w": (3,)}, 8),
    "shared": Written(shared, {"x": (3,)}, {"w": (3, 3)}, 11),
    "weights alone": Written(weights_alone, {}, {"w": (4,), "b": ()}, 4),
    "penalised": Written(penalised, {"x": (4,), "y": ()}, {"w": (4,)}, 7),
    "logsumexp": Written(logsumexp_by_hand, {"x": (4,)}, {"w": (4,)}, 6),
    "neighbours": Written(convolution_of_sums, {"x": (5,)}, {"w": ()}, 5),
    "layer norm": Written(mean_and_scale, {"x": (5,)}, {"g": (5,)}, 14),
    "4-5-3": Written(*mlp([4, 5, 3]), 17),
    "2-1": Written(*mlp([2, 1]), 8),
    "1-1": Written(*mlp([1, 1]), 8),
    "3-1-2-4": Written(*mlp([3, 1, 2, 4]), 23),
    "4-5-3, softmax": Written(*mlp([4, 5, 3], softmax_cross_entropy, "z"), 19),
}
