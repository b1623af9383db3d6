"""The edge at which an engine goes wrong is found from the gradients that it has."""

import math

import pytest

from autograd_mini import Value
from autograd_mini.graph import topological_order
from autograd_mini.testing.conform.wrong_edge import wrong_edges, wrong_sender


def graph():
    """Return a graph in which x has three consumers, of which each sends back something else."""
    x, y = Value(3.0, label="x"), Value(5.0, label="y")
    consumers = [x * y, x.sin(), x.exp()]
    J = (consumers[0] + consumers[1]) * consumers[2]
    J.backward()
    return J, x, consumers


def found(J, changed):
    """Return the wrong edges for an engine that has these gradients, and else the right ones."""
    results = topological_order(J)
    return wrong_edges(J, results, [changed.get(n, n.grad) for n in results])


@pytest.mark.parametrize("factor", [0, 2, -1], ids=["forgotten", "taken twice", "wrong sign"])
@pytest.mark.parametrize("which", range(3))
def test_one_of_several_edges_is_found(which, factor):
    J, x, consumers = graph()
    consumer = consumers[which]
    along = consumer.grad * consumer.partials[0]
    assert found(J, {x: x.grad + (factor - 1) * along}) == [(consumer, 0)]


def test_what_is_wrong_in_another_way_may_be_any_of_the_edges():
    J, x, consumers = graph()
    assert found(J, {x: 0.7 * x.grad}) == [(consumer, 0) for consumer in consumers]


def test_the_newest_wrong_node_is_blamed_and_not_what_comes_of_it():
    J, x, (product, _, _) = graph()
    total = J.parents[0]
    assert found(J, {product: -product.grad, x: 7.0}) == [(total, 0)]


def test_an_engine_that_is_right_has_no_wrong_edge():
    J, _, _ = graph()
    assert found(J, {}) == []
    assert wrong_edges(J, topological_order(J), []) == []  # its gradients cannot be read


def shared():
    """Return a graph in which y, of which x knows nothing else, gets from three consumers."""
    x = Value(3.0, label="x")
    y = x * x
    J = (y * y) + y.sin() + y.exp()
    J.backward()
    return J, x, y


@pytest.mark.parametrize(
    ("sent", "how"),
    [(lambda got: got[0], "too early"), (lambda got: got[0] + got[1], "too early"),
     (lambda got: 2 * sum(got), "more than once"),
     (lambda got: sum(got) + got[2], "more than once")],
)  # fmt: skip
def test_a_node_that_sends_too_early_or_twice_is_blamed_and_no_edge(sent, how):
    J, x, y = shared()
    results = topological_order(J)
    got = [2 * y.data, math.cos(y.data), math.exp(y.data)]
    adjoints = [2 * x.data * sent(got) if n is x else n.grad for n in results]
    node, told = wrong_sender(J, results, adjoints)
    assert node is y
    assert told.startswith(how)


def test_what_sends_once_is_no_wrong_sender():
    J, x, _ = graph()
    results = topological_order(J)
    for factor in (0.0, 0.7, -1.0, 1.0):
        adjoints = [n.grad * factor if n is x else n.grad for n in results]
        assert wrong_sender(J, results, adjoints) is None
    assert wrong_sender(J, results, []) is None


def test_both_edges_of_a_square_that_were_forgotten_are_wrong():
    x, y = Value(3.0), Value(2.0)
    square = x * x
    J = square * y + x
    J.backward()
    assert found(J, {x: 1.0}) == [(square, 0), (square, 1)]
