"""The line that is named is the wrong one, and what is told is about the program that is shown."""

import pytest
from in_turn import networks, neurons
from learners import written

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.judging import line_of
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.testing.conform.verdicts import FAILED, Verdict

EXP = ("        return Value(y, (self,), (y,))", "        Value(y, (self,), (y,))")
NO_PARTIALS = (", (1 / self.data,))", ")")
POWER = "(self,), (slope,)"


def sentence(slip, what="sentence", language="en"):
    """Return what is to be read of a slip."""
    return getattr(SLIPS[slip], what)[language]


def told(tmp_path, changes, *operations, level=3, language="en"):
    """Return what explains the failures of an engine of lesson 6."""
    learner = written(tmp_path, 6, None, changes)
    return hints(learner, language, level, 6, operations=operations)["text"]


def test_a_forgotten_return_is_told_in_its_own_function(tmp_path):
    for language in ("en", "zh"):
        text = told(tmp_path, [EXP], "exp", "", language=language)
        assert text.startswith(sentence("no-return", language=language))
        assert "   Value(y, (self,), (y,))" in text and "return Value" not in text


@pytest.mark.parametrize(("lesson", "check", "right", "wrong", "line"), [
    (7, neurons, "return -self + number", "-self + number", "-self + number"),
    (7, neurons, "    return -y * a.log()", "    J = -y * a.log()", "J = -y * a.log() - (1 - y)"),
    (7, neurons, "    return z, z.sigmoid()", "    a = z.sigmoid()", "a = z.sigmoid()"),
    (8, networks, "    return z, z.sigmoid()\n", "", "z = z + weight * x_j"),
    (8, networks, "    return z, a\n", "", "inputs = a_of_layer"),
    (8, networks, "    return J\n", "", "weight.data -= rate * weight.grad / len(X)"),
])  # fmt: skip
def test_so_it_is_in_lessons_7_and_8(lesson, check, right, wrong, line, tmp_path):
    found = check(written(tmp_path, lesson, None, [(right, wrong)]), language="en")
    assert found["sentence"] == sentence("no-return") and not found["general"]
    assert "\n" not in found["lines"] and f"   {line}" in found["lines"], found["lines"]


def test_what_is_told_is_about_the_operation_that_is_shown(tmp_path):
    """And what another one lacks comes after it."""
    text = told(tmp_path, [EXP, NO_PARTIALS], "exp", "log", "", level=1)
    assert text == sentence("no-return", "question")
    text = told(tmp_path, [EXP, NO_PARTIALS], "exp", "log", "")
    assert text.startswith(sentence("no-return")) and "   Value(y, (self,), (y,))" in text
    assert "return Value(math.log(self.data), (self,))" in text
    text = told(tmp_path, [NO_PARTIALS], "log", "")
    assert text.startswith(sentence("no-partials"))


@pytest.mark.parametrize(("right", "wrong", "line"), [
    (POWER, "(self, n), (slope, 0.0)", "(self, n), (slope, 0.0)"),
    (POWER, "(self, n), (slope,)", "(self, n), (slope,)"),
    ("math.log(self.data), (self,)", "math.log(self.data), (self.data,)", "(self.data,)"),
])  # fmt: skip
def test_a_number_is_no_parent(right, wrong, line, tmp_path):
    for language in ("en", "zh"):
        text = told(
            tmp_path, [(right, wrong)], "log" if "log" in right else "pow", language=language
        )
        assert text.startswith(sentence("number-for-parent", language=language)) and line in text


@pytest.mark.parametrize(("code", "line"), [
    ("        return 1 / (1 + (-self).exp())", "return 1 / (1 + (-self).exp())"),
    ("        up = self.exp()\n        return up / (1 + up)", "up = self.exp()"),
])  # fmt: skip
def test_a_sigma_of_other_operations_overflows_in_its_own_line(code, line, tmp_path):
    learner = written(tmp_path, 6, None, [])
    text = (tmp_path / "engine.py").read_text("utf-8")
    start = text.index("        e = math.exp(-abs")
    text = text[:start] + code + text[text.index("\n\n    def __rsub__") :]
    (tmp_path / "engine.py").write_text(text, "utf-8")
    text = hints(type(learner)(learner.name), "en", 3, 6, operations=("sigmoid",))["text"]
    assert text.startswith("sigmoid overflows") and f"   {line}" in text
    assert "math.exp(self.data)" not in text


SLOPE = "        slope = n * math.pow(self.data, n - 1) if n else 0.0\n"
OF_POW = "return Value(math.pow(self.data, n), (self,), (slope,))"
OF_EXP = "        return Value(y, (self,), (y,))"
# What returns a number, the property that sees it, and the lines that are named.
PLAIN = (
    (SLOPE, f"        if n == 0:\n            return 1\n{SLOPE}", "power_with_a_number",
     "return 1"),
    (OF_POW, "return math.pow(self.data, n)", "power_with_a_number",
     "return math.pow(self.data, n)"),
    (OF_POW, "return self.data ** n", "agreement_with_dual_numbers", "return self.data ** n"),
    (OF_EXP, "        return y", "derivative_of_exp", "return y"),
    (OF_EXP, "        y *= 1.0\n        return -y if y else y / 2", "derivative_of_exp",
     "return -y if y else y / 2"),
    (OF_EXP, "        return Value(y, (self,), (y,)).data", "derivative_of_exp",
     "return Value(y, (self,), (y,)).data"),
    (OF_EXP, "        for y in [y]:\n            return y", "derivative_of_exp", ""),
)  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "name", "line"), PLAIN)
def test_an_operation_that_returns_a_number_is_told_where(
    right, wrong, name, line, tmp_path, monkeypatch
):
    """If only in a branch of it; and other returns are not named."""
    written(tmp_path, 6, None, [(right, wrong)])
    monkeypatch.chdir(tmp_path)
    verdict = Verdict(name, "…", FAILED, "the result is 1, a number and no Value")
    for language in ("en", "zh"):
        found = line_of(verdict, 6, language)
        assert found.explained == sentence("plain-result", language=language)
        assert found.question == sentence("plain-result", "question", language)
        assert found.place.endswith(f"   {line}" if line else "") and "\n" not in found.place
        assert found.general == (not line)
