"""stepper, frames and animate take the same things, and say the same of what they do not take."""

import pytest
from pictures import network

from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.graph import Graph, topological_order
from autograd_mini.stepper.animation import animate
from autograd_mini.stepper.frames import frames
from autograd_mini.stepper.given import end_of
from autograd_mini.stepper.page import stepper


@pytest.fixture
def tools(tmp_path):
    """All three, called alike."""
    return {
        "stepper": stepper,
        "animate": animate,
        "frames": lambda shown, **options: frames(shown, tmp_path, **options),
    }


def test_the_graph_of_a_record_is_that_of_its_cost():
    sample, y, J = network()
    assert stepper(sample, J=J).html() == stepper(J).html() == stepper(Graph(J)).html()
    # y alone is the targets of the cross-entropy.
    assert stepper(sample, y=y).html() == stepper(J).html()
    assert all(n.grad == 0 for n in topological_order(J))
    other = sum((a - t) ** 2 for a, t in zip(sample.a[3], y, strict=True))
    assert end_of(sample, y, other, "stepper").J is other


def test_what_is_not_taken_is_named_with_what_to_do(tools):
    sample, y, J = network()
    for name, tool in tools.items():
        for wrong in (3.0, sample.a[3], MLP(2, [1], seed=0), None, "J"):
            taken = f"{name} takes a Value, a Graph, or the record that net.forward.x. returns, not"
            with pytest.raises(TypeError, match=taken):
                tool(wrong)
        with pytest.raises(TypeError, match="y and J go with the record of a network, not with a"):
            tool(J, y=y)
        with pytest.raises(TypeError, match="y and J go with the record"):
            tool(Graph(J), J=J)
        with pytest.raises(ValueError, match="language is one of 'en', 'zh', not 'fr'"):
            tool(J, language="fr")
        with pytest.raises(TypeError, match="language is one of"):
            tool(J, language=["en"])
        with pytest.raises(TypeError, match="dark is True or False, not str"):
            tool(J, dark="yes")
        with pytest.raises(ValueError, match="direction is one of 'auto', 'LR', 'TB', not 'RL'"):
            tool(J, direction="RL")
        with pytest.raises(ValueError, match=r"70 nodes .*limit is 69 nodes and 276 edges"):
            tool(J, limit=69)
        with pytest.raises(TypeError, match="limit is a whole number"):
            tool(J, limit=1.5)
        with pytest.raises(TypeError, match="J is the Value"):
            tool(sample, J=3.0)


def test_a_record_needs_its_own_cost(tools):
    sample, y, _ = network()
    of_another = cross_entropy(network()[0].a[3], y)
    for name in ("stepper", "frames"):
        with pytest.raises(ValueError, match=f"{name} needs J=.* or y="):
            tools[name](sample)
        with pytest.raises(ValueError, match="J was not computed from <Forward of 4-5-3"):
            tools[name](sample, J=of_another)


def test_the_way_down_and_the_dark():
    J = Value(2.0, label="x").exp().sin()
    beside, below = (stepper(J, direction=direction).steps["picture"] for direction in ("LR", "TB"))
    assert beside != below
    assert "theme" not in stepper(J).steps
    assert stepper(J, dark=True).steps["theme"] == "dark"
    svg = animate(J, direction="TB", dark=True).svg()
    assert "Forward: value ↓" in svg and "prefers-color-scheme" not in svg
    assert "prefers-color-scheme" in animate(J).svg()
    light, dark = (animate(J, dark=dark).svg() for dark in (False, True))
    assert "#FFFFFF" in light and "#FFFFFF" not in dark


def test_a_page_opens_dark_whatever_the_browser_prefers(open_page):
    ground = "getComputedStyle(document.querySelector('main')).getPropertyValue('--background')"
    J = Value(2.0).exp()
    for dark, colour in ((True, "#11161C"), (False, "#FFFFFF")):
        page = open_page(stepper(J, dark=dark), dark=not dark)
        assert page.evaluate(ground).strip() == colour
        page.locator("[data-key=theme]").click()
        assert page.evaluate(ground).strip() != colour
