"""Lesson 3: loops over pairs whose names are turned round, methods without self, late calls."""

import pytest
from learners import ONE_LOOP, SENT, TWO_LOOPS, written

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.slips.table import SLIPS

PAIRS, TURNED = "zip(self.parents, self.partials)", "zip(self.partials, self.parents)"
FOR, PUSH = f"for parent, partial in {PAIRS}", "    def push(self):\n"
CALL, LATE = "            parent.push()\n", "        parent.push()\n"
OF_ALL = f"        for parent in self.parents:\n{CALL}"
FIELDS = {"name": "parent", "other": "partial"}
OF_SLOPE = {"name": "partial", "other": "parent"}
# The pass and what is changed in it, the slip, what its sentences name, and the line.
SLIPPED = {
    "names turned round": (
        TWO_LOOPS, [(FOR, f"for partial, parent in {PAIRS}")], "names-turned-round",
        FIELDS | {"code": PAIRS, "meant": f"{FOR}:"}, f"for partial, parent in {PAIRS}:",
    ),
    "lists turned round": (
        ONE_LOOP, [(PAIRS, TURNED)], "names-turned-round",
        FIELDS | {"code": TURNED, "meant": f"for partial, parent in {TURNED}:"},
        f"for parent, partial in {TURNED}:",
    ),
    "the slope in place of the parent": (
        TWO_LOOPS, [(SENT, "partial.grad += self.grad * partial")], "slope-for-parent",
        OF_SLOPE | {"asked": "grad"}, "partial.grad += self.grad * partial",
    ),
    "the slope in place of the parent, in one loop": (
        ONE_LOOP, [(CALL, "            partial.push()\n")], "slope-for-parent",
        OF_SLOPE | {"asked": "push()"}, "partial.push()",
    ),
    "the slope of the loop before": (
        TWO_LOOPS, [(OF_ALL, OF_ALL.replace("parent in", "p in").replace("parent.p", "partial.p"))],
        "slope-for-parent", OF_SLOPE | {"asked": "push()", "other": "p"}, "partial.push()",
    ),
    "without self": (
        TWO_LOOPS, [("def push(self)", "def push()")], "no-self", {"name": "push"}, "def push():",
    ),
    "called behind the loop, in which it has a value": (
        TWO_LOOPS, [(OF_ALL, LATE), (PUSH, f"{PUSH}        parent = None\n")], "behind-its-loop",
        {}, "parent.push()",
    ),
    "called behind the only loop": (
        ONE_LOOP, [(CALL, LATE)], "behind-its-loop", {}, "parent.push()",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPPED)
def test_the_line_that_is_wrong_is_told_and_not_the_one_after(name, tmp_path):
    backward, changes, slip, fields, line = SLIPPED[name]
    learner = written(tmp_path, 3, backward, changes)
    for language in ("en", "zh"):
        found = sends(learner, language)
        question, sentence = (said[language].format(**fields) for said in SLIPS[slip])
        assert (found["question"], found["sentence"]) == (question, sentence)
        assert found["lines"].endswith(f"   {line}") and "\n" not in found["lines"]


@pytest.mark.parametrize(
    ("changes", "slip"),
    [
        # Neither has a loop over pairs, or a method with nothing in its brackets.
        (
            [(f"{FOR}:\n", "for parent in self.partials:\n            partial = 1.0\n")],
            "names-turn",
        ),
        ([("        self.push()\n", "        self.push(1)\n")], "no-self"),
        # The slope is the right thing here, and its .data is what is too much.
        ([(SENT, "parent.grad = self.grad * partial.data")], "names-turn"),
    ],
)
def test_what_ends_in_such_an_error_otherwise_is_not_told_so(changes, slip, tmp_path):
    found = sends(written(tmp_path, 3, TWO_LOOPS, changes), "en")
    slips = [name for name in SLIPS if SLIPS[name].question["en"] == found["question"]]
    assert found["status"] == "failed" and not any(name.startswith(slip) for name in slips)
    assert "is the slope of an edge" not in found["sentence"]
