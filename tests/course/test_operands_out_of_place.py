"""Lessons 2 and 3: operands where the number of a node belongs, or all in one of the parents."""

import pytest
from learners import written

from autograd_mini.course.checks.edges import edges, sends
from autograd_mini.course.checks.outcome import said_of

SUM = "return Value(self.data + other.data, (self, other))"
WITH_SLOPES = "return Value(self.data + other.data, (self, other), (1.0, 1.0))"
NUMBER = {"en": "J.data is no number, but a {}.", "zh": "J.data 不是数，而是 {}。"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("line", "kind"), [
    ("return Value((self, other), self.data + other.data)", "tuple"),
    ("return Value([self, other], self.data + other.data)", "list"),
    ("return Value((self, other))", "tuple"),
])  # fmt: skip
def test_what_value_takes_first_is_told(line, kind, language, tmp_path):
    found = edges(written(tmp_path, 2, None, [(SUM, line)]), language=language)
    for what in ("question", "sentence"):
        assert found[what] == said_of("operands-for-number", what, language, fields={})
    assert found["message"].endswith(NUMBER[language].format(kind)) and "0x" not in str(found)
    assert found["lines"].endswith(line)


def test_in_lesson_3_it_is_told_before_the_shape_of_the_edges(tmp_path):
    line = "return Value((self, other), self.data + other.data, (1.0, 1.0))"
    found = sends(written(tmp_path, 3, None, [(WITH_SLOPES, line)]), language="en")
    assert found["sentence"] == said_of("operands-for-number", "sentence", "en", fields={})


def test_of_numbers_in_a_tuple_it_is_not_told(tmp_path):
    line = "return Value((self.data, other.data), (self, other))"
    found = edges(written(tmp_path, 2, None, [(SUM, line)]), language="en")
    assert found["sentence"] != said_of("operands-for-number", "sentence", "en", fields={})


def test_by_their_names_the_number_may_come_last(tmp_path):
    line = "return Value(parents=(self, other), data=self.data + other.data)"
    mine = written(tmp_path, 2, None, [(SUM, line)])
    assert edges(mine, language="en")["status"] == "passed"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("parents", "kind", "shown"), [
    ("[(self, other)]", "tuple", "[(a, a)]"),
    ("((self, other),)", "tuple", "((a, a),)"),
    ("([self, other],)", "list", "([a, a],)"),
])  # fmt: skip
def test_a_bracket_too_many_is_told(parents, kind, shown, language, tmp_path):
    line = SUM.replace("(self, other)", parents)
    found = edges(written(tmp_path, 2, None, [(SUM, line)]), language=language)
    for what in ("question", "sentence"):
        assert found[what] == said_of("operands-in-one", what, language, fields={"kind": kind})
    assert shown in found["message"] and found["lines"].endswith(line)


def test_in_lesson_3_a_bracket_too_many_is_told_before_the_slopes_are_counted(tmp_path):
    line = WITH_SLOPES.replace("(self, other)", "[(self, other)]")
    for language, said in (("en", "is a tuple, and no node."), ("zh", "是 tuple，不是节点。")):
        found = sends(written(tmp_path, 3, None, [(WITH_SLOPES, line)]), language=language)
        fields = {"kind": "tuple"}
        assert found["sentence"] == said_of("operands-in-one", "sentence", language, fields=fields)
        assert found["message"].endswith(said)


@pytest.mark.parametrize("parents", ["[self, other]", "(self, *[other])"])
def test_a_list_of_the_operands_is_not_accused(parents, tmp_path):
    line = SUM.replace("(self, other)", parents)
    assert edges(written(tmp_path, 2, None, [(SUM, line)]), language="en")["status"] == "passed"
