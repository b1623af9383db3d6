"""Lesson 4: methods that empty the parents before they send, and calls that stand after a loop."""

import pytest
from learners import ADDED, COLLECTS, ONE_LOOP, TWO_LOOPS, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.lines.sending_lines import behind_its_loop_at, emptied_at
from autograd_mini.course.slips.table import SLIPS

EMPTIED, BEHIND = "emptied-by-each-sender", "behind-its-loop"
TO_0 = "        for parent in self.parents:\n            parent.grad = 0.0\n"
OF_ALL = "            for parent in sender.parents:\n                parent.grad = 0.0\n"
PUSH, CALL = "    def push(self):\n", "            parent.push()\n"
GUARDED = "        if self.parents:\n            parent.push()\n"
SENDING = "            for parent, partial in zip(sender"
BY_INDEX = """
    def backward(self):
        self.grad = 1.0
        self.push()

    def push(self):
        for i in range(len(self.parents)):
            self.parents[i].grad += self.grad * self.partials[i]
        self.parents[i].push()
"""
# The lesson, the pass and what is changed in it, the slip, and what is in the line.
SLIPPED = {
    "a loop of its own": (4, TWO_LOOPS, [ADDED, (PUSH, PUSH + TO_0)], EMPTIED, "grad = 0.0"),
    "in the same loop": (
        4, TWO_LOOPS, [ADDED, ("            parent.grad",
                               "            parent.grad = 0\n            parent.grad")],
        EMPTIED, "grad = 0",
    ),
    "in lesson 5": (5, COLLECTS, [(SENDING, OF_ALL + SENDING)], EMPTIED, "grad = 0.0"),
    "a call after the loop": (4, ONE_LOOP, [ADDED, (CALL, "        parent.push()\n")], BEHIND,
                              "   parent.push()"),
    "a call after the loop, of a node with parents": (
        4, ONE_LOOP, [ADDED, (CALL, GUARDED)], BEHIND, "   parent.push()",
    ),
    "by index": (4, BY_INDEX, [], BEHIND, "self.parents[i].push()"),
    "in lesson 3": (3, ONE_LOOP, [(CALL, "        parent.push()\n")], BEHIND, "   parent.push()"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPPED)
def test_the_line_is_told(name, tmp_path):
    lesson, backward, changes, slip, line = SLIPPED[name]
    learner = written(tmp_path, lesson, backward, changes)
    for language in ("en", "zh"):
        asked, told, last = (hints(learner, language, level, lesson) for level in (1, 2, 3))
        assert asked["text"] == SLIPS[slip].question[language] and asked["more"]
        assert told["text"].startswith(SLIPS[slip].sentence[language]) and told["more"]
        assert line in last["text"] and not last["more"]


RIGHT = {
    "two loops": (TWO_LOOPS, [ADDED]),
    "one loop": (ONE_LOOP, [ADDED]),
    "with =": (ONE_LOOP, []),
    "a loop that sets inner nodes to 0": (COLLECTS, []),
    "a sum in place of +=": (COLLECTS, [("grad += sender", "grad = parent.grad + sender")]),
    "another that replaces": (COLLECTS, [
        (SENDING, OF_ALL + SENDING),
        ("parent.grad += sender", "p = parent\n                p.grad = sender"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_nothing_of_it_is_told_of_other_passes(name, tmp_path):
    learner = written(tmp_path, 5, *RIGHT[name])
    assert emptied_at(learner) is None and behind_its_loop_at(learner) is None
