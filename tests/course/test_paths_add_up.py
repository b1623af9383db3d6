"""Lesson 4: passes that are right with one operation, and lose a part where there are several."""

import pytest
from learners import ADDED, ONE_LOOP, TWO_LOOPS, written

from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.trial import Wrong

LOOP = """        for parent, partial in zip(self.parents, self.partials):
            parent.grad = self.grad * partial
"""
SECOND_ALONE = """        for parent, partial in zip(self.parents, self.partials):
            if parent.grad == 0:
                parent.grad = self.grad * partial
            else:
                parent.grad = parent.grad + partial
"""
TWICE = """        for parent, partial in zip(self.parents, self.partials):
            if self.parents[0] is self.parents[1]:
                parent.grad = 2 * self.grad * partial
            else:
                parent.grad += self.grad * partial
"""
# What is written in place of the loop, and what of the properties of lesson 4 is right.
WRONG = {
    "what arrives second is no product": (SECOND_ALONE, ()),
    "a node used twice is a case of its own": (TWICE, ("node_used_twice_by_one_operation",)),
}
OF_THE_LESSON = ("node_used_twice_by_one_operation", "leaf_used_by_many")


@pytest.mark.parametrize("name", WRONG)
def test_what_is_lost_is_seen(name, tmp_path):
    loop, right = WRONG[name]
    learner = written(tmp_path, 4, TWO_LOOPS, [(LOOP, loop)])
    for each in OF_THE_LESSON:
        if each in right:
            PROPERTIES[each].check(learner)
        else:
            with pytest.raises(Wrong):
                PROPERTIES[each].check(learner)


@pytest.mark.parametrize("backward", [ONE_LOOP, TWO_LOOPS])
def test_what_sends_along_each_path_is_right(backward, tmp_path):
    # With one loop a parent sends what it has by then, and a leaf sends nothing.
    learner = written(tmp_path, 4, backward, [ADDED])
    for each in OF_THE_LESSON:
        PROPERTIES[each].check(learner)
