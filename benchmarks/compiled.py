"""Compiled programs against hand-written NumPy, and against scalar engines: ratios, in CPU time.

    python -m pip install ".[compile]" && python benchmarks/compiled.py [--quick]

What is compared with hand-written code has first to agree with it to 1e-10.  Both run in this
process, on one BLAS thread, in pairs whose order is drawn; a ratio is taken within each pair.
Printed are the median and the quartiles.  "control" is the hand-written code against itself: it
would be 1.00 if there were no noise.

A scalar engine runs in a process of its own, since beside other graphs it is up to 3 times slower,
which would make the ratio too good.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before NumPy is imported

import importlib.util
import json
import random
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import lean
import numpy as np
import transformer
from term_by_term import term_by_term

from autograd_mini import MLP, Value, log, recording, sigmoid
from autograd_mini.compile import Program, compile_gradient
from autograd_mini.graph.order import topological_order

QUICK = "--quick" in sys.argv
SECONDS = 0.2 if QUICK else 1.0  # for each side of a comparison
NETWORKS = ("4-5-3", "64-25-10", "784-50-10", "64-32-32-10")
SEQUENCES = 32


def cpu(step: Callable[[], object], times: int) -> float:
    begin = time.process_time()
    for _ in range(times):
        step()
    return (time.process_time() - begin) / times


def compared(ours: Callable[[], object], theirs: Callable[[], object]) -> str:
    """Return the ratio of two times, ours ÷ theirs, and that of theirs to itself."""
    draw = random.Random(0)
    for step in (ours, theirs):
        step()
    times = max(1, int(SECONDS / 20 / max(cpu(theirs, 3), 1e-6)))
    ratios, control = [], []
    for _ in range(21):
        sides = {"ours": ours, "theirs": theirs, "again": theirs}
        order = list(sides)
        draw.shuffle(order)
        found = {name: cpu(sides[name], times) for name in order}
        ratios.append(found["ours"] / found["theirs"])
        control.append(found["again"] / found["theirs"])
    return f"{spread(ratios)}   control {spread(control)}"


def spread(ratios: list[float]) -> str:
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"{middle:5.2f} ({low:.2f}–{high:.2f})"


# A network, as a good programmer writes it: in place where that saves an array.


def by_hand(X, Y, **theta):
    m, layers = len(X), [theta[f"theta{i}"] for i in range(1, len(theta) + 1)]
    a = [X]
    for rows in layers:
        z = a[-1] @ rows[:, 1:].T
        z += rows[:, 0]
        logits = z
        y = np.negative(z)
        np.exp(y, out=y)
        y += 1.0
        a.append(np.divide(1.0, y, out=y))
    J = np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits))) - Y * logits
    delta = a[-1] - Y
    delta /= m
    gradients = {}
    for i in reversed(range(len(layers))):
        gradient = gradients[f"theta{i + 1}"] = np.empty_like(layers[i])
        gradient[:, 1:] = delta.T @ a[i]
        gradient[:, 0] = delta.sum(0)
        if i:
            delta = delta @ layers[i][:, 1:]
            delta *= a[i]
            delta *= 1 - a[i]
    return J.sum() / m, gradients


def network(sizes: str, m: int):
    first, *others = map(int, sizes.split("-"))
    net = MLP(first, others, seed=0)
    draw = np.random.default_rng(0)
    arrays = {"X": draw.uniform(-1, 1, (m, first))}
    arrays["Y"] = np.eye(others[-1])[draw.integers(0, others[-1], m)]
    for layer, rows in net.theta.items():
        arrays[f"theta{layer}"] = np.array([[w.data for w in row] for row in rows])
    return net, arrays


def check(found, right) -> None:
    for name, gradient in right[1].items():
        error = abs(found[1][name] - gradient).max() / abs(gradient).max()
        if not error <= 1e-10 or abs(found[0] - right[0]) > 1e-10 * abs(right[0]):
            sys.exit(f"the gradient of {name} differs by {error}")


def networks() -> None:
    print("\nnetworks: time of the program ÷ hand-written NumPy")
    for sizes in NETWORKS:
        program: Program = network(sizes, 1)[0].compile()
        for m in (1, 100, 1500):
            arrays = network(sizes, m)[1]
            check(program(**arrays), by_hand(**arrays))
            ratio = compared(lambda: program(**arrays), lambda: by_hand(**arrays))  # noqa: B023
            print(f"  {sizes:12} m = {m:5}  {ratio}")


def on_jax() -> None:
    """Run on_jax.py, if JAX is there: in a process of its own, which JAX asks its threads for."""
    if importlib.util.find_spec("jax") is None:
        print('\nJAX is not installed: python -m pip install ".[jax]"')
        return
    there = Path(__file__).with_name("on_jax.py")
    sys.stdout.flush()
    subprocess.run([sys.executable, there, *sys.argv[1:]], check=True)


def memory() -> None:
    print("\npeak memory ÷ hand-written, m = 1500")
    for sizes in NETWORKS:
        program, (_, arrays) = network(sizes, 1)[0].compile(), network(sizes, 1500)
        peaks = []
        for step in (program, by_hand):
            tracemalloc.start()
            step(**arrays)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        print(f"  {sizes:12} {peaks[0] / peaks[1]:.2f}")


def recording_and_compiling() -> None:
    print("\n784-50-10: record and compile, seconds of CPU time")
    net = network("784-50-10", 1)[0]

    def written_out():
        x, y = ([Value(0.5) for _ in range(n)] for n in (784, 10))
        with recording():
            J = term_by_term(list(net.theta.values()), x, y, sigmoid, log)
            theta = {f"theta{layer}": rows for layer, rows in net.theta.items()}
            return compile_gradient(J, {"X": x, "Y": y}, theta)

    for name, make in (("net.cost", net.compile), ("with + and ×", written_out)):
        times = [cpu(make, 1) for _ in range(3 if QUICK else 7)]
        print(f"  {name:14} {statistics.median(times):.3f}")


# The transformer, with letters as rows of one 1, so that other letters are other inputs.


def block(weights, letters, targets):
    """Return transformer.plain for any letters."""
    keys, values, losses = [], [], []
    t = transformer
    for place, (letter, target) in enumerate(zip(letters, targets, strict=True)):
        columns = zip(*weights["letters"], strict=True)
        embedded = [sum(s * w for s, w in zip(letter, column, strict=True)) for column in columns]
        x = t.normed([a + b for a, b in zip(embedded, weights["places"][place], strict=True)])
        inside = t.normed(x)
        query = t.linear(weights["queries"], inside)
        keys.append(t.linear(weights["keys"], inside))
        values.append(t.linear(weights["values"], inside))
        heads = []
        for begin in range(0, t.EMBEDDING, t.HEAD):
            head = range(begin, begin + t.HEAD)
            logits = [sum(query[i] * key[i] for i in head) / t.HEAD**0.5 for key in keys]
            shares = t.softmax(logits)
            for i in head:
                heads.append(sum(s * value[i] for s, value in zip(shares, values, strict=True)))
        x = [a + b for a, b in zip(x, t.linear(weights["joined"], heads), strict=True)]
        wide = [z.relu() for z in t.linear(weights["wide"], t.normed(x))]
        x = [a + b for a, b in zip(x, t.linear(weights["narrow"], wide), strict=True)]
        p = t.softmax(t.linear(weights["predicted"], x))
        losses.append(-sum(y_k * p_k.log() for y_k, p_k in zip(target, p, strict=True)))
    return sum(losses) / len(losses)


def sequences(positions: int):
    draw = np.random.default_rng(0)
    numbers = transformer.numbers()
    numbers["places"] = draw.normal(0, 0.3, (positions, transformer.EMBEDDING)).tolist()
    text = draw.integers(0, transformer.LETTERS, (SEQUENCES, positions + 1))
    one_hot = np.eye(transformer.LETTERS)
    return numbers, one_hot[text[:, :-1]], one_hot[text[:, 1:]]


def of_values(array, make):
    return [[make(float(x)) for x in row] for row in array]


def scalar_step(engine: str, positions: int) -> float:
    """Return the time of one training step of one sequence, in this process alone."""
    make = lean.Value if engine == "lean" else Value
    numbers, X, Y = sequences(positions)
    weights = transformer.as_values(numbers, make)
    parameters = transformer.all_of(weights)
    if engine == "lean":  # letters as they were written before: a sum over one letter's row
        letters, targets = X[0].argmax(1).tolist(), Y[0].argmax(1).tolist()
        transformer.TEXT[:] = [*letters, targets[-1]]
    x, y = of_values(X[0], make), of_values(Y[0], make)

    def step():
        for p in parameters:
            p.grad = 0.0
        J = transformer.plain(weights) if engine == "lean" else block(weights, x, y)
        J.backward()

    step()
    return statistics.median([cpu(step, 2) for _ in range(3 if QUICK else 9)])


def attention() -> None:
    print("\none layer of a transformer")
    for positions in (5, 15):
        numbers, X, Y = sequences(positions)
        weights = transformer.as_values(numbers, Value)
        x, y = of_values(X[0], Value), of_values(Y[0], Value)
        with recording():
            J = block(weights, x, y)
            times = []
            for _ in range(3):
                begin = time.process_time()
                program = compile_gradient(J, {"X": x, "Y": y}, weights)
                times.append(time.process_time() - begin)
        nodes = len(topological_order(J))
        print(
            f"  {positions:2} positions: {nodes:,} nodes, {program.statements} statements, "
            f"compiled in {statistics.median(times):.2f} s"
        )
        del J, x, y
        arrays = {name: np.array(rows) for name, rows in numbers.items()}
        if positions == 5:
            against_scalars(program, X, Y, arrays)


def against_scalars(program: Program, X, Y, arrays) -> None:
    """Print how many times faster a step is, a sequence, than scalar engines in fresh processes."""
    found: dict[tuple[int, str], list[float]] = {}
    for _ in range(3 if QUICK else 9):
        engines = {name: in_a_process("scalar", name, 5) for name in ("lean", "ours")}
        for m in (1, SEQUENCES):
            inputs = {"X": X[:m], "Y": Y[:m], **arrays}
            program(**inputs)
            step = cpu(lambda: program(**inputs), 50)  # noqa: B023
            for name, seconds in engines.items():
                found.setdefault((m, name), []).append(seconds * m / step)
    for (m, name), ratios in found.items():
        low, middle, high = statistics.quantiles(ratios, n=4)
        print(f"  step of m = {m:2}: {middle:,.0f}× ({low:,.0f}–{high:,.0f}) faster than {name}")


# A graph without any order, of which no two nodes go together.


def irregular(leaves, n: int):
    draw = random.Random(0)
    nodes = list(leaves)
    unary = ["sin", "tanh", "sigmoid", "cos"]
    for _ in range(n):
        kind = draw.randrange(3)
        a, b = draw.choice(nodes[-200:]), draw.choice(nodes[-200:])
        if kind == 0:
            nodes.append(a * b)
        elif kind == 1:
            nodes.append(a + b)
        else:
            nodes.append(apply(draw.choice(unary), a))
    return sum((apply("sin", a) for a in nodes[-50:]), 0.0)


def apply(name: str, x):
    import autograd_mini

    return getattr(autograd_mini, name)(x)


def irregular_leaves():
    draw = random.Random(1)
    return [[Value(draw.uniform(-1, 1)) for _ in range(10)] for _ in range(2)]


def scalar_irregular(n: int) -> float:
    x, w = irregular_leaves()

    def step():
        for w_i in w:
            w_i.grad = 0.0
        irregular(x + w, n).backward()

    step()
    return statistics.median([cpu(step, 2) for _ in range(9)])


def without_order() -> None:
    n, m = 2000, 1000
    x, w = irregular_leaves()
    J = irregular(x + w, n)
    program = compile_gradient(J, {"X": x}, {"w": w})
    X = np.random.default_rng(0).uniform(-1, 1, (m, 10))
    weights = np.array([w_i.data for w_i in w])
    program(X=X, w=weights)
    step = statistics.median([cpu(lambda: program(X=X, w=weights), 1) for _ in range(7)])
    eager = in_a_process("irregular", n)
    print(
        f"\na graph without order, {n:,} nodes, m = {m:,}: {program.statements} statements, "
        f"{eager * m / step:,.0f}× faster than eager"
    )


def in_a_process(*job) -> float:
    command = [sys.executable, __file__, "--job", json.dumps(job), *sys.argv[1:]]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def main() -> None:
    if "--job" in sys.argv:
        kind, *given = json.loads(sys.argv[sys.argv.index("--job") + 1])
        print({"scalar": scalar_step, "irregular": scalar_irregular}[kind](*given))
        return
    parts = [networks, on_jax, memory, recording_and_compiling, attention, without_order]
    wanted = [a for a in sys.argv[1:] if not a.startswith("--")]
    for part in parts:
        if not wanted or part.__name__ in wanted:
            part()


if __name__ == "__main__":
    main()
