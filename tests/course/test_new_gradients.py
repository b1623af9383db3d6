"""A grad that begins as None is told in __init__, and not where something is added to it."""

import pytest
from test_checks import learner

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.new_gradients import begins_with_none
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.where import places

BEGINS = "        self.data, self.grad = data, 0.0\n"
NONE = (
    ("        self.data, self.grad = data, None\n", "self.data, self.grad = data, None"),
    ("        self.data = data\n        self.grad = None\n", "self.grad = None"),
)


@pytest.mark.parametrize("lesson", (4, 5))
@pytest.mark.parametrize(("wrong", "line"), NONE)
def test_it_is_told_with_the_line_of_init(lesson, wrong, line, tmp_path):
    mine = learner(tmp_path, lesson, BEGINS, wrong)
    for language in ("en", "zh"):
        found = hints(mine, language, 3, lesson)
        assert found["text"].startswith(SLIPS["grad-begins-as-none"].sentence[language])
        assert found["text"].endswith(line)


def test_it_is_told_where_lesson_3_asks_for_the_edges(tmp_path):
    mine = learner(tmp_path, 3, BEGINS, NONE[0][0])
    assert sends(mine, "en")["status"] == "passed"  # for = sets what += could not add to
    code = (tmp_path / "engine.py").read_text("utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "engine.py").write_text(
        code.replace("grad = self.grad *", "grad += self.grad *"), "utf-8"
    )
    mine = type(mine)(f"{tmp_path / 'more' / 'engine.py'}:Value")
    found = sends(mine, "en")
    assert found["sentence"] == SLIPS["grad-begins-as-none"].sentence["en"]
    assert "data, None" in found["lines"]


def test_a_none_that_the_pass_takes_care_of_is_not_blamed(tmp_path):
    mine = learner(tmp_path, 4, BEGINS, NONE[0][0])
    code = (tmp_path / "engine.py").read_text("utf-8")
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "engine.py").write_text(code.replace("parent.grad += self.grad",
        "parent.grad = (parent.grad or 0.0) + self.grad"), "utf-8")  # fmt: skip
    mine = type(mine)(f"{tmp_path / 'kept' / 'engine.py'}:Value")
    assert begins_with_none(mine, {"en": ""}) is None


@pytest.mark.parametrize("lesson", (4, 5))
@pytest.mark.parametrize("line", [
    "self.data, self.grad = data, 1.0", "self.grad, self.data = 1, data",
])  # fmt: skip
def test_a_gradient_that_begins_at_1_is_told_where_other_things_are_set_too(lesson, line, tmp_path):
    mine = learner(tmp_path, lesson, BEGINS, f"        {line}\n")
    found = places(mine, Site("gradient-starts-at-one", (), {}), Observed(mine))
    code = (tmp_path / "engine.py").read_text("utf-8").splitlines()
    assert [code[at - 1].strip() for at in found.lines] == [line]


@pytest.mark.parametrize("line", [
    "self.data, self.grad = data, 0.0", "self.data, self.grad, self.one = data, 0.0, 1.0",
])  # fmt: skip
def test_a_gradient_that_begins_at_0_is_no_such_line(line, tmp_path):
    mine = learner(tmp_path, 4, BEGINS, f"        {line}\n")
    assert places(mine, Site("gradient-starts-at-one", (), {}), Observed(mine)) is None
