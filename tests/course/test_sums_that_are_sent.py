"""Lesson 4: the line of a sum that is sent where a product is meant is named."""

import pytest
from learners import SENT, TWO_LOOPS, written

from autograd_mini.course.checks.hints import hints

OR = {"en": "Or, with the very same numbers", "zh": "数值完全一样"}


def told(tmp_path, line, language="en", level=3):
    """Return what is told of an engine of lesson 4 that sends by another line."""
    return hints(written(tmp_path, 4, TWO_LOOPS, [(SENT, line)]), language, level, 4)["text"]


@pytest.mark.parametrize("line", [
    "parent.grad = parent.grad + self.grad + partial",
    "parent.grad = self.grad + partial + parent.grad",
    "parent.grad += self.grad + partial",
])  # fmt: skip
def test_the_line_of_a_sum_is_named(line, tmp_path):
    text = told(tmp_path, line)
    assert "an operation adds its derivative" in text and f"   {line}\n" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_the_line_is_sure_no_other_misconception_is_named(language, tmp_path):
    line = "self.grad = self.grad + parent.grad * partial"
    text = told(tmp_path, line, language)
    assert f"   {line}\n" in text and OR[language] not in text
