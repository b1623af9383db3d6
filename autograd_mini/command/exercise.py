"""The command `autograd-mini exercise`: exercises without end, on paper and for Moodle."""

import argparse
import sys
from pathlib import Path
from typing import Any

from autograd_mini.command.commands import Commands, add_language, write_json
from autograd_mini.files import write

ALL = "all"
# As in exercises.kinds, which is heavy to import for a line of --help; a test holds them together.
KINDS = (
    "local", "chain", "twice", "backward", "delta", "weights", "counts", "mistake", "derivation",
)  # fmt: skip


def add_to(commands: Commands) -> None:
    """Add the command to a parser's."""
    parser = commands.add_parser(
        "exercise",
        help="exercises with answers, a sheet for each student",
        description="Print exercises on the chain rule, or write them for paper, Jupyter or "
        "Moodle. They are generated from graphs; the same arguments give the same sheet.",
        epilog="examples:\n"
        "  autograd-mini exercise --kind chain\n"
        "  autograd-mini exercise --kind chain --level 2 --count 30 --seed 7 -o sheet.html "
        "--answers\n"
        "  autograd-mini exercise --kind all --students 25 -o sheet.tex\n"
        "  autograd-mini exercise --kind twice --student 12 --answers --language zh\n"
        "  autograd-mini exercise --kind backward --count 20 -o backward.moodle.xml\n\n"
        "kinds: local, local derivatives; chain, one path; twice, a node used twice; backward, a\n"
        "whole backward pass; delta, δ of a network; weights, ∂J/∂Θ from δ and a; counts, forward\n"
        "or reverse; mistake, find the mistake; derivation, of ∂J/∂Θ, line by line; all of them\n"
        "by turns.",
    )
    kind: Any = parser.add_argument(
        "--kind",
        nargs="+",
        metavar="KIND",
        default=["chain"],
        help="one of those below, or several by turns (default: chain)",
    )
    kind.completer = lambda **_: [*KINDS, ALL]  # for a shell
    parser.add_argument("--level", type=int, default=1, metavar="N", help="1 … 3 (default: 1)")
    parser.add_argument(
        "--count", type=int, default=10, metavar="N", help="how many exercises (default: 10)"
    )
    parser.add_argument("--seed", default="0", help="another seed, other exercises (default: 0)")
    parser.add_argument(
        "--students",
        type=int,
        metavar="N",
        help="write a sheet for each of N students: sheet-1.html, sheet-2.html, …",
    )
    parser.add_argument("--student", type=int, metavar="K", help="the sheet of student K only")
    parser.add_argument(
        "--answers",
        action="store_true",
        help="with the key at the end; .gift and .moodle.xml always have it",
    )
    add_language(parser)
    parser.add_argument(
        "-o",
        "--out",
        metavar="FILE",
        type=Path,
        help=".html, .md, .tex, .ipynb, .gift, .moodle.xml or .txt",
    )
    parser.add_argument("--json", metavar="FILE", help="write JSON; - is standard output")
    parser.set_defaults(run=run)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Print or write the sheets."""
    from autograd_mini.exercises import sheet
    from autograd_mini.exercises.sheets import MOST_STUDENTS, format_of
    from autograd_mini.options import one_of, whole

    for kind in options.kind:
        one_of("kind", kind, (*KINDS, ALL))
    kinds = list(KINDS) if ALL in options.kind else options.kind
    if options.students is not None and options.student is not None:
        raise ValueError("--students writes the sheets of all, --student that of one; give one")
    if options.out is not None:
        format_of(options.out)  # before the work is done
    numbers = [1 if options.student is None else options.student]
    if options.students is not None:
        whole("students", options.students, 1, MOST_STUDENTS)
        if options.out is None:
            raise ValueError("--students writes a file for each; say where by -o sheet.html")
        numbers = list(range(1, options.students + 1))
    sheets = [
        sheet(kinds, level=options.level, count=options.count, seed=options.seed,
              student=number, language=options.language)
        for number in numbers
    ]  # fmt: skip
    told = [_data(each) for each in sheets] if options.json is not None else []
    if options.out is None:
        if not write_json(options, told):
            sys.stdout.write(sheets[0].text(answers=options.answers))
        return 0
    paths = [options.out]
    if options.students is not None:
        paths = [_numbered(options.out, number, numbers[-1]) for number in numbers]
    # All of them first, so that an error in the last leaves no file of the others.
    documents = [each.document(options.out, answers=options.answers) for each in sheets]
    if options.json is not None and Path(options.json).resolve() in [p.resolve() for p in paths]:
        raise ValueError(f"--json and -o are the same file, {options.json}")
    quiet = write_json(options, told)
    for path, document in zip(paths, documents):
        write(path, document)
        if not quiet:
            print(path)
    return 0


def _numbered(path: Path, number: int, last: int) -> Path:
    """Return the path of a student's sheet.

    >>> _numbered(Path("sheet.moodle.xml"), 3, 25).name
    'sheet-03.moodle.xml'
    """
    stem, dot, endings = path.name.partition(".")
    return path.with_name(f"{stem}-{number:0{len(str(last))}}{dot}{endings}")


def _data(sheet: Any) -> dict[str, Any]:
    """Return a sheet as data: text, questions, answers, what is recognised, and solutions."""
    from autograd_mini.exercises.words import in_text

    return {
        "student": sheet.student,
        "exercises": [
            {
                "kind": task.kind, "seed": task.seed, "level": task.level,
                "language": task.language, "text": str(task),
                "questions": [
                    {
                        "asked": question.asked.text,
                        "answer": str(question.answer),
                        "options": [in_text(option) for option in question.options],
                        "wrong": [
                            {"answer": str(wrong.answer), "mistake": wrong.mistake,
                             "sentence": wrong.sentence}
                            for wrong in question.wrong
                        ],
                    }
                    for question in task.questions
                ],
                "solution": task.to_derive.solution() if task.to_derive else [],
            }
            for task in sheet.exercises
        ],
    }  # fmt: skip
