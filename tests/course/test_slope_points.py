"""Lesson 1: what a slope is wrong by is measured, by the points at which it calls f."""

import re

import pytest
from test_checks import fits, learner

from autograd_mini.course.checks.slopes import slopes
from autograd_mini.course.slips.slope_slips import SLOPE_SLIPS
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.formulas.minus import minus

WHOLE = "(f(x + h) - f(x - h)) / (2 * h)"
RETURN = f"    return {WHOLE}\n"
# The slip, what is written for h, what is returned, and numbers that its sentence has.
MISTAKEN = (
    ("x-forgotten", "1e-5", "(f(3 + h) - f(3 - h)) / (2 * h)", ["2.99999", "3.00001", "0.7"]),
    ("x-forgotten", "1e-5", "(f(h + h) - f(h - h)) / (2 * h)", ["0", "0.00002", "0.7"]),
    ("point-without-x", "1e-5", "(f(x + h) - f(h)) / (2 * h)", ["0.00001", "0.7"]),
    ("one-point", "1e-5", "(f(x + h) - f(x + h)) / (2 * h)", ["0.70001", "0.7"]),
    ("only-x", "1e-5", "(f(x) + h - (f(x) - h)) / (2 * h)", ["0.7"]),
    ("only-x", "1e-5", "(f(x) + h - f(x) - h) / (2 * h)", ["0.7"]),
    ("only-x", "1e-5", "f(x)", ["0.7"]),
    ("only-x", "0", WHOLE, ["0.7"]),
    ("f-never-called", "1e-5", "((x + h) - (x - h)) / (2 * h)", []),
    ("f-never-called", "1e-5", "2 * x", []),
    ("far-point", "1e5", WHOLE, ["100000.7", "0.7"]),
    ("far-point", "1e-5", WHOLE.replace("x + h", "x * h"), ["0.000007", "0.7"]),
    ("h-times-x", "1e-5", "(f(x * (1 + h)) - f(x * (1 - h))) / (2 * x * h)", []),
    ("h-times-x", "1e-5 * x", WHOLE, []),
    ("points-divided-by-0", "1e-5", WHOLE.replace("2 * h", "h - h"),
     ["0.69999", "0.70001", "0.00002"]),
    ("wrong-run", "1e-5", WHOLE.replace("2 * h", "2 * x"), ["0.00002", "1.4"]),
    ("wrong-run", "1e-5", WHOLE.replace("2 * h", "h"), ["0.00002", "0.00001"]),
    ("run-over-rise", "1e-5", "2 * h / (f(x + h) - f(x - h))", []),
    ("floor-division", "1e-5", WHOLE.replace("/", "//"), ["2.01375", "2"]),
    ("rounded-off", "1e-5", f"round({WHOLE}, 2)", ["2.01375", "2.01"]),
    ("rounded-off", "1e-5", f"int({WHOLE})", ["2.01375", "2"]),
    ("values-rounded", "1e-5", "(round(f(x + h), 4) - round(f(x - h), 4)) / (2 * h)",
     ["2.01375", "5"]),
    ("values-rounded", "1e-5", "(round(f(x + h), 2) - round(f(x - h), 2)) / (2 * h)", ["0"]),
    ("no-slope", "1e-5", f"0 * {WHOLE}", ["0.69999", "0.70001", "0.7"]),
    ("sign-left-out", "1e-5", f"abs({WHOLE})", []),
    ("no-slope", "1e-5", WHOLE.replace("h) - f", "h) + f"), ["0.69999", "0.70001", "0.7"]),
    ("points-by-hand", "1e-5", f"{WHOLE} + f(x + h) - f(x - h) + 0.01 * (x - 1.0)",
     ["0.69999", "0.70001", "0.7"]),
    ("brackets-below", "1e-5", WHOLE.replace("(2 * h)", "x + h - x - h"), []),
    ("brackets-below", "1e-5", WHOLE.replace("(2 * h)", "x + h - (x - h)"), []),
)  # fmt: skip


def of(tmp_path, h, returned):
    """Return the engine of a learner with this h and this slope."""
    return learner(
        tmp_path, 1, f"    h = 1e-5\n{RETURN}", f"    h = {h}\n{RETURN.replace(WHOLE, returned)}"
    )


@pytest.mark.parametrize(("slip", "h", "returned", "numbers"), MISTAKEN)
def test_what_a_slope_is_wrong_by_is_told_with_its_points(slip, h, returned, numbers, tmp_path):
    mine = of(tmp_path, h, returned)
    for language in ("en", "zh"):
        found = slopes(mine, language)
        assert found["status"] == "failed"
        sentence, question = SLIPS[slip].sentence[language], SLIPS[slip].question[language]
        parts = map(re.escape, re.split(r"{\w+}", sentence))
        assert re.fullmatch("(.*)".join(parts), found["sentence"]), found["sentence"]
        assert found["question"] == question or "{" in question
        for number in numbers:
            assert re.search(rf"(?<![\d.]){re.escape(minus(number))}(?!\d)", found["sentence"])
        assert found["lines"].rstrip().endswith(f"return {returned}")
        x = "0.0" if slip == "h-times-x" else "2.0" if slip == "sign-left-out" else "0.7"
        assert found["python"].endswith(f", {x}))")
        fits(found, 1, language)


def test_each_slip_of_a_slope_is_tried():
    assert {slip for slip, *_ in MISTAKEN} | {"print-h"} >= SLOPE_SLIPS.keys()  # see mistaken.py


@pytest.mark.parametrize(
    ("h", "returned"),
    [
        ("1e-5", WHOLE),
        ("1e-5 * max(1, abs(x))", WHOLE),
        ("1e-3", "(f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h)"),
        ("1e-5", f"round({WHOLE}, 6)"),
        ("1e-5", "sum((f(x + k * h) - f(x - k * h)) / (2 * k * h) for k in (1, 2)) / 2"),
    ],
)
def test_a_right_slope_may_have_other_points(h, returned, tmp_path):
    assert slopes(of(tmp_path, h, returned), "en")["status"] == "passed"


@pytest.mark.parametrize("h", ["1e-13", "1e-15", "1e-16", "0.2", "1.0"])
def test_an_h_that_is_tiny_or_large_is_told_as_that(h, tmp_path):
    """Though the points are hardly two then, and not as far apart as twice a tiny h."""
    found = slopes(of(tmp_path, h, WHOLE), "en")
    assert found["sentence"] == SLIPS["wrong-distance"].sentence["en"]
    assert found["lines"].rstrip().endswith(f"h = {h}")


def test_the_line_is_that_in_which_f_is_called(tmp_path):
    code = "    y1 = f(x - h)\n    y2 = f(h)\n    return (y2 - y1) / (2 * h)\n"
    found = slopes(learner(tmp_path, 1, RETURN, code), "en")
    assert found["lines"].rstrip().endswith("y2 = f(h)")


def test_where_a_slope_computes_in_several_lines_none_is_named_for_all(tmp_path):
    code = "    y1 = f(x + h)\n    y2 = f(x - h)\n    return (y2 - y1) / (2 * h)\n"
    found = slopes(learner(tmp_path, 1, RETURN, code), "en")
    assert found["sentence"] == SLIPS["turned"].sentence["en"] and not found["lines"]


def test_a_distance_that_is_right_is_not_named_for_what_is_made_of_it(tmp_path):
    found = slopes(of(tmp_path, "1e-5", WHOLE.replace("h", "20000 * h")), "en")
    assert found["sentence"] == SLIPS["wrong-distance"].sentence["en"] and not found["lines"]


def test_of_two_calls_at_one_point_one_may_be_right(tmp_path):
    code = "    y1 = f(x - h)\n    y2 = f(x - h)\n    return (y2 - y1) / (2 * h)\n"
    found = slopes(learner(tmp_path, 1, RETURN, code), "en")["lines"].splitlines()
    assert found[0] == "One of these lines:" and len(found) == 3
