"""From lesson 6 on several operations may be wrong, each by itself: one after the other.

The program that is shown is about one of them, and so is the explanation.  The others are named, as
wrong in the same way, or as wrong, too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from autograd_mini.course.checks.numbers import OPERATIONS
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.diagnosis import Diagnosis, Examined, examine, findings
from autograd_mini.testing.diagnosis.finding import Finding
from autograd_mini.testing.diagnosis.reference import Probe
from autograd_mini.testing.diagnosis.text import SIGNS
from autograd_mini.testing.diagnosis.where import Place

GRAPH = {"add", "mul"}  # what each probe of an operation may use beside it
SAME = {
    "en": "That goes for each of {first} and {last}.",
    "zh": "{first} 与 {last} 都是如此。",
}
TOO = {"en": "Something is wrong with {named}, too.", "zh": "{named} 也有不对的地方。"}


@dataclass
class Diagnosed:
    """What explains the operation that is shown.

    same: the operations, this one among them, that are wrong in the same way; none if it is the
    only one.  others: those that are wrong in another way.
    """

    examined: Examined
    found: Diagnosis
    same: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def said(self, language: str, level: int, *, named: bool) -> list[str]:
        """Return what there is to say of the other operations.

        level: of hints.  named: whether those that are the same are named already.
        """
        comma = "、" if language == "zh" else ", "
        *first, last = [SIGNS.get(op, op) for op in self.same or ("",)]
        lines = [SAME[language].format(first=comma.join(first), last=last)]
        others = comma.join(SIGNS.get(op, op) for op in self.others)
        return [line for line, wanted in (
            (lines[0], bool(first) and not named),
            (TOO[language].format(named=others), bool(others) and level > 1),
        ) if wanted]  # fmt: skip


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
        return Diagnosed(examined, findings(examined))
    shown, *rest = (_alone(engine, wanted, op) for op in own)
    alike = [shown, *(one for one in rest if _kind(one) and _kind(one) == _kind(shown))]
    if len(alike) > 1:
        shown.same = tuple(op for op, one in zip(own, [shown, *rest]) if one in alike)
        shown.found = replace(shown.found, mistakes=(_joined([one.found for one in alike]),))
    shown.others = tuple(op for op, one in zip(own, [shown, *rest]) if one not in alike)
    return shown


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
    return Diagnosed(examined, replace(found, mistakes=mistakes, limits=limits))


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
