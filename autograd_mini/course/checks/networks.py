"""Lesson 8: a network, Δ and descent, against those of autograd_mini with the same weights."""

from typing import Any

from autograd_mini.course.checks.outcome import Different, checked, of_two, same
from autograd_mini.course.flowers import flowers
from autograd_mini.nn import MLP, textbook
from autograd_mini.nn.train import train
from autograd_mini.testing.conform.engine import Engine

Layers = list[list[list[Any]]]
FEW = (0, 40, 90)  # flowers, one of each species
RATE = 1.0
STEPS = 30
LAYERS = {
    "en": "the {name} of network(layers, x), for layers of 5 and of 3 neurons, is not a list of 5 "
    "Values and a list of 3.",
    "zh": "层里有 5 个和 3 个神经元时，network(layers, x) 的 {name} 不是由 5 个 Value 的列表和 "
    "3 个 Value 的列表组成的。",
}


def numbers(net: MLP) -> dict[int, list[list[float]]]:
    """Return the weights of a network as numbers, by layer."""
    return {layer: [[w.data for w in row] for row in rows] for layer, rows in net.theta.items()}


def layers_of(engine: Engine, net: MLP) -> Layers:
    """Return the weights of a network as the learner's Values, layer by layer."""
    return [[[engine.value(w) for w in row] for row in rows] for rows in numbers(net).values()]


def few() -> tuple[list[list[float]], list[list[float]]]:
    """Return X and Y of some flowers."""
    X, Y, _, _ = flowers()
    return [X[i] for i in FEW], [Y[i] for i in FEW]


@checked
def networks(engine: Engine) -> None:
    """Compare z, a, J, δ, Δ, and the weights after steps of descent."""
    net = MLP(4, [5, 3], seed=0)
    X, Y = few()
    layers = layers_of(engine, net)
    Delta = [[[0.0 for _ in row] for row in theta] for theta in layers]
    for x, y in zip(X, Y):
        closed = textbook.backpropagate(numbers(net), x, y)
        z, a = of_two("network(layers, x)", engine.module.network(layers, x), "z, a")
        _of_layers(engine, z, a)
        for layer in (2, 3):
            for i, right in enumerate(closed.z[layer]):
                weights = numbers(net)[layer - 1][i]
                again = weights[0] + sum(w * x_j for w, x_j in zip(weights[1:], x))
                same(f"z[{layer - 2}][{i}]", engine.data(z[layer - 2][i]), right,
                     {"inputs-again": again})  # fmt: skip
                same(f"a[{layer - 2}][{i}]", engine.data(a[layer - 2][i]), closed.a[layer][i])
        J = sum(engine.module.cost(a_k, y_k) for a_k, y_k in zip(a[1], y))
        same("J", engine.data(J), closed.J)
        engine.backward(J)
        for layer in (3, 2):
            for i, right in enumerate(closed.delta[layer]):
                same(f"δ: z[{layer - 2}][{i}].grad", engine.grad(z[layer - 2][i]), right)
        inputs = {0: [1.0, *x], 1: [1.0, *closed.a[2]]}
        for number, theta in enumerate(Delta):
            for i, row in enumerate(theta):
                for j, a_j in enumerate(inputs[number]):
                    row[j] += closed.delta[number + 2][i] * a_j
                    what = f"Δ: layers[{number}][{i}][{j}].grad"
                    same(what, engine.grad(layers[number][i][j]), row[j])
    _descent(engine, X, Y)


def _of_layers(engine: Engine, z: Any, a: Any) -> None:
    """See whether there is a list of nodes for each layer."""
    for name, found in (("z", z), ("a", a)):
        rows = list(found) if isinstance(found, tuple | list) else []
        sizes = [len(row) if isinstance(row, tuple | list) else 0 for row in rows]
        nodes = all(isinstance(node, engine.Value) for row in rows if sizes == [5, 3]
                    for node in row)  # fmt: skip
        if sizes != [5, 3] or not nodes:
            raise Different({key: text.format(name=name) for key, text in LAYERS.items()}, "layers")


def _descent(engine: Engine, X: list[list[float]], Y: list[list[float]]) -> None:
    net = MLP(4, [5, 3], seed=0)
    layers = layers_of(engine, net)
    slipped = {slip: MLP(4, [5, 3], seed=0) for slip in _SLIPS}
    for step in (1, 2):
        should, _ = textbook.gradient(numbers(net), X, Y)
        J = engine.module.descend(layers, X, Y, RATE)
        train(net, X, Y, steps=1, rate=RATE, backend="scalar")
        for slip, wrong in slipped.items():
            _SLIPS[slip](wrong, X, Y)
        for number in (1, 2):
            for i, row in enumerate(net.theta[number]):
                for j, weight in enumerate(row):
                    same(
                        _after(step, f"layers[{number - 1}][{i}][{j}].data"),
                        engine.data(layers[number - 1][i][j]),
                        weight.data,
                        {slip: wrong.theta[number][i][j].data for slip, wrong in slipped.items()},
                    )
        same(_after(step, "J"), J, should, {"no-mean": should * len(X)})


def _after(step: int, what: str) -> dict[str, str]:
    return {"en": f"after step {step}, {what}", "zh": f"第 {step} 步之后，{what}"}


def _not_at_all(net: MLP, X: list[list[float]], Y: list[list[float]]) -> None:
    """Leave all weights as they are."""


def _moved(net: MLP, X: list[list[float]], Y: list[list[float]], factor: float) -> None:
    """Move the weights of a network by a multiple of the gradient."""
    _, gradient = textbook.gradient(numbers(net), X, Y)
    for number, rows in gradient.items():
        for row, slopes in zip(net.theta[number], rows):
            for weight, slope in zip(row, slopes):
                weight.data += factor * slope


def _uphill(net: MLP, X: list[list[float]], Y: list[list[float]]) -> None:
    _moved(net, X, Y, RATE)


def _no_mean(net: MLP, X: list[list[float]], Y: list[list[float]]) -> None:
    _moved(net, X, Y, -RATE * len(X))


def _one_by_one(net: MLP, X: list[list[float]], Y: list[list[float]]) -> None:
    for x, y in zip(X, Y):
        _moved(net, [x], [y], -RATE / len(X))


def _last_only(net: MLP, X: list[list[float]], Y: list[list[float]]) -> None:
    _moved(net, X[-1:], Y[-1:], -RATE / len(X))


def _kept(net: MLP, X: list[list[float]], Y: list[list[float]]) -> None:
    """Move by the gradients of all steps so far, which `grad` of the weights holds."""
    _, gradient = textbook.gradient(numbers(net), X, Y)
    for number, rows in gradient.items():
        for row, slopes in zip(net.theta[number], rows):
            for weight, slope in zip(row, slopes):
                weight.grad += slope
                weight.data -= RATE * weight.grad


_SLIPS = {
    "nothing-moves": _not_at_all,
    "uphill": _uphill, "no-mean": _no_mean, "one-by-one": _one_by_one,
    "last-sample-only": _last_only, "gradients-kept": _kept,
}  # fmt: skip


def learnt(engine: Engine) -> tuple[Layers, list[float]]:
    """Return the weights that the learner's descent comes to, and J before each step."""
    X, Y, _, _ = flowers()
    layers = layers_of(engine, MLP(4, [5, 3], seed=0))
    return layers, [float(engine.module.descend(layers, X, Y, RATE)) for _ in range(STEPS)]


@checked
def trained(engine: Engine) -> dict[str, Any]:
    """Train on the iris flowers; return J before and after, and how many others are right."""
    layers, costs = learnt(engine)
    _, _, X, Y = flowers()
    right = 0
    for x, y in zip(X, Y):
        a = [engine.data(a_k) for a_k in engine.module.network(layers, x)[1][-1]]
        right += y.index(1.0) == a.index(max(a))
    net = MLP(4, [5, 3], seed=0)
    history = train(net, *flowers()[:2], steps=STEPS, rate=RATE, backend="scalar")
    same(_after(STEPS, "J"), costs[-1], history.costs[-1], close=1e-7)
    return {"steps": STEPS, "first": costs[0], "last": costs[-1], "right": right, "of": len(X)}
