"""derivation, as a command: marks the lines of a file, or of standard input."""

import argparse
import sys
from pathlib import Path

from autograd_mini import files
from autograd_mini.command.commands import Commands, add_language, write_json
from autograd_mini.command.sizes import sizes_of
from autograd_mini.formulas.wrapping import fitted

LONGEST_FILE = 1_000_000  # bytes
NOTATIONS = ("python", "text", "latex")
LOSSES = ("cross_entropy", "mean_squared_error")


def add_to(commands: Commands) -> None:
    """Add the command to a parser's."""
    parser = commands.add_parser(
        "derivation", help="mark a derivation of ∂J/∂Θ, line by line",
        description="Mark a derivation of ∂J/∂Θ of a network, line by line, with random numbers.",
        epilog="examples:\n"
        "  autograd-mini derivation lines.txt --sizes 4,5,3\n"
        '  echo "delta3 = a3 - y" | autograd-mini derivation --sizes 2,2,1 --no-bias\n'
        "  autograd-mini derivation --exercise --sizes 2,2,1\n"
        "  autograd-mini derivation --solution latex --sizes 2,2,1\n"
        "exit status: 0 for a whole derivation, 1 for a line that is wrong or missing, 2 for a\n"
        "line that cannot be read",
    )  # fmt: skip
    parser.add_argument("file", nargs="?", default="-", help="one formula a line; - is standard "
                        "input")  # fmt: skip
    parser.add_argument("--sizes", default="4,5,3", help="of the layers, as 4,5,3")
    parser.add_argument("--no-bias", action="store_true", help="of a network without bias")
    parser.add_argument("--activation", default="sigmoid", help="g of the hidden layers")
    parser.add_argument("--loss", choices=LOSSES, default="cross_entropy",
                        help="J of a sample (default: cross_entropy)")  # fmt: skip
    parser.add_argument("--regularized", action="store_true", help="with the penalty λ/(2m) Σ θ²")
    parser.add_argument("--seed", type=int, default=0, help="of the numbers")
    add_language(parser)
    parser.add_argument("--exercise", action="store_true", help="print what is asked")
    parser.add_argument("--solution", choices=NOTATIONS, help="print a right derivation")
    parser.add_argument("--json", metavar="FILE", help="write JSON; - is standard output")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Mark the lines; 1 if one is wrong or something is missing."""
    import random

    from autograd_mini.derivations import DerivationExercise
    from autograd_mini.derivations.marking import MOST_WEIGHTS
    from autograd_mini.nn.mlp import MLP

    n_inputs, *layers = sizes_of("--sizes", options.sizes, MOST_WEIGHTS)
    net = MLP(
        n_inputs, layers, activation=options.activation, output_activation="sigmoid",
        bias=not options.no_bias, seed=options.seed,
    )  # fmt: skip
    chance = random.Random(options.seed)
    x = [chance.randint(-9, 9) / 5 for _ in range(n_inputs)]
    y = [float(k == 0) for k in range(layers[-1])]
    asked = DerivationExercise(
        net, x, y, options.language, options.loss, options.regularized
    )  # fmt: skip
    if options.exercise or options.solution:
        lines = asked.solution(options.solution) if options.solution else []
        told = {"text": asked.text, "solution": lines}
        if not write_json(options, told):
            print("\n".join(lines) if options.solution else fitted(asked.text))
        return 0
    report = asked.mark(lines_of(options.file))
    if not write_json(options, report.as_dict()):
        print(report)
    return 0 if report.complete else 1


def lines_of(file: str) -> str:
    """Return the text of a file, or of standard input; ValueError if it is none, or too long."""
    name = "standard input" if file == "-" else file
    if file == "-":
        content = sys.stdin.buffer.read(LONGEST_FILE + 1)
        if len(content) > LONGEST_FILE:
            raise ValueError(f"{name} has more than {LONGEST_FILE:,} bytes")
    else:
        content = files.read(Path(file), LONGEST_FILE)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ValueError(f"{name} is no text in UTF-8") from None
