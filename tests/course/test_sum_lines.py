"""Lesson 4: lines that add to another gradient, send twice, or lose what a node has received."""

import pytest
from learners import SENT, TWO_LOOPS, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.lines.sum_lines import wrong_sum

ADDS = "parent.grad += self.grad * partial"
PROGRAM = "from engine import Value\n\na = Value(3.0)\nJ = a * a + a\nJ.backward()\nprint(a.grad)\n"
AGAIN = f"{SENT}\n            {ADDS}"
EMPTIES = f"for p in self.parents:\n                p.grad = 0.0\n            {ADDS}"
# What stands in the loop that sends, the slip, its fields, and the first line of those named.
WRONG = {
    "added to another": (
        "parent.grad = self.grad + self.grad * partial", "adds-to-another",
        {"own": "parent.grad", "other": "self.grad"}, 0,
    ),
    "replaced and added": (AGAIN, "replaces-and-adds", {"own": "parent.grad"}, 0),
    "added twice": (f"{ADDS}\n            {ADDS}", "sends-twice", {"own": "parent.grad"}, 0),
    "emptied": (EMPTIES, "loses-what-came", {"name": "a", "value": "3.0"}, 1),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_and_not_only_what_happens(name, language, tmp_path):
    change, slip, fields, first = WRONG[name]
    # In each of them a.grad ends wrong.
    program = PROGRAM.replace(" + a", "") if name == "emptied" else PROGRAM
    learner = written(tmp_path, 4, TWO_LOOPS, [(SENT, change)])
    code = (tmp_path / "engine.py").read_text("utf-8").splitlines()
    head = code.index(f"            {change.splitlines()[0].strip()}") + 1
    line = head + first
    fields = {**fields, "line": str(line), "first": str(head), "second": str(head + 1)}
    for level in (1, 2, 3):
        told = hints(learner, language, level, 4, python=program)
        what = "question" if level == 1 else "sentence"
        said = said_of(slip, what, language, fields=fields)
        assert told["text"].startswith(said) and told["mistakes"] == [slip]
        if level == 3:
            named = told["text"].splitlines()[1]
            assert str(line) in named and named.endswith(code[line - 1].strip())


@pytest.mark.parametrize("right", [
    ADDS,
    "parent.grad = parent.grad + self.grad * partial",
    "parent.grad = self.grad * partial + parent.grad",
    "new = self.grad * partial\n            parent.grad = parent.grad + new",
    "parent.grad += self.grad * partial / 2\n            partial = partial\n"
    "            parent.grad += self.grad * partial / 2",
])  # fmt: skip
def test_of_a_line_that_is_right_it_is_not_said(right, tmp_path):
    assert wrong_sum(written(tmp_path, 4, TWO_LOOPS, [(SENT, right)])) is None
