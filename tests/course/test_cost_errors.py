"""A logarithm that has no value: which line is told, and what is not taken for the target."""

import pytest
from in_turn import networks, neurons
from mistaken import COST
from test_checks import learner

from autograd_mini.course.checks.cost_errors import slip_of_log
from autograd_mini.course.checks.outcome import checked, said_of


@pytest.mark.parametrize(("right", "wrong"), [
    ("-y * a.log()", "-(y * a).log()"),
    ("-y * a.log()", "-(a * 0).log()"),
    ("-y * a.log()", "-a * math.log(y * a.data)"),
])  # fmt: skip
def test_a_number_that_is_computed_from_the_output_is_not_its_target(right, wrong, tmp_path):
    for language in ("en", "zh"):
        changed = COST.replace(right, wrong)
        found = neurons(learner(tmp_path, 7, COST, changed), language=language)
        assert found["sentence"] == said_of("unexpected-number", "sentence", language)
        assert f"return {changed}" in found["lines"]  # and not only that of lesson 6


def test_the_line_that_gives_a_cost_what_is_no_output_comes_first(tmp_path):
    wrong = "J_of_x = J_of_x + cost(a_k * 2, y_k)"
    mine = learner(tmp_path, 8, "J_of_x = J_of_x + cost(a_k, y_k)", wrong)
    found = networks(mine, language="en")
    assert found["lines"].endswith(f"   {wrong}") and "\n" not in found["lines"]


def test_nothing_of_a_cost_is_run_once_more_to_see_of_what_it_takes_the_log(tmp_path):
    """A call in that line may print, count, or never end."""
    counted = "math.log(runs.append(y) or y)"
    changed = f"    runs.append(0)\n    return {COST.replace('a.log()', counted)}"
    mine = learner(tmp_path, 7, f"    return {COST}", changed)
    mine.module.runs = runs = []
    with pytest.raises(ValueError, match="math") as raised:
        mine.module.cost(mine.value(0.5), 0.0)
    before = len(runs)
    assert slip_of_log(mine, raised.value) is None and len(runs) == before


def test_a_log_of_a_large_graph_is_followed_back_once(tmp_path):
    """Each node is looked at once, though 2^60 paths lead through them, and 20,000 in a row."""
    grown = "    c = node(1)\n    for _ in range(60):\n        c = c + c\n"
    grown += "    for _ in range(20000):\n        c = c * 1\n"
    wrong = COST.replace("a.log()", "(c * -1).log()", 1)
    mine = learner(tmp_path, 7, f"    return {COST}", f"{grown}    return {wrong}")
    with pytest.raises(ValueError, match="math") as raised:
        mine.module.cost(mine.value(0.5), 1.0)
    assert slip_of_log(mine, raised.value) is None  # it is neither the output nor its target


@pytest.mark.parametrize(("line", "log", "is_target"), [
    ("one = 1", "one.log()", False),
    ("rest = 1 - y", "rest.log()", True),
    ("a = a", "(1 - y).log()", True),
])  # fmt: skip
def test_only_what_comes_from_the_target_is_called_its_log(line, log, is_target, tmp_path):
    changed = f"    {line}\n    return {COST.replace('(1 - a).log()', log)}"
    found = neurons(learner(tmp_path, 7, f"    return {COST}", changed), language="en")
    assert (found["sentence"] == said_of("log-of-target", "sentence", "en")) is is_target


def test_where_no_line_is_known_nobody_is_told_to_look_at_the_one_that_is_named(tmp_path):
    check = checked(lambda engine: 1 / 0)
    for language in ("en", "zh"):
        found = check(learner(tmp_path, 7, COST, COST), language=language)
        assert found["question"] == said_of("number-out-of-place", "question", language)
        assert found["lines"] == "" and found["general"]
