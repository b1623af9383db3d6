"""What explains the failures of a learner's engine: what a check knows, or the diagnosis."""

from typing import Any

from autograd_mini.course.checks.by_hand import by_hand
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.judging import CHECKS
from autograd_mini.course.marks import Line, Mark
from autograd_mini.testing.conform.verdicts import FAILED, Marking

MOST_HINTS = 3
APART = (
    "no-error",
    "complex-power",
    "returned-instead-of-error",
)  # the slips of what misses a domain only


def explain(marking: Marking, result: Mark, language: str, hints: int) -> None:
    """Add what explains the failures: what a check knows, or what the diagnosis finds."""
    failed = [line for line in result.lines if line.status == FAILED]
    known = [line for line in failed if line.question]
    if known and not known[0].general:
        _take(known[0], result, hints)
        return
    options: dict[str, Any] = {"language": language, "level": hints}
    options |= {"lesson": result.lesson.number, "message": failed[0].message}
    options["explained"] = [sum(not _apart(line, language) for line in failed), len(failed)]
    options["operations"] = [line.operation for line in failed]
    options["python"] = failed[0].python
    found = marking.ask(f"{CHECKS}.hints:hints", **options).get("found") or {}
    general = by_hand(failed[0].message, result.lesson.number, language)  # if all else fails
    result.hint, result.mistakes = found.get("text", general), found.get("mistakes", [])
    result.more = found.get("more", False)
    result.asks = hints == 1 or not result.mistakes
    result.diagnosed = found.get("diagnosed", False)
    if known and not result.mistakes and not found.get("happens"):
        _take(known[0], result, hints)


def _apart(line: Line, language: str) -> bool:
    """Tell whether a line fails by itself: no misconception of the table is about domains."""
    return line.question in [said_of(slip, "question", language) for slip in APART]


def _take(line: Line, result: Mark, hints: int) -> None:
    """Take what a check knows for the hint."""
    result.hint = line.question if hints == 1 else line.explained
    explains = line.question != line.explained  # or it only says what to do
    result.asks, result.diagnosed = hints == 1 or not explains, False
    if hints == MOST_HINTS and line.place:
        result.hint += f"\n{line.place}"
    result.more = (hints == 1 and explains) or (hints < MOST_HINTS and bool(line.place))
