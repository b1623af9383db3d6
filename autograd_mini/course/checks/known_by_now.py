"""What of a diagnosis a learner may be told: what the lessons have been about by now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograd_mini.course.checks.by_hand import NODES
from autograd_mini.course.checks.shapes import operands_known
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.diagnosis import Diagnosis
from autograd_mini.testing.diagnosis.finding import Finding
from autograd_mini.testing.diagnosis.mistakes import MISTAKES
from autograd_mini.testing.diagnosis.reference import Probe

OF_NODES = ("operands-not-recorded", "operands-in-a-set")  # which it has checked
LEAVES_SHARED, NODES_SHARED = 4, 5  # the lessons from which on a leaf, and any node, is used twice
MORE_OPERATIONS = 6  # the lesson from which on there are others than + and ×
DERIVED = {"neg", "sub", "div"}  # operations that nobody writes here: they are there already
LINES = 3  # the level of hints that names lines


@dataclass(frozen=True)
class Now:
    """Who is told: of which engine, in which lesson, at which level, about which operations."""

    engine: Engine
    lesson: int
    level: int
    operations: Sequence[str]

    def known(self, found: Diagnosis) -> Diagnosis:
        """Return what of a diagnosis is known by now."""
        found = replace(
            found,
            mistakes=tuple(known for finding in found.mistakes for known in self._met(finding)),
            limits=tuple(known for finding in found.limits for known in self._met(finding)),
        )
        if not found.mistakes and not found.unexplained:
            # Something is wrong with the engine, so that a limit of it is no mere limit here.
            wrong = tuple(finding for finding in found.limits if not finding.harmless)
            found = replace(found, mistakes=wrong, limits=())
        if self.level < LINES:
            # What else it may be is said with the line, which shows whether it is.
            sure = (
                replace(finding, others=()) if finding.place else finding
                for finding in found.mistakes
            )
            found = replace(found, mistakes=tuple(sure))
        return replace(found, mistakes=_shown_first(found.mistakes, self.operations))

    def _met(self, finding: Finding) -> list[Finding]:
        """Return a finding, or what acts the same and is known by now; nothing if neither is."""
        if self.lesson > NODES and operands_known(self.engine, finding.operations):
            finding = replace(
                finding, others=tuple(other for other in finding.others if other not in OF_NODES)
            )
        names = (finding.name, *finding.others)
        known = next((name for name in names if MISTAKES[name].lesson <= self.lesson), "")
        if known == finding.name:
            return [finding]
        # Its lines and its words are those of the misconception that is not known yet.
        return [replace(finding, name=known, others=(), place=None, words="")] if known else []


def _shown_first(found: Sequence[Finding], operations: Sequence[str]) -> tuple[Finding, ...]:
    """Return what explains the operation that is shown before what explains others.

    Without those of operations that are written with others, where their line is one of these.
    """
    lines = {finding.place for finding in found if not DERIVED.issuperset(finding.operations)}
    own = [one for one in found
           if not (one.operations and DERIVED.issuperset(one.operations) and one.place in lines
                   and one.place)]  # fmt: skip
    about = {op for one in own for op in one.operations}
    if not operations or operations[0] not in about:
        return tuple(own)
    return tuple(sorted(own, key=lambda one: operations[0] not in one.operations))


def is_met(probe: Probe, lesson: int) -> bool:
    """Tell whether a probe needs nothing that only later lessons are about."""
    uses = Counter(operand for step in probe.program for operand in step.operands
                   if isinstance(operand, int))  # fmt: skip
    if lesson < MORE_OPERATIONS and not {step.name for step in probe.program} <= {"add", "mul"}:
        return False
    twice = [node for node, times in uses.items() if times > 1]
    if lesson < LEAVES_SHARED:
        return not twice and len(probe.passes) == 1
    if lesson < NODES_SHARED:
        return all(node < len(probe.numbers) for node in twice) and len(probe.passes) == 1
    return True
