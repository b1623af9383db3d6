"""A round of an animation: what can happen at once does, and everything in its order."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import network

from autograd_mini.graph import topological_order
from autograd_mini.stepper.cycle import Cycle, column_of_each


def test_columns_go_on_from_every_parent():
    J = network()[2]
    nodes = topological_order(J)
    column = column_of_each(nodes)
    assert all(column[id(p)] < column[id(n)] for n in nodes for p in n.parents)
    # Nothing waits longer than it must, so that a round is as short as it can be.
    assert set(column.values()) == set(range(9))


@given(st.integers(0, 60), st.floats(0.01, 1000))
def test_a_round_forward_and_back(size, seconds):
    cycle = Cycle(size, seconds)
    assert cycle.seconds == seconds
    ahead, back = range(1, size + 1), range(size, 0, -1)
    times = [0.0, *(cycle.computed(k) for k in ahead), cycle.turn]
    times += [*(cycle.arrived(k) for k in back), cycle.rest, cycle.clear, seconds]
    assert times == sorted(set(times))
    # One column begins when the one before it is done.
    for way, order in ((cycle.forward, ahead), (cycle.backward, back)):
        spans = [way(k) for k in order]
        for (_, end), (begin, _) in itertools.pairwise(spans):
            assert begin == pytest.approx(end)
    for k in ahead:
        assert cycle.forward(k)[0] < cycle.computed(k) < cycle.forward(k)[1]
        assert cycle.backward(k)[0] < cycle.arrived(k) < cycle.backward(k)[1]


def test_the_usual_pace():
    assert Cycle(1000).seconds == 60
    for size in (1, 3, 8):
        cycle = Cycle(size)
        assert cycle.clear - cycle.rest > 2.5  # seconds to look at the whole
        assert 0.5 < cycle.column < 1.5
