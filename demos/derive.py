"""The derivation of backpropagation, written out by the machine for one real flower.

    python demos/derive.py --sample 1 --language en --format text

Every formula is followed by the numbers of this network and this flower.  With --format markdown or
latex the output can go into a notebook or a paper.
"""

import argparse
import sys

from delta_flow import SPECIES, at_least_one, read_flower

from autograd_mini import MLP, explain


def main() -> int:
    """Print the derivation."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # Windows consoles, too, then print a δ
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--sample", type=at_least_one, default=1, metavar="N", help="which flower, 1 … 150"
    )
    parser.add_argument(
        "--hidden", type=at_least_one, default=5, metavar="N", help="number of hidden units"
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of the first weights")
    parser.add_argument("--rate", type=float, default=0.1, help="learning rate η")
    parser.add_argument("--language", choices=["en", "zh"], default="en")
    parser.add_argument("--format", choices=["text", "markdown", "latex"], default="text")
    options = parser.parse_args()
    if options.sample > 150:
        parser.error(f"there are 150 flowers, so there is no --sample {options.sample}")

    x, species = read_flower(options.sample)
    y = [float(name == species) for name in SPECIES]
    net = MLP(4, [options.hidden, 3], seed=options.seed)
    try:
        explanation = explain(net.forward(x), y=y, rate=options.rate, language=options.language)
    except ValueError as error:
        parser.error(str(error))
    write = {
        "text": explanation.text,
        "markdown": explanation.markdown,
        "latex": explanation.latex,
    }
    print(write[options.format]())
    return 0


if __name__ == "__main__":
    sys.exit(main())
