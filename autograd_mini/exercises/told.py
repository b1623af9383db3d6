"""How a graph is told in an exercise: its equations, what is given, what is asked."""

import dataclasses
import math
from collections.abc import Sequence
from fractions import Fraction

from autograd_mini.derivations import DerivationExercise
from autograd_mini.elementary import FLOATS
from autograd_mini.exercises.misconceptions import FEWER, MOST, Mistakes
from autograd_mini.exercises.numbers import Chance, exact, is_decimal, written
from autograd_mini.exercises.parts import Block, Lines, Paragraph, Question
from autograd_mini.exercises.words import say
from autograd_mini.explain import explain
from autograd_mini.explain.parts import Item, Phrase, Section
from autograd_mini.explain.writing import Explanation
from autograd_mini.formulas.notation import as_latex, as_text
from autograd_mini.formulas.terms import General, Term
from autograd_mini.graph import Graph
from autograd_mini.graph.chain import ChainRule
from autograd_mini.value import Value

DIGITS = 10  # of numbers in a derivation: all of a short decimal, and none of its rounding


@dataclasses.dataclass(frozen=True)
class Made:
    """What a kind makes of its numbers: text, questions, derivation and key of an exercise."""

    text: tuple[Block, ...]
    questions: tuple[Question, ...]
    derivation: Explanation | None = None
    key: tuple[Block, ...] = ()
    to_derive: DerivationExercise | None = None


# r, of which log r is a logit: σ(log r) = r / (r + 1) is a short decimal.
RATIOS = [Fraction(r) for r in ("3", "4", "9", "1/3", "1/4", "1/9")]


def log_of(ratio: Fraction) -> General:
    r"""Return log r as it is written, where r or 1/r is whole.

    >>> log_of(Fraction(1, 3)).text, log_of(Fraction(9)).latex
    ('−ln 3', '\\ln 9')
    """
    minus, n = (False, ratio) if ratio > 1 else (True, 1 / ratio)
    return General(f"{'−' * minus}ln {n}", rf"{'-' * minus}\ln {n}")


def value_at(text: str, latex: str, at: General, value: Fraction) -> General:
    """Return the equation that tells the value of a function, called so, at a number."""
    return equal(General(f"{text}({at.text})", f"{latex}({at.latex})"), written(value))


class Making:
    """The graph of an exercise while it is built: leaves with names, and logits.

    told: by the id of a node, its number as it is written where decimals would not do.
    known: values of functions that the learner is told.
    """

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.told: dict[int, General] = {}
        self.known: list[General] = []

    def leaf(self, name: str, number: float | None = None, least: int = -5, most: int = 5) -> Value:
        """Return a leaf; a small whole number, neither 0 nor ±1, if no number is given."""
        if number is None:
            number = self.chance.whole(least, most, but=(-1, 0, 1))
        return Value(number, label=name)

    def logit(self, name: str, before: Value | None = None) -> Value:
        """Return a leaf that is a logit, or that makes one of a value when it is added to it."""
        ratio = self.chance.one_of(RATIOS)
        log = log_of(ratio)
        rest = Fraction(0) if before is None else -(exact(before.data) or Fraction(0))
        leaf = Value(math.log(ratio) + float(rest), label=name)
        if rest:
            sign, size = ("+", rest) if rest > 0 else ("-", -rest)
            size_text = written(size)
            log = General(
                f"{log.text} {sign.replace('-', '−')} {size_text.text}",
                f"{log.latex} {sign} {size_text.latex}",
            )
        self.told[id(leaf)] = log
        self.tell("σ", r"\sigma", log_of(ratio), ratio / (ratio + 1))
        return leaf

    def tell(self, text: str, latex: str, at: General, value: Fraction) -> None:
        """Tell the learner the value of a function at a number."""
        said = value_at(text, latex, at, value)
        if said not in self.known:
            self.known.append(said)


def named(v: Value, name: str) -> Value:
    """Return a node, under a name."""
    v.label = name
    return v


def formula(term: Term) -> General:
    """Return a term as it is written."""
    return General(as_text(term, DIGITS), as_latex(term, DIGITS))


def equal(left: General, *sides: General) -> General:
    """Return an equation."""
    return General(
        " = ".join([left.text, *[side.text for side in sides]]),
        " = ".join([left.latex, *[side.latex for side in sides]]),
    )


class Told:
    """A graph as an exercise tells it, after its backward pass.

    `graph`, `J`; `named`, the formula of a node's name; `asked`, that of ∂J/∂node; `apart`, whether
    no operation is applied to two nodes of one number, which nobody can tell apart.
    """

    def __init__(self, J: Value, making: Making, language: str) -> None:
        J.backward()
        self.J, self.making, self.language = J, making, language
        self.graph = Graph(J)
        self.chain = ChainRule(self.graph)
        self.leaves = [n for n in self.graph.nodes if n.op is None]
        self.inner = [n for n in self.graph.nodes if n.op is not None]
        operands = [{id(x): x.data for x in n.parents}.values() for n in self.inner]
        self.apart = all(len(set(map(exact, numbers))) == len(numbers) for numbers in operands)

    def named(self, n: Value) -> General:
        """Return the name of a node."""
        return formula(self.chain.symbol(n))

    def asked(self, n: Value) -> General:
        """Return ∂J/∂n, as it is written; δ for the z of a network."""
        return formula(self.chain.adjoint_symbol(n))

    def number(self, n: Value) -> General:
        """Return the number of a node."""
        if id(n) in self.making.told:
            return self.making.told[id(n)]
        fraction = exact(n.data)
        if fraction is None:  # it is a logit
            sigma = exact(FLOATS.sigmoid(n.data)) or Fraction(1, 2)
            return log_of(sigma / (1 - sigma))
        return written(fraction)

    def equations(self, *, values: bool = False) -> Lines:
        """Return what every inner node is computed by.  values: and what it is."""
        lines = []
        for n in self.inner:
            step = self.chain.value_step(n)
            known = [self.number(n)] if values else []
            lines.append(equal(formula(step.left), formula(step.chain[-1]), *known))
        return Lines(tuple(lines))

    def given(self) -> Paragraph:
        """Return the sentence with the numbers of the leaves, and the values that are known."""
        numbers = [equal(self.named(n), self.number(n)) for n in self.leaves]
        return Paragraph(say(self.language, "given", given=numbers + self.making.known))

    def questions(self, nodes: Sequence[Value]) -> tuple[Question, ...] | None:
        """Return what is asked of some nodes; None if that is not to be worked out by hand."""
        if not all(decimal_of(n.grad) and exact(n.grad) for n in nodes):
            return None
        mistakes = Mistakes(self.graph, self.language)
        most = MOST if len(nodes) < 3 else FEWER
        return tuple(
            Question(self.asked(n), exact(n.grad) or Fraction(0), mistakes.wrong(n, most))
            for n in nodes
        )

    def repeated(self) -> tuple[Block, ...]:
        """Return what the [1] and [2] of ∂v/∂a[1] are, of each node that has an operand twice."""
        return tuple(
            Paragraph(
                say(
                    self.language, "operand twice", node=self.named(n), operand=self.named(x),
                    derivatives=[formula(self.chain.local((n, slot)))
                                 for slot, y in enumerate(n.parents) if y is x],
                )
            )
            for n in self.inner for x in _used_again(n)
        )  # fmt: skip

    def derivation(self, wrt: Value | None, section: int) -> Explanation:
        """Return the steps of a section of the explanation: 1 along the paths, or the sweep."""
        explanation = explain(self.J, wrt=wrt, language=self.language, digits=DIGITS)
        return only_steps(explanation, [section], general=False)


def _used_again(n: Value) -> list[Value]:
    """Return the nodes that a node has as an operand twice."""
    return [x for i, x in enumerate(n.parents) if any(x is y for y in n.parents[:i])]


def decimal_of(x: float) -> bool:
    """Tell whether a float is a short decimal, to be worked out by hand."""
    fraction = exact(x)
    return fraction is not None and is_decimal(fraction) and abs(fraction) < 500


def only_steps(
    explanation: Explanation, sections: Sequence[int], *, general: bool = True
) -> Explanation:
    """Return an explanation of some sections, and of these the equations only.

    general: whether to keep general formulas.
    """
    left_out = Phrase if general else (Phrase, General)
    kept = []
    for i in sections:
        section = explanation.sections[i]
        items: list[Item] = [item for item in section.items if not isinstance(item, left_out)]
        kept.append(Section(section.title, items))
    return dataclasses.replace(explanation, sections=kept)
