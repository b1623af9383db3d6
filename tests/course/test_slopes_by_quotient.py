"""Lesson 3: slope() in place of the rule is told as that, and what it is given as what is wrong."""

import pytest
from test_checks import learner

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.slopes_by_quotient import not_exact
from autograd_mini.course.slips.table import SLIPS

MUL, ADD = "(other.data, self.data)", "(self, other), (1.0, 1.0)"
OF_MUL = "(slope(lambda u: u * other.data, self.data), slope(lambda u: u * self.data, other.data))"
OF_ADD = "(self, other), (slope(lambda u: u + other.data, self.data), 1.0)"
OF_NODES = "(slope(lambda u: u * other, self), slope(lambda u: u * self, other))"


@pytest.mark.parametrize(
    ("right", "wrong", "op", "rule"), [(MUL, OF_MUL, "×", MUL), (ADD, OF_ADD, "+", "(1.0, 1.0)")]
)
def test_a_slope_that_is_not_exact_is_told_with_the_rule(right, wrong, op, rule, tmp_path):
    mine = learner(tmp_path, 3, right, wrong)
    slip = SLIPS["close-slope"]
    for language in ("en", "zh"):
        asked, told, last = (hints(mine, language, level, 3) for level in (1, 2, 3))
        assert asked["text"] == slip.question[language].format(op=op) and asked["more"]
        assert told["text"] == slip.sentence[language].format(op=op, rule=rule) and told["more"]
        assert wrong in last["text"]


@pytest.mark.parametrize("other", [MUL, "(self.data, other.data)", "(other.data * 1.0000001, 2)"])
def test_nothing_is_said_of_other_slopes(other, tmp_path):
    assert not_exact(learner(tmp_path, 3, MUL, other)) is None


def test_slopes_of_nodes_are_told_in_the_line_that_calls_slope(tmp_path):
    mine = learner(tmp_path, 3, MUL, OF_NODES)
    for language in ("en", "zh"):
        told = sends(mine, language)
        assert told["sentence"] == SLIPS["mul-calls-itself"].sentence[language]
        assert OF_NODES in told["lines"] and told["lines"].count("engine.py") == 1
        lines = (tmp_path / "engine.py").read_text("utf-8").splitlines()
        number = next(n for n, code in enumerate(lines, 1) if OF_NODES in code)
        assert f"engine.py, line {number}" in told["message"]


def test_a_slope_that_calls_itself_keeps_its_own_line(tmp_path):
    wrong = "return slope(f, x)"
    mine = learner(tmp_path, 3, "return (f(x + h) - f(x - h)) / (2 * h)", wrong)
    (tmp_path / "engine.py").write_text(
        (tmp_path / "engine.py").read_text("utf-8").replace(MUL, OF_MUL), "utf-8"
    )
    mine = type(mine)(f"{tmp_path / 'engine.py'}:Value")
    assert sends(mine, "en")["lines"].endswith(wrong)
