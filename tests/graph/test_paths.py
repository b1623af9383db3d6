"""The paths of the chain rule: counted, listed, and added up to the derivative."""

import math
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograd_mini import MLP, Value
from autograd_mini.graph import Edge, Graph, topological_order
from autograd_mini.graph.paths import consumers, count_paths, on_the_way, paths
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs

EPS = sys.float_info.epsilon


def brute_force(J: Value, wrt: Value) -> int:
    return (J is wrt) + sum(brute_force(parent, wrt) for parent in J.parents)


def depends(n: Value, wrt: list[Value]) -> bool:
    return any(n is x for x in wrt) or any(depends(parent, wrt) for parent in n.parents)


def graph(drawn) -> tuple[list[Value], list[Value]]:
    """The leaves and all the results of a program, leaves included."""
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    return leaves, run(program, VALUES, leaves)


SMALL = programs(size=7)


@given(SMALL)
def test_count_is_that_of_a_search_through_all_paths(drawn):
    _, results = graph(drawn)
    for n in results:
        assert count_paths(results[-1], n) == brute_force(results[-1], n)


@given(SMALL)
def test_the_derivative_is_the_sum_over_all_paths_of_the_products_along_them(drawn):
    leaves, results = graph(drawn)
    J = results[-1]
    J.backward()
    for leaf in leaves:
        assume(count_paths(J, leaf) <= 2000)
        products = [
            math.prod(n.partials[slot] for n, slot in path) for path in paths(J, leaf, limit=2000)
        ]
        # One rounding for each edge of a path, and one for each path in the sum, for either way.
        slack = 4 * EPS * len(results) * math.fsum(map(abs, products))
        assert abs(leaf.grad - math.fsum(products)) <= slack


def assert_is_a_path(path: list[Edge], start: Value, end: Value) -> None:
    at = start
    for consumer, slot in path:
        assert consumer.parents[slot] is at
        at = consumer
    assert at is end


@given(SMALL)
def test_there_are_as_many_paths_as_counted_and_no_two_are_the_same(drawn):
    _, results = graph(drawn)
    J = results[-1]
    for n in results:
        assume(count_paths(J, n) <= 2000)
        found = paths(J, n, limit=2001)
        assert len(found) == count_paths(J, n)
        assert len({tuple((id(c), slot) for c, slot in path) for path in found}) == len(found)
        for path in found:
            assert_is_a_path(path, n, J)


@given(SMALL, st.integers(0, 5))
def test_a_limit_gives_the_first_paths(drawn, limit):
    leaves, results = graph(drawn)
    assume(count_paths(results[-1], leaves[0]) <= 2000)
    every = paths(results[-1], leaves[0], limit=2001)
    assert paths(results[-1], leaves[0], limit) == every[:limit]


@given(SMALL)
def test_paths_through_older_consumers_come_first(drawn):
    leaves, results = graph(drawn)
    found = paths(results[-1], leaves[0], limit=100)
    keys = [[(consumer.created, slot) for consumer, slot in path] for path in found]
    assert keys == sorted(keys)


@given(SMALL, st.data())
def test_on_the_way_are_the_nodes_on_some_path_in_topological_order(drawn, data):
    _, results = graph(drawn)
    some = st.lists(st.sampled_from(results), max_size=3)
    outputs, wrt = data.draw(some), data.draw(some)
    expected = [n for n in topological_order(*outputs) if depends(n, wrt)]
    assert list(map(id, on_the_way(outputs, wrt))) == list(map(id, expected))


@given(SMALL)
def test_on_the_way_to_one_output_lies_what_some_listed_path_goes_through(drawn):
    leaves, results = graph(drawn)
    J, leaf = results[-1], leaves[0]
    assume(0 < count_paths(J, leaf) <= 2000)
    through = {id(leaf)} | {id(n) for path in paths(J, leaf, limit=2000) for n, _ in path}
    nodes = on_the_way([J], [leaf])
    assert {id(n) for n in nodes} == through
    assert [n.created for n in nodes] == sorted({n.created for n in nodes})


@given(SMALL)
def test_every_edge_between_the_nodes_has_its_consumer(drawn):
    leaves, results = graph(drawn)
    nodes = on_the_way([results[-1]], leaves)
    known = {id(n) for n in nodes}
    edges = {
        (id(parent), id(n), slot)
        for n in nodes
        for slot, parent in enumerate(n.parents)
        if id(parent) in known
    }
    found = consumers(nodes)
    assert set(found) == known
    listed = [(start, id(n), slot) for start, out in found.items() for n, slot in out]
    assert len(listed) == len(edges)
    assert set(listed) == edges
    for out in found.values():
        assert [(n.created, slot) for n, slot in out] == sorted((n.created, s) for n, s in out)


@given(SMALL)
def test_a_graph_that_has_been_read_has_the_paths_of_its_value(drawn):
    leaves, results = graph(drawn)
    read = Graph(results[-1])
    for leaf in leaves:
        assert count_paths(read, leaf) == count_paths(results[-1], leaf)
        assert paths(read, leaf, limit=9) == paths(results[-1], leaf, limit=9)


def test_with_several_outputs_the_paths_are_those_to_the_first():
    x, J = doubled(40)
    n = x * 3
    for _ in range(40):
        n = n + n
    both = Graph(J, n)
    assert count_paths(both, x) == 2**40
    (way,) = paths(Graph(x.exp(), J), x, limit=9)  # without trying each of the ways to the other
    assert [consumer.op.name for consumer, _ in way] == ["exp"]


def test_x_times_x_has_two_paths():
    x = Value(3.0)
    J = x * x
    assert count_paths(J, x) == 2
    assert paths(J, x, limit=9) == [[(J, 0)], [(J, 1)]]


def test_slots_count_the_parents_and_not_the_numbers():
    x = Value(3.0)
    J = 2.0 * x
    assert paths(J, x, limit=9) == [[(J, 0)]]


def test_from_the_output_to_itself_there_is_one_path_of_no_edges():
    x = Value(3.0)
    J = x * x
    assert count_paths(J, J) == count_paths(x, x) == 1
    assert paths(J, J, limit=9) == paths(x, x, limit=9) == [[]]


def test_no_path_leads_from_a_value_that_is_not_reached():
    x, y = Value(3.0), Value(4.0)
    J = x * x
    after = J + y
    for n in (y, after):
        assert count_paths(J, n) == 0
        assert paths(J, n, limit=9) == []
        assert on_the_way([J], [n]) == []


def test_nothing_is_on_the_way_from_nothing_or_to_nothing():
    x = Value(3.0)
    assert on_the_way([x], []) == on_the_way([], [x]) == []


@pytest.mark.parametrize(("sizes", "count"), [((4, [5, 3]), 3), ((2, [2, 2, 2]), 4)], ids=str)
def test_paths_through_a_network(sizes, count):
    # From a weight of the first layer, one path through each way that the layers above offer; and
    # from each output unit, with its target 0 or 1, a single one to J.
    net = MLP(*sizes, seed=0)
    J = net.cost([[0.5] * sizes[0]], [[1.0] + [0.0] * (sizes[1][-1] - 1)])
    assert count_paths(J, net.theta[1][0][1]) == count


def test_a_path_of_20000_edges():
    x = n = Value(1.0)
    for _ in range(20_000):
        n = -n
    assert count_paths(n, x) == 1
    assert len(on_the_way([n], [x])) == 20_001


def doubled(times: int) -> tuple[Value, Value]:
    x = n = Value(1.0)
    for _ in range(times):
        n = n + n
    return x, n


def test_paths_are_counted_without_going_through_them():
    x, J = doubled(100)
    assert count_paths(J, x) == 2**100  # on no machine would 2**100 steps end


def test_a_few_of_very_many_paths_are_found_at_once():
    x, J = doubled(100)
    found = paths(J, x, limit=3)
    assert [[slot for _, slot in path][-2:] for path in found] == [[0, 0], [0, 1], [1, 0]]
    assert all(len(path) == 100 for path in found)
