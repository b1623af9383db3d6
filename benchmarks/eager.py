"""Forward + backward side by side with other scalar engines: ratios, measured in one run.

    python -m pip install ".[bench,xad]" && python benchmarks/eager.py

The other engines are `lean`, forty lines beside this file; micrograd; and xad, in C++, which is
left out where it is not installed.  All run the same programs: the cross-entropy of one sample in a
network, and one layer of a transformer (transformer.py).  They first have to agree on every
gradient.

How it is measured.  Wall time says little on a machine that others use as well: for the very same
source it has given from 0.65 to 2.13 times as much.  So it is CPU time of one thread.  Every engine
runs in a process of its own, one after the other, and so on for some rounds; a ratio is taken
within each round.  What is printed is the median of the rounds and, in brackets, the lowest and the
highest.  `ours, again` is the control, the first line once more: its ratio would be 1.00 if there
were no noise.

There are two situations, each with Python's cyclic collector on.  "In a row": one step after the
other, as in training, so that an engine whose graphs are cycles, as micrograd's are, pays for the
earlier ones that wait for the collector.  "Fresh graph alone": everything collected before each
step, which is then the only graph.
"""

import contextlib
import gc
import importlib.util
import json
import math
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence

import lean
import micrograd.engine
import transformer
from term_by_term import term_by_term

from autograd_mini import MLP, Value, cross_entropy, log, recording, sigmoid, zero_grad

Step = Callable[[], Sequence[float]]  # forward and backward; returns ∂J/∂Θ, all of it, in order
SIZES = ["2-2-1", "4-5-3", "64-25-10", "400-25-10"]
TRANSFORMER = "transformer"
ROW, FRESH = "in a row", "fresh graph alone"
CHAIN = 1_000_000
OURS, AGAIN = "ours", "ours, again"
HAS_XAD = importlib.util.find_spec("xad") is not None
# How many times faster than lean, in each of three ways to use this package.
QUESTIONS = {
    "(a) lean's time ÷ ours, plain code, the collector on for both:": OURS,
    "(b) lean's time ÷ ours, plain code, ours inside recording():  ": "ours, recording()",
    "(c) lean's time in plain code ÷ ours by dot, total, logsumexp:": "ours, n-ary nodes",
}


# The network, for all engines.


def network(sizes: str) -> tuple[MLP, list[float], list[float]]:
    first, *others = map(int, sizes.split("-"))
    x = [math.sin(j + 1) for j in range(first)]
    y = [1.0] + [0.0] * (others[-1] - 1)
    return MLP(first, others, seed=0), x, y


# micrograd has no sigmoid, exp or log: they are added the way its own operations are written.


def micrograd_function(name, f, slope):
    """Return a function on micrograd's nodes.  slope: of x and y, where y = f(x)."""

    def function(x):
        y = f(x.data)
        out = micrograd.engine.Value(y, (x,), name)

        def _backward():
            x.grad += slope(x.data, out.data) * out.grad

        out._backward = _backward
        return out

    return function


micrograd_sigmoid = micrograd_function(
    "sigmoid", lambda x: 1 / (1 + math.exp(-x)), lambda x, y: y * (1 - y)
)
micrograd_log = micrograd_function("log", math.log, lambda x, y: 1 / x)
micrograd.engine.Value.exp = micrograd_function("exp", math.exp, lambda x, y: y)
micrograd.engine.Value.log = micrograd_log


def lean_sigmoid(x):
    y = 1 / (1 + math.exp(-x.data))
    return lean.Value(y, (x,), (y * (1 - y),))


def tree_of(net: MLP, make) -> tuple[list, list]:
    """Return the weights of a network as nodes of another engine: in matrices, and all in a row."""
    theta = [[[make(w.data) for w in row] for row in rows] for rows in net.theta.values()]
    return theta, [w for rows in theta for row in rows for w in row]


def by_zeroing(parameters, compute) -> Step:
    """Return the step of an engine whose backward() adds to the grads of the parameters."""

    def step():
        for p in parameters:
            p.grad = 0.0
        compute().backward()
        return [p.grad for p in parameters]

    return step


def with_dot_nodes(net: MLP, x, y) -> Step:
    last = len(net.sizes)
    return ours(net.parameters(), lambda: cross_entropy(net.forward(x).a[last], y))


def with_plus_and_times(net: MLP, x, y) -> Step:
    theta = list(net.theta.values())
    return ours(net.parameters(), lambda: term_by_term(theta, x, y, sigmoid, log))


def with_lean(net: MLP, x, y) -> Step:
    theta, parameters = tree_of(net, lean.Value)
    return by_zeroing(parameters, lambda: term_by_term(theta, x, y, lean_sigmoid, lean.Value.log))


def with_micrograd(net: MLP, x, y) -> Step:
    theta, parameters = tree_of(net, micrograd.engine.Value)
    return by_zeroing(
        parameters, lambda: term_by_term(theta, x, y, micrograd_sigmoid, micrograd_log)
    )


def with_xad(net: MLP, x, y) -> Step:
    import xad.adj_1st
    import xad.math

    theta, parameters = tree_of(net, xad.adj_1st.Real)
    exp, log = xad.math.exp, xad.math.log
    return on_tape(parameters, lambda: term_by_term(theta, x, y, lambda z: 1 / (1 + exp(-z)), log))


def ours(parameters, compute) -> Step:
    def step():
        zero_grad(parameters)
        compute().backward()
        return [p.grad for p in parameters]

    return step


def on_tape(parameters, compute) -> Step:
    """Return the step of xad, which records on a tape."""
    import xad.adj_1st

    def step():
        with xad.adj_1st.Tape() as tape:
            for p in parameters:
                tape.registerInput(p)
            tape.newRecording()
            J = compute()
            tape.registerOutput(J)
            J.setDerivative(1.0)
            tape.computeAdjoints()
            return [p.getDerivative() for p in parameters]

    return step


# The transformer, for all engines.


def transformer_step(make, program, run=by_zeroing) -> Step:
    weights = transformer.as_values(transformer.numbers(), make)
    return run(transformer.all_of(weights), lambda: program(weights))


def transformer_in_xad() -> Step:
    import xad.adj_1st
    import xad.math

    Real = xad.adj_1st.Real
    Real.exp = lambda x: xad.math.exp(x)  # its own functions cannot become methods as they are
    Real.log = lambda x: xad.math.log(x)
    Real.relu = lambda x: xad.math.max(x, 0.0)
    Real.data = property(lambda x: x.getValue())
    return transformer_step(Real, transformer.plain, on_tape)


def while_recording(step: Step) -> Step:
    def inside():
        with recording():
            return step()

    return inside


def engines(program: str) -> dict[str, Callable[[], Step]]:
    """Return what makes a step of a program, by the name of the engine; ours is the first."""
    if program == TRANSFORMER:
        found = {
            OURS: lambda: transformer_step(Value, transformer.plain, ours),
            AGAIN: lambda: transformer_step(Value, transformer.plain, ours),
            "ours, recording()": lambda: while_recording(
                transformer_step(Value, transformer.plain, ours)
            ),
            "ours, n-ary nodes": lambda: transformer_step(Value, transformer.with_nodes, ours),
            "lean": lambda: transformer_step(lean.Value, transformer.plain),
            "micrograd": lambda: transformer_step(micrograd.engine.Value, transformer.plain),
            "xad": transformer_in_xad,
        }
    else:
        sample = network(program)
        found = {
            OURS: lambda: with_dot_nodes(*sample),
            AGAIN: lambda: with_dot_nodes(*sample),
            "ours, + and ×": lambda: with_plus_and_times(*sample),
            "lean": lambda: with_lean(*sample),
            "micrograd": lambda: with_micrograd(*sample),
            "xad": lambda: with_xad(*sample),
        }
    if not HAS_XAD:
        del found["xad"]
    return found


def check_agreement(program: str) -> int:
    """Compare all gradients of all engines, and return how many there are."""
    made = {name: make() for name, make in engines(program).items()}
    expected = list(made[OURS]())
    scale = max(map(abs, expected))
    for name, step in made.items():
        found = list(step())
        for i, (d, e) in enumerate(zip(found, expected, strict=True)):
            if not math.isclose(d, e, rel_tol=1e-9, abs_tol=1e-15 * scale):
                sys.exit(f"{name} disagrees on {program}, derivative {i}: {d} instead of {e}")
    return len(expected)


# Measuring.  What follows runs in a process that does nothing else.


def seconds_in_a_row(step: Step, seconds: float) -> float:
    """Return the mean CPU time of many steps, long enough for an engine to pay for its garbage.

    micrograd's first steps, before the collector comes by, take less than half of the later ones.
    """
    step()
    steps, begin = 0, time.process_time()
    while steps < 3 or time.process_time() - begin < seconds:
        step()
        steps += 1
    return (time.process_time() - begin) / steps


def seconds_alone(step: Step, seconds: float) -> float:
    """Return the median CPU time of a step before which everything was collected."""
    step()
    times: list[float] = []
    until = time.process_time() + seconds
    while len(times) < 5 or time.process_time() < until:
        gc.collect()
        begin = time.process_time()
        step()
        times.append(time.process_time() - begin)
    return statistics.median(times)


def seconds_of_step(program: str, engine: str, seconds: float) -> dict[str, float]:
    step = engines(program)[engine]()
    return {ROW: seconds_in_a_row(step, seconds), FRESH: seconds_alone(step, seconds)}


def seconds_of_samples(engine: str, seconds: float) -> dict[str, float]:
    """100 samples in one graph, or in 100 graphs of one sample."""
    net, x, y = network("64-25-10")
    X, Y = [x] * 100, [y] * 100
    if engine == "100 graphs":
        single = with_dot_nodes(net, x, y)
        return {ROW: 100 * seconds_in_a_row(single, seconds)}
    return {ROW: seconds_in_a_row(ours(net.parameters(), lambda: net.cost(X, Y)), seconds)}


def seconds_of_chain(engine: str) -> dict[str, float]:
    """A chain of operations: forward, backward and released, without recursion."""
    make = lean.Value if engine == "lean" else Value
    times = [time.process_time()]
    x = make(1.0)
    out = x
    for i in range(CHAIN):
        out = out + x if i % 2 else out * x
    times.append(time.process_time())
    out.backward()
    times.append(time.process_time())
    del out
    times.append(time.process_time())
    names = ("forward", "backward", "release")
    return {name: b - a for name, a, b in zip(names, times, times[1:], strict=False)}


def in_a_process(*job: str | float) -> dict[str, float]:
    """Return what the last line of this file measures, in a process of its own."""
    command = [sys.executable, __file__, "--job", json.dumps(job)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def do(kind: str, *job) -> dict[str, float]:
    jobs = {"step": seconds_of_step, "samples": seconds_of_samples, "chain": seconds_of_chain}
    return jobs[kind](*job)


def rounds_of(rounds: int, jobs: dict[str, tuple]) -> dict[str, list[dict[str, float]]]:
    """Measure the jobs in turn, some rounds of it, so that a slow moment hits all of them."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            found[name].append(in_a_process(*job))
    return found


def ratio(over: Sequence[float], under: Sequence[float]) -> str:
    """Return the ratio over ÷ under, round by round: the median, the lowest and the highest."""
    ratios = [a / b for a, b in zip(over, under, strict=True)]
    return f"{statistics.median(ratios):6.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


# What is printed.


def compare_engines(program: str, rounds: int, seconds: float) -> None:
    how_many = check_agreement(program)
    jobs = {name: ("step", program, name, seconds) for name in engines(program)}
    found = rounds_of(rounds, jobs)
    print(f"\n{program}: forward + backward, CPU time; all {how_many:,} gradients agree")
    for situation in (ROW, FRESH):
        times = {name: [times[situation] for times in ts] for name, ts in found.items()}
        print(f"  {situation:20}{'median':>10}  lean's time ÷ its     micrograd's time ÷ its")
        for name, ts in times.items():
            print(
                f"    {name:18}{statistics.median(ts) * 1e3:7.3f} ms"
                f"  {ratio(times['lean'], ts):20}  {ratio(times['micrograd'], ts)}"
            )
        print(f"    noise: ours ÷ ours, again {ratio(times[OURS], times[AGAIN])}")
        if program == TRANSFORMER and situation == ROW:
            for what, name in QUESTIONS.items():
                print(f"    {what} {ratio(times['lean'], times[name])}")


def many_samples(rounds: int, seconds: float) -> None:
    names = ("one graph", "one graph, again", "100 graphs")
    found = rounds_of(rounds, {name: ("samples", name, seconds) for name in names})
    one, again, many = ([times[ROW] for times in found[name]] for name in names)
    print(f"\n64-25-10, 100 samples: time in one graph ÷ in 100 graphs {ratio(one, many)}")
    print(f"  noise: one graph ÷ one graph, again {ratio(one, again)}")


def bytes_per_operation(make_leaf: Callable[[float], object], n: int = 100_000) -> float:
    """Bytes that each of n alternating + and × keeps, after the forward pass."""
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


def memory() -> None:
    makers = {"ours": Value, "lean": lean.Value, "micrograd": micrograd.engine.Value}
    found = {name: bytes_per_operation(make) for name, make in makers.items()}
    print("\nbytes that an operation keeps, + and × in turn, before backward():")
    for name, size in found.items():
        print(f"  {name:10}{size:5.0f}   ÷ lean's {size / found['lean']:.2f}")


def deep_chain(rounds: int) -> None:
    names = (OURS, AGAIN, "lean")
    found = rounds_of(rounds, {name: ("chain", name) for name in names})
    print(f"\na chain of {CHAIN:,} operations, CPU time, medians")
    print(f"  {'':10}{'ours':>8}{'lean':>9}   lean's time ÷ ours  noise: ours ÷ ours, again")
    for part in ("forward", "backward", "release"):
        mine, again, other = ([times[part] for times in found[name]] for name in names)
        print(
            f"  {part:10}{statistics.median(mine):6.2f} s{statistics.median(other):7.2f} s"
            f"  {ratio(other, mine)}  {ratio(mine, again)}"
        )


def main(rounds: int, seconds: float) -> None:
    print(f"Python {sys.version.split()[0]}; {rounds} rounds; every engine in its own process")
    print(f"a ratio is the median of the rounds (lowest–highest){'' if HAS_XAD else '; no xad'}")
    for program in [*SIZES, TRANSFORMER]:
        compare_engines(program, rounds, seconds)
    many_samples(rounds, seconds)
    memory()
    deep_chain(rounds)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--job"]:
        print(json.dumps(do(*json.loads(sys.argv[2]))))
    else:
        with contextlib.suppress(KeyboardInterrupt):
            rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
            main(rounds, float(sys.argv[2]) if len(sys.argv) > 2 else 0.5)
