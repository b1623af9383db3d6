"""A learner's engine, marked for one lesson: what is right, what is not, and what explains it."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.checks.said_errors import slip_of
from autograd_mini.course.lessons import LARGE, LESSONS, Check, Lesson, rest
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
)

CHECKS = "autograd_mini.course.checks"
ENGINE = "engine.py:Value"
SECONDS = 5.0  # of computing, for each thing that is checked
IMPORT_SECONDS = 5.0  # of computing, for engine.py itself
ENDLESS = "it was ended after "
NOT_WRITTEN = NotImplementedError.__name__
MISSING = "missing"
LATER = "later"
MOST_HINTS = 3


@dataclass(frozen=True)
class Line:
    """One thing that was checked.

    sentence: what it is.  status: PASSED, FAILED, MISSING, ERROR, or LATER if it was not its turn.
    lesson: its number.
    message, python: why it is not passed, and what shows it.  question, explained: what leads to
    it, and what it is, if the check knows; of a property the diagnosis knows.  place: the lines of
    engine.py that it is in, if they are known.  general: whether they are about errors in general,
    so that whatever else is known comes before.  printed: what the engine has printed meanwhile.
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


def mark(
    folder: Path,
    lesson: Lesson,
    language: str = "en",
    hints: int = 1,
    watch: Callable[[int, int], None] = lambda done, of: None,
) -> Mark:
    """Mark engine.py in a folder for a lesson, and if it is right for all that come before.

    hints: how much is told of what explains a failure: 1 a question, 2 the misconception, 3 the
    line.  watch: is told how many things are checked, and of how many, each time that one is.

    EngineError if there is no engine, or one that cannot be imported.
    """
    result = Mark(lesson)
    with _in_folder(folder), Marking(ENGINE, seconds=SECONDS, importing=IMPORT_SECONDS) as marking:
        judge = _Judge(marking, language, result, watch)
        others = rest() if lesson is LESSONS[-1] else ()
        todo = LESSONS[: lesson.number]
        judge.of = sum(len(e.checks) + len(e.properties) for e in todo) + len(others)
        watch(0, judge.of)
        judge.lesson(lesson)
        if result.passed:  # and what was right must not be lost
            for earlier in todo[:-1]:
                judge.lesson(earlier)
        if lesson is LESSONS[-1] and result.passed:
            # What no lesson is about has to be right only if it is there.
            lines = [_line(verdict, 0, language) for verdict in judge.verdicts(others)]
            result.lines += [line for line in lines if line.status not in (PASSED, MISSING)]
        if result.wrong and not result.hangs:
            _explain(marking, result, language, hints)
        if result.written and not result.hangs:
            _draw(marking, result, language)
    return result


@dataclass
class _Judge:
    """Who asks an engine one thing after the other, until one of them does not come to an end."""

    marking: Marking
    language: str
    result: Mark
    watch: Callable[[int, int], None]
    done: int = 0
    of: int = 0

    def lesson(self, lesson: Lesson) -> None:
        """Add what comes of a lesson's checks and properties."""
        begun = len(self.result.lines)
        self._checks([check for check in lesson.checks if not check.last], lesson.number)
        checked = len(self.result.lines) - begun
        for verdict in self.verdicts(lesson.properties):
            printed = self.marking.printed[verdict.name]
            line = _line(verdict, lesson.number, self.language, printed)
            self.result.lines.append(line)
        judged = len(self.result.lines) - begun - checked
        if not self.result.hangs:
            self.result.lines += [
                Line(PROPERTIES[name].said(self.language), LATER, lesson.number)
                for name in lesson.properties[judged:]
            ]
        if all(line.status == PASSED for line in self.result.lines[begun:]):
            self._checks([check for check in lesson.checks if check.last], lesson.number)

    def _checks(self, checks: Iterable[Check], lesson: int) -> None:
        for check in checks:
            if self.result.hangs:
                return
            line = self._check(check, lesson)
            self.result.lines.append(line)
            self._told()
            if line.status != PASSED:  # what comes next needs it
                return

    def _check(self, check: Check, lesson: int) -> Line:
        sentence, language = check.sentence[self.language], self.language
        facts = self.marking.ask(f"{CHECKS}.{check.function}", language=language)
        found = facts.get("found")
        printed = facts.get("printed", "")
        if found is None:  # it hung, or it ended the process
            status = ERROR if facts["status"] == ERROR else FAILED
            self.result.hangs = True
            message = said(facts.get("message", "").strip(), language)
            python = facts.get("example", {}).get("python", "")
            return Line(sentence, status, lesson, message, python, printed=printed)
        self.result.told |= found.get("told") or {}
        status = {"passed": PASSED, "missing": MISSING}.get(found["status"], FAILED)
        return Line(
            sentence,
            status,
            lesson,
            said(found.get("message", ""), language),
            found.get("python", ""),
            found.get("question", ""),
            found.get("sentence", ""),
            found.get("lines", ""),
            found.get("general", False),
            printed if status == FAILED else "",
        )

    def verdicts(self, properties: Sequence[str]) -> Iterator[Verdict]:
        """Yield the verdicts on properties, in their order, up to one that does not end.

        Those of large graphs come last, one after the other, as long as nothing has failed: they
        take long, and what fails with small graphs fails with them, too.
        """
        small = [name for name in properties if name not in LARGE]
        right = True
        for verdict in self._at_once([] if self.result.hangs else small):
            right = right and verdict.status != FAILED
            yield verdict
        for name in properties:
            if name in LARGE and right and not self.result.hangs:
                verdict = self.marking.verdict(name)
                self._told()
                right = verdict.status != FAILED
                yield verdict

    def _at_once(self, properties: Iterable[str]) -> Iterator[Verdict]:
        """Yield the verdicts on properties, in their order, up to one that does not end."""
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            waiting = list(properties)
            verdicts = [pool.submit(self.marking.verdict, name) for name in waiting]
            try:
                for verdict in verdicts:
                    found = verdict.result()
                    self._told()
                    yield found
                    if found.message.startswith(ENDLESS):
                        self.result.hangs = True
                        pool.shutdown(wait=False, cancel_futures=True)
                        self.marking.close()  # and with it what is being checked
                        return
            except BaseException:  # Ctrl-C, too
                pool.shutdown(wait=False, cancel_futures=True)
                self.marking.close()
                raise

    def _told(self) -> None:
        self.done += 1
        self.watch(self.done, self.of)


def _line(verdict: Verdict, lesson: int, language: str, printed: str = "") -> Line:
    status = verdict.status
    if status == NOT_SUPPORTED:
        fails = verdict.message.startswith("it raises ") and NOT_WRITTEN not in verdict.message
        status = FAILED if fails else MISSING
    sentence = PROPERTIES[verdict.name].said(language)
    message = "" if status == PASSED else said(_added_up(verdict.message), language)
    example = _added_up(verdict.example.python.strip())
    example = comments_in_chinese(example) if language == "zh" else example
    slip = _slip_of(verdict) if status == FAILED else ""
    asked, told = (
        said_of(slip, what, language) if slip else "" for what in ("question", "sentence")
    )
    return Line(
        sentence,
        status,
        lesson,
        message,
        example,
        asked,
        told,
        general=bool(slip),
        printed=printed if status == FAILED else "",
    )


def _added_up(text: str) -> str:
    """Return a text with one right number where the suite has two: in the course, gradients add up.

    >>> _added_up("a.grad is 36.0; it should be 24.0 or 12.0")
    'a.grad is 36.0; it should be 24.0'
    """
    return re.sub(r"(should be |# )(\d+\.\d+) or \d+\.\d+", r"\1\2", text)


# What a verdict says, and the slip that it comes from, where no misconception explains it.
_SAID = ((r"it is \(.*j\) instead of an error", "complex-power"),
         (r"it is .* instead of an error", "no-error"))  # fmt: skip


def _slip_of(verdict: Verdict) -> str:
    """Return the slip that a failure is known by; "" if there is none."""
    if verdict.message.startswith("the value is "):
        return "number-by-hand"
    for pattern, slip in _SAID:
        if re.match(pattern, verdict.message):
            return slip
    error = re.match(r"it raises (\w+)(?:: )?(.*)", verdict.message)
    return slip_of(error[1], error[2]) if error and verdict.name not in LARGE else ""


def _explain(marking: Marking, result: Mark, language: str, hints: int) -> None:
    """Add what explains the failures: what a check knows, or what the diagnosis finds."""
    failed = [line for line in result.lines if line.status == FAILED]
    known = [line for line in failed if line.question]
    if known and not known[0].general:
        _take(known[0], result, hints)
        return
    options: dict[str, Any] = {"language": language, "level": hints}
    options |= {"lesson": result.lesson.number, "message": failed[0].message}
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
    explains = line.question != line.explained  # or it only says what to do
    result.asks, result.diagnosed = hints == 1 or not explains, False
    if hints == MOST_HINTS and line.place:
        result.hint += f"\n{line.place}"
    result.more = (hints == 1 and explains) or (hints < MOST_HINTS and bool(line.place))


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
