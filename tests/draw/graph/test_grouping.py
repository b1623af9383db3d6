"""Labels say where nodes belong, as long as they do not contradict the graph."""

import pytest
from hypothesis import given

from autograd_mini import Value, cross_entropy, sigmoid
from autograd_mini.draw.graph.grouping import (
    ALL,
    COST,
    Group,
    by_layer,
    by_layer_and_weights,
    by_unit,
    fit,
    groups,
    side_by_side,
)
from autograd_mini.graph import topological_order
from autograd_mini.testing.strategies import networks_with_samples


def record(case):
    """Return the record of a case's first sample, its inputs as nodes, and all nodes of its J."""
    x = [Value(number, label=f"a^(1)_{j}") for j, number in enumerate(case.X[0], start=1)]
    sample = case.net.forward(x)
    J = cross_entropy(sample.a[len(sample.a)], case.Y[0])
    return sample, topological_order(J)


@given(networks_with_samples(m=1))
def test_the_groups_of_a_network(case):
    sample, nodes = record(case)
    layer, box, unit = (
        {n.created: group[id(n)] for n in nodes}
        for group in (groups(nodes, of) for of in (by_layer, by_layer_and_weights, by_unit))
    )
    for number, rows in sample.theta.items():
        for i, row in enumerate(rows, start=1):
            for theta in row:
                assert layer[theta.created] == Group(number)
                assert box[theta.created] == Group(number, weights=True)
                assert unit[theta.created] == Group(number + 1, str(i))
    for number, values in [*sample.z.items(), *sample.a.items()]:
        for i, n in enumerate(values, start=1):
            assert layer[n.created] == box[n.created] == Group(number)
            assert unit[n.created] == Group(number, str(i))
    named = sum(len(v) for v in [*sample.z.values(), *sample.a.values()])
    named += sum(len(row) for rows in sample.theta.values() for row in rows)
    for found in (layer, box, unit):
        assert sum(group.layer == COST for group in found.values()) == len(nodes) - named


def test_a_label_that_names_no_unit_means_all_of_them():
    assert by_unit(Value(1.0, label="z^(2)")) == Group(2, ALL)
    assert by_unit(Value(1.0, label="x_3")) == Group(1, "3")
    assert by_unit(Value(1.0, label="x_3") * 1.0) is None


def test_a_node_without_a_label_belongs_to_the_first_layer_it_is_used_in():
    x = Value(1.0, label="x_1")
    shared = x * 2
    z2, z3 = shared + 1, shared + 2
    z2.label, z3.label = "z^(2)_1", "z^(3)_1"
    nodes = topological_order(z2 + z3)
    assert groups(nodes, by_layer)[id(shared)] == Group(2)
    assert groups(nodes, by_unit)[id(shared)] == Group(2, "1")


@given(networks_with_samples(m=1))
def test_the_columns_of_a_network(case):
    sample, nodes = record(case)
    layer = groups(nodes, by_layer)
    lines = []
    for number in sample.a:
        found = side_by_side([n for n in nodes if layer[id(n)] == Group(number)])
        lines += found
        first, last = list(map(id, found[0])), list(map(id, found[-1]))  # == is that of numbers
        z, a = list(map(id, sample.z.get(number, []))), list(map(id, sample.a[number]))
        rows = [list(map(id, row)) for row in sample.theta.get(number, [])]
        assert [n for n in last if n in z] == z
        assert [n for n in first if n in a] == a
        assert [n for n in first if n not in a] == [theta for row in rows for theta in row]
        # No activation stands between two weights of one row.
        for row in rows:
            at = [first.index(theta) for theta in row]
            assert at == list(range(at[0], at[0] + len(row)))
    assert fit(nodes, lines)


@pytest.mark.parametrize("steps", [1, 3])
def test_nodes_that_depend_on_each_other_do_not_fit_in_one_line(steps):
    first = n = Value(0.5, label="a^(2)_1")
    for _ in range(steps):
        n = sigmoid(n)
    assert not fit(topological_order(n), [[first, n]])
    assert fit(topological_order(n), [[first], [n]])
    assert fit(topological_order(n), [])


def test_lines_that_lead_in_a_circle_do_not_fit():
    p, q = Value(1.0), Value(2.0)
    after_p, after_q = p * 1.0, q * 1.0
    nodes = topological_order(after_p + after_q)
    assert fit(nodes, [[p, q], [after_p, after_q]])
    assert not fit(nodes, [[p, after_q], [q, after_p]])
