"""Inner nodes that send before they have received anything."""

import pytest
from learners import ONE_LOOP, STEP, TWO_LOOPS, written
from test_checks import learner

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.inner_nodes import inner_gets_nothing
from autograd_mini.course.explaining import explain
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.marks import Line, Mark
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.testing.conform.verdicts import FAILED

SENDS = """            parent.grad = self.grad * partial
        for parent in self.parents:
            parent.send()
"""
LEAVES_ONLY = """            if parent.parents:
                parent.send()
            else:
                parent.grad = self.grad * partial
"""


def test_it_is_told_with_the_line_that_sends_to_leaves_only(tmp_path):
    mine = learner(tmp_path, 3, SENDS, LEAVES_ONLY)
    for language in ("en", "zh"):
        found = hints(mine, language, 3, 3)
        assert found["text"].startswith(SLIPS["inner-gets-nothing"].sentence[language])
        assert "if parent.parents:" in found["text"]


@pytest.mark.parametrize("code", (ONE_LOOP, TWO_LOOPS, STEP))
def test_who_sends_to_every_parent_is_not_told_so(code, tmp_path):
    assert inner_gets_nothing(written(tmp_path, 3, code, ()), {"en": ""}) is None


class Silent:
    def ask(self, check, **options):
        return {"status": "failed", "message": "the diagnosis has ended in an error"}


@pytest.mark.parametrize("level", (1, 2, 3))
def test_a_failure_that_nobody_can_explain_gets_a_question(level):
    lines = [Line("", FAILED, 3, message="the derivative with respect to b is 0.0")]
    for language, said in (("en", "Draw the graph"), ("zh", "画出")):
        mark = Mark(LESSONS[2], lines)
        explain(Silent(), mark, language, level)
        assert mark.hint.startswith(said)
