"""What the tests of drawn networks share: ways to read DOT, and the numbers that belong there."""

import html
import re

import pygraphviz

from autograd_mini import cross_entropy
from autograd_mini.graph import float_of


def after_backward(case):
    sample = case.net.forward(case.X[0])
    J = cross_entropy(sample.a[len(sample.a)], case.Y[0])
    J.backward()
    return sample, case.Y[0], J


def as_float(number):
    """Return a number as it is printed on a picture, with a true minus sign, as a float."""
    return float(number.replace("−", "-"))


def parts(drawing):
    """Return the attributes of all nodes and edges of a drawing, by their id."""
    graph = pygraphviz.AGraph(string=drawing.source)
    found = [dict(part.attr) for part in [*graph.nodes(), *graph.edges()] if part.attr["id"]]
    assert len({part["id"] for part in found}) == len(found)
    return {part["id"]: part for part in found}


def texts(attributes):
    """Return the words of a label that stand in a font of their own, without empty ones."""
    cells = re.findall(r"<TD[^>]*>(.*?)</TD>", attributes["label"])
    found = [html.unescape(re.sub(r"<[^>]*>", "", cell)) for cell in cells]
    return [text for text in found if text]


def sent(sample, inputs=False):
    """Return Θ_ij δ_i of all weights to which the next unit sends it back, by their indices."""
    return {
        f"{layer}-{i}-{j}": theta.data * delta
        for layer, rows in sample.theta.items()
        if layer > 1 or inputs
        for i, (row, delta) in enumerate(zip(rows, sample.delta[layer + 1], strict=True), start=1)
        for j, theta in enumerate(row, start=0 if sample.bias else 1)
        if j > 0
    }


def weights(sample):
    """Yield the indices of each weight with Θ_ij and δ_i a_j, from the record alone."""
    for layer, rows in sample.theta.items():
        inputs = [float_of(a) for a in sample.a[layer]]
        for i, row in enumerate(rows, start=1):
            for j, theta in enumerate(row, start=0 if sample.bias else 1):
                a_j = 1.0 if j == 0 else inputs[j - 1]
                yield f"{layer}-{i}-{j}", theta.data, sample.delta[layer + 1][i - 1] * a_j
