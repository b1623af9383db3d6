"""Lesson 2: what takes the place of an operand, or of self, is told with its line."""

import pytest
from test_checks import learner

from autograd_mini.course.checks.edges import edges
from autograd_mini.course.slips.table import SLIPS

RETURN = "return Value(self.data + other.data, (self, other))"
OPERAND = "def __add__(self, other):\n        other = node(other)"
# What is written in place of what, the slip, what its sentences name, and the line.
MISTAKEN = (
    (RETURN, RETURN.replace("(self, other)", "(self.parents, other.parents)"), "things-for-nodes",
     {"kind": "tuple"}, RETURN.replace("(self, other)", "(self.parents, other.parents)")),
    (OPERAND, OPERAND.replace("node(other)", "node(self)"), "operand-replaced",
     {"code": "other = node(self)", "name": "other", "other": "self"}, "other = node(self)"),
    (OPERAND, OPERAND.replace("self, other", "other"), "arguments", {}, "def __add__(other):"),
)  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "slip", "fields", "line"), MISTAKEN)
def test_it_is_told_with_its_line(right, wrong, slip, fields, line, tmp_path):
    mine = learner(tmp_path, 2, right, wrong)
    for language in ("en", "zh"):
        told = edges(mine, language)
        assert told["question"] == SLIPS[slip].question[language]
        said = SLIPS[slip].sentence[language]
        assert told["sentence"] == (said.format(**fields) if fields else said)
        assert told["lines"].endswith(line) and told["lines"].count("engine.py") == 1


def test_parents_that_are_no_nodes_are_shown_as_they_are(tmp_path):
    wrong = RETURN.replace("(self, other)", "(self.parents, other.parents)")
    told = edges(learner(tmp_path, 2, RETURN, wrong), "en")
    assert told["message"] == "(a + a).parents is ((), ()); it should be (a, a)."


@pytest.mark.parametrize(
    "right",
    [
        RETURN,
        "u = node(self)\n        v = node(other)\n        return Value(u.data + v.data, (u, v))",
        "self = node(self)\n        " + RETURN,
    ],
)
def test_what_is_right_passes(right, tmp_path):
    assert edges(learner(tmp_path, 2, RETURN, right), "en")["status"] == "passed"


def test_a_sum_of_one_operand_without_another_name_is_another_operation(tmp_path):
    wrong = RETURN.replace("other.data", "self.data")
    told = edges(learner(tmp_path, 2, RETURN, wrong), "en")
    assert told["question"] == SLIPS["other-operation"].question["en"]
