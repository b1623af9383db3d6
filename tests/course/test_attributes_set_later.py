"""Lessons 2 and 3: where an operation sets parents or partials later, that line is told."""

import pytest
from learners import written

from autograd_mini.course.checks.edges import edges, sends
from autograd_mini.course.checks.outcome import said_of

PRODUCT = "self.data * other.data"
IN_ONE = f"return Value({PRODUCT}, (self, other))"
WITH_SLOPES = (
    "operands = self, other\n"
    f"        return Value({PRODUCT}, operands, (other.data, self.data))"
)  # fmt: skip
# The right lines of lesson 3, which come after the node is made.
BOTH, SLOPES = "out.parents = (self, other)", "out.partials = (other.data, self.data)"


def _later(*lines):
    return "\n        ".join((f"out = Value({PRODUCT})", *lines, "return out"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("line", "slip"), [
    ("out.parents = (other, self)", "order-turned"),
    ("out.parents = (self.data, other)", "numbers-for-nodes"),
    ("out.parents = (self)", "one-node-for-parents"),
    ("out.parents = {self, other}", "operands-in-a-set"),
    ("out.parents = (self, self)", "one-operand-twice"),
    ("out.parents = (Value(self.data), other)", "copies-for-nodes"),
])  # fmt: skip
def test_the_line_of_the_parents_is_told(line, slip, language, tmp_path):
    found = edges(written(tmp_path, 2, None, [(IN_ONE, _later(line))]), language=language)
    assert found["question"] == said_of(slip, "question", language, fields={})
    assert found["sentence"] == said_of(slip, "sentence", language, fields={})
    assert found["lines"].endswith(line) and found["lines"].count("engine.py") == 1


@pytest.mark.parametrize(("parents", "partials", "slip", "line"), [
    ("out.parents = (other, self)", SLOPES, "order-turned", 0),
    ("out.parents = (self)", SLOPES, "one-node-for-parents", 0),
    (BOTH, "out.partials = (other, self)", "nodes-for-numbers", 1),
    (BOTH, "out.partials = (other.data)", "no-comma", 1),
    (BOTH, "out.partials = (other.data,)", "too-few-partials", 1),
])  # fmt: skip
def test_in_lesson_3_it_is_that_of_the_parents_or_of_the_slopes(
    parents, partials, slip, line, tmp_path
):
    changes = [(WITH_SLOPES, _later(parents, partials))]
    found = sends(written(tmp_path, 3, None, changes), language="en")
    assert found["sentence"] == said_of(slip, "sentence", "en", fields={})
    assert found["lines"].endswith((parents, partials)[line])


def test_one_operand_alone_is_no_edge_that_is_lacking_for_a_second_use(tmp_path):
    found = edges(written(tmp_path, 2, None, [(IN_ONE, _later("out.parents = (self,)"))]), "en")
    assert found["sentence"] != said_of("operands-in-a-set", "sentence", "en", fields={})


def test_in_a_call_one_operand_in_brackets_is_not_said_to_be_two_without(tmp_path):
    line = f"return Value({PRODUCT}, (self))"
    found = edges(written(tmp_path, 2, None, [(IN_ONE, line)]), language="en")
    assert found["sentence"] == said_of("one-node-for-parents", "sentence", "en", fields={})
    assert found["lines"].endswith(line)


@pytest.mark.parametrize("lines", [
    (BOTH, SLOPES),
    ("out.parents, out.partials = (self, other), (other.data, self.data)",),
    ("out.parents = (other, self)", "out.partials = (self.data, other.data)"),
])  # fmt: skip
def test_slopes_that_go_with_their_parents_are_right(lines, tmp_path):
    mine = written(tmp_path, 3, None, [(WITH_SLOPES, _later(*lines))])
    assert sends(mine, language="en")["status"] == "passed"
