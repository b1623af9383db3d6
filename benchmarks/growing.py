"""What growth.py measures: graphs and networks of any size, and every public function on them."""

import contextlib
import copy
import functools
import math
import operator
import pickle
import re
import tempfile
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import autograd_mini
from autograd_mini import MLP, Value, draw, explain, graph, nn, stepper, testing, textbook
from autograd_mini.elementary import TABLE
from autograd_mini.graph.chain import ChainRule
from autograd_mini.graph.paths import consumers, count_paths, on_the_way, paths
from autograd_mini.stepper.trace import Trace

SMALLEST, LARGEST = 32, 4_096  # n, for counting steps
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
    "train, a step": lambda w: autograd_mini.train(w.net, [w.x], [w.y], steps=1, progress=False),
    "compile and draw_program": lambda w: draw.draw_program(w.net.compile()).source,
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
# These give no graph a size, or are no more than a name; engines are judged on graphs of our own,
# and the plots are those of a history.
NOT_MEASURED = {
    "Diagnosis", "DomainError", "Edge", "GradientMismatch", "GradientReport", "Drawing",
    "RendererNotFound", "RenderingError", "StaleGraphError", "check_property", "diagnose",
    "float_of", "load_graphviz", "plot", "plot_mistakes", "plot_units", "recording",
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


def row_called(name: str) -> Row:
    return next(row for row in ROWS if row.name == name)
