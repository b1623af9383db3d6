"""The page that steps through a graph, in a real browser."""

import json
import math
import re
import time

import pytest
from browser import Tab
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograd_mini import MLP, Value, cross_entropy, log, sigmoid
from autograd_mini.elementary import TABLE
from autograd_mini.stepper import stepper
from autograd_mini.stepper.assets import script
from autograd_mini.stepper.messages import MESSAGES
from autograd_mini.stepper.page import graph
from autograd_mini.stepper.trace import Trace
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs

STATE = "() => ({...document.querySelector('main').stepper.state()})"


def neuron():
    """J = −log σ(wx + x) + (1 − σ(wx + x))²; x is used twice, and a too."""
    x, w = Value(0.5, label="x"), Value(-0.8, label="w")
    z = w * x + x
    z.label = "z"
    a = sigmoid(z)
    a.label = "a"
    J = -log(a) + (1 - a) ** 2
    J.label = "J"
    return x, w, J


def network():
    net = MLP(4, [5, 3], seed=0)
    x = [Value(x_j, label=f"x_{j}") for j, x_j in enumerate([5.1, 3.5, 1.4, 0.2], start=1)]
    J = cross_entropy(net(x), [1, 0, 0])
    J.label = "J"
    return J


def node(page, rank):
    return page.locator(f"[data-node='{rank}']")


def text_of(located):
    """What stands there, in one line; a formula is many elements."""
    return "".join(located.inner_text().split())


def until(true):
    """Wait for something to become true; the page lets no code be evaluated while it waits."""
    for _ in range(1200):  # two minutes, for a busy machine
        if true():
            return
        time.sleep(0.1)
    raise TimeoutError


def shown(page, rank, what):
    return node(page, rank).locator(f".{what}").text_content()


# The numbers are the engine's.


@pytest.fixture(scope="module")
def compute(chromium):
    """A function that has the page's own JavaScript compute a graph."""
    tab = Tab(chromium)
    tab.page.goto("about:blank")
    tab.page.add_script_tag(content=script() + "\nwindow.compute = compute;", type="module")
    tab.page.wait_for_function("() => window.compute")
    yield lambda J: tab.page.evaluate("steps => compute(steps, new Map())", graph(Trace(J)))
    tab.close()


def assert_same(J, found):
    """The page's numbers are the engine's, up to the last digits of its exp, log, sin …

    Each of these may be off by an ulp or two, and what comes after multiplies that by its slopes:
    hence the largest slope, in the tolerance.
    """
    trace = Trace(J)
    slopes = [abs(p) for n in trace.nodes for p in n.partials]
    adjoints = [abs(n.grad) for n in trace.nodes]
    scale = max([1.0, *slopes]) * max([1.0, *adjoints])
    for rank, n in enumerate(trace.nodes, start=1):
        for there, here in (
            (found["values"][rank], n.data),
            (found["gradients"][rank], n.grad),
            *zip(found["partials"][rank], n.partials),
        ):
            assert math.isclose(there, here, rel_tol=1e-12, abs_tol=1e-12 * scale), n


@given(programs())
def test_any_graph_has_the_numbers_of_the_engine(compute, drawn):
    program, numbers = drawn
    J = run(program, VALUES, [Value(x) for x in numbers])[-1]
    assert_same(J, compute(J))


@pytest.mark.parametrize("name", TABLE)
@settings(max_examples=10)
@given(data=st.data())
def test_every_operation_of_the_table(compute, name, data):
    op = TABLE[name]
    operands = [Value(data.draw(st.floats(0.01, 4.0))) for _ in range(op.arity or 4)]
    J = getattr(VALUES, name)(*operands)
    assert_same(J, compute(J))


@pytest.mark.parametrize(
    ("name", "operand"),
    [(n, x) for n in ("sigmoid", "tanh", "softplus", "log_sigmoid", "relu") for x in (-1e3, 1e3)]
    + [("softplus", -30.0), ("log_sigmoid", 30.0), ("relu", 0.0), ("abs", 0.0), ("expm1", 1e-12)],
)  # fmt: skip
def test_stable_where_the_table_is(compute, name, operand):
    J = getattr(VALUES, name)(Value(operand))
    assert_same(J, compute(J))


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=6), st.permutations(range(6)))
@example([1e16, 1.0, -1e16], [2, 0, 1, 3, 4, 5])
@example([1.0, 2.0**-53, 2.0**-106], [0, 1, 2, 3, 4, 5])
def test_a_sum_is_rounded_once(compute, terms, order):
    xs = [terms[i] for i in order if i < len(terms)]
    J = VALUES.total(*map(Value, xs))
    assert float(compute(J)["values"][-1]) == math.fsum(terms)


def test_a_wrong_rule_would_be_noticed(compute):
    J = Value(0.3).sigmoid()
    found = compute(J)
    found["partials"][2][0] *= 1 + 1e-9
    with pytest.raises(AssertionError):
        assert_same(J, found)


# Stepping.


@pytest.mark.parametrize("make", [network, lambda: neuron()[2], lambda: Value(2.0, label="x")])
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
        number = float(shown(page, rank, "grad"))
        assert number == pytest.approx(n.grad, rel=0.05, abs=5e-4)  # rounded, as in a drawing


def test_a_step_shows_what_is_known_by_then(open_page):
    _, _, J = neuron()
    trace = Trace(J)
    page = open_page(stepper(J))
    values, gradients = {1, 2}, {}
    for position, moment in enumerate(trace.moments):
        if moment.kind == "value":
            values.add(moment.node)
        elif moment.number is not None:
            gradients[moment.node] = moment.number
        for rank, n in enumerate(trace.nodes, start=1):
            value, grad = shown(page, rank, "value"), shown(page, rank, "grad")
            assert (value == f"{n.data:.3f}") if rank in values else (value == "·")
            if rank in gradients:
                assert float(grad) == pytest.approx(gradients[rank], abs=5e-4)
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
    page = open_page(stepper(J))

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
    page = open_page(stepper(J))
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


def test_a_node_tells_all_about_itself(open_page):
    x, _, J = neuron()
    page = open_page(stepper(J))
    page.keyboard.press("End")
    node(page, 1).click()
    J.backward()
    details = page.locator(".details").inner_text()
    assert "Paths from here to the end: 4" in details
    assert f"{x.data:g}" in details
    assert f"{x.grad:.4g}".replace("-", "−") in details
    items = page.locator(".paths li")
    assert items.count() == 4
    products = [float(item.split(":")[1].replace("−", "-")) for item in items.all_inner_texts()]
    assert sum(products) == pytest.approx(x.grad, abs=1e-3)
    items.first.hover()
    assert page.locator("[data-edge].path").count() > 0


def test_an_input_can_be_changed(open_page):
    _, _, J = neuron()
    page = open_page(stepper(J))
    page.keyboard.press("End")
    page.get_by_label("Input", exact=True).select_option("2")
    page.get_by_role("slider", name="Input w").fill("0.3")
    state = page.evaluate(STATE)
    assert state["values"][2] == 0.3
    again = Value(0.5, label="x"), Value(0.3, label="w")
    z = again[1] * again[0] + again[0]
    a = sigmoid(z)
    assert_same(-log(a) + (1 - a) ** 2, state)
    page.get_by_role("button", name="As it was").click()
    assert_same(J, page.evaluate(STATE))


def test_an_input_that_leads_out_of_a_domain_is_said_and_changes_nothing(open_page):
    x = Value(0.5, label="x")
    J = log(x)
    page = open_page(stepper(J))
    page.get_by_role("spinbutton", name="Input x").fill("-1")
    assert "x > 0" in page.get_by_role("alert").first.inner_text()
    assert_same(J, page.evaluate(STATE))
    page.get_by_role("spinbutton", name="Input x").fill("2")
    assert page.locator(".trouble").text_content() == ""
    assert page.evaluate(STATE)["values"][1:] == [2, math.log(2)]


# Predict first.


def test_predict_first(open_page):
    _, _, J = neuron()
    page = open_page(stepper(J))
    page.get_by_label("Predict first").check()
    page.get_by_role("button", name="Next step").click()
    assert shown(page, 3, "value") == "?"
    assert page.locator(".asked").count() == 1
    answer = page.get_by_label("Your answer")
    verdict = page.locator(".verdict")
    answer.fill("seven")
    answer.press("Enter")
    assert verdict.inner_text() == "That is no number."
    answer.fill("3")
    answer.press("Enter")
    assert "Not quite" in verdict.inner_text()
    assert shown(page, 3, "value") == "?"
    answer.fill("-0.4004")  # right to 1 %
    answer.press("Enter")
    assert "Right: −0.4" in page.locator(".verdict").inner_text()
    assert shown(page, 3, "value") == "-0.400"
    page.keyboard.press("ArrowRight")
    assert shown(page, 4, "value") == "?"
    page.get_by_role("button", name="Show me").click()
    assert shown(page, 4, "value") == "0.100"


def test_every_number_can_be_predicted(open_page):
    _, _, J = neuron()
    trace = Trace(J)
    page = open_page(stepper(J))
    page.get_by_label("Predict first").check()
    for moment in trace.moments:
        if moment.kind in ("value", "term"):
            page.get_by_label("Your answer").fill(repr(moment.number))
            page.keyboard.press("Enter")
            assert page.locator(".verdict.right").count() == 1
        page.keyboard.press("ArrowRight")


def test_a_wrong_gradient_gets_the_rule_as_a_hint(open_page):
    x = Value(0.5, label="x")
    page = open_page(stepper(x.sigmoid()))
    page.get_by_label("Predict first").check()
    page.keyboard.press("End")
    page.get_by_label("Your answer").fill("9")
    page.keyboard.press("Enter")
    assert "table of derivatives" in page.locator(".verdict.wrong").inner_text()
    assert page.locator(".verdict math").count() == 2


# Words, readers and screens.


def test_the_languages_say_the_same(open_page):
    fields = {
        language: {key: sorted(set(re.findall(r"\{(\w+)\}", text))) for key, text in words.items()}
        for language, words in MESSAGES.items()
    }
    assert fields["en"] == fields["zh"]
    page = open_page(stepper(neuron()[2], language="zh"))
    assert page.locator("h2").inner_text() == MESSAGES["zh"]["title"]
    assert page.evaluate("document.documentElement.lang") == "zh"
    page.locator("[data-key=language]").select_option("en")
    assert page.locator("h2").inner_text() == MESSAGES["en"]["title"]
    assert page.title() == MESSAGES["en"]["title"]


def test_every_control_has_a_name_for_a_screen_reader(open_page):
    page = open_page(stepper(neuron()[2]))
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, [tabindex='0']")]
        .filter(e => !(e.getAttribute("aria-label") || e.labels?.length || e.innerText?.trim()))
        .map(e => e.outerHTML).filter(html => !html.includes('class="equation"'))"""
    )
    assert nameless == []
    page.keyboard.press("End")
    assert "∂" in page.locator(".equation").inner_text()
    assert re.search(r"x.* sends|To the derivative by x", page.get_by_role("status").inner_text())


@pytest.mark.parametrize("width", [360, 1920])
def test_nothing_is_wider_than_the_screen(open_page, width):
    page = open_page(stepper(network()), viewport={"width": width, "height": 800})
    for key in ["End", "ArrowLeft", "Home"]:
        page.keyboard.press(key)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_motion_for_who_prefers_none(open_page):
    page = open_page(stepper(neuron()[2]), reduced_motion="reduce")
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
    with pytest.raises(TypeError, match="the Value at the end of a graph, not 3"):
        stepper(3)
    x = Value(1.0)
    for _ in range(300):
        x = x + 1.0
    with pytest.raises(
        ValueError, match=r"301 nodes .* the limit is 300.*draw_graph\(J, collapse="
    ):
        stepper(x)
    assert len(stepper(x, limit=301).trace.nodes) == 301
    with pytest.raises(ValueError, match="there is no language 'fr'; there are en, zh"):
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


def test_a_page_of_nearly_300_nodes(open_page):
    J = cross_entropy(MLP(8, [16, 5], seed=0)([0.1 * j for j in range(8)]), [1, 0, 0, 0, 0])
    assert 280 < len(Trace(J).nodes) <= 300
    page = open_page(stepper(J))
    page.keyboard.press("End")
    assert_same(J, page.evaluate(STATE))
