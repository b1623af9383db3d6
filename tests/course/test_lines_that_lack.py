"""Where a line is missing, the line that is named beside it is not said to be wrong."""

import pytest
from learners import COLLECTS, TWO_LOOPS, written

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.hints import hints

BESIDE = {"en": "(a line is missing beside it)", "zh": "（它旁边缺一行）"}
WITHIN = {"en": "(a line is missing in this function)", "zh": "（这个函数里缺一行）"}
ZEROES = (
    "        for inner in nodes:\n            if inner.parents:\n                inner.grad = 0.0\n"
)
SEED = "        self.grad = 1.0\n"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("missing", "said", "line"), [
    ("                    nodes.add(parent)\n", BESIDE, "waiting.append(parent)"),
    (ZEROES, WITHIN, "def backward(self):"),
    (SEED, WITHIN, "def backward(self):"),
])  # fmt: skip
def test_a_line_that_is_missing_is_told_where_another_is_named(
    missing, said, line, language, tmp_path
):
    text = hints(written(tmp_path, 5, COLLECTS, [(missing, "")]), language, 3, 5)["text"]
    assert any(said[language] in one and line in one for one in text.splitlines()), text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_so_it_is_of_the_seed_in_lesson_3(language, tmp_path):
    lines = sends(written(tmp_path, 3, TWO_LOOPS, [(SEED, "")]), language=language)["lines"]
    assert WITHIN[language] in lines and lines.endswith("def backward(self):")
    wrong = [(SEED, "        self.grad == 1.0\n")]  # a line that is there, and is wrong
    assert not sends(written(tmp_path, 3, TWO_LOOPS, wrong), language=language)["lines"]


@pytest.mark.parametrize(("right", "wrong"), [
    (SEED, "        self.grad == 1.0\n"),
    ("inner.grad = 0.0", "inner.grad == 0.0"),
    ("                inner.grad = 0.0", "                inner.gradient = 0.0"),
    ("parent.grad += sender.grad * partial", "parent.grad = sender.grad * partial"),
])  # fmt: skip
def test_of_a_line_that_is_wrong_it_is_not_said(right, wrong, tmp_path):
    text = hints(written(tmp_path, 5, COLLECTS, [(right, wrong)]), "en", 3, 5)["text"]
    assert "is missing" not in text


def test_what_never_waits_is_said_to_lack_a_line(tmp_path):
    change = [("                    waiting.append(parent)\n", "")]
    text = hints(written(tmp_path, 5, COLLECTS, change), "en", 3, 5)["text"]
    assert f"{BESIDE['en']}:   nodes.add(parent)" in text
