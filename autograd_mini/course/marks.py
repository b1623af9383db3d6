"""What came of checking a learner's engine: a line for each thing, and all of them together."""

from dataclasses import dataclass, field
from typing import Any

from autograd_mini.course.lessons import Lesson
from autograd_mini.testing.conform.verdicts import FAILED, PASSED

MISSING = "missing"
LATER = "later"


@dataclass(frozen=True)
class Line:
    """One thing that was checked.

    sentence: what it is.  status: PASSED, FAILED, MISSING, ERROR, or LATER if it was not its turn.
    lesson: its number.
    message, python: why it is not passed, and what shows it.  question, explained: what leads to
    it, and what it is, if the check knows; of a property the diagnosis knows.  place: the lines of
    engine.py that it is in, if they are known.  general: whether they are about errors in general,
    so that whatever else is known comes before.  printed: what the engine has printed meanwhile.
    operation: that it is about, if it is about one.  endless: whether it had to be ended.  loop:
    the one that does not end, as testing.conform.turns.Endless has it; None if it is not known.
    """

    sentence: str
    status: str
    lesson: int
    message: str = ""
    python: str = ""
    question: str = ""
    explained: str = ""
    place: str = ""
    general: bool = False
    printed: str = ""
    operation: str = ""
    endless: bool = False
    loop: dict[str, Any] | None = None


@dataclass
class Mark:
    """What came of a lesson.

    lines: what was checked.  hint, mistakes: what explains the failures, in words and by the names
    of the table.  asks: whether the hint is something to think about, and no explanation.
    diagnosed: whether the diagnosis has found it, which says itself how sure it is.
    hangs: whether the lesson's own check never ended, so that nothing more was asked of the engine.
    more: whether a higher level of hints tells more.  svg, no_picture: the picture, or why there is
    none.  told: what was learnt.  some: the functions that are still to be written, if others of
    their lesson are there.  above: the lines that raise NotImplementedError above what has been
    written, each with the name of its function.
    """

    lesson: Lesson
    lines: list[Line] = field(default_factory=list)
    hint: str = ""
    mistakes: list[str] = field(default_factory=list)
    asks: bool = True
    diagnosed: bool = False
    hangs: bool = False
    more: bool = False
    svg: str = ""
    no_picture: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    some: list[str] = field(default_factory=list)
    above: list[tuple[int, str]] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether all of it is right; a lesson that judges nothing is not passed."""
        return bool(self.lines) and all(line.status == PASSED for line in self.lines)

    @property
    def written(self) -> bool:
        """Whether the learner has written all that it asks for, be it right or wrong."""
        return all(line.status != MISSING for line in self.lines)

    @property
    def again(self) -> int:
        """The first of the earlier lessons that is no longer right; 0 if there is none."""
        lessons = [line.lesson for line in self.lines if line.status in (FAILED, MISSING)]
        return min((n for n in lessons if 0 < n < self.lesson.number), default=0)

    @property
    def wrong(self) -> bool:
        """Whether something that is written is wrong."""
        return any(line.status == FAILED for line in self.lines)
