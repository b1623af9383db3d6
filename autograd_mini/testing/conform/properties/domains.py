"""Kinks, the edges of domains, and very large numbers."""

import math
from functools import partial

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.lookup import there
from autograd_mini.testing.conform.properties.registry import enter, named
from autograd_mini.testing.conform.recorder import recorded
from autograd_mini.testing.conform.trial import (
    NotSupported,
    Wrong,
    both_passes,
    expect,
    one_step,
    refused,
)
from autograd_mini.testing.programs import Call


def _kink(engine: Engine, op: str, low: float, high: float) -> None:
    found = both_passes(engine, one_step(op, 1), [0.0], 0.0, None, value_error=0.0)
    if not low <= found.actual[0] <= high:
        raise Wrong(
            f"the derivative is {found.actual[0]!r}; it should be between {low} and {high}", found
        )


@named("relu")
def kink_of_relu(engine: Engine) -> None:
    """At its kink, relu has a slope between 0 and 1."""
    _kink(engine, "relu", 0.0, 1.0)


@named("abs")
def kink_of_abs(engine: Engine) -> None:
    """At its kink, |x| has a slope between −1 and 1."""
    _kink(engine, "abs", -1.0, 1.0)


def _tie(engine: Engine, op: str) -> None:
    example = both_passes(engine, one_step(op, 2), [2.0, 2.0], 2.0, None, value_error=0.0)
    if sum(example.actual) != 1.0:
        message = f"the derivatives are {example.actual}; their sum should be 1.0"
        raise Wrong(message, example)


@named("maximum")
def tie_of_maximum(engine: Engine) -> None:
    """In a tie, the derivatives of max with respect to its operands add up to 1."""
    _tie(engine, "maximum")


@named("minimum")
def tie_of_minimum(engine: Engine) -> None:
    """In a tie, the derivatives of min with respect to its operands add up to 1."""
    _tie(engine, "minimum")


UNDEFINED = [
    ("div", [1.0, 0.0]), ("log", [0.0]), ("log", [-1.0]), ("log1p", [-2.0]), ("sqrt", [-1.0]),
    ("pow", [-2.0, 0.5]),
]  # fmt: skip
# Powers with a number: bases and exponents.
UNDEFINED_POWERS = [(-2.0, 0.5), (-1.5, -0.5), (0.0, -1.0), (0.0, -0.5)]


@named()
def outside_the_domain(engine: Engine) -> None:
    """Outside its domain an operation is an error, and not nan, inf or a complex number."""
    known = [(op, numbers) for op, numbers in UNDEFINED if engine.works(op)]
    powers = there(lambda: engine.value(1.5) ** 2.0)
    if not known and not powers:
        raise NotSupported("it has no operation that is not defined everywhere")
    for op, numbers in known:
        refused(engine, one_step(op, len(numbers)), numbers)
    if powers:
        for x, n in UNDEFINED_POWERS:
            refused(engine, (Call("pow", (0, n)),), [x])


@named("exp")
def overflow(engine: Engine) -> None:
    """A number too large to be represented is an error, and not inf."""
    refused(engine, one_step("exp", 1), [1000.0])


STABLE: dict[str, list[tuple[list[float], float, list[float]]]] = {
    "sigmoid": [([1000.0], 1.0, [0.0]), ([-1000.0], 0.0, [0.0])],
    "tanh": [([1000.0], 1.0, [0.0]), ([-1000.0], -1.0, [0.0])],
    "softplus": [([1000.0], 1000.0, [1.0]), ([-1000.0], 0.0, [0.0])],
    "log_sigmoid": [([1000.0], 0.0, [0.0]), ([-1000.0], -1000.0, [1.0])],
    "logsumexp": [
        ([1000.0, 0.0], 1000.0, [1.0, 0.0]),
        ([-1000.0, -1000.0], -1000.0 + math.log(2), [0.5, 0.5]),
    ],
}


def _stable(engine: Engine, op: str) -> None:
    for numbers, value, derivatives in STABLE[op]:
        program = one_step(op, len(numbers))
        expect(engine, program, numbers, value, derivatives, tolerance=1e-12)


for _name in STABLE:
    _sentence = f"{_name} is right at ±1000 too, where a plain exp overflows."
    enter(f"large_{_name}", _sentence, (_name,), partial(_stable, op=_name))


@named("sigmoid", "log", "neg")
def saturated_cost(engine: Engine) -> None:
    """If σ(z) is rounded to 0, the cost −log σ(z) is right, or an error, but never inf or nan."""
    program = recorded(lambda z: -z.sigmoid().log(), 1)
    try:
        expect(engine, program, [-800.0], 800.0, [-1.0], tolerance=1e-12)
    except Wrong as wrong:
        if not wrong.message.startswith("it raises"):
            raise
