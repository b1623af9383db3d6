"""Lesson 7: a neuron and its cost, against the network of autograd_mini with the same weights."""

import math
from typing import Any

from autograd_mini.course.checks.outcome import Different, checked, of_two, same
from autograd_mini.nn import MLP
from autograd_mini.nn.cost import cross_entropy
from autograd_mini.testing.conform.engine import Engine

PLAIN = {
    "en": "cost(a, y) returns a plain number; it should return a Value.",
    "zh": "cost(a, y) 返回的是普通的数；应当返回 Value。",
}
SAMPLES: tuple[tuple[list[float], float], ...] = (
    ([2.0, -1.0], 1.0),
    ([2.0, -1.0], 0.0),
    ([0.3, 0.8], 0.0),
)


@checked
def neurons(engine: Engine) -> None:
    """Compare z, a, J, δ and ∂J/∂θ of one unit."""
    net = MLP(2, [1], seed=3)
    for x, y in SAMPLES:
        theta = [engine.value(weight.data) for weight in net.theta[1][0]]
        z, a = of_two("neuron(theta, x)", engine.module.neuron(theta, x), "z, a")
        numbers = [engine.data(weight) for weight in theta]
        _unit(engine, numbers, x, z, a)
        J = engine.module.cost(a, y)
        ours = net.forward(x)
        right = cross_entropy(ours.a[2], [y])
        for weight in net.parameters():
            weight.grad = 0.0
        right.backward()
        _cost(engine, engine.data(a), y, J, right.data)
        python = _python(numbers, x, y)
        if not isinstance(J, engine.Value):
            raise Different(PLAIN, "cut-off", python=python)
        engine.backward(J)
        same("δ = z.grad", engine.grad(z), ours.delta[2][0], {"cut-off": 0.0}, python=python)
        for j, weight in enumerate(net.theta[1][0]):
            same(f"theta[{j}].grad", engine.grad(theta[j]), weight.grad, python=python)


def _unit(engine: Engine, theta: list[float], x: list[float], z: Any, a: Any) -> None:
    bias, *weights = theta
    plain = sum(weight * x_j for weight, x_j in zip(weights, x))
    last = theta[-1] + sum(weight * x_j for weight, x_j in zip(theta, x))
    should = bias + plain
    same("z", engine.data(z), should, {"no-bias": plain, "bias-elsewhere": last},
         python=_python(theta, x))  # fmt: skip
    activation = 1 / (1 + math.exp(-should))
    same("a", engine.data(a), activation, {"no-sigmoid": should}, python=_python(theta, x))


def _cost(engine: Engine, a: float, y: float, J: Any, right: float) -> None:
    explained = {
        "sign-of-J": -right,
        "half-of-J": -y * math.log(a) if not y else -(1 - y) * math.log(1 - a),
        "squared-error": (a - y) ** 2,
    }
    found = engine.data(J) if isinstance(J, engine.Value) else J
    same(f"cost({a:.3g}, {y:g})", found, right, explained,
         python=f"from engine import Value, cost\nprint(cost(Value({a!r}), {y}).data)")  # fmt: skip


def _python(theta: list[float], x: list[float], y: float | None = None) -> str:
    values = ", ".join(f"Value({weight!r})" for weight in theta)
    lines = [f"from engine import Value, {'neuron' if y is None else 'cost, neuron'}",
             f"theta = [{values}]", f"z, a = neuron(theta, {x})"]  # fmt: skip
    if y is None:
        return "\n".join([*lines, "print(z.data, a.data)"])
    return "\n".join([*lines, f"J = cost(a, {y})", "J.backward()", "print(z.grad, theta[0].grad)"])
