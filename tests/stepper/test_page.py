"""The page that steps through a graph, in a real browser."""

import html
import json
import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import STATE, assert_same, network, neuron, node, shown, text_of, until
from work import MANY

from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.draw.style import number
from autograd_mini.stepper import stepper
from autograd_mini.stepper.messages import MESSAGES
from autograd_mini.stepper.page import equations, graph
from autograd_mini.stepper.trace import Trace
from autograd_mini.testing.programs import VALUES
from autograd_mini.testing.steps import steps

# Stepping.


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(network, marks=pytest.mark.slow),
        lambda: neuron()[2],
        lambda: Value(2.0, label="x"),
    ],
)
def test_stepping_to_the_end_gives_every_gradient(open_page, make):
    J = make()
    page = open_page(stepper(J))
    trace = Trace(J)
    for _ in trace.moments[1:]:
        page.keyboard.press("ArrowRight")
    state = page.evaluate(STATE)
    assert state["position"] == len(trace.moments) - 1
    assert_same(J, state)
    for rank, n in enumerate(trace.nodes, start=1):
        number = float(shown(page, rank, "grad").replace("−", "-"))
        assert number == pytest.approx(n.grad, rel=0.05, abs=5e-4)  # rounded, as in a drawing


# How far each edge begins from the box that it comes from, on the way forward.
GAPS = """[...document.querySelectorAll("[data-edge]")].map((edge) => {
    const box = document.querySelector(`[data-node="${edge.dataset.edge.split("-")[1]}"]`);
    const lines = [...edge.querySelectorAll(".wire")].filter((line) => line.checkVisibility());
    const left = Math.min(...lines.map((line) => line.getBoundingClientRect().left));
    return left - box.getBoundingClientRect().right;
})"""


def test_a_step_shows_what_is_known_by_then(open_page):
    _, _, J = neuron()
    trace = Trace(J)
    page = open_page(stepper(J))
    values, gradients = {1, 2}, {}
    assert max(page.evaluate(GAPS)) < 2.5
    for position, moment in enumerate(trace.moments):
        if moment.kind == "value":
            values.add(moment.node)
        elif moment.number is not None:
            gradients[moment.node] = moment.number
        for rank, n in enumerate(trace.nodes, start=1):
            value, grad = shown(page, rank, "value"), shown(page, rank, "grad")
            assert value == (number(n.data) if rank in values else "·")
            if rank in gradients:
                assert grad == number(gradients[rank], signed=True)
            else:
                assert grad == "–"
        assert (
            f"Step {position + 1} of {len(trace.moments)}" in page.locator(".phase").text_content()
        )
        current = page.locator("[data-node].current")
        assert current.count() == (0 if moment.node is None else 1)
        if moment.edge:
            consumer, slot = moment.edge
            edge = page.locator("[data-edge].current")
            assert edge.get_attribute("data-edge") == f"{consumer}-{moment.node}-{slot}"
        page.keyboard.press("ArrowRight")


def test_a_sum_over_consumers_builds_up_term_by_term(open_page):
    _, _, J = neuron()
    trace = Trace(J)
    page = open_page(stepper(J))
    positions = [i for i, m in enumerate(trace.moments) if m.kind == "term" and m.node == 1]
    assert len(positions) == 2
    lengths = []
    for position in positions:
        page.locator(".position").fill(str(position))
        numbers = text_of(page.locator(".equation"))
        assert f"{trace.moments[position].number:.4g}".replace("-", "−") in numbers
        lengths.append(len(numbers))
    assert lengths[0] < lengths[1]


def test_every_control(open_page):
    _, _, J = neuron()
    steps = len(Trace(J).moments)
    page = open_page(stepper(J), motion=True)

    def position():
        return page.evaluate(STATE)["position"]

    def click(name):
        page.get_by_role("button", name=name, exact=True).click()

    click("Next step")
    click("Next step")
    assert position() == 2
    click("Previous step")
    assert position() == 1
    click("Last step")
    assert position() == steps - 1
    click("First step")
    assert position() == 0
    page.get_by_role("slider", name="Step", exact=True).fill("7")
    assert position() == 7
    page.get_by_label("Speed").select_option("4")
    click("Play")
    until(lambda: position() >= 9)
    click("Pause")
    here = position()
    page.wait_for_timeout(600)
    assert position() == here
    size = page.locator(".picture svg").bounding_box()["width"]
    click("Larger")
    assert page.locator(".picture svg").bounding_box()["width"] > size
    click("Smaller")
    click("Smaller")
    assert page.locator(".picture svg").bounding_box()["width"] < size
    click("Whole picture")
    box, view = page.locator(".picture svg").bounding_box(), page.locator(".picture").bounding_box()
    assert box["width"] <= view["width"]
    before = page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
    click("Light or dark")
    after = page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
    assert before != after


def test_the_keyboard_alone(open_page):
    x, _, J = neuron()
    steps = len(Trace(J).moments)
    page = open_page(stepper(J), motion=True)
    position = lambda: page.evaluate(STATE)["position"]  # noqa: E731
    page.keyboard.press("End")
    assert position() == steps - 1
    page.keyboard.press("ArrowLeft")
    assert position() == steps - 2
    page.keyboard.press("Home")
    assert position() == 0
    page.keyboard.press("Space")
    until(lambda: position() > 0)
    page.keyboard.press("Space")
    page.keyboard.press("End")
    for _ in range(60):  # Tab comes to the first node
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.node") == "1":
            break
    page.keyboard.press("Enter")
    details = page.locator(".details").inner_text()
    J.backward()
    assert f"{x.grad:.4g}".replace("-", "−") in details
    assert position() == steps - 1


# Words, readers and screens.


def test_the_languages_say_the_same(open_page):
    fields = {
        language: {key: sorted(set(re.findall(r"\{(\w+)\}", text))) for key, text in words.items()}
        for language, words in MESSAGES.items()
    }
    assert fields["en"] == fields["zh"]
    for text in MESSAGES["zh"].values():
        # Chinese has marks of its own, as wide as its characters, and no space after them.
        assert not re.search(r"[\u4e00-\u9fff}\s]\s*[,;:?!.](?!\w)", text), text
        assert not re.search(r"[，；：？！。]\s", text) and "结点" not in text, text
    page = open_page(stepper(neuron()[2], language="zh"))
    assert page.locator("h1").inner_text() == MESSAGES["zh"]["title"]
    assert page.evaluate("document.documentElement.lang") == "zh"
    page.locator("[data-key=language]").select_option("en")
    assert page.locator("h1").inner_text() == MESSAGES["en"]["title"]
    assert page.title() == MESSAGES["en"]["title"]


def test_every_control_has_a_name_for_a_screen_reader(open_page):
    page = open_page(stepper(neuron()[2]))
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, [tabindex='0']")]
        .filter(e => !(e.getAttribute("aria-label") || e.labels?.length || e.textContent.trim()))
        .map(e => e.outerHTML)"""
    )
    assert nameless == []
    page.keyboard.press("End")
    assert "∂" in page.locator(".equation").inner_text()
    assert re.search(
        r"x.* sends|To the derivative with respect to x", page.get_by_role("status").inner_text()
    )


@pytest.mark.parametrize("width", [360, 1920])
def test_nothing_is_wider_than_the_screen(open_page, width):
    page = open_page(stepper(network()), viewport={"width": width, "height": 800})
    for key in ["End", "ArrowLeft", "Home"]:
        page.keyboard.press(key)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_motion_for_who_prefers_none(open_page):
    page = open_page(stepper(neuron()[2]), motion=False)
    page.keyboard.press("End")
    assert page.evaluate("document.getAnimations().length") == 0


# What it refuses, and what it leaves alone.

NASTY = [
    "<img src=x onerror=alert(1)>", "]]>", "</script><b>", '"\'`', "&amp;", "${1}", "\\u003c",
    "x\ny", "{name}", "<!--", "\u202e", "∂J/∂<b>",
]  # fmt: skip


def test_labels_are_text(open_page):
    leaves = [Value(0.5, label=label) for label in NASTY]
    J = VALUES.total(*leaves)
    J.label = "".join(NASTY)
    page = open_page(stepper(J))
    page.keyboard.press("End")
    options = page.locator("[data-key=input] option").all_text_contents()
    for rank, label in enumerate(NASTY, start=1):
        node(page, rank).click()
        if label.isprintable() and "∂" not in label:
            assert options[rank - 1] == label
            named = page.locator(".details math").first.text_content()
            assert named.replace("\xa0", " ") == label
    assert page.locator("img, b, script:not([type])").count() == 0


@settings(max_examples=30)
@given(st.text(max_size=12))
def test_any_label_makes_a_page_that_can_be_read(label):
    x = Value(0.5, label=label)
    page = stepper(x.exp())
    html = page.html()
    assert html.count("</script>") == 2
    (text,) = re.findall(r'id="steps">(.*?)</script>', html, re.DOTALL)
    assert json.loads(text)["nodes"] == json.loads(json.dumps(page.steps["nodes"]))


def test_the_learners_gradients_are_left_alone():
    x, w, J = neuron()
    x.grad, w.grad = 3.0, 4.0
    stepper(J).html()
    assert (x.grad, w.grad, J.grad, J.label) == (3.0, 4.0, 0.0, "J")
    J.backward()
    before = [x.grad, w.grad, J.grad]
    steps = stepper(J).steps
    assert [x.grad, w.grad, J.grad] == before
    assert len(steps["nodes"]) == len(Trace(J).nodes)


def test_bad_input():
    with pytest.raises(TypeError, match=r"stepper takes a Value, a Graph, or the record .*, not 3"):
        stepper(3)
    x = Value(1.0)
    for _ in range(300):
        x = x + 1.0
    with pytest.raises(
        ValueError, match=r"301 nodes .* the limit is 300.*draw_graph\(J, collapse="
    ):
        stepper(x)
    assert len(stepper(x, limit=301).trace.nodes) == 301
    with pytest.raises(ValueError, match="language is one of 'en', 'zh', not 'fr'"):
        stepper(x, language="fr")


def test_a_path_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match="file"):
        stepper(neuron()[2]).save(tmp_path / "file" / "page.html")


def test_one_small_file_that_is_the_same_every_time(tmp_path):
    page = stepper(network())
    path = page.save(tmp_path / "page.html")
    assert path == str(tmp_path / "page.html")
    content = (tmp_path / "page.html").read_bytes()
    assert len(content) < 300_000
    assert content.decode() == stepper(network()).html()
    links = re.findall(r'(?:src|href)="([^"]*)"', content.decode())
    assert links == ["data:,"]


@pytest.mark.slow
@pytest.mark.parametrize("many", MANY)
def test_what_the_page_is_told_grows_with_the_number_of_edges(many):
    def told(trace):
        return json.dumps([graph(trace), equations(trace)])

    traces = [Trace(many(n)) for n in (100, 200)]
    told(traces[1])  # what is made once, such as compiled patterns, is there by now
    few, twice = [steps(partial(told, trace)) for trace in traces]
    assert twice < 2.2 * few
    assert len(told(traces[1])) < 2.2 * len(told(traces[0]))


def test_a_page_of_nearly_300_nodes(open_page):
    J = cross_entropy(MLP(8, [16, 5], seed=0)([0.1 * j for j in range(8)]), [1, 0, 0, 0, 0])
    assert 280 < len(Trace(J).nodes) <= 300
    page = open_page(stepper(J))
    page.keyboard.press("End")
    assert_same(J, page.evaluate(STATE))


def test_the_page_calls_delta_by_its_name(open_page):
    sample = MLP(2, [2, 1], seed=0).forward([0.5, 1.0])
    J = cross_entropy(sample.a[3], [1.0])
    page = stepper(J)
    for n, told in zip(page.trace.nodes, page.steps["nodes"], strict=True):
        assert ("δ" in html.unescape(told.get("delta", ""))) == n.label.startswith("z^")
    tab = open_page(page)
    equations = []
    for _ in page.trace.moments:
        equations.append(tab.evaluate("document.querySelector('.equation')?.textContent ?? ''"))
        tab.keyboard.press("ArrowRight")
    assert any(equation.replace(" ", "").startswith("δ1(3)=∂J∂z1(3)=") for equation in equations)
    # ∂J/∂Θ_1,1 is δ times a, and never z times a.
    (of_theta,) = [e for e in equations if e.replace(" ", "").startswith("∂J∂Θ1,1(2)=")]
    assert "=δ1(3)·a1(2)=" in of_theta.replace(" ", "")
