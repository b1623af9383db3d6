"""The command `autograd-mini course`: eight lessons in which a learner writes an engine."""

import argparse
import sys
import tokenize
from importlib.util import find_spec
from pathlib import Path

from autograd_mini.command.commands import Commands, add_language
from autograd_mini.files import write
from autograd_mini.formulas.wrapping import fitted

PROBLEM = 2
WIDE = 40  # columns, for the line that is shown meanwhile


def add_to(commands: Commands) -> None:
    """Add the command to a parser's."""
    course = commands.add_parser(
        "course",
        help="write your own engine, in eight lessons",
        description="A course: write your own engine, in eight lessons.",
        epilog="examples:\n  autograd-mini course start\n  autograd-mini course start my-engine\n"
        "  cd my-engine\n"
        "  autograd-mini course check\n  autograd-mini course check --hints 2\n"
        "  autograd-mini course solution 3",
    )
    add_language(course)
    steps = course.add_subparsers(metavar="STEP", required=True)
    start = steps.add_parser("start", help="lay the lessons out in a new folder")
    start.add_argument("folder", metavar="DIR", type=Path, nargs="?", default=Path("engine-course"),
                       help="a folder that is new or empty (default: engine-course)")  # fmt: skip
    add_language(start)
    start.set_defaults(run=run_start)
    check = steps.add_parser(
        "check",
        help="check the lesson that is to be done",
        epilog="Exit status: 0 if the lesson is done, 1 if it is not, 2 if nothing can be checked.",
    )
    _folder(check)
    check.add_argument(
        "--hints", type=int, choices=[1, 2, 3], default=1,
        help="how much is told of what is wrong: 1 a question that leads to it (default), 2 the "
        "misconception, 3 the line",
    )  # fmt: skip
    check.add_argument("--lesson", type=int, metavar="N", help="check this lesson once more")
    add_language(check)
    check.set_defaults(run=run_check)
    status = steps.add_parser("status", help="tell how far you have come")
    _folder(status)
    add_language(status)
    status.set_defaults(run=run_status)
    solution = steps.add_parser("solution", help="show what engine.py may look like after a lesson")
    solution.add_argument("lesson", metavar="N", type=int, help="the number of a lesson, 1 … 8")
    _folder(solution)
    add_language(solution)
    solution.set_defaults(run=run_solution)


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, nargs="?", default=Path(),
                        help="the folder of the course (default: this one)")  # fmt: skip


def run_start(options: argparse.Namespace) -> int:
    """Lay out a course."""
    from autograd_mini.course.folder import README, quoted, start
    from autograd_mini.course.lessons import LESSONS
    from autograd_mini.course.words import words

    start(options.folder, options.language)
    folder, text = quoted(options.folder), LESSONS[0].text
    print(fitted(words(options.language, "started", folder=folder, readme=README, text=text)))
    if not _can_check():
        print(fitted(words(options.language, "needs")))
    return 0


def _can_check() -> bool:
    return bool(find_spec("hypothesis") and find_spec("mpmath"))


def run_check(options: argparse.Namespace) -> int:
    """Check a lesson; go on to the next one if it is passed."""
    from autograd_mini.course.folder import progress_in
    from autograd_mini.course.words import words

    progress = progress_in(options.folder, options.asked)
    language = options.asked or progress.language
    if not _can_check():
        print(fitted(words(language, "needs")), file=sys.stderr)
        return PROBLEM
    from autograd_mini.course.folder import keep, quoted
    from autograd_mini.course.lessons import LESSONS
    from autograd_mini.course.marking import mark
    from autograd_mini.course.report import heading, report
    from autograd_mini.course.slips.syntax_words import unreadable
    from autograd_mini.course.source import code_lines
    from autograd_mini.course.words import said
    from autograd_mini.testing.conform.naming import EngineError

    number = min(progress.lesson, len(LESSONS)) if options.lesson is None else options.lesson
    lesson = LESSONS[_known(number, language) - 1]
    if not (options.folder / "engine.py").is_file():
        sentence = words(language, "no engine", file=options.folder / "engine.py")
        print(fitted(sentence), file=sys.stderr)
        return PROBLEM
    shown = sys.stderr.isatty()  # for it may take a while; what comes takes its place

    def watch(done: int, of: int) -> None:
        if shown:
            line = words(language, "checking", done=done, of=of)
            print(line, end="\r", file=sys.stderr, flush=True)

    try:
        found = mark(options.folder, lesson, language, options.hints, watch)
    except EngineError as error:
        told = unreadable(options.folder / "engine.py", language) or said(str(error), language)
        print(fitted(told), file=sys.stderr)
        return PROBLEM
    finally:
        if shown:
            print(" " * WIDE, end="\r", file=sys.stderr, flush=True)
    picture = ""
    if found.svg:
        picture = f"lesson-{number}.svg"
        write(options.folder / picture, found.svg.encode())
    if found.passed and number == progress.lesson:
        progress = progress.passed()
        keep(options.folder, progress)
    print(fitted(heading(number, language)), end="\n\n")
    named = options.lesson is not None
    print(fitted(report(found, language, options.hints, picture, named=named)))
    old = options.folder / f"lesson-{number}.svg"
    if not picture and old.is_file():
        print("\n" + fitted(words(language, "old picture", file=old.name)))
    if not found.passed:
        if number < progress.lesson <= len(LESSONS):
            print("\n" + fitted(words(language, "waits too", number=progress.lesson)))
        return 1
    print()
    if progress.done and named and number < len(LESSONS):
        print(fitted(words(language, "still done", number=number)))
    elif progress.done:
        with tokenize.open(options.folder / "engine.py") as engine:  # in any encoding, as Python
            lines = code_lines(engine.read())
        fields = {
            "text": LESSONS[-1].text,
            "engine": quoted(options.folder / "engine.py"),
            "flowers": quoted(options.folder / "iris.csv"),
        }
        print(fitted(words(language, "all done", lines=lines, **fields)))
    elif number + 1 == progress.lesson:
        print(fitted(words(language, "done", number=number, **_named(progress.lesson, language))))
    else:
        print(fitted(words(language, "back", number=number, **_named(progress.lesson, language))))
    return 0


def _named(number: int, language: str) -> dict[str, str]:
    """Return what a sentence names of a lesson: its text and its title."""
    from autograd_mini.course.lessons import LESSONS

    lesson = LESSONS[number - 1]
    return {"text": lesson.text, "title": lesson.title[language]}


def _known(number: int, language: str) -> int:
    """Return the number of a lesson; ValueError if there is no such lesson."""
    from autograd_mini.course.lessons import LESSONS
    from autograd_mini.course.words import words

    if not 1 <= number <= len(LESSONS):
        raise ValueError(words(language, "number", number=number, count=len(LESSONS)))
    return number


def run_status(options: argparse.Namespace) -> int:
    """List the lessons, and say which is to be done."""
    from autograd_mini.course.folder import progress_in
    from autograd_mini.course.lessons import LESSONS
    from autograd_mini.course.words import words

    progress = progress_in(options.folder, options.asked)
    language = options.asked or progress.language
    for lesson in LESSONS:
        sign = "✓" if lesson.number < progress.lesson else " "
        here = f"  {words(language, 'here')}" if lesson.number == progress.lesson else ""
        print(f"{sign} {lesson.text}  {lesson.title[language]}{here}")
    return 0


def run_solution(options: argparse.Namespace) -> int:
    """Print what engine.py may look like after a lesson."""
    from autograd_mini.course.folder import language_in, progress_in
    from autograd_mini.course.source import engine

    language = options.asked
    if language is None:
        try:
            language = progress_in(options.folder).language
        except ValueError:  # it can be shown anywhere
            language = language_in(options.folder)
    print(engine(_known(options.lesson, language), language), end="")
    return 0
