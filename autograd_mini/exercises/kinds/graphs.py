"""The chain rule along one path, and as a sum over several paths."""

from collections.abc import Callable

from autograd_mini.exercises.numbers import Chance, exact
from autograd_mini.exercises.parts import Paragraph
from autograd_mini.exercises.told import Made, Making, Told, named
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
    return sigmoid(named(v + making.logit(name, v), "z"))


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
        v = named(step(making, v, constant), name)
    return _by(x, Told(named(v, "J"), making, language), "find chain")


# Sums over two paths: x, or a node that it leads to, is used twice.


def _bracket(making: Making, x: Value) -> Value:
    return named(x + making.leaf("a"), "u") * x


def _bracket_less(making: Making, x: Value) -> Value:
    return named(x - making.leaf("a"), "u") * x


def _bracket_from(making: Making, x: Value) -> Value:
    return named(making.leaf("a") - x, "u") * x


def _product_and_itself(making: Making, x: Value) -> Value:
    return named(making.leaf("a") * x, "u") + x


def _product_less_itself(making: Making, x: Value) -> Value:
    return named(making.leaf("a") * x, "u") - x


def _square_and_product(making: Making, x: Value) -> Value:
    return x**2.0 + making.leaf("a") * x


def _product_less_square(making: Making, x: Value) -> Value:
    return x * making.leaf("a") - x**2.0


def _two_brackets(making: Making, x: Value) -> Value:
    u = named(x + making.leaf("a"), "u")
    return u * named(x - making.leaf("b"), "v")


def _square_of_product(making: Making, x: Value) -> Value:
    u = named(making.leaf("a") * x, "u")
    return u**2.0 + making.leaf("b") * u


def _square_of_bracket(making: Making, x: Value) -> Value:
    u = named(x + making.leaf("a"), "u")
    return u**2.0 - making.leaf("b") * u


def _square_times_bracket(making: Making, x: Value) -> Value:
    u = named(x**2.0, "u")
    return u * named(x + making.leaf("a"), "v")


def _product_times_bracket(making: Making, x: Value) -> Value:
    u = named(making.leaf("a") * x, "u")
    return u * named(u + making.leaf("b"), "v")


def _bracket_squared(making: Making, x: Value) -> Value:
    u = named(x - making.leaf("a"), "u")
    return u**2.0 * x


def _square_and_bracket(making: Making, x: Value) -> Value:
    u = named(x + making.leaf("a"), "u")
    return u**2.0 + making.leaf("b") * x


def _sigma_of_product(making: Making, x: Value) -> Value:
    return named(_sigma(making, making.leaf("a") * x, "b"), "s")


def _gate(making: Making, x: Value) -> Value:
    return _sigma_of_product(making, x) * x


def _gate_of_bracket(making: Making, x: Value) -> Value:
    s = _sigma_of_product(making, x)
    return s * named(x + making.leaf("c"), "u")


def _gate_of_rest(making: Making, x: Value) -> Value:
    s = _sigma_of_product(making, x)
    return named(making.leaf("c") - s, "u") * x


def _sigma_and_itself(making: Making, x: Value) -> Value:
    return _sigma_of_product(making, x) + making.leaf("c") * x


def _square_of_sigma(making: Making, x: Value) -> Value:
    s = _sigma_of_product(making, x)
    return s**2.0 + making.leaf("c") * s


def _logistic(making: Making, x: Value) -> Value:
    s = _sigma_of_product(making, x)
    return s * named(making.leaf("c") - s, "u")


SUMS: dict[int, list[Callable[[Making, Value], Value]]] = {
    1: [_bracket_less, _square_and_product, _product_and_itself, _bracket, _product_less_itself,
        _bracket_from, _product_less_square],
    2: [_two_brackets, _square_of_product, _square_of_bracket, _square_times_bracket,
        _product_times_bracket, _bracket_squared, _square_and_bracket],
    3: [_gate, _gate_of_bracket, _gate_of_rest, _sigma_and_itself, _square_of_sigma, _logistic],
}  # fmt: skip


def twice(chance: Chance, level: int, language: str) -> Made | None:
    """Return an exercise on several paths."""
    making = Making(chance)
    x = making.leaf("x", least=-3, most=5)
    told = Told(chance.one_of(SUMS[level])(making, x), making, language)
    brought = [by for n in told.inner for by in told.graph.partials[id(n)]]
    if not all(by and exact(by) != 0 for by in brought):
        return None  # a path that brings 0 may be missed
    made = _by(x, told, "find twice")
    if made is None:
        return None
    mistakes = {wrong.mistake for wrong in made.questions[0].wrong}
    return made if "overwrites-gradient" in mistakes else None


def _by(x: Value, told: Told, key: str) -> Made | None:
    """Return the exercise that asks for ∂J/∂x; None if its numbers are unfit."""
    questions = told.questions([x])
    if questions is None or not told.apart or not questions[0].wrong:
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
