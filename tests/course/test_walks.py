"""Passes of lesson 5 that are right but for one line: what is told of it, and which line."""

import pytest
from learners import COLLECTS, IN_ORDER, MARKS, ONE_LOOP, QUEUE, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.slips.table import SLIPS

PUT_IN = "                    nodes.add(parent)\n"
SENDS = "sender.grad * partial\n"
SET_TO_0 = (
    "        for inner in nodes:\n            if inner.parents:\n                inner.grad = 0.0\n"
)
ORDER = f"{IN_ORDER}:\n"
LOOP = f"""\
            for parent, partial in zip(sender.parents, sender.partials):
                parent.grad += {SENDS}"""
BY_INDEX = "                sender.parents[i].grad += sender.grad * sender.partials[i]\n"


def emptied(condition):
    """Return the changes by which each node is set to 0 when its turn comes."""
    line = f"            if {condition}:\n                sender.grad = 0.0\n"
    return [(SET_TO_0, ""), (ORDER, ORDER + line)]


# The method of lesson 4, which the loop of lesson 5 calls for each node.
RECURSIVE = """
    def push(self):
        for parent, partial in zip(self.parents, self.partials):
            parent.grad += self.grad * partial
            parent.push()
"""
ORDER_OF_WAITING = f"for sender in {IN_ORDER.replace('nodes', 'waiting')}:"
# What is changed in a pass, the slip, what its sentence names, and what is in the line.
WALKS = {
    "a recursion that is kept": (
        COLLECTS + RECURSIVE, [(LOOP, "            sender.push()\n")], "still-recursive", "`push`",
        "parent.push()",
    ),
    "a recursion behind the loop": (
        COLLECTS + RECURSIVE, [(LOOP, f"{LOOP}        self.push()\n")], "still-recursive",
        "`push`", "parent.push()",
    ),
    "not put into the set": (COLLECTS, [(PUT_IN, "")], "not-put-in", "nodes.add(parent)",
                             "waiting.append(parent)"),
    "not put into the list": (
        COLLECTS, [QUEUE[0], (PUT_IN, "")], "not-put-in", "nodes.append(parent)",
        "waiting.append(parent)",
    ),
    "an order that stays empty": (
        MARKS, [("            order.append(node)\n", "")], "not-put-in", "order.append(n)",
        "order = []",
    ),
    "return in the last loop": (
        COLLECTS, [(SENDS, f"{SENDS}            return\n")], "ends-its-loop", "return", "return",
    ),
    "break in the last loop": (
        COLLECTS, [(SENDS, f"{SENDS}            break\n")], "ends-its-loop", "break", "break",
    ),
    "return in the loop over the edges": (
        COLLECTS, [(SENDS, f"{SENDS}                return\n")], "ends-its-loop", "return",
        "return",
    ),
    "return in the loop that sets to 0": (
        COLLECTS, [("inner.grad = 0.0\n", "inner.grad = 0.0\n            return\n")],
        "ends-its-loop", "return", "return",
    ),
    "return in the loop that collects": (
        COLLECTS, [("waiting.append(parent)\n", "waiting.append(parent)\n            return\n")],
        "ends-its-loop", "return", "return",
    ),
    "inner nodes set to 0 when they send": (
        COLLECTS, emptied("sender is not self and sender.parents"), "emptied-before-sending", "",
        "sender.grad = 0.0",
    ),
    "all set to 0 when they send": (
        COLLECTS, emptied("sender is not self"), "emptied-before-sending", "",
        "sender.grad = 0.0",
    ),
    "inner nodes and J set to 0 when they send": (
        COLLECTS, emptied("sender.parents"), "emptied-at-its-turn", "1.0", "sender.grad = 0.0",
    ),
    "each node set to 0 when it sends": (
        COLLECTS, emptied("True"), "emptied-at-its-turn", "1.0", "sender.grad = 0.0",
    ),
    "goes through what has been emptied": (
        COLLECTS, [(IN_ORDER, "waiting")], "goes-through-nothing", "`waiting`",
        "for sender in waiting:",
    ),
    "sorts what has been emptied": (
        COLLECTS, [("sorted(nodes", "sorted(waiting"),
                   ("while waiting:", "while len(waiting) > 0:")],
        "goes-through-nothing", "`waiting`", ORDER_OF_WAITING,
    ),
    "self left over in all of the last loop": (
        COLLECTS, [(LOOP, f"            for i in range(len(self.parents)):\n{BY_INDEX}"
                    .replace("sender", "self"))],
        "result-for-node", "`sender.parents`",
        "self.parents[i].grad += self.grad * self.partials[i]",
    ),
    "self left over in the slopes": (
        COLLECTS, [(LOOP, "            for i in range(len(sender.parents)):\n"
                    + BY_INDEX.replace("sender.partials", "self.partials"))],
        "result-for-node", "sender.partials",
        "sender.parents[i].grad += sender.grad * self.partials[i]",
    ),
    "self left over in what a loop goes through": (
        COLLECTS, [("zip(sender.parents", "zip(self.parents")], "result-for-node",
        "sender.parents", "for parent, partial in zip(self.parents, sender.partials):",
    ),
    "takes from its parents": (
        COLLECTS, [("parent.grad += sender.grad", "sender.grad += parent.grad")],
        "takes-from-parents", "", "sender.grad += parent.grad * partial",
    ),
    "takes from its parents, by index": (
        COLLECTS, [(LOOP, "            for i in range(len(sender.parents)):\n"
                    "                p = sender.partials[i]\n"
                    "                sender.grad += sender.parents[i].grad * p\n")],
        "takes-from-parents", "", "sender.grad += sender.parents[i].grad * p",
    ),
    "takes from its parents, as a sum": (
        COLLECTS,
        [(LOOP, "            sender.grad += sum(p.grad for p in sender.parents)\n")],
        "takes-from-parents", "", "sender.grad += sum(p.grad for p in sender.parents)",
    ),
    "self left over where nodes are collected": (
        COLLECTS, [("            for parent in waiting.pop().parents:",
                    "            n = waiting.pop()\n            for parent in self.parents:")],
        "result-for-node", "n.parents", "for parent in self.parents:",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WALKS)
def test_the_line_is_told_that_keeps_nodes_from_sending(name, tmp_path):
    """And nothing of a direction, which is right."""
    backward, changes, slip, named, line = WALKS[name]
    learner = written(tmp_path, 5, backward, changes)
    for language in ("en", "zh"):
        asked, told, last = (hints(learner, language, level, 5) for level in (1, 2, 3))
        assert told["mistakes"] == [slip], told["text"]
        for text, what in ((asked["text"], "question"), (told["text"], "sentence")):
            assert text.startswith(getattr(SLIPS[slip], what)[language].partition("{")[0])
        assert named in told["text"] and "{" not in asked["text"] + told["text"]
        assert asked["more"] and told["more"] and not last["more"]
        assert last["text"].splitlines()[-1].endswith(f"   {line}")


# What is changed, the slip, what its sentence names, and what is in the line.
PUT = (
    (("nodes.add(parent)", "nodes.append(parent)"), "set-has-add", "`append`", "nodes.append("),
    (("waiting.append(parent)", "waiting.add(parent)"), "list-has-append", "`add`", "waiting.add("),
)


@pytest.mark.parametrize(("change", "slip", "named", "line"), PUT)
def test_a_set_has_add_and_a_list_append(change, slip, named, line, tmp_path):
    learner = written(tmp_path, 5, COLLECTS, [change])
    for language in ("en", "zh"):
        asked, last = (hints(learner, language, level, 5)["text"] for level in (1, 3))
        assert asked == SLIPS[slip].question[language]
        assert last.startswith(SLIPS[slip].sentence[language].partition("{")[0])
        assert named in last.splitlines()[0] and line in last


RIGHT = (
    (COLLECTS, []),
    (COLLECTS + RECURSIVE.replace("            parent.push()\n", ""),
     [(LOOP, "            sender.push()\n")]),
    (COLLECTS, [("zip(sender.parents, sender.partials):\n",
                 "zip(sender.parents, sender.partials):\n                len(self.parents)\n")]),
    (MARKS, [('getattr(node, "seen", False)', "node in order"),
             ("            node.seen = True\n", "")]),
    (COLLECTS, [("while waiting:\n            for parent in waiting.pop().parents:",
                 "while True:\n            if not waiting:\n                break\n"
                 "            for parent in waiting.pop().parents:")]),
)  # fmt: skip


@pytest.mark.parametrize(("backward", "changes"), RIGHT)
def test_of_a_pass_that_is_right_nothing_like_it_is_told(backward, changes, tmp_path):
    learner = written(tmp_path, 6, None, [("(y * (1 - y),)", "(y,)")])
    assert not set(hints(learner, "en", 3, 6)["mistakes"]) & set(SLIPS)
    learner = written(tmp_path, 5, backward, changes)
    assert not set(hints(learner, "en", 3, 5)["mistakes"]) & set(SLIPS)


def test_a_method_that_takes_from_the_parents_is_told_so(tmp_path):
    turned = [("parent.grad = self.grad", "self.grad += parent.grad")]
    learner = written(tmp_path, 4, ONE_LOOP, turned)
    for language in ("en", "zh"):
        asked, last = (hints(learner, language, level, 4)["text"] for level in (1, 3))
        slip = SLIPS["takes-from-parents"]
        assert asked == slip.question[language]
        assert last.startswith(slip.sentence[language])
        assert "self.grad += parent.grad * partial" in last


def test_what_a_node_sends_to_itself_is_told_with_its_line(tmp_path):
    learner = written(tmp_path, 5, COLLECTS, [("parent.grad +=", "sender.grad +=")])
    last = hints(learner, "en", 3, 5)
    assert last["mistakes"] == ["sends-to-itself"]
    assert last["text"].endswith("   sender.grad += sender.grad * partial")


def test_who_adds_to_what_a_parent_has_does_not_take_it(tmp_path):
    """Nor is it told where the pass is wrong for another reason."""
    added = [("parent.grad += sender.grad", "parent.grad = parent.grad + sender.grad")]
    for other in ([], [(", reverse=True", "")], [("sender.grad * partial", "sender.grad")]):
        learner = written(tmp_path, 5, COLLECTS, [*other, *added])
        mistakes = hints(learner, "en", 3, 5)["mistakes"]
        assert not {"takes-from-parents", "sends-to-itself"} & {*mistakes}


def test_what_is_set_to_0_after_it_has_sent_is_not_said_to_come_before(tmp_path):
    after = COLLECTS + "            if sender.parents:\n                sender.grad = 0.0\n"
    learner = written(tmp_path, 5, after, [])
    found = hints(learner, "en", 3, 5)["mistakes"]
    assert not {"emptied-before-sending", "emptied-at-its-turn"}.intersection(found)


def test_a_loop_that_sets_all_to_0_before_any_sends_is_not_said_to_do_so_at_their_turns(tmp_path):
    seed = "        self.grad = 1.0\n"
    learner = written(tmp_path, 5, COLLECTS, [(seed, ""), (SET_TO_0, seed + SET_TO_0)])
    assert hints(learner, "en", 3, 5)["mistakes"] == ["seed-erased"]
