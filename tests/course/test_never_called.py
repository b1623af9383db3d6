"""A method that sends, and that backward() does not call."""

import pytest
from learners import ONE_LOOP, STEP, TWO_LOOPS, written

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.testing.conform.engine import Engine

SLIP = SLIPS["never-called"]
WITHIN = """
    def backward(self):
        def visit(node):
            for parent, partial in zip(node.parents, node.partials):
                parent.grad += node.grad * partial
                visit(parent)

        self.grad = 1.0
"""
CALL = "        self.push()\n"
# The pass, what is changed in it, and the call that is told.
FORGOTTEN = (
    (ONE_LOOP, [(CALL, "")], "self.push()"),
    (TWO_LOOPS, [(CALL, "")], "self.push()"),
    (ONE_LOOP, [(CALL, ""), ("push", "send_on")], "self.send_on()"),
    (STEP, [("self.step(1.0)", "self.grad = 1.0")], "self.step(…)"),
    (WITHIN, [], "visit(self)"),
)


@pytest.mark.parametrize(("backward", "changes", "call"), FORGOTTEN)
@pytest.mark.parametrize("lesson", [3, 4])
def test_a_method_that_nothing_calls_is_told_by_its_name(lesson, backward, changes, call, tmp_path):
    mine = written(tmp_path, lesson, backward, changes)
    for language in ("en", "zh"):
        begins = SLIP.sentence[language].partition("{")[0]
        found = sends(mine, language=language)
        assert found["sentence"].startswith(begins) and f"`{call}`" in found["sentence"]
        assert found["lines"].endswith("   self.grad = 1.0") and not found["general"]
        text = hints(mine, language, 3, lesson)["text"]
        assert text == f"{found['sentence']}\n{found['lines']}"


@pytest.mark.parametrize("changes", [
    [("parent.grad = self.grad * partial", "self.grad = parent.grad * partial")],
    [("        self.push()\n", "        self.push\n")],
    [("        self.grad = 1.0\n        self.push()\n", "        pass\n")],
])  # fmt: skip
def test_it_is_told_of_no_other_pass(changes, tmp_path):
    """Not of one that calls, or names it; of one that does nothing at all the seed comes first."""
    found = sends(written(tmp_path, 3, ONE_LOOP, changes), language="en")
    assert found["status"] == "failed"
    assert not found["sentence"].startswith(SLIP.sentence["en"].partition("{")[0])


def test_a_method_left_over_is_none_that_is_missing(tmp_path):
    """As that of lesson 3 may be in lesson 5."""
    left = "\n    def push(self):\n        for parent in self.parents:\n            parent.push()\n"
    written(tmp_path, 5, None, [("(1.0, 1.0)", "(1.0, -1.0)")])
    file = tmp_path / "engine.py"
    code = file.read_text("utf-8").replace("    def __pow__", f"{left[1:]}\n    def __pow__", 1)
    file.write_text(code, "utf-8")
    mine = Engine(f"{file}:Value")
    assert hints(mine, "en", 3, 5)["mistakes"] == ["wrong-sign"]
