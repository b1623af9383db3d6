"""How the work of every public function grows with the graph: exponents, which should be 1.

    python benchmarks/growth.py              all of them, in some minutes
    python benchmarks/growth.py trace dot    only where a row has "trace" and a shape has "dot"
    python benchmarks/growth.py --where      which lines run n² times, of all or as above
    python benchmarks/growth.py --instructions "paths, 8 of them" chain    under valgrind

A graph of each shape is made larger, n doubling from 32 on, until n is 4,000 or a run takes too
long.  At every size the function runs once and the steps of the interpreter are counted: calls of
Python and of C functions, by `sys.setprofile`, and lines, by `sys.settrace`, for a loop may call
nothing.  That is the same number in every run, on every machine.  If it grows like n to the p, the
exponent p is taken from the last doubling.  What is the same for every n is left out: p is that of
how much the count grows.  A p above 1.15 is marked with ✗, and the exit status is then 1.

Loops within one step of the interpreter, as when a list of n is copied, are not seen by that.  So
there is a second number: the exponent of the CPU time, the best of some runs, up to larger n.
It is a hint and no more; caches alone make it 1.1 or 1.2.  Above 1.35 it is marked with a ?, and
`--instructions` counts what the processor does, in valgrind, for one function and one shape.

What has more than n outputs by its nature is measured for a fixed number of them, as its name
says: two rows of a Jacobian, second derivatives by two leaves, gradcheck of two inputs; and
`frames`, which writes n pictures of n nodes, by the picture.
"""

import argparse
import concurrent.futures
import contextlib
import copy
import functools
import gc
import itertools
import math
import operator
import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import autograd_mini
from autograd_mini import MLP, Value, draw, explain, graph, nn, stepper, testing, textbook
from autograd_mini.elementary import TABLE
from autograd_mini.graph.chain import ChainRule
from autograd_mini.graph.paths import consumers, count_paths, on_the_way, paths
from autograd_mini.stepper.trace import Trace

STEEP, SLOW = 1.15, 1.35  # exponents of steps and of time that are marked
SMALLEST, LARGEST = 32, 4_096  # n, for counting steps
LONGEST = 32_768  # n, for time
COUNTING, TIMING = 0.4, 0.06  # seconds of CPU time that the last run may take, about
ALL = 10**9  # a limit that limits nothing


class Sized(NamedTuple):
    """A graph of some shape and size.  make: computes it again from its leaves or others."""

    leaves: list[Value]
    make: Callable[[Sequence[Value]], Value]
    J: Value


class Network(NamedTuple):
    """A network of some size, with a sample that has run forward and backward."""

    net: MLP
    x: list[float]
    y: list[float]
    sample: nn.Forward
    J: Value


# The shapes of graphs.


def numbers(n: int) -> list[Value]:
    return [Value(math.sin(i + 1)) for i in range(n)]


def chain(n):
    return numbers(1), lambda xs: functools.reduce(lambda x, _: x.sin(), range(n), xs[0])


def dot(n):
    return numbers(n), lambda xs: autograd_mini.dot(xs[: n // 2], xs[n // 2 :])


def total(n):
    return numbers(n), autograd_mini.total


def logsumexp(n):
    return numbers(n), autograd_mini.logsumexp


def wide_sum(n):
    return numbers(n), lambda xs: functools.reduce(operator.add, [x * x for x in xs])


def one_leaf(n):
    """A leaf that has n consumers."""
    return numbers(2), lambda xs: autograd_mini.total([xs[0] * i for i in range(n)]) + xs[1]


def one_leaf_in_one_node(n):
    """A leaf that is n operands of one operation."""
    return numbers(2), lambda xs: autograd_mini.total([xs[0]] * n) * xs[1]


def same_label(n):
    """A chain whose nodes all have the same name."""

    def make(xs):
        for _ in range(n):
            xs[0].label = "x"
            xs = [xs[0].sin()]
        return xs[0]

    return numbers(1), make


def mlp(sizes: Sequence[int]):
    def make(xs):
        net, rest = MLP(sizes[0], sizes[1:], seed=0), iter(xs)
        net.theta = {k: [[next(rest) for _ in row] for row in m] for k, m in net.theta.items()}
        return net.cost([inputs(sizes[0])], [targets(sizes[-1])])

    return MLP(sizes[0], sizes[1:], seed=0).parameters(), make


def inputs(n: int) -> list[float]:
    return [math.sin(i + 1) for i in range(n)]


def targets(n: int) -> list[float]:
    return [float(i % 2) for i in range(n)]


SHAPES: dict[str, Callable[[int], Any]] = {
    "chain": chain,
    "dot": dot,
    "total": total,
    "logsumexp": logsumexp,
    "wide sum": wide_sum,
    "one leaf, n nodes": one_leaf,
    "one leaf, 1 node": one_leaf_in_one_node,
    "same label": same_label,
    "wider MLP": lambda n: mlp((3, max(2, n // 6), 2)),
    "deeper MLP": lambda n: mlp((2, *[2] * (n // 6), 1)),
}
NETWORKS: dict[str, Callable[[int], Sequence[int]]] = {
    "more inputs": lambda n: (n // 2, 2, 1),
    "more units": lambda n: (3, max(2, n // 6), 2),
    "more outputs": lambda n: (1, 2, n // 3),
    "more layers": lambda n: (2, *[2] * (n // 6), 1),
}


# The functions.  Each row: what it is called, with the public name in it, and how it is called.


def ones(g: Sized) -> list[float]:
    return [1.0] * len(g.leaves)


def of_numbers(g: Sized) -> tuple[Callable[[list[Value]], Value], list[float]]:
    return lambda xs: g.make(xs), [x.data for x in g.leaves]


def of_two(g: Sized) -> tuple[Callable[..., Value], list[float]]:
    """Return the graph as a function of its first two leaves."""
    return lambda *two: g.make([*two, *g.leaves[2:]]), [x.data for x in g.leaves[:2]]


def beyond_floats(g: Sized) -> None:
    """A backward pass that fails, and puts every grad back."""
    with contextlib.suppress(autograd_mini.DomainError):
        (g.J * 1e200 * 1e-200).backward(1e200)


def frames_of(g: Sized) -> int:
    """Write the frames, and return how many."""
    with tempfile.TemporaryDirectory() as folder:
        return len(stepper.frames(Trace(g.J, ALL), folder))


GRAPHS: dict[str, Callable[[Sized], Any]] = {
    "Value, its operators": lambda g: g.make(g.leaves),
    "Value.backward": lambda g: g.J.backward(),
    "Value.backward, DomainError": beyond_floats,
    "zero_grad": lambda g: autograd_mini.zero_grad(g.leaves),
    "repr": lambda g: repr(g.J),
    "copy.deepcopy": lambda g: copy.deepcopy(g.J),
    "pickle.dumps and loads": lambda g: pickle.loads(pickle.dumps(g.J)),
    "grad by one leaf": lambda g: autograd_mini.grad(g.J, g.leaves[0]),
    "grad by all leaves": lambda g: autograd_mini.grad(g.J, g.leaves),
    "grad of a function": lambda g: autograd_mini.grad(of_numbers(g)[0])(of_numbers(g)[1]),
    "value_and_grad of a function": lambda g: autograd_mini.value_and_grad(of_numbers(g)[0])(
        of_numbers(g)[1]
    ),
    "vjp, 2 outputs": lambda g: autograd_mini.vjp([g.J, g.J * g.J], g.leaves, [1.0, 2.0]),
    "jvp, 2 outputs": lambda g: autograd_mini.jvp([g.J, g.J * g.J], g.leaves, ones(g)),
    "jacobian, 2 outputs": lambda g: autograd_mini.jacobian([g.J, g.J * g.J], g.leaves),
    "hessian by 2 leaves": lambda g: autograd_mini.hessian(g.J, g.leaves[:2]),
    "hvp": lambda g: autograd_mini.hvp(g.J, g.leaves, ones(g)),
    "count_operations": lambda g: autograd_mini.count_operations(g.J),
    "compare_modes, 2 inputs": lambda g: str(autograd_mini.compare_modes(g.J, g.leaves[:2])),
    "topological_order": lambda g: graph.topological_order(g.J),
    "Graph, read, its names and consumers": lambda g: (
        (read := graph.read(g.J)).names,
        read.consumers,
        read.n_edges,
    ),
    "on_the_way": lambda g: on_the_way([g.J], g.leaves[:1]),
    "consumers": lambda g: consumers(graph.topological_order(g.J)),
    "count_paths": lambda g: count_paths(g.J, g.leaves[0]),
    "paths, 8 of them": lambda g: paths(g.J, g.leaves[0], 8),
    "ChainRule": lambda g: ChainRule(g.J),
    "explain, as data": lambda g: explain(g.J, limit=ALL).steps,
    "explain, text": lambda g: explain(g.J, limit=ALL).text(),
    "explain, markdown": lambda g: explain(g.J, limit=ALL).markdown(),
    "explain, latex": lambda g: explain(g.J, limit=ALL).latex(),
    "explain by a leaf, text": lambda g: explain(g.J, g.leaves[0], limit=ALL).text(),
    "draw_graph, full": lambda g: draw.draw_graph(g.J, collapse="none", limit=ALL).source,
    "draw_graph, compact": lambda g: draw.draw_graph(g.J, collapse="compact", limit=ALL).source,
    "draw_graph, expand": lambda g: (
        draw.draw_graph(g.J, expand=True, collapse="none", limit=ALL).source
    ),
    "draw_graph, highlight": lambda g: (
        draw.draw_graph(g.J, highlight=g.leaves[0], collapse="none", limit=ALL).source
    ),
    "Trace": lambda g: Trace(g.J, ALL),
    "stepper and Stepper.html": lambda g: stepper.stepper(g.J, limit=ALL).html(),
    "animate and Animation.svg": lambda g: stepper.animate(g.J, limit=ALL).svg(),
    "frames, per picture": frames_of,
    "gradcheck, 2 inputs": lambda g: str(testing.gradcheck(of_two(g)[0], *of_two(g)[1])),
    "gradcheck, 2 inputs, order 2": lambda g: testing.gradcheck(
        of_two(g)[0], *of_two(g)[1], order=2
    ),
}

OF_NETWORKS: dict[str, Callable[[Network], Any]] = {
    "MLP(…)": lambda w: MLP(w.net.sizes[0], w.net.sizes[1:]),
    "MLP.__call__": lambda w: w.net(w.x),
    "MLP.forward": lambda w: w.net.forward(w.x),
    "MLP.cost": lambda w: w.net.cost([w.x], [w.y], regularization=0.1),
    "MLP.cost, from_logits": lambda w: w.net.cost([w.x], [w.y], from_logits=True),
    "MLP.parameters": lambda w: w.net.parameters(),
    "MLP.load_theta": lambda w: w.net.load_theta(as_floats(w)),
    "MLP.descend": lambda w: w.net.descend(0.0),
    "MLP, copy.deepcopy": lambda w: copy.deepcopy(w.net),
    "MLP, pickle": lambda w: pickle.loads(pickle.dumps(w.net)),
    "Forward.delta": lambda w: w.sample.delta,
    "Forward, copy.deepcopy": lambda w: copy.deepcopy(w.sample),
    "cross_entropy": lambda w: autograd_mini.cross_entropy(w.sample.a[len(w.net.sizes)], w.y),
    "cross_entropy_from_logits": lambda w: autograd_mini.cross_entropy_from_logits(
        w.sample.z[len(w.net.sizes)], w.y
    ),
    "mean_squared_error": lambda w: autograd_mini.mean_squared_error(
        w.sample.a[len(w.net.sizes)], w.y
    ),
    "softmax": lambda w: autograd_mini.softmax(w.sample.z[len(w.net.sizes)]),
    "softmax_cross_entropy": lambda w: autograd_mini.softmax_cross_entropy(
        [*w.sample.z[len(w.net.sizes)], 0.0], [1.0] + [0.0] * w.net.sizes[-1]
    ),
    "l2": lambda w: autograd_mini.l2(w.net.weights(), 0.1),
    "textbook.gradient": lambda w: textbook.gradient(as_floats(w), [w.x], [w.y]),
    "explain of a record, text": lambda w: explain(w.sample, y=w.y, limit=ALL).text(),
    "explain of a record, markdown": lambda w: explain(w.sample, y=w.y, limit=ALL).markdown(),
    "draw_network": lambda w: (
        draw.draw_network(w.sample, y=w.y, J=w.J, collapse="none", limit=ALL).source
    ),
    "draw_network, layers": lambda w: draw.draw_network(w.sample, J=w.J, collapse="layers").source,
    "draw_graph, units": lambda w: draw.draw_graph(w.J, collapse="units", limit=ALL).source,
    "draw_graph, layers": lambda w: draw.draw_graph(w.J, collapse="layers", limit=ALL).source,
    "animate of a record": lambda w: stepper.animate(w.sample, y=w.y, J=w.J, limit=ALL).svg(),
}
# Graphviz runs in a process of its own, whose work is not counted; it is slow where n is large.
# A graph of up to 80 nodes is drawn in another way than a larger one, so n begins above that.
DRAWN = {"stepper and Stepper.html", "animate and Animation.svg", "animate of a record"}
FILMED = {"frames, per picture"}
LEFT_OUT = {
    ("draw_network, layers", "more layers"),  # it draws no more than 40
    # n is small here.  These pass 80 nodes on the way, or have a sixth of n for a size.
    ("frames, per picture", "wide sum"),
    ("frames, per picture", "one leaf, n nodes"),
    ("frames, per picture", "wider MLP"),
    ("frames, per picture", "deeper MLP"),
}
# These give no graph a size, or are no more than a name.
NOT_MEASURED = {
    "DomainError", "Edge", "GradientMismatch", "GradientReport", "Drawing", "RendererNotFound",
    "RenderingError", "StaleGraphError", "float_of", "recording",
}  # fmt: skip


def as_floats(w: Network) -> dict[int, list[list[float]]]:
    return {layer: [[p.data for p in row] for row in m] for layer, m in w.net.theta.items()}


def operation(name: str) -> Callable[[Sized], Any]:
    """Return what applies one operation of the table to every leaf, and to every number."""
    f, arity, defined = getattr(autograd_mini, name), TABLE[name].arity, TABLE[name].defined
    number = 0.5 if defined(*[0.5] * arity) else 1.5
    return lambda g: [(f(*[x + (number - 0.5)] * arity), f(*[number] * arity)) for x in g.leaves]


class Row(NamedTuple):
    """A function that is measured, and the shapes that it is measured on."""

    name: str
    run: Callable[[Any], Any]
    shapes: Sequence[str]

    @property
    def most(self) -> int:
        """The largest n."""
        return 64 if self.name in FILMED else 384 if self.name in DRAWN else LARGEST

    def prepare(self, shape: str, n: int) -> Callable[[], Any]:
        """Return a call of the function on a graph that has been computed and run backward."""
        if shape in NETWORKS:
            first, *others = NETWORKS[shape](n)
            net, x, y = MLP(first, others, seed=0), inputs(first), targets(others[-1])
            sample = net.forward(x)
            J = autograd_mini.cross_entropy(sample.a[len(net.sizes)], y)
            of: Any = Network(net, x, y, sample, J)
        elif shape == "n leaves":
            of = Sized([Value(0.5) for _ in range(n)], lambda xs: xs[0], Value(0.5))
        else:
            leaves, make = SHAPES[shape](n)
            of = Sized(leaves, make, make(leaves))
        of.J.backward()
        return lambda: self.run(of)


ROWS = [
    *[
        Row(name, run, [shape for shape in shapes if (name, shape) not in LEFT_OUT])
        for functions, shapes in ((GRAPHS, SHAPES), (OF_NETWORKS, NETWORKS))
        for name, run in functions.items()
    ],
    *[
        Row(f"{name}, n of it", operation(name), ["n leaves"])
        for name in TABLE
        if TABLE[name].arity
    ],
]


def not_in_the_table() -> list[str]:
    """Return the public names that no row has in its name."""
    modules = (autograd_mini, draw, graph, nn, stepper, testing)
    names = {name for module in modules for name in module.__all__} - NOT_MEASURED
    words = set(re.findall(r"\w+", " ".join([*(row.name for row in ROWS), *SHAPES])))
    return sorted(names - words)


# Measuring.


def steps_of(call: Callable[[], Any]) -> tuple[int, Any]:
    """Return how many steps a call takes, of Python and into C, and what it returns."""
    count = 0

    def profile(frame, event, arg):
        nonlocal count
        count += event in ("call", "c_call")

    def trace(frame, event, arg):
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        result = call()
    finally:
        sys.setprofile(None)
        sys.settrace(None)
    return count, result


def seconds_of(call: Callable[[], Any], times: int = 2) -> float:
    best = math.inf
    for _ in range(times):
        begin = time.process_time()
        call()
        best = min(best, time.process_time() - begin)
    return best


class Found(NamedTuple):
    """What was found for a function and a shape.

    steps, seconds: by n.  steep, slow: the exponents; None where it cannot be said.
    error: what went wrong instead.
    """

    steps: dict[int, float]
    seconds: dict[int, float]
    steep: float | None = None
    slow: float | None = None
    error: str = ""


def exponent(counts: dict[int, float], leave_out_constant: bool) -> float | None:
    """Return the exponent of the last doubling; 0 for what hardly grows.

    leave_out_constant: whether to take that of the differences between one n and the next.
    """
    ys = list(counts.values())
    if len(ys) < 2 or min(ys) <= 0:
        return None
    if len(ys) == 2:  # too slow for a third n
        return math.log2(ys[1] / ys[0])
    a, b, c = ys[-3:]
    if c - a < 0.1 * a:
        return 0.0
    if leave_out_constant:
        return math.log2((c - b) / (b - a)) if c > b > a else 0.0
    return math.log2(c / a) / 2


def measure(row: Row, shape: str) -> Found:
    gc.disable()
    try:
        row.prepare(shape, 16)()  # once before counting: imports, and caches that are filled once
        steps = count_steps(row, shape)
        seconds = time_runs(row, shape, max(steps))
    except Exception as error:
        return Found({}, {}, error=f"{type(error).__name__}: {error}")
    finally:
        gc.enable()
    return Found(steps, seconds, exponent(steps, True), exponent(seconds, False))


def count_steps(row: Row, shape: str) -> dict[int, float]:
    found: dict[int, float] = {}
    n = SMALLEST if row.most == LARGEST else row.most // 4
    while n <= row.most:
        call = row.prepare(shape, n)
        begin = time.process_time()
        count, result = steps_of(call)
        found[n] = count / result if row.name in FILMED else count
        took = time.process_time() - begin
        del call, result
        gc.collect()
        if took > {1: math.inf, 2: 5 * COUNTING, 3: 2 * COUNTING}.get(len(found), COUNTING / 2):
            break
        n *= 2
    return found


def time_runs(row: Row, shape: str, n: int) -> dict[int, float]:
    if row.name in FILMED | DRAWN:
        return {}  # most of the time is that of Graphviz, or grows with the number of files
    found: dict[int, float] = {}
    n //= 4
    while n <= LONGEST:
        found[n] = seconds_of(row.prepare(shape, n))
        gc.collect()
        if len(found) > 2 and 2 * found[n] > TIMING:
            break
        n *= 2
    return found


def measured(index: int, shape: str) -> Found:
    """Measure one cell of the table, in a process that may have measured others."""
    return measure(ROWS[index], shape)


# What is printed.


def cell(found: Found) -> str:
    if found.error:
        return "error"
    steep = "–" if found.steep is None else f"{found.steep:.2f}"
    slow = "" if found.slow is None else f" {found.slow:.2f}"
    marks = "✗" * ((found.steep or 0) > STEEP) + "?" * ((found.slow or 0) > SLOW)
    return f"{steep}{slow}{marks}"


def print_table(names: Sequence[str], shapes: Sequence[str], cells: dict[Any, Found]) -> None:
    width = max(map(len, names)) + 1
    columns = [max(len(shape), 11) + 1 for shape in shapes]
    print("\n" + " " * width + "".join(f"{s:>{w}}" for s, w in zip(shapes, columns, strict=True)))
    for name in names:
        row = [cell(cells[name, s]) if (name, s) in cells else "" for s in shapes]
        line = "".join(f"{text:>{w}}" for text, w in zip(row, columns, strict=True))
        print(f"{name:{width}}{line}")


def print_all(cells: dict[Any, Found]) -> bool:
    """Print the tables and what stands out; return whether all is well."""
    print("In each cell: the exponent of steps, ✗ above", STEEP, end="; ")
    print("the exponent of CPU time, a hint, ? above", SLOW)
    for shapes in (list(SHAPES), list(NETWORKS), ["n leaves"]):
        names = list(dict.fromkeys(name for name, shape in cells if shape in shapes))
        used = [shape for shape in shapes if any(shape == s for _, s in cells)]
        if names:
            print_table(names, used, cells)
    steep = {key: f for key, f in cells.items() if (f.steep or 0) > STEEP}
    errors = {key: f.error for key, f in cells.items() if f.error}
    print(f"\n{len(steep)} of {len(cells)} grow faster than n to the {STEEP}:")
    for (name, shape), f in steep.items():
        counts = ", ".join(f"{n:,}: {count:,.0f}" for n, count in list(f.steps.items())[-3:])
        print(f"  {name}, {shape}: {f.steep:.2f}, steps by n {counts}")
    for (name, shape), error in errors.items():
        print(f"  {name}, {shape}: {error}")
    missing = not_in_the_table()
    if missing:
        print("not measured, though public:", ", ".join(missing))
    return not (steep or errors or missing)


def steep_lines(index: int, shape: str) -> dict[str, tuple[float, int]]:
    """Return the lines of the package that run much more often when n doubles.

    By the line, how steeply its count grows and the count.  Two doublings in a row have to agree.
    """
    row = ROWS[index]
    if row.name in FILMED:  # all of it is n pictures of n nodes
        return {}
    counts = [lines_of(row.prepare(shape, n)) for n in (24, 48, 96)]
    found = {}
    for line, last in counts[2].items():
        first, middle = counts[0][line], counts[1][line]
        file, _, package = line[0].rpartition("autograd_mini/")
        if file and min(first, middle) and last > 96:
            steep = min(math.log2(last / middle), math.log2(middle / first))
            if steep > 1.5:
                found[f"autograd_mini/{package}:{line[1]}"] = (steep, last)
    return found


def where(wanted: Sequence[tuple[int, str]], jobs: int) -> None:
    """Print these lines for all cells, and for each the cell where it runs most often."""
    cells: dict[str, list[tuple[int, float, str]]] = {}
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        found = pool.map(steep_lines, *zip(*wanted, strict=True))
        for (index, shape), lines in zip(wanted, found, strict=True):
            for line, (steep, count) in lines.items():
                cell = f"{ROWS[index].name}, {shape}"
                cells.setdefault(line, []).append((count, steep, cell))
    for line, those in sorted(cells.items()):
        count, steep, cell = max(those)
        print(f"{line:44} {steep:.2f} {count:9,} times for {cell}; in {len(those)} cells")


def lines_of(call: Callable[[], Any]) -> Counter[tuple[str, int]]:
    """Return how often each line runs, or calls something in C, in a call."""
    found: Counter[tuple[str, int]] = Counter()

    def trace(frame, event, arg):
        found[frame.f_code.co_filename, frame.f_lineno] += event == "line"
        return trace

    def profile(frame, event, arg):
        found[frame.f_code.co_filename, frame.f_lineno] += event == "c_call"

    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        call()
    finally:
        sys.setprofile(None)
        sys.settrace(None)
    return found


def instructions(name: str, shape: str) -> None:
    """Print how many instructions of the processor a call takes, by n, and the exponent."""
    found: dict[int, float] = {}
    for n in (512, 1024, 2048, 4096):
        counts = [in_valgrind(name, shape, n, times) for times in (1, 3)]
        found[n] = (counts[1] - counts[0]) / 2
        print(f"n = {n:,}: {found[n]:,.0f} instructions", flush=True)
    print(f"exponent {exponent(found, True):.2f}")


def in_valgrind(name: str, shape: str, n: int, times: int) -> int:
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    command += [sys.executable, __file__, "--call", name, shape, str(n), str(times)]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONMALLOC": "malloc"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return int(re.findall(r"I\s+refs:\s+([\d,]+)", done.stderr)[0].replace(",", ""))


def row_called(name: str) -> Row:
    return next(row for row in ROWS if row.name == name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("row", nargs="?", default="", help="part of the name of a row")
    parser.add_argument("shape", nargs="?", default="", help="part of the name of a shape")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
    parser.add_argument("--where", action="store_true", help="which lines grow too fast")
    parser.add_argument("--instructions", nargs=2, metavar=("ROW", "SHAPE"))
    parser.add_argument("--call", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.instructions:
        instructions(*asked.instructions)
        return 0
    if asked.call:
        name, shape, n, times = asked.call
        gc.disable()
        call = row_called(name).prepare(shape, int(n))
        for _ in itertools.repeat(None, int(times)):
            call()
        return 0
    wanted = [
        (i, shape)
        for i, row in enumerate(ROWS)
        for shape in row.shapes
        if asked.row.lower() in row.name.lower() and asked.shape in shape
    ]
    if asked.where:
        where(wanted, asked.jobs)
        return 0
    with concurrent.futures.ProcessPoolExecutor(asked.jobs) as pool:
        found = []
        for result in pool.map(measured, *zip(*wanted, strict=True)):
            found.append(result)
            name, shape = ROWS[wanted[len(found) - 1][0]].name, wanted[len(found) - 1][1]
            print(f"{len(found)}/{len(wanted)} {name}, {shape}: {cell(result)}", file=sys.stderr)
    names = [(ROWS[i].name, shape) for i, shape in wanted]
    return 0 if print_all(dict(zip(names, found, strict=True))) else 1


if __name__ == "__main__":
    sys.exit(main())
