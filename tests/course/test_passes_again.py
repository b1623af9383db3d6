"""Lesson 5: what a pass leaves that is in the way of the next, or of another graph."""

import pytest
from learners import COLLECTS, MARKS, written

from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.checks.passes_again import passes_again

DEF, CLASS = "    def backward(self):\n", "    def __init__("
MADE, PUT_IN = "nodes, waiting = {self}, [self]", "nodes.add(parent)"
SENDS = "parent.grad += sender.grad * partial\n"
BEGINS = "waiting = [self]\n        nodes.add(self)"
OF_DEFAULT = [(DEF, DEF.replace("self", "self, nodes=set()")), (MADE, BEGINS)]
OF_CLASS = [(CLASS, f"    met = set()\n\n{CLASS}"), (MADE, f"nodes = self.met\n        {BEGINS}")]
OF_MODULE = [("class Value:", "met = []\n\n\nclass Value:"), (MADE, MADE + "\n        met.clear()")]
NUMBERS = [("class Value:", "met = set()\n\n\nclass Value:"),
           ("parent not in nodes", "parent.number not in met"),
           (PUT_IN, f"{PUT_IN}\n                    met.add(parent.number)")]  # fmt: skip
ATTRIBUTE = "        self.number = next(created)\n"
SEEN = [(ATTRIBUTE, f"{ATTRIBUTE}        self.seen = False\n"),
        ("if parent not in nodes", "if not parent.seen"),
        (PUT_IN, f"parent.seen = True\n                    {PUT_IN}")]  # fmt: skip
WIPED = "            if sender.parents and sender is not self:\n                sender.grad = 0.0\n"
NAMED = {"name": "met", "function": ""}
ALL_MADE = [("class Value:", "made = []\n\n\nclass Value:"),
            (ATTRIBUTE, f"{ATTRIBUTE}        made.append(self)\n"),
            ("for inner in nodes", "for inner in made")]  # fmt: skip
# What is changed in the pass, the slip, what its sentences name, and what is in the line.
SLIPPED = {
    "a default": (
        OF_DEFAULT, "default-kept", {"name": "nodes", "function": "backward"}, "nodes=set()",
    ),
    "of the class": (OF_CLASS, "shared-kept", NAMED, "met = set()"),
    "of the module, with numbers of nodes": (NUMBERS, "shared-kept", NAMED, "met = set()"),
    "marks that stay": (SEEN, "marks-kept", {}, "parent.seen = True"),
    "the nodes of other graphs, too": (ALL_MADE, "other-graph", {}, "inner.grad = 0.0"),
    "inner nodes that lose it": (
        [(SENDS, f"{SENDS}{WIPED}")], "inner-erased", {}, "sender.grad = 0.0",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPPED)
def test_what_is_in_the_way_of_the_next_pass_is_told(name, tmp_path):
    changes, slip, fields, line = SLIPPED[name]
    learner = written(tmp_path, 5, COLLECTS, changes)
    for language in ("en", "zh"):
        found = passes_again(learner, language)
        assert found["status"] == "failed"
        for what in ("question", "sentence"):
            assert found[what] == said_of(slip, what, language, fields=fields)
        assert line in found["lines"] and "\n" not in found["lines"]


UNMARKED = [*SEEN, (SENDS, f"{SENDS}            sender.seen = False\n")]
COUNTED = [("class Value:", "passes = []\n\n\nclass Value:"),
           (DEF, f"{DEF}        passes.append(self)\n")]  # fmt: skip


@pytest.mark.parametrize("changes", [[], UNMARKED, OF_MODULE, COUNTED])
def test_what_leaves_nothing_in_the_way_is_right(changes, tmp_path):
    assert passes_again(written(tmp_path, 5, COLLECTS, changes), "en")["status"] == "passed"


def test_a_pass_that_sends_nothing_the_second_time_is_not_told_where_if_that_is_not_known(tmp_path):
    learner = written(tmp_path, 5, MARKS, [("node.seen = True", "node.seen = 1")])
    found = passes_again(learner, "en")
    assert found["status"] == "failed" and found["general"] and not found["lines"]
    assert found["sentence"] == said_of("not-once-more", "sentence", "en")
