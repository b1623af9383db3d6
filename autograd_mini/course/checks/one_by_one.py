"""From lesson 6 on several operations may be wrong, each by itself: one after the other.

The program that is shown is about one of them, and so is the explanation.  The others come after
it, each with what it does instead, and with its own line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from autograd_mini.course.checks.numbers import OPERATIONS, computed_at
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.diagnosis import Diagnosis, Examined, examine, findings
from autograd_mini.testing.diagnosis.finding import Finding
from autograd_mini.testing.diagnosis.reference import Probe, predict
from autograd_mini.testing.diagnosis.text import SIGNS, shown
from autograd_mini.testing.diagnosis.where import Place
from autograd_mini.testing.diagnosis.witness import Witness, first_wrong

GRAPH = {"add", "mul"}  # what each probe of an operation may use beside it
SAME = {
    "en": "That goes for each of {first} and {last}.",
    "zh": "{first} 与 {last} 都是如此。",
}
TOO = {"en": "Something is wrong with {named}, too.", "zh": "{named} 也有不对的地方。"}


@dataclass
class Diagnosed:
    """What explains an operation, that which is shown or another one.

    op: the operation, "" if all of the engine is meant.  same: what explains those that are wrong
    in the same way, by itself.  others: what explains those that are wrong in another way.
    """

    examined: Examined
    found: Diagnosis
    op: str = ""
    same: "tuple[Diagnosed, ...]" = ()
    others: "tuple[Diagnosed, ...]" = ()

    def alike(self, language: str, level: int, *, named: bool) -> list[str]:
        """Return what there is to say of operations that are wrong in the same way.

        level: of hints.  named: whether they are named already.
        """
        comma = "、" if language == "zh" else ", "
        *first, last = [SIGNS.get(op, op) for op in (self.op, *(one.op for one in self.same))]
        each = SAME[language].format(first=comma.join(first), last=last)
        witnesses = [one.found.mistakes[0].witness for one in self.same if level > 1]
        numbers = [f"  {shown(witness, language)}" for witness in witnesses
                   if witness and witness.what != "error"]  # fmt: skip
        return [*numbers, *([each] if first and not named else [])]

    def too(self, language: str) -> str:
        """Return that something is wrong with this operation, where nobody knows what."""
        return TOO[language].format(named=SIGNS.get(self.op, self.op))


def diagnosed(
    engine: Engine, wanted: Callable[[Probe], bool], operations: Sequence[str] = ()
) -> Diagnosed:
    """Diagnose an engine; if several operations of lesson 6 fail, the first of them by itself.

    wanted: the probes that may be asked.  operations: what the failures are about, "" for one that
    is about none; the first is shown.
    """
    own = [op for op in dict.fromkeys(operations) if op in OPERATIONS]
    if len(own) < 2 or operations[0] != own[0]:
        examined = examine(engine, wanted)
        one = Diagnosed(examined, findings(examined))
        if not own or operations[0] != own[0] or _explains(one.found, own[0]):
            return one
    first, *rest = (_alone(engine, wanted, op) for op in own)
    alike = [one for one in rest if _kind(one) and _kind(one) == _kind(first)]
    first.others = tuple(one for one in rest if one not in alike)
    if alike:
        first.same = tuple(alike)
        every = [one.found for one in (first, *alike)]
        first.found = replace(first.found, mistakes=(_joined(every),))
    return first


def _explains(found: Diagnosis, op: str) -> bool:
    """Tell whether a diagnosis is about an operation, or about the engine as a whole."""
    about_it = any(not one.operations or op in one.operations for one in found.mistakes)
    return about_it or not found.unexplained


def _alone(engine: Engine, wanted: Callable[[Probe], bool], op: str) -> Diagnosed:
    """Diagnose an engine as if this were the only operation beside + and ×."""
    mine = GRAPH | {op}
    examined = examine(
        engine, lambda probe: wanted(probe) and {step.name for step in probe.program} <= mine
    )
    found = findings(examined)

    def about_it(every: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(one for one in every if mine.issuperset(one.operations))

    mistakes, limits = about_it(found.mistakes), about_it(found.limits)
    if not mistakes and found.unexplained and (by_itself := _by_numbers(examined, op)):
        mistakes, found = (by_itself,), replace(found, unexplained=())
    return Diagnosed(examined, replace(found, mistakes=mistakes, limits=limits), op)


def _by_numbers(examined: Examined, op: str) -> Finding | None:
    """Return that an operation has a wrong value, or a wrong slope, where no formula has these.

    None if something is wrong without it.
    """
    search, seen = examined.search, examined.seen
    wrong = [i for i, _ in enumerate(search.probes) if not search.right >> i & 1]
    wrong.sort(key=lambda i: len(seen.probes[i].program))
    witnesses: dict[str, Witness] = {}
    for i in wrong:
        should = predict(search.probes[i], {})
        if op not in {step.name for step in seen.probes[i].program} or should is None:
            return None
        if witness := first_wrong(seen.probes[i], search.found[i], should):
            witnesses.setdefault(witness.what, witness)
    for what, name in (("value", "wrong-value"), ("grad", "wrong-rule")):
        if what in witnesses:
            return Finding(name, (op,), computed_at(examined.engine, name, op), witnesses[what])
    return None


def _kind(one: Diagnosed) -> tuple[str, str] | None:
    """Return the only misconception of an operation, and what Python says; None if not one."""
    mistakes = one.found.mistakes
    if len(mistakes) != 1 or one.found.unexplained:
        return None
    return mistakes[0].name, mistakes[0].words if mistakes[0].name == "crashes-in-rule" else ""


def _joined(every: list[Diagnosis]) -> Finding:
    """Return the misconception that several diagnoses have, with all of their lines."""
    mistakes = [found.mistakes[0] for found in every]
    places = [mistake.place for mistake in mistakes if mistake.place]
    lines = tuple(sorted({line for place in places for line in place.lines}))
    operations = tuple(op for mistake in mistakes for op in mistake.operations)
    words = mistakes[0].words if len({mistake.words for mistake in mistakes}) == 1 else ""
    place = Place(places[0].file, lines) if places else None
    return replace(mistakes[0], operations=operations, place=place, words=words, others=())
