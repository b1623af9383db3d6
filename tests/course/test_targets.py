"""Lesson 7: costs that are wrong for one target, a backward() within, and the line of the bias."""

import pytest
from in_turn import neurons
from mistaken import COST
from test_checks import learner

from autograd_mini.course.slips.table import SLIPS

RETURN = f"    return {COST}\n"
FOR_0 = {"y": "0", "other": "1", "a": "0.2", "meant": "−log(1 − a)", "should": "0.223144"}
ONE = (
    (f"    return {COST.replace('(1 - a).log()', '(1 - a)')}\n", FOR_0 | {"found": "−0.8"},
     ["* (1 - a)"]),
    ("    if y:\n        return -a.log()\n    return -1 - a.log()\n", FOR_0 | {"found": "0.609438"},
     ["return -1 - a.log()"]),
    ("    one = -y * a.log()\n    rest = (1 - y) * (1 - a)\n    J = one - rest\n    return J\n",
     FOR_0 | {"found": "−0.8"}, ["one = ", "rest = ", "J = "]),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "fields", "lines"), ONE)
def test_a_cost_that_is_wrong_for_one_target(wrong, fields, lines, tmp_path):
    mine = learner(tmp_path, 7, RETURN, wrong)
    for language in ("en", "zh"):
        found = neurons(mine, language=language)
        said = SLIPS["one-target"].sentence[language].format(**fields)
        assert found["sentence"] == said and not found["general"]
        assert all(line in found["lines"] for line in lines), found["lines"]
        assert len(found["lines"].splitlines()) == (len(lines) if len(lines) == 1 else 4)


def test_a_cost_that_is_wrong_for_both_is_asked_to_be_worked_out(tmp_path):
    found = neurons(learner(tmp_path, 7, RETURN, "    return a * a + y * 3\n"), language="en")
    assert found["sentence"] == SLIPS["number-by-hand"].sentence["en"]


def test_backward_in_cost_is_told_and_harmless_if_the_gradients_are_right(tmp_path):
    runs = f"    J = {COST}\n    J.backward()\n    return J\n"
    mine = learner(tmp_path, 7, RETURN, runs)
    for language in ("en", "zh"):
        found = neurons(mine, language=language)
        assert found["sentence"] == SLIPS["backward-in-cost"].sentence[language]
        assert "J.backward()" in found["lines"]


LINES = (
    ("z = theta[0]\n", "z = theta[0] * x[0]\n", "in place of theta[0]", "theta[0] * x[0]"),
    ("z = theta[0]\n", "z = -theta[0]\n", "every term of z is added", "z = -theta[0]"),
    ("z = z + weight * x_j", "z = z - weight * x_j", "every term of z is added", "z = z - weight"),
    ("return z, z.sigmoid()", "return z, z.sigmoid", "its brackets () are missing",
     "return z, z.sigmoid"),
    ("return z, z.sigmoid()", "a = z.sigmoid\n    return z, a", "its brackets () are missing",
     "a = z.sigmoid"),
)  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said", "line"), LINES)
def test_the_line_is_the_one_that_is_wrong(right, wrong, said, line, tmp_path):
    found = neurons(learner(tmp_path, 7, right, wrong), language="en")
    assert said in found["sentence"] and line in found["lines"]
    assert len(found["lines"].splitlines()) == 1


def test_no_line_is_named_where_the_bias_is_in_a_loop(tmp_path):
    loop = "for weight, x_j in zip(theta, [-1.0, *x]):"
    mine = learner(
        tmp_path,
        7,
        "z = theta[0]\n    for weight, x_j in zip(theta[1:], x):",
        f"z = 0.0\n    {loop}",
    )
    found = neurons(mine, language="en")
    assert found["sentence"].startswith("Your z has -theta[0];") and not found["lines"]
