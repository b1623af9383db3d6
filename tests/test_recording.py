"""The garbage collector pauses while a graph is recorded, and is then as it was."""

import gc
import itertools
import linecache
import sys
import threading

import pytest

import autograd_mini as ag
from autograd_mini import MLP, Value, recording
from autograd_mini.testing import gradcheck


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
        count = sum(type(thing) is Value for thing in gc.get_objects())
        J = Value(1.0)
        for _ in range(1000):
            J = J * J + 1e-9 * J - J * J
        J.backward()
        del J
        assert sum(type(thing) is Value for thing in gc.get_objects()) == count


def test_it_ends_as_it_began_whatever_happens_inside(found):
    with recording():
        gc.enable()
    assert gc.isenabled() is found


def interrupted(at):
    """Raise KeyboardInterrupt at the line of recording() that comes as number `at`; tell if it did.

    Not where a lock is taken or given back: there a signal is never handled.
    """
    count = 0

    def trace(frame, event, _):
        nonlocal count
        if not frame.f_code.co_filename.endswith("recording.py"):
            return None
        if event == "line":
            line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
            count += not line.strip().startswith("with ")
            if count == at:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with recording():
            pass
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def test_ctrl_c_at_the_beginning_or_the_end_does_not_last(found):
    for at in itertools.count(1):
        if not interrupted(at):
            break
        with recording():
            assert not gc.isenabled()
        assert gc.isenabled() is found
    assert at > 5


def test_a_cost_and_a_gradient_check_are_recorded():
    seen = []

    def loss(a, y):
        seen.append(gc.isenabled())
        return ag.mean_squared_error(a, y)

    MLP(1, [1], seed=0).cost([[1.0]], [[1.0]], loss=loss)

    def f(x):
        if isinstance(x, Value):  # the graph, and not the differences
            seen.append(gc.isenabled())
        return x * x

    gradcheck(f, 2.0)
    assert len(seen) > 1
    assert not any(seen)
