"""A learner's engine, marked for one lesson: what is right, what is not, and what explains it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograd_mini.course.lessons import LESSONS, Lesson, rest
from autograd_mini.course.words import said
from autograd_mini.testing.conform.messages import comments_in_chinese
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.verdicts import (
    ERROR,
    FAILED,
    NOT_SUPPORTED,
    PASSED,
    Marking,
    Verdict,
    marked,
)

CHECKS = "autograd_mini.course.checks"
ENGINE = "engine.py:Value"
SECONDS = 5.0  # of computing, for each thing that is checked
NOT_WRITTEN = NotImplementedError.__name__
MISSING = "missing"
MOST_HINTS = 3


@dataclass(frozen=True)
class Line:
    """One thing that was checked.

    sentence: what it is.  status: PASSED, FAILED, MISSING or ERROR.  lesson: its number.
    message, python: why it is not passed, and what shows it.  question, explained: what leads to
    it, and what it is, if the check knows; of a property the diagnosis knows.  place: the lines of
    engine.py that it is in, if they are known.  general: whether they are about errors in general,
    so that whatever else is known comes before.
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


@dataclass
class Mark:
    """What came of a lesson.

    lines: what was checked.  hint, mistakes: what explains the failures, in words and by the names
    of the table.  asks: whether the hint is something to think about, and no explanation.
    diagnosed: whether the diagnosis has found it, which says itself how sure it is.
    hangs: whether the lesson's own check never ended, so that nothing more was asked of the engine.
    more: whether a higher level of hints tells more.  svg, no_picture: the picture, or why there is
    none.  told: what was learnt.
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

    @property
    def passed(self) -> bool:
        """Whether all of it is right; a lesson that judges nothing is not passed."""
        return bool(self.lines) and all(line.status == PASSED for line in self.lines)

    @property
    def written(self) -> bool:
        """Whether the learner has written all that it asks for, be it right or wrong."""
        return all(line.status != MISSING for line in self.lines)

    @property
    def wrong(self) -> bool:
        """Whether something that is written is wrong."""
        return any(line.status == FAILED for line in self.lines)


def mark(folder: Path, lesson: Lesson, language: str = "en", hints: int = 1) -> Mark:
    """Mark engine.py in a folder for a lesson, and if it is right for all that come before.

    hints: how much is told of what explains a failure: 1 a question, 2 the misconception, 3 the
    line.

    EngineError if there is no engine, or one that cannot be imported.
    """
    result = Mark(lesson)
    with _in_folder(folder), Marking(ENGINE, seconds=SECONDS) as marking:
        _judge(marking, lesson, language, result)
        if result.passed:  # and what was right must not be lost
            for earlier in LESSONS[: lesson.number - 1]:
                _judge(marking, earlier, language, result)
        if lesson is LESSONS[-1] and result.passed:
            # What no lesson is about has to be right only if it is there.
            others = [_line(verdict, 0, language) for verdict in marked(marking, rest())]
            result.lines += [line for line in others if line.status not in (PASSED, MISSING)]
        if result.wrong and not result.hangs:
            _explain(marking, result, language, hints)
        if result.written and not result.hangs:
            _draw(marking, result, language)
    return result


def _judge(marking: Marking, lesson: Lesson, language: str, result: Mark) -> None:
    """Add what comes of a lesson's checks and properties."""
    for line in _checks(marking, lesson, language, result):
        result.lines.append(line)
        if line.status != PASSED:  # what comes next needs it
            break
    for verdict in marked(marking, lesson.properties):
        result.lines.append(_line(verdict, lesson.number, language))


def _checks(marking: Marking, lesson: Lesson, language: str, result: Mark) -> Iterator[Line]:
    for check in lesson.checks:
        sentence = check.sentence[language]
        facts = marking.ask(f"{CHECKS}.{check.function}", language=language)
        found = facts.get("found")
        if found is None:  # it hung, or it ended the process
            status = ERROR if facts["status"] == ERROR else FAILED
            result.hangs = True
            message = said(facts.get("message", "").strip(), language)
            yield Line(sentence, status, lesson.number, message)
            continue
        result.told |= found.get("told") or {}
        status = {"passed": PASSED, "missing": MISSING}.get(found["status"], FAILED)
        yield Line(
            sentence,
            status,
            lesson.number,
            said(found.get("message", ""), language),
            found.get("python", ""),
            found.get("question", ""),
            found.get("sentence", ""),
            found.get("lines", ""),
            found.get("general", False),
        )


def _line(verdict: Verdict, lesson: int, language: str) -> Line:
    status = verdict.status
    if status == NOT_SUPPORTED:
        fails = verdict.message.startswith("it raises ") and NOT_WRITTEN not in verdict.message
        status = FAILED if fails else MISSING
    sentence = PROPERTIES[verdict.name].said(language)
    message = "" if status == PASSED else said(verdict.message, language)
    example = verdict.example.python.strip()
    example = comments_in_chinese(example) if language == "zh" else example
    return Line(sentence, status, lesson, message, example)


def _explain(marking: Marking, result: Mark, language: str, hints: int) -> None:
    """Add what explains the failures: what a check knows, or what the diagnosis finds."""
    failed = [line for line in result.lines if line.status == FAILED]
    known = [line for line in failed if line.question]
    if known and not known[0].general:
        _take(known[0], result, hints)
        return
    options = {"language": language, "level": hints, "lesson": result.lesson.number}
    found = marking.ask(f"{CHECKS}.hints:hints", **options).get("found") or {}
    result.hint, result.mistakes = found.get("text", ""), found.get("mistakes", [])
    result.more = found.get("more", False)
    result.asks = hints == 1 or not result.mistakes
    result.diagnosed = found.get("diagnosed", False)
    if known and not result.mistakes:
        _take(known[0], result, hints)


def _take(line: Line, result: Mark, hints: int) -> None:
    """Take what a check knows for the hint."""
    result.hint = line.question if hints == 1 else line.explained
    result.asks, result.diagnosed = hints == 1, False
    if hints == MOST_HINTS and line.place:
        result.hint += f"\n{line.place}"
    result.more = hints == 1 or (hints < MOST_HINTS and bool(line.place))


def _draw(marking: Marking, result: Mark, language: str) -> None:
    options = {"language": language, "lesson": result.lesson.number}
    facts = marking.ask(f"{CHECKS}.pictures:picture", **options)
    found = facts.get("found") or {"reason": facts.get("message", "")}
    result.svg = found.get("svg", "")
    # What goes wrong in an engine that is not right is told already.
    reason = found.get("reason", "") or (found.get("error", "") if result.passed else "")
    result.no_picture = said(reason, language)


@contextmanager
def _in_folder(folder: Path) -> Iterator[None]:
    """Work in a folder, so that examples import the engine as its learner does."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
