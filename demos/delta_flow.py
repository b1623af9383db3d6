"""How δ flows back through a three-layer network for one real flower.

    python demos/delta_flow.py --sample 1 --hidden 5 --seed 0 --out delta_flow

The engine knows nothing but the derivative of each elementary operation; textbook.py knows nothing
but the closed formulas of backpropagation.  A table shows that both find the same numbers, and two
pictures show how.

What one sees in network.svg: in the last layer δ^(3) = a^(3) − y.  Unit i of it sends Θ_ij δ_i back
to unit j of the hidden layer, along an arrow as wide as that; unit j adds up what arrives and
multiplies it by its own g′(z_j), which is δ^(2) = (Θ^(2))^T δ^(3) ∘ g′(z^(2)) without column 0 of
Θ^(2), for nothing flows back to the constant a_0.  Beside a unit stand its weights Θ_ij and
∂J/∂Θ_ij = δ_i a_j.  In computation.svg every node is one operation, and δ is the grad of a z.
"""

import argparse
import csv
import sys
from collections.abc import Mapping
from pathlib import Path

from autograd_mini import MLP, Value, cross_entropy, nn, textbook
from autograd_mini.__main__ import ended
from autograd_mini.draw import RendererNotFound, RenderingError, draw_graph, draw_network
from autograd_mini.nn import Forward

IRIS = Path(nn.__file__).with_name("iris.csv")
SPECIES = ["setosa", "versicolor", "virginica"]
LARGEST_ALLOWED = 1e-12  # relative; rounding alone stays far below it

ENGLISH = {
    "flower": "flower {number}, Iris {species}: x = {x} cm, y = {y}",
    "network": "network 4-{hidden}-3, J = {J:.6f}",
    "both": f"{'':10}{'engine':^36}  {'textbook':^36}",
    "layer": "layer unit",
    "gradient": "∂J/∂Θ^({layer}), a row for each unit of layer {next}, the bias first",
    "difference": "largest difference between engine and textbook: {difference:.1e}",
    "wrote": "wrote",
    "no_picture": "no picture: {error}",
}
CHINESE = {
    "flower": "第 {number} 朵花，鸢尾 Iris {species}：x = {x} cm，y = {y}",
    "network": "网络 4-{hidden}-3，J = {J:.6f}",
    "both": f"{'':10}{'引擎':^34}  {'教科书公式':^31}",
    "layer": "  层 单元 ",
    "gradient": "∂J/∂Θ^({layer})，第 {next} 层的每个单元一行，偏置在前",
    "difference": "引擎与教科书公式的最大差别：{difference:.1e}",
    "wrote": "已写入",
    "no_picture": "没有图：{error}",
}
WORDS = {"en": ENGLISH, "zh": CHINESE}


def read_flower(number: int) -> tuple[list[float], str]:
    """Return the four measurements, in cm, and the species of flower 1 … 150."""
    with IRIS.open(encoding="utf-8", newline="") as file:
        *measurements, species = list(csv.reader(file))[number]
    return [float(x) for x in measurements], species


def difference(ours: float, theirs: float) -> float:
    """Return |ours − theirs|, relative to the larger of them if that is above 1."""
    return abs(ours - theirs) / max(1.0, abs(ours), abs(theirs))


def print_layers(sample: Forward, closed: textbook.Pass, words: Mapping[str, str]) -> float:
    """Print z, a and δ of both, and return their largest difference."""
    differences = []
    print(words["both"])
    print(words["layer"] + 2 * f"{'z':>12}{'a':>12}{'δ':>12}  ")
    for layer in sample.z:
        for i, (z, a, delta) in enumerate(
            zip(sample.z[layer], sample.a[layer], sample.delta[layer]), start=1
        ):
            ours = [z.data, a.data, delta]
            theirs = [which[layer][i - 1] for which in (closed.z, closed.a, closed.delta)]
            differences += map(difference, ours, theirs)
            columns = "  ".join("".join(f"{x:12.6f}" for x in row) for row in (ours, theirs))
            print(f"{layer:5}{i:5}{columns}")
    return max(differences)


def print_gradients(
    net: MLP, gradient: dict[int, list[list[float]]], words: Mapping[str, str]
) -> float:
    """Print ∂J/∂Θ of the engine, and return the largest difference to the textbook's."""
    differences = []
    for layer, rows in net.theta.items():
        print("\n" + words["gradient"].format(layer=layer, next=layer + 1))
        for row, closed in zip(rows, gradient[layer]):
            print("".join(f"{theta.grad:12.6f}" for theta in row))
            differences += [difference(theta.grad, d) for theta, d in zip(row, closed)]
    return max(differences)


def at_least_one(text: str) -> int:
    """Read a whole number of at least 1 from the command line."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def flower(text: str) -> int:
    """Read the number of a flower from the command line."""
    number = at_least_one(text)
    if number > 150:
        raise argparse.ArgumentTypeError(f"there are 150 flowers, so there is no {number}")
    return number


def options_of(description: str) -> argparse.ArgumentParser:
    """Return a parser with the options that every demo with a flower and a network has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--sample", type=flower, default=1, metavar="N", help="which flower, 1 … 150"
    )
    parser.add_argument(
        "--hidden", type=at_least_one, default=5, metavar="N", help="number of hidden units"
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of the first weights")
    parser.add_argument("--language", choices=["en", "zh"], default="en", help="of all words")
    return parser


def main() -> int:
    """Run the demo; return 0 if engine and textbook agree and both pictures are written."""
    parser = options_of((__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("delta_flow"),
        metavar="DIR",
        help="folder for the pictures",
    )
    options = parser.parse_args()

    measurements, species = read_flower(options.sample)
    x = [Value(cm, label=f"a^(1)_{j}") for j, cm in enumerate(measurements, start=1)]
    y = [float(name == species) for name in SPECIES]
    net = MLP(4, [options.hidden, 3], seed=options.seed)

    sample = net.forward(x)
    J = cross_entropy(sample.a[3], y)
    J.backward()

    numbers = {layer: [[t.data for t in row] for row in rows] for layer, rows in net.theta.items()}
    closed = textbook.backpropagate(numbers, measurements, y)
    words = WORDS[options.language]
    print(words["flower"].format(number=options.sample, species=species, x=measurements, y=y))
    print(words["network"].format(hidden=options.hidden, J=J.data) + "\n")
    largest = print_layers(sample, closed, words)
    largest = max(
        largest,
        print_gradients(net, textbook.gradient(numbers, [measurements], [y])[1], words),
        difference(J.data, closed.J),
    )
    print("\n" + words["difference"].format(difference=largest))

    try:
        network = draw_network(sample, y=y, J=J, language=options.language)
        paths = [network.save(options.out / "network.svg")]
        computation = draw_graph(J, language=options.language)
        paths.append(computation.save(options.out / "computation.svg"))
    except (OSError, RendererNotFound, RenderingError, ValueError) as error:
        print(words["no_picture"].format(error=error), file=sys.stderr)
        return 1
    for path in paths:
        print(words["wrote"], path)
    return 0 if largest <= LARGEST_ALLOWED else 1


if __name__ == "__main__":
    sys.exit(ended(main))
