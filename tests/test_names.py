"""A node has one name, in whatever speaks of it: pictures, steps, slides, words and checks."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from drawn import parts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograd_mini import MLP, Value, cross_entropy, explain
from autograd_mini.draw import draw_graph, draw_network
from autograd_mini.graph import Graph
from autograd_mini.stepper import animate, frames, stepper
from autograd_mini.testing import gradcheck
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs

LABELS = ("", "", "J", "x", "x_1", "w2", r"\theta_1", "z^(2)_1", "v_2", "a rate", "∂u/∂v")


@st.composite
def labelled_graphs(draw):
    """Return the end of a random graph whose nodes have labels, twins among them."""
    program, numbers = draw(programs(size=8))
    J = run(program, VALUES, [Value(x) for x in numbers])[-1]
    for n in Graph(J).nodes:
        n.label = draw(st.sampled_from(LABELS))
    return J


def in_short(text):
    return re.sub(r"[\s_^()\N{NO-BREAK SPACE}]", "", text)


@settings(suppress_health_check=list(HealthCheck), max_examples=8)
@given(labelled_graphs())
def test_everybody_calls_a_node_the_same(J):
    graph = Graph(J)
    names = [graph.names[id(n)].text for n in graph.nodes]
    assert len(set(names)) == len(names)
    explained = [step.left.text for step in explain(J).steps if step.kind in ("given", "value")]
    assert sorted(explained) == sorted(names)
    assert [node["name"] for node in stepper(J).steps["nodes"]] == names
    found = parts(draw_graph(J))
    drawn = [
        found[f"node-{rank}"]["label"].partition("</B>")[0] for rank in range(1, len(names) + 1)
    ]
    written = [in_short(re.sub("<[^>]*>", "", name)) for name in drawn]
    assert written == list(map(in_short, names))
    still = ET.fromstring(animate(J).still())
    animated = {
        in_short("".join(g.itertext())) for g in still.iter() if "node" in g.get("class", "")
    }
    for name in names:
        assert any(text.startswith(in_short(name)) for text in animated)


def test_slides_name_nodes_as_explanations_do(tmp_path):
    x = Value(3.0, label="x")
    J = (x * x + Value(2.0, label="x")) * x
    names = {symbol.text for symbol in Graph(J).names.values()}
    said = " ".join(
        "".join(ET.fromstring(Path(path).read_text("utf-8")).itertext())
        for path in frames(J, tmp_path)
    )
    for name in names:
        assert in_short(name) in in_short(said)


def test_a_network_names_its_parts_as_its_graph_does():
    sample = MLP(2, [2, 1], seed=0).forward([1.0, 2.0])
    J = cross_entropy(sample.a[3], [1])
    J.backward()
    names = {symbol.text for symbol in Graph(J).names.values()}
    tooltips = " ".join(
        part.get("tooltip", "") for part in parts(draw_network(sample, J=J)).values()
    )
    for name in names - {"J"}:
        if not name.startswith("v_"):  # of the cost, which a picture of a network does not show
            assert name in tooltips.replace("\\", "")


def test_a_check_names_its_inputs_as_pictures_do():
    x, y = Value(2.0, label=r"\theta_1"), Value(5.0, label="θ_1")
    report = gradcheck(lambda u, v: u * v, x, y)
    assert [row.label for row in report.rows] == ["θ_1", "θ_1⟨2⟩"]
    assert [n.text for n in Graph(x * y).names.values()] == ["J", "θ_1", "θ_1⟨2⟩"]
