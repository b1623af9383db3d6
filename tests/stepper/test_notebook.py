"""What a notebook keeps of a cell fits into it, where no widget and no script runs, too."""

import base64
import html
import re

import pytest
from hypothesis import given, settings
from pages import neuron
from pictures import SVG, network, parse

from autograd_mini import MLP, Value, cross_entropy, sigmoid
from autograd_mini.draw import draw_graph, draw_network
from autograd_mini.stepper.animation import animate
from autograd_mini.stepper.page import stepper
from autograd_mini.testing.strategies import networks_with_samples

CELL = 848  # pixels
MEASURED = """() => [...document.images].map(image => {
    const { left, right } = image.getBoundingClientRect();
    return { left, right, loaded: image.complete && image.naturalWidth > 0 };
})"""


def readme_neuron():
    x, w, b = Value(2.0, label="x"), Value(-0.5, label="w"), Value(0.3, label="b")
    return cross_entropy([sigmoid(w * x + b)], [1])


def bundle(shown):
    found = shown._repr_mimebundle_()
    return found[0] if isinstance(found, tuple) else found


def cell(shown):
    """Return a cell as nbconvert and JupyterLab write it: of an SVG they make an image."""
    found = {"text/html": shown._repr_html_()} if hasattr(shown, "_repr_html_") else bundle(shown)
    if "text/html" in found:
        return found["text/html"]
    data = base64.b64encode(found["image/svg+xml"].encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}">'


def still_of(page):
    """Return the SVG in the HTML that a notebook keeps."""
    (address,) = re.findall("src='data:image/svg.xml,([^']*)'", bundle(page)["text/html"])
    return re.sub("%(..)", lambda match: chr(int(match[1], 16)), address)


def test_what_is_kept_of_a_page():
    pytest.importorskip("anywidget")
    page = stepper(network()[2])
    found = bundle(page)
    assert found["text/plain"].startswith(f"{page!r}\n")
    assert 'save("backprop.html")' in found["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in found
    assert len(found["text/html"].encode()) < 150_000
    assert not re.search(r"<script|<iframe|http(?!://www.w3.org/2000/svg)", found["text/html"])
    svg = still_of(page)
    assert "@keyframes" not in svg
    assert "2.40" in ["".join(text.itertext()) for text in parse(svg).iter(f"{SVG}text")]
    assert (
        "static" not in found["text/html"]
        and "静态图" in bundle(stepper(neuron()[2], language="zh"))["text/html"]
    )


@given(networks_with_samples(layers=3, units=2, m=1))
@settings(max_examples=2)
def test_a_still_shows_every_number(case):
    sample = case.net.forward(case.X[0])
    J = cross_entropy(sample.a[len(sample.a)], case.Y[0])
    J.backward()
    for animation in (animate(J), animate(sample, y=case.Y[0], J=J)):
        moving, still = (
            ["".join(text.itertext()) for text in parse(svg).iter(f"{SVG}text")]
            for svg in (animation.svg(), animation.still())
        )
        assert still == moving


@pytest.mark.slow
def test_nothing_is_wider_than_its_cell(page):
    sample = MLP(2, [2, 1], seed=0).forward([5.1, 3.5])
    K = cross_entropy(sample.a[3], [1])
    K.backward()
    J = readme_neuron()
    large, y, L = network()
    L.backward()
    shown = [
        stepper(J), stepper(K), stepper(L), draw_graph(J), draw_graph(K), draw_graph(L),
        draw_network(sample, y=[1], J=K), draw_network(large, y=y, J=L), animate(J),
        animate(sample, y=[1], J=K), animate(large, y=y, J=L),
    ]  # fmt: skip
    for width in (CELL, 500):
        # With a picture that has a size of its own, only a notebook can help in narrow cells.
        cells = "".join(
            f"<div>{cell(one)}</div>" for one in (shown if width == CELL else shown[:3])
        )
        page.set_content(f'<body style="margin:0;width:{width}px">{cells}')
        page.wait_for_function("[...document.images].every(image => image.complete)")
        for image in page.evaluate(MEASURED):
            assert image["loaded"] and image["left"] >= 0 and image["right"] <= width + 0.5


def test_an_image_stands_still_for_readers_who_prefer_that(page):
    moving = animate(Value(2.0).exp())
    for preferred, moves in (("reduce", False), ("no-preference", True)):
        page.emulate_media(reduced_motion=preferred)
        page.set_content(moving._repr_html_())
        page.wait_for_function("document.images[0].naturalWidth > 0")
        assert ("@keyframes" in page.evaluate("document.images[0].currentSrc")) == moves


def test_the_letters_of_a_neuron_are_large_enough():
    J = readme_neuron()
    for svg in (still_of(stepper(J)), animate(J).svg()):
        root = parse(svg)
        scale = min(1.0, CELL / float(root.get("width")))
        sizes = {float(text.get("font-size")) for text in root.iter(f"{SVG}text")}
        assert min(size for size in sizes if size > 9) * scale >= 9  # scripts are smaller


def test_an_image_cannot_be_left_by_what_is_in_it():
    x = Value(2.0, label="'><script>alert(1)</script>&amp;%41#")
    page, animation = bundle(stepper(x.exp()))["text/html"], animate(x.exp())._repr_html_()
    assert re.findall(r"<(\w+)", page) == ["img", "p", "code"] and page.count("'") == 2
    assert re.findall(r"<(\w+)", animation) == ["picture", "source", "img"]
    assert animation.count("'") == 4
    assert x.label in html.unescape(still_of(stepper(x.exp())))
