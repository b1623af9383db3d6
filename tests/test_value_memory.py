"""Graphs are freed at once, and may be deep."""

import gc
import subprocess
import sys
import tracemalloc

import pytest
from hypothesis import given

import autograd_mini as ag
from autograd_mini import Value, zero_grad
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs


def values_alive():
    return sum(type(thing) is Value for thing in gc.get_objects())


@given(programs())
def test_a_dropped_graph_is_freed_at_once(drawn):
    program, numbers = drawn
    gc.disable()
    gc.freeze()  # what was there before is not counted, which would take long
    try:
        leaves = [Value(x) for x in numbers]
        before = values_alive()
        results = run(program, VALUES, leaves)
        results[-1].backward()
        assert values_alive() == before + len(program)
        del results
        assert values_alive() == before
    finally:
        gc.unfreeze()
        gc.enable()


def test_a_training_loop_does_not_grow():
    net = ag.MLP(2, [3, 1], seed=0)

    def steps(n):
        for _ in range(n):
            zero_grad(net.parameters())
            net.cost([[0.0, 1.0]], [[1.0]]).backward()
            net.descend(0.1)

    steps(3)
    gc.disable()
    tracemalloc.start()
    try:
        steps(1)
        before, _ = tracemalloc.get_traced_memory()
        steps(500)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    # The interpreter's own caches may grow by some kB once.  A node left over at each step would be
    # 50 kB at least, a graph 5 MB.
    assert after - before < 25_000


def there_and_back(depth):
    x = n = Value(1.0)
    for _ in range(depth):
        n = n + 1.0
    assert n.data == depth + 1.0
    n.backward()
    assert x.grad == 1.0
    y = Value(0.5)
    n = y
    for _ in range(depth):  # two edges to the same parent, and partials that are not 1
        n = ag.sin(n) * 1.0 if _ % 2 else n - n * 1e-3
    n.backward()
    assert 0 < y.grad < 1
    del n


def test_a_deep_chain():
    there_and_back(100_000)


@pytest.mark.slow
def test_a_very_deep_chain():
    there_and_back(1_000_000)


def test_depth_is_not_limited_by_the_stack():
    # Forward, backward and release in a thread with a stack of 1 MB, the least that is usual
    # (Windows).  Python itself needs some of it: 3.13 cannot release nested tuples in 64 kB.
    code = """
import sys, threading
sys.path.insert(0, sys.argv[1])
from autograd_mini import Value
def work():
    x = n = Value(1.0)
    for _ in range(200_000):
        n = n * 1.0
    n.backward()
    del n
    print(x.grad)
threading.stack_size(1024 * 1024)
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""
    package = ag.__path__[0].removesuffix("autograd_mini")
    result = subprocess.run(
        [sys.executable, "-c", code, package], capture_output=True, text=True, check=True
    )
    assert result.stdout == "1.0\n"
