"""The command `autograd-mini train`: a network learns the samples of a file."""

import argparse
import importlib.util
import os
import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograd_mini.command import csv_samples, curves
from autograd_mini.command.commands import Commands, add_language, write_json
from autograd_mini.command.scaling import Scale, saturated
from autograd_mini.command.sizes import sizes_of
from autograd_mini.command.training_words import WORDS
from autograd_mini.files import write
from autograd_mini.formulas.counted import Count
from autograd_mini.formulas.labels import in_short, printable
from autograd_mini.formulas.wrapping import fitted
from autograd_mini.options import one_of, whole

if TYPE_CHECKING:
    from autograd_mini.nn import MLP
    from autograd_mini.nn.train import History

HIDDEN = 5  # units, if the layers are not given
RATES = {"adam": 0.05}  # by the optimizer, if no rate is given
RATE = 0.5  # of the others
MANY = 0.5  # of the units: if more are saturated, a training has little hope
MOST_WEIGHTS = 250_000  # each a node of the graph that is compiled: 5 s before the first step
MOST_STEPS = 1_000_000_000
LONGEST_NAME = 40  # of a class, as it is printed


def add_to(commands: Commands) -> None:
    """Add the command to a parser's."""
    parser = commands.add_parser(
        "train", help="a network learns samples from a file of CSV",
        description="Train a network on samples: rows of numbers, and in one column their class.  "
        "The numbers are taken as they are, without --scale.  Ctrl-C keeps the best weights so "
        "far.",
        epilog="examples:\n"
        "  autograd-mini train --data iris --layers 4,5,3 --held-out 0.2 -o weights.json\n"
        "  autograd-mini train iris.csv --classes species --scale --plot curve.png\n"
        "  autograd-mini train --data moons --layers 2,8,1 --optimizer gradient_descent \\\n"
        "      --ledger ledger.html\n"
        "  autograd-mini train --data iris --from weights.json --steps 50 --json -",
    )  # fmt: skip
    add = parser.add_argument
    add("file", nargs="?", type=Path, metavar="FILE", help="the samples, as CSV")
    add("--data", choices=csv_samples.NAMES, help="samples that are known by a name, in its place")
    add("--classes", metavar="COLUMN", help="of the classes: its name, or its number from 1; the "
        "last without it")  # fmt: skip
    add("--layers", metavar="SIZES", help=f"as 4,5,3; {HIDDEN} hidden neurons without it")
    add(
        "--from",
        dest="start",
        type=Path,
        metavar="FILE",
        help="begin with these weights; if they were learnt with --scale, give --scale again",
    )
    add("--steps", type=int, default=200, metavar="N", help="default: 200")
    add("--rate", type=float, metavar="η", help="default: 0.05 for adam, 0.5 for the others")
    add("--optimizer", default="adam", metavar="NAME",
        help="gradient_descent, momentum or adam (default)")  # fmt: skip
    add("--scale", action="store_true", help="subtract from each column its mean and divide it by "
        "its standard deviation, before the training; -o has weights for the numbers as they "
        "are")  # fmt: skip
    add("--batch", type=int, metavar="N", help="samples of a step; all without it")
    add("--seed", type=int, default=0, metavar="N", help="of the weights and the batches")
    add("--held-out", type=float, metavar="SHARE", help="of the samples, not to learn from: 0.2")
    add("--backend", metavar="NAME", help="scalar, numpy, torch or jax; numpy if it is installed")
    add("-o", "--out", type=Path, metavar="FILE", help="write the weights, as MLP.load reads them")
    add(
        "--ledger",
        type=Path,
        metavar="FILE",
        help="write a page: which sample moved which weight; "
        "best with --optimizer gradient_descent",
    )
    add("--plot", type=Path, metavar="FILE", help="write the curves: .png, .svg, .pdf (matplotlib)")
    add("--json", metavar="FILE", help="write what was measured as JSON; - is standard output")
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Train, write what is wanted, and return the exit status: 130 after Ctrl-C."""
    from autograd_mini.nn.backends import BACKENDS
    from autograd_mini.nn.train import positive, train
    from autograd_mini.nn.update_rules import rule_of

    # What would be refused is refused before anything is told of the samples.
    whole("steps", options.steps, 1, MOST_STEPS)
    whole("seed", options.seed, 0)
    rule = rule_of(options.optimizer)
    rate = positive(
        "rate", RATES.get(options.optimizer, RATE) if options.rate is None else options.rate
    )
    if options.backend is not None:
        one_of("backend", options.backend, tuple(BACKENDS))
    _writable(options)
    found = _samples(options)
    net = _network(options, found)
    learnt, others = _parts(options, len(found.X))
    if options.batch is not None:
        whole("batch", options.batch, 1, len(learnt))
    Y = found.targets(net.sizes[-1])
    words = WORDS[options.language]
    names = _listed(found.classes, options.language)
    line = words["samples"].format(
        m=Count(len(found.X)),
        n=Count(len(found.X[0])),
        classes=Count(len(found.classes)),
        names=names,
    )
    if others:
        line += words["held_out"].format(others=len(others))
    quiet = options.json == "-"
    if not quiet:
        print(fitted(line), flush=True)
    if options.backend == "jax":
        os.environ.setdefault("JAX_ENABLE_X64", "1")  # it has to know before it is imported
    scale = Scale.of([found.X[i] for i in learnt]) if options.scale else None
    X = scale.applied(found.X) if scale else found.X
    if scale and options.start is not None:
        scale.unfold(net)
    # One that has learnt is saturated anyway; what the numbers are like, a new one tells.
    new = net if options.start is None else _new(options, net.sizes)
    if (share := saturated(new, X)) > MANY:
        key = "saturated" if options.start is None else "as they are"
        print(fitted(words[key].format(share=share, start=options.start)), file=sys.stderr)
    numpy = importlib.util.find_spec("numpy") is not None
    history = train(
        net, [X[i] for i in learnt], [Y[i] for i in learnt], steps=options.steps,
        rate=rate, optimizer=options.optimizer, batch=options.batch, seed=options.seed,
        held_out=([X[i] for i in others], [Y[i] for i in others]) if others else None,
        backend=options.backend or ("numpy" if numpy else "scalar"),
        ledger=options.ledger is not None,
    )  # fmt: skip
    if not quiet:
        print(fitted(history.text(options.language)), flush=True)
    if options.start is not None and not scale and share <= MANY:
        first, *costs = (at.cost for at in history.measurements)
        # Steps that are too large leap to and fro, so that where they end says little.
        if costs[-1] > first or max(costs) > 2 * first:
            told = {"first": f"{first:.3g}", "most": f"{max(costs):.3g}"}
            print(fitted(words["risen"].format(start=options.start, **told)), file=sys.stderr)
    for path in _written(options, net, history, found, learnt, scale):
        if not quiet:
            print(words["written"].format(path=path), flush=True)
            if path == str(options.ledger) and rule.remembers:
                print(fitted(words["carries"].format(rule=rule.name)))
    write_json(options, _told(net, history, found, len(others)))
    return 130 if history.stopped == "interrupted" else 0


def _samples(options: argparse.Namespace) -> csv_samples.Found:
    if (options.file is None) == (options.data is None):
        raise ValueError("give the samples: a file of CSV, or --data iris, digits or moons")
    if options.data is None:
        return csv_samples.read(options.file, options.classes)
    if options.classes is not None:
        raise ValueError("--classes names a column of a file; --data knows its own")
    return csv_samples.named(options.data, options.seed)


def _network(options: argparse.Namespace, found: csv_samples.Found) -> "MLP":
    """Return a new network, or that of a file, which fits the samples."""
    from autograd_mini.nn import MLP

    inputs, classes = len(found.X[0]), len(found.classes)
    if options.start is not None:
        net = MLP.load(options.start)
        name, sizes = str(options.start), list(net.sizes)
        if options.layers is not None and _sizes(options) != sizes:
            raise ValueError(f"--layers is {options.layers}, and {name} has {_listed(sizes)}")
    else:
        name = "--layers"
        sizes = [inputs, HIDDEN, classes] if options.layers is None else _sizes(options)
        net = _new(options, sizes)
    if sizes[0] != inputs:
        raise ValueError(f"{name} begins with {sizes[0]}, but a sample has {inputs} numbers")
    if sizes[-1] != classes and (sizes[-1], classes) != (1, 2):
        need = "2, or 1" if classes == 2 else str(classes)
        raise ValueError(f"{name} ends with {sizes[-1]}, but there are {classes} classes: {need}")
    return net


def _new(options: argparse.Namespace, sizes: Sequence[int]) -> "MLP":
    from autograd_mini.nn import MLP

    return MLP(sizes[0], sizes[1:], seed=options.seed)


def _sizes(options: argparse.Namespace) -> list[int]:
    given = options.layers
    text = given.replace("-", ",") if re.fullmatch(r"\d+(-\d+)+", given) else given
    return sizes_of("--layers", text, MOST_WEIGHTS)


def _parts(options: argparse.Namespace, m: int) -> tuple[list[int], list[int]]:
    """Return the numbers of the samples to learn from, and of those to hold out."""
    numbers = list(range(m))
    if options.held_out is None:
        return numbers, []
    if not 0 < options.held_out < 1:
        raise ValueError(f"--held-out is a share between 0 and 1, not {options.held_out}")
    count = round(options.held_out * m)
    if not 0 < count < m:
        raise ValueError(f"--held-out {options.held_out} of {m} samples leaves a part empty")
    random.Random(options.seed).shuffle(numbers)
    return sorted(numbers[count:]), sorted(numbers[:count])


def _writable(options: argparse.Namespace) -> None:
    """Check what is to be written before the training, which may take long."""
    wanted = {"-o": options.out, "--ledger": options.ledger, "--plot": options.plot}
    if options.json not in (None, "-"):
        wanted["--json"] = Path(options.json)
    paths = {} if options.file is None else {options.file.resolve(): "the samples"}
    for name, path in wanted.items():
        if path is None:
            continue
        if path.is_dir():
            raise ValueError(f"{name} {path} is a folder and cannot be a file")
        if path.resolve() in paths:
            raise ValueError(f"{paths[path.resolve()]} and {name} are the same file, {path}")
        paths[path.resolve()] = name
    if options.plot is not None:
        curves.format_of(options.plot)


def _written(
    options: argparse.Namespace, net: "MLP", history: "History", found: csv_samples.Found,
    learnt: list[int], scale: Scale | None,
) -> list[str]:  # fmt: skip
    """Write weights, page and curves, as far as they are wanted, and return the paths.

    All of them are made first, so that an error in one leaves no file of the others.
    """
    made: dict[Path, bytes] = {}
    # After Ctrl-C the best weights may be those before the first step, and there is no page then.
    ledger = history.ledger
    if ledger is not None and (ledger.steps or history.stopped != "interrupted"):
        from autograd_mini.ledger import ledger_page

        word = WORDS[options.language]["sample"]
        page = ledger_page(
            ledger, language=options.language, classes=found.classes, image=found.image,
            names=[word.format(number=i + 1) for i in learnt], scaled=scale is not None,
        )  # fmt: skip
        made[options.ledger] = page.html().encode()
    if options.plot is not None:
        made[options.plot] = curves.drawn(options.plot, history, options.language)
    paths = []
    if options.out is not None:
        if scale:
            scale.fold(net)
        net.save(options.out)
        paths.append(str(options.out))
    for path, content in made.items():
        write(path, content)
        paths.append(str(path))
    return paths


def _told(net: "MLP", history: "History", found: csv_samples.Found, others: int) -> dict[str, Any]:
    return {
        "layers": net.sizes,
        "samples": len(found.X),
        "held_out": others,
        "classes": found.classes,
        "steps": len(history.costs),
        "stopped": history.stopped,
        "best_step": history.best.step,
        "measurements": [vars(at) for at in history.measurements],
    }


def _listed(names: Any, language: str = "en") -> str:
    """Return names for a terminal, which would obey what cannot be printed in them."""
    shown = [in_short(printable(str(name)), LONGEST_NAME) for name in names]
    comma = "、" if language == "zh" else ", "
    return comma.join(shown[:10]) + f"{comma}…" * (len(shown) > 10)
