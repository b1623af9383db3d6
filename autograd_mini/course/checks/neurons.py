"""Lesson 7: 1 − a, a neuron and its cost, against the network of autograd_mini with its weights."""

import math
from collections.abc import Callable
from typing import Any

from autograd_mini.course.checks.outcome import (
    Different,
    alike,
    checked,
    explanation,
    of_two,
    same,
    showing,
)
from autograd_mini.nn import textbook
from autograd_mini.testing.conform.engine import Engine

PLAIN = {
    "en": "{code} returns a plain number; it should return a Value.",
    "zh": "{code} 返回的是普通的数；应当返回 Value。",
}
NUMBER = {
    "en": "the {name} of neuron(theta, x) is a plain number; it should be a Value.",
    "zh": "neuron(theta, x) 的 {name} 是普通的数；应当是 Value。",
}
THETA = [0.5, -0.8, 0.3]
SAMPLES: tuple[tuple[list[float], float], ...] = (
    ([2.0, -1.0], 1.0),
    ([2.0, -1.0], 0.0),
    ([0.3, 0.8], 0.0),
)
OUTPUTS = ((0.2, 1.0), (0.2, 0.0), (0.9, 1.0), (0.9, 0.0))  # a, and its target y


def _costs(a: float, y: float) -> dict[str, float]:
    """Return J as it is with each slip, and as it should be, which is ""."""
    one, other = -y * math.log(a), -(1 - y) * math.log(1 - a)
    return {
        "": one + other,
        "sign-of-J": -one - other,
        "sign-of-a-term": one - other,
        "half-of-J": one,
        "squared-error": (a - y) ** 2,
        "log-without-brackets": one - (1 - y) * (1 - math.log(a)),
        "factor-without-brackets": one - (1 - y) * 1 - math.log(a),
        "targets-turned": -(1 - y) * math.log(a) - y * math.log(1 - a),
    }  # fmt: skip


def _more_costs(a: float, y: float) -> dict[str, float]:
    """Return another form of some of these slips."""
    one, other = -y * math.log(a), -(1 - y) * math.log(1 - a)
    return {
        "sign-of-a-term": other - one,
        "half-of-J": other,
        "squared-error": (a - y) ** 2 / 2,
        "factor-without-brackets": one - 1 - y * math.log(1 - a),
        "log-without-brackets": one - (1 - y) * (math.log(a) - 1),
    }


@checked
def neurons(engine: Engine) -> None:
    """Compare 1 − a, z, a, J, δ and ∂J/∂θ of one unit."""
    _minus(engine)
    inputs = [x for x, _ in SAMPLES[1:]]
    units = [_unit(engine, x) for x in inputs]
    z, a, pythons = [z for z, _ in units], [a for _, a in units], [_python(x) for x in inputs]
    closed = [textbook.backpropagate({1: [THETA]}, x, [0.0]) for x in inputs]
    right, sigmas = [unit.z[2][0] for unit in closed], [unit.a[2][0] for unit in closed]
    cases = [
        ("no-bias", [z - THETA[0] for z in right]),
        *(("bias-elsewhere", list(map(form, inputs))) for form in _BIASES),
    ]
    if explanation([*z, *a], [("z-and-a-turned", [*sigmas, *right])]):
        cases = [("z-and-a-turned", sigmas)]
    alike(["z" for _ in z], z, right, cases, python=pythons)
    alike(["a" for _ in a], a, sigmas, [("no-sigmoid", right)], python=pythons)
    _cost(engine)
    for x, y in SAMPLES:
        with showing(_python(x, y)):
            _gradients(engine, x, y)


def _minus(engine: Engine) -> None:
    """See whether 1 − a is a node, of the right number, that sends −1 back."""
    python = (
        "from engine import Value\na = Value(0.2)\nJ = 1 - a\nJ.backward()\nprint(J.data, a.grad)"
    )
    with showing(python):
        a = engine.value(0.2)
        J = 1 - a
        if isinstance(J, float | int):
            raise Different({k: text.format(code="1 - a") for k, text in PLAIN.items()},
                            "plain-difference")  # fmt: skip
        if not isinstance(J, engine.Value):
            same("1 - a", J, 0.8)
        found = engine.data(J)
        if isinstance(found, float | int) and abs(found + 0.8) < 1e-9:
            message = {"en": "1 - a has the number −0.8; it should be 0.8.",
                       "zh": "1 - a 的数是 −0.8，应为 0.8。"}  # fmt: skip
            raise Different(message, "reflected-reversed", operations=("sub",))
        same("(1 - a).data", found, 0.8)
        engine.backward(J)
        same("a.grad", engine.grad(a), -1.0, {"cut-off-difference": 0.0})


# What z is if the bias is looked for elsewhere.
_BIASES: tuple[Callable[[list[float]], float], ...] = (
    lambda x: THETA[-1] + sum(weight * x_j for weight, x_j in zip(THETA, x)),
    lambda x: THETA[0] + sum(weight * x_j for weight, x_j in zip(THETA, x)),
    lambda x: sum(weight * x_j for weight, x_j in zip(THETA, x)),
)


def _unit(engine: Engine, x: list[float]) -> tuple[Any, Any]:
    """Return the numbers of z and a."""
    with showing(_python(x)):
        theta = [engine.value(weight) for weight in THETA]
        z, a = of_two("neuron(theta, x)", engine.module.neuron(theta, x), "z, a")
        for name, found in (("z", z), ("a", a)):
            if isinstance(found, float | int):
                raise Different({k: text.format(name=name) for k, text in NUMBER.items()},
                                "weights-as-numbers")  # fmt: skip
        return engine.data(z), engine.data(a)


def _cost(engine: Engine) -> None:
    found, pythons = [], []
    for a, y in OUTPUTS:
        pythons.append(f"from engine import Value, cost\nJ = cost(Value({a}), {y})\nprint(J.data)")
        with showing(pythons[-1]):
            J = engine.module.cost(engine.value(a), y)
            if isinstance(J, float | int):
                raise Different({k: text.format(code="cost(a, y)") for k, text in PLAIN.items()},
                                "cut-off")  # fmt: skip
            found.append(engine.data(J) if isinstance(J, engine.Value) else J)
    cases = [(slip, [costs(a, y)[slip] for a, y in OUTPUTS])
             for costs in (_costs, _more_costs) for slip in costs(0.5, 1.0) if slip]  # fmt: skip
    should = [_costs(a, y)[""] for a, y in OUTPUTS]
    alike([f"cost(Value({a}), {y})" for a, y in OUTPUTS], found, should, cases, python=pythons)


def _gradients(engine: Engine, x: list[float], y: float) -> None:
    theta = [engine.value(weight) for weight in THETA]
    z, a = of_two("neuron(theta, x)", engine.module.neuron(theta, x), "z, a")
    engine.backward(engine.module.cost(a, y))
    delta = textbook.backpropagate({1: [THETA]}, x, [y]).delta[2][0]
    same("δ = z.grad", engine.grad(z), delta, {"cut-off": 0.0})
    for j, x_j in enumerate([1.0, *x]):
        same(f"theta[{j}].grad", engine.grad(theta[j]), delta * x_j, {"weights-as-numbers": 0.0})


def _python(x: list[float], y: float | None = None) -> str:
    values = ", ".join(f"Value({weight})" for weight in THETA)
    lines = [f"from engine import Value, {'neuron' if y is None else 'cost, neuron'}",
             f"theta = [{values}]", f"z, a = neuron(theta, {x})"]  # fmt: skip
    if y is None:
        return "\n".join([*lines, "print(z.data, a.data)"])
    gradients = ", ".join(f"theta[{j}].grad" for j in range(len(THETA)))
    return "\n".join([*lines, f"J = cost(a, {y})", "J.backward()", f"print(z.grad, {gradients})"])
