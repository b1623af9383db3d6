"""What is asked fits the program that is shown, and the line is the one that is wrong."""

import pytest
from learners import TWO_LOOPS, written

from autograd_mini.course.checks.edges import edges, sends
from autograd_mini.course.checks.outcome import said_of

SUM = "return Value(self.data + other.data, (self, other))"
PRODUCT = "        operands = self, other\n        return Value(self.data * other.data, operands, "
PRODUCT += "(other.data, self.data))\n"
LEFT = "        return Value(self.data * other.data, (self, other),\n"
CALL = "            parent.send()\n"
SENDS = TWO_LOOPS.replace("push", "send")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_an_operand_it_is_not_asked_which_sign_differs(language, tmp_path):
    change = [(SUM, SUM.replace("other.data", "self.data"))]
    found = edges(written(tmp_path, 2, None, change), language=language)
    assert {"en": "or which operand", "zh": "或运算数"}[language] in found["question"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_a_set_of_operands_it_is_asked_about_any_operation(language, tmp_path):
    change = [(SUM, SUM.replace("(self, other)", "{self, other}"))]
    found = edges(written(tmp_path, 2, None, change), language=language)
    assert "a·a" not in found["question"] and "J = a + a" in found["python"]


@pytest.mark.parametrize("slopes", ["(other, self))\n", "partials=(other, self))\n"])
def test_slopes_that_are_nodes_are_named_where_they_stand(slopes, tmp_path):
    slopes = " " * 21 + slopes
    found = sends(written(tmp_path, 3, SENDS, [(PRODUCT, LEFT + slopes)]), language="en")
    assert found["sentence"] == said_of("nodes-for-numbers", "sentence", "en")
    assert found["lines"].endswith(f"   {slopes.strip()}"), found["lines"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_who_sends_for_the_same_node_again_is_told_so(language, tmp_path):
    change = [(CALL, CALL.replace("parent", "self"))]
    found = sends(written(tmp_path, 3, SENDS, change), language=language)
    assert "`self.send()`" in found["sentence"] and not found["general"]
    assert found["lines"].endswith("self.send()")


def test_of_a_call_for_another_node_it_is_not_said(tmp_path):
    change = [
        (CALL, CALL.replace("parent", "J")),
        ("for parent in self", "J = self\n        for p in self"),
    ]
    found = sends(written(tmp_path, 3, SENDS, change), language="en")
    assert found["sentence"] == said_of("calls-itself", "sentence", "en")
