"""Forward + backward of one sample, side by side with two other scalar engines, in one run.

    python -m pip install ".[bench]" && python benchmarks/eager.py

The ratios count; the milliseconds are this machine's.  All engines first have to agree on every
gradient.  micrograd has no sigmoid and no log: they are added here the way its own operations are
written.  All but the first compute z with + and ×, term by term.
"""

import gc
import itertools
import math
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence

import micrograd.engine
import xad.adj_1st
import xad.math

from autograd_mini import MLP, Value, cross_entropy, log, sigmoid, zero_grad

SIZES = [(2, 2, 1), (4, 5, 3), (64, 25, 10), (400, 25, 10)]
Step = Callable[[], Sequence[float]]  # forward and backward; returns ∂J/∂Θ, all of it, in order


def term_by_term(theta, x, y, sigmoid, log):
    """Return J, written as in the formulas with + and ×, for any engine."""
    a = x
    for rows in theta:
        layer = []
        for row in rows:
            z = row[0]
            for weight, a_j in zip(row[1:], a, strict=True):
                z = z + weight * a_j
            layer.append(sigmoid(z))
        a = layer
    J = 0.0
    for a_k, y_k in zip(a, y, strict=True):
        J = J + (-y_k * log(a_k) - (1 - y_k) * log(1 - a_k))
    return J


def micrograd_sigmoid(x):
    out = micrograd.engine.Value(1 / (1 + math.exp(-x.data)), (x,), "sigmoid")

    def _backward():
        x.grad += (out.data * (1 - out.data)) * out.grad

    out._backward = _backward
    return out


def micrograd_log(x):
    out = micrograd.engine.Value(math.log(x.data), (x,), "log")

    def _backward():
        x.grad += (1 / x.data) * out.grad

    out._backward = _backward
    return out


def with_dot_nodes(net: MLP, x, y) -> Step:
    parameters, last = net.parameters(), len(net.sizes)

    def step():
        zero_grad(parameters)
        cross_entropy(net.forward(x).a[last], y).backward()
        return [p.grad for p in parameters]

    return step


def with_plus_and_times(net: MLP, x, y) -> Step:
    parameters, theta = net.parameters(), list(net.theta.values())

    def step():
        zero_grad(parameters)
        term_by_term(theta, x, y, sigmoid, log).backward()
        return [p.grad for p in parameters]

    return step


def with_micrograd(net: MLP, x, y) -> Step:
    theta = [[[micrograd.engine.Value(w.data) for w in r] for r in m] for m in net.theta.values()]
    parameters = [p for rows in theta for row in rows for p in row]

    def step():
        for p in parameters:
            p.grad = 0
        term_by_term(theta, x, y, micrograd_sigmoid, micrograd_log).backward()
        return [p.grad for p in parameters]

    return step


def with_xad(net: MLP, x, y) -> Step:
    Real, exp = xad.adj_1st.Real, xad.math.exp
    theta = [[[Real(w.data) for w in r] for r in m] for m in net.theta.values()]
    parameters = [p for rows in theta for row in rows for p in row]

    def step():
        with xad.adj_1st.Tape() as tape:
            for p in parameters:
                tape.registerInput(p)
            tape.newRecording()
            J = term_by_term(theta, x, y, lambda z: 1 / (1 + exp(-z)), xad.math.log)
            tape.registerOutput(J)
            J.setDerivative(1.0)
            tape.computeAdjoints()
            return [p.getDerivative() for p in parameters]

    return step


ENGINES = {
    "dot nodes": with_dot_nodes,
    "+ and ×": with_plus_and_times,
    "micrograd": with_micrograd,
    "xad": with_xad,
}


def network(sizes: Sequence[int]) -> tuple[MLP, list[float], list[float]]:
    x = [math.sin(j + 1) for j in range(sizes[0])]
    y = [1.0] + [0.0] * (sizes[-1] - 1)
    return MLP(sizes[0], sizes[1:], seed=0), x, y


def seconds_per_step(step: Step, repeats: int) -> float:
    """Return the mean of some steps in a row, the garbage collector on, as in real use.

    It starts clean, so that an engine does not pay for another's garbage, and has to run for long
    enough to pay for its own: micrograd's graphs are cycles, which wait for the collector, and its
    first steps, before the collector comes by, take less than half the time of the later ones.
    """
    gc.collect()
    start = time.perf_counter()
    for _ in range(repeats):
        step()
    return (time.perf_counter() - start) / repeats


def measure(steps: dict[str, Step], seconds: float) -> dict[str, list[float]]:
    """Time the steps in turn, 0.5 s each, so that a slow moment of the machine hits all of them."""
    repeats = {name: max(1, int(0.5 / seconds_per_step(step, 3))) for name, step in steps.items()}
    times: dict[str, list[float]] = {name: [] for name in steps}
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        for name, step in steps.items():
            times[name].append(seconds_per_step(step, repeats[name]))
    return times


def compare_engines(seconds: float) -> None:
    for sizes in SIZES:
        net, x, y = network(sizes)
        steps = {name: make(net, x, y) for name, make in ENGINES.items()}
        expected = steps["dot nodes"]()
        for name, step in steps.items():
            for d, e in zip(step(), expected, strict=True):
                if not math.isclose(d, e, rel_tol=1e-9, abs_tol=1e-15):
                    sys.exit(f"{name} disagrees on {sizes}: {d} instead of {e}")
        times = measure(steps, seconds)
        print(f"\n{'-'.join(map(str, sizes))}: all gradients agree; {len(times['xad'])} rounds")
        print(f"{'':12} {'best':>10} {'median':>10}   times faster than micrograd (best, median)")
        for name, ts in times.items():
            best, median = min(ts), statistics.median(ts)
            by_best = min(times["micrograd"]) / best
            by_median = statistics.median(times["micrograd"]) / median
            milliseconds = f"{best * 1e3:7.3f} ms {median * 1e3:7.3f} ms"
            print(f"{name:12} {milliseconds}   {by_best:6.2f} {by_median:6.2f}")


def many_samples() -> None:
    """100 samples in one graph, against 100 graphs of one sample."""
    net, x, y = network((64, 25, 10))
    X, Y = [x] * 100, [y] * 100
    single = with_dot_nodes(net, x, y)
    one, many = [], []
    for _ in range(10):
        start = time.perf_counter()
        for _ in range(100):
            single()
        many.append(time.perf_counter() - start)
        start = time.perf_counter()
        zero_grad(net.parameters())
        net.cost(X, Y).backward()
        one.append(time.perf_counter() - start)
    ratio, medians = min(one) / min(many), statistics.median(one) / statistics.median(many)
    print(
        f"\n100 samples in one graph cost {ratio:.2f} × 100 single ones (medians: {medians:.2f} ×)"
    )


def bytes_per_operation(make_leaf: Callable[[float], object], n: int = 100_000) -> float:
    """Bytes that each of n alternating + and × keeps, up to the gradients."""
    gc.collect()
    tracemalloc.start()
    x = make_leaf(1.0001)
    out = x
    nodes = [out]
    for i in range(n):
        out = out + x if i % 2 else nodes[max(0, i - 50)] * x
        nodes.append(out)
    before = tracemalloc.get_traced_memory()[0] - sys.getsizeof(nodes)
    tracemalloc.stop()
    return before / n


def deep_chain(n: int = 1_000_000) -> None:
    """A chain of n operations, forward, backward and released, without recursion."""
    times = [time.perf_counter()]
    x = Value(1.0)
    out = x
    for i in range(n):
        out = out + x if i % 2 else out * x
    times.append(time.perf_counter())
    out.backward()
    times.append(time.perf_counter())
    del out
    times.append(time.perf_counter())
    forward, backward, release = (b - a for a, b in itertools.pairwise(times))
    print(
        f"a chain of {n:,} operations: forward {forward:.2f} s, backward {backward:.2f} s, "
        f"release {release:.2f} s"
    )


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}")
    compare_engines(seconds=float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
    many_samples()
    ours, theirs = bytes_per_operation(Value), bytes_per_operation(micrograd.engine.Value)
    print(f"bytes per operation, + and ×: {ours:.0f}; micrograd: {theirs:.0f}")
    deep_chain()
