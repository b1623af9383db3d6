"""The command `autograd-mini handout`."""

import argparse
from importlib.util import find_spec
from pathlib import Path

from autograd_mini.formulas.wrapping import fitted


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to a parser's."""
    parser = commands.add_parser(
        "handout",
        help="write what a teacher gives out and uploads",
        description="Write a starter file, tests for pytest, and autograders for Gradescope, Otter "
        "and nbgrader, for a stage on the way to an engine.",
        epilog="examples:\n"
        "  autograd-mini handout week-1\n"
        "  autograd-mini handout week-4 --stage 4 --language zh\n\n"
        "Stages: 1 a node, + and ×; 2 nodes used more than once; 3 −, ÷, powers and numbers;\n"
        "4 exp, log, σ, tanh, relu; 5 several passes, large graphs.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="where the files go")
    parser.add_argument("--stage", type=int, default=1, metavar="N", help="1 … 5 (default: 1)")
    parser.add_argument(
        "--language", choices=["en", "zh"], default=argparse.SUPPRESS, help="of all words"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files; return the exit status.

    ImportError, ValueError and OSError for what cannot be written.
    """
    if not find_spec("hypothesis") or not find_spec("mpmath"):
        raise ImportError(
            'handouts need hypothesis and mpmath: `python -m pip install "autograd-mini[testing]"`'
        )
    from autograd_mini.testing.course.handout import WORDS, handout

    words = WORDS[options.language]
    paths = handout(options.folder, options.stage, options.language)
    width = max(len(str(path)) for path in paths)
    for path in paths:
        print(f"{path!s:{width}}  {words[path.relative_to(options.folder).as_posix()]}")
    print(fitted(words["next"]))
    return 0
