"""A picture for each lesson of what the learner has written, with the learner's own numbers.

Their class does the computing; what it was asked to compute is followed, node by node
(graph/mirror.py), and drawn with the values and gradients that their nodes hold.
"""

import math
from collections.abc import Callable
from typing import Any

from autograd_mini.course.checks.networks import learnt
from autograd_mini.course.flowers import SPECIES, flowers
from autograd_mini.draw import Drawing, RendererNotFound, RenderingError, draw_graph, style
from autograd_mini.draw.messages import Words
from autograd_mini.draw.network.network import picture_of
from autograd_mini.draw.network.scene import Scene
from autograd_mini.formulas.minus import minus
from autograd_mini.graph.mirror import Mirror
from autograd_mini.graph.reading import read_layers
from autograd_mini.nn import MLP, Forward
from autograd_mini.nn.cost import cross_entropy
from autograd_mini.testing.conform.engine import Engine

NO_GRAPHVIZ = {
    "en": "drawing needs Graphviz, and there is none: python -m pip install pygraphviz",
    "zh": "画图需要 Graphviz，而这里没有：python -m pip install pygraphviz",
}
FLOWER = {
    "en": "An iris {species}; the network takes it for {guessed}.",
    "zh": "这朵花是 {species}，网络认为是 {guessed}。",
}
NEURON = {  # what the lessons call a unit
    "the bias unit": "the constant of the biases", "unit": "neuron",
    "偏置单元": "偏置所乘的常数", "单元": "神经元",
}  # fmt: skip
NO_GRADIENTS = {  # in place of what is said of backward(), which comes in lesson 3
    "en": "Gradients come in lesson 3; here each of them is shown as {unknown}.",
    "zh": "第 3 课才讲梯度；这里的梯度都写作 {unknown}。",
}
ROOM = {"nodesep": "0.6", "ranksep": "0.4"}  # inches, so that each label is beside its own edge
IN_ORDER = {"ordering": "in"}  # operands from top to bottom, as in the lessons' own drawings
NUMBERS = {"w": 0.5, "x": 2.0, "a": 2.0, "b": -3.0}


def picture(engine: Engine, language: str, lesson: int) -> dict[str, str]:
    """Return the picture as {"svg": …}; if there can be none, a sentence as {"reason": …}.

    If the engine is why there is none, it is {"error": …}.
    """
    try:
        return {"svg": _PICTURES[lesson](engine, language)}
    except RendererNotFound:
        return {"reason": NO_GRAPHVIZ[language]}
    except RenderingError as error:
        return {"reason": str(error)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def _graph(
    engine: Engine,
    language: str,
    compute: Callable[..., Any],
    names: tuple[str, ...],
    *,
    backward: bool = True,
    parts: bool = False,
    ordered: bool = True,
    direction: str = "LR",
) -> str:
    """Return the picture of what the learner's class has computed from some leaves.

    compute: returns J, and what nodes are called.  backward: whether the learner's backward() is to
    run.  parts: whether weights and activations, which come in lesson 7, are told apart.  ordered:
    whether operands stand in their order, for which edges may have to cross.
    """
    mirror = Mirror()
    mirror.follow(engine.Value)
    leaves = {name: engine.value(NUMBERS[name]) for name in names}
    J, labels = compute(**leaves)
    labels = {"J": J, **leaves, **labels}
    called = {id(thing): name for name, thing in labels.items()}
    reflection = mirror.graph(J, called, all_named=True)
    if backward:
        engine.backward(J)
    graph = reflection.graph(swept=backward)
    drawing = draw_graph(
        graph, language=language, collapse="none", legend=True, parts=parts, direction=direction
    )
    if not backward:
        said = Words(language)("not_yet", unknown=style.UNKNOWN)
        instead = NO_GRADIENTS[language].format(unknown=style.UNKNOWN)
        drawing.body[:] = [line.replace(said, instead) for line in drawing.body]
    drawing.attr(**ROOM, **(IN_ORDER if ordered else {}))
    return _svg(drawing, whole=direction == "LR")


def _svg(drawing: Drawing, *, whole: bool = True) -> str:
    """Return the picture.

    whole: whether a browser shows all of it, however low its window is; a high picture would become
    too small to read, and one can scroll.
    """
    svg = str(drawing.pipe(format="svg", encoding="utf-8"))
    return svg.replace("max-width:100%", "max-width:100%;max-height:100vh", 1) if whole else svg


def _edges(engine: Engine, language: str) -> str:
    def compute(w: Any, x: Any, b: Any) -> Any:
        y = w * x
        return y + b, {"y": y}

    return _graph(engine, language, compute, ("w", "x", "b"), backward=False)


def _backward(engine: Engine, language: str) -> str:
    def compute(w: Any, x: Any, b: Any) -> Any:
        y = w * x
        return y * b, {"y": y}

    return _graph(engine, language, compute, ("w", "x", "b"))


def _shared_leaf(engine: Engine, language: str) -> str:
    def compute(a: Any, b: Any) -> Any:
        y = a * b
        return y + a, {"y": y}

    return _graph(engine, language, compute, ("a", "b"), ordered=False)


def _shared_node(engine: Engine, language: str) -> str:
    def compute(w: Any, x: Any) -> Any:
        y = w * x
        return y * y + y, {"y": y}

    return _graph(engine, language, compute, ("w", "x"))


def _functions(engine: Engine, language: str) -> str:
    def compute(w: Any, x: Any, b: Any) -> Any:
        z = w * x + b
        a = engine.functions.sigmoid(z)
        return -engine.functions.log(a), {"z": z, "a": a}

    return _graph(engine, language, compute, ("w", "x", "b"))


def _neuron(engine: Engine, language: str) -> str:
    """Return the graph of J, which is as long as a neuron and its cost: from top to bottom."""

    def compute(w: Any, b: Any) -> Any:
        z, a = engine.module.neuron([b, w], [NUMBERS["x"]])
        return engine.module.cost(a, 1.0), {"z": z, "a": a, "θ_0": b, "θ_1": w}

    return _graph(engine, language, compute, ("w", "b"), parts=True, direction="TB")


def _network(engine: Engine, language: str) -> str:
    """Return the network of lesson 8 after the learner's training, for one flower held out."""
    layers, _ = learnt(engine)
    _, _, X, Y = flowers()
    x, y = X[20], Y[20]
    z, a = engine.module.network(layers, x)
    for weight in (weight for theta in layers for row in theta for weight in row):
        engine.clear(weight)
    J = sum(engine.module.cost(a_k, y_k) for a_k, y_k in zip(a[-1], y))
    engine.backward(J)
    net = MLP(4, [5, 3])
    for layer, theta in enumerate(layers, start=1):
        for i, row in enumerate(theta):
            for j, weight in enumerate(row):
                net.theta[layer][i][j].data = float(engine.data(weight))
    sample = net.forward(x)
    ours = cross_entropy(sample.a[3], y)
    ours.backward()
    for layer, theta in enumerate(layers, start=1):
        for i, row in enumerate(theta):
            sample.z[layer + 1][i].grad = engine.grad(z[layer - 1][i])
            for j, weight in enumerate(row):
                net.theta[layer][i][j].grad = engine.grad(weight)
    scene = Scene(
        sample, sample.delta, read_layers(sample.z, sample.a, J=ours, reader="lesson 8"), y, ours,
        show="both", inputs=False, digits=3, theme=style.theme(dark=False),
        say=Words(language, NEURON), note=_named(y, sample, language), above=True,
    )  # fmt: skip
    return _svg(picture_of(scene))


def _named(y: list[float], sample: Forward, language: str) -> str:
    """Return which flower it is, and which one the network takes it for."""
    outputs = [a_k.data for a_k in sample.a[3]]
    species, guessed = SPECIES[y.index(1.0)], SPECIES[outputs.index(max(outputs))]
    return FLOWER[language].format(species=species, guessed=guessed)


def _slope(engine: Engine, language: str) -> str:
    """Return the curve of x² with the line that has the learner's slope, at three points."""
    f: Callable[[float], float] = lambda x: x * x  # noqa: E731
    title = {"en": "x², and lines with your slopes", "zh": "x²，以及按你的斜率画的直线"}[language]
    scale, left, bottom = 60.0, 190.0, 290.0
    curve = " ".join(f"{left + scale * x / 20:.1f},{bottom - scale * f(x / 20):.1f}"
                     for x in range(-42, 43))  # fmt: skip
    parts = []
    for x, colour in ((-1.0, "#0072B2"), (0.5, "#009E73"), (1.5, "#D55E00")):
        k = float(engine.module.slope(f, x))
        if not math.isfinite(k):
            raise ValueError(f"slope(f, {x:g}) is {k}")
        ends = [(x + d, f(x) + k * d) for d in (-0.5, 0.5)]
        (u, v), (s, t) = [(left + scale * p, bottom - scale * q) for p, q in ends]
        word = minus(f"slope(x², {x:g}) = {k:.4g}")
        parts.append(
            f'<path d="M{u:.1f} {v:.1f}L{s:.1f} {t:.1f}" stroke="{colour}" stroke-width="3"/>'
            f'<circle cx="{left + scale * x:.1f}" cy="{bottom - scale * f(x):.1f}" r="4" '
            f'fill="{colour}"/><text x="340" y="{bottom - scale * f(x) + 5:.1f}" '
            f'fill="{colour}">{word}</text>'
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 320" width="520" height="320" '
        'style="max-width:100%" font-family="Arial, sans-serif" font-size="15" role="img">'
        f'<title>{title}</title><rect width="520" height="320" fill="#fff"/>'
        f'<path d="M50 {bottom}H330M{left} 20V305" stroke="#999"/>'
        f'<polyline points="{curve}" fill="none" stroke="#000" stroke-width="1.5"/>'
        f'<text x="88" y="40">x²</text>{"".join(parts)}</svg>\n'
    )


_PICTURES: dict[int, Callable[[Engine, str], str]] = {
    1: _slope, 2: _edges, 3: _backward, 4: _shared_leaf, 5: _shared_node, 6: _functions,
    7: _neuron, 8: _network,
}  # fmt: skip
