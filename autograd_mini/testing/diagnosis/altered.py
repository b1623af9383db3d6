"""Derivatives as people get them wrong: each is a rule of the table, altered.

An alteration is the identifier of a misconception, the operand that it is about (None for all of
them), what is sent in words, and a function of the operands `xs` and the result `y`.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from autograd_mini.elementary import FLOATS, TABLE

Numbers: TypeAlias = Sequence[float]
Slope: TypeAlias = Callable[[Numbers, float], float]

CONSTANT_SLOPES = ("add", "sub")  # whose derivatives have no operand in them
MOST_OPERANDS = 4  # of an operation on a list, in the probes


@dataclass(frozen=True)
class Alteration:
    """A wrong local derivative of an operation, by its operand i."""

    mistake: str
    key: str
    i: int
    slope: Slope
    words: str = ""


# For some operations the table has a form that does not cancel or overflow.  What follows has to
# begin from the form that people know; a test checks that it is the same function.
KNOWN_FORMS: dict[str, Slope] = {
    "tanh": lambda xs, y: 1 - y * y,
    "log_sigmoid": lambda xs, y: 1 - math.exp(y),
    "atan": lambda xs, y: 1 / (1 + xs[0] ** 2),
    "asinh": lambda xs, y: 1 / math.sqrt(xs[0] ** 2 + 1),
}

# Under each misconception, for each operation and operand, forms that have been seen, in words.
# In the words x, u and v are operands, y is the result.
SEEN: dict[str, dict[tuple[str, int], dict[str, Slope]]] = {
    "wrong-sign-inside": {
        ("tanh", 0): {"1 + y²": lambda xs, y: 1 + y * y},
        ("sigmoid", 0): {"y·(1 + y)": lambda xs, y: y * (1 + y)},
        ("tan", 0): {"1 − y²": lambda xs, y: 1 - y * y},
        ("atan", 0): {"1/(1 − x²)": lambda xs, y: 1 / (1 - xs[0] ** 2)},
        ("atanh", 0): {"1/(1 + x²)": lambda xs, y: 1 / (1 + xs[0] ** 2)},
        ("asin", 0): {"1/√(1 + x²)": lambda xs, y: 1 / math.sqrt(1 + xs[0] ** 2)},
        ("log1p", 0): {"1/(1 − x)": lambda xs, y: 1 / (1 - xs[0])},
        ("softplus", 0): {"σ(−x)": lambda xs, y: FLOATS.sigmoid(-xs[0])},
        ("log_sigmoid", 0): {"σ(x)": lambda xs, y: FLOATS.sigmoid(xs[0])},
        ("relu", 0): {"1 if x < 0 else 0": lambda xs, y: float(xs[0] < 0)},
        ("pow:number", 0): {"n·x^(n + 1)": lambda xs, y: xs[1] * xs[0] ** (xs[1] + 1)},
        ("pow", 0): {"v·u^(v + 1)": lambda xs, y: xs[1] * xs[0] ** (xs[1] + 1)},
    },
    "missing-factor": {
        ("pow:number", 0): {"x^(n − 1)": lambda xs, y: xs[0] ** (xs[1] - 1)},
        ("pow", 0): {"u^(v − 1)": lambda xs, y: xs[0] ** (xs[1] - 1)},
        ("pow", 1): {
            "u^v": lambda xs, y: y,
            "log u": lambda xs, y: math.log(xs[0]),
        },
        ("pow:base", 1): {
            "a^x": lambda xs, y: y,
            "log a": lambda xs, y: math.log(xs[0]),
        },
        ("sqrt", 0): {"1/√x": lambda xs, y: 1 / y, "½": lambda xs, y: 0.5},
        ("cbrt", 0): {"1/∛x²": lambda xs, y: 1 / (y * y)},
        ("sigmoid", 0): {"y": lambda xs, y: y, "1 − y": lambda xs, y: 1 - y},
        ("div", 1): {
            "−1/v²": lambda xs, y: -1 / xs[1] ** 2,
            "1/v²": lambda xs, y: 1 / xs[1] ** 2,
            "−u": lambda xs, y: -xs[0],
        },
        ("exp2", 0): {"2^x": lambda xs, y: y},
        ("log2", 0): {"1/x": lambda xs, y: 1 / xs[0]},
        ("log10", 0): {"1/x": lambda xs, y: 1 / xs[0]},
        ("silu", 0): {"σ(x)": lambda xs, y: FLOATS.sigmoid(xs[0])},
        ("erf", 0): {"exp(−x²)": lambda xs, y: math.exp(-(xs[0] ** 2))},
        ("normal_pdf", 0): {"−x": lambda xs, y: -xs[0]},
        ("atan2", 1): {"−1/(u² + v²)": lambda xs, y: -1 / (xs[0] ** 2 + xs[1] ** 2)},
        ("hypot", 0): {"1/y": lambda xs, y: 1 / y},
        ("hypot", 1): {"1/y": lambda xs, y: 1 / y},
    },
    "wrong-exponent": {
        ("pow:number", 0): {
            "n·x^n": lambda xs, y: xs[1] * y,
            "n·x^(n − 2)": lambda xs, y: xs[1] * xs[0] ** (xs[1] - 2),
        },
        ("pow", 0): {"v·u^v": lambda xs, y: xs[1] * y},
        ("tanh", 0): {"1 − y": lambda xs, y: 1 - y, "(1 − y)²": lambda xs, y: (1 - y) ** 2},
        ("tan", 0): {"1 + y": lambda xs, y: 1 + y, "1/cos x": lambda xs, y: 1 / math.cos(xs[0])},
        ("div", 1): {
            "−u/v": lambda xs, y: -y,
            "−u/v³": lambda xs, y: -y / xs[1] ** 2,
        },
        ("div", 0): {"1/v²": lambda xs, y: 1 / xs[1] ** 2},
        ("sqrt", 0): {"√x/2": lambda xs, y: y / 2},
        ("cbrt", 0): {"1/(3·∛x)": lambda xs, y: 1 / (3 * y)},
        ("log", 0): {"1/x²": lambda xs, y: 1 / xs[0] ** 2},
        ("sigmoid", 0): {"y − y³": lambda xs, y: y - y**3},
        ("atan", 0): {"1/(1 + x)": lambda xs, y: 1 / (1 + xs[0])},
        ("hypot", 0): {"u": lambda xs, y: xs[0]},
        ("hypot", 1): {"v": lambda xs, y: xs[1]},
    },
    "number-for-slope": {  # the operands in the same order as in the tuple of the other one
        ("add", 0): {
            "u": lambda xs, y: xs[0], "v": lambda xs, y: xs[1], "u + v": lambda xs, y: y,
        },
        ("add", 1): {
            "v": lambda xs, y: xs[1], "u": lambda xs, y: xs[0], "u + v": lambda xs, y: y,
        },
        ("mul", 0): {"u·v": lambda xs, y: y},
        ("mul", 1): {"u·v": lambda xs, y: y},
    },
    "wrong-rule": {
        ("exp", 0): {"x·e^(x − 1)": lambda xs, y: xs[0] * math.exp(xs[0] - 1)},
        ("pow:number", 0): {
            "n·x·(n − 1)": lambda xs, y: xs[1] * xs[0] * (xs[1] - 1),
            "(n − 1)·x^(n − 1)": lambda xs, y: (xs[1] - 1) * xs[0] ** (xs[1] - 1),
            "(n − 1)·x^(n − 2)": lambda xs, y: (xs[1] - 1) * xs[0] ** (xs[1] - 2),
            "(n − 1)·x^n": lambda xs, y: (xs[1] - 1) * y,
            "n·x^n − 1": lambda xs, y: xs[1] * y - 1,
            "x^n·log x": lambda xs, y: y * math.log(xs[0]),
            "log x": lambda xs, y: math.log(xs[0]),
            "x^n": lambda xs, y: y,
            "n": lambda xs, y: xs[1],
            "n·x": lambda xs, y: xs[1] * xs[0],
        },
        ("pow:base", 1): {"x·a^(x − 1)": lambda xs, y: xs[1] * xs[0] ** (xs[1] - 1)},
        ("pow", 1): {"v·u^(v − 1)": lambda xs, y: xs[1] * xs[0] ** (xs[1] - 1)},
        ("log", 0): {"log x": lambda xs, y: y},
        ("sin", 0): {"sin x": lambda xs, y: y},
        ("cos", 0): {"cos x": lambda xs, y: y},
        ("div", 0): {"v": lambda xs, y: xs[1]},
        ("relu", 0): {"x": lambda xs, y: y},
        ("softplus", 0): {"σ·(1 − σ)": lambda xs, y: math.exp(-y) * (1 - math.exp(-y))},
    },
}  # fmt: skip


def right_slope(key: str, i: int) -> Slope:
    """Return the rule of the table for an operation and one of its operands."""
    op = TABLE[key.partition(":")[0]]
    return lambda xs, y: float(op.partial(i, FLOATS, xs, y))


def alterations(key: str) -> Iterator[Alteration]:
    """Yield the wrong local derivatives of an operation, in the order in which they are likely.

    >>> {a.words for a in alterations("mul") if a.mistake == "wrong-operand" and a.i == 0}
    {'u'}
    """
    name = key.partition(":")[0]
    op = TABLE[name]
    if op.arity is None:
        yield from _of_lists(key)
        return
    for i in _nodes(key, op.arity):
        right = right_slope(key, i)
        yield Alteration("wrong-sign", key, i, _negative(right))
        if key not in CONSTANT_SLOPES and op.arity == 2 and key != "pow:number":
            yield from _other_operand(key, i)
        for mistake, forms in SEEN.items():
            for words, slope in forms.get((key, i), {}).items():
                yield Alteration(mistake, key, i, slope, words)
        if op.arity == 1:
            yield from _input_and_output(key, op.value)


def _negative(slope: Slope) -> Slope:
    return lambda xs, y: -slope(xs, y)


def _nodes(key: str, arity: int) -> list[int]:
    """Return the operands that may be nodes."""
    return {"pow:number": [0], "pow:base": [1]}.get(key, list(range(arity)))


def _other_operand(key: str, i: int) -> Iterator[Alteration]:
    right, other = right_slope(key, i), right_slope(key, 1 - i)
    value = TABLE[key.partition(":")[0]].value
    words = "uv"[i] if key == "mul" else ""
    if not (key.startswith("pow") and i == 1):  # where it is a rule that has been seen: x·a^(x − 1)
        yield Alteration("wrong-operand", key, i, other, words)
    if key != "mul":  # for which these would be the same
        yield Alteration("wrong-operand", key, i, lambda xs, y: right(xs[::-1], value(*xs[::-1])))
        yield Alteration("wrong-operand", key, i, lambda xs, y: right(xs[::-1], y))


def _input_and_output(key: str, value: Callable[[float], float]) -> Iterator[Alteration]:
    right = right_slope(key, 0)
    known = KNOWN_FORMS.get(key, right)
    yield Alteration("input-for-output", key, 0, lambda xs, y: known(xs, xs[0]))
    yield Alteration("output-for-input", key, 0, lambda xs, y: known([y], y))
    yield Alteration("output-for-input", key, 0, lambda xs, y: right([y], value(y)))


def _of_lists(key: str) -> Iterator[Alteration]:
    """Yield those of an operation on any number of operands, by each of the first few."""
    for i in range(MOST_OPERANDS):
        yield Alteration("wrong-sign", key, i, _negative(right_slope(key, i)))
        if key == "dot":
            yield Alteration("wrong-operand", key, i, _own_operand(i))
        if key == "logsumexp":
            yield Alteration("missing-factor", key, i, _own_exponential(i))


def _own_operand(i: int) -> Slope:
    return lambda xs, y: xs[i]


def _own_exponential(i: int) -> Slope:
    return lambda xs, y: math.exp(xs[i])
