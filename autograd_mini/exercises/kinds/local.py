"""Local derivatives: one operation, with its numbers."""

import math
from collections.abc import Callable
from fractions import Fraction

from autograd_mini.exercises.numbers import Chance
from autograd_mini.exercises.parts import Paragraph
from autograd_mini.exercises.told import Made, Making, Told, log_of
from autograd_mini.exercises.words import say
from autograd_mini.functions import exp, log, relu, sigmoid, sqrt
from autograd_mini.value import Value


def _two(operation: Callable[[Value, Value], Value]) -> Callable[[Making], Value]:
    return lambda making: operation(
        making.leaf("u", least=-9, most=9), making.leaf("v", least=-9, most=9)
    )


def _quotient(making: Making) -> Value:
    return making.leaf("u", least=-9, most=9) / making.leaf(
        "v", making.chance.one_of([2.0, -2.0, 4.0, 5.0, -5.0, 10.0])
    )


def _power(making: Making) -> Value:
    return making.leaf("x", least=-4, most=4) ** making.chance.one_of([2.0, 3.0, 4.0])


def _root(making: Making) -> Value:
    return sqrt(making.leaf("x", making.chance.one_of([4.0, 16.0, 25.0, 100.0, 0.25])))


def _log(making: Making) -> Value:
    return log(making.leaf("x", making.chance.one_of([2.0, 4.0, 5.0, 8.0, 10.0, 0.25, 0.2])))


def _exp(making: Making) -> Value:
    n = making.chance.one_of([Fraction(n) for n in ("2", "3", "4", "5", "1/2", "1/4")])
    x = making.leaf("x", math.log(n))
    making.told[id(x)] = log_of(n)
    making.tell("exp", r"\exp", log_of(n), n)
    return exp(x)


OPERATIONS: dict[int, list[Callable[[Making], Value]]] = {
    1: [
        _two(lambda u, v: u * v),
        _two(lambda u, v: u * v),
        _two(lambda u, v: u + v),
        _two(lambda u, v: u - v),
        _power,
    ],
    2: [_quotient, _power, _root, _log, lambda making: relu(making.leaf("x"))],
    3: [lambda making: sigmoid(making.logit("x")), _exp, _quotient, _log],
}


def make(chance: Chance, level: int, language: str) -> Made | None:
    """Return an exercise on one operation."""
    making = Making(chance)
    told = Told(chance.one_of(OPERATIONS[level])(making), making, language)
    questions = told.questions(told.leaves)
    if questions is None or not told.apart or not any(question.wrong for question in questions):
        return None
    asked = [question.asked for question in questions]
    several = "derivatives" if len(asked) > 1 else "one derivative"
    task = say(
        language, "find local", J=told.named(told.J), leaves=list(map(told.named, told.leaves)),
        derivatives=say(language, several, asked=asked),
    )  # fmt: skip
    text = (told.equations(), told.given(), Paragraph(task))
    return Made(text, questions, told.derivation(None, 1))
