"""A collapsed picture adds up to the whole graph."""

import html
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import ids, network, texts

import autograd_mini as ag
from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.draw import draw_graph, style
from autograd_mini.draw.style import number
from autograd_mini.formulas import labels
from autograd_mini.graph import topological_order
from autograd_mini.testing.steps import steps
from autograd_mini.testing.strategies import networks_with_samples

ARROW = re.compile(r'id="flow-([-\w]+)".*penwidth=([\d.]+) tooltip="([\d,]+) edges?, .* is (.*)"')


def boxes(drawing):
    """Return {id: {name of a row: what is printed there}}."""
    found = {}
    for line in drawing.source.splitlines():
        if "ROUNDED" in line:
            cells = re.findall(r"<TR>(.*?)</TR>", line)[1:]
            rows = [re.findall(r">([^<]+)<", html.unescape(cell)) for cell in cells]
            found[re.search(r'\bid="?([-\w]+)', line)[1]] = dict(rows)
    return found


def arrows(drawing):
    """Return {id: (width, number of edges, norm)}."""
    found = map(ARROW.search, drawing.source.splitlines())
    return {m[1]: (float(m[2]), int(m[3].replace(",", "")), m[4]) for m in found if m}


def flows(J, box):
    """Return {(head, tail): what flows back on each edge}, where `box` names the box of a node."""
    found = {}
    for n in topological_order(J):
        for parent, partial in zip(n.parents, n.partials, strict=True):
            if box(parent) != box(n):
                found.setdefault((box(n), box(parent)), []).append(n.grad * partial)
    return found


def layer_box(n):
    base, superscript, _ = labels.parts(n.label)
    if not superscript:
        return "cost"
    return f"theta-{superscript}" if base == "Θ" else f"layer-{superscript}"


def unit_box(n):
    base, superscript, subscript = labels.parts(n.label)
    if not superscript:
        return "cost"
    return f"unit-{int(superscript) + (base == 'Θ')}-{subscript.split(',')[0]}"


@given(networks_with_samples(), st.sampled_from([("layers", layer_box), ("units", unit_box)]))
def test_boxes_and_arrows_add_up_to_the_graph(case, how):
    collapse, box = how
    x = [Value(number, label=f"a^(1)_{j}") for j, number in enumerate(case.X[0], start=1)]
    J = cross_entropy(case.net(x), case.Y[0])
    J.backward()
    nodes = topological_order(J)
    drawing = draw_graph(J, collapse=collapse)
    members = {}
    for n in nodes:
        members.setdefault(box(n), []).append(n)
    shown = boxes(drawing)
    assert {name: rows["nodes"] for name, rows in shown.items()} == {
        name: str(len(inside)) for name, inside in members.items()
    }
    for name, inside in members.items():
        deltas = [n.grad for n in inside if n.label.startswith("z")]
        if name == "cost":
            assert shown[name]["value"] == number(J.data)
        elif len(deltas) == 1:
            assert shown[name]["δ"] == number(deltas[0], signed=True)
        elif deltas:
            assert shown[name]["|δ|"] == number(math.hypot(*deltas))
        elif len(inside) == 1:
            assert shown[name]["grad"] == number(inside[0].grad, signed=True)
        else:
            assert shown[name]["|grad|"] == number(math.hypot(*[n.grad for n in inside]))
    expected = flows(J, box)
    norms = {key: math.hypot(*flowing) for key, flowing in expected.items()}
    found = arrows(drawing)
    assert set(found) == {f"{head}-{tail}" for head, tail in expected}
    for (head, tail), flowing in expected.items():
        width, count, norm = found[f"{head}-{tail}"]
        assert count == len(flowing)
        assert norm == number(norms[head, tail])
        share = math.sqrt(norms[head, tail] / max(norms.values()) if norms[head, tail] else 0)
        assert width == pytest.approx(0.7 + 4.3 * share, abs=0.006)


@pytest.mark.parametrize(("collapse", "name"), [("units", "unit-2-1"), ("layers", "layer-2")])
def test_a_box_without_z_has_the_grad_of_what_is_used_outside_of_it(collapse, name):
    """What is computed on the way to a has a grad, too, but the box sends none of it on."""
    x = Value(0.5, label="x_1")
    inside = x * 3.0
    a = inside.sigmoid()
    a.label = "a^(2)_1"
    J = a * 2.0
    J.backward()
    rows = boxes(draw_graph(J, collapse=collapse))[name]
    assert inside.grad not in (0.0, a.grad)
    assert rows == {"nodes": "2", "grad": number(a.grad, signed=True)}
    rows = boxes(draw_graph(a, collapse=collapse))[name]  # nothing of it is used outside
    assert rows == {"nodes": "2", "|grad|": number(math.hypot(inside.grad, a.grad))}


@pytest.mark.parametrize("collapse", ["units", "layers"])
def test_every_box_and_arrow_is_in_the_picture_once(collapse, renderer):
    _, _, J = network()
    drawing = draw_graph(J, collapse=collapse)
    found = ids(drawing.pipe("svg"))
    for name in [*boxes(drawing), *(f"flow-{name}" for name in arrows(drawing))]:
        assert found.count(name) == 1
    assert len(found) == len(set(found))


def test_a_label_of_a_whole_layer_is_one_box():
    z = Value(1.0, label="x_1") * 2
    z.label = "z^(2)"
    found = ids(draw_graph(z + 1, collapse="units").pipe("svg"))
    assert found.count("unit-2-all") == found.count("layer-2") == 1


def test_before_backward_norms_are_unknown():
    _, _, J = network()
    drawing = draw_graph(J, collapse="layers")
    assert boxes(drawing)["layer-2"]["|δ|"] == style.UNKNOWN
    assert {width for width, _, _ in arrows(drawing).values()} == {0.7}
    assert style.LIGHT.unsigned not in drawing.source


def large(n_in, sizes):
    sample = MLP(n_in, sizes, seed=0).forward([(7 * j % 11) / 11 for j in range(n_in)])
    J = cross_entropy(sample.a[len(sizes) + 1], [1.0] + [0.0] * (sizes[-1] - 1))
    J.backward()
    return J


def test_a_graph_collapses_by_itself_to_units_and_then_to_layers():
    J = large(12, [20, 5])
    drawing = draw_graph(J)
    assert len(topological_order(J)) > 300
    assert len(boxes(drawing)) == 26
    assert "nodes, collapsed: one box for each unit." in drawing.source
    drawing = draw_graph(large(6, [40, 11]))  # 40 · 11 arrows are too many
    assert set(boxes(drawing)) == {"theta-1", "layer-2", "theta-2", "layer-3", "cost"}
    assert "nodes, collapsed: one box for each layer and each Θ." in drawing.source


@pytest.mark.slow
def test_the_work_for_a_large_network_grows_as_the_network_does():
    few, many = large(49, [50, 10]), large(196, [50, 10])
    work = [steps(lambda J=J: draw_graph(J)) for J in (few, many)]
    sizes = [len(topological_order(J)) for J in (few, many)]
    assert work[1] / work[0] < 2 * sizes[1] / sizes[0]
    assert work[1] < 3000 * sizes[1]  # ten times what it is, most of it for reading labels
    # And Graphviz has as little to do.
    assert len(draw_graph(many).source) < 1.1 * len(draw_graph(few).source)


@pytest.mark.slow
def test_a_large_network_is_drawn(renderer):
    svg = draw_graph(large(784, [50, 10])).pipe("svg")
    assert ("Courier New", "39,250") in texts(svg)["theta-1"]
    assert texts(svg)["flow-layer-2-theta-1"][0][1] == "39,250 edges"


def test_what_cannot_be_collapsed():
    J = ag.total([Value(1.0)] * 3)
    for collapse in ("units", "layers"):
        with pytest.raises(
            ValueError, match=r'no label names a layer.*: 2 nodes\. Draw an earlier node.*"none"'
        ):
            draw_graph(J, collapse=collapse)


def test_too_many_boxes():
    _, _, J = network()
    with pytest.raises(ValueError, match=r'13 boxes, for units .* limit is 12.*collapse="layers"'):
        draw_graph(J, collapse="units", limit=12)
    with pytest.raises(ValueError, match=r"6 boxes, for layers.* limit is 5\. Raise limit=$"):
        draw_graph(J, collapse="layers", limit=5)
