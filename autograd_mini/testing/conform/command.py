"""The command `autograd-mini conform`."""

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from autograd_mini.files import write
from autograd_mini.testing.conform import report
from autograd_mini.testing.conform.engine import EngineError, read_adapter
from autograd_mini.testing.conform.verdicts import Verdict, conform


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to a parser's."""
    parser = commands.add_parser(
        "conform",
        help="mark anyone's Value class",
        description="Check the properties that every automatic differentiation engine should have.",
        epilog="Exit status: 0 if nothing failed, 1 if something did, 2 for no such engine.",
    )
    parser.add_argument("engine", metavar="MODULE:CLASS", help="the Value class; or FILE.py:CLASS")
    parser.add_argument(
        "--adapter", metavar="FILE", help="what the engine calls things; [names] sigmoid = logistic"
    )
    parser.add_argument("--only", metavar="PROPERTY", nargs="+", help="check only these properties")
    parser.add_argument(
        "--seconds",
        type=_seconds,
        default=20.0,
        metavar="S",
        help="how long it may compute for each property (default: 20)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the verdicts as JSON")
    parser.add_argument("--junitxml", type=Path, metavar="FILE", help="write them as JUnit's XML")
    parser.add_argument(
        "--score", type=Path, metavar="FILE", help="write them as Gradescope's results.json"
    )
    parser.add_argument(
        "--weights", metavar="FILE", help="points for --score; [weights] chain_rule = 5"
    )
    parser.add_argument(
        "--pictures",
        type=Path,
        metavar="DIR",
        default=Path("conform"),
        help="folder for pictures of the examples that fail (default: conform)",
    )
    parser.set_defaults(run=run)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 86400:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds up to a day")
    return seconds


def run(options: argparse.Namespace) -> int:
    """Mark an engine; return the exit status."""
    if not find_spec("hypothesis") or not find_spec("mpmath"):
        print(
            "the conformance suite needs hypothesis and mpmath: "
            '`python -m pip install "autograd-mini[testing]"`',
            file=sys.stderr,
        )
        return 2
    done = 0

    def watch(verdict: Verdict) -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty():
            print(f"\r{done} properties …", end="", file=sys.stderr, flush=True)

    try:
        weights = report.read_weights(options.weights)
        verdicts = conform(
            options.engine,
            read_adapter(options.adapter),
            only=options.only,
            seconds=options.seconds,
            watch=watch,
        )
    except EngineError as error:
        print(error, file=sys.stderr)
        return 2
    if sys.stderr.isatty():
        print(end="\r", file=sys.stderr)
    failed = list(report.failures(verdicts))
    print(report.table(options.engine, verdicts))
    try:
        for verdict in failed:
            print()
            print(report.failure(verdict))
            _draw(verdict, options.pictures)
        if options.json:
            write(options.json, report.as_json(options.engine, verdicts).encode())
        if options.junitxml:
            write(options.junitxml, report.as_junit(options.engine, verdicts).encode())
        if options.score:
            write(options.score, report.as_score(verdicts, weights).encode())
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    return 1 if failed else 0


def _draw(verdict: Verdict, folder: Path) -> None:
    """Draw a failed example, if it is a graph and if there is something to draw it with."""
    try:
        from autograd_mini.draw import RendererNotFound, RenderingError
        from autograd_mini.testing.conform.wrong_edge import picture
    except ImportError:
        return
    drawing = picture(verdict)
    if drawing is None:
        return
    try:
        written = drawing.render(outfile=folder / f"{verdict.name}.svg", cleanup=True)
    except (RendererNotFound, RenderingError) as error:
        print(f"\n    no picture: {error}")
        return
    print(f"\n    picture: {written}")
