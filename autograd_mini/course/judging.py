"""A learner's engine, judged: each check and each property of a lesson, one after the other."""

import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.checks.said_errors import meaning
from autograd_mini.course.lessons import LARGE, RESTS_ON, Check, Lesson, sentence_of
from autograd_mini.course.lines.number_returns import number_returns
from autograd_mini.course.lines.outside_lines import read_outside
from autograd_mini.course.lines.read_line import Read
from autograd_mini.course.marks import LATER, MISSING, Line, Mark
from autograd_mini.course.programs import program_of
from autograd_mini.course.words import said
from autograd_mini.testing.conform.messages import comments_in_chinese
from autograd_mini.testing.conform.verdicts import (
    ERROR,
    FAILED,
    NOT_SUPPORTED,
    PASSED,
    Marking,
    Verdict,
)
from autograd_mini.testing.diagnosis.text import lines_of
from autograd_mini.testing.diagnosis.where import Place

ENGINE = "engine.py"
CHECKS = "autograd_mini.course.checks"
LINES = "autograd_mini.course.lines"
ENDLESS = "it was ended after "
NOT_WRITTEN = NotImplementedError.__name__


@dataclass
class Judge:
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
        names = self._checks([check for check in lesson.checks if not check.last], lesson.number)
        checked = len(self.result.lines) - begun
        for verdict in self.verdicts(lesson.properties):
            printed = self.marking.printed[verdict.name]
            line = line_of(verdict, lesson.number, self.language, printed)
            line = replace(line, loop=self.marking.loops.get(verdict.name))
            self.result.lines.append(line)
            names.append(verdict.name)
        judged = len(self.result.lines) - begun - checked
        self._used_too_early(begun + checked)
        self.result.lines[begun:] = _resting(dict(zip(names, self.result.lines[begun:])))
        if not self.result.hangs:
            self.result.lines += [
                Line(sentence_of(name, self.language), LATER, lesson.number)
                for name in lesson.properties[judged:]
            ]
        if all(line.status == PASSED for line in self.result.lines[begun:]):
            self._checks([check for check in lesson.checks if check.last], lesson.number)

    def _used_too_early(self, begun: int) -> None:
        """Tell of properties that are not there for a part of a later lesson is used.

        begun: the number of the first line of the lesson's properties.
        """
        lines = self.result.lines[begun:]
        if not any(line.status == MISSING for line in lines):
            return
        facts = self.marking.ask(f"{CHECKS}.early_uses:early_uses", language=self.language)
        if found := facts.get("found"):
            self.result.lines[begun:] = [_early(line, found) for line in lines]

    def _checks(self, checks: Sequence[Check], lesson: int) -> list[str]:
        """Add what comes of checks, up to one that does not end; return which have been judged.

        What comes after something that is wrong, or not written, may need it.
        """
        begun = len(self.result.lines)
        for judged, check in enumerate(checks):
            if self.result.hangs:
                return [check.function for check in checks[:judged]]
            before = [line.status for line in self.result.lines[begun:]]
            if before.count(PASSED) == len(before) or (check.writes and FAILED not in before):
                others = {name for other in checks if other is not check for name in other.writes}
                line = self._check(check, lesson, others)
            else:
                line = Line(check.sentence[self.language], self._unjudged(check), lesson)
            self.result.lines.append(line)
            self._told()
        return [check.function for check in checks]

    def _unjudged(self, check: Check) -> str:
        """Return whether what a check is about is still to be written, or can only wait."""
        options = {"language": self.language, "names": check.writes}
        facts = self.marking.ask(f"{LINES}.written:unwritten", **options)
        return MISSING if (facts.get("found") or {}).get("any") else LATER

    def _check(self, check: Check, lesson: int, others: Container[str]) -> Line:
        """Return what comes of a check.

        others: the functions that other checks are about, which it may need.
        """
        sentence, language = check.sentence[self.language], self.language
        facts = self.marking.ask(f"{CHECKS}.{check.function}", language=language)
        found = facts.get("found")
        printed = facts.get("printed", "")
        if found is None:  # it hung, or it ended the process
            status = ERROR if facts["status"] == ERROR else FAILED
            self.result.hangs = True
            message = facts.get("message", "").strip()
            return Line(
                sentence,
                status,
                lesson,
                said(message, language),
                facts.get("example", {}).get("python", ""),
                printed=printed,
                endless=message.startswith(ENDLESS),
                loop=facts.get("loop"),
            )
        self.result.told |= found.get("told") or {}
        status = {"passed": PASSED, "missing": MISSING, "later": LATER}.get(found["status"], FAILED)
        if status == MISSING and found["function"] in others:
            status = LATER
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
        # The first one alone: several that do not end would share the machine until their limits.
        for some in (small[:1], small[1:]):
            for verdict in self._at_once([] if self.result.hangs else some):
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


def _early(line: Line, found: Mapping[str, Any]) -> Line:
    """Return the line of a property with what it uses too early, if that is why it is missing.

    found: as `early_uses` has it.
    """
    if line.status != MISSING:
        return line
    at = re.search(r"(?:line|第) (\d+)", line.message)
    if NOT_WRITTEN in line.message and not at:  # a property that looks whether there is an error
        return replace(line, status=LATER)
    if int(at[1]) != found["raised_at"] if at else found["operation"] not in line.message:
        return line
    return replace(
        line,
        status=FAILED,
        message=found["message"],
        question=found["question"],
        explained=found["sentence"],
        place=found["lines"],
    )


def _resting(lines: dict[str, Line]) -> list[Line]:
    """Return the lines of a lesson; what holds for lack of something else waits for that.

    lines: by the names of properties, and of the functions of checks.
    """
    return [
        replace(line, status=LATER)
        if line.status == PASSED
        and any(lines[other].status != PASSED for other in RESTS_ON.get(name, ()) if other in lines)
        else line
        for name, line in lines.items()
    ]


def line_of(verdict: Verdict, lesson: int, language: str, printed: str = "") -> Line:
    """Return what is to be said of a property.

    lesson: the number of that which asks for it.  printed: what the engine has printed meanwhile.
    """
    status = verdict.status
    if status == NOT_SUPPORTED:
        fails = verdict.message.startswith("it raises ") and NOT_WRITTEN not in verdict.message
        status = FAILED if fails else MISSING
    sentence = sentence_of(verdict.name, language)
    message = "" if status == PASSED else said(_added_up(verdict.message), language)
    example = _added_up(verdict.example.python.strip())
    example = comments_in_chinese(example) if language == "zh" else example
    example = program_of(verdict.name, example, language) if status == FAILED else example
    slip, fields, lines = _slip_of(verdict) if status == FAILED else Read("", {})
    asked, told = (
        said_of(slip, what, language, fields=fields) if slip else ""
        for what in ("question", "sentence")
    )
    return Line(
        sentence,
        status,
        lesson,
        message,
        example,
        asked,
        told,
        "\n".join(lines_of(Place(ENGINE, lines), language)),
        general=bool(slip) and not lines,  # which are sure
        printed=printed if status == FAILED else "",
        operation=_operation(verdict.name),
        endless=verdict.message.startswith(ENDLESS),
    )


def _operation(name: str) -> str:
    """Return the operation that a property is about; "" if it is not about one.

    >>> _operation("derivative_of_log"), _operation("overflow")
    ('log', '')
    """
    return "pow" if name == "power_with_a_number" else name.partition("derivative_of_")[2]


def _added_up(text: str) -> str:
    """Return a text with one right number where the suite has two: in the course, gradients add up.

    >>> _added_up("a.grad is 36.0; it should be 24.0 or 12.0")
    'a.grad is 36.0; it should be 24.0'
    >>> _added_up("a.grad is 0.0; it should be -24.0 or -12.0")
    'a.grad is 0.0; it should be -24.0'
    """
    return re.sub(r"(should be |# )(-?\d+\.\d+) or -?\d+\.\d+", r"\1\2", text)


# What a verdict says of an operation that returns a number, and no node.
PLAIN_RESULT = r"the result is .*, a number and no "


def _slip_of(verdict: Verdict) -> Read:
    """Return the slip that a failure is known by, "" if none, and what its sentences name."""
    if verdict.message.startswith("the value is "):
        return Read("number-by-hand", {})
    if outside := read_outside(ENGINE, verdict.message, verdict.example.python):
        return outside
    if re.match(PLAIN_RESULT, verdict.message):
        return Read("plain-result", {}, number_returns(ENGINE, _operation(verdict.name)))
    error = re.match(r"it raises (\w+)(?:: )?(.*)", verdict.message)
    if not error or verdict.name in LARGE:
        return Read("", {})
    place = re.search(r"\(([^()]+), line (\d+)\)$", verdict.message)
    return meaning(error[1], error[2], place[1] if place else "", int(place[2]) if place else 0)
