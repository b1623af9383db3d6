"""Several threads on one graph, or on graphs that share leaves."""

import sys
import threading

import pytest

from autograd_mini import Value
from autograd_mini.graph import Graph, topological_order


@pytest.fixture(autouse=True)
def switching_often():
    """Let Python change from thread to thread as often as it can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def at_once(*tasks):
    """Run tasks in a thread each, and return what they returned."""
    results = [None] * len(tasks)
    start = threading.Barrier(len(tasks))

    def run(i):
        start.wait()
        results[i] = tasks[i]()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def tangle(leaves, n):
    nodes = list(leaves)
    for i in range(n):
        nodes.append(nodes[-1] * 0.5 + nodes[i // 2])
    return nodes[-1]


def test_readers_of_one_graph_do_not_disturb_each_other():
    J = tangle([Value(1.0), Value(2.0)], 5000)
    alone = list(map(id, topological_order(J)))
    for found in at_once(*[lambda: list(map(id, topological_order(J)))] * 3):
        assert found == alone
    for graph in at_once(*[lambda: Graph(J)] * 3):
        assert list(map(id, graph.nodes)) == alone


def test_readers_do_not_disturb_a_backward_pass():
    x = Value(1.0)
    J = tangle([x], 3000)
    J.backward()
    once = x.grad
    at_once(J.backward, *[lambda: topological_order(J)] * 2)
    assert x.grad == 2 * once


def test_backward_passes_of_threads_add_up_in_shared_leaves():
    w = [Value(1.0), Value(-2.0), Value(0.5)]
    costs = [tangle(w, 1000) * (k + 1) for k in range(4)]
    for J in costs:
        J.backward()
    expected = [n.grad for n in w]
    inner = [J.parents[0].grad for J in costs]
    for n in w:
        n.grad = 0.0
    at_once(*[J.backward for J in costs])
    # In another order of the threads the same four numbers are added up: two roundings at most.
    for n, total in zip(w, expected, strict=True):
        assert abs(n.grad - total) <= 4 * sys.float_info.epsilon * abs(total)
    assert [J.parents[0].grad for J in costs] == inner


def test_one_graph_swept_by_several_threads():
    x = Value(3.0)
    J = x * x
    at_once(*[lambda: [J.backward() for _ in range(200)]] * 4)
    assert x.grad == 800 * 6.0
