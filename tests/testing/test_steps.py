"""Work is counted the same on every machine, and whatever way it is written."""

import builtins
import sys

import pytest

from autograd_mini.testing.steps import steps


class Node:
    pass


class Equal:
    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__


def loop(nodes):
    for n in nodes:
        for m in nodes:
            if m is n:
                break


def by_any(nodes):
    for n in nodes:
        any(m is n for m in nodes)


def comprehension(nodes):
    for n in nodes:
        [m for m in nodes if m is n]


def membership(nodes):
    found = []
    for n in nodes:
        if n not in found:
            found.append(n)


def index(nodes):
    for n in nodes:
        nodes.index(n)


def membership_of_ids(nodes):
    found = []
    for n in nodes:
        if id(n) not in found:
            found.append(id(n))


def key_of_a_sort(nodes):
    for _ in nodes:
        sorted(nodes, key=lambda m: 0)


def once(nodes):
    found = set()
    for n in nodes:
        if n not in found and id(n) not in found:
            found |= {n, id(n)}


@pytest.mark.parametrize("kind", [Node, Equal])
@pytest.mark.parametrize(
    "work",
    [loop, by_any, comprehension, membership, index, membership_of_ids, key_of_a_sort],
)
def test_what_grows_as_the_square_is_seen(work, kind):
    few, many = ([kind() for _ in range(size)] for size in (50, 200))
    assert 12 < steps(lambda: work(many), kind) / steps(lambda: work(few), kind) < 20


@pytest.mark.parametrize("kind", [Node, Equal])
def test_what_grows_in_proportion_is_seen(kind):
    few, many = ([kind() for _ in range(size)] for size in (50, 200))
    assert 3.5 < steps(lambda: once(many), kind) / steps(lambda: once(few), kind) < 4.5


def test_the_count_is_the_same_each_time():
    nodes = [Node() for _ in range(20)]
    counts = {steps(lambda: membership(nodes), Node) for _ in range(5)}
    assert len(counts) == 1 and counts.pop() > 20 * 20 / 2


def test_nothing_stays_changed():
    before = builtins.id, sys.gettrace(), Equal.__eq__

    def fail():
        raise KeyError

    for action in (lambda: None, fail):
        try:
            steps(action, Node, Equal, float)  # float is written in C and cannot be changed
        except KeyError:
            assert action is fail
        assert (builtins.id, sys.gettrace(), Equal.__eq__) == before
        assert "__eq__" not in vars(Node)
    assert Node() != Node() and len({Node(), Node()}) == 2


def test_an_id_is_still_the_id_of_its_object():
    node, kept = Node(), {}
    steps(lambda: kept.update({id(node): node}))
    assert kept[id(node)] is node and list(kept) == [id(node)]


def test_work_of_nothing_is_a_step():
    assert steps(int) == 1


def test_an_action_is_given_up_after_the_most_steps():
    """It may be one that never ends, and what traced before goes on."""

    def endless():
        while True:
            pass

    before = sys.gettrace()
    assert 1000 < steps(endless, most=1000) < 1100
    assert sys.gettrace() is before
    assert steps(lambda: None, most=1000) < 1000
