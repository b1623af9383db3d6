"""The picture to fill in: every part can be found, and no number or colour is fixed in it."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from pictures import network

from autograd_mini import Value
from autograd_mini.draw.style import DARK, LIGHT, arrow, number
from autograd_mini.graph import topological_order
from autograd_mini.stepper.picture import arrows, colours, lean, picture, stylesheet
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs


def after_backward(J):
    J.backward()
    return J


def chain(length):
    """A chain of so many nodes that J is not 0 and not large at."""
    x = Value(0.5, label="x")
    for _ in range(length - 1):
        x = x.sin()
    return after_backward(x)


def groups(root, attribute):
    found = [g for g in root.iter("g") if g.get(attribute)]
    assert len({g.get(attribute) for g in found}) == len(found)
    return {g.get(attribute): g for g in found}


def named(group, name):
    (text,) = [t for t in group.iter("text") if name in t.get("class", "").split()]
    return text


def check_parts(root, J):
    """Every node and edge is there once, with its numbers, which have room to grow to the left."""
    nodes = topological_order(J)
    rank = {id(n): i for i, n in enumerate(nodes, start=1)}
    found = groups(root, "data-node")
    assert sorted(map(int, found)) == list(range(1, len(nodes) + 1))
    for i, n in enumerate(nodes, start=1):
        value, grad = named(found[str(i)], "value"), named(found[str(i)], "grad")
        assert value.text == number(n.data)
        assert grad.text == number(n.grad, signed=True)
        assert value.get("text-anchor") == grad.get("text-anchor") == "end"
    edges = groups(root, "data-edge")
    expected = {
        f"{rank[id(n)]}-{rank[id(parent)]}-{slot}": n.partials[slot]
        for n in nodes
        for slot, parent in enumerate(n.parents)
    }
    assert edges.keys() == expected.keys()
    for edge, partial in expected.items():
        group = edges[edge]
        head, tail = (nodes[int(k) - 1].label for k in edge.split("-")[:2])
        name = "g′" if head.startswith("a") and tail.startswith("z") else "∂"
        assert named(group, "partial").text.split() == [name, number(partial)]
        shapes = [x for x in group if x.tag != "text"]
        assert [shape.get("class") for shape in shapes] == ["wire", "head", "tip"]
        # What flows along an edge is for the page to say.
        assert not any(shape.get(a) for shape in shapes for a in ("stroke", "fill", "stroke-width"))


@given(programs())
@settings(max_examples=15)
def test_every_part_can_be_found_and_filled(drawn):
    program, numbers = drawn
    leaves = [Value(x, label=f"x_{i}") for i, x in enumerate(numbers)]
    J = after_backward(run(program, VALUES, leaves)[-1])
    check_parts(picture(J), J)


def test_with_either_renderer(renderer):
    J = after_backward(network()[2])
    check_parts(picture(J), J)


@pytest.mark.parametrize("length", [1, 81, 301])
def test_small_nodes_have_the_same_parts(length):
    J = chain(length)
    check_parts(picture(J), J)


def test_no_colour_is_fixed():
    root = picture(after_backward(network()[2]))
    defined = set(re.findall(r"--([\w-]+):", stylesheet("main")))
    for element in root.iter():
        for name in ("fill", "stroke"):
            colour = element.get(name, "none")
            assert colour == "none" or re.fullmatch(r"var\(--([\w-]+)\)", colour)[1] in defined


def test_nodes_have_the_colours_of_their_part():
    root = picture(after_backward(network()[2]))
    for group in groups(root, "data-node").values():
        role = group.get("class").split()[1]
        used = {shape.get(name) for shape in group.iter("path") for name in ("fill", "stroke")}
        assert used <= {f"var(--{role}-ground)", f"var(--{role}-border)", "none"}
        assert f"var(--{role}-border)" in used


def test_it_holds_nothing_but_the_picture():
    J = after_backward(Value(2.0, label="<script>x</script>").exp())
    root = picture(J)
    tags = {element.tag for element in root.iter()}
    assert tags <= {"svg", "g", "path", "polygon", "polyline", "text"}
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    text = ET.tostring(root, encoding="unicode")
    assert "title" not in text and "href" not in text and text.count("http") == 1
    assert "<script>x</script>" in ["".join(t.itertext()) for t in root.iter("text")]


def test_the_background_is_the_pages():
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g class="graph">'
        b'<polygon fill="#ffffff" points="0,0 9,0 9,9"/><g id="a_n"><title>n</title></g></g></svg>'
    )
    root = lean(svg)
    assert [element.tag for element in root.iter()] == ["svg", "g", "g"]
    assert root.get("viewBox") == "0 0 9 9"


def test_arrows_are_as_wide_as_in_drawings():
    widths = arrows()
    for part in (0.0, 0.01, 0.5, 1.0):
        between = widths["thinnest"] + (widths["widest"] - widths["thinnest"]) * part**0.5
        assert float(arrow(part, 1.0)["penwidth"]) == pytest.approx(between, abs=0.005)


def test_the_stylesheet_has_both_themes():
    css = stylesheet("main")
    blocks = dict(re.findall(r"(main[^{}]*){([^{}]*)}", css))
    in_dark = re.search(r"@media \(prefers-color-scheme: dark\){main{([^{}]*)}}", css)[1]

    def variables(block):
        return dict(re.findall(r"--([\w-]+):([^;]+);", block))

    assert variables(in_dark) == variables(blocks['main[data-theme="dark"]']) == colours(DARK)
    assert variables(blocks['main[data-theme="light"]']) == colours(LIGHT)
    assert css.index("main{") < css.index("@media")
    assert colours(LIGHT).keys() == colours(DARK).keys()
    assert colours(LIGHT)["input-border"] == LIGHT.input.border
