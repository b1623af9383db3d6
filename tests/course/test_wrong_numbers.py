"""Operations of lesson 6 whose number or slope is wrong: what is told, and which line."""

import re

import pytest
from learners import (
    written,
)

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.source import engine
from autograd_mini.testing.diagnosis.text import filled

OF_EXP = "y = math.exp(self.data)\n        return Value(y, (self,), (y,))"
OF_SIGMOID = "1 / (1 + e) if self.data >= 0 else e / (1 + e)"
OF_POW = "slope = n * math.pow(self.data, n - 1) if n else 0.0"
# What is wrong, the change, and the line in which the number is computed.
VALUES = (
    ("wrong-value", OF_EXP, "return Value(math.exp(-self.data), (self,), (math.exp(self.data),))",
     "return Value(math.exp(-self.data)"),
    ("wrong-value", OF_EXP, OF_EXP.replace("exp(", "exp(-").replace("(y,)", "(1 / y,)"),
     "y = math.exp(-self.data)"),
    ("wrong-value", OF_SIGMOID, OF_SIGMOID.replace("1 + e", "1 - e"), "y = 1 / (1 - e)"),
)  # fmt: skip


IN_BRANCHES = (
    "        x = self.data\n        if x < 0:\n            y = {wrong}\n        else:\n"
    "            y = 1 / (1 + math.exp(-x))\n        return Value(y, (self,), (y * (1 - y),))\n",
    "        x = self.data\n        y = 1 / (1 + math.exp(-abs(x)))\n        if x < 0:\n"
    "            y = {wrong}\n        return Value(y, (self,), (y * (1 - y),))\n",
    "        x = self.data\n        if x < 0:\n            y = {wrong}\n"
    "            return Value(y, (self,), (y * (1 - y),))\n        y = 1 / (1 + math.exp(-x))\n"
    "        return Value(y, (self,), (y * (1 - y),))\n",
)
OF_NEGATIVE = ("math.exp(-x) / (1 + math.exp(-x))", "math.exp(x) / 1 + math.exp(x)",
               "1 / (1 + math.exp(x))")  # fmt: skip


def sigmoid_as(lines):
    """Return the change by which a learner writes sigmoid in other lines."""
    own = engine(6)
    start = own.index("        e = math.exp(-abs")
    return own[start : own.index("\n    def __rsub__")], lines


@pytest.mark.parametrize("branches", IN_BRANCHES)
def test_of_branches_the_one_that_is_wrong_is_named(branches, tmp_path):
    """And not the line that returns the node, nor the branch that is right."""
    for number, wrong in enumerate(OF_NEGATIVE):
        (tmp_path / str(number)).mkdir()
        change = sigmoid_as(branches.format(wrong=wrong))
        learner = written(tmp_path / str(number), 6, None, [change])
        text = hints(learner, language="zh", level=3, lesson=6, operations=["sigmoid"])["text"]
        assert re.findall(r"engine\.py，第 \d+ 行：   (.*)", text) == [f"y = {wrong}"], text


def test_where_several_lines_have_a_part_in_a_number_none_of_them_is_named(tmp_path):
    both = "        y = math.exp(self.data)\n        y /= 1 - y\n"
    change = sigmoid_as(f"{both}        return Value(y, (self,), (y * (1 - y),))\n")
    text = hints(written(tmp_path, 6, None, [change]), "en", 3, 6, operations=["sigmoid"])["text"]
    assert re.findall(r"line \d+:   (.*)", text) == ["return Value(y, (self,), (y * (1 - y),))"]


@pytest.mark.parametrize(("mistake", "right", "wrong", "line"), VALUES)
def test_the_line_of_a_wrong_value_is_the_one_that_computes_it(
    mistake, right, wrong, line, tmp_path
):
    """And not the line in which the function begins, or in which it returns the node."""
    learner = written(tmp_path, 6, None, [(right, wrong)])
    found = hints(learner, language="en", level=3, lesson=6)
    assert found["mistakes"] == [mistake]
    named = re.findall(r"engine\.py, line \d+:   (.*)", found["text"])
    assert len(named) == 1 and named[0].startswith(line)
    asked = hints(learner, language="en", level=1, lesson=6)["text"]
    assert asked == filled(mistake, ("exp" if right == OF_EXP else "sigmoid",), "en", "question")
    # Beside a failure nothing is called a mere limit, and no value harmless.
    assert not re.search("harmless|no misconception|numbers are right", found["text"])


# A sigmoid that overflows, and what is said of the side of 0.
SIDES = (
    ("1 / (1 + math.exp(-self.data))", "overflows-below", "x = −1000"),
    ("math.exp(self.data) / (1 + math.exp(self.data))", "overflows-above", "x = 1000"),
    ("1 / (1 + math.exp(-self.data)) if self.data < 0 else 1 - 1 / (1 + math.exp(self.data))",
     "overflows-on-both-sides", "x = −1000"),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "slip", "number"), SIDES)
def test_a_sigmoid_that_overflows_is_told_on_which_side(wrong, slip, number, tmp_path):
    learner = written(tmp_path, 6, None, [(OF_SIGMOID, wrong)])
    asked, line = (hints(learner, language, level, 6) for language, level in (("zh", 1), ("en", 3)))
    assert asked["text"] == said_of(slip, "question", "zh")
    assert line["mistakes"] == ["overflows"] and number in line["text"]
    assert line["text"].startswith(said_of(slip, "sentence", "en"))
    assert f"y = {wrong}" in line["text"] and asked["more"] and not line["more"]


# Two forms of sigmoid with an if, the slip, where it overflows, and the lines that are named.
BELOW, ABOVE = "math.exp(x) / (1 + math.exp(x))", "1 / (1 + math.exp(-x))"
BRANCHES = (
    (f"u = {BELOW}|v = {ABOVE}|y = u if x < 0 else v", "overflows-at-every-x", "±1000", [1, 2]),
    (f"if x < 0:|   y = {BELOW}|y = {ABOVE}", "overflows-at-every-x", "−1000", [3]),
    (f"e = math.exp(-x)|if x < 0:|   y = {BELOW}|else:|   y = 1 / (1 + e)",
     "overflows-at-every-x", "−1000", [1]),
    (f"u = math.exp(x)|y = u / (1 + u) if x < 0 else {ABOVE}",
     "overflows-at-every-x", "1000", [1]),
    (f"if x < 0:|   y = {ABOVE}|else:|   y = {BELOW}", "overflows-on-both-sides", "", [2, 4]),
    (f"y = {ABOVE} if x < 0 else {BELOW}", "overflows-on-both-sides", "", [1]),
    ("e = math.exp(abs(x))|y = 1 / (1 + e) if x < 0 else e / (1 + e)",
     "e-1000-on-both-sides", "", [1]),
    (f"y = {ABOVE} if x < 0 else {ABOVE}", "overflows-below", "", [1]),
)  # fmt: skip


@pytest.mark.parametrize(("code", "slip", "at", "lines"), BRANCHES)
def test_a_form_that_is_computed_for_every_x_is_told_from_one_in_the_wrong_branch(
    code, slip, at, lines, tmp_path
):
    own = code.split("|")
    lines_of_sigmoid = ["x = self.data", *own, "return Value(y, (self,), (y * (1 - y),))"]
    change = sigmoid_as("".join(f"        {line}\n" for line in lines_of_sigmoid))
    learner = written(tmp_path, 6, None, [change])
    for language in ("en", "zh"):
        asked, told = (hints(learner, language, level, 6, operations=["sigmoid"])["text"]
                       for level in (1, 3))  # fmt: skip
        assert asked == said_of(slip, "question", language, fields={"at": at})
        assert told.startswith(said_of(slip, "sentence", language, fields={"at": at}))
    named = re.findall(r"第 \d+ 行：   (.*)", told)
    assert named == [own[line - 1].strip() for line in lines]


LOG = "return Value(math.log(self.data), (self,), (1 / self.data,))"
OF_SLOPE = "        return Value(y, (self,), (y * (1 - y),))\n"
# A slope that is a name, and the line in which the wrong one is chosen or computed.
NAMED_SLOPES = (
    ("exp", OF_EXP, "x = self.data\n        y = math.exp(x)\n        "
     "return Value(y, (self,), (x,))", "return Value(y, (self,), (x,))"),
    ("exp", OF_EXP, "x = self.data\n        return Value(math.exp(x), (self,), (x,))",
     "return Value(math.exp(x), (self,), (x,))"),
    ("sigmoid", OF_SLOPE, "        x = self.data\n        return Value(y, (self,), (x,))\n",
     "return Value(y, (self,), (x,))"),
    ("sigmoid", OF_SLOPE, "        return Value(y, (self,), (e,))\n",
     "return Value(y, (self,), (e,))"),
    ("sigmoid", OF_SLOPE, "        x = self.data\n        slope = x * (1 - x)\n"
     "        return Value(y, (self,), (slope,))\n", "slope = x * (1 - x)"),
    ("log", LOG, "x = self.data\n        return Value(math.log(x), (self,), (x,))",
     "return Value(math.log(x), (self,), (x,))"),
    ("log", LOG, "y = math.log(self.data)\n        slope = 1 / y\n        "
     "return Value(y, (self,), (slope,))", "slope = 1 / y"),
    ("pow", f"{OF_POW}\n        return Value(math.pow(self.data, n), (self,), (slope,))",
     "x = self.data\n        y = math.pow(x, n)\n        return Value(y, (self,), (x,))",
     "return Value(y, (self,), (x,))"),
)  # fmt: skip


@pytest.mark.parametrize(("op", "right", "wrong", "line"), NAMED_SLOPES)
def test_a_line_is_named_if_it_computes_the_wrong_slope(op, right, wrong, line, tmp_path):
    learner = written(tmp_path, 6, None, [(right, wrong)])
    text = hints(learner, "en", 3, 6, operations=[op])["text"]
    assert re.findall(r"engine\.py, line \d+:   (.*)", text) == [line]


OF_0 = "if n == 0:\n            "  # where x⁰ is looked at first
POWERS = (
    ("slope = 0.0\n        if n:\n            slope = n * math.pow(self.data, n)",
     "wrong-exponent", "slope = n * math.pow(self.data, n)"),
    ("slope = n * self ** (n - 1)", "crashes-in-rule", "slope = n * self ** (n - 1)"),
    (OF_0 + "return Value(1.0, (self,), (0.0,))\n        slope = math.pow(self.data, n - 1)",
     "missing-factor", "slope = math.pow(self.data, n - 1)"),
    ("if not isinstance(n, (int, float)):\n            raise TypeError(n)\n        " + OF_0
     + "return Value(1.0, (self,), (0.0,))\n        slope = n * math.pow(self.data, n)",
     "wrong-exponent", "slope = n * math.pow(self.data, n)"),
    ("slope = (n - 1) * math.pow(self.data, n - 1) if n else 0.0", "wrong-rule",
     "slope = (n - 1) * math.pow(self.data, n - 1) if n else 0.0"),
    (OF_0 + "slope = 0.0\n        else:\n            "
     "slope = math.pow(self.data, n) * math.log(self.data)", "wrong-rule",
     "slope = math.pow(self.data, n) * math.log(self.data)"),
    ("slope = n * self.data ** n - 1 if n else 0.0", "wrong-rule",
     "slope = n * self.data ** n - 1 if n else 0.0"),
    ("return Value(math.pow(self.data, n), (self,), (n,))", "wrong-rule",
     "return Value(math.pow(self.data, n), (self,), (n,))"),
    (OF_0 + "partials = (0.0,)\n        else:\n            partials = (n * self.data,)\n"
     "        return Value(math.pow(self.data, n), (self,), partials)",
     "wrong-rule", "partials = (n * self.data,)"),
    (OF_0 + "slope = 0.0\n        else:\n            slope = math.log(self.data)", "wrong-rule",
     "slope = math.log(self.data)"),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "mistake", "line"), POWERS)
def test_the_line_of_a_wrong_slope_is_the_one_that_computes_it(wrong, mistake, line, tmp_path):
    """And not the one that begins the function, or that returns the node."""
    rest = "\n        return Value(math.pow(self.data, n), (self,), (slope,))"
    right = OF_POW if "slope" in wrong else OF_POW + rest
    learner = written(tmp_path, 6, None, [(right, wrong)])
    found = hints(learner, language="en", level=3, lesson=6, operations=["pow"])
    assert mistake in found["mistakes"], found["text"]
    named = re.findall(r"engine\.py, line \d+:   (.*)", found["text"])
    assert set(named) == {line}, found["text"]


def test_what_is_wrong_on_one_side_of_0_is_no_limit_there(tmp_path):
    learner = written(tmp_path, 6, None, [(OF_SIGMOID, "1 / (1 + e)")])
    assert hints(learner, language="en", level=2, lesson=6)["mistakes"] == ["wrong-value"]
