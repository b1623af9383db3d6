"""A recorded expression is the program that computes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini.elementary import FLOATS
from autograd_mini.testing.conform.recorder import recorded
from autograd_mini.testing.programs import run

NUMBERS = st.floats(0.5, 2)


@given(NUMBERS, NUMBERS)
def test_operators_and_methods(a, b):
    def expression(u, v):
        return (
            1 - (2 * u + v) / (v - 3) ** 2 + (0.5 / u) * -v + 2.0**u + (u * v).sigmoid() + (3 + u)
        )

    def with_floats(u, v):
        sigmoid = FLOATS.sigmoid(u * v)
        return 1 - (2 * u + v) / (v - 3) ** 2 + (0.5 / u) * -v + 2.0**u + sigmoid + (3 + u)

    found = run(recorded(expression, 2), FLOATS, [a, b])[-1]
    assert found == pytest.approx(with_floats(a, b), rel=1e-14)


def test_what_is_no_operation():
    with pytest.raises(AttributeError, match="no operation is called 'sigmoit'"):
        recorded(lambda x: x.sigmoit(), 1)
