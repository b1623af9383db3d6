"""Several operations that are wrong: each is explained, and first of all that which is shown."""

import re
from types import SimpleNamespace

import pytest

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.numbers import numbers
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.explaining import explain
from autograd_mini.course.judging import line_of
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.marks import Mark
from autograd_mini.course.source import engine
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.verdicts import FAILED, Verdict

OF_LOG = ("(1 / self.data,)", "(1 / math.log(self.data),)")
OF_SIGMOID = ("(y * (1 - y),)", "(self.data * (1 - self.data),)")
OF_EXP = ("(self,), (y,)", "(self,), (self.data,)")
OF_A_NODE = [(f"math.{name}", f"math.{name.replace('.data', '').replace('abs', '')}")
             for name in ("exp(self.data)", "log(self.data)", "exp(-abs(self.data))")]  # fmt: skip


def learner(tmp_path, changes):
    code = engine(6)
    for before, after in changes:
        assert before in code, before
        code = code.replace(before, after)
    (tmp_path / "engine.py").write_text(code, "utf-8")
    return Engine(f"{tmp_path / 'engine.py'}:Value")


def test_the_operation_that_is_shown_is_the_one_that_is_explained(tmp_path):
    mine, failing = learner(tmp_path, [OF_LOG, OF_SIGMOID]), ["log", "sigmoid", ""]
    asked, told, line = (hints(mine, "en", level, 6, operations=failing) for level in (1, 2, 3))
    assert "of log" in asked["text"] and "sigmoid" not in asked["text"]
    assert "The derivative of log is" in told["text"] and "all of this" not in told["text"]
    assert OF_LOG[1] in line["text"] and told["more"] and not line["more"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_others_say_what_they_do_and_where(language, tmp_path):
    """And not only that something is wrong with them."""
    mine, failing = learner(tmp_path, [OF_LOG, OF_SIGMOID]), ["log", "sigmoid", ""]
    told, line = (hints(mine, language, level, 6, operations=failing) for level in (2, 3))
    sentence = said_of("input-for-output", "sentence", language, ("sigmoid",))
    for found in (told, line):
        first, _, other = found["text"].partition(sentence)
        assert "J = log(a)" in first and "sigmoid" not in first
        assert re.search("J = sigmoid.*0.24.*0.229", other)
    assert OF_SIGMOID[1] in other and OF_SIGMOID[1] not in told["text"]


def test_what_is_the_same_is_said_of_each(tmp_path):
    mine, failing = learner(tmp_path, [OF_EXP, OF_LOG, OF_SIGMOID]), ["exp", "log", "sigmoid"]
    text = hints(mine, "en", 3, 6, operations=failing)["text"]
    first, _, other = text.partition("The derivative of log is")
    assert "each of exp and sigmoid" in first and OF_EXP[1] in first and OF_SIGMOID[1] in first
    assert "J = exp(a)" in first and "J = sigmoid(a)" in first and OF_LOG[1] in other


@pytest.mark.parametrize(("right", "wrong", "name"), [
    ("(1 / self.data,)", "(math.sin(self.data),)", "wrong-rule"),
    ("math.log(self.data)", "math.log(self.data) * math.sin(self.data)", "wrong-value"),
])  # fmt: skip
def test_what_no_formula_has_is_shown_by_its_numbers(right, wrong, name, tmp_path):
    failing = ["log"] if name == "wrong-rule" else ["exp", "log"]
    mine = learner(tmp_path, [(right, wrong), OF_EXP][: len(failing)])
    text = hints(mine, "en", 3, 6, operations=failing)["text"]
    sentence = said_of(name, "sentence", "en", ("log",))
    assert sentence[1:] in text and "J = log(a) at" in text and wrong in text, text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_function_of_math_that_is_given_nodes_is_named_wherever_it_is(language, tmp_path):
    mine = learner(tmp_path, OF_A_NODE)
    text = hints(mine, language, 3, 6, operations=["exp", "log", "sigmoid", ""])["text"]
    assert {"en": "each of exp, log and sigmoid", "zh": "exp、log 与 sigmoid"}[language] in text
    assert all(after in text for _, after in OF_A_NODE)
    assert "J = log(a)" not in text and "explain" not in text


def test_one_slip_in_several_operations_is_shown_in_the_line_of_each(tmp_path):
    commas = [("(y * (1 - y),)", "(y * (1 - y))"), ("(1 / self.data,)", "(1 / self.data)")]
    text = hints(learner(tmp_path, commas), "en", 3, 6)["text"]
    assert all(wrong in text for _, wrong in commas)
    (tmp_path / "nodes").mkdir()
    nodes = [("(y * (1 - y),)", "(self * 2,)"), ("(1 / self.data,)", "(1.0 / self,)")]
    found = numbers(learner(tmp_path / "nodes", nodes), language="en")
    assert all(wrong in found["lines"] for _, wrong in nodes)
    assert "log" in found["message"] and "sigmoid" not in found["message"]


def test_a_failure_says_which_operation_it_is_about():
    names = ("derivative_of_log", "power_with_a_number", "overflow")
    failures = [line_of(Verdict(name, "…", FAILED, "a.grad is 1"), 6, "en") for name in names]
    assert [line.operation for line in failures] == ["log", "pow", ""]
    asked = []
    marking = SimpleNamespace(ask=lambda name, **options: asked.append(options) or {})
    explain(marking, Mark(LESSONS[5], failures), "en", 1)
    assert asked[0]["operations"] == ["log", "pow", ""]
