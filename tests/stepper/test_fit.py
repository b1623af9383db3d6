"""The page fits where it is shown: equations wrap, and the node at work is in sight.

One page is shown at the size of every screen in turn, since a new one takes a browser long.
"""

import pytest
from pages import network, neuron, node, until

from autograd_mini import Value, log, logsumexp, sigmoid
from autograd_mini.stepper import stepper
from autograd_mini.stepper.trace import Trace

# Telephones both ways, a tablet, a laptop, a projector, and a screen of 1280 × 720 at 200 %.
SCREENS = [(390, 844), (844, 390), (1024, 768), (1440, 900), (1920, 1080), (640, 360)]
TALL_ENOUGH = 140  # pixels, of the explanation

# Puts what is said at every step, one below the other, into the panel.
EVERY_STEP = """() => {
    const slider = document.querySelector(".position");
    const picture = document.querySelector(".picture svg");
    const said = [];
    document.querySelectorAll(".copy").forEach((copy) => copy.remove());
    picture.style.display = "none"; // it takes long to be laid out
    for (slider.value = 0; said.length <= slider.max; slider.value++) {
        slider.dispatchEvent(new Event("input"));
        said.push(document.querySelector(".step").cloneNode(true));
    }
    picture.style.display = "";
    for (const [step, copy] of said.entries()) {
        copy.className = "copy";
        copy.dataset.step = step;
        document.querySelector(".panel").append(copy);
    }
}"""
# Which parts of the panel are wider than their box.
TOO_WIDE = """() => {
    const panel = document.querySelector(".panel");
    const right = panel.getBoundingClientRect().left + panel.clientWidth + 0.5;
    const parts = panel.querySelectorAll("section, .equation, .sides > *, .rule, math, td, li");
    return [panel, ...parts].filter((e) => {
        const cut = getComputedStyle(e).display !== "inline" && e.scrollWidth > e.clientWidth;
        return cut || e.getBoundingClientRect().right > right;
    }).map((e) => [e.closest("[data-step]")?.dataset.step, e.className, e.textContent]);
}"""

# How far the first line that leaves a box, before anything flows back, begins from it, in pixels.
GAPS = """() => {
    const slider = document.querySelector(".position");
    slider.value = 0;
    slider.dispatchEvent(new Event("input"));
    return Math.max(...[...document.querySelectorAll("[data-edge]")].map((edge) => {
        const tail = edge.dataset.edge.split("-")[1];
        const box = document.querySelector(`[data-node="${tail}"]`).getBoundingClientRect();
        const lines = [...edge.querySelectorAll(".wire")].filter((e) => e.getClientRects().length);
        return Math.min(...lines.map((e) => e.getBoundingClientRect().left)) - box.right;
    }));
}"""


@pytest.mark.slow
def test_every_equation_of_every_step_wraps(open_page):
    page = open_page(stepper(network()))
    for language in ("en", "zh"):
        page.locator("[data-key=language]").select_option(language)
        page.evaluate(EVERY_STEP)
        assert page.locator(".copy .equation > *").count() > 200
        page.keyboard.press("End")
        if language == "en":
            node(page, 1).click()  # every unit of the first layer is on a path from it
        for screen in SCREENS:
            page.set_viewport_size(dict(zip(("width", "height"), screen)))
            assert page.evaluate(TOO_WIDE) == [], (language, screen)
            panel = page.locator(".panel").bounding_box()
            assert panel["height"] >= TALL_ENOUGH, screen
            assert 0 <= panel["y"] and panel["y"] + panel["height"] <= screen[1], screen
            assert page.evaluate("document.documentElement.scrollWidth") <= screen[0]


def test_a_long_term_breaks_too(open_page):
    """Where + and − are not enough, at · and inside brackets."""
    xs = [Value(0.001234 * j, label=f"weight_{j}") for j in range(1, 8)]
    product = xs[0]
    for x in xs[1:]:
        product = product * (x - 1.0)
    page = open_page(stepper(logsumexp([product, *xs])), viewport={"width": 390, "height": 844})
    page.evaluate(EVERY_STEP)
    assert page.evaluate(TOO_WIDE) == []
    lines = page.evaluate("""() => {
        const pieces = [...document.querySelectorAll(".copy:last-child .sides math")];
        return new Set(pieces.map((e) => Math.round(e.getBoundingClientRect().bottom))).size;
    }""")
    assert lines > page.locator(".copy:last-child .sides > .result").count()


# The picture.

# Whether a node is wholly inside the box of the picture, and how high its digits are.
SEEN = """(rank) => {
    const view = document.querySelector(".picture").getBoundingClientRect();
    const group = document.querySelector(`[data-node="${rank}"]`);
    const box = group.getBoundingClientRect();
    const inside = box.left >= view.left && box.right <= view.right
        && box.top >= view.top && box.bottom <= view.bottom;
    const digits = group.querySelector(".value");
    const scale = digits.getScreenCTM().a;
    return [inside, scale * digits.getAttribute("font-size")];
}"""


@pytest.mark.slow
def test_the_node_at_work_is_in_sight_and_can_be_read(open_page):
    page = open_page(stepper(network()))
    moments = Trace(network()).moments
    for screen in [(1440, 900), (390, 844), (640, 360)]:
        page.set_viewport_size(dict(zip(("width", "height"), screen)))
        for position in (0, 1, 20, len(moments) // 2, 90, len(moments) - 1):
            page.locator(".position").fill(str(position))
            inside, digits = page.evaluate(SEEN, moments[max(position, 1)].node)
            assert inside, (screen, position)
            assert digits >= 8.99
    # Whoever only presses a place of it has not moved it.
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator(".position").bounding_box()["width"] >= 340
    page.locator(".position").fill("0")
    for position in (0, 20, len(moments) // 2, 90):
        page.mouse.click(150, 200)
        page.locator(".position").fill(str(position))
        inside, digits = page.evaluate(SEEN, moments[max(position, 1)].node)
        assert inside and digits >= 11.99, position
    assert page.evaluate(GAPS) < 3
    page.set_viewport_size(dict(zip(("width", "height"), SCREENS[-1])))
    # Who has moved it is left alone,
    page.locator(".position").fill("0")
    page.locator("main").focus()
    where = (
        "(({scrollLeft, scrollTop}) => [scrollLeft, scrollTop])(document.querySelector('.picture'))"
    )
    page.locator(".picture").hover(position={"x": 20, "y": 20})
    page.mouse.wheel(3000, 3000)
    until(lambda: page.evaluate(where)[0] > 500)
    page.wait_for_timeout(300)
    here = page.evaluate(where)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(where) == here
    # until what happens is in sight again: from there on the picture follows.
    page.keyboard.press("End")
    page.get_by_role("button", name="Whole picture").click()
    for _ in range(8):
        page.get_by_role("button", name="Larger").click()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SEEN, moments[1].node)[0]


def test_a_small_graph_is_seen_whole(open_page):
    page = open_page(stepper(neuron()[2]))
    for screen in [(1440, 900), (1920, 1080)]:
        page.set_viewport_size(dict(zip(("width", "height"), screen)))
        until(lambda: all(page.evaluate(SEEN, rank)[0] for rank in range(1, 8)))


# What stands first in a text behind a formula, and how what a formula holds stands beside it.
HELD = """() => [
  [...document.querySelectorAll(".autograd-mini p")].flatMap((p) => [...p.childNodes])
    .filter((n) => n.nodeType === 3 && n.previousSibling).map((n) => n.data[0]),
  [...document.querySelectorAll(".whole")].map((whole) => {
    const mark = document.createRange();
    mark.selectNode(whole.lastChild);
    const [a, b] = [mark, whole.firstChild].map((part) => part.getBoundingClientRect());
    return [whole.lastChild.data, a.left >= b.right - 2 && a.bottom > b.top && a.top < b.bottom];
  }),
]"""


def test_no_line_begins_with_a_comma_or_a_stop(open_page):
    w, x = Value(0.5, label="w"), Value(2.0, label="x")
    page = open_page(stepper(log(sigmoid(w * x)) + w * w, language="zh"))
    seen = set()
    for width in (360, 377, 390):  # where the sentences happen to end at the end of a line
        page.set_viewport_size({"width": width, "height": 844})
        page.keyboard.press("Home")
        for _ in range(12):
            page.keyboard.press("ArrowRight")
            begins, held = page.evaluate(HELD)
            assert not set(begins) & set(",.;:，。：；、")
            assert all(beside for _, beside in held)
            seen |= {mark for mark, _ in held}
    assert seen == {"。"}
