"""The pictures of the course show what a learner's own nodes hold, be it right or wrong."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

from autograd_mini.course.checks import pictures
from autograd_mini.course.folder import text_of
from autograd_mini.course.source import engine
from autograd_mini.testing.conform.engine import Engine

as_svg = pictures._svg


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """Return the picture of an engine that differs from the right one, before Graphviz has it."""
    monkeypatch.setattr(pictures, "_svg", lambda drawing, **_: drawing.source)

    def picture(lesson, right="", wrong="", language="en"):
        code = engine(lesson)
        assert right in code
        path = tmp_path / f"engine_{len(list(tmp_path.iterdir()))}.py"
        path.write_text(code.replace(right, wrong) if right else code, "utf-8")
        return pictures.picture(Engine(f"{path}:Value"), language, lesson)["svg"]

    return picture


def edges(dot):
    """Return by its tooltip's derivative what an edge shows, and the tooltip."""
    lines = [line for line in dot.splitlines() if " -> " in line]
    found = {}
    for line in lines:
        said = re.search(r'tooltip="(?:[^:"]*: )?(∂(\w+)/∂(\w+) = .*?)"', line)
        number = re.search("∂\N{NO-BREAK SPACE}([^<]+)<", line)
        found[said[3], said[2]] = number and number[1], said[1], line
    return found


def test_an_edge_shows_the_partial_of_the_learner(shown):
    right = edges(shown(3))
    swapped = edges(shown(3, "(other.data, self.data)", "(self.data, other.data)"))
    assert (right["b", "J"][0], swapped["b", "J"][0]) == ("1.00", "−3.00")
    # The colour, the dashes and what is said follow the learner's numbers, too.
    assert "dashed" in swapped["b", "J"][2] and "dashed" not in right["b", "J"][2]
    assert swapped["b", "J"][1] == "∂J/∂b = −3.0, flowing back −3.0"


def test_there_is_no_partial_before_lesson_3(shown):
    dot = shown(2)
    assert "∂" not in re.sub('tooltip="[^"]*"', "", dot)
    assert {number for number, _, _ in edges(dot).values()} == {None}
    assert "Gradients come in lesson 3; here each of them is shown as –." in dot
    assert 'tooltip="w = 0.5, grad –"' in dot and "grad 0" not in dot and "back 0" not in dot
    assert "backward()" not in dot


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("self.grad = 1.0\n        self.send()", "pass"),  # it has run, and has done nothing
        ("self.grad = 1.0", "self.grad = 0.0"),
    ],
)
def test_gradients_of_0_are_shown_after_a_pass(shown, right, wrong):
    dot = shown(3, right, wrong)
    assert "has run" not in dot and "–" not in dot


@pytest.mark.parametrize(
    ("partials", "known"),
    [
        ("(other.data,)", ["2.00", None]),  # one is missing
        ("(other, self)", [None, None]),  # no numbers
        ("None", [None, None]),
        ("(float('inf'), 1.0)", ["inf", "1.00"]),
    ],
)
def test_partials_that_are_none(shown, partials, known):
    found = edges(shown(2, "(self, other))", f"(self, other), {partials})"))
    assert [found[tail, "y"][0] for tail in ("w", "x")] == known


def test_a_node_that_is_used_twice_shows_both_of_its_partials(shown):
    dot = shown(5, "(other.data, self.data)", "(2.5, 3.5)")
    assert "∂\N{NO-BREAK SPACE}2.50" in dot and "∂\N{NO-BREAK SPACE}3.50" in dot


@pytest.mark.parametrize(
    ("language", "weight", "others", "later"),
    [
        ("en", "a weight or a bias", ["an input", "an operation", "the result"], "an activation"),
        ("zh", "权重或偏置", ["输入", "运算", "结果"], "激活值"),
    ],
)
def test_the_colours_of_boxes_are_explained_by_words_that_were_met(
    shown, language, weight, others, later
):
    for lesson in range(2, 8):
        dot = shown(lesson, language=language)
        assert all(f"\N{NO-BREAK SPACE}{word}" in dot or word in dot for word in others[1:])
        assert (weight in dot) == (later in dot) == (lesson == 7)
        assert lesson == 7 or others[0] in dot


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_network_of_lesson_8_says_which_flower_it_is(shown, language):
    dot = shown(8, language=language).replace("\N{NO-BREAK SPACE}", " ")
    said = {
        "en": "An iris versicolor; the network takes it for",
        "zh": "这朵花是 versicolor，网络认为是",
    }
    assert re.search(f"{said[language]} (setosa|versicolor|virginica)", dot)
    assert "单元" not in re.sub('(tooltip|title)="[^"]*"', "", dot)


def test_what_an_edge_means_does_not_depend_on_where_an_arrow_points(shown):
    dot = shown(4, language="zh")
    assert "运算结果对这个运算数的局部导数" in dot and "后一节点" not in dot and "橙红" in dot


def test_graphs_go_from_left_to_right_but_for_the_longest(shown):
    for lesson in range(2, 7):
        assert "rankdir=LR" in shown(lesson)
    assert "rankdir=LR" not in shown(7)


@pytest.mark.slow
def test_the_longest_graph_can_be_read_on_a_telephone_too(page, shown, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "_svg", as_svg)
    (tmp_path / "lesson-7.svg").write_text(shown(7), "utf-8")
    for width, height, least in ((1280, 900, 12), (390, 844, 7)):  # pixels of a number
        page.set_viewport_size({"width": width, "height": height})
        page.goto((tmp_path / "lesson-7.svg").as_uri())
        boxes = [text.bounding_box() for text in page.locator(".node text").all()]
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
        assert max(box["height"] for box in boxes) >= least


@pytest.mark.parametrize("rsub", ["node(number) + -self", "node(number) - self", "number + -self"])
def test_a_constant_that_the_learner_makes_a_node_of_is_no_input(shown, rsub):
    dot = shown(7, "return -self + number", f"return {rsub}")
    assert "class=input" not in dot and "an input" not in dot
    assert "1\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}v" in re.sub("<[^>]*>", "", dot)
    assert "an input" in shown(6)  # w and x are none of the constants


def test_a_cost_that_no_weight_is_in_is_drawn(shown):
    alone = shown(7, "return -y * a.log() - (1 - y) * (1 - a).log()", "return -Value(2.0)")
    assert alone.count("class=output") == 1 and "−2.0" in alone


def along(edge):
    """Return points of an edge as Graphviz has laid it out, along its Bézier curves."""
    corners = [
        complex(*map(float, p.split(","))) for p in edge["pos"].split(" ") if p[0] not in "es"
    ]
    for i in range(0, len(corners) - 1, 3):
        p, q, r, s = corners[i : i + 4]
        for t in (k / 20 for k in range(21)):
            u = 1 - t
            yield u**3 * p + 3 * u * u * t * q + 3 * u * t * t * r + t**3 * s


def test_each_label_is_nearest_to_its_own_edge(shown, monkeypatch):
    monkeypatch.setattr(
        pictures, "_svg", lambda drawing, **_: drawing.pipe("json", encoding="utf-8")
    )
    for lesson in (3, 4, 5, 6):
        laid_out = json.loads(shown(lesson))["edges"]
        for edge in laid_out:
            label = complex(*map(float, edge["lp"].split(",")))
            far = [min(abs(label - point) for point in along(other)) for other in laid_out]
            assert min(far) == far[laid_out.index(edge)], (lesson, edge["tooltip"])


NETWORK = """() => {
    const corners = element => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return [left, top, right, bottom];
    };
    const of = name => [...document.querySelectorAll(`[id^="${name}-"] text`)].map(corners);
    return { captions: of("caption"), numbers: of("theta-2"), headings: of("layer"),
             all: [...document.querySelectorAll("text")].map(corners) };
}"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_network_of_lesson_8_is_seen_whole_with_what_its_arrows_mean(
    page, shown, tmp_path, monkeypatch, language
):
    monkeypatch.setattr(pictures, "_svg", as_svg)
    path = tmp_path / "lesson-8.svg"
    path.write_text(shown(8, language=language), "utf-8")
    for width, height in ((1280, 900), (1920, 1080), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path.as_uri())
        found = page.evaluate(NETWORK)
        for left, top, right, bottom in found["all"]:
            assert 0 <= left < right <= width and 0 <= top < bottom <= height
        # What arrows mean stands between the heading of the last layer and its first numbers.
        _, above, _, below = (list(side) for side in zip(*found["captions"]))
        assert max(box[3] for box in found["headings"]) <= min(above)
        assert max(below) <= min(box[1] for box in found["numbers"])
        assert len(found["captions"]) >= 7
    told = page.evaluate("document.documentElement.textContent")  # and what a pointer finds
    word = {"en": "neuron", "zh": "神经元"}[language]
    assert word in told and not re.search(f"unit|(?<!神经)单元|bias {word}", told)


def test_the_curve_of_lesson_1_fits_a_telephone(page, shown, tmp_path):
    (tmp_path / "lesson-1.svg").write_text(shown(1), "utf-8")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((tmp_path / "lesson-1.svg").as_uri())
    ends = [text.bounding_box() for text in page.locator("text").all()]
    assert len(ends) == 4
    assert all(0 <= box["x"] and box["x"] + box["width"] <= 390 for box in ends)


# The leaves from top to bottom, and other nodes that stand above each other; from left to right
# in lesson 7, whose graph goes from top to bottom.
ORDER = {2: ("w x b", "y b"), 3: ("w x b", "y b"), 4: ("a b",), 5: ("w x",), 6: ("w x b",),
         7: ("θ_0 θ_1", "θ_0 v_1")}  # fmt: skip


@pytest.mark.parametrize("lesson", ORDER)
def test_nodes_stand_in_the_order_of_the_text(lesson, tmp_path):
    """Operands stand in their order, as in the drawing of the lesson."""
    (tmp_path / "engine.py").write_text(engine(lesson), "utf-8")
    drawn = pictures.picture(Engine(f"{tmp_path / 'engine.py'}:Value"), "en", lesson)["svg"]
    places, svg = {}, "{http://www.w3.org/2000/svg}"
    across = "x" if lesson == 7 else "y"
    for group in ET.fromstring(drawn).iter(f"{svg}g"):
        if group.get("class", "").startswith("node "):
            name = group.find(f"{svg}title").text.partition(" = ")[0]
            places[name] = min(float(word.get(across)) for word in group.iter(f"{svg}text"))
    for names in ORDER[lesson]:
        found = [places[name] for name in names.split()]
        assert found == sorted(found) and len(set(found)) == len(found), places
    text = text_of(f"{lesson}.md", "en")
    leaves = re.findall(r"^ {4}(\w) ─", text, re.M)
    assert leaves == (ORDER[lesson][0].split() if leaves else [])
    assert bool(leaves) == (lesson in (2, 4, 5))


def test_zero_has_no_sign_in_what_is_said_of_a_node(shown):
    assert not re.search(r"−0(\.0)?[^\d.]", shown(7))
