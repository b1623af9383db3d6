"""A network after one sample: neurons as columns, z, a and δ in each, Θ and ∂J/∂Θ on the arrows."""

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from autograd_mini.draw import style
from autograd_mini.draw.render import Drawing
from autograd_mini.draw.style import number
from autograd_mini.nn import Forward
from autograd_mini.value import Value

CAPTION = (
    "δ runs from right to left. Every arrow begins at its weight Θ, next to ∂J/∂Θ = δ·a.\n"
    "Width of an arrow: the size of ∂J/∂Θ. Vermillion: positive. Blue: negative."
)
NBSP = "\N{NO-BREAK SPACE}"  # SVG drops other spaces where the font changes
WIDTH = 94  # points, of the boxes, so that they stand in line


class Weight(NamedTuple):
    """Θ^(layer)_ij, from unit j of a layer to unit i of the next, and this sample's ∂J/∂Θ_ij."""

    layer: int
    i: int
    j: int
    theta: Value
    gradient: float


def draw_network(
    sample: Forward,
    *,
    y: Sequence[float] | None = None,
    J: Value | None = None,
    limit: int = 200,
) -> Drawing:
    """Return the picture of one sample's way through a network, and of δ's way back.

    Every neuron shows z, a and δ, which is "–" before `J.backward()`.  The arrows point the way
    that δ runs.  Each begins where its weight Θ_ij stands, next to this sample's
    ∂J/∂Θ_ij = δ_i a_j, which is also its width and, by the sign, its colour.

    sample: the record that `net.forward(x)` returned.
    y: the targets, to be shown beside a in the last layer.
    J: the cost, to be shown below.
    limit: the most weights to draw.

    TypeError if `sample` is not such a record; ValueError for more weights than the limit or a y of
    the wrong length.

    >>> from autograd_mini import MLP
    >>> drawing = draw_network(MLP(2, [1], seed=0).forward([0.5, 1.0]))
    >>> [line.split()[:3] for line in drawing.body if 'id="weight-1-1-2"' in line]
    [['unit_1_2', '->', 'unit_2_1:2:w']]
    """
    if not isinstance(sample, Forward):
        raise TypeError(f"draw_network takes the record net.forward(x) returns, not {sample!r}")
    last = len(sample.a)
    if y is not None and len(y) != len(sample.a[last]):
        raise ValueError(f"y has {len(y)} entries, but the last layer has {len(sample.a[last])}")
    weights = list(_weights(sample))
    if len(weights) > limit:
        raise ValueError(
            f"a network of {len(weights)} weights is too large to read; the limit is {limit}. Draw "
            "a smaller network, or raise limit="
        )
    drawing = Drawing("network", graph_attr=style.GRAPH, node_attr=style.NODE)
    cost = f"J = {number(J.data)}. " if J is not None else ""
    drawing.attr(label=cost + CAPTION, labelloc="b", ranksep="1.6", splines="line")
    drawing.attr("edge", **style.EDGE, dir="back", arrowtail="normal")
    for layer, units in sample.a.items():
        boxes = {f"layer_{layer}": _heading(sample, layer, y)}
        if sample.bias and layer < last:
            boxes[f"unit_{layer}_0"] = _bias(layer)
        for i in range(1, len(units) + 1):
            boxes[f"unit_{layer}_{i}"] = (
                _input(units[i - 1], i) if layer == 1 else _unit(sample, layer, i, weights, y)
            )
        with drawing.subgraph() as column:
            column.attr(rank="same")
            for name, box in boxes.items():
                column.node(name, id=name.replace("_", "-"), label=f"<{box}>")
            for upper, lower in itertools.pairwise(boxes):
                column.edge(upper, lower, style="invis")
    largest = max([abs(w.gradient) for w in weights])
    for w in weights:
        drawing.edge(
            f"unit_{w.layer}_{w.j}",
            f"unit_{w.layer + 1}_{w.i}:{w.j}:w",
            id=f"weight-{w.layer}-{w.i}-{w.j}",
            tooltip=style.tooltip(f"{w.theta.label} = {w.theta.data!r}, ∂J/∂Θ = {w.gradient!r}"),
            **style.arrow(w.gradient, largest),
        )
    return drawing


def _weights(sample: Forward) -> Iterator[Weight]:
    """Yield the weights of all layers.  ∂J/∂Θ is read on the edge from Θ to z: δ times ∂z/∂Θ."""
    for layer, rows in sample.theta.items():
        for i, (row, z) in enumerate(zip(rows, sample.z[layer + 1]), start=1):
            for j, (theta, a_j) in enumerate(zip(row, z.partials), start=not sample.bias):
                yield Weight(layer, i, j, theta, z.grad * a_j)


def _after_backward(sample: Forward) -> bool:
    return any(any(deltas) for deltas in sample.delta.values())


def _heading(sample: Forward, layer: int, y: Sequence[float] | None) -> str:
    """Return the title of a column, with the formula of its δ."""
    last = len(sample.a)
    if layer == 1:
        formula = "a^1 = x"
    elif layer < last:
        formula = f"δ^{layer} = (Θ^{layer})^T δ^{layer + 1} ∘ g′(z^{layer})"
    elif y is not None and all(
        math.isclose(delta, a.data - y_k, rel_tol=1e-12, abs_tol=1e-15)
        for delta, a, y_k in zip(sample.delta[last], sample.a[last], y)
    ):
        formula = f"δ^{last} = a^{last} − y"
    else:
        formula = f"δ^{last} = ∂J/∂z^{last}"
    formula = formula.replace(" ", NBSP)
    formula = re.sub(r"\^(\d+)", lambda match: style.raised(f"({match[1]})"), formula)
    formula = formula.replace("^T", style.raised("T"))
    rows = (
        style.text(f"<B>layer {layer}</B>", 14),
        style.text(formula, 12, style.GRADIENT if layer > 1 else style.QUIET),
    )
    cells = "".join(f"<TR><TD>{row}</TD></TR>" for row in rows)
    return f'<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="2">{cells}</TABLE>'


def _bias(layer: int) -> str:
    box = style.table(style.CONSTANT, f"{style.as_html('a_0')}{NBSP}={NBSP}1", [], width=WIDTH)
    return box if layer == 1 else _beside(_row("", "", ""), box)


def _input(a: Any, j: int) -> str:
    label = a.label if isinstance(a, Value) and a.label else f"a^(1)_{j}"
    rows = [("a", number(float(a)), "black")]
    return style.table(style.INPUT, f"<B>{style.as_html(label)}</B>", rows, flat=True, width=WIDTH)


def _unit(
    sample: Forward, layer: int, i: int, weights: list[Weight], y: Sequence[float] | None
) -> str:
    """Return a neuron: on the left a row for each weight, where its arrow begins; then z, a, δ."""
    z, a = sample.z[layer][i - 1], sample.a[layer][i - 1]
    known = _after_backward(sample)
    rows = [("z", number(z.data), "black"), ("a", number(a.data), "black")]
    if y is not None and layer == len(sample.a):
        rows.append(("y", f"{y[i - 1]:g}", "black"))
    rows.append(("δ", number(z.grad, signed=True) if known else style.UNKNOWN, style.GRADIENT))
    incoming = _row("", style.text("Θ", 9, style.QUIET), style.text("∂J/∂Θ", 9, style.QUIET))
    for w in weights:
        if (w.layer + 1, w.i) == (layer, i):
            incoming += _row(
                style.text(style.as_html(f"Θ_{i},{w.j}"), 10),
                style.text(number(w.theta.data), 10, font=style.MONO),
                style.text(
                    number(w.gradient, signed=True) if known else style.UNKNOWN,
                    10,
                    style.GRADIENT,
                    style.MONO,
                ),
                port=w.j,
            )
    box = style.table(style.ACTIVATION, f"<B>unit {i}</B>", rows, width=WIDTH)
    return _beside(incoming, box)


def _row(name: str, theta: str, gradient: str, port: int | None = None) -> str:
    """Return a row of the table at the left of a neuron, in columns of a fixed width."""
    here = "" if port is None else f'PORT="{port}" '
    return (
        f'<TR><TD {here}ALIGN="LEFT" WIDTH="26">{name}</TD>'
        f'<TD ALIGN="RIGHT" WIDTH="46">{theta}</TD>'
        f'<TD ALIGN="RIGHT" WIDTH="52">{gradient}</TD></TR>'
    )


def _beside(rows: str, box: str) -> str:
    return (
        '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>'
        f'<TD><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1">{rows}</TABLE></TD>'
        f"<TD>{box}</TD></TR></TABLE>"
    )
