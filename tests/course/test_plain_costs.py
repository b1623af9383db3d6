"""Lesson 7: a cost that returns a number, and whether it has the node that is wanted."""

import pytest
from in_turn import neurons
from mistaken import COST
from test_checks import learner

from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.slips.table import SLIPS


@pytest.mark.parametrize(("lines", "node", "line"), [
    (f"J = {COST}\n    return J.data", "J ", "return J.data"),
    (f"loss = {COST}\n    number = loss.data\n    return number", "loss ", "number = loss.data"),
    (f"return ({COST}).data", ".data", f"return ({COST}).data"),
])  # fmt: skip
def test_the_number_of_a_node_is_told_from_a_number_computed_from_numbers(
    lines, node, line, tmp_path
):
    for language in ("en", "zh"):
        mine = learner(tmp_path, 7, f"return {COST}", lines)
        found = neurons(mine, language=language)
        assert found["question"] == SLIPS["number-of-J"].question[language]
        assert node in found["sentence"] and "  " not in found["sentence"]
        assert found["lines"].endswith(f"   {line}") and "\n" not in found["lines"]


@pytest.mark.parametrize("lines", [
    "return -y * math.log(a.data) - (1 - y) * math.log(1 - a.data)",
    "return a.data",
    "one = a.log()\n    return -y * one.data - (1 - y) * math.log(1 - a.data)",
])  # fmt: skip
def test_what_is_no_node_of_the_cost_is_not_called_one(lines, tmp_path):
    for language in ("en", "zh"):
        found = neurons(learner(tmp_path, 7, f"return {COST}", lines), language=language)
        assert found["sentence"] == said_of("cut-off", "sentence", language)


@pytest.mark.parametrize(("wrong", "right_for", "other"), [
    (COST.replace("(1 - a).log()", "a.log()"), "1", "0"), ("-a.log()", "1", "0"),
    (COST.replace("y * a.log()", "y * (1 - a).log()", 1), "0", "1"),
])  # fmt: skip
def test_one_log_for_both_targets_lacks_no_factor(wrong, right_for, other, tmp_path):
    """The numbers are the same with the factors and without, so that neither is told."""
    for language, told in (("en", "For y = {} your J is right. For y = {}"),
                           ("zh", "y = {} 时你的 J 是对的。y = {} 时")):  # fmt: skip
        found = neurons(learner(tmp_path, 7, COST, wrong), language=language)
        assert told.format(right_for, other) in found["sentence"]
        assert found["lines"].endswith(f"return {wrong}")
