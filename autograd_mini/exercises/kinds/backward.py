"""A whole backward pass, to be filled into the picture of the graph."""

from collections.abc import Callable

from autograd_mini.exercises.numbers import Chance
from autograd_mini.exercises.parts import Paragraph, Picture
from autograd_mini.exercises.told import Made, Making, Told, named
from autograd_mini.exercises.words import WORDS, say
from autograd_mini.functions import sigmoid
from autograd_mini.value import Value


def _product_and_sum(making: Making) -> Value:
    u = named(making.leaf("a") * making.leaf("b"), "u")
    return (u + making.leaf("c")) * making.leaf("d")


def _sum_and_product(making: Making) -> Value:
    u = named(making.leaf("a") - making.leaf("b"), "u")
    return u * making.leaf("c") + making.leaf("d")


def _two_products(making: Making) -> Value:
    u = named(making.leaf("a") * making.leaf("b"), "u")
    v = named(making.leaf("c") * making.leaf("d"), "v")
    return u - v


def _leaf_twice(making: Making) -> Value:
    a = making.leaf("a")
    u = named(a * making.leaf("b"), "u")
    v = named(u + a, "v")
    return v * making.leaf("c")


def _node_twice(making: Making) -> Value:
    u = named(making.leaf("a") * making.leaf("b"), "u")
    v = named(u + making.leaf("c"), "v")
    return u * v


def _square(making: Making) -> Value:
    u = named(making.leaf("a") + making.leaf("b"), "u")
    v = named(u**2.0, "v")
    return v - u * making.leaf("c")


def _neuron(making: Making) -> Value:
    """A neuron whose output is used twice."""
    u = named(making.leaf("w") * making.leaf("x"), "u")
    z = named(u + making.logit("b", u), "z")
    a = named(sigmoid(z), "a")
    return a * a - making.leaf("c") * a


def _gate(making: Making) -> Value:
    """A gate: σ of a node times the same node."""
    x = making.leaf("x")
    u = named(making.leaf("w") * x, "u")
    z = named(u + making.logit("b", u), "z")
    a = named(sigmoid(z), "a")
    return (a + x) * making.leaf("c")


GRAPHS: dict[int, list[Callable[[Making], Value]]] = {
    1: [_product_and_sum, _sum_and_product, _two_products],
    2: [_leaf_twice, _node_twice, _square],
    3: [_neuron, _gate],
}


def drawn(chance: Chance, level: int, language: str) -> Told:
    """Return a graph of a level, told, after its backward pass."""
    making = Making(chance)
    return Told(named(chance.one_of(GRAPHS[level])(making), "J"), making, language)


def make(chance: Chance, level: int, language: str) -> Made | None:
    """Return an exercise that asks for every derivative of a graph."""
    told = drawn(chance, level, language)
    questions = told.questions(told.graph.nodes[::-1])
    if questions is None or not told.apart:
        return None
    task = say(language, "find backward", J=told.named(told.J))
    picture = Picture(told.J, WORDS[language]["picture"])
    text = (told.equations(values=True), told.given(), Paragraph(task), picture)
    return Made(text, questions, told.derivation(None, 1), told.repeated())
