"""An operation whose number is its slope is told so, and the line is that of its node."""

import re

import pytest
from test_checks import learner

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.checks.slope_values import OPERATIONS, has_slope_for_number

POW = "return Value(math.pow(self.data, n), (self,), (slope,))"
LOG = "return Value(math.log(self.data), (self,), (1 / self.data,))"
SIGMOID = "return Value(y, (self,), (y * (1 - y),))"
SLOPES = (
    ("pow", "**", POW, POW.replace("math.pow(self.data, n)", "slope")),
    ("pow", "**", POW, POW.replace("math.pow(self.data, n)", "n * math.pow(self.data, n - 1)")),
    ("log", "log", LOG, LOG.replace("math.log(self.data)", "1 / self.data")),
    ("sigmoid", "sigmoid", SIGMOID, SIGMOID.replace("(y,", "(y * (1 - y),", 1)),
)  # fmt: skip


@pytest.mark.parametrize(("op", "sign", "right", "wrong"), SLOPES)
def test_a_slope_in_place_of_the_number_is_recognised(op, sign, right, wrong, tmp_path):
    mine = learner(tmp_path, 6, right, wrong)
    assert [one for one in OPERATIONS if has_slope_for_number(mine, one)] == [op]
    other = learner(tmp_path, 6, right, right.replace("Value(", "Value(2 * "))
    assert not has_slope_for_number(other, op)


@pytest.mark.slow
def test_it_is_told_with_the_line_of_the_node(tmp_path):
    """And not with that of the slope, which is right."""
    op, sign, right, wrong = SLOPES[0]
    mine, fields = learner(tmp_path, 6, right, wrong), {"op": sign}
    asked = hints(mine, "zh", 1, 6, operations=[op])
    assert asked["more"]
    assert asked["text"] == said_of("slope-for-number", "question", "zh", fields=fields)
    line = hints(mine, "en", 3, 6, operations=[op])
    assert line["text"].startswith(said_of("slope-for-number", "sentence", "en", fields=fields))
    assert re.findall(r"engine\.py, line \d+:   (.*)", line["text"]) == [wrong]
    assert not line["more"]
