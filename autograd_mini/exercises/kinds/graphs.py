"""The chain rule along one path, and as a sum over several paths."""

from collections.abc import Callable

from autograd_mini.exercises.numbers import Chance
from autograd_mini.exercises.parts import Paragraph
from autograd_mini.exercises.told import Made, Making, Told
from autograd_mini.exercises.words import say
from autograd_mini.functions import sigmoid
from autograd_mini.graph.paths import count_paths
from autograd_mini.value import Value

# One step of a path: from its name, what came before and the making of it.
Step = Callable[[Making, Value, str], Value]


def _times(making: Making, v: Value, name: str) -> Value:
    return making.leaf(name) * v


def _plus(making: Making, v: Value, name: str) -> Value:
    return v + making.leaf(name)


def _from(making: Making, v: Value, name: str) -> Value:
    return making.leaf(name) - v


def _over(making: Making, v: Value, name: str) -> Value:
    return v / making.leaf(name, making.chance.one_of([2.0, 4.0, 5.0, -2.0]))


def _square(making: Making, v: Value, name: str) -> Value:
    return v**2.0


def _cube(making: Making, v: Value, name: str) -> Value:
    return v**3.0


def _sigma(making: Making, v: Value, name: str) -> Value:
    """Return σ of a sum that is a logit: of two nodes."""
    z = v + making.logit(name, v)
    z.label = "z"
    return sigmoid(z)


CHAINS: dict[int, list[list[Step]]] = {
    1: [[_times, _plus, _times], [_times, _from, _times],
        [_times, _times, _plus], [_plus, _square], [_times, _square]],
    2: [[_times, _plus, _square], [_plus, _square, _times], [_times, _plus, _over, _times],
        [_plus, _cube, _times], [_times, _from, _square, _over], [_square, _plus, _times]],
    3: [[_times, _sigma, _times], [_times, _sigma, _square, _times], [_square, _sigma, _times],
        [_times, _sigma, _from, _square], [_plus, _cube, _sigma, _times]],
}  # fmt: skip
NAMES = "uvwpq"  # of inner nodes


def chain(chance: Chance, level: int, language: str) -> Made | None:
    """Return an exercise on one path."""
    making = Making(chance)
    v = x = making.leaf("x", least=-3, most=5)
    steps = chance.one_of(CHAINS[level])
    for step, constant, name in zip(steps, "abcd", NAMES):
        v = step(making, v, constant)
        v.label = name
    v.label = "J"
    return _by(x, Told(v, making, language), "find chain")


def _products(making: Making, x: Value) -> Value:
    return x * x + making.leaf("a") * x


def _bracket(making: Making, x: Value) -> Value:
    u = x + making.leaf("a")
    u.label = "u"
    return u * x


def _difference(making: Making, x: Value) -> Value:
    return x * making.leaf("a") - x * x


def _inner(making: Making, x: Value) -> Value:
    u = making.leaf("a") * x
    u.label = "u"
    return u * u + making.leaf("b") * u


def _both(making: Making, x: Value) -> Value:
    u = x * x
    u.label = "u"
    return u * (x + making.leaf("a"))


def _square_and_itself(making: Making, x: Value) -> Value:
    u = making.leaf("a") * x
    u.label = "u"
    return u**2.0 - u * x


def _gate(making: Making, x: Value) -> Value:
    s = _sigma(making, making.leaf("a") * x, "b")
    s.label = "s"
    return s * x


def _two_of_sigma(making: Making, x: Value) -> Value:
    s = _sigma(making, making.leaf("a") * x, "b")
    s.label = "s"
    return s * s + making.leaf("c") * s


def _logistic(making: Making, x: Value) -> Value:
    s = _sigma(making, making.leaf("a") * x, "b")
    s.label = "s"
    return s * (making.leaf("c") - s)


SUMS: dict[int, list[Callable[[Making, Value], Value]]] = {
    1: [_products, _bracket, _difference],
    2: [_inner, _both, _square_and_itself],
    3: [_gate, _two_of_sigma, _logistic],
}


def twice(chance: Chance, level: int, language: str) -> Made | None:
    """Return an exercise on several paths."""
    making = Making(chance)
    x = making.leaf("x", least=-3, most=5)
    made = _by(x, Told(chance.one_of(SUMS[level])(making, x), making, language), "find twice")
    if made is None:
        return None
    mistakes = {wrong.mistake for wrong in made.questions[0].wrong}
    return made if "overwrites-gradient" in mistakes else None


def _by(x: Value, told: Told, key: str) -> Made | None:
    """Return the exercise that asks for ∂J/∂x; None if its numbers are unfit."""
    questions = told.questions([x])
    if questions is None or not questions[0].wrong:
        return None
    task = say(
        told.language,
        key,
        x=told.named(x),
        J=told.named(told.J),
        asked=told.asked(x),
        count=count_paths(told.graph, x),
    )
    text = (told.equations(), told.given(), Paragraph(task))
    return Made(text, questions, told.derivation(x, 1))
