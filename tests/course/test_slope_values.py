"""An operation whose number is its slope is told so, and the line is that of its node."""

import re

import pytest
from test_checks import learner

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.checks.slope_values import OPERATIONS, has_slope_for_number
from autograd_mini.course.checks.slopes_of_0 import sends_slope_0

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


EXP, OF_N = "Value(y, (self,), (y,))", "n - 1) if n else 0.0"
# An operation whose slope is 0, and what is in the sentence, and the line that is named.
OF_0 = (
    ("sigmoid", SIGMOID, SIGMOID.replace("(1 - y)", "1 - y"), "y * (1 - y)", "(y * 1 - y,))"),
    ("sigmoid", SIGMOID, "slope = y * 1.0 - y\n        return Value(y, (self,), (slope,))",
     "y * (1.0 - y)", "slope = y * 1.0 - y"),
    ("sigmoid", SIGMOID, SIGMOID.replace("y * (1 - y)", "y - y"), "a slope of 0", "(y - y,))"),
    ("exp", EXP, EXP.replace("(y,)", "(0.0,)"), "a slope of 0", "(0.0,))"),
    ("pow", OF_N, OF_N.replace("if n", "if n == 0"), "a slope of 0", "if n == 0 else 0.0"),
    ("add", "(1.0, 1.0)", "(0.0, 0.0)", "a slope of 0", "(0.0, 0.0))"),
)  # fmt: skip


@pytest.mark.parametrize(("op", "right", "wrong", "told", "line"), OF_0)
def test_a_slope_of_0_is_no_gradient_that_is_not_sent(op, right, wrong, told, line, tmp_path):
    mine = learner(tmp_path, 6, right, wrong)
    found = hints(mine, "en", 3, 6, operations=[op])["text"]
    assert told in found and "sends no gradient" not in found
    named = re.findall(r"engine\.py, line \d+:   (.*)", found)
    assert len(named) == 1 and named[0].endswith(line)
    other = learner(tmp_path, 6, EXP, "Value(y)")  # which has none at all
    assert not sends_slope_0(other, "exp") and not sends_slope_0(other, "log")


def test_brackets_that_are_missing_are_asked_about(tmp_path):
    mine = learner(tmp_path, 6, SIGMOID, SIGMOID.replace("(1 - y)", "1 - y"))
    fields = {"op": "sigmoid", "code": "y * 1 - y", "meant": "y * (1 - y)"}
    for level, what in ((1, "question"), (2, "sentence")):
        told = said_of("slope-without-brackets", what, "zh", fields=fields)
        assert hints(mine, "zh", level, 6, operations=["sigmoid"])["text"].startswith(told)
