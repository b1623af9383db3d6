"""draw_graph shows the whole graph, and nothing but the graph."""

import difflib
import itertools
import re
import sys
from pathlib import Path

import pygraphviz
import pytest
from drawn import as_float, parts
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pictures import breaking, caption, edges, graph_of, ids, network, texts, tooltips, words
from vertical import vertical

import autograd_mini as ag
from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.draw import draw_graph, style
from autograd_mini.draw.style import number
from autograd_mini.files import write
from autograd_mini.formulas.labels import ours
from autograd_mini.graph import Graph, topological_order
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs


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
    printed = {name: dict(texts(draw_graph(J).pipe("svg"))[name])["Arial"] for name in found}
    assert printed["edge-3-1-0"] == printed["edge-3-1-1"] == "∂ 3.00"
    assert (printed["edge-4-1-0"], printed["edge-4-2-1"], printed["edge-4-2-2"]) == (
        "∂ 2.00", "∂ 1.00", "∂ 3.00",
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
        expected = (
            style.LIGHT.positive
            if flow > 0
            else style.LIGHT.negative
            if flow < 0
            else style.LIGHT.nothing
        )
        assert attributes["color"] == expected
        assert width == pytest.approx(0.7 + 4.3 * (abs(flow) / 10) ** 0.5, abs=0.006)
    assert set(map(abs, flows.values())) >= {10.0, 1.0, 0.1, 0.0}


def test_a_gradient_is_unknown_before_backward():
    x = Value(3.0, label="x")
    J = x * 2
    drawing = draw_graph(J, contributions=True)
    assert drawing.source.count(f">{style.UNKNOWN}<") == 3
    assert caption(drawing)[-1] == "Gradients are – until backward() has run."
    assert {attributes["color"] for _, _, attributes in edges(drawing).values()} == {
        style.LIGHT.nothing
    }
    J.backward()
    after = draw_graph(J, contributions=True).source
    assert style.UNKNOWN not in after
    assert after.count(">+2.00<") == 2


def test_gradients_of_another_output_are_not_taken_for_those_of_this_one():
    x = Value(3.0, label="x")
    u = x * 2
    J, other = u + 1, u * 5
    other.backward()
    drawing = draw_graph(J)
    assert drawing.source.count(f">{style.UNKNOWN}<") == 3
    assert all(width == "0.7" for width in re.findall(r"penwidth=([\d.]+)", drawing.source))


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
        (lambda x: 1 - x, "1 − x1"),
        (lambda x: x**3, "x1^3"),
        (lambda x: 2**x, "2^x1"),
        (lambda x: x.sqrt(), "√x1"),
        (lambda x: ag.maximum(x, 0.5), "max(x1, 0.5)"),
        (lambda x: ag.log_sigmoid(x), "log σ(x1)"),
        (lambda x: abs(x), "|x1|"),
        (lambda x: ag.total([x, x]), "Σ"),
        (lambda x: -ag.total([x, x]), "−v1"),
        (lambda x: ag.dot([x], [2.0]), "x1 · 2"),
        (lambda x: ag.dot([x, x], [2.0, x]), "x1 · 2 + x1 · x1"),
        (lambda x: ag.dot([x] * 3, [1.0, 2.0, 3.0]), "·"),
        (lambda x: (x + 1) / x, "v1 / x1"),
        (lambda x: x * Value(2.0, label="x_2"), "x1 · x2"),
        (lambda x: (x + 1) + (x + 2), "v1 + v2"),
        (lambda x: ag.maximum(x, Value(2.0, label="x_2")), "max(x1, x2)"),
        (lambda x: Value(2.0, label="a^(1)_2") ** 2, "(a(1)2)^2"),
        (lambda x: x + Value(2.0, label="x_1"), "x1 + x1⟨2⟩"),
        (lambda x: x * Value(2.0, label="a_label_so_long_that_ends_in_w2"), "x1 · a_label…_in_w2"),
    ],
)
def test_titles_of_operations(build, title):
    J = build(Value(0.25, label="x_1"))
    found = parts(draw_graph(J))[f"node-{len(Graph(J))}"]["label"]
    heading = re.sub("<[^>]*>", "", found.partition("</TD>")[0]).replace("\N{NO-BREAK SPACE}", " ")
    assert heading == f"J {title}"


@pytest.mark.parametrize("x", [[0.5, 1.0], [Value(0.5, label="x_1"), Value(1.0, label="x_2")]])
def test_a_weighted_sum_of_inputs(x):
    sample = ag.MLP(2, [2, 1], seed=0).forward(x)
    found = parts(draw_graph(sample.a[3][0]))
    headings = [
        re.sub("<[^>]*>", "", part["label"].partition("</TD>")[0])
        for name, part in found.items()
        if name.startswith("node")
    ]
    assert [h for h in headings if h.startswith("z")] == [
        "z(2)1 Θ·x", "z(2)2 Θ·x", "z(3)1 Θ·a",
    ]  # fmt: skip


@given(programs(size=10))
def test_nodes_are_called_as_explanations_call_them(drawn):
    program, numbers = drawn
    J = run(program, VALUES, [Value(x) for x in numbers])[-1]
    found = parts(draw_graph(J))
    graph = Graph(J)
    for n in graph.nodes:
        label = found[f"node-{graph.rank[id(n)]}"]["label"]
        name = re.sub("<[^>]*>", "", label.partition("</B>")[0])
        assert name == graph.names[id(n)].text.replace("_", "")


def test_the_adjoint_of_a_z_is_called_delta():
    _, _, J = network()
    J.backward()
    drawing = draw_graph(J)
    found = parts(drawing)
    for n in Graph(J).nodes:
        label = found[f"node-{Graph(J).rank[id(n)]}"]["label"]
        assert (">δ<" in label) == n.label.startswith("z^")
        assert not (">δ<" in label and ">grad<" in label)
    assert "δ = ∂J/∂z" in drawing.source
    assert "δ" not in draw_graph(Value(2.0, label="z") * 3).source


def test_an_arrow_points_where_its_number_goes():
    x = Value(2.0, label="x")
    J = x * 3
    assert parts(draw_graph(J))["edge-2-1-0"]["dir"] == "forward"
    J.backward()
    assert parts(draw_graph(J))["edge-2-1-0"]["dir"] == "back"


def test_every_node_and_edge_is_in_the_picture_once(renderer):
    _, _, J = network()
    J.backward()
    found = ids(draw_graph(J).pipe("svg"))
    rank_of, nodes = Graph(J).rank, topological_order(J)
    for rank, n in enumerate(nodes, start=1):
        assert found.count(f"node-{rank}") == 1
        for slot, parent in enumerate(n.parents):
            assert found.count(f"edge-{rank}-{rank_of[id(parent)]}-{slot}") == 1
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
@example("A0")
@example(r"\alpha_{1}")
@given(st.text(st.characters(), max_size=60))
def test_no_label_breaks_a_picture(label):
    J = Value(1.0, label=label) * Value(2.0, label=label + "_1")
    svg = draw_graph(J).pipe("svg")
    assert ids(svg).count("node-3") == 1
    expected = f"{style.plain(ours(label) or 'v_1')} = 1.0, grad –".replace("\n", " ")
    assert breaking(expected) in map(breaking, tooltips(svg))


def test_a_very_long_label_is_cut_but_not_in_the_tooltip():
    source = draw_graph(Value(1.0, label="long " * 40) * 2).source
    assert "…" in source
    assert re.search(r'tooltip="(long ){40} = 1\.0', source)


# What pages and animations rely on.


@pytest.mark.parametrize("collapse", ["none", "compact"])
@settings(max_examples=12)
@given(drawn=programs(size=8), contributions=st.booleans(), expand=st.booleans())
def test_the_texts_of_nodes_and_edges_are_where_they_are_said_to_be(
    collapse, drawn, contributions, expand
):
    J, _ = graph_of(drawn)
    J.backward()
    nodes = topological_order(J)
    drawing = draw_graph(J, collapse=collapse, contributions=contributions, expand=expand)
    found = texts(drawing.pipe("svg"))
    rank_of = Graph(J).rank
    for rank, n in enumerate(nodes, start=1):
        mono = [text for font, text in found[f"node-{rank}"] if "Courier" in font]
        assert mono == [number(n.data), number(n.grad, signed=True)]
        for slot, (parent, partial) in enumerate(zip(n.parents, n.partials, strict=True)):
            printed = [text for _, text in found[f"edge-{rank}-{rank_of[id(parent)]}-{slot}"]]
            expected = [f"∂ {number(partial)}", number(partial * n.grad, signed=True)]
            assert printed == expected[: 1 + contributions]
    assert len([i for i in found if i and i.startswith("node-")]) == len(nodes)
    assert len([i for i in found if i and i.startswith("edge-")]) == sum(
        len(n.parents) for n in nodes
    )


UNITS = [f"{base}^({layer})_{i}" for base in "za" for layer in (1, 2) for i in (1, 2)]
LABELS = st.sampled_from(["", "J", "x_1", *UNITS, "Θ^(1)_1,1", "Θ^(1)_2,1", "Θ^(2)_1,1"])


@settings(max_examples=20)
@given(programs(size=8), st.data(), st.sampled_from(["LR", "TB"]))
def test_labels_that_contradict_the_graph_break_no_picture(drawn, data, direction):
    J, _ = graph_of(drawn)
    nodes = topological_order(J)
    for n in nodes:
        n.label = data.draw(LABELS)
    found = ids(draw_graph(J, expand=True, direction=direction).pipe("svg"))
    assert [found.count(f"node-{rank + 1}") for rank in range(len(nodes))] == [1] * len(nodes)
    assert sum(i.startswith("edge-") for i in found) == sum(len(n.parents) for n in nodes)


# Looks.


def test_captions_are_short_lines():
    """A caption is never wider than three nodes and the arrows between them."""
    sample, _, J = network()
    drawings = [draw_graph(J, collapse=c) for c in ("none", "units", "layers")]
    J.backward()
    drawings += [draw_graph(J, collapse=c, contributions=True) for c in ("none", "units", "layers")]
    drawings.append(draw_graph(J, highlight=sample.theta[1][0][0]))
    for drawing in drawings:
        lines = caption(drawing)
        assert 2 <= len(lines) <= 5
        assert max(map(len, lines)) <= 72


def test_b_is_a_bias_only_where_there_are_weights():
    a, b, w = (Value(1.0, label=label) for label in "abw")
    assert "class=parameter" not in draw_graph(a * b).source
    assert draw_graph(w * a + b).source.count("class=parameter") == 2


GOLDEN = Path(__file__).parent / "golden"
REGENERATE = "python tests/draw/graph/test_computation.py"


def golden():
    """Return {name: DOT} of the demo's graph, with no more digits than every machine agrees on."""
    sys.path.insert(0, str(Path(__file__).parents[3] / "demos"))
    try:
        from delta_flow import SPECIES, read_flower
    finally:
        del sys.path[0]
    measurements, species = read_flower(1)
    x = [Value(cm, label=f"a^(1)_{j}") for j, cm in enumerate(measurements, start=1)]
    sample = MLP(4, [5, 3], seed=0).forward(x)
    J = cross_entropy(sample.a[3], [float(name == species) for name in SPECIES])
    J.backward()
    drawings = {
        "computation": draw_graph(J),
        "computation_layers": draw_graph(J, collapse="layers", dark=True),
        "computation_highlight": draw_graph(
            J,
            highlight=sample.theta[1][0][1],
            expand=True,
            contributions=True,
            direction="TB",
            digits=2,
        ),
    }
    return {
        name: re.sub(
            r"\d+\.\d{7,}(e−?\d+)?",
            lambda m: f"{as_float(m[0]):.4g}".replace("-", "−"),
            drawing.source,
        )
        for name, drawing in drawings.items()
    }


@pytest.mark.parametrize("name", ["computation", "computation_layers", "computation_highlight"])
def test_the_demo_is_drawn_as_it_was(name):
    expected = (GOLDEN / f"{name}.gv").read_text("utf-8")
    if golden()[name] != expected:
        lines = difflib.unified_diff(
            expected.splitlines(), golden()[name].splitlines(), "golden", "now", n=0, lineterm=""
        )
        short = "\n".join(line[:300] for line in itertools.islice(lines, 12))
        pytest.fail(
            f"the picture {name} has changed:\n{short}\nIf that is meant, look at the picture, and "
            f"then write all of golden/ anew by `{REGENERATE}`"
        )


def test_a_graph_that_has_been_read_is_drawn_as_its_value_is():
    _, _, J = network()
    J.backward()
    graph = Graph(J)
    for how in ({}, {"expand": True}, {"collapse": "layers"}, {"highlight": graph.nodes[0]}):
        assert draw_graph(graph, **how).source == draw_graph(J, **how).source


def test_a_graph_with_two_outputs():
    x = Value(1.0, label="x")
    a, b = x * 2, x + 1
    drawing = draw_graph(Graph(a, b))
    assert len(edges(drawing)) == 2 and drawing.source.count("class=output") == 2


@pytest.mark.parametrize("collapse", ["none", "layers"])
def test_an_edge_whose_local_derivative_does_not_exist(collapse):
    _, slope = vertical()
    slope.label = "z^(2)_1"
    with pytest.raises(
        ag.DomainError, match=r"^pow\(x = 0\.0, 1\.5\) can .*, but not once more: pow"
    ):
        draw_graph(slope * 3, collapse=collapse)


def test_what_is_no_value():
    with pytest.raises(TypeError, match="draw_graph takes a Value or a Graph, not float"):
        draw_graph(3.0)


if __name__ == "__main__":
    for name, source in golden().items():
        write(GOLDEN / f"{name}.gv", source.encode())
