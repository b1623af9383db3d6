"""Whatever stands in a label, every output can be written and read, and shows it as text."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pictures import SVG

from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.stepper.animation import animate
from autograd_mini.stepper.frames import frames
from autograd_mini.stepper.page import stepper

ANY_TEXT = st.text(st.characters(exclude_categories=()), min_size=1)  # surrogates, too
STEPS = re.compile('(?<=id="steps">).*?(?=</script>)', re.DOTALL)
SHAPES = {
    "svg", "style", "rect", "g", "path", "polygon", "polyline", "ellipse", "text", "tspan", "title",
    "desc",
}  # fmt: skip


def graph(label, name="J"):
    x = Value(0.5, label=label)
    J = (x * x).exp()
    J.label = name
    return J


@pytest.fixture(scope="module")
def harmless():
    """A page whose labels are letters, without its steps."""
    return STEPS.sub("", stepper(graph("x", "x")).html())


def words(svg):
    """Return the texts of an SVG, which must be well-formed and have nothing but shapes in it."""
    root = ET.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= SHAPES
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


@pytest.mark.slow
@given(ANY_TEXT)
@example("<script>alert(1)</script>]]>&amp;\\\"'")
@example("a\0b\rc\ufffe\ud800\udc00")
@example("\udfff^(2)_1")
@example("}\\end{math}$\\text{")
@example("v1 n1 d1 {name}")
@example("x" * 1_000_000)
@settings(max_examples=8)
def test_every_output_can_be_read_and_no_label_is_markup(tmp_path_factory, harmless, label):
    folder = tmp_path_factory.mktemp("out")
    J = graph(label, label)
    html = Path(stepper(J).save(folder / "page.html")).read_text("utf-8")
    assert STEPS.sub("", html) == harmless
    steps = json.loads(STEPS.search(html)[0])
    words(steps["picture"])
    for formula in (*steps["templates"], *(node["math"] for node in steps["nodes"])):
        tags = {element.tag for element in ET.fromstring(f"<mrow>{formula}</mrow>").iter()}
        assert all(re.fullmatch(r"m\w+", tag) for tag in tags)
    json.dumps(steps).encode()
    animated = Path(animate(J).save(folder / "flow.svg")).read_text("utf-8")
    slides = [Path(path).read_text("utf-8") for path in frames(J, folder)]
    for svg in (animated, *slides):
        assert len(max(words(svg), key=len)) < 300


@given(ANY_TEXT)
@example("a\0b\rc\ufffe\ud800<script>")
@example("x" * 1_000_000)
@settings(max_examples=4)
def test_the_record_of_a_network(tmp_path_factory, label):
    sample = MLP(1, [1], seed=0).forward([Value(0.5, label=label)])
    J = cross_entropy(sample.a[2], [1])
    J.label = label
    J.backward()
    path = tmp_path_factory.mktemp("out") / "flow.svg"
    animate(sample, y=[1], J=J).save(path)
    words(path.read_text("utf-8"))


def test_what_can_be_shown_is_shown_as_it_is(tmp_path):
    label = "<script>&amp;]]></text>"
    J = graph(label)
    for svg in (animate(J).svg(), Path(frames(J, tmp_path)[-1]).read_text("utf-8")):
        assert label in words(svg)
    assert stepper(J).steps["nodes"][0]["name"] == label
    long = stepper(graph("begin" + "x" * 1000 + "the end")).steps["nodes"][0]["name"]
    assert re.fullmatch("beginx+…x+the end", long) and len(long) == 40
