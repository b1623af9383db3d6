"""Names, indices and brackets, and parents with their partials, as in lesson 3."""

import re

import pytest
from learners import ONE_LOOP, SENT, TWO_LOOPS, written

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.slips.name_slips import NAME_SLIPS

LOOP = f"        for parent, partial in zip(self.parents, self.partials):\n            {SENT}\n"
BY_INDEX = "        for i in range(len(self.parents)):\n            parent = self.parents[i]\n"
OVER_PARENTS = "        for parent in self.parents:\n"
SET = "            parent.grad = self.grad"


def loop(code):
    """Return the change that puts another loop into the engine."""
    return [(LOOP, code + "\n")]


# What is changed, the slip, and the line that is named.
SLIPPED = [
    (loop(f"{OVER_PARENTS}{SET} * self.partials[parent]"), "node-for-index", "partials[parent]"),
    (loop(f"        for parent, i in enumerate(self.parents):\n{SET} * self.partials[i]"),
     "node-for-index", "self.partials[i]"),
    (loop(f"{BY_INDEX}{SET} * parent.partials[i]"), "partials-of-the-parent", "parent.partials[i]"),
    (loop(f"{OVER_PARENTS}{SET} * parent.partials"), "partials-of-the-parent", "parent.partials"),
    (loop(f"{OVER_PARENTS}{SET} * self.partials"), "list-for-number", "* self.partials"),
    (loop(f"{OVER_PARENTS}            parent.grad += self.partials"), "list-for-number", "+= self"),
    (loop(f"{OVER_PARENTS}{SET} + self.partials"), "list-for-number", "+ self.partials"),
    (loop(f"{OVER_PARENTS}            parent.grad = self.partials + self.grad"), "list-for-number",
     "self.partials + self.grad"),
    (loop(f"{BY_INDEX}{SET} * self.partial[i]"), "nearly-spelt", "self.partial[i]"),
    (loop(f"        for parent in self.parent:\n{SET}"), "nearly-spelt", "in self.parent:"),
    ([("parent.push()", "parent.pushs()")], "nearly-spelt", "parent.pushs()"),
    ([(SENT, "parent.gard = self.grad * partial")], "nearly-spelt", "parent.gard"),
    (loop(f"{BY_INDEX}{SET} * self.slopes[i]"), "no-such-attribute", "self.slopes[i]"),
    (loop(f"{BY_INDEX}{SET} * partials[i]"), "attribute-without-node", "* partials[i]"),
    ([(SENT, "parent.grad = grad * partial")], "attribute-without-node", "= grad * partial"),
    (loop("        for i in range(self.parents):\n            self.grad = self.partials[i]"),
     "list-for-count", "in range(self.parents)"),
    (loop(f"{BY_INDEX}{SET} * self.partials(i)"), "no-function", "self.partials(i)"),
    ([(SENT, "parent.grad(self.grad * partial)")], "no-function", "parent.grad(self.grad"),
    ([("self.data + other.data, (self, other), (1.0, 1.0)",
       "self.data + other.data, (self, other), 1.0, 1.0")], "arguments", "1.0, 1.0)"),
    ([("        self.push()", "        self.push(1.0)")], "arguments", "self.push(1.0)"),
    ([("def push(self):", "def push(self, g):")], "arguments", "self.push()"),
    (loop(f"        for parent, partial in self.parents, self.partials:\n            {SENT}"),
     "no-zip", "in self.parents, self.partials:"),
    (loop(f"        for parent, partial in self.partials:\n            {SENT}"),
     "not-as-many-names", "in self.partials:"),
    (loop(f"        u, v, w = self.parents\n{LOOP}"), "not-as-many-names", "u, v, w ="),
    (loop("        nodes = []\n        for nodes in self.parents:\n            nodes.append(self)"),
     "node-for-list", "nodes.append(self)"),
    (loop(f"{OVER_PARENTS}            parent.append(self)"), "node-before-dot", "parent.append("),
    (loop(f"        nodes = set()\n{OVER_PARENTS}            self.add(nodes)"), "node-before-dot",
     "self.add(nodes)"),
    (loop("        waiting = set(self.parents)\n        for parent in waiting:\n"
          "            waiting.add(Value(1.0))"), "changed-in-its-loop", "for parent in waiting"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "slip", "line"), SLIPPED)
def test_each_has_a_sentence_of_its_own_and_its_line(changes, slip, line, tmp_path):
    """And no more than one line, which is the faulty one."""
    learner = written(tmp_path, 3, ONE_LOOP, changes)
    for language in ("en", "zh"):
        outcome = sends(learner, language=language)
        assert outcome["status"] == "failed" and not outcome["general"]
        for what in ("question", "sentence"):
            said = re.escape(getattr(NAME_SLIPS[slip], what)[language])
            assert re.fullmatch(re.sub(r"\\{(name|near|code)\\}", r"\\w+", said), outcome[what])
    [named] = outcome["lines"].splitlines()
    assert line in named


def test_what_is_nearly_spelt_is_named_with_what_is_meant(tmp_path):
    learner = written(tmp_path, 3, ONE_LOOP, loop(f"{BY_INDEX}{SET} * self.partial[i]"))
    for language, said in (("en", "there it is `partials`"), ("zh", "那里写的是 `partials`")):
        outcome = sends(learner, language=language)
        assert said in outcome["sentence"] and "`partial`" in outcome["question"]


# Loops that run, and give a parent a slope that is not its own; the slopes themselves are right.
MIXED = (
    f"{OVER_PARENTS}            for partial in self.partials:\n                {SENT}",
    f"        for partial in self.partials:\n            for parent in self.parents:\n"
    f"                {SENT}",
    f"{OVER_PARENTS}{SET} * self.partials[0]",
    f"{BY_INDEX}{SET} * self.partials[1]",
)


@pytest.mark.parametrize("code", MIXED)
def test_slopes_that_go_to_the_wrong_parents_are_no_wrong_slopes(code, tmp_path):
    learner = written(tmp_path, 3, TWO_LOOPS, loop(code))
    for language, said in (("en", "the slope of its own edge"), ("zh", "自己那条边的斜率")):
        found = hints(learner, language=language, level=3, lesson=3)
        assert found["mistakes"] == ["slopes-mixed-up"] and said in found["text"]
        assert "self.par" in found["text"].splitlines()[-1]
        assert "self.data * other.data" not in found["text"]


@pytest.mark.parametrize("code", [
    f"{BY_INDEX}{SET} * self.partials[i]",
    f"        for i, parent in enumerate(self.parents):\n{SET} * self.partials[i]",
])  # fmt: skip
def test_an_index_will_do(code, tmp_path):
    assert sends(written(tmp_path, 3, TWO_LOOPS, loop(code)), language="en")["status"] == "passed"


def test_a_gradient_that_is_a_tuple_is_no_number(tmp_path):
    """Python makes one of 1 * self.partials, without an error."""
    changes = [*loop(f"{OVER_PARENTS}{SET} * self.partials"), ("self.grad = 1.0", "self.grad = 1")]
    outcome = sends(written(tmp_path, 3, TWO_LOOPS, changes), language="en")
    assert outcome["message"].endswith("a.grad is no number, but a tuple.")
    assert outcome["sentence"] == NAME_SLIPS["list-for-number"].sentence["en"]
