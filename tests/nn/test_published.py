"""Numbers that others have printed, reproduced."""

import json
import math
from pathlib import Path

import pytest

import autograd_mini as ag
from autograd_mini import MLP, Value, textbook

HERE = Path(__file__).parent / "published"
CASE = json.loads((HERE / "three_layer_case.json").read_text(encoding="utf-8"))
THETA = {int(layer): rows for layer, rows in CASE["theta"].items()}

# The published expressions, written as the reader of the book would type them.
EXPRESSIONS = {
    "sigmoid neuron": lambda w0, x0, w1, x1, w2: ag.sigmoid(w0 * x0 + w1 * x1 + w2),
    "two paths": lambda a, b: (a + b) * (b + 1),
    "survey example": lambda x1, x2: ag.log(x1) + x1 * x2 - ag.sin(x2),
    "tanh neuron": lambda x1, w1, x2, w2, b: ag.tanh(x1 * w1 + x2 * w2 + b),
    "reused node": lambda a: (a + a) + (a + a),
}


def close(number: float) -> object:
    """All digits but the last few, which depend on the order of the additions."""
    return pytest.approx(number, rel=1e-14, abs=1e-16)


@pytest.mark.parametrize(
    "graph", json.loads((HERE / "small_graphs.json").read_text("utf-8")), ids=lambda g: g["name"]
)
def test_small_graphs(graph):
    inputs = {name: Value(number, label=name) for name, number in graph["inputs"].items()}
    J = EXPRESSIONS[graph["name"]](**inputs)
    J.backward()
    assert J.data == close(graph["value"])
    assert {name: leaf.grad for name, leaf in inputs.items()} == {
        name: close(partial) for name, partial in graph["partials"].items()
    }


def test_three_layer_case_of_the_course():
    net = MLP(2, [2, 4])
    net.load_theta(THETA)
    J = net.cost(CASE["X"], CASE["Y"])
    J.backward()
    assert J.data == close(CASE["J"])
    assert round(J.data, 4) == CASE["J_published"]
    for layer, rows in net.theta.items():
        for row, expected in zip(rows, CASE["gradient"][str(layer)], strict=True):
            assert [theta.grad for theta in row] == [close(d) for d in expected]
    columns = [row[j].grad for rows in net.theta.values() for j in range(3) for row in rows]
    assert [round(grad, 6) for grad in columns] == CASE["gradient_published_column_order"]


@pytest.mark.parametrize("i", range(3))
def test_every_z_a_delta_of_the_case(i):
    net = MLP(2, [2, 4])
    net.load_theta(THETA)
    sample = net.forward(CASE["X"][i])
    ag.cross_entropy(sample.a[3], CASE["Y"][i]).backward()
    closed = textbook.backpropagate(THETA, CASE["X"][i], CASE["Y"][i])
    for layer in (2, 3):
        z, a, delta = (
            [close(x) for x in CASE[name][str(layer)][i]] for name in ("z", "a", "delta")
        )
        assert [v.data for v in sample.z[layer]] == z == closed.z[layer]
        assert [v.data for v in sample.a[layer]] == a == closed.a[layer]
        assert sample.delta[layer] == delta == closed.delta[layer]


def test_the_textbook_gives_the_published_cost():
    J, gradient = textbook.gradient(THETA, CASE["X"], CASE["Y"])
    assert math.isclose(J, CASE["J"], rel_tol=1e-14)
    assert gradient == {
        layer: [[close(d) for d in row] for row in CASE["gradient"][str(layer)]] for layer in (1, 2)
    }
