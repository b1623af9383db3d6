"""Lesson 5: passes that end in an error, for an earlier line made a thing of another kind."""

import pytest
from learners import COLLECTS, IN_ORDER, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.slips.table import SLIPS

BEGINS = "nodes, waiting = {self}, [self]"
PUT_BACK = ("waiting.append(parent)", "waiting = waiting.append(parent)")
SENDS = f"for sender in {IN_ORDER}:"


def begins(nodes="{self}", waiting="[self]"):
    """Return the change by which the set and the list are made in another way."""
    return [(BEGINS, f"nodes = {nodes}\n        waiting = {waiting}")]


def ordered(order):
    """Return the change by which the order is made in a line of its own, and in another way."""
    return [(SENDS, f"order = {order}\n        for sender in order:")]


def taken(how):
    """Return the change by which a node is taken out in a line of its own."""
    loop = "for parent in n.parents"
    return (loop.replace("n.parents", "waiting.pop().parents"), f"n = {how}\n            {loop}")


# What is changed in a right pass, the slip, what its sentence names, and the end of the line.
OF_ANOTHER_KIND = {
    "a set of what is in a node": (begins("set(self)"), "no-collection", "{self}", "set(self)"),
    "a list of what is in a node": (begins(waiting="list(self)"), "no-collection", "[self]",
                                    "list(self)"),
    "a tuple": (begins(waiting="self.parents"), "tuple-for-list", "`waiting`", "self.parents"),
    "a node for the list": (begins(waiting="self"), "node-for-collection", "`waiting`", "= self"),
    "a node for the set": (begins("self"), "node-for-collection", "`nodes`", "nodes = self"),
    "a dictionary": (begins("{}"), "dictionary-for-set", "set()", "nodes = {}"),
    "a set turned round": (ordered("reversed(nodes)"), "set-without-order", "sorted(…)",
                           "reversed(nodes)"),
    "a part of a set": (ordered("nodes[::-1]"), "set-without-order", "sorted(…)", "[::-1]"),
    "a set that sorts itself": (
        [(SENDS, "nodes.sort(key=lambda n: n.number)\n        for sender in nodes:")],
        "set-without-order", "sorted(…)", "nodes.sort(key=lambda n: n.number)",
    ),
    "what sort gives": (
        ordered("list(nodes).sort(key=lambda n: n.number)"), "sorts-in-place", "None",
        "list(nodes).sort(key=lambda n: n.number)",
    ),
    "what sort gives, in the loop": (
        [(IN_ORDER, "list(nodes).sort(key=lambda n: n.number)")], "sorts-in-place", "None",
        "n.number):",
    ),
    "a method without brackets": (
        [taken("waiting.pop")],
        "method-kept", "waiting.pop()", "n = waiting.pop",
    ),
    "all parents as one thing": (
        [("parent in waiting.pop()", "parent in (n := waiting.pop())"),
         ("append(parent)", "append(parent.parents)")],
        "puts-in-all-at-once", "`parent.parents`", "waiting.append(parent.parents)",
    ),
    "all parents as one thing, taken out in a line of its own": (
        [taken("waiting.pop()"),
         ("append(parent)", "append(n.parents)")],
        "puts-in-all-at-once", "`n.parents`", "waiting.append(n.parents)",
    ),
    "what append gives": ([PUT_BACK], "changes-in-place", ".append(…)", PUT_BACK[1]),
    "a loop over a node": ([("waiting.pop().parents", "waiting.pop()")], "loop-over-a-node",
                           "waiting.pop().parents", "in waiting.pop():"),
    "the elements of a node, for the list": (
        [("waiting.append", "waiting.extend")], "node-for-its-elements", "waiting.append(parent)",
        "waiting.extend(parent)",
    ),
    "the elements of a node, for the set": (
        [("nodes.add", "nodes.update")], "node-for-its-elements", "nodes.add(parent)",
        "nodes.update(parent)",
    ),
    "pairs of what is in a node": (
        [("zip(sender.parents", "zip(sender")], "loop-over-a-node", "sender.parents",
        "in zip(sender, sender.partials):",
    ),
    "a loop over self": ([("for inner in nodes", "for inner in self")], "loop-over-a-node",
                         "self.parents", "for inner in self:"),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_ANOTHER_KIND)
def test_the_line_is_named_that_makes_a_thing_of_another_kind(name, tmp_path):
    changes, slip, named, line = OF_ANOTHER_KIND[name]
    learner = written(tmp_path, 5, COLLECTS, changes)
    for language in ("en", "zh"):
        asked, told, last = (hints(learner, language, level, 5) for level in (1, 2, 3))
        assert asked["text"].startswith(SLIPS[slip].question[language].partition("{")[0])
        assert asked["mistakes"] == [slip] and asked["more"] and told["more"]
        assert named in told["text"]
        lines = [said for said in last["text"].splitlines() if "engine.py" in said]
        assert len(lines) == 1 and lines[0].endswith(line)


def test_edges_that_are_a_node_for_lack_of_a_comma_are_not_said_to_be_a_loop_over_a_node(tmp_path):
    learner = written(tmp_path, 5, COLLECTS, [("(self, other), (1.0", "(self), (1.0")])
    assert hints(learner, "en", 2, 5)["mistakes"] == ["one-node-for-parents"]
