"""A slide shows what is known by then, large enough to be read, and all of it within the slide."""

import re
import xml.etree.ElementTree as ET

import pytest
from equations import written
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import neuron
from pictures import SVG, graph_of, network

from autograd_mini import MLP, Value, cross_entropy, dot
from autograd_mini.draw.style import DARK, LIGHT, UNKNOWN, arrow, number
from autograd_mini.formulas.notation import written_sides
from autograd_mini.stepper.knowledge import known
from autograd_mini.stepper.painting import NOT_YET
from autograd_mini.stepper.slide import Film
from autograd_mini.stepper.trace import Trace
from autograd_mini.testing.strategies import programs

FEW = settings(max_examples=5)


def trace_of(drawn):
    return Trace(graph_of(drawn)[0])


def slides(film):
    """Return what is known at each moment, and the slide of it."""
    return [
        (now, ET.fromstring(film.frame(count, now)))
        for count, now in enumerate(known(film.trace), start=1)
    ]


def groups(root, attribute):
    """Return the nodes or the edges that have words, and not those of the map."""
    found = [g for g in root.iter(f"{SVG}g") if g.get(attribute)]
    return {g.get(attribute): g for g in found if g.find(f"{SVG}text") is not None}


def text(group, name):
    (found,) = [t for t in group.iter(f"{SVG}text") if name in t.get("class", "").split()]
    return found.text or ""


def written_on(root, name):
    """Return the heading, the sentence or the equation in one line, without spaces."""
    lines = [line for line in root.findall(f"{SVG}text") if line.get("class") == name]
    return "".join("".join("".join(line.itertext()) for line in lines).split())


def two_two_one():
    sample = MLP(2, [2, 1], seed=0).forward([Value(x, label=f"x_{x:g}") for x in (5.1, 3.5)])
    return cross_entropy(sample.a[3], [1])


@pytest.mark.slow
@given(programs())
@FEW
def test_each_slide_shows_what_is_known(drawn):
    film = Film(trace_of(drawn))
    trace = film.trace
    computed = {trace.rank[id(n)] for n in trace.nodes if not n.op}
    so_far = {}
    for now, root in slides(film):
        moment = now.moment
        if moment.kind == "value":
            computed.add(moment.node)
        elif moment.kind == "seed":
            so_far[moment.node] = 1.0
        elif moment.kind == "term":
            head, slot = moment.edge
            n = trace.nodes[head - 1]
            so_far[moment.node] = so_far.get(moment.node, 0.0) + n.grad * n.partials[slot]
        nodes = groups(root, "data-node")
        if not film.parts:
            assert sorted(map(int, nodes)) == list(range(1, len(trace.nodes) + 1))
        for rank in map(int, nodes):
            n = trace.nodes[rank - 1]
            value, grad = text(nodes[str(rank)], "value"), text(nodes[str(rank)], "grad")
            assert value == (number(n.data) if rank in computed else NOT_YET)
            expected = number(so_far[rank], signed=True) if rank in so_far else UNKNOWN
            assert grad == expected
    assert so_far == {rank: n.grad for rank, n in enumerate(trace.nodes, start=1)}


@pytest.mark.parametrize("whole", [True, False])
def test_edges_get_their_width_and_colour_when_they_bring_their_term(whole):
    x = Value(-0.5, label="x")
    film = Film(Trace((x * x).exp() if whole else two_two_one()))
    assert whole == (not film.parts)
    trace = film.trace
    flows = {
        (trace.rank[id(n)], slot): n.grad * partial
        for n in trace.nodes
        for slot, partial in enumerate(n.partials)
    }
    largest = max(map(abs, flows.values()))
    sent = set()
    for now, root in slides(film):
        moment = now.moment
        sent |= {moment.edge} if moment.edge else set()
        at_work = set()
        for name, group in groups(root, "data-edge").items():
            head, _, slot = map(int, name.split("-"))
            (line,) = [p for p in group if p.get("class") == "wire"]
            halos = [p for p in group if p.get("stroke-opacity")]
            at_work |= {(head, slot)} if halos else set()
            if (head, slot) in sent:
                look = arrow(flows[head, slot], largest)
                assert line.get("stroke-width") == look["penwidth"]
                assert line.get("stroke") == look["color"]
                assert ("stroke-dasharray" in line.attrib) == (flows[head, slot] < 0)
            assert (text(group, "partial") != "") == (head in now.values)
        if moment.kind == "value":
            arity = len(trace.nodes[moment.node - 1].parents)
            assert at_work == {(moment.node, slot) for slot in range(arity)}
        else:
            assert at_work == ({moment.edge} if moment.edge else set())
        nodes = groups(root, "data-node")
        glowing = {int(r) for r, g in nodes.items() if any(p.get("stroke-opacity") for p in g)}
        assert glowing == ({moment.node} if moment.node else set())


def test_a_large_graph_is_shown_in_part_beside_a_map_of_the_whole():
    trace = Trace(two_two_one())
    film = Film(trace)
    everything = set(map(str, range(1, len(trace.nodes) + 1)))
    for now, root in slides(film):
        shown = set(map(int, groups(root, "data-node")))
        moment = now.moment
        if moment.kind == "value":
            operands = trace.nodes[moment.node - 1].parents
            assert shown == {moment.node, *(trace.rank[id(n)] for n in operands)}
        elif moment.kind == "term":
            # All that send a term to the node.
            n = trace.nodes[moment.node - 1]
            assert shown >= {
                moment.node,
                *(trace.rank[id(c)] for c, _ in trace.graph.consumers[id(n)]),
            }
        plan = root.findall(f"{SVG}g")[1]
        assert plan.find(f".//{SVG}text") is None
        patches = {g.get("data-node"): g for g in plan.iter(f"{SVG}g") if g.get("data-node")}
        assert set(patches) == everything
        assert sum(1 for g in plan.iter(f"{SVG}g") if g.get("data-edge")) == trace.graph.n_edges
        solid = {int(r) for r, g in patches.items() if g[-1].get("fill") != LIGHT.background}
        assert solid == set(now.values)
    assert not Film(Trace(Value(2.0).exp().sin())).parts


@given(programs(), st.sampled_from([4, 7]))
@FEW
def test_the_equation_is_that_of_the_explanation(drawn, digits):
    trace = trace_of(drawn)
    for (_, root), step in zip(slides(Film(trace, digits=digits)), written(trace), strict=True):
        expected = "=".join(written_sides(step, digits, latex=False)) if step else ""
        # Names have true subscripts here.
        expected = re.sub(r"\s|_", "", expected)
        # Of what has no room, the end is left out, but not the result.
        begin, cut, end = written_on(root, "equation").rpartition("…=")
        assert begin + end == expected if not cut else expected.startswith(begin)
        assert not cut or expected.endswith(f"={end}")


def test_the_words():
    film = Film(Trace(neuron()[2]), "zh")
    found = [
        (written_on(root, "heading"), written_on(root, "sentence")) for _, root in slides(film)
    ]
    steps = len(found)
    assert found[1][0] == f"前向·第2步，共{steps}步" and found[-1][0].startswith(
        f"反向·第{steps}步"
    )
    assert all(sentence for _, sentence in found)
    title = slides(film)[1][1].find(f"{SVG}title").text.split()
    assert "".join(title) == f"{found[1][0]}·{found[1][1]}"
    assert "{" not in "".join(sentence for _, sentence in found)


def test_names_have_true_scripts_and_brackets_where_they_need_them():
    z = Value(3.0, label="z^(2)_1")
    y = z**2
    y.label = "∂J/∂x"
    shown = {written_on(root, "equation") for _, root in slides(Film(Trace(y.exp())))}
    assert "∂J/∂x=(z(2)1)^2=3^2=9" in shown
    assert any(line.startswith("∂J/∂(∂J/∂x)=J=") for line in shown)
    root = slides(Film(Trace(z.exp())))[1][1]
    (line,) = [t for t in root.findall(f"{SVG}text") if t.get("class") == "equation"]
    pieces = [(t.text, t.get("dy")) for t in line]
    assert [words for words, _ in pieces[:5]] == ["J", " = ", "exp(", "z", "(2)"]
    # However often the baseline moves, it comes back.
    moved = [float(dy or 0) for _, dy in pieces]
    assert sum(moved) == pytest.approx(0, abs=1e-9) and any(moved)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_programs_for_slides_can_read_them(theme):
    film = Film(Trace(two_two_one()), theme=theme)
    for count, now in [*enumerate(known(film.trace), start=1)][::7]:
        svg = film.frame(count, now)
        assert not re.search(r"var\(|<style|style=|<script|href|@media|<!", svg)
        assert svg.count("http") == 1  # of xmlns
        assert theme.background in svg and theme.quiet in svg
        assert all(shape.get("fill") for shape in ET.fromstring(svg).iter(f"{SVG}polygon"))


def test_an_equation_of_very_many_letters_stays_on_the_slide():
    x = Value(2.0, label="a name that is as long as names may be here")
    y = [x + float(k) for k in range(8)]
    for k, n in enumerate(y):
        n.label = f"{k} is also a name as long as names may be"
    film = Film(Trace(dot(y, y)))
    *_, (_, root) = slides(film)
    lines = [t for t in root.findall(f"{SVG}text") if t.get("class") == "equation"]
    assert float(lines[-1].get("y")) < 1080
    assert "".join(lines[-1].itertext()).startswith("…")
    assert "".join(lines[-1].itertext()).endswith(" = 88")


MEASURED = """() => [...document.querySelectorAll("svg")].map(svg => {
    const slide = svg.getBoundingClientRect();
    const found = {smallest: Infinity, outside: [], box: [Infinity, Infinity, 0, 0]};
    for (const text of svg.querySelectorAll("text, tspan")) {
        const { a, b } = text.getScreenCTM();
        const height = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
        if (text.textContent.trim()) found.smallest = Math.min(found.smallest, height);
    }
    for (const shape of svg.querySelectorAll("text, path, polygon")) {
        const { left, top, right, bottom, width, height } = shape.getBoundingClientRect();
        if (!width && !height) continue;
        if (left < slide.left || top < slide.top || right > slide.right || bottom > slide.bottom)
            found.outside.push(shape.outerHTML);
        const box = found.box;
        found.box = [Math.min(box[0], left), Math.min(box[1], top),
            Math.max(box[2], right), Math.max(box[3], bottom)];
    }
    return found;
})"""


@pytest.mark.slow
def test_in_a_browser_all_is_large_enough_and_on_the_slide(page):
    page.set_viewport_size({"width": 1920, "height": 1080})
    graphs = [neuron()[2], two_two_one(), network()[2]]
    for J, language in [*((J, "en") for J in graphs), (graphs[1], "zh")]:
        film = Film(Trace(J), language)
        # Every slide of a small graph; of a large one those with the longest texts, and others.
        moments = [*enumerate(known(film.trace), start=1)]
        moments = moments if len(moments) < 50 else [*moments[:3], *moments[3:-1:15], moments[-1]]
        svgs = [film.frame(count, now) for count, now in moments]
        assert all('viewBox="0 0 1920 1080"' in svg for svg in svgs)
        slides = "".join(f'<div style="height:1080px">{svg}</div>' for svg in svgs)
        page.set_content(f'<body style="margin:0">{slides}')
        measured = page.evaluate(MEASURED)
        assert len(measured) == len(svgs)
        for found in measured:
            assert found["outside"] == []
            assert found["smallest"] >= 14
            left, top, right, bottom = found["box"]
            assert (right - left) * (bottom - top) > 0.5 * 1920 * 1080
