"""*= where a gradient should be added, or set: what is told is of that sign."""

import pytest
from learners import COLLECTS, ONE_LOOP, SENT, STEP, written

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.slips.table import SLIPS

SLIP = SLIPS["times-equals"]
# The lesson, the pass, and the line with the sign, in place of which other.
SIGNS = (
    (3, ONE_LOOP, SENT, "parent.grad *= self.grad * partial"),
    (4, ONE_LOOP, SENT, "parent.grad *= self.grad * partial"),
    (4, STEP, "self.grad = g", "self.grad *= g"),
    (5, COLLECTS, "parent.grad += sender.grad", "parent.grad *= sender.grad"),
)


@pytest.mark.parametrize(("lesson", "backward", "right", "wrong"), SIGNS)
def test_the_sign_is_told_with_its_line(lesson, backward, right, wrong, tmp_path):
    mine = written(tmp_path, lesson, backward, [(right, wrong)])
    for language in ("en", "zh"):
        found = sends(mine, language=language)
        assert found["sentence"] == SLIP.sentence[language] and wrong in found["lines"]
        asked, last = (hints(mine, language, level, lesson)["text"] for level in (1, 3))
        assert asked == SLIP.question[language]
        assert last.startswith(SLIP.sentence[language]) and wrong in last


def test_with_another_sign_it_is_told_as_before(tmp_path):
    by_itself = "parent.grad = parent.grad * self.grad * partial"
    found = hints(written(tmp_path, 4, ONE_LOOP, [(SENT, by_itself)]), "en", 2, 4)
    assert found["mistakes"] == ["wrong-upstream"] and "*=" not in found["text"]
