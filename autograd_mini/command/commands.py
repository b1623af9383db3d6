"""grad, explain, draw, step, check and table, as commands."""

import argparse
import json
import sys
import unicodedata
import webbrowser
from collections.abc import Callable, Set
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any

from autograd_mini.command.assignments import LONGEST_SHOWN, numbers_of
from autograd_mini.command.expression import BOOKS, Read, of_leaves, read
from autograd_mini.command.telling import chinese, chinese_cell, chinese_report
from autograd_mini.elementary import TABLE
from autograd_mini.files import write
from autograd_mini.formulas.labels import in_short, printable
from autograd_mini.formulas.wrapping import fitted, in_columns
from autograd_mini.graph.order import topological_order
from autograd_mini.options import LANGUAGES
from autograd_mini.value import Value

Commands = Any  # what argparse gives for commands has a name of its own only

EXPRESSION = "log(sigmoid(w*x + b))"
NUMBERS = "w=0.5 x=2 b=-1"


def add_to(commands: Commands) -> None:
    """Add the commands to a parser's."""
    grad = _command(
        commands, "grad", run_grad, "the derivative with respect to every name",
        f'autograd-mini grad "{EXPRESSION}" {NUMBERS}\n'
        'autograd-mini grad "-x**2" x=3\n'
        'autograd-mini grad "x*y" x=1 y=2 --wrt x --json -',
    )  # fmt: skip
    grad.add_argument("--wrt", metavar="NAME", nargs="+", help="with respect to these names only")
    grad.add_argument("--json", metavar="FILE", help="write JSON; - is standard output")
    explain = _command(
        commands, "explain", run_explain, "the derivation, in letters and in numbers",
        f'autograd-mini explain "{EXPRESSION}" {NUMBERS} --wrt w\n'
        'autograd-mini explain "x*x" x=3 --language zh -o x.md',
    )  # fmt: skip
    explain.add_argument(
        "--wrt", metavar="NAME", help="with respect to this name; without it, to all nodes"
    )
    explain.add_argument("-o", "--out", metavar="FILE", type=Path, help=".md, .tex or .txt")
    draw = _command(
        commands, "draw", run_draw, "the graph as a picture",
        f'autograd-mini draw "{EXPRESSION}" {NUMBERS} -o neuron.svg\n'
        'autograd-mini draw "x*x" x=3 -o x.png --dark --language zh',
    )  # fmt: skip
    draw.add_argument("-o", "--out", metavar="FILE", type=Path, required=True,
                      help="its ending is the format: .svg, .png, .pdf, …")  # fmt: skip
    draw.add_argument("--direction", choices=["auto", "LR", "TB"], default="auto",
                      help="from left to right, or from top to bottom")  # fmt: skip
    draw.add_argument("--dark", action="store_true", help="for a dark page")
    step = _command(
        commands, "step", run_step, "a page that goes through it step by step",
        f'autograd-mini step "{EXPRESSION}" {NUMBERS} -o J.html --open',
    )  # fmt: skip
    step.add_argument("-o", "--out", metavar="FILE", type=Path, default=Path("steps.html"),
                      help="the page, .html (default: steps.html)")  # fmt: skip
    step.add_argument("--open", action="store_true", help="open it in a browser")
    check = _command(
        commands, "check", run_check, "gradcheck: the derivatives against differences",
        f'autograd-mini check "{EXPRESSION}" {NUMBERS}',
    )  # fmt: skip
    check.add_argument("--json", metavar="FILE", help="write JSON; - is standard output")
    table = commands.add_parser(
        "table", help="the derivative table", description="Print the derivative table.",
        epilog="examples:\n  autograd-mini table | grep tanh\n  autograd-mini table --json -",
    )  # fmt: skip
    table.add_argument("--json", metavar="FILE", help="write JSON; - is standard output")
    add_language(table)
    table.set_defaults(run=run_table)


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the option --language, which may also stand before the command."""
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS,
                        help="of help, errors and results")  # fmt: skip


def _command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    what: str,
    examples: str,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=what, description=f"{what[0].upper()}{what[1:]}, of an expression.",
        epilog=f"examples:\n  {examples.replace(chr(10), chr(10) + '  ')}",
    )  # fmt: skip
    parser.add_argument(
        "expression",
        type=str.lstrip,
        help="numbers, names, + - * / ** and functions of the table; log is the natural logarithm, "
        "ln",
    )
    parser.add_argument(
        "numbers", metavar="NAME=NUMBER", nargs="*", default=[], help="a number for each name"
    )
    add_language(parser)
    if name in ("explain", "draw", "step"):
        parser.add_argument("--limit", metavar="N", type=int, help="most nodes of the graph")
    parser.set_defaults(run=run)
    return parser


NOT_THERE = "{name} is given a number, but does not occur in the expression"


def _read(options: argparse.Namespace) -> Read:
    """Return the graph of the expression; a name that is given and does not occur is remarked."""
    found = read(options.expression, numbers_of(options.numbers))
    there = {id(n) for n in topological_order(found.J)}
    for name, leaf in found.leaves.items():
        if id(leaf) not in there:
            said = NOT_THERE.format(name=in_short(name, LONGEST_SHOWN))
            told = chinese(said) if options.language == "zh" else said
            print(fitted(told), file=sys.stderr)
    return found


def _known(names: list[str], found: Read) -> list[str]:
    known = [unicodedata.normalize("NFKC", name) for name in names]  # as numbers_of has them
    for name in known:
        if name not in found.leaves:
            name = in_short(printable(name), LONGEST_SHOWN)
            if not found.leaves:
                raise ValueError(f"--wrt {name}: no name occurs in the expression")
            names_there = in_short(", ".join(found.leaves), 2 * LONGEST_SHOWN)
            raise ValueError(
                f"--wrt {name}: it does not occur in the expression; choose from: {names_there}"
            )
    return known


def _limit(options: argparse.Namespace) -> dict[str, Any]:
    """Return the limit as an option, if it is given; without it each has its own."""
    return {} if options.limit is None else {"limit": options.limit}


def _ending(path: Path, known: Set[str], such: str) -> None:
    if path.suffix.removeprefix(".").lower() not in known:
        raise ValueError(f"-o {path} needs an ending such as {such}")


def run_grad(options: argparse.Namespace) -> int:
    """Print J and its derivatives, with all their digits."""
    found = _read(options)
    found.J.backward()
    names = _known(options.wrt or list(found.leaves), found)
    derivatives = {name: found.leaves[name].grad for name in names}
    told = {"expression": options.expression, "J": found.J.data, "derivatives": derivatives}
    if not write_json(options, told):
        print(f"J = {found.J.data!r}")
        width = max(map(len, names), default=0)
        for name, slope in derivatives.items():
            print(f"∂J/∂{name:{width}} = {slope!r}")
    return 0


def run_explain(options: argparse.Namespace) -> int:
    """Print or write the derivation."""
    from autograd_mini.explain import explain

    found = _read(options)
    wrt = found.leaves[_known([options.wrt], found)[0]] if options.wrt else None
    explanation = explain(found.J, wrt=wrt, language=options.language, **_limit(options))
    print(explanation if options.out is None else explanation.save(options.out))
    return 0


def run_draw(options: argparse.Namespace) -> int:
    """Draw the graph, after a backward pass."""
    from graphviz import FORMATS

    from autograd_mini.draw import draw_graph

    _ending(options.out, FORMATS, ".svg, .png or .pdf")

    found = _read(options)
    found.J.backward()
    picture = draw_graph(
        found.J, direction=options.direction, dark=options.dark, language=options.language,
        legend=True, **_limit(options),
    )  # fmt: skip
    print(picture.save(options.out))
    return 0


def run_step(options: argparse.Namespace) -> int:
    """Write the page, and open it if it is wanted."""
    from autograd_mini.stepper import stepper

    _ending(options.out, {"html", "htm"}, ".html")
    path = Path(
        stepper(_read(options).J, language=options.language, **_limit(options)).save(options.out)
    )
    print(path)
    if options.open:
        webbrowser.open(path.resolve().as_uri())
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Compare the derivatives with differences; 1 if they do not all agree."""
    from autograd_mini.testing import gradcheck
    from autograd_mini.testing.gradcheck import GradientMismatch

    found = _read(options)
    if not found.leaves:
        raise ValueError(
            "there is no name to differentiate with respect to; write one with its number, as x=2"
        )
    try:
        report = gradcheck(_function(options.expression, found), *found.leaves.values())
    except GradientMismatch as error:
        agree, said = False, str(error)
    else:
        agree, said = not report.kinks + report.unclear, str(report)
    said = chinese_report(said) if options.language == "zh" else said
    if not write_json(options, {"agree": agree, "report": said}):
        print(said)
    return 0 if agree else 1


def _function(expression: str, found: Read) -> Callable[..., Value]:
    """Return an expression as a function that calls its inputs by their names."""

    def function(*xs: Value) -> Value:
        return of_leaves(expression, dict(zip(found.leaves, xs)))

    inputs = [Parameter(name, Parameter.POSITIONAL_ONLY) for name in found.leaves]
    function.__name__, function.__signature__ = expression, Signature(inputs)  # type: ignore[attr-defined]
    return function


COLUMNS = ("name", "symbol", "derivative", "domain", "in books")
HEADINGS = {
    "en": ("name", "symbol", "derivative", "domain (and other names)"),
    "zh": ("名称", "符号", "导数", "定义域（及其他写法）"),
}


def run_table(options: argparse.Namespace) -> int:
    """Print the derivative table."""
    from autograd_mini.testing.conform.properties.chinese import derivative

    zh = options.language == "zh"
    rows = [
        (
            op.name,
            op.symbol,
            derivative(op.name) if zh else op.derivative,
            chinese_cell(op.domain) if zh else op.domain,
            chinese(_in_books(op.name, "、")) if zh else _in_books(op.name),
        )
        for op in TABLE.values()
    ]
    if not write_json(options, [dict(zip(COLUMNS, row)) for row in rows]):
        gap = "" if zh else "  "  # full-width brackets bring their own
        shown = [(*row, f"{where}{gap}{books}".rstrip()) for *row, where, books in rows]
        for line in in_columns([HEADINGS[options.language], *shown]):
            print(line)
    return 0


def _in_books(name: str, comma: str = ", ") -> str:
    """Return what books call a function otherwise."""
    others = comma.join(other for other, ours in BOOKS.items() if ours == name)
    if name == "log":
        return f"(the natural logarithm {others})"
    return f"(in books: {others})" if others else ""


def write_json(options: argparse.Namespace, told: Any) -> bool:
    """Write JSON if it is wanted, and tell whether standard output is taken by it."""
    if options.json is None:
        return False
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if options.json == "-":
        sys.stdout.write(text)
        return True
    write(Path(options.json), text.encode())
    return False
