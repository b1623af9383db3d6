"""A derivation of ∂J/∂Θ: lines to be written, which are marked one by one."""

from autograd_mini import derivations
from autograd_mini.exercises.numbers import Chance
from autograd_mini.exercises.parts import Lines, Paragraph
from autograd_mini.exercises.told import Made
from autograd_mini.formulas.terms import General

SEEDS = range(1_000_000)


def make(chance: Chance, level: int, language: str) -> Made:
    """Return an exercise that asks for the derivation of the derivatives of a network."""
    asked = derivations.exercise(chance.one_of(SEEDS), level, language)
    cost = General(asked.cost(), asked.cost("latex"))
    text = (
        Paragraph((asked.network,)),
        Paragraph((asked.cost_words,)),
        Lines((cost,)),
        Paragraph((asked.task,)),
    )
    solution = map(General, asked.solution(), asked.solution("latex"))
    return Made(text, (), key=(Lines(tuple(solution)),), to_derive=asked)
