"""Lesson 5: loops that put in each node on every path, and loops that choose in other ways."""

import pytest
from learners import AGAIN, COLLECTS, QUEUE, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.lines.collecting_lines import asked_of_waiting_at, unasked_at
from autograd_mini.course.slips.table import SLIPS

SLIP = SLIPS["puts-in-again"]
ASKS = """\
            for parent in waiting.pop().parents:
                if parent not in nodes:
                    nodes.add(parent)
                    waiting.append(parent)
"""
COLLECTING = f"        nodes, waiting = {{self}}, [self]\n        while waiting:\n{ASKS}"
ONCE = """\
            for parent in waiting.pop().parents:
                if parent not in nodes:
                    nodes.add(parent)
                waiting.append(parent)
"""
EXTENDS = """\
            node = waiting.pop()
            nodes.add(node)
            waiting.extend(node.parents)
"""
BY_INDEX = """\
            node = waiting.pop()
            nodes.add(node)
            for i in range(len(node.parents)):
                waiting.append(node.parents[i])
"""
GROWING = """\
        nodes = [self]
        for node in nodes:
            for parent in node.parents:
                nodes.append(parent)
"""
# What is changed in a right pass, and what is in the line that is named.
AGAIN_AND_AGAIN = {
    "a set": ([AGAIN], "waiting.append(parent)"),
    "a list": ([QUEUE[0], AGAIN, ("nodes.add", "nodes.append")], "waiting.append(parent)"),
    "asks for the set alone": ([(ASKS, ONCE)], "waiting.append(parent)"),
    "all at once": ([(ASKS, EXTENDS)], "waiting.extend(node.parents)"),
    "by index": ([(ASKS, BY_INDEX)], "waiting.append(node.parents[i])"),
    "with +=": ([(ASKS, EXTENDS.replace(".extend(node.parents)", " += node.parents"))],
                "waiting += node.parents"),
    "a list that grows while a loop goes through it": ([(COLLECTING, GROWING)],
                                                       "nodes.append(parent)"),
}  # fmt: skip


@pytest.mark.parametrize("name", AGAIN_AND_AGAIN)
def test_the_line_is_named_that_puts_in_without_asking(name, tmp_path):
    changes, line = AGAIN_AND_AGAIN[name]
    learner = written(tmp_path, 5, COLLECTS, changes)
    for language in ("en", "zh"):
        asked, told, last = (hints(learner, language, level, 5) for level in (1, 2, 3))
        assert asked["text"] == SLIP.question[language] and asked["more"]
        assert told["text"].startswith(SLIP.sentence[language]) and told["more"]
        named = [said for said in last["text"].splitlines() if "engine.py" in said]
        assert len(named) == 1 and named[0].endswith(line)


NEW = "[p for p in waiting.pop().parents if p not in nodes]"
RIGHT = {
    "asks": [],
    "goes on at once": [(ASKS, """\
            node = waiting.pop()
            if node in nodes and node is not self:
                continue
            nodes.add(node)
            waiting.extend(node.parents)
""")],
    "asks for the node": [("{self}, [self]", "set(), [self]"), (ASKS, """\
            node = waiting.pop()
            if node not in nodes:
                nodes.add(node)
                waiting.extend(node.parents)
""")],
    "chooses first": [(ASKS, f"""\
            for parent in {NEW}:
                nodes.add(parent)
                waiting.append(parent)
""")],
    "a difference of sets": [(ASKS, """\
            for parent in set(waiting.pop().parents) - nodes:
                nodes.add(parent)
                waiting.append(parent)
""")],
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_a_loop_that_chooses_is_not_said_to_put_in_every_parent(name, tmp_path):
    assert unasked_at(written(tmp_path, 5, COLLECTS, RIGHT[name])) is None
    assert asked_of_waiting_at(written(tmp_path, 5, COLLECTS, RIGHT[name])) is None


WAITS = SLIPS["asks-what-waits"]


def test_the_line_is_named_that_asks_what_still_waits(tmp_path):
    learner = written(tmp_path, 5, COLLECTS, [("not in nodes", "not in waiting")])
    for language in ("en", "zh"):
        asked, told, last = (hints(learner, language, level, 5) for level in (1, 2, 3))
        assert asked["text"] == WAITS.question[language] and asked["more"]
        assert told["text"].startswith(WAITS.sentence[language]) and told["more"]
        named = [said for said in last["text"].splitlines() if "engine.py" in said]
        assert len(named) == 1 and named[0].endswith("if parent not in waiting:")
