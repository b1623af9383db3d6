"""Lesson 5: that nodes send from the leaves on is said only where they do."""

import pytest
from learners import COLLECTS, IN_ORDER, written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.known_by_now import is_met
from autograd_mini.course.checks.one_by_one import diagnosed
from autograd_mini.course.checks.orders import OF_ORDER, says_a_false_order

FROM_THE_LEAVES = (
    [(", reverse=True", "")],
    [(IN_ORDER, f"reversed({IN_ORDER})")],
)
ONLY_THE_RESULT = (
    [("not in nodes", "in nodes")],
    [("while waiting:", "while len(waiting) > 1:")],
)


def found_in(learner):
    """Return the diagnosis of a learner's engine in lesson 5."""
    return diagnosed(learner, lambda probe: is_met(probe, 5), ()).found


@pytest.mark.parametrize("changes", FROM_THE_LEAVES)
def test_who_goes_from_the_leaves_to_the_result_is_told_so(changes, tmp_path):
    learner = written(tmp_path, 5, COLLECTS, changes)
    assert not says_a_false_order(learner, found_in(learner))
    assert hints(learner, "en", 3, 5)["mistakes"] == [OF_ORDER]


@pytest.mark.parametrize("changes", ONLY_THE_RESULT)
def test_a_pass_in_which_only_the_result_sends_has_no_order(changes, tmp_path):
    learner = written(tmp_path, 5, COLLECTS, changes)
    found = found_in(learner)
    assert OF_ORDER in [one.name for one in found.mistakes]
    assert says_a_false_order(learner, found)
    assert OF_ORDER not in hints(learner, "en", 3, 5)["mistakes"]
