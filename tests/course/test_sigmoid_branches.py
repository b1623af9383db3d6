"""Lesson 6: a σ that is σ(−x) on one side of 0 is told with all lines that are run only there."""

import pytest
from test_checks import learner
from test_sigmoid_values import RIGHT

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.sigmoid_branches import turned_on_one_side
from autograd_mini.course.slips.table import SLIPS

TWO = """\
        x = self.data
        if x < 0:
            e = math.exp({below})
            y = {quotient}
        else:
            y = 1 / (1 + math.exp({above}))
"""
# The branches, the side, and the lines of that side.
TURNED = (
    (TWO.format(below="-x", quotient="e / (1 + e)", above="-x"), "x < 0",
     ["e = math.exp(-x)", "y = e / (1 + e)"]),
    (TWO.format(below="x", quotient="1 / (1 + e)", above="-x"), "x < 0",
     ["e = math.exp(x)", "y = 1 / (1 + e)"]),
    (TWO.format(below="x", quotient="e / (1 + e)", above="x"), "x > 0",
     ["y = 1 / (1 + math.exp(x))"]),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "side", "lines"), TURNED)
def test_the_lines_of_that_side_are_named(wrong, side, lines, tmp_path):
    mine = learner(tmp_path, 6, RIGHT, wrong)
    slip = SLIPS["minus-on-one-side"]
    for language in ("en", "zh"):
        asked, told, last = (
            hints(mine, language, level, 6, operations=["sigmoid"]) for level in (1, 2, 3)
        )
        assert asked["text"] == slip.question[language].format(side=side) and asked["more"]
        assert told["text"] == slip.sentence[language].format(side=side) and told["more"]
        named = [line for line in last["text"].splitlines() if "engine.py" in line]
        assert [line.endswith(code) for line, code in zip(named, lines, strict=True)]
        assert len(last["text"].splitlines()) == 1 + len(lines) + (len(lines) > 1)  # one of these


@pytest.mark.parametrize(
    "other",
    [
        RIGHT,
        TWO.format(below="x", quotient="e / (1 + e)", above="-x"),
        TWO.format(below="-x", quotient="1 / (1 + e)", above="-x"),
        TWO.format(below="-x", quotient="e / (1 + e)", above="x"),  # wrong on both sides
        TWO.format(below="x", quotient="e / (2 + e)", above="-x"),
        RIGHT.replace("e / (1 + e)", "1 / (1 + e)"),  # in one line, which is run always
    ],
)
def test_nothing_is_said_of_others(other, tmp_path):
    assert turned_on_one_side(learner(tmp_path, 6, RIGHT, other)) is None
