"""draw_graph shows the whole graph, and nothing but the graph."""

import re

import pygraphviz
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pictures import breaking, ids, network, tooltips, words

import autograd_mini as ag
from autograd_mini import Value
from autograd_mini.draw import draw_graph, style
from autograd_mini.graph import topological_order


def edges(drawing):
    """Return {id: (tail, head, attributes)} of the visible edges."""
    found = {}
    for tail, head, rest in re.findall(r"^\t(n\d+) -> (n\d+) \[(.*)\]$", drawing.source, re.M):
        attributes = {
            key: value.strip('"') for key, value in re.findall(r'(\w+)=("[^"]*"|\S+)', rest)
        }
        found[attributes["id"]] = (tail, head, attributes)
    return found


def test_an_edge_for_every_slot():
    x, y = Value(3.0, label="x"), Value(2.0, label="y")
    J = x * x + ag.dot([x, y], [y, 1.0])
    J.backward()
    found = edges(draw_graph(J))
    # n1 = x, n2 = y, n3 = x·x, n4 = dot(x, y; y, 1), n5 = J
    assert {name: (tail, head) for name, (tail, head, _) in found.items()} == {
        "edge-3-1-0": ("n1", "n3"),
        "edge-3-1-1": ("n1", "n3"),
        "edge-4-1-0": ("n1", "n4"),
        "edge-4-2-1": ("n2", "n4"),
        "edge-4-2-2": ("n2", "n4"),
        "edge-5-3-0": ("n3", "n5"),
        "edge-5-4-1": ("n4", "n5"),
    }
    labels = {name: attributes["label"].strip() for name, (_, _, attributes) in found.items()}
    assert labels["edge-3-1-0"] == labels["edge-3-1-1"] == "∂ 3.000"
    assert (labels["edge-4-1-0"], labels["edge-4-2-1"], labels["edge-4-2-2"]) == (
        "∂ 2.000", "∂ 1.000", "∂ 3.000",
    )  # fmt: skip


def test_width_and_colour_are_those_of_the_flow():
    x, y = Value(3.0), Value(2.0)
    J = x * 10.0 - y * 0.1 + 0 * y
    J.backward()
    flows = {}
    for _, head, attributes in edges(draw_graph(J)).values():
        n = topological_order(J)[int(head[1:]) - 1]
        slot = int(attributes["id"].rsplit("-", 1)[1])
        flows[attributes["id"]] = n.grad * n.partials[slot]
    for name, (_, _, attributes) in edges(draw_graph(J)).items():
        flow, width = flows[name], float(attributes["penwidth"])
        expected = style.POSITIVE if flow > 0 else style.NEGATIVE if flow < 0 else style.NOTHING
        assert attributes["color"] == expected
        assert width == pytest.approx(0.7 + 4.3 * (abs(flow) / 10) ** 0.5, abs=0.006)
    assert set(map(abs, flows.values())) >= {10.0, 1.0, 0.1, 0.0}


def test_a_gradient_is_unknown_before_backward():
    x = Value(3.0, label="x")
    J = x * 2
    before = draw_graph(J).source
    assert before.count(style.UNKNOWN) == 2
    J.backward()
    after = draw_graph(J).source
    assert style.UNKNOWN not in after
    assert "+2.000" in after


def test_drawing_changes_nothing_and_equal_graphs_draw_equally():
    def build():
        _, _, J = network()
        J.backward()
        return J

    J, again = build(), build()
    before = [(n.data, n.grad, n.label) for n in topological_order(J)]
    source = draw_graph(J).source
    assert [(n.data, n.grad, n.label) for n in topological_order(J)] == before
    assert draw_graph(J).source == source == draw_graph(again).source


def test_a_box_for_each_layer_and_one_for_the_cost():
    _, _, J = network()
    graph = pygraphviz.AGraph(string=draw_graph(J).source)
    sizes = {box.graph_attr["id"]: len(box.nodes()) for box in graph.subgraphs()}
    sizes.pop("", None)
    # x and Θ^(1); z, a and Θ^(2); z and a; 3 logs, 2 differences, a sum, J
    assert sizes == {"layer-1": 4 + 25, "layer-2": 5 + 5 + 18, "layer-3": 6, "cost": 7}


def test_products_without_a_label_stay_in_the_layer_they_are_used_in():
    w = [Value(0.5, label="Θ^(1)_1,1"), Value(0.1, label="Θ^(1)_1,2")]
    x = [Value(1.0, label="x_1"), Value(2.0, label="x_2")]
    z = w[0] * x[0] + w[1] * x[1]
    z.label = "z^(2)_1"
    graph = pygraphviz.AGraph(string=draw_graph(ag.sigmoid(z)).source)
    boxes = {b.graph_attr["id"]: set(b.nodes()) for b in graph.subgraphs() if b.graph_attr["id"]}
    assert boxes == {
        "layer-1": {"n1", "n2", "n3", "n4"},
        "layer-2": {"n5", "n6", "n7"},
        "cost": {"n8"},
    }


def test_a_graph_without_layers_has_no_boxes():
    assert "cluster" not in draw_graph(Value(1.0, label="x") * 2).source


@pytest.mark.parametrize(
    ("build", "title"),
    [
        (lambda x: 1 - x, "1 − x"),
        (lambda x: x**3, "x ^ 3"),
        (lambda x: 2**x, "2 ^ x"),
        (lambda x: x.sqrt(), "√x"),
        (lambda x: ag.maximum(x, 0.5), "max(x, 0.5)"),
        (lambda x: ag.log_sigmoid(x), "log σ(x)"),
        (lambda x: abs(x), "|x|"),
        (lambda x: ag.total([x, x]), "Σ"),
        (lambda x: -ag.total([x, x]), "−Σ"),
        (lambda x: ag.dot([x], [2.0]), "x·2"),
        (lambda x: (x + 1) / x, "… ÷ x"),
    ],
)
def test_titles_of_operations(build, title):
    J = build(Value(0.25, label="x_1"))
    assert f"<B>{title}</B>" in draw_graph(J).source


def test_every_node_and_edge_is_in_the_picture_once(renderer):
    _, _, J = network()
    J.backward()
    found = ids(draw_graph(J).pipe("svg"))
    nodes = topological_order(J)
    for rank, n in enumerate(nodes, start=1):
        assert found.count(f"node-{rank}") == 1
        for slot, parent in enumerate(n.parents):
            assert found.count(f"edge-{rank}-{nodes.index(parent) + 1}-{slot}") == 1
    assert all(found.count(box) == 1 for box in ("layer-1", "layer-2", "layer-3", "cost"))


NASTY = [
    "<b>bold</b>", "&lt;", "a & b", '"quoted"', "it's", "back\\slash \\N \\n", "损失函数", "]]>",
    "</TABLE>", "<!--", "x\ty", "%s {0}", "label=<x>", "\\", "emoji 🌸", "é",
]  # fmt: skip


@pytest.mark.parametrize("label", NASTY)
def test_labels_are_text(label, renderer):
    J = Value(1.0, label=label) * 2
    svg = draw_graph(J).pipe("svg")
    label = label.replace("\t", " ")
    assert label in [breaking(word).strip() for word in words(svg)]
    assert any(tooltip.startswith(f"{label} = 1.0, grad") for tooltip in tooltips(svg))


def test_a_label_of_two_lines(renderer):
    svg = draw_graph(Value(1.0, label="first\nsecond") * 2).pipe("svg")
    assert {"first", "second"} <= set(words(svg))


@settings(max_examples=30, deadline=None)
@example("\t")
@example("]")
@example("two  spaces\N{NO-BREAK SPACE}")
@given(st.text(st.characters(), max_size=60))
def test_no_label_breaks_a_picture(label):
    J = Value(1.0, label=label) * Value(2.0, label=label + "_1")
    svg = draw_graph(J).pipe("svg")
    assert ids(svg).count("node-3") == 1
    expected = f"{style.plain(label)} = 1.0, grad 0.0".replace("\n", " ")
    assert breaking(expected) in map(breaking, tooltips(svg))


def test_a_very_long_label_is_cut_but_not_in_the_tooltip():
    source = draw_graph(Value(1.0, label="long " * 40) * 2).source
    assert "…" in source
    assert re.search(r'tooltip="(long ){40} = 1\.0', source)


def test_too_large_to_read():
    x = Value(1.0)
    J = ag.total([x * i for i in range(200)])
    with pytest.raises(ValueError, match=r"202 nodes .* limit is 150.*draw_network.*limit="):
        draw_graph(J)
    assert draw_graph(J, limit=300).source.count("->") == 400


def test_what_is_no_value():
    with pytest.raises(TypeError, match="draw_graph takes the Value"):
        draw_graph(3.0)
