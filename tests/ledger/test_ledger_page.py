"""The page of a ledger in a real browser: what is clicked is shown, with Python's numbers."""

import json
import re

import pytest
from accessible import BROKEN, source_of_axe
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import moons, trained
from pages import until
from places import places

from autograd_mini import MLP, train
from autograd_mini.ledger import ledger_page
from autograd_mini.ledger.messages import MESSAGES
from autograd_mini.ledger.page import sources

LEDGER = "document.querySelector('main').ledger"
EVIL = ["<script>alert(1)</script>", '"&]]>\0\r\ud800\ufffe']
TOP_LEVEL = re.compile(r"^(?:export )?(?:function|const|class|let) (\w+)", re.MULTILINE)


def account_in(page, weight, frame):
    told = page.evaluate(f"{LEDGER}.book.accountOf({weight}, {frame})")
    return {row["sample"]: row["amount"] for row in told["samples"]}, told


def same_accounts(page, net, ledger):
    """Every account of the page is Python's, to the digits that the page has."""
    last = page.evaluate(f"{LEDGER}.book.last")
    for weight, place in enumerate(places(net)):
        shares, told = account_in(page, weight, last)
        lines = ledger.of(place).lines()
        size = max(abs(float(line.amount)) for line in lines) + 1e-3
        for line in lines:
            if line.kind == "sample":
                assert shares.get(line.number, 0.0) == pytest.approx(
                    float(line.amount), abs=2e-3 * size
                )
            elif line.kind != "rounding":
                found = {row["name"]: row["amount"] for row in told["others"]}
                assert found[line.kind] == pytest.approx(float(line.amount), abs=2e-3 * size)


def what_is_unexpected_is_said(page, history):
    """Of a training with Adam on scaled inputs; and its slider can be used with a finger."""
    assert "axes" in page.locator("main > p", has_text="scaled").inner_text()
    assert "gradient_descent" in page.locator(".weight .help").inner_text()
    for step in (20, 0):
        page.locator(".position").fill(str(step))
        costs = history.ledger.costs
        J = page.locator(".cost .limits").last.inner_text()
        number = float(re.search(r"before step \d+ it is ([\d.]+)\.", J)[1])
        assert number == pytest.approx(costs[min(step, len(costs) - 1)], rel=1e-3)
        assert "after the last step" in J
    page.locator(".heat select").select_option("change")
    assert page.locator(".heat > .limits").inner_text() == "all of them are 0"
    page.set_viewport_size({"width": 390, "height": 844})
    bar, slider = (page.locator(part).bounding_box() for part in (".controls", ".position"))
    assert slider["width"] >= 0.9 * bar["width"] >= 300


@pytest.mark.slow
def test_scrub_click_and_go_on(open_page):
    """One page, with everything that can be done on it."""
    net, history = trained()
    page = open_page(
        ledger_page(history.ledger, names=[f"point {k}" for k in range(24)], classes=EVIL)
    )
    same_accounts(page, net, history.ledger)

    # Scrub: the slider, the keys, the curve, the button that plays.
    place = page.locator(".place")
    assert place.inner_text() == "Step 20 of 20"
    page.keyboard.press("Home")
    assert place.inner_text() == "Step 0 of 20"
    assert "before the first step" in page.locator(".step").inner_text()
    page.keyboard.press("ArrowRight")
    assert place.inner_text() == "Step 1 of 20"
    page.locator(".position").fill("7")
    assert place.inner_text() == "Step 7 of 20"
    box = page.locator(".cost svg").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 9)
    assert place.inner_text() == "Step 10 of 20"
    page.locator("[data-key=play]").click()
    until(lambda: place.inner_text() == "Step 20 of 20")

    # A weight, in the picture by mouse and by key; then a sample, and a step's weights.
    canvas = page.locator("figure canvas").first
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.9)
    assert page.locator(".weight h2").inner_html() == (
        "Weight <span>Θ<sup>(1)</sup><sub>4,2</sub></span>"
    )
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert page.locator(".weight h2").inner_text() == "Weight Θ(1)3,1"
    assert "Chosen: Θ^(1)_3,1" in canvas.get_attribute("aria-label")
    assert page.locator(".hidden[role=status]").inner_text().startswith("Θ^(1)_3,1: ")
    account = history.ledger.of((1, 2, 1))
    first = next(line for line in account.lines() if line.kind == "sample")
    link = page.locator(".weight .link").first
    assert link.inner_text() == f"point {first.number}"
    link.press("Enter")
    assert page.locator(".sample select").input_value() == str(first.number)
    assert page.locator(".heat select").input_value() == "sample"
    page.locator(".step .link").first.click()
    moved = [b - a for a, b in zip(*history.ledger.theta[-2:])]
    most = max(range(len(moved)), key=lambda k: abs(moved[k]))
    assert page.evaluate(f"{LEDGER}.book.weight") == most

    # A point, by mouse and by keys; the training goes on, with the numbers of Python.
    assert page.locator(".plane [aria-pressed]").all_inner_texts()[0].endswith(EVIL[0])
    page.locator(".plane [aria-pressed]").nth(1).click()
    ground = page.locator(".ground")
    # Numbers stand along the left and the lower side: a tick of ink for each.
    ticks = page.evaluate("""() => {
        const canvas = document.querySelector(".ground");
        const { width, height } = canvas;
        const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
        const dark = ([x, y]) => [0, 1, 2].every((c) => data[4 * (y * width + x) + c] < 70);
        const count = (length, at) => Array.from({length}, (_, k) => at(k)).filter(dark).length;
        return [count(height, (k) => [2, k]), count(width, (k) => [k, height - 3])];
    }""")
    assert all(4 <= count <= 30 for count in ticks), ticks
    ground.scroll_into_view_if_needed()
    before = ground.evaluate("canvas => canvas.toDataURL()")
    ground.click(position={"x": 60, "y": 80})
    for key in ("ArrowRight", "ArrowDown", "1", "Enter"):
        page.keyboard.press(key)
    assert ground.evaluate("canvas => canvas.toDataURL()") != before
    training = f"{LEDGER}.plane.training"
    added = page.evaluate(f"{training}.points.slice(24)")
    assert [point["kind"] for point in added] == [1, 0]
    page.locator(".plane input").fill("0.25")
    for _ in range(3):
        page.get_by_role("button", name="One step").click()
    X, Y = moons()
    X += [point["x"] for point in added]
    Y += [[float(point["kind"])] for point in added]
    train(net, X, Y, steps=3, rate=0.25)
    theta = page.evaluate(f"{training}.theta")
    assert theta == pytest.approx([w.data for w in net.parameters()], rel=1e-12, abs=1e-14)
    assert "26 points, 2 of them yours. Steps from here: 3" in page.locator(".plane").inner_text()
    page.get_by_role("button", name="Go on").click()
    until(lambda: page.evaluate(f"{training}.steps") > 5)
    page.get_by_role("button", name="Stop").click()
    page.locator(".plane input").fill("1e300")
    page.get_by_role("button", name="One step").click()
    page.get_by_role("button", name="One step").click()
    assert MESSAGES["en"]["plane_stopped"] in page.locator(".plane").inner_text()
    page.get_by_role("button", name="Begin again").click()
    assert "24 points, 0 of them yours. Steps from here: 0" in page.locator(".plane").inner_text()

    # No rule of axe is broken, and nothing is wider than a phone.
    page.evaluate(source_of_axe())
    for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        page.set_viewport_size(size)
        for language in ("en", "zh"):
            page.locator("[data-key=language]").select_option(language)
            assert page.title() == MESSAGES[language]["title"]
            for theme in ("light", "dark"):
                page.locator("main").evaluate("(e, theme) => (e.dataset.theme = theme)", theme)
                assert page.evaluate(BROKEN) == [], (size, language, theme)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    # On it a weight's account is below the weights, and what is left out comes last.
    heights = [page.locator(f".{name}").bounding_box()["y"] for name in ("heat", "weight", "left")]
    assert heights == sorted(heights)
    assert heights[-1] > page.locator(".step").bounding_box()["y"]

    # A projector shows the ground of the page from side to side, in a dark page, too.
    page.set_viewport_size({"width": 1920, "height": 1080})
    main = page.locator("main").bounding_box()
    assert (main["x"], main["width"]) == (0, 1920) and main["height"] >= 1080
    assert page.locator(".board").bounding_box()["width"] == 1600
    assert page.locator("script").count() == 2 and page.locator("[onload]").count() == 0


def test_adam_decay_and_a_small_budget(open_page, monkeypatch):
    """Where much is left out, what is shown still adds up, and the page says what is missing."""
    from autograd_mini.ledger import kept

    options = {"optimizer": "adam", "rate": 0.05, "weight_decay": 0.05, "batch": 5}
    net, history = trained(**options)
    page = open_page(ledger_page(history.ledger, scaled=True))
    same_accounts(page, net, history.ledger)
    what_is_unexpected_is_said(page, history)
    monkeypatch.setattr(kept, "MOST_BYTES", 3000)
    small = ledger_page(history.ledger, language="zh")
    page = open_page(small, "small.html")
    assert page.locator("main > p", has_text="缩放").count() == 0
    steps = page.evaluate(f"{LEDGER}.book.steps.steps")
    assert len(steps) < 15 and steps[-1] == 20
    for weight, place in enumerate(places(net)):
        for frame in (1, len(steps) - 1):
            _, told = account_in(page, weight, frame)
            change = history.ledger.theta[steps[frame]][weight] - history.ledger.theta[0][weight]
            assert told["change"] == pytest.approx(change, abs=1e-3), place
            rows = told["samples"] + told["others"]
            assert sum(row["amount"] for row in rows) == pytest.approx(told["change"], abs=1e-6)
    said = page.locator(".left").inner_text()
    for words in ("步保留一步", "笔中保留了最大的", "adam"):
        assert words in said


def test_a_number_that_is_wrong_in_the_page_is_noticed(open_page):
    net, history = trained(steps=3)
    shown = ledger_page(history.ledger)
    shown.data["delta"] = dict(shown.data["delta"], scales=shown.data["a"]["scales"])
    page = open_page(shown)
    with pytest.raises(AssertionError):
        same_accounts(page, net, history.ledger)


def test_files_have_no_name_in_common():
    """They become one module."""
    names = [name for text in sources().values() for name in TOP_LEVEL.findall(text)]
    assert len(names) == len(set(names)) > 30
    assert max(len(text.splitlines()) for text in sources().values()) <= 320


@settings(max_examples=15)
@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=2, max_size=2))
def test_any_name_stays_text(names):
    ledger = HISTORY.ledger
    html = ledger_page(ledger, classes=names, names=[names[0]] * 24).html()
    html.encode()
    data = html.partition('id="steps">')[2].partition("</script>")[0]
    assert json.loads(data)["classes"] == [x.encode("utf-8", "replace").decode() for x in names]
    assert html.count("</script>") == 2


HISTORY = trained(steps=1)[1]


def test_languages_have_the_same_words():
    english, chinese = MESSAGES["en"], MESSAGES["zh"]
    assert list(english) == list(chinese)
    for key, words in english.items():
        assert set(re.findall(r"\{\w+\}", words)) == set(re.findall(r"\{\w+\}", chinese[key])), key
    used = "".join(sources().values())
    for key in english:
        if not key.startswith(("left_", "shown_")):
            assert re.search(rf"\b{key}\b", used), f"{key} is not used"


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"language": "fr"}, ValueError, "language is one of"),
        ({"dark": 1}, TypeError, "dark is True or False"),
        ({"names": ["a"]}, ValueError, "names has 1 names; 24 are needed"),
        ({"classes": "ab"}, TypeError, "classes is the string"),
        ({"classes": ["a", "b", "c"]}, ValueError, "classes has 3 names; 2 are needed"),
        ({"image": (2, 2)}, ValueError, r"image is \(rows, columns\) of a picture of 2 pixels"),
        ({"image": "8x8"}, ValueError, "image is"),
    ],
)
def test_what_is_refused(options, error, says):
    with pytest.raises(error, match=says):
        ledger_page(HISTORY.ledger, **options)


def test_without_a_ledger_or_its_steps_it_says_so(tmp_path):
    with pytest.raises(TypeError, match=r"ledger is None; give history.ledger; train\(…, ledger"):
        ledger_page(None)
    X, Y = moons()
    net = MLP(2, [2, 1], seed=0)
    X, Y = X[1::2], Y[1::2]
    history = train(net, X, Y, steps=5, held_out=(X, [[0.0]] * 12), every=1, ledger=True)
    assert history.best.step == 0
    with pytest.raises(ValueError, match="the ledger has no steps: the best weights are those"):
        ledger_page(history.ledger)
    with pytest.raises(OSError):
        ledger_page(HISTORY.ledger).save(tmp_path)


def test_a_plane_is_there_for_two_inputs_and_classes_only():
    numbers = [[0.1, 0.2], [0.3, 0.1]]
    for sizes, samples in (
        ((3, 1), ([[0.0] * 3, [1.0] * 3], [[0], [1]])),
        ((2, 1), (numbers, [[0.5], [0.25]])),
    ):
        _, history = trained(sizes, samples, steps=1)
        assert ledger_page(history.ledger).data["plane"] is None
    _, history = trained((2, 3, 2), (numbers, [[0, 1], [1, 0]]), steps=1)
    plane = ledger_page(history.ledger).data["plane"]
    assert len(plane["graphs"]) == 2 and plane["classes"] == [1, 0]
    half = lambda a, y: (a[0] - y[0]) ** 2  # noqa: E731
    _, history = trained((2, 2), (numbers, [[0, 1], [1, 0]]), steps=1, loss=half)
    assert ledger_page(history.ledger).data["plane"] is None  # J without the second output
    net = MLP(2, [2, 1], seed=0, activation="gelu", output_activation="sigmoid")
    history = train(net, numbers, [[0], [1]], steps=1, ledger=True)
    assert ledger_page(history.ledger).data["plane"] is None  # no value for a browser
