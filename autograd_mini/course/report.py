"""What came of a lesson, in words."""

from collections.abc import Iterator

from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.marks import LATER, MISSING, Line, Mark
from autograd_mini.course.words import words
from autograd_mini.formulas.folding import folded
from autograd_mini.formulas.labels import width_of
from autograd_mini.formulas.wrapping import WIDTH, fitted
from autograd_mini.testing.conform.verdicts import ERROR, FAILED, PASSED

MOST_PRINTED = 10  # lines
LINE_BELOW = "\n    "
PROGRAM = "    "  # what is in front of each line of a program
SIGNS = {PASSED: "✓", FAILED: "✗", MISSING: "–", ERROR: "?", LATER: "·"}


def report(mark: Mark, language: str, hints: int, picture: str, *, named: bool = False) -> str:
    """Return what is to be said of a lesson below its heading.

    hints: how much of a hint was asked for.  picture: the name of the file with the picture; "" if
    there is none.  named: whether the lesson was asked for by its number, and would be again.
    """
    return "\n".join(_lines(mark, language, hints, picture, named=named))


def heading(number: int, language: str) -> str:
    """Return the line above what is said of a lesson."""
    title = LESSONS[number - 1].title[language]
    return words(language, "lesson", number=number, count=len(LESSONS), title=title)


def _lines(mark: Mark, language: str, hints: int, picture: str, *, named: bool) -> Iterator[str]:
    number = mark.lesson.number
    for line in mark.lines:
        if line.lesson == number or line.status != PASSED:
            yield _checked(line, number, language)
    earlier = [line for line in mark.lines if 0 < line.lesson < number]
    if number > 1 and mark.wrong and not mark.hangs and not mark.again:
        later = words(language, "later")
        gap = "" if language == "zh" else " "
        yield f"  {SIGNS[LATER]} {words(language, 'up to', last=number - 1)}{gap}{later}"
    elif earlier and all(line.status == PASSED for line in earlier) and not mark.wrong:
        yield f"  {SIGNS[PASSED]} {words(language, 'earlier', last=number - 1)}"
    if mark.passed:
        if "right" in mark.told:
            yield ""
            yield words(language, "learnt", **mark.told)
    elif not mark.wrong:
        yield ""
        first = mark.again or number
        key = "to write" if first == number else "to write again"
        text = LESSONS[first - 1].text
        general = words(language, key, number=first, text=text)
        yield from _to_write(mark, language, text) or [general]
    else:
        yield from _wrong(mark, language, hints, named=named)
    if mark.again:
        yield ""
        left = {line.lesson for line in mark.lines if line.status != PASSED}
        key = "then done" if left == {mark.again} and not mark.hangs else "waits"
        yield words(language, key, number=number, again=mark.again)
    if picture:
        yield ""
        yield words(language, "picture", file=picture)
    elif mark.no_picture:
        yield ""
        yield words(language, "no picture", reason=mark.no_picture)


def _to_write(mark: Mark, language: str, text: str) -> list[str]:
    """Return what is known of what is still to be written; nothing if none of it is there."""
    said = [words(language, "below raise", line=line, name=name) for line, name in mark.above]
    if mark.some:
        names = ("、" if language == "zh" else ", ").join(f"`{name}`" for name in mark.some)
        said.append(words(language, "to write some", names=names, text=text))
    return [fitted(each) for each in said]


def _checked(line: Line, number: int, language: str) -> str:
    text = f"  {SIGNS[line.status]} {line.sentence}"
    gap = "" if language == "zh" else " "  # full-width brackets bring their own
    if line.status == MISSING:
        text += gap + words(language, "missing")
    if line.status == LATER:
        later = words(language, "later")
        fits = width_of(text + gap + later) <= WIDTH
        text += (gap if fits else LINE_BELOW) + later  # in one piece
    if line.status == ERROR:
        last = "".join(line.message.strip().splitlines()[-1:])
        text += gap + words(language, "not judged", message=last)
    if line.lesson not in (0, number):
        text += gap + words(language, "of lesson", number=line.lesson)
    return text


def _wrong(mark: Mark, language: str, hints: int, *, named: bool) -> Iterator[str]:
    """Yield the first thing that is wrong, with its example, and the hint."""
    failed = next((line for line in mark.lines if line.status == FAILED), None)
    if failed:
        yield ""
        stop = "" if failed.message[-1:] in (".", "。") else {"en": ".", "zh": "。"}[language]
        words_first = failed.message.startswith(("it ", "the ", "after "))  # and no code of theirs
        message = failed.message[0].upper() + failed.message[1:] if words_first else failed.message
        yield message + stop
        if failed.python:
            yield words(language, "endless" if failed.endless else "example")
            yield ""
            program = folded(failed.python, WIDTH - len(PROGRAM))
            yield from (f"{PROGRAM}{line}".rstrip() for line in program.splitlines())
        yield from _printed(failed, language)
    if mark.hangs:
        yield ""
        yield words(language, "think" if mark.asks else "explained")
        yield fitted(mark.hint, indent="  ")
        yield ""
        yield words(language, "no more")
    elif mark.hint:
        yield ""
        if mark.asks or not mark.diagnosed:  # a diagnosis has a heading of its own
            yield words(language, "think" if mark.asks else "explained")
        yield fitted(mark.hint, indent="  ")
    yield ""
    again = f" --lesson {mark.lesson.number}" if named else ""
    if mark.more:
        yield words(language, "more", level=hints + 1, lesson=again)
    else:
        lesson = LESSONS[failed.lesson - 1] if failed and failed.lesson else mark.lesson
        yield words(language, "most", number=lesson.number, text=lesson.text)


def _printed(line: Line, language: str) -> Iterator[str]:
    """Yield what the engine has printed meanwhile, which a learner may look for there."""
    lines = line.printed.splitlines()
    if lines:
        yield ""
        yield words(language, "printed" if line.python else "printed meanwhile")
        yield ""
        yield from (f"{PROGRAM}{line[:200]}".rstrip() for line in lines[:MOST_PRINTED])
        if len(lines) > MOST_PRINTED:
            yield f"{PROGRAM}…"
