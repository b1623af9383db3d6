"""Lesson 5: nodes that are sorted by something which is no function."""

import ast

import pytest
from learners import COLLECTS, IN_ORDER, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.lines.sort_keys import no_key
from autograd_mini.course.slips.table import SLIPS

KEY = "lambda n: n.number"
SLIP = SLIPS["no-key"]
SORTS = "        order = list(nodes)\n        order.sort(key=n.number, reverse=True)\n"
# What is changed in a right pass, what is named in the sentence, and what is in the line.
NO_KEYS = {
    **{
        key: ([(KEY, key)], f"`{key}`", f"key={key}")
        for key in (
            "n.number", "self.number", "sender.number", "inner.number", "node.number",
            "nodes.number", "Value.number", "number", "'number'",
        )
    },
    "sort": ([("        for sender", f"{SORTS}        for sender"), (IN_ORDER, "order")],
             "`sort` begins", "order.sort("),
    "max": ([("        for sender", "        max(nodes, key=n.number)\n        for sender")],
            "`max` begins", "max(nodes"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_KEYS)
def test_a_key_is_a_function(name, tmp_path):
    changes, named, line = NO_KEYS[name]
    learner = written(tmp_path, 5, COLLECTS, changes)
    for language in ("en", "zh"):
        asked, told, last = (hints(learner, language, level, 5) for level in (1, 2, 3))
        for text, what in ((asked["text"], "question"), (told["text"], "sentence")):
            said = getattr(SLIP, what)[language].partition("{")[0]
            assert text.startswith(said) and "{" not in text
        assert language == "zh" or named in told["text"]
        assert asked["more"] and not last["more"] and line in last["text"]


def test_of_a_key_that_is_a_function_nothing_is_told(tmp_path):
    for key in (KEY, "lambda m: n.number", "operator.attrgetter('number')", "by_number"):
        learner = written(tmp_path, 5, COLLECTS, [(KEY, key)])
        for level in (1, 2, 3):
            text = hints(learner, "en", level, 5)["text"]
            assert not text.startswith(("For each node in turn", "key has to be"))


def test_another_error_in_the_line_is_not_laid_on_the_key():
    assert no_key("name 'seen' is not defined", ()) is None
    (call,) = calls_in("sorted(seen, key=n.number)")
    assert no_key("name 'seen' is not defined", [call]) is None
    assert no_key("name 'n' is not defined", [call]) == {"code": "n.number", "function": "sorted"}


def calls_in(code):
    """Return the calls in an expression."""
    return [part for part in ast.walk(ast.parse(code)) if isinstance(part, ast.Call)]
