"""Numbers on pictures are short and never wrong."""

import math
import re

import pytest
from drawn import as_float
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini.draw import style
from autograd_mini.formulas.notation import number_text


@given(st.floats(-1e300, 1e300))
def test_a_number_is_short_and_close(x):
    text = style.number(x)
    assert len(text) <= 10 and "-" not in text
    # Half a unit of the third digit, and the rounding of the numbers on both sides.
    assert math.isclose(as_float(text), x, rel_tol=0.0051)
    assert as_float(style.number(x, signed=True)) == as_float(text)
    if x > 0:
        assert style.number(x, signed=True)[0] == "+"


@given(st.floats(-1e300, 1e300), st.integers(1, 17))
def test_a_number_has_the_digits_that_were_asked_for(x, digits):
    text = style.number(x, digits=digits)
    if x:
        assert len(re.sub(r"e.*|\D", "", text).lstrip("0")) == digits
    # Half a unit of the last digit of the smallest mantissa, 1.00…, and rounding.
    assert math.isclose(as_float(text), x, rel_tol=0.5 * 10.0 ** (1 - digits) + 2e-16)
    assert (as_float(text) == 0) == (x == 0)
    assert style.number(0.1234, digits=4) == number_text(0.1234) == "0.1234"


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_an_arrow_is_never_wider_than_the_widest(flow, factor):
    largest = abs(flow) * max(1.0, factor) or 1.0
    attributes = style.arrow(flow, largest)
    assert 0.7 <= float(attributes["penwidth"]) <= 5.0
    assert attributes["color"] == (
        style.LIGHT.positive
        if flow > 0
        else style.LIGHT.negative
        if flow < 0
        else style.LIGHT.nothing
    )


def luminance(colour):
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    channels = [channel / 255 for channel in bytes.fromhex(colour[1:])]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [style.LIGHT, style.DARK])
def test_text_and_arrows_can_be_told_from_their_ground(theme):
    """The contrasts that WCAG 2.1 asks for at level AA: 4.5 for text, 3 for graphics."""
    grounds = [part.ground for part in theme if isinstance(part, style.Role)]
    for ground in [theme.background, theme.ground, *grounds]:
        for text in (theme.ink, theme.quiet, theme.gradient):
            assert contrast(text, ground) >= 4.5, (text, ground)
    for arrow in (theme.positive, theme.negative, theme.unsigned):
        assert contrast(arrow, theme.background) >= 3


@pytest.mark.parametrize("theme", [style.LIGHT, style.DARK])
def test_what_has_faded_is_faint_but_there(theme):
    pale = style.faded(theme)
    assert pale.background == theme.background
    for before, after in ((theme.ink, pale.ink), (theme.positive, pale.positive)):
        assert 1.1 < contrast(after, theme.background) < 0.5 * contrast(before, theme.background)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("x", "x"),
        ("<x>", "&lt;x&gt;"),
        ("a\nb", "a<BR/>b"),
        ("bell\x07", "bell\N{REPLACEMENT CHARACTER}"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
        ("x_2", 'x<SUB><FONT POINT-SIZE="10">2</FONT></SUB>'),
    ],
)
def test_labels_as_html(label, expected):
    assert style.as_html(label) == expected
