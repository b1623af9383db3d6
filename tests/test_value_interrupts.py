"""Ctrl-C during a backward pass leaves the grads of before, or all of the new ones; never a mix."""

import linecache
import signal
import sys
import threading
from itertools import cycle
from pathlib import Path

import pytest

import autograd_mini as ag
from autograd_mini import Value
from autograd_mini.graph import topological_order

PACKAGE = str(Path(ag.__file__).parent)
OLD = {"x": 0.25, "y": -2.0, "w": 3.0, "unused": 7.0}


def graph(old_grads=True):
    """Return J and its nodes; operations of one, two and several operands, and grads left over."""
    x, y, w = [Value(0.5 + k, label=name) for k, name in enumerate("xyw")]
    u = x * y
    v = ag.total([u, x.sin(), w, u])
    J = ag.dot([u, v, w], [x, y, v]) / (v * v + 2.0)
    nodes = topological_order(J)
    if old_grads:
        ag.total([u, v, J]).backward(0.5)  # leaves something in the inner nodes, too
        for leaf in (x, y, w):
            leaf.grad = OLD[leaf.label]
    return J, nodes


def grads(nodes):
    return [n.grad for n in nodes]


def derivatives():
    J, nodes = graph(old_grads=False)
    J.backward()
    return grads(nodes)


def complete(nodes, before, derivative, seed=1.0):
    """Return what the grads are after a pass: leaves add up, inner nodes start afresh."""
    return [
        seed * d if n.op else old + seed * d for n, old, d in zip(nodes, before, derivative)
    ]  # fmt: skip


def right(J, nodes, derivative):
    """Tell whether the next pass is right, in another thread too: no lock is left behind."""
    before = grads(nodes)
    thread = threading.Thread(target=J.backward, daemon=True)
    thread.start()
    thread.join(120)
    return not thread.is_alive() and grads(nodes) == complete(nodes, before, derivative)


def interrupted(J, number):
    """Run a pass with Ctrl-C at an event: a line, a call, or a return, of Python or of C.

    Return whether there are that many events.
    """
    count = 0

    def event(frame, what, argument):
        nonlocal count
        if not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        # The end of a `with` is an event at its line, but none at which Python looks for signals.
        line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
        count += not line.lstrip().startswith("with ")
        if count == number:
            count += 1
            raise KeyboardInterrupt
        return event

    sys.setprofile(event)
    sys.settrace(event)
    try:
        J.backward()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(None)
        sys.setprofile(None)
    return False


@pytest.mark.parametrize("old_grads", [True, False])
def test_at_any_moment_of_a_pass(old_grads):
    derivative, found = derivatives(), []
    while True:
        J, nodes = graph(old_grads)
        before = grads(nodes)
        after = complete(nodes, before, derivative)
        if not interrupted(J, len(found) + 1):
            break
        assert grads(nodes) in (before, after), f"a mix after event {len(found) + 1}"
        found.append(grads(nodes) == after)
        assert right(J, nodes, derivative)
    assert grads(nodes) == after
    assert found.count(False) > 50
    assert True not in found[:50]


class Ringing(float):
    """A grad with which every sum and product is a moment for Ctrl-C."""

    left = 0  # how many more of them go well

    def ring(self, result):
        Ringing.left -= 1
        if not Ringing.left:
            signal.raise_signal(signal.SIGINT)
        return result

    # fmt: off
    def __add__(self, other): return self.ring(float(self) + other)
    def __radd__(self, other): return self.ring(other + float(self))
    def __mul__(self, other): return self.ring(float(self) * other)
    def __rmul__(self, other): return self.ring(other * float(self))
    # fmt: on


@pytest.fixture
def ctrl_c():
    """Let the signal of Ctrl-C be what it is for a program that does nothing about it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_signal_at_any_sum_that_an_old_grad_is_part_of(ctrl_c):
    derivative, rings = derivatives(), 0
    while True:
        J, nodes = graph()
        before = grads(nodes)
        for n in nodes:
            if not n.op:
                n.grad = Ringing(n.grad)
        Ringing.left = rings + 1
        try:
            J.backward()
        except KeyboardInterrupt:
            rings += 1
        else:
            break
        after = complete(nodes, before, derivative)
        assert grads(nodes) in (before, after), f"a mix after sum {rings}"
        Ringing.left = 0
        assert right(J, nodes, derivative)
    assert rings >= 3  # one for each leaf


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such timer on Windows")
def test_a_signal_at_any_time():
    """When it comes is up to the machine; whenever it does, no grads are mixed.

    Python 3.13 looks for signals before it jumps back to the beginning of a loop, and if that jump
    is the way past an `if`, no `try` around the loop notices what is raised there.
    """

    def interrupt(*_):
        raise KeyboardInterrupt

    leaves = [Value(0.01 * k) for k in range(300)]
    J = ag.dot(leaves, leaves[::-1])
    for a, b, c in zip(leaves, leaves[1:], leaves[2:]):
        J = (J * 0.5 + a * b).sin() + ag.total([a, b, c])
    nodes = topological_order(J)
    J.backward()
    derivative = grads(nodes)
    assert len(nodes) > 1500
    before_test = signal.signal(signal.SIGALRM, interrupt)
    interrupts = 0
    try:
        for round_, seed in enumerate(cycle([1.0, -2.0, 4.0])):
            before = grads(nodes)
            try:
                signal.setitimer(signal.ITIMER_REAL, 2e-5 * (1 + round_ % 150))
                try:
                    J.backward(seed)
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
            except KeyboardInterrupt:
                interrupts += 1
            assert grads(nodes) in (before, complete(nodes, before, derivative, seed))
            if interrupts == 300:
                break
    finally:
        signal.signal(signal.SIGALRM, before_test)
    assert right(J, nodes, derivative)
