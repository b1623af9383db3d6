"""Numbers on pictures are short and never wrong."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini.draw import style


@given(st.floats(-1e300, 1e300))
def test_a_number_is_short_and_close(x):
    text = style.number(x)
    assert len(text) <= 9
    # Three decimals of at least 0.01, or two digits: off by at most 5 %.
    assert math.isclose(float(text), x, rel_tol=0.05)
    assert float(style.number(x, signed=True)) == float(text)
    if x > 0:
        assert style.number(x, signed=True)[0] == "+"


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_an_arrow_is_never_wider_than_the_widest(flow, factor):
    largest = abs(flow) * max(1.0, factor) or 1.0
    attributes = style.arrow(flow, largest)
    assert 0.7 <= float(attributes["penwidth"]) <= 5.0
    assert attributes["color"] == (
        style.POSITIVE if flow > 0 else style.NEGATIVE if flow < 0 else style.NOTHING
    )


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("x", "x"),
        ("<x>", "&lt;x&gt;"),
        ("a\nb", "a<BR/>b"),
        ("bell\x07", "bell\N{REPLACEMENT CHARACTER}"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
        ("x_2", 'x<SUB><FONT POINT-SIZE="9">2</FONT></SUB>'),
    ],
)
def test_labels_as_html(label, expected):
    assert style.as_html(label) == expected
