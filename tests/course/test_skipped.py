"""From lesson 4 on: a node that has been met on one path gets nothing on another."""

import pytest
from learners import ADDED, SENT, TWO_LOOPS, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.skipped import skipped
from autograd_mini.course.slips.table import SLIPS

SEEN = [
    ("    def push(self):", "    def push(self, seen):"),
    ("self.push()", "self.push(set())"),
    ("parent.push()", "parent.push(seen)"),
]
PUTS = "            seen.add(parent)\n"
ADDS = f"            {ADDED[1]}"
CONTINUE = "            if parent in seen:\n                continue\n"
# What is written in place of the line that sends, what is asked there, and the line.
SKIPS = {
    "continue": (CONTINUE + PUTS + ADDS, "parent in seen", "continue"),
    "not in": (
        f"            if parent not in seen:\n                {ADDED[1]}\n{PUTS}",
        "parent not in seen", "if parent not in seen:",
    ),
    "not … in": (
        f"            if not parent in seen:\n                {ADDED[1]}\n{PUTS}",
        "not parent in seen", "if not parent in seen:",
    ),
    "a mark": (
        "            if hasattr(parent, 'met') and parent.met:\n                pass\n"
        f"            parent.met = getattr(parent, 'met', False)\n"
        f"            if not parent.met:\n                {ADDED[1]}\n"
        "            parent.met = True",
        "not parent.met", "if not parent.met:",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SKIPS)
def test_what_skips_an_edge_is_told(name, tmp_path):
    lines, code, line = SKIPS[name]
    learner = written(tmp_path, 4, TWO_LOOPS, [*SEEN, (f"            {SENT}", lines)])
    slip = SLIPS["skips-what-is-met"]
    for language in ("en", "zh"):
        asked, told, last = (hints(learner, language, level, 4) for level in (1, 2, 3))
        assert asked["text"] == slip.question[language] and asked["more"] and told["more"]
        assert told["text"].startswith(slip.sentence[language].format(code=code, name="parent"))
        assert last["text"].endswith(line)


@pytest.mark.parametrize(
    "lines",
    [
        ADDS,
        CONTINUE + ADDS,  # into which nothing is ever put
        ADDS + "\n" + CONTINUE + PUTS,
        f"            if parent.parents:\n                {ADDED[1]}",  # of other nodes only
    ],
)
def test_what_skips_none_or_something_else_is_not(lines, tmp_path):
    learner = written(tmp_path, 4, TWO_LOOPS, [*SEEN, (f"            {SENT}", lines)])
    assert skipped(learner) is None
