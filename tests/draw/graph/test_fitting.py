"""A picture is laid out so that it can be read: wide graphs, deep ones, and intricate ones."""

import re

import pytest
from drawn import parts
from pictures import breaking, edges, network, texts

import autograd_mini as ag
from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.draw import draw_graph
from autograd_mini.draw.style import LIGHT, number


def operands(drawing, node):
    """Return what stands in a node below its gradient: the names of operands, and numbers."""
    words = [breaking(text).strip() for _, text in texts(drawing)[node]]
    return words[words.index("δ") + 2 :]


def test_a_node_of_many_operands_lists_them_with_the_numbers_of_their_edges(renderer):
    sample, _, J = network()
    J.backward()
    drawing = draw_graph(J, contributions=True)
    svg, found = drawing.pipe("svg"), edges(drawing)
    rank = ag.graph.Graph(J).rank
    for z in sample.z[3]:
        node = rank[id(z)]
        listed = operands(svg, f"node-{node}")
        numbers = [text for text in listed if re.fullmatch(r"∂ \S+|[+−][\d.e−]+|0", text)]
        expected = []
        for slot, partial in enumerate(z.partials):
            expected += [f"∂ {number(partial)}", number(z.grad * partial, signed=True)]
            # The numbers do not stand at the edge, too, which ends at their row.
            tail = rank[id(z.parents[slot])]
            _, _, attributes = found[f"edge-{node}-{tail}-{slot}"]
            assert not attributes["label"]
            assert f'headport="operand-{slot}:w"' in drawing.source
        assert numbers == expected
    # The one edge into a logarithm has a label of its own.
    assert any("∂" in attributes["label"] for _, _, attributes in found.values())


@pytest.mark.parametrize("options", [{"partials": "edges"}, {"direction": "TB"}])
def test_numbers_at_every_edge_if_that_is_asked_for(options):
    _, _, J = network()
    J.backward()
    assert all(
        "∂" in a["label"] or "g′" in a["label"]
        for _, _, a in edges(draw_graph(J, **options)).values()
    )
    assert "operand-" not in draw_graph(J, **options).source


def test_the_factor_between_z_and_a_is_called_by_its_name():
    sample, _, J = network()
    J.backward()
    rank = ag.graph.Graph(J).rank
    found = edges(draw_graph(J, partials="edges"))
    for layer in (2, 3):
        for z, a in zip(sample.z[layer], sample.a[layer], strict=True):
            _, _, attributes = found[f"edge-{rank[id(a)]}-{rank[id(z)]}-0"]
            assert attributes["label"].split() == ["g′", number(a.partials[0])]
    assert sum("g′" in attributes["label"] for _, _, attributes in found.values()) == 8


def fed_by_one_leaf(size):
    """Return the end of a chain of so many nodes that one leaf feeds."""
    x = v = Value(0.5, label="x")
    for i in range(size - 1):
        v = v * x if i % 2 else v + x
    v.backward()
    return v


@pytest.mark.slow
def test_a_chain_fed_by_one_leaf_is_drawn():
    """It took more than a minute, and was given up, for all its nodes had edges to lead past."""
    J = fed_by_one_leaf(200)
    drawing = draw_graph(J)
    svg = drawing.pipe("svg")
    found = texts(svg)
    rank = ag.graph.Graph(J).rank
    for n in ag.graph.topological_order(J)[1:]:
        for slot, parent in enumerate(n.parents):
            edge = f"edge-{rank[id(n)]}-{rank[id(parent)]}-{slot}"
            assert found[edge][0][1].split() == ["∂", number(n.partials[slot])]
    assert "headlabel" not in draw_graph(fed_by_one_leaf(30)).source


def deep():
    sample = MLP(3, [4] * 9 + [2], seed=1).forward([1.0, 2.0, 3.0])
    J = cross_entropy(sample.a[11], [1, 0])
    J.backward()
    return J


def test_of_a_deep_graph_auto_draws_what_can_be_read():
    J = deep()
    boxes = parts(draw_graph(J))
    assert {"unit-2-1", "unit-11-2", "cost"} <= boxes.keys()
    assert "rankdir=TB" in draw_graph(J).source
    assert "rankdir=LR" in draw_graph(J, direction="LR").source
    assert len([name for name in parts(draw_graph(J, collapse="none")) if "node-" in name]) > 80
    sample, _, shallow = network()
    assert "rankdir=LR" in draw_graph(shallow, collapse="layers").source
    assert f"node-{ag.graph.Graph(shallow).rank[id(sample.z[2][0])]}" in parts(draw_graph(shallow))


@pytest.mark.parametrize("collapse", ["units", "layers"])
def test_arrows_between_boxes_point_where_their_number_goes(collapse):
    _, _, J = network()
    before = [line for line in draw_graph(J, collapse=collapse).body if 'id="flow-' in line]
    J.backward()
    after = [line for line in draw_graph(J, collapse=collapse).body if 'id="flow-' in line]
    assert before and all("dir=forward" in line for line in before)
    assert len(after) == len(before) and all("dir=back" in line for line in after)
    assert all(LIGHT.positive not in line and LIGHT.negative not in line for line in after)
