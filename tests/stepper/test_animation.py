"""animate shows both passes in the order in which they happen, and in the end the whole picture."""

import math
import re
import xml.etree.ElementTree as ET

import pytest
from drawn import sent
from hypothesis import given, settings
from pictures import SVG, network

from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.draw import draw_network
from autograd_mini.draw.style import arrow, number
from autograd_mini.graph import topological_order
from autograd_mini.stepper.animation import animate
from autograd_mini.stepper.trace import Trace
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import networks_with_samples, programs

FEW = settings(max_examples=12)  # each of them is drawn by Graphviz
HOSTILE = ["<script>alert(1)</script>", '"><img onerror=x>', "]]>", "&amp;", "</style>", "a\\N"]


def graph_of(drawn):
    program, numbers = drawn
    return run(program, VALUES, [Value(x, label=f"x_{i}") for i, x in enumerate(numbers)])[-1]


class Film:
    """An animation as it is written: its elements, and when its keyframes let them appear."""

    def __init__(self, animation):
        self.root = ET.fromstring(animation.svg())
        css = self.root.find(f"{SVG}style").text
        self.starts = {}
        for name, selectors in re.findall(r"}([^{}@]+){animation:(k\d+ )", css):
            selectors, name = name, selectors.strip()
            frames = re.search(rf"@keyframes {name}{{(.*?}})}}", css)[1]
            for selector in selectors.split(","):
                self.starts[selector] = start(frames)
        self.nodes = {int(g.get("data-node")): g for g in self.groups("data-node")}
        self.edges = {g.get("data-edge"): g for g in self.groups("data-edge")}

    def groups(self, attribute):
        found = [g for g in self.root.iter(f"{SVG}g") if g.get(attribute)]
        assert len({g.get(attribute) for g in found}) == len(found)
        return found

    def when(self, group, name):
        """When the part of a group with this class begins to appear, in per cent of a round."""
        here = [self.starts.get(f".{of} .{name}") for of in group.get("class").split()]
        (time,) = [time for time in here if time is not None] or [0.0]
        return time

    def text(self, group, name):
        (text,) = [t for t in group.iter(f"{SVG}text") if name in t.get("class", "").split()]
        return text.text


def start(frames):
    """The last time at which something is still hidden, before it is first seen."""
    hidden = 0.0
    for times, style in re.findall(r"([^{}]+){([^{}]*)}", frames):
        times = [float(time.strip("%")) for time in times.split(",") if time != "to"]
        if "opacity:1" in style:
            return hidden
        hidden = max(times, default=hidden)
    return None  # for what only changes its width or its colour


@given(programs())
@FEW
def test_numbers_appear_in_the_order_of_the_trace(drawn):
    J = graph_of(drawn)
    film, trace = Film(animate(J)), Trace(J)
    value = {rank: film.when(group, "value") for rank, group in film.nodes.items()}
    grad = {rank: film.when(group, "grad") for rank, group in film.nodes.items()}
    assert max(value.values()) < min(grad.values())
    for moment in trace.moments:
        if moment.kind == "value":
            n = trace.nodes[moment.node - 1]
            before = [value[trace.rank[id(parent)]] for parent in n.parents]
            assert all(earlier < value[moment.node] for earlier in before)
        elif moment.kind == "term":
            head, slot = moment.edge
            edge = film.edges[f"{head}-{moment.node}-{slot}"]
            dashed = "negative" in edge.get("class").split()
            leaves = film.when(edge, "dashed" if dashed else "flow:not(.dashed)")
            assert grad[head] < leaves < grad[moment.node]
            partial = film.when(edge, "partial")
            assert partial == value[head]
    assert all(value[trace.rank[id(n)]] == 0 for n in trace.nodes if not n.op)


@given(programs())
@FEW
def test_at_rest_it_is_the_picture_of_the_graph(drawn):
    J = graph_of(drawn)
    film = Film(animate(J))
    J.backward()
    nodes = topological_order(J)
    rank = {id(n): i for i, n in enumerate(nodes, start=1)}
    assert sorted(film.nodes) == list(range(1, len(nodes) + 1))
    expected = {
        f"{rank[id(n)]}-{rank[id(parent)]}-{slot}": n.grad * partial
        for n in nodes
        for slot, (parent, partial) in enumerate(zip(n.parents, n.partials, strict=True))
    }
    assert set(film.edges) == set(expected)
    for n in nodes:
        assert film.text(film.nodes[rank[id(n)]], "value") == number(n.data)
        assert film.text(film.nodes[rank[id(n)]], "grad") == number(n.grad, signed=True)
    largest = max(map(abs, expected.values()), default=0.0)
    for name, flow in expected.items():
        group = film.edges[name]
        (line,) = [path for path in group if "flow" in (path.get("class") or "").split()]
        assert ("dashed" in line.get("class")) == (flow < 0)
        assert line.get("stroke-width") == arrow(flow, largest)["penwidth"]
        sign = "positive" if flow > 0 else "negative" if flow < 0 else "nothing"
        assert sign in group.get("class").split()


@pytest.mark.parametrize("shown", [Value(2.0), Value(2.0, label="x") ** 2])
def test_small_graphs(shown):
    film = Film(animate(shown))
    assert film.when(film.nodes[len(film.nodes)], "grad") > 0


def test_it_needs_nothing_from_elsewhere_and_runs_nothing():
    sample, y, J = network()
    J.backward()
    for animation in (animate(J), animate(sample, y=y, J=J)):
        svg = animation.svg()
        assert svg.count("http") == 1  # of xmlns
        assert not re.search(r"<script|\son\w+=|href|url\(|@import|<!|<foreignObject", svg)
        tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(svg).iter()}
        assert tags <= {
            "svg", "style", "rect", "g", "path", "polygon", "polyline", "ellipse", "text", "tspan",
        }  # fmt: skip


def test_labels_stay_text():
    for label in HOSTILE:
        root = ET.fromstring(animate(Value(2.0, label=label).exp()).svg())
        shown = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
        assert label in shown
        assert label not in root.find(f"{SVG}style").text


def test_equal_graphs_give_equal_files_and_grads_stay():
    def build():
        return network()[2]

    J = build()
    assert animate(J).svg() == animate(J).svg() == animate(build()).svg()
    assert all(n.grad == 0 for n in topological_order(J))


def test_how_long_a_round_lasts():
    sample, y, J = network()
    assert animate(J, seconds=7).seconds == 7
    assert "7s infinite" in animate(J, seconds=7).svg()
    assert 12 <= animate(J).seconds <= 21
    J.backward()
    assert 12 <= animate(sample, y=y, J=J).seconds <= 21


@given(networks_with_samples(layers=4, units=3, m=1))
@settings(max_examples=6)
def test_a_network_runs_layer_by_layer(case):
    sample = case.net.forward(case.X[0])
    J = cross_entropy(sample.a[len(sample.a)], case.Y[0])
    J.backward()
    animation = animate(sample, y=case.Y[0], J=J)
    film = Film(animation)
    times = [0.0]
    for layer in range(2, len(sample.a) + 1):
        times += [film.starts[f".l{layer} .{name}"] for name in ("sum", "activation")]
    times.append(film.starts[".cost"])
    for layer in range(len(sample.a), 1, -1):
        times += [film.starts[f".l{layer} .{name}"] for name in ("delta", "term")]
        times.append(film.starts[f".c{3 * layer - 5} .flow:not(.dashed)"])
    times.append(film.starts[".largest"])
    assert times == sorted(set(times))
    keys = [text for text in film.root.iter(f"{SVG}text") if "largest" in text.get("class", "")]
    assert len(keys) == (len(sample.a) > 2)  # nothing flows back to the inputs
    # At rest it says what the drawing says.
    drawn = ET.fromstring(draw_network(sample, y=case.Y[0], J=J).pipe("svg"))
    said = ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]
    shown = ["".join(text.itertext()) for text in film.root.iter(f"{SVG}text")]
    assert shown == [*said, "Forward: value →", "← Backward: gradient"]


def test_each_weight_of_a_network_has_a_line_as_wide_as_what_it_sends_back():
    sample, y, J = network()
    J.backward()
    flows = list(sent(sample).values())
    largest = max(map(abs, flows))
    root = ET.fromstring(animate(sample, y=y, J=J).svg())
    found = [
        (group.get("class").split()[-1], path.get("class"), path.get("stroke-width"))
        for group in root.iter(f"{SVG}g")
        for path in group.findall(f"{SVG}path")
        if "flow" in (path.get("class") or "")
    ]
    assert sorted(found) == sorted(
        ("positive", "flow", arrow(x, largest)["penwidth"])
        if x > 0
        else ("negative", "flow dashed", arrow(x, largest)["penwidth"])
        for x in flows
    )
    # Where nothing comes back, a bead runs forward only: on both parts of each line.
    beads = [path.get("class") for path in root.iter(f"{SVG}path")]
    assert (beads.count("bead"), beads.count("ahead")) == (2 * len(flows), 2 * (43 - len(flows)))
    assert len(animate(sample, y=y, J=J).svg().encode()) < 100_000


def test_a_readers_language():
    J = Value(2.0).exp()
    assert "前向：值 →" in animate(J, language="zh").svg()
    with pytest.raises(ValueError, match="language is one of 'en', 'zh', not 'fr'"):
        animate(J, language="fr")


def test_what_stands_above_a_narrow_picture_has_room(page):
    for language in ("en", "zh"):
        page.set_content(animate(Value(2.0), direction="TB", language=language).svg())
        ahead, back, svg = page.evaluate(
            """() => [".forward", ".backward", "svg"].map(name => {
            const { left, right } = document.querySelector(name).getBoundingClientRect();
            return [left, right]; })"""
        )
        assert svg[0] <= ahead[0] and ahead[1] < back[0] and back[1] <= svg[1]


def test_bad_input():
    sample, y, J = network()
    with pytest.raises(
        TypeError, match=r"animate takes a Value, a Graph, or the record .*, not 3.0"
    ):
        animate(3.0)
    with pytest.raises(TypeError, match="y and J go with the record"):
        animate(J, y=y)
    with pytest.raises(ValueError, match=r"no δ yet; run J.backward\(\)"):
        animate(sample)
    with pytest.raises(ValueError, match=r"70 nodes .*limit is 69.*collapse"):
        animate(J, limit=69)
    J.backward()
    with pytest.raises(ValueError, match="43 weights; the limit is 10 units"):
        animate(sample, limit=10)
    for seconds in (0, -1.0):
        with pytest.raises(ValueError, match="more than 0 seconds"):
            animate(J, seconds=seconds)
    with pytest.raises(ValueError, match="finite"):
        animate(J, seconds=math.inf)
    with pytest.raises(TypeError, match="real number"):
        animate(J, seconds="fast")


def test_a_network_of_which_nothing_flows_back():
    sample = MLP(2, [1], seed=0).forward([0.0, 0.0])
    J = sample.a[2][0] * 0.0 + Value(1.0)
    J.backward()
    assert Film(animate(sample, J=J)).root.tag == f"{SVG}svg"


def test_it_is_written_to_a_file(tmp_path):
    animation = animate(Value(2.0).exp())
    path = tmp_path / "new" / "flow.svg"
    assert animation.save(path) == str(path)
    assert path.read_text("utf-8") == animation.svg()
    with pytest.raises(OSError, match=re.escape(str(tmp_path))):
        animation.save(tmp_path)


def test_a_notebook_shows_it_as_a_picture_of_its_own():
    html = animate(Value(2.0).exp())._repr_html_()
    still, svg = (f"'data:image/svg\\+xml,[^'<>&#{space}]+'" for space in (" ", ""))
    source = f'<source media=".prefers-reduced-motion: reduce." srcset={still}>'
    image = f'<img src={svg} alt="[^"]+" style="[^"]+">'
    assert re.fullmatch(f"<picture>{source}{image}</picture>", html)


HIDDEN = """() => [...document.querySelectorAll("svg *")].filter(element => {
    const style = getComputedStyle(element);
    return !element.matches(".bead, .ahead") && (style.opacity < 1 ||
        (style.strokeDasharray !== "none" && parseFloat(style.strokeDashoffset) !== 0));
}).length"""
AT = """seconds => document.getAnimations().forEach(animation => {
    animation.pause();
    animation.currentTime = 1000 * seconds;
})"""


def animations():
    sample, y, J = network()
    J.backward()
    return {"graph": animate(J), "network": animate(sample, y=y, J=J)}


@pytest.mark.parametrize("name", ["graph", "network"])
def test_in_a_browser_all_is_seen_at_the_end_of_a_round(open_page, name):
    animation = animations()[name]
    page = open_page(animation, "flow.svg", motion=True)
    assert page.evaluate("document.getAnimations().length") > 100
    hidden = []
    cycle = animation.seconds
    for part in (0.0, 0.2, 0.45, 0.6, 0.7, 0.9):
        page.evaluate(AT, part * cycle)
        hidden.append(page.evaluate(HIDDEN))
    assert hidden[:-1] == sorted(hidden[:-1], reverse=True) and hidden[-2] > 0
    assert hidden[-1] == 0
    page.evaluate(AT, 0.9999 * cycle)
    assert page.evaluate(HIDDEN) >= hidden[0]


@pytest.mark.parametrize("name", ["graph", "network"])
def test_nothing_moves_for_a_reader_who_prefers_that(open_page, name):
    page = open_page(animations()[name], "flow.svg", motion=False)
    assert page.evaluate("document.getAnimations()") == []
    assert page.evaluate(HIDDEN) == 0


def test_it_has_the_colours_of_the_page(open_page):
    colour = "getComputedStyle(document.querySelector('rect')).fill"
    for dark, ground in ((False, "rgb(255, 255, 255)"), (True, "rgb(17, 22, 28)")):
        page = open_page(animate(Value(2.0).exp()), "flow.svg", dark=dark)
        assert page.evaluate(colour) == ground
