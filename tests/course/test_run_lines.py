"""Lesson 1: a run that is 0 for lack of brackets, and runs that are not."""

import re

import pytest
from test_checks import learner

from autograd_mini.course.checks.slopes import slopes
from autograd_mini.course.lines.run_lines import run_of_0

RUN = "/ (2 * h)"
WHOLE = "    return (f(x + h) - f(x - h)) / (2 * h)\n"
NAMED = "    {names}\n    return (f(above) - f(below)) / {run}\n"
POINTS = "above, below = x + h, x - h"
# What is written, what is changed to it, and what is meant.
OF_0 = (
    (RUN, "/ (x + h - x - h)", "(x + h) - (x - h)"),
    (RUN, "/ ((x + h) - x - h)", "(x + h) - (x - h)"),
    (RUN, "/ (x - h - x + h)", "(x - h) - (x + h)"),
    (WHOLE, f"    run = x + h - x - h\n{WHOLE.replace('(2 * h)', 'run')}", "(x + h) - (x - h)"),
    (WHOLE, NAMED.format(names=POINTS, run="(x + h - x - h)"), "(x + h) - (x - h)"),
)


@pytest.mark.parametrize("h", ["1e-5", "0.1", "2.0**-10"])
@pytest.mark.parametrize(("right", "wrong", "meant"), OF_0)
def test_a_run_of_0_is_told_whether_it_is_rounded_or_not(right, wrong, meant, h, tmp_path):
    mine = learner(tmp_path, 1, "    h = 1e-5\n" + WHOLE,
                   f"    h = {h}\n" + WHOLE.replace(right, wrong))  # fmt: skip
    for language, asked in (("en", "Put x = 3"), ("zh", "把 x = 3")):
        found = slopes(mine, language)
        assert found["status"] == "failed" and not found["general"]
        assert found["question"].startswith(asked) and "{" not in found["question"]
        assert meant in found["sentence"] and "{" not in found["sentence"]
        assert re.search(r"x [+-] h\)? - x [+-] h", found["lines"]), found["lines"]


OTHERS = (
    (RUN, "/ ((x + h) - (x - h))"),
    (RUN, "/ (x + h - x + h)"),
    (RUN, "/ (h + h)"),
    (WHOLE, NAMED.format(names=POINTS, run="(above - below)")),
)


@pytest.mark.parametrize(("right", "wrong"), OTHERS)
def test_of_a_run_that_is_not_0_nothing_like_it_is_told(right, wrong, tmp_path):
    mine = learner(tmp_path, 1, right, wrong)
    assert slopes(mine, "en")["status"] == "passed" and run_of_0(mine) is None


def test_another_division_by_0_is_not_laid_on_the_run(tmp_path):
    mine = learner(tmp_path, 1, RUN, "/ (h - h)")
    assert run_of_0(mine) is None and slopes(mine, "en")["status"] == "failed"
