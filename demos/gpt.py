"""A small GPT that invents names: every number of it is a Value, and yet it trains in seconds.

    python -m pip install ".[compile]"
    python demos/gpt.py --out gpt

From the data to a trained model, in the order of need.  The model is a transformer of one layer
with 4 heads, 4,128 weights, written with + × ÷ ** exp log relu on single numbers.  Its cost for
one name is recorded as a graph, of 36,913 nodes for three letters; compiled, that graph is 68
statements on arrays, and about as many for names of any other length.  What a run with these
seeds prints, each J the mean of the 100 steps before it (who guesses among 27 letters has a J of
log 27 = 3.296):

    step  100: J = 2.479
    step 1000: J = 2.063
    Vocetth Merdeelyn Ja Amely Laana Zoetthee Huvanna Krisish Luona Nauethie

A letter comes into the model as a list of 27 numbers, all 0 but one; the dot begins and ends a
name.  1,000 steps take 10 seconds of one core, a third of them to record and compile the ten
programs; on the scalar engine they would take more than an hour.
"""

import argparse
import random
import sys
from pathlib import Path

from autograd_mini import Value, exp, explain, log, relu
from autograd_mini.__main__ import ended

try:
    import numpy as np

    from autograd_mini.compile import compiled
except ImportError as error:
    sys.exit(f'{error}; python -m pip install ".[compile]" installs what this demo needs')
from autograd_mini.draw import draw_program
from autograd_mini.graph import Graph
from autograd_mini.nn.update_rules import Descent
from autograd_mini.stepper import stepper

# 1. Data: 5,163 given names, most of them of 4 to 7 letters.

DATA = Path(__file__).with_name("data") / "names.txt"
ALPHABET = ".abcdefghijklmnopqrstuvwxyz"
LONGEST = 12  # places: 11 letters and the dot in front of them


def one_hot(letter: str) -> list[float]:
    return [float(letter == other) for other in ALPHABET]


def as_sample(name: str) -> dict[str, list[list[float]]]:
    """Return what comes in, ".ava", and what is to come out at each place, "ava."."""
    return {"x": [one_hot(c) for c in "." + name], "y": [one_hot(c) for c in name + "."]}


# 2. Weights: matrices of small random numbers, by their names.

SIZE, HEADS = 16, 4
HEAD = SIZE // HEADS
SHAPES = {
    "letters": (SIZE, 27), "places": (LONGEST, SIZE),
    "queries": (SIZE, SIZE), "keys": (SIZE, SIZE), "values": (SIZE, SIZE), "joined": (SIZE, SIZE),
    "wide": (4 * SIZE, SIZE), "narrow": (SIZE, 4 * SIZE), "predicted": (27, SIZE),
}  # fmt: skip


def first_weights(seed: int) -> dict[str, np.ndarray]:
    gauss = random.Random(seed).gauss
    return {
        name: np.array([[gauss(0, 0.1) for _ in range(columns)] for _ in range(rows)])
        for name, (rows, columns) in SHAPES.items()
    }


# 3. The model, for one name.  It takes Values, and floats just as well.


def linear(matrix, x):
    return [sum(w * x_j for w, x_j in zip(row, x)) for row in matrix]


def normed(x):
    """Return x, made as long as a vector of ones."""
    scale = (sum(x_i * x_i for x_i in x) / len(x) + 1e-5) ** -0.5
    return [x_i * scale for x_i in x]


def softmax(z):
    powers = [exp(z_k) for z_k in z]
    whole = sum(powers)
    return [power / whole for power in powers]


def attention(queries, keys, values):
    """Return a mixture of the values so far; a key that fits the query makes its share large."""
    mixed = []
    for begin in range(0, SIZE, HEAD):
        head = range(begin, begin + HEAD)
        scores = [sum(queries[i] * key[i] for i in head) / HEAD**0.5 for key in keys]
        shares = softmax(scores)
        mixed += [sum(share * v[i] for share, v in zip(shares, values)) for i in head]
    return mixed


def embedded(weights, x):
    """Return the beginning of every place: what stands for its letter, plus what for the place."""
    letters = (linear(weights["letters"], letter) for letter in x)
    return [[u + v for u, v in zip(*pair)] for pair in zip(letters, weights["places"])]


def predict(weights, x):
    """Return, for every place of x, the 27 probabilities of the letter that follows."""
    keys, values, probabilities = [], [], []
    for a in embedded(weights, x):
        inside = normed(a)
        keys.append(linear(weights["keys"], inside))
        values.append(linear(weights["values"], inside))
        mixed = attention(linear(weights["queries"], inside), keys, values)
        a = [u + v for u, v in zip(a, linear(weights["joined"], mixed))]
        wide = [relu(z) for z in linear(weights["wide"], normed(a))]
        a = [u + v for u, v in zip(a, linear(weights["narrow"], wide))]
        probabilities.append(softmax(linear(weights["predicted"], a)))
    return probabilities


def cost(weights, sample):
    """Return the cross-entropy of a name, averaged over its places."""
    pairs = zip(predict(weights, sample["x"]), sample["y"])
    return -sum(y_k * log(p_k) for p, y in pairs for p_k, y_k in zip(p, y)) / len(sample["y"])


# 4. Training: names of one length at a time, since each length is a graph, and a program, of its
# own.  Adam, with a rate that goes down to 0.


def train(weights, names, steps, compiled_cost):
    choose = random.Random(1).choice
    of_length = {n: [name for name in names if len(name) == n] for n in set(map(len, names))}
    descent, costs = Descent(list(weights.values()), "adam"), []
    for step in range(1, steps + 1):
        length = len(choose(names))
        batch = [as_sample(choose(of_length[length])) for _ in range(32)]
        samples = {key: np.array([sample[key] for sample in batch]) for key in ("x", "y")}
        J, gradients = compiled_cost(weights, samples)
        rate = 0.01 * (1 - (step - 1) / steps)
        gradients = [gradients[name] for name in weights]
        weights = dict(zip(weights, descent.step(gradients, rate)))
        costs.append(J)
        if step % 100 == 0 or step == steps:
            recent = costs[-100:]
            print(f"step {step:4}: J = {sum(recent) / len(recent):.3f}")
    return weights


# 5. Sampling: the same model, on floats.


def invented(weights, choices):
    name = ""
    while len(name) < LONGEST - 1:
        probabilities = predict(weights, [one_hot(c) for c in "." + name])[-1]
        letter = choices(ALPHABET, probabilities)[0]
        if letter == ".":
            break
        name += letter
    return name.capitalize()


# 6. Why did queries[3][2] move?  One name, in single Values, and a part of it, step by step.


def as_values(array, label):
    if isinstance(array, list):
        return [as_values(x, f"{label}_{i}") for i, x in enumerate(array)]
    return Value(array, label)


def why(weights, name, row=3, column=2):
    """Print what ∂J/∂w of a weight is made of."""
    values = {key: as_values(matrix, key) for key, matrix in weights.items()}
    J = cost(values, as_sample(name))
    J.backward()
    w, graph = values["queries"][row][column], Graph(J)
    uses = [n for n in graph.nodes if any(p is w for p in n.parents)]
    print(f"\nWhy did queries[{row}][{column}] move, for the name {name.capitalize()}?")
    print(f"It is a factor of {len(uses)} of the {len(graph):,} nodes, one at each letter:\n")
    for letter, n in zip("." + name, uses):
        other = next(p for p in n.parents if p is not w)
        print(f"    {letter}  what arrives {n.grad:+.6f} × the other factor {other.data:+.4f}")
    print(f"\nThe sum of these products is ∂J/∂w = {w.grad:+.6f}; a step moves w the other way.")


def part(weights, name, row=3, column=2):
    """Return a number of the first head's mixture at the last place, and a weight behind it."""
    places = [normed(a) for a in embedded(weights, as_sample(name)["x"])]
    q = as_values(linear(weights["queries"], places[-1]), "q")
    keys = [as_values(linear(weights["keys"], a), f"k^({t})") for t, a in enumerate(places)]
    values = [as_values(linear(weights["values"], a), f"v^({t})") for t, a in enumerate(places)]
    w = Value(weights["queries"][row][column], "w")
    x = Value(places[-1][column], "x")
    q[row] = w * x + (q[row].data - w.data * x.data)  # the rest of the sum as one number
    mixed: Value = attention(q, keys, values)[0]
    mixed.label = "mixed"
    return mixed, w


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--out", type=Path, default=Path("gpt"), metavar="DIR")
    options = parser.parse_args()
    names, compiled_cost = DATA.read_text("utf-8").split(), compiled(cost)
    weights = train(first_weights(seed=0), names, options.steps, compiled_cost)
    plain = {name: matrix.tolist() for name, matrix in weights.items()}
    choices = random.Random(2).choices
    print(*(invented(plain, choices) for _ in range(10)))

    why(plain, "ava")
    ava = {key: [rows] for key, rows in as_sample("ava").items()}
    draw_program(compiled_cost.program(weights, ava)).save(options.out / "program.svg")
    mixed, w = part(plain, "a")
    stepper(mixed).save(options.out / "attention.html")
    explain(mixed, wrt=w).save(options.out / "attention.md")
    print(
        f"\nWritten to {options.out}: program.svg, the graph collapsed to arrays; attention.html,"
    )
    print("a part of it step by step; attention.md, how that part depends on queries[3][2].")


if __name__ == "__main__":
    sys.exit(ended(main))
