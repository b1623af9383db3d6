"""The garbage collector pauses while a graph is recorded, and is then as it was."""

import gc
import threading

import pytest

from autograd_mini import Value, recording


@pytest.fixture(autouse=True, params=[True, False], ids=["collector on", "collector off"])
def found(request):
    """Run each test with the collector on, and again with it off; restore it at the end."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    assert gc.isenabled() is request.param
    (gc.enable if before else gc.disable)()


def test_the_collector_pauses_and_is_then_as_it_was(found):
    with recording():
        assert not gc.isenabled()
    assert gc.isenabled() is found


def test_blocks_may_be_nested():
    with recording():
        with recording():
            pass
        assert not gc.isenabled()


def test_an_error_ends_the_pause():
    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error), recording():
            raise error


def test_blocks_of_several_threads_may_overlap():
    first_in, second_in, first_out = threading.Event(), threading.Event(), threading.Event()
    seen = []

    def first():
        with recording():
            first_in.set()
            second_in.wait()
        first_out.set()

    def second():
        first_in.wait()
        with recording():
            second_in.set()
            first_out.wait()
            seen.append(gc.isenabled())

    threads = [threading.Thread(target=f) for f in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [False]


def test_what_is_recorded_is_the_same():
    def cost():
        x = Value(2.0)
        J = (x * x).sigmoid()
        J.backward()
        return J.data, x.grad

    with recording():
        inside = cost()
    assert inside == cost()


def test_a_graph_is_freed_without_the_collector():
    with recording():
        count = sum(isinstance(thing, Value) for thing in gc.get_objects())
        J = Value(1.0)
        for _ in range(1000):
            J = J * J + 1e-9 * J - J * J
        J.backward()
        del J
        assert sum(isinstance(thing, Value) for thing in gc.get_objects()) == count
