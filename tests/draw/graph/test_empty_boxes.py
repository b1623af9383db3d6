"""A picture with empty boxes: it gives no derivative away, in no place."""

import re

import pytest

from autograd_mini import Value
from autograd_mini.draw import draw_graph


def graph():
    x, w, b = Value(3.0, "x"), Value(7.0, "w"), Value(-20.0, "b")
    J = (w * x + b) * x
    J.backward()
    return J


@pytest.mark.parametrize("expand", [False, True])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_derivative_is_given_away(expand, language):
    J = graph()
    shown = draw_graph(J, expand=expand, contributions=True, language=language).source
    empty = draw_graph(J, expand=expand, contributions=True, language=language, empty=True).source
    assert "22" in shown and "22" not in re.sub(r'(WIDTH|HEIGHT)="\d+"', "", empty)
    assert empty.count("∂ ____") + empty.count("∂\N{NO-BREAK SPACE}____") == 6
    assert empty.count('WIDTH="55" HEIGHT="22"') == 6  # a box for each node
    assert "penwidth=0.7" in empty and "penwidth=5" not in empty  # nor by a width


def test_what_is_drawn_does_not_depend_on_the_gradients():
    fresh, J = graph(), graph()
    for n in (fresh, *fresh.parents):
        n.grad = 0.0
    assert draw_graph(fresh, empty=True).source == draw_graph(J, empty=True).source


def test_empty_is_yes_or_no():
    with pytest.raises(TypeError, match="empty is True or False"):
        draw_graph(graph(), empty="yes")
