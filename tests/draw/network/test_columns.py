"""Columns of circles in which nothing touches what it has nothing to do with."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini.draw.network.columns import BIAS, Circle, Column, Point, distance, place_columns

sizes = st.lists(st.integers(1, 10), min_size=2, max_size=4)


def place(sizes, bias, unit=40.0, width=100.0):
    rows = [0] + [size + bias for size in sizes[:-1]]
    return place_columns(sizes, [27.0] + [unit] * (len(sizes) - 1), rows, width, bias=bias)


@given(sizes, st.booleans(), st.floats(30, 80), st.floats(40, 200))
def test_columns_stand_side_by_side_around_the_same_height(sizes, bias, unit, width):
    found = place(sizes, bias, unit, width)
    assert [len(column.units) for column in found] == sizes
    assert [column.bias is not None for column in found] == [bias] * (len(sizes) - 1) + [False]
    for before, after in pairwise(found):
        assert before.right < after.left < after.units[0].centre.x - unit - width
    for column in found:
        heights = [circle.centre.y for circle in column.units]
        assert sum(heights) == pytest.approx(0, abs=1e-9)
        for upper, lower in pairwise(column.circles):
            apart = upper.centre.y - lower.centre.y
            assert apart > upper.radius + lower.radius
        for circle in column.circles:
            assert column.bottom <= circle.centre.y - circle.radius
            assert column.top >= circle.centre.y + circle.radius
            assert circle.centre.x + circle.radius <= column.right + 1e-9


@given(sizes, st.booleans())
def test_rows_of_one_unit_do_not_run_into_those_of_the_next(sizes, bias):
    for column in place(sizes, bias)[1:]:
        rows = [
            column.row(i, k).y for i in range(1, len(column.units) + 1) for k in range(column.rows)
        ]
        assert all(upper - lower > 14 for upper, lower in pairwise(rows))
        assert column.bottom < rows[-1] <= rows[0] < column.top


@given(sizes, st.booleans(), st.floats(30, 60))
def test_arrows_begin_on_their_circle_and_pass_the_others(sizes, bias, unit):
    for before, after in pairwise(place(sizes, bias, unit)):
        for i in range(1, len(after.units) + 1):
            for k in range(after.rows):
                row = after.row(i, k)
                start = before.exit(k, row)
                for j, (centre, radius) in enumerate(before.circles):
                    away = distance(centre, start, row)
                    if j == k:
                        assert distance(centre, start, start._replace(x=start.x + 1)) == (
                            pytest.approx(radius)
                        )
                    else:
                        assert away > radius + 2.5  # half of the widest arrow


def test_an_arrow_that_nothing_is_in_the_way_of_leaves_towards_its_row():
    column = Column([Circle(Point(0.0, 0.0), 10.0)], None, 0.0, 0)
    assert column.exit(0, Point(30.0, 40.0)) == pytest.approx((50**0.5, 50**0.5))
    assert column.exit(0, Point(40.0, 30.0)) == pytest.approx((8.0, 6.0))
    assert column.exit(0, Point(50.0, 0.0)) == (10.0, 0.0)


def test_a_bias_unit_makes_room_for_a_steep_arrow():
    near, far = place([2, 2], True)[0], place([2, 10, 10], True)[1]
    assert near.bias.centre.x == near.units[0].centre.x
    assert far.bias.centre.x + BIAS == far.right
