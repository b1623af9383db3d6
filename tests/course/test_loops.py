"""A loop that does not end: what it depends on is measured where it runs, and told."""

import pytest
from learners import COLLECTS, TWO_LOOPS, written

from autograd_mini.course import marking
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.loops import LESS, WHY, explain_loop
from autograd_mini.course.marks import Line, Mark
from autograd_mini.course.report import report
from autograd_mini.course.words import words
from autograd_mini.testing.conform.verdicts import FAILED

LOOP = """\
        while waiting:
            for parent in waiting.pop().parents:
                if parent not in nodes:
                    nodes.add(parent)
                    waiting.append(parent)
"""
PUT_IN = LOOP.partition("parents:\n")[2]
# A loop in its place, what keeps it going, and what that is called.
ENDLESS = {
    "looked at and not taken": (
        LOOP.replace("waiting.pop()", "waiting[-1]"), "never taken in a line", "waiting",
    ),
    "looked at in a line of its own": (
        "        while waiting:\n            n = waiting[-1]\n            nodes.add(n)\n",
        "never taken in a line", "waiting",
    ),
    "looked at in two lines": (
        "        while waiting:\n            n = waiting[-1]\n            nodes.add(waiting[0])\n",
        "never taken", "waiting",
    ),
    "looked at by no index": (
        "        while waiting:\n            for n in waiting[:]:\n                nodes.add(n)\n",
        "never taken", "waiting",
    ),
    "put back": (
        "        while waiting:\n            node = waiting.pop()\n            nodes.add(node)\n"
        "            waiting.append(node)\n", "put back in a line", "waiting",
    ),
    "put back by no call": (
        "        while waiting:\n            node = waiting.pop()\n            nodes.add(node)\n"
        "            waiting += [node]\n", "put back", "waiting",
    ),
    "a list that grows under a for": (
        "        for node in waiting:\n            nodes.add(node)\n"
        "            waiting.append(node)\n", "grows", "waiting",
    ),
    "a node that stays": (
        "        node = self\n        while node.parents:\n            nodes.add(node)\n",
        "unchanged", "node.parents",
    ),
    "an index that stays": (
        "        i = 0\n        while i < len(waiting):\n            nodes.add(waiting[i])\n",
        "unchanged", "i",
    ),
    "a condition that is always true": (
        "        while True:\n            nodes.add(self)\n", "always", "",
    ),
    "a number that changes": (
        "        n = 0\n        while n != -1 and nodes:\n            n += 1\n", "", "",
    ),
    "nothing that has a name": (
        "        for n in iter(int, 1):\n            nodes.add(self)\n", "", "",
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDLESS)
def test_what_keeps_a_loop_going_is_told(name, tmp_path, monkeypatch):
    monkeypatch.setattr(marking, "SECONDS", 0.2)
    loop, why, thing = ENDLESS[name]
    written(tmp_path, 5, COLLECTS, [(LOOP, loop)])
    code = (tmp_path / "engine.py").read_text("utf-8")
    head = next(line for line in loop.splitlines() if line.strip().startswith(("while", "for")))
    number = code.splitlines().index(head) + 1
    found = marking.mark(tmp_path, LESSONS[4])
    assert found.hangs and f"engine.py, line {number}" in found.lines[0].message
    facts = found.lines[0].loop
    assert facts["line"] == number and facts["name"] == thing
    put_back = why == "put back in a line"
    put = loop.splitlines().index("            waiting.append(node)") if put_back else 0
    assert facts["put"] == number + put or not put
    assert facts["look"] == number + 1 or why != "never taken in a line"
    for language in ("en", "zh"):
        for hints in (1, 2):
            explain_loop(found, language, hints)
            known = WHY.get(why)
            what = None if known is None else known.question if hints == 1 else known.sentence
            assert found.hint == (what or LESS)[language].format(**facts)
            assert found.asks == (hints == 1 or not why)
            assert found.more == (hints == 1 and bool(why))
            said = report(found, language, hints, "")
            # which is no part of the hint above it
            assert str(number) in said and f"\n\n{words(language, 'no more')}\n" in said
            assert words(language, "think" if found.asks else "explained") in said


def test_a_loop_of_which_nothing_is_known_is_asked_about(tmp_path):
    found = Mark(LESSONS[4], [Line("…", FAILED, 5, endless=True)], hangs=True)
    explain_loop(found, "en", 1)
    assert found.hint == words("en", "hangs") and not found.more


SENDING = """\
        for parent, partial in zip(self.parents, self.partials):
            parent.grad = self.grad * partial
        for parent in self.parents:
            parent.push()
"""


@pytest.mark.slow
@pytest.mark.parametrize("within", [SENDING, "        self.grad = 1.0\n"])
def test_a_while_around_a_loop_over_the_parents_is_said_not_to_be_needed(
    within, tmp_path, monkeypatch
):
    monkeypatch.setattr(marking, "SECONDS", 0.2)
    inner = "".join(f"    {line}\n" for line in within.splitlines())
    written(tmp_path, 3, TWO_LOOPS, [(SENDING, f"        while self.parents:\n{inner}")])
    found = marking.mark(tmp_path, LESSONS[2])
    facts = found.lines[0].loop
    known = WHY["gone through" if within == SENDING else "unchanged"]
    for language in ("en", "zh"):
        explain_loop(found, language, 2)
        assert found.hint == known.sentence[language].format(**facts)
    assert facts["each"] == (facts["line"] + 1 if within == SENDING else 0)
