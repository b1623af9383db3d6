"""Lesson 5: passes of which one line is wrong, which is found in what the pass does."""

import pytest
from learners import COLLECTS, IN_ORDER, MARKS, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.recorded_passes import pass_recorded
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.testing.diagnosis.mistakes import MISTAKES

FOR = f"        for sender in {IN_ORDER}:\n"
EDGES = "            for parent, partial in zip(sender.parents, sender.partials):\n"
SENDS = "                parent.grad += sender.grad * partial\n"
WHILE = "        while waiting:\n"
SEED = "        self.grad = 1.0\n"
ZERO = (
    "        for inner in nodes:\n            if inner.parents:\n                inner.grad = 0.0\n"
)
BY_INDEX = """\
            for i in range(len(sender.parents)):
                sender.parents[i].grad += sender.grad * sender.partials[i]
                sender.parents[i].backward()
"""


def further(lines):
    """Return lines with 4 spaces more before each of them."""
    return "".join(f"    {line}" for line in lines.splitlines(keepends=True))


WITHIN = further(SEED + FOR + EDGES + SENDS)
ORDER = f"        order = {IN_ORDER}\n"
OF_ORDER = (FOR, "        for sender in order:\n")
BY_DATA = IN_ORDER.replace("number", "data")
LEFT = (SENDS, SENDS.replace("sender", "inner"))
PUT = "nodes.add(parent)"
# What is changed in a right pass, the slip, what its sentence names, and the end of the line.
RECORDED = {
    "the node itself is put in": (
        [("in waiting.pop()", "in (n := waiting.pop())"), (PUT, "nodes.add(n)")],
        "puts-in-another", "nodes.add(parent)", "nodes.add(n)",
    ),
    "a number is put in": ([(PUT, "nodes.add(parent.data)")], "puts-in-another",
                           "`parent.data`", "nodes.add(parent.data)"),
    "self is put in": ([(PUT, "nodes.add(self)")], "puts-in-another", "`self`", "nodes.add(self)"),
    "sorted before the loop that collects": (
        [(WHILE, ORDER + WHILE), OF_ORDER], "sorted-too-early", "1", ORDER.strip(),
    ),
    "listed before the loop that collects": (
        [(WHILE, "        order = list(nodes)\n" + WHILE), OF_ORDER], "sorted-too-early", "7",
        "order = list(nodes)",
    ),
    "sorted before, and turned round after": (
        [(WHILE, ORDER.replace(", reverse=True", "") + WHILE),
         (FOR, "        for sender in reversed(order):\n")],
        "sorted-too-early", "1", "order = sorted(nodes, key=lambda n: n.number)",
    ),
    "sorted by data": ([(IN_ORDER, BY_DATA)], "sorted-by-another", "n.data", f"{BY_DATA}:"),
    "sorted by data, in place": (
        [(FOR, f"        order = list(nodes)\n        order.sort(key=lambda n: -n.data)\n"
               f"{OF_ORDER[1]}")],
        "sorted-by-another", "-n.data", "order.sort(key=lambda n: -n.data)",
    ),
    "sorted by the number of the result": (
        [(IN_ORDER, IN_ORDER.replace("n.number", "self.number"))], "sorted-by-the-same",
        "self.number", "self.number, reverse=True):",
    ),
    "the parent of another loop": (
        [(EDGES, EDGES.replace("parent, partial", "p, s")), ("grad * partial", "grad * s")],
        "left-over-name", "`p`", "parent.grad += sender.grad * s",
    ),
    "the node of another loop": ([LEFT], "left-over-node", "`sender`", LEFT[1].strip()),
    "the name of the node for its parents": (
        [(EDGES, EDGES.replace("parent, partial", "sender, partial"))], "node-named-anew",
        "`sender`", EDGES.replace("parent, partial", "sender, partial").strip(),
    ),
    "the 1 goes to the node of another loop": (
        [(SEED, SEED.replace("self", "inner"))], "begins-with-another", "`inner`",
        "inner.grad = 1.0",
    ),
    "only the parents send": (
        [(IN_ORDER, IN_ORDER.replace("nodes", "self.parents"))], "only-the-parents",
        "`self.parents`", FOR.strip().replace("nodes", "self.parents"),
    ),
    "only the parents are sorted": (
        [(FOR, ORDER.replace("nodes", "self.parents") + OF_ORDER[1])], "only-the-parents",
        "`self.parents`", ORDER.strip().replace("nodes", "self.parents"),
    ),
    "the parents are not put in": (
        [("nodes, waiting = {self}, [self]",
          "nodes = {self}\n        waiting = list(self.parents)")],
        "parents-left-out", "`nodes`", "waiting = list(self.parents)",
    ),
    "no loop over nodes": (
        [(FOR + EDGES + SENDS, (EDGES + SENDS).replace("sender", "inner").replace("    ", "", 1)
          .replace("\n    ", "\n"))],
        "loop-forgotten", "`inner`", EDGES.strip().replace("sender", "inner"),
    ),
    "sends in the loop that collects": (
        [(ZERO + SEED + FOR + EDGES + SENDS, WITHIN)], "sends-while-collecting", "`waiting`",
        FOR.strip(),
    ),
    "all of it in the loop that collects": (
        [(ZERO + SEED + FOR + EDGES + SENDS, further(ZERO) + WITHIN)], "sends-while-collecting",
        "`waiting`", FOR.strip(),
    ),
    "self is set to 0": ([("inner.grad = 0.0", "self.grad = 0.0")], "zeroes-the-result",
                         "inner.grad", "self.grad = 0.0"),
    "leaves are set to 0, and no other": (
        [("if inner.parents", "if not inner.parents")], "zeroes-leaves-only",
        "`not inner.parents`", "if not inner.parents:",
    ),
    "inner nodes are left out": (
        [(ZERO, ZERO.replace("    inner.grad", "    continue\n            inner.grad"))],
        "zeroes-leaves-only", "`inner.parents`", "if inner.parents:",
    ),
    "self is asked for its parents": (
        [("if inner.parents", "if self.parents")], "zeroes-each", "`self.parents`",
        "if self.parents:",
    ),
    "None is asked for": (
        [("if inner.parents", "if inner.grad is None")], "zeroes-nothing",
        "`inner.grad is None`", "if inner.grad is None:",
    ),
    "each node gets the 1": (
        [(SEED, ""), (FOR, f"{FOR}            sender.grad = 1.0\n")], "each-node-begins",
        "self", "sender.grad = 1.0",
    ),
    "each node gets a 1 more": (
        [(FOR, f"{FOR}            sender.grad += 1.0\n")], "each-node-begins", "self",
        "sender.grad += 1.0",
    ),
    "what is sent is kept out": (
        [(SENDS, f"                if parent not in nodes:\n    {SENDS}")], "never-sent",
        "`parent not in nodes`", "if parent not in nodes:",
    ),
    "calls itself, by index": ([(EDGES + SENDS, BY_INDEX)], "calls-backward", "1.0",
                               "sender.parents[i].backward()"),
    "calls itself": ([(SENDS, f"{SENDS}                parent.backward()\n")], "calls-backward",
                     "1.0", "parent.backward()"),
    "calls itself for the node": ([(FOR, f"{FOR}            sender.backward()\n")],
                                  "calls-backward", "1.0", "sender.backward()"),
    "a set, turned round": (
        [(FOR, f"        order = reversed(list(nodes))\n{OF_ORDER[1]}")], "order-of-a-set", "",
        "order = reversed(list(nodes))",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDED)
def test_the_line_is_named_that_is_wrong(name, tmp_path):
    changes, slip, named, line = RECORDED[name]
    learner = written(tmp_path, 5, COLLECTS, changes)
    question = (SLIPS.get(slip) or MISTAKES[slip]).question
    for language in ("en", "zh"):
        asked, told, last = (hints(learner, language, level, 5) for level in (1, 2, 3))
        assert asked["text"].startswith(question[language].partition("{")[0])
        assert asked["mistakes"] == [slip] and asked["more"] and told["more"]
        assert named in told["text"]
        lines = [said for said in last["text"].splitlines() if "engine.py" in said]
        assert len(lines) == 1 and lines[0].endswith(line)


RIGHT = {
    "as it is": [],
    "the 1 when its turn comes": [
        (SEED, ""),
        (FOR, f"{FOR}            if sender is self:\n                sender.grad = 1.0\n"),
    ],
    "set to 0 unless it is a leaf": [
        (ZERO, ZERO.replace("inner.parents", "not inner.parents")
                   .replace("    inner.grad", "    continue\n            inner.grad"))
    ],
    "set to 0 by a condition": [
        (ZERO, "        for n in nodes:\n            n.grad = 0.0 if n.parents else n.grad\n")
    ],
    "sorted in place": [
        (FOR, "        order = list(nodes)\n        order.sort(key=lambda n: n.number)\n"
              "        for sender in reversed(order):\n")
    ],
    "the last that is sorted": [
        (ZERO, ZERO.replace("in nodes", "in sorted(nodes, key=lambda n: n.number)")),
        (SEED, SEED.replace("self", "inner")),
    ],
    "parents that are put in": [
        ("nodes, waiting = {self}, [self]",
         "nodes = {self, *self.parents}\n        waiting = list(self.parents)"),
    ],
    "sorted by what a function gives": [(IN_ORDER, IN_ORDER.replace("n.number", "int(n.number)"))],
    "sorted by two things": [(IN_ORDER, IN_ORDER.replace("n.number", "(n.number, n.data)"))],
    "put in when its turn comes": [
        (PUT, "pass"), ("in waiting.pop()", "in (n := waiting.pop())"),
        (WHILE, f"{WHILE}            nodes.update(waiting)\n"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_nothing_is_said_of_a_right_pass(name, tmp_path):
    assert pass_recorded(written(tmp_path, 5, COLLECTS, RIGHT[name])) is None


def test_nothing_is_said_of_marks_or_of_slopes_that_are_wrong(tmp_path):
    assert pass_recorded(written(tmp_path, 5, MARKS, [])) is None
    wrong = [("(other.data, self.data)", "(self.data, other.data)")]
    pairs = "sorted([(n.number, n) for n in nodes], key=lambda pair: pair[0], reverse=True)"
    changes = [*wrong, (FOR, f"        for _, sender in {pairs}:\n")]
    for of_slopes in (wrong, changes):
        assert pass_recorded(written(tmp_path, 5, COLLECTS, of_slopes)) is None
