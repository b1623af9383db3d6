"""Lesson 6: a σ that lacks brackets is told what it divides by, with the line."""

import re

import pytest
from test_checks import learner

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.sigmoid_values import without_brackets
from autograd_mini.course.slips.operation_slips import OPERATION_SLIPS, VALUE_WITHOUT_BRACKETS

RIGHT = "        y = 1 / (1 + e) if self.data >= 0 else e / (1 + e)\n"
BRANCHES = """\
        x = self.data
        if x >= 0:
            y = 1 / (1 + math.exp(-x))
        else:
            y = {}
"""
# What is written in place of what, what is meant, and what is in the line that is named.
LACKING = (
    ("        y = 1 / 1 + math.exp(-self.data)\n", "1 / (1 + math.exp(-self.data))", "y = 1 / 1"),
    ("        y = 1.0 / 1.0 + math.exp(-self.data)\n", "1.0 / (1.0 + math.exp(", "y = 1.0 /"),
    ("        y = 1 / math.exp(-self.data) + 1\n", "1 / (math.exp(-self.data) + 1)", "y = 1 /"),
    ("        z = math.exp(self.data)\n        y = z / 1 + z\n", "z / (1 + z)", "y = z / 1 + z"),
    ("        z = math.exp(self.data)\n        y = z / z + 1\n", "z / (z + 1)", "y = z / z + 1"),
    (RIGHT.replace("(1 + e)", "1 + e"), "1 / (1 + e)", "else e / 1 + e"),
    (RIGHT.replace("e / (1 + e)", "e / 1 + e"), "e / (1 + e)", "else e / 1 + e"),
    (BRANCHES.format("math.exp(x) / 1 + math.exp(x)"), "math.exp(x) / (1 + math.exp(x))",
     "y = math.exp(x) / 1"),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "meant", "line"), LACKING)
def test_it_is_told_what_a_sigmoid_divides_by(wrong, meant, line, tmp_path):
    mine = learner(tmp_path, 6, RIGHT, wrong)
    slip = OPERATION_SLIPS[VALUE_WITHOUT_BRACKETS]
    for language in ("en", "zh"):
        asked, told, last = (
            hints(mine, language, level, 6, operations=["sigmoid"]) for level in (1, 2, 3)
        )
        assert asked["text"].startswith(slip.question[language].partition("{")[0])
        assert meant in told["text"] and meant not in asked["text"]
        assert "{" not in asked["text"] + told["text"] and asked["more"] and told["more"]
        (named,) = re.findall(r"engine\.py.* \d+.*?[:：] +(.*)", last["text"])
        assert line in named and not last["more"]


OTHERS = (
    RIGHT,
    BRANCHES.format("math.exp(x) / (1 + math.exp(x))"),
    BRANCHES.format("math.exp(x) / (1 + math.exp(x)) / 1 + 0"),
    "        y = 0.5 * math.tanh(self.data / 2) + 0.5\n",
    "        y = math.tanh(self.data / 1) + 1\n",
    "        y = math.exp(self.data)\n",
    "        y = 2.0\n",
)


@pytest.mark.parametrize("other", OTHERS)
def test_of_another_sigmoid_right_or_wrong_nothing_like_it_is_told(other, tmp_path):
    assert without_brackets(learner(tmp_path, 6, RIGHT, other), "sigmoid") is None
