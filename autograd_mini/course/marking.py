"""A learner's engine, marked for one lesson: what is right, what is not, and what explains it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from autograd_mini.course.comparing import explain_comparison
from autograd_mini.course.explaining import explain
from autograd_mini.course.judging import CHECKS, LINES, Judge, line_of
from autograd_mini.course.lessons import LESSONS, Lesson, rest
from autograd_mini.course.loops import explain_loop
from autograd_mini.course.marks import MISSING, Mark
from autograd_mini.course.words import said
from autograd_mini.testing.conform.verdicts import PASSED, Marking

FILE = "engine.py"
ENGINE = f"{FILE}:Value"
PACKAGES = "graphviz", "latex2mathml"  # what a picture needs; pip may have left them out
NO_PACKAGE = {
    "en": "the package {name} is not there: python -m pip install autograd-mini",
    "zh": "没有软件包 {name}：python -m pip install autograd-mini",
}
SECONDS = 5.0  # of computing, for each thing that is checked
IMPORT_SECONDS = 5.0  # of computing, for engine.py itself


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
        judge = Judge(marking, language, result, watch)
        others = rest() if lesson is LESSONS[-1] else ()
        todo = LESSONS[: lesson.number]
        judge.of = sum(len(e.checks) + len(e.properties) for e in todo) + len(others)
        watch(0, judge.of)
        judge.lesson(lesson)
        if not result.wrong and not result.hangs:  # and what was right must not be lost
            for earlier in todo[:-1]:
                judge.lesson(earlier)
        if lesson is LESSONS[-1] and result.passed:
            # What no lesson is about has to be right only if it is there.
            lines = [line_of(verdict, 0, language) for verdict in judge.verdicts(others)]
            result.lines += [line for line in lines if line.status not in (PASSED, MISSING)]
        wrong = result.wrong or result.hangs
        if wrong and explain_comparison(Path(FILE).resolve(), result, language, hints):
            pass  # for that is known to be wrong, and whatever else is may come of it
        elif result.hangs:
            explain_loop(result, language, hints)
        elif wrong:
            explain(marking, result, language, hints)
        if not (wrong or result.written):
            _still_to_write(marking, result, language)
        if result.written and not result.hangs:
            _draw(marking, result, language)
    return result


def _still_to_write(marking: Marking, result: Mark, language: str) -> None:
    """Add what of a lesson is not written yet, or is never come to."""
    options = {"language": language, "lesson": result.again or result.lesson.number}
    found = marking.ask(f"{LINES}.still_to_write:still_to_write", **options).get("found") or {}
    result.some = found.get("some", [])
    result.above = [(line, name) for line, name in found.get("above", [])]


def _draw(marking: Marking, result: Mark, language: str) -> None:
    options = {"language": language, "lesson": result.lesson.number}
    facts = marking.ask(f"{CHECKS}.pictures:picture", **options)
    found = facts.get("found") or {"reason": _lacking(language) or facts.get("message", "")}
    result.svg = found.get("svg", "")
    # What goes wrong in an engine that is not right is told already.
    reason = found.get("reason", "") or (found.get("error", "") if result.passed else "")
    result.no_picture = said(reason, language)


def _lacking(language: str) -> str:
    """Return which package that draws is not there, and what to do; "" if none is missing."""
    missing = next((name for name in PACKAGES if find_spec(name) is None), "")
    return NO_PACKAGE[language].format(name=missing) if missing else ""


@contextmanager
def _in_folder(folder: Path) -> Iterator[None]:
    """Work in a folder, so that examples import the engine as its learner does."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
