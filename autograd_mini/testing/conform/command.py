"""The command `autograd-mini conform`."""

import argparse
import contextlib
import itertools
import signal
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograd_mini.files import reason, write
from autograd_mini.formulas.wrapping import fitted
from autograd_mini.testing.conform import report
from autograd_mini.testing.conform.adapter import read_adapter
from autograd_mini.testing.conform.messages import in_language
from autograd_mini.testing.conform.naming import EngineError
from autograd_mini.testing.conform.verdicts import (
    FAILED,
    NOT_SUPPORTED,
    PASSED,
    Marking,
    Verdict,
    known,
    marked,
)

WORDS = {
    "en": {
        "progress": "{count} properties …",
        "picture": "picture: {file}",
        "no picture": "no picture: {reason}",
    },
    "zh": {
        "progress": "已检查 {count} 项……",
        "picture": "图：{file}",
        "no picture": "没有图：{reason}",
    },
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to a parser's."""
    parser = commands.add_parser(
        "conform",
        help="mark anyone's Value class",
        description="Check the properties that every automatic differentiation engine should have.",
        epilog="examples:\n"
        "  autograd-mini conform engine.py\n"
        "  autograd-mini conform engine.py:Scalar --hints 1 --language zh\n"
        "  autograd-mini conform engine.py --only chain_rule --json -\n"
        "  autograd-mini conform hand-ins/*.py --class-report class.html\n\n"
        "Exit status: 0 if nothing failed, 1 if something did, 2 for no such engine or a report\n"
        "that could not be written.  --score is no defence against an engine that is out for\n"
        "points: it runs as the same user and could write into this program or its files.  Run\n"
        "the command in a container, as another user, where that matters.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "engines",
        metavar="ENGINE",
        nargs="+",
        help="the Value class: FILE.py:CLASS, FILE.ipynb:CLASS, a file alone for its class Value, "
        "or package.module:CLASS; several for --class-report",
    )
    parser.add_argument(
        "--adapter",
        metavar="FILE",
        help="what the engine calls things; [names] sigmoid = logistic, grad = gradient()",
    )
    parser.add_argument("--only", metavar="PROPERTY", nargs="+", help="check only these properties")
    parser.add_argument(
        "--seconds",
        type=_seconds,
        default=20.0,
        metavar="S",
        help="how long it may compute for each property (default: 20)",
    )
    parser.add_argument(
        "--json",
        metavar="FILE",
        help="write the verdicts as JSON; - is standard output, here and "
        "below, which then holds nothing else",
    )
    parser.add_argument("--junitxml", metavar="FILE", help="write them as JUnit's XML")
    parser.add_argument("--score", metavar="FILE", help="write them as Gradescope's results.json")
    parser.add_argument(
        "--weights",
        metavar="FILE",
        help="points for --score; [weights] chain_rule = 5, or of a misconception, which takes "
        "them off: overwrites-gradient = 2",
    )
    parser.add_argument(
        "--pictures",
        type=Path,
        metavar="DIR",
        default=Path("conform"),
        help="folder for pictures of the examples that fail (default: conform)",
    )
    parser.add_argument(
        "--hints",
        type=int,
        choices=[1, 2, 3, 4],
        default=4,
        help="how much is told of what explains the failures: 1 a question that leads to it, 2 the "
        "misconception, 3 the line, 4 a repair that has been tried (default)",
    )
    parser.add_argument("--no-repair", action="store_true", help="look for no repair, as in exams")
    parser.add_argument(
        "--language",
        choices=["en", "zh"],
        default=argparse.SUPPRESS,
        help="of all that is said of the engine",
    )
    parser.add_argument(
        "--class-report",
        metavar="FILE",
        type=Path,
        help="write a page with a line for each of the engines and a column for each misconception",
    )
    parser.set_defaults(run=run)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 86400:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds up to a day")
    return seconds


def run(options: argparse.Namespace) -> int:
    """Mark an engine; return the exit status.

    ImportError, ValueError and EngineError for what cannot be marked.
    """
    if not find_spec("hypothesis") or not find_spec("mpmath"):
        raise ImportError(
            "the conformance suite needs hypothesis and mpmath: "
            '`python -m pip install "autograd-mini[testing]"`'
        )
    _different(options)
    weights = report.read_weights(options.weights)
    names = read_adapter(options.adapter)
    chosen = known(options.only)
    if options.class_report is None and len(options.engines) > 1:
        raise ValueError("several engines are marked for a report: --class-report FILE")
    try:
        with _ended_by_signals():
            if options.class_report is not None:
                return _mark_class(options, names, chosen)
            return _mark(options, options.engines[0], names, chosen, weights)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _different(options: argparse.Namespace) -> None:
    """Check that no report is to be written over another."""
    reports = {"--json": options.json, "--junitxml": options.junitxml, "--score": options.score}
    if list(reports.values()).count("-") > 1:
        raise ValueError("only one report can go to standard output, -")
    names: dict[Path, str] = {}
    for name, file in reports.items():
        if file not in (None, "-"):
            path = Path(file).resolve()
            if path in names:
                raise ValueError(f"{names[path]} and {name} are the same file, {file}")
            names[path] = name


def _mark_class(options: argparse.Namespace, names: dict[str, str], chosen: list[str]) -> int:
    """Mark many engines and write one page; return the exit status."""
    from autograd_mini.testing.course.class_report import Student, class_report
    from autograd_mini.testing.course.progress import one_by_one
    from autograd_mini.testing.diagnosis.text import capital, filled

    students = []
    for engine in one_by_one(options.engines):
        try:
            with Marking(engine, names, seconds=options.seconds) as marking:
                verdicts = marked(marking, chosen)
                failed = any(verdict.status == FAILED for verdict in verdicts)
                _, found = marking.diagnosis(repair=False) if failed else ("", [])
        except EngineError as error:
            students.append(Student(engine, error=in_language(str(error), options.language)))
            continue
        passed, failures, missing = (
            sum(verdict.status == status for verdict in verdicts)
            for status in (PASSED, FAILED, NOT_SUPPORTED)
        )
        mistakes = found[0]["mistakes"] if found else []
        told = tuple(dict.fromkeys(mistakes))
        students.append(Student(engine, passed, failures, missing, told))
    named = {mistake for student in students for mistake in student.mistakes}
    sentences = {mistake: capital(filled(mistake, (), options.language)) for mistake in named}
    page = class_report(students, sentences, options.language)
    if not _write(str(options.class_report), page):
        return 2
    print(options.class_report)
    return 1 if any(student.failed or student.error for student in students) else 0


def _mark(
    options: argparse.Namespace,
    engine: str,
    names: dict[str, str],
    chosen: list[str],
    weights: dict[str, float],
) -> int:
    try:
        with Marking(engine, names, seconds=options.seconds) as marking:
            verdicts = marked(marking, chosen, _progress(options.language))
            notes = marking.notes
            explained: str = ""
            diagnosis: list[dict[str, Any]] = []
            if any(verdict.status == FAILED for verdict in verdicts):
                explained, diagnosis = marking.diagnosis(
                    options.language, options.hints, repair=not options.no_repair
                )
    except EngineError as error:
        unusable = str(error)
        _write(options.json, report.as_json(engine, [], error=unusable))
        _write(options.junitxml, report.as_junit(engine, [], error=unusable))
        _write(options.score, report.as_score([], weights, error=unusable))
        raise
    if sys.stderr.isatty():
        print(end="\r", file=sys.stderr)
    mistakes = diagnosis[0]["mistakes"] if diagnosis else []
    written = [
        _write(
            options.json,
            report.as_json(engine, verdicts, notes=notes, diagnosis=diagnosis),
        ),
        _write(options.junitxml, report.as_junit(engine, verdicts)),
        _write(
            options.score,
            report.as_score(verdicts, weights, explained=explained, mistakes=mistakes),
        ),
    ]
    taken = "-" in (options.json, options.junitxml, options.score)
    with contextlib.redirect_stdout(sys.stderr if taken else sys.stdout):
        failed = list(report.failures(verdicts))
        print(fitted(report.table(engine, verdicts, notes, options.language)))
        if explained:
            print(fitted(f"\n{in_language(explained, options.language)}"))
        for verdict in failed:
            print()
            print(fitted(report.failure(verdict, options.language)))
            _draw(verdict, options.pictures, options.language)
    if not all(written):
        return 2
    return 1 if failed else 0


def _progress(language: str) -> Callable[[Verdict], None]:
    done = itertools.count(1)

    def watch(verdict: Verdict) -> None:
        if sys.stderr.isatty():
            said = WORDS[language]["progress"].format(count=next(done))
            print(f"\r{said}", end="", file=sys.stderr, flush=True)

    return watch


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Have a signal to end this process be an exception, so that it first ends the engine's."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _write(file: str | None, text: str) -> bool:
    """Write a report, if it is wanted; tell whether that could be done."""
    if file is None:
        return True
    content = text.encode("utf-8", "backslashreplace")
    try:
        if file == "-":
            sys.stdout.flush()
            sys.stdout.write(content.decode("utf-8"))
            sys.stdout.flush()
        else:
            write(Path(file), content)
    except OSError as error:
        print(reason(error), file=sys.stderr)
        return False
    return True


def _draw(verdict: Verdict, folder: Path, language: str) -> None:
    """Draw a failed example, if it is a graph and if there is something to draw it with."""
    words = WORDS[language]
    try:
        from autograd_mini.testing.conform.wrong_edge import picture

        drawing = picture(verdict, language)
        if drawing is None:
            return
        written = drawing.render(outfile=folder / f"{verdict.name}.svg", cleanup=True)
    except Exception as error:  # a picture is no reason to lose the words that follow it
        reason = " ".join(str(error).split())[:300]
        said = words["no picture"].format(reason=reason or type(error).__name__)
    else:
        said = words["picture"].format(file=written)
    print(f"\n    {said}")
