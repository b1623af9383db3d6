"""The page without a mouse: real keys, in a real browser."""

from pages import STATE, network, neuron, node

from autograd_mini.stepper import stepper
from autograd_mini.stepper.messages import MESSAGES
from autograd_mini.stepper.trace import Trace

# What has the focus: the name that it is announced by.
FOCUSED = """() => {
    const e = document.activeElement;
    const name = e.getAttribute("aria-label") || e.labels?.[0]?.innerText || e.innerText;
    return name || `node ${e.dataset.node}`;
}"""
NODE = "() => Number(document.activeElement.dataset?.node ?? 0)"


def tab_stops(page):
    """What the Tab key comes to, one after the other, until it leaves the page."""
    stops = []
    while not stops or stops[-1] != "":
        page.keyboard.press("Tab")
        on_body = page.evaluate("document.activeElement === document.body")
        stops.append("" if on_body else page.evaluate(FOCUSED))
    return stops[:-1]


def test_the_order_of_the_tab_key(open_page):
    page = open_page(stepper(network()))
    words = MESSAGES["en"]
    stops = tab_stops(page)
    first = [
        "skip", "first", "previous", "play", "next", "last", "position", "speed",
        "predict", "language", "theme",
    ]  # fmt: skip
    assert stops[: len(first)] == [words[key] for key in first]
    assert stops[-3:] == [words[key] for key in ("smaller", "fit", "larger")]
    # The picture is a single one, on the node at work.
    assert [stop for stop in stops if stop.startswith("node ")] == [stops[-4]] == ["node 48"]


def test_skipping_to_the_explanation(open_page):
    page = open_page(stepper(neuron()[2], language="zh"))
    page.keyboard.press("Tab")
    link = page.locator(".skip")
    assert link.inner_text() == MESSAGES["zh"]["skip"]
    box = link.bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0 and box["width"] > 50
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).clipPath") == "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "step"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(STATE)["position"] == 1


def test_walking_in_the_picture(open_page):
    _, _, J = neuron()
    trace = Trace(J)
    page = open_page(stepper(J))
    page.keyboard.press("End")
    while not page.evaluate(NODE):
        page.keyboard.press("Tab")
    position = page.evaluate(STATE)["position"]
    edges = {
        frozenset((rank, trace.rank[id(parent)]))
        for rank, n in enumerate(trace.nodes, start=1)
        for parent in n.parents
    }

    def press(key):
        page.keyboard.press(key)
        return page.evaluate(NODE)

    assert press("Home") == 1
    assert press("End") == len(trace.nodes)
    # To the left and to the right along edges, from the end to a leaf and back.
    here, met = len(trace.nodes), []
    for key, way in (("ArrowLeft", -1), ("ArrowRight", 1)):
        while (there := press(key)) != here:
            assert frozenset((here, there)) in edges and (there - here) * way > 0
            met.append(there)
            here = there
        assert here == len(trace.nodes) or trace.nodes[here - 1].op is None
    # And every node can be walked to.
    seen, todo = set(), [1]
    while todo:
        at = todo.pop()
        seen.add(at)
        for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
            node(page, at).evaluate("group => group.focus()")
            there = press(key)
            if there not in seen and there not in todo:
                todo.append(there)
    assert seen == set(range(1, len(trace.nodes) + 1))
    # A ring shows where one is, and Enter or the space bar tells about the node.
    press("Home")
    ring = "getComputedStyle(document.activeElement).outline"
    assert page.evaluate(ring).endswith("solid 3px")
    for key in ("Enter", "Space"):
        before = page.locator(".details").inner_text()
        page.keyboard.press(key)
        assert page.locator(".details").inner_text() != before
    assert node(page, 1).get_attribute("aria-pressed") == "false"
    assert page.evaluate(STATE)["position"] == position
    # Where one was, one comes back to.
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(NODE) == 1


def test_keys_scroll_what_has_the_focus_and_step_where_nothing_has(open_page):
    page = open_page(stepper(network()), viewport={"width": 640, "height": 360})

    def scrolled():
        page.wait_for_timeout(200)
        return page.locator(".panel").evaluate("panel => panel.scrollTop")

    assert page.evaluate("document.activeElement === document.body")
    for key, position in (("ArrowRight", 1), ("End", 119), ("ArrowLeft", 118), ("Home", 0)):
        page.keyboard.press(key)
        assert page.evaluate(STATE)["position"] == position
    node(page, 44).evaluate("node => node.dispatchEvent(new Event('click'))")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the explanation
    page.keyboard.press("End")
    assert scrolled() > 100
    page.keyboard.press("Home")
    assert scrolled() == 0
    page.keyboard.press("ArrowDown")
    assert 0 < scrolled() < 100
    assert page.evaluate(STATE)["position"] == 0


def test_a_listener_is_told_every_step(open_page):
    page = open_page(stepper(neuron()[2]))
    told = set()
    for position, _ in enumerate(Trace(neuron()[2]).moments, start=1):
        told.add(page.get_by_role("status").text_content())
        assert f"Step {position} of" in page.get_by_role("status").text_content()
        assert node(page, 1).get_attribute("role") == "button"
        page.keyboard.press("ArrowRight")
    assert len(told) == len(Trace(neuron()[2]).moments)
    current = page.locator("[aria-current='step']")
    assert current.count() == 1
