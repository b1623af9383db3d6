"""Find the mistake: a backward pass in which one of the misconceptions has been made."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from autograd_mini.exercises.kinds.backward import drawn
from autograd_mini.exercises.misconceptions import Mistakes, Slip
from autograd_mini.exercises.numbers import Chance, exact, written
from autograd_mini.exercises.parts import Paragraph, Question, Table, Wrong
from autograd_mini.exercises.told import Made, Told, decimal_of, equal
from autograd_mini.exercises.words import WORDS, Rich, in_text, say
from autograd_mini.formulas.terms import General

OPTIONS = 4


def make(chance: Chance, level: int, language: str) -> Made | None:
    """Return an exercise that shows a wrong backward pass and asks what is wrong."""
    told = drawn(chance, level, language)
    if not told.apart or not all(exact(n.data) != 0 and exact(n.grad) for n in told.graph.nodes):
        return None  # what is 0, or equal, hides mistakes
    mistakes = Mistakes(told.graph, language)
    offered = _distinct(told, chance.shuffled(mistakes.slips))[:OPTIONS]
    if len(offered) < OPTIONS:
        return None
    right = int(chance.one_of(range(OPTIONS)))
    made = offered[right].gradients
    nodes = told.graph.nodes[::-1]
    sentences = [mistakes.told(slip)[0] for slip in offered]
    # One sentence tells of several mistakes, as of a wrong sign for either operand.
    explain = {mistakes.told(slip)[0] for slip in mistakes.slips if _same(slip.gradients, made)}
    if explain.intersection(sentences) != {sentences[right]}:
        return None
    wrong = []
    for i, slip in enumerate(offered):
        if i != right:
            n = next(
                (n for n in nodes if _differ(slip.gradients[id(n)], n.grad, made[id(n)])), None
            )
            if n is None:
                return None  # all that it makes wrong is as wrong in the table
            would_be = say(
                language, "would be", name=told.asked(n), number=_number(slip.gradients[id(n)]),
                made=_number(made[id(n)]),
            )  # fmt: skip
            sentence = WORDS[language]["between"].join([sentences[i], in_text(would_be)])
            wrong.append(Wrong(Fraction(i), slip.mistake, sentence))
    word = WORDS[language]["which mistake"]
    question = Question(
        General(word, rf"\text{{{word}}}"),
        Fraction(right),
        tuple(wrong),
        tuple((sentence,) for sentence in sentences),
    )
    rows = tuple(((told.named(n),), (told.number(n),), (_number(made[id(n)]),)) for n in nodes)
    head: tuple[Rich, ...] = tuple((WORDS[language][key],) for key in ("node", "value", "found"))
    task = Paragraph(say(language, "find mistake"))
    text = (told.equations(), told.given(), task, Table(head, rows))
    correct = [equal(told.asked(n), _number(n.grad)) for n in nodes if _differ(made[id(n)], n.grad)]
    key = (Paragraph(say(language, "right ones", right=correct)), *told.repeated())
    return Made(text, (question,), told.derivation(None, 1), key)


def _differ(x: float, *others: float) -> bool:
    """Tell whether a number differs from all others, by more than what rounding does."""
    return exact(x) not in map(exact, others)


def _number(x: float) -> General:
    return written(exact(x) or Fraction(0))


def _distinct(told: Told, slips: Sequence[Slip]) -> list[Slip]:
    """Return the mistakes that differ from the right pass and from each other, one of each name."""
    seen: list[Mapping[int, float]] = [{id(n): n.grad for n in told.graph.nodes}]
    found: list[Slip] = []
    for slip in slips:
        fits = all(map(decimal_of, slip.gradients.values()))
        # What cannot be told from another mistake by its numbers is not asked for.
        if not fits or any(_same(slip.gradients, others) for others in seen):
            continue
        seen.append(slip.gradients)
        if slip.mistake not in {other.mistake for other in found}:
            found.append(slip)
    return found


def _same(some: Mapping[int, float], others: Mapping[int, float]) -> bool:
    return all(exact(some[key]) == exact(others[key]) for key in some)
