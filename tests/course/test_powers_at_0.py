"""Powers at x = 0: a slope that is 0 because x is, and not because n is."""

import re

import pytest

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.checks.powers import power_of_zero
from autograd_mini.course.source import engine
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.trial import Wrong

RIGHT = "slope = n * math.pow(self.data, n - 1) if n else 0.0"
OF_X = (
    "slope = 0.0 if self.data == 0 else n * math.pow(self.data, n - 1)",
    "slope = n * math.pow(self.data, n - 1) if n and self.data else 0.0",
    "slope = 0.0\n        if self.data:\n            slope = n * math.pow(self.data, n - 1)",
)
MENDED = "slope = n * math.pow(self.data, n - 1) if self.data else float(n == 1)"


def learner(folder, wrong):
    code = engine(6)
    assert RIGHT in code
    (folder / "engine.py").write_text(code.replace(RIGHT, wrong), "utf-8")
    return Engine(f"{folder / 'engine.py'}:Value")


@pytest.mark.parametrize("wrong", OF_X)
def test_a_slope_that_is_0_where_x_is_0_is_wrong_and_recognised(wrong, tmp_path):
    mine = learner(tmp_path, wrong)
    with pytest.raises(Wrong, match=r"derivative with respect to a is 0\.0; it should be 1\.0"):
        PROPERTIES["power_with_a_number"].check(mine)
    for language in ("en", "zh"):
        asked, told, line = (hints(mine, language, level, 6) for level in (1, 2, 3))
        assert asked["mistakes"] == ["asks-for-x"] and asked["more"] and told["more"]
        assert asked["text"] == said_of("asks-for-x", "question", language)
        assert told["text"] == said_of("asks-for-x", "sentence", language)
        named = re.findall(r"engine\.py, line \d+:   (.*)|第 \d+ 行：\s*(.*)", line["text"])
        assert len(named) == 1 and "self.data" in "".join(named[0]) and not line["more"]


OF_1 = (
    (RIGHT.replace("0.0", "1.0"), RIGHT.replace("0.0", "1.0")),
    (f"if n == 0:\n            return Value(1.0, (self,), (1.0,))\n        {RIGHT}",
     "return Value(1.0, (self,), (1.0,))"),
    ("slope = 1.0\n        if n != 0:\n            slope = n * math.pow(self.data, n - 1)",
     "slope = 1.0"),
    (RIGHT.replace("0.0", "self.data"), RIGHT.replace("0.0", "self.data")),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "line"), OF_1)
def test_the_slope_of_x_to_the_0_is_told_of_and_not_the_pass(wrong, line, tmp_path):
    mine = learner(tmp_path, wrong)
    with pytest.raises(Wrong, match=r"it should be 0\.0"):
        PROPERTIES["power_with_a_number"].check(mine)
    PROPERTIES["outside_the_domain"].check(mine)  # which is not about a power that has a value
    fields = {"x": "2", "found": "2" if "self.data" in line[-10:] else "1"}
    for language in ("en", "zh"):
        asked, told, last = (hints(mine, language, level, 6)["text"] for level in (1, 2, 3))
        assert asked == said_of("slope-of-x-to-the-0", "question", language)
        assert told == said_of("slope-of-x-to-the-0", "sentence", language, fields=fields)
        assert [one.split("   ", 1)[1] for one in last.splitlines()[1:]] == [line]


def test_who_mends_that_for_x_alone_hears_of_the_root(tmp_path):
    mine = learner(tmp_path, MENDED)
    PROPERTIES["power_with_a_number"].check(mine)
    for language in ("en", "zh"):
        found = power_of_zero(mine, language=language)
        assert found["status"] == "failed" and "Value(0.0) ** 0.5" in found["message"]
        assert found["question"] == said_of("root-of-0", "question", language)
        assert "if self.data" in found["lines"] and "** 0.5" in found["python"]


@pytest.mark.parametrize("found", ["0", "None"])
def test_a_root_of_0_that_is_no_node_is_no_error_either(found, tmp_path):
    asks = "if self.data == 0 and n == 0.5:"
    mine = learner(tmp_path, f"{asks}\n            return {found}\n        {RIGHT}")
    for language in ("en", "zh"):
        told = power_of_zero(mine, language=language)
        assert f"Value(0.0) ** 0.5 {'是' if language == 'zh' else 'is'} {found}" in told["message"]
        assert told["question"] == said_of("root-of-0", "question", language)
        assert told["lines"].endswith(asks) and told["python"].endswith("print(J)")


@pytest.mark.parametrize("right", [RIGHT, RIGHT.replace("math.pow(self.data, n - 1)",
                                                        "self.data ** (n - 1)")])  # fmt: skip
def test_a_right_power_is_right(right, tmp_path):
    mine = learner(tmp_path, right)
    PROPERTIES["power_with_a_number"].check(mine)
    assert power_of_zero(mine, language="en")["status"] == "passed"
    found = hints(mine, "en", 1, 6)["mistakes"]
    assert "asks-for-x" not in found and "slope-of-x-to-the-0" not in found
