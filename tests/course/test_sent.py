"""Lessons 3 and 4: what is seen of a pass that sends what it should not, and its line."""

import pytest
from learners import ADDED, COLLECTS, ONE_LOOP, PRODUCT, SENT, TWO_LOOPS, written

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.sent import sent_too_early_at, wrongly_sent
from autograd_mini.course.slips.table import SLIPS

PUSH, SEED = "    def push(self):\n", "        self.grad = 1.0\n"
BEGINS = [(SEED, ""), (PUSH, PUSH + SEED)]
PAIRS = "zip(self.parents, self.partials)"
OF_PARENTS = "        for parent in self.parents:\n            parent.push()\n"
SUM_OF_A_NUMBER = "g = parent.grad\n            g += self.grad * partial"
BY_HAND = "g = parent.grad\n            g = g + self.grad * partial"
# The pass and what is changed in it, the slip, what its sentences name, and what is in the line.
SLIPPED = {
    "data for grad": (
        TWO_LOOPS, [(SENT, "parent.data = self.grad * partial")], "sets-data", {}, "parent.data",
    ),
    "data for grad, in one loop": (
        ONE_LOOP, [(SENT, "parent.data = self.grad * partial")], "sets-data", {}, "parent.data",
    ),
    "from the parents": (
        TWO_LOOPS, [(SENT, "self.grad = parent.grad * partial")], "takes-from-parents", {},
        "self.grad = parent.grad",
    ),
    "begins at 0": (
        TWO_LOOPS, [(PUSH, f"{PUSH}        self.grad = 0.0\n")], "set-to-0-again", {},
        "self.grad = 0.0",
    ),
    "each begins at 1": (
        TWO_LOOPS, BEGINS, "every-node-begins-at-1", {"name": "push()"}, "self.grad = 1.0",
    ),
    "each begins at 1, in one loop": (
        ONE_LOOP, BEGINS, "every-node-begins-at-1", {"name": "push()"}, "self.grad = 1.0",
    ),
    "parents alone": (
        TWO_LOOPS, [("        self.push()\n", OF_PARENTS)], "result-never-sends",
        {"name": "push()"}, "parent.push()",
    ),
    "parents with parents": (
        TWO_LOOPS, [(PAIRS, "zip(self.parents, self.parents)")], "pairs-of-the-same",
        {"code": "zip(self.parents, self.parents)"}, "for parent, partial in",
    ),
    "times the parent": (
        TWO_LOOPS, [(SENT, "parent.grad = self.grad * parent")], "node-for-slope", {},
        "self.grad * parent",
    ),
    "a name for a number": (
        TWO_LOOPS, [(SENT, SUM_OF_A_NUMBER)], "number-for-grad",
        {"name": "g", "code": "parent.grad"}, "g += self.grad",
    ),
    "a name for a number, with =": (
        TWO_LOOPS, [(SENT, BY_HAND)], "number-for-grad", {"name": "g", "code": "parent.grad"},
        "g = g + self.grad",
    ),
    "slopes that are gradients": (
        TWO_LOOPS, [(PRODUCT, "(other.grad, self.grad)")], "slope-of-0", {"op": "×"},
        "(other.grad, self.grad)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPPED)
def test_the_check_of_lesson_3_tells_what_is_sent(name, tmp_path):
    backward, changes, slip, fields, line = SLIPPED[name]
    learner = written(tmp_path, 3, backward, changes)
    for language in ("en", "zh"):
        found = sends(learner, language)
        assert found["status"] == "failed" and not found["general"]
        question, sentence = (said[language].format(**fields) for said in SLIPS[slip])
        assert (found["question"], found["sentence"]) == (question, sentence)
        assert line in found["lines"] and "\n" not in found["lines"]


IN_LESSON_4 = {
    name: SLIPPED[name] for name in ("begins at 0", "each begins at 1", "a name for a number")
} | {
    "loses what it has after its first parent": (
        TWO_LOOPS, [(SENT, "parent.grad += self.grad * partial\n            self.grad = 0.0")],
        "set-to-0-again", {}, "self.grad = 0.0",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_LESSON_4)
def test_lesson_4_tells_it_too(name, tmp_path):
    backward, changes, slip, fields, line = IN_LESSON_4[name]
    more = [] if changes[0][0] == SENT else [ADDED]
    learner = written(tmp_path, 4, backward, changes + more)
    for language in ("en", "zh"):
        asked, told, last = (hints(learner, language, level, 4) for level in (1, 2, 3))
        question, sentence = (said[language].format(**fields) for said in SLIPS[slip])
        assert (asked["text"], told["text"]) == (question, sentence)
        assert asked["more"] and told["more"] and not last["more"]
        assert last["text"].startswith(sentence) and line in last["text"]


NUMBERS = [
    ("g = parent.grad\n                g += sender.grad * partial", "number-for-grad",
     {"name": "g", "code": "parent.grad"}, "g += sender"),
    ("parent.data = sender.grad * partial", "sets-data", {}, "parent.data = "),
]  # fmt: skip


@pytest.mark.parametrize(("instead", "slip", "fields", "line"), NUMBERS)
def test_lesson_5_tells_it_too(instead, slip, fields, line, tmp_path):
    learner = written(tmp_path, 5, COLLECTS, [("parent.grad += sender.grad * partial", instead)])
    for language in ("en", "zh"):
        asked, last = (hints(learner, language, level, 5) for level in (1, 3))
        question, sentence = (said[language].format(**fields) for said in SLIPS[slip])
        assert asked["text"] == question
        assert last["text"].startswith(sentence) and line in last["text"]


RIGHT = {
    "two loops": (TWO_LOOPS, []),
    "one loop": (ONE_LOOP, []),
    "one loop, with +=": (ONE_LOOP, [ADDED]),
    "a name on the right": (
        TWO_LOOPS, [(SENT, "g = self.grad\n            parent.grad = g * partial")],
    ),
    "begins twice": (TWO_LOOPS, [(SEED, SEED + SEED)]),
    "empties itself after it has sent": (
        TWO_LOOPS,
        [(OF_PARENTS, f"{OF_PARENTS}        if self.parents:\n            self.grad = 0.0\n")],
    ),
    "by index": (
        TWO_LOOPS, [(f"for parent, partial in {PAIRS}", "for i in range(len(self.parents))"),
                    (SENT, "self.parents[i].grad = self.grad * self.partials[i]")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_of_a_pass_that_sends_nothing_is_said(name, tmp_path):
    backward, changes = RIGHT[name]
    assert wrongly_sent(written(tmp_path, 3, backward, changes), {"en": ""}) is None


def test_of_a_pass_that_collects_nodes_nothing_is_said(tmp_path):
    learner = written(tmp_path, 5, COLLECTS, [])
    assert wrongly_sent(learner, {"en": ""}, collects=True) is None


NOTHING = {
    "in a variable": "g = self.grad * partial",
    "in the name of the slope": "partial = self.grad * partial",
}


@pytest.mark.parametrize("name", NOTHING)
def test_no_operation_is_blamed_for_a_pass_that_sets_nothing(name, tmp_path):
    """What it does is told instead, and not that + and × send nothing, nor to whom nodes send."""
    learner = written(tmp_path, 3, TWO_LOOPS, [(SENT, NOTHING[name])])
    found = sends(learner, "en")
    assert found["general"]
    told = hints(learner, "en", 2, 3, found["message"], python=found["python"])
    assert told["text"].splitlines()[1:] == [
        "    J.grad = 1.0",
        "In the end a.grad should be 1.0 and b.grad should be 1.0, and no line sets a.grad or "
        "b.grad. Which line was to do so, and what does it set instead?",
    ]


FOR_PAIRS = f"        for parent, partial in {PAIRS}:\n            {SENT}\n"


@pytest.mark.parametrize("lesson", [3, 4])
def test_parents_that_send_before_they_have_received_are_told_with_both_lines(lesson, tmp_path):
    swapped = [(FOR_PAIRS + OF_PARENTS, OF_PARENTS + FOR_PAIRS)]
    learner = written(tmp_path, lesson, TWO_LOOPS, swapped + ([ADDED] if lesson == 4 else []))
    for language in ("en", "zh"):
        asked, last = (hints(learner, language, level, lesson) for level in (1, 3))
        slip = SLIPS["sends-what-is-not-there"]
        assert asked["text"] == slip.question[language]
        assert last["text"].startswith(slip.sentence[language])
        assert "parent.push()" in last["text"] and "self.grad * partial" in last["text"]


@pytest.mark.parametrize("backward", [TWO_LOOPS, ONE_LOOP])
@pytest.mark.parametrize("changes", [[], [("            parent.push()\n", "            pass\n")]])
def test_parents_that_have_received_are_not_told_to_wait(backward, changes, tmp_path):
    assert sent_too_early_at(written(tmp_path, 3, backward, changes)) is None
