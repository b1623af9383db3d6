"""The derivation of backpropagation, written out by the machine for one real flower.

    python demos/derive.py --sample 1 --language en --format text

Every formula is followed by the numbers of this network and this flower.  With --format markdown or
latex the output can go into a notebook or a paper.
"""

import sys

from autograd_mini import MLP, explain
from autograd_mini.__main__ import ended

from delta_flow import SPECIES, options_of, read_flower


def main() -> int:
    """Print the derivation."""
    parser = options_of((__doc__ or "").partition("\n")[0])
    parser.add_argument("--rate", type=float, default=0.1, help="learning rate η")
    parser.add_argument("--format", choices=["text", "markdown", "latex"], default="text")
    options = parser.parse_args()

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
    sys.exit(ended(main))
