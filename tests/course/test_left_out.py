"""Lesson 5: passes in which nodes are not collected, do not send, or get no gradient."""

import pytest
from learners import COLLECTS, IN_ORDER, MARKS, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.left_out import nodes_left_out
from autograd_mini.course.slips.table import SLIPS

# A right pass, each node taken out in a line of its own.
TAKES = COLLECTS.replace(
    "            for parent in waiting.pop().parents:\n",
    "            n = waiting.pop()\n            for parent in n.parents:\n",
)
WHILE = "        while waiting:\n"
POP = "            n = waiting.pop()\n"
NEW = (
    "                if parent not in nodes:\n                    nodes.add(parent)\n"
    "                    waiting.append(parent)\n"
)
PUT = "                nodes.add(parent)\n                waiting.append(parent)\n"
FOR = f"        for sender in {IN_ORDER}:\n"
EDGES = "            for parent, partial in zip(sender.parents, sender.partials):\n"
SENDS = "                parent.grad += sender.grad * partial\n"
OLD = ("not in nodes", "in nodes")
ORDERED = (FOR, f"        order = {IN_ORDER}\n        for sender in order:\n")
BEFORE = [(WHILE, f"        n = waiting.pop()\n{WHILE}")]
METHOD = "    def send(self):\n" + (EDGES + SENDS).replace("    ", "", 1).replace(
    "\n    ", "\n"
).replace("sender", "self")
BY_METHOD = [(EDGES + SENDS, "            sender.send()\n"),
             ("    def backward", f"{METHOD}\n    def backward")]  # fmt: skip
# What is changed in a right pass, the slip, what its sentence names, and the end of each line.
LEFT_OUT = {
    "taken out before the loop": (
        [*BEFORE, (POP, "")], "taken-out-before", "`nodes`", ["n = waiting.pop()"],
    ),
    "taken out before the loop, too": (
        BEFORE, "taken-out-before", "no turn", ["n = waiting.pop()"],
    ),
    "only what was met": ([OLD], "asks-for-old-ones", "`parent in nodes`", ["parent in nodes:"]),
    "only what was met, sorted in a line of its own": (
        [OLD, ORDERED], "asks-for-old-ones", "`nodes`", ["parent in nodes:"],
    ),
    "only what was met, and a method sends": (
        [OLD, *BY_METHOD], "asks-for-old-ones", "`nodes`", ["parent in nodes:"],
    ),
    "until one is left": (
        [(WHILE, "        while len(waiting) > 1:\n")], "loop-ends-early", "`len(waiting) > 1`",
        ["while len(waiting) > 1:"],
    ),
    "an if that is too strict": (
        [("not in nodes", "not in nodes and parent.data > 0")], "if-keeps-out", "y",
        ["if parent not in nodes and parent.data > 0:"],
    ),
    "break at what was met": (
        [(NEW, f"                if parent in nodes:\n                    break\n{PUT}")],
        "breaks-off-collecting", ", v is not", ["break"],
    ),
    "break in the same line": (
        [(NEW, f"                if parent in nodes: break\n{PUT}")], "breaks-off-collecting",
        ", v is not", ["break"],
    ),
    "return at what was met": (
        [(NEW, f"{NEW}                else:\n                    return\n")],
        "breaks-off-collecting", ", v is not", ["return"],
    ),
    "break at a leaf that is looked at": (
        [(POP, f"{POP}            if not n.parents:\n                break\n")],
        "breaks-off-collecting", "`break`", ["break"],
    ),
    "the parents of a parent wait": (
        [(NEW, PUT.replace("append(parent)", "extend(parent.parents)"))], "keeps-others",
        "`parent.parents`", ["nodes.add(parent)", "waiting.extend(parent.parents)"],
    ),
    "only what is self": (
        [("if parent not in nodes", "if n not in nodes")], "never-put-in", "`n not in nodes`",
        ["if n not in nodes:"],
    ),
    "nothing waits at first": (
        [("{self}, [self]", "{self}, []")], "begins-with-nothing", "`waiting`", [],
    ),
    "nothing waits at first, in a line of its own": (
        [("nodes, waiting = {self}, [self]", "nodes = {self}\n        waiting = []")],
        "begins-with-nothing", "`waiting`", ["waiting = []"],
    ),
    "if in place of while": (
        [(WHILE, WHILE.replace("while", "if"))], "if-for-while", "`while`", ["if waiting:"],
    ),
    "nothing waits": (
        [("waiting.append(parent)", "pass")], "puts-nothing-in", "v",
        ["nodes.add(parent)"],
    ),
    "others wait": (
        [("waiting.append(parent)", "waiting.append(self)")], "puts-in-others",
        "`waiting.append(self)`", ["waiting.append(self)"],
    ),
    "others wait, by a sign": (
        [("waiting.append(parent)", "waiting += [n]")], "nodes-left-out", "y·v + y", [],
    ),
    "the first parent only": (
        [("in n.parents:", "in n.parents[:1]:")], "nodes-left-out", "y·v + y", [],
    ),
    "break at a leaf": (
        [(FOR, f"{FOR}            if not sender.parents:\n                break\n")],
        "breaks-at-a-leaf", "y = x * x", ["break"],
    ),
    "return at a leaf": (
        [(FOR, f"{FOR}            if not sender.parents: return\n")], "breaks-at-a-leaf",
        "`return`", ["return"],
    ),
    "break at another node": (
        [(FOR, f"{FOR}            if sender.data == 9.0:\n                break\n")],
        "sending-breaks-off", "y comes later", ["break"],
    ),
    "leaves are kept out": (
        [(SENDS, f"                if parent.parents:\n    {SENDS}")], "if-keeps-leaves-out",
        "not set to 0", ["if parent.parents:"],
    ),
    "leaves are left out": (
        [(SENDS, f"                if not parent.parents:\n                    continue\n{SENDS}")],
        "if-keeps-leaves-out", "not set to 0", ["if not parent.parents:"],
    ),
    "leaves are kept out by a method": (
        [*BY_METHOD, ("            parent.grad += self", "            if parent.parents: "
                      "parent.grad += self")],
        "if-keeps-leaves-out", "not set to 0", ["self.grad * partial"],
    ),
    "leaves get 0": (
        [(SENDS, SENDS.replace("partial", "partial if parent.parents else 0.0"))],
        "leaves-get-nothing", "not set to 0", [],
    ),
}  # fmt: skip
SEEN_BY = {"zh": {", v is not": "v 因此没有", "y comes later": "y 排在后面",
                  "not set to 0": "设为 0", "no turn": "一圈也不转"}}  # fmt: skip


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_keeps_nodes_out_is_named(name, tmp_path):
    changes, slip, named, ends = LEFT_OUT[name]
    learner = written(tmp_path, 5, TAKES, changes)
    for language in ("en", "zh"):
        asked, told, last = (hints(learner, language, level, 5) for level in (1, 2, 3))
        assert asked["mistakes"] == [slip] and asked["more"] and told["more"] == bool(ends)
        assert asked["text"].startswith(SLIPS[slip].question[language].partition("{")[0])
        assert SEEN_BY.get(language, {}).get(named, named) in told["text"]
        lines = [said for said in last["text"].splitlines() if "engine.py" in said]
        assert len(lines) == len(ends)
        assert all(line.endswith(end) for line, end in zip(lines, ends))


RIGHT = {
    "as it is": [],
    "leaves are not collected": [("not in nodes", "not in nodes and parent.parents")],
    "what was met is passed over": [
        (NEW, f"                if parent in nodes:\n                    continue\n{PUT}")
    ],
    "a leaf is passed over": [
        (FOR, f"{FOR}            if not sender.parents:\n                continue\n")
    ],
    "a leaf has no parents to put in": [
        (POP, f"{POP}            if not n.parents:\n                continue\n")
    ],
    "until nothing is left": [
        (WHILE, "        while True:\n            if not waiting:\n                break\n")
    ],
    "a method sends": BY_METHOD,
}


@pytest.mark.parametrize("name", RIGHT)
def test_nothing_is_said_of_a_pass_that_leaves_nothing_out(name, tmp_path):
    assert nodes_left_out(written(tmp_path, 5, TAKES, RIGHT[name])) is None


def test_nothing_is_said_where_all_nodes_send(tmp_path):
    assert nodes_left_out(written(tmp_path, 5, MARKS, [])) is None  # the second pass is wrong
    wrong = {
        "slopes": [("(other.data, self.data)", "(self.data, other.data)")],
        "order": [(", reverse=True", "")],
        "erased": [(SENDS, SENDS + "        for inner in nodes:\n            inner.grad = 0.0\n")],
    }
    for changes in wrong.values():
        assert nodes_left_out(written(tmp_path, 5, TAKES, changes)) is None
