"""Lesson 6: bases and exponents that are turned round, a log of x and more, and 2 ** self."""

import pytest
from test_checks import learner

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.judging import line_of
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.testing.conform.verdicts import FAILED, Verdict

POWER = "Value(math.pow(self.data, n), (self,), (slope,))"
LOG = "math.log(self.data), (self,)"
VALUES = (
    (POWER, POWER.replace("self.data, n", "n, self.data"), "pow", "base-and-exponent", {},
     "math.pow(n, self.data)"),
    (LOG, LOG.replace("self.data", "self.data + 1e-10"), "log", "log-of-more",
     {"more": "1e−10"}, "math.log(self.data + 1e-10)"),
    (LOG, LOG.replace("self.data", "self.data - 0.001"), "log", "log-of-more",
     {"more": "−0.001"}, "math.log(self.data - 0.001)"),
    (LOG, LOG.replace("log(", "log10("), "log", "other-base", {"base": "10"},
     "math.log10(self.data)"),
    (LOG, LOG.replace("data)", "data, 2)"), "log", "other-base", {"base": "2"},
     "math.log(self.data, 2)"),
)  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "op", "slip", "fields", "line"), VALUES)
def test_what_a_power_or_a_log_is_of(right, wrong, op, slip, fields, line, tmp_path):
    mine = learner(tmp_path, 6, right, wrong)
    for language in ("en", "zh"):
        found = hints(mine, language, 3, 6, operations=[op])
        said = SLIPS[slip].sentence[language]
        said = said.format(**fields) if fields else said
        assert said in found["text"] and line in found["text"], found["text"]


def test_a_node_as_an_exponent_is_told_as_one(tmp_path, monkeypatch):
    mine = learner(tmp_path, 6, "math.exp(self.data)", "math.e ** self")
    with pytest.raises(TypeError) as error:
        mine.value(1.0).exp()
    monkeypatch.chdir(tmp_path)
    message = f"it raises TypeError: {error.value} ({mine.line(error.value)})"
    for language in ("en", "zh"):
        line = line_of(Verdict("derivative_of_exp", "…", FAILED, message), 6, language)
        said = SLIPS["node-for-number"].sentence[language].format(code="self")
        assert line.explained == said and "math.e ** self" in line.place and not line.general


def test_other_logs_and_powers_are_not_told_so(tmp_path):
    mine = learner(tmp_path, 6, LOG, LOG.replace("math.log(", "2 * math.log("))
    told = hints(mine, "en", 3, 6, operations=["log"])["text"]
    assert "a little off" not in told and "base" not in told
    mine = learner(tmp_path, 6, POWER, POWER.replace("math.pow(self.data, n)", "self.data * n"))
    assert "turned round" not in hints(mine, "en", 3, 6, operations=["pow"])["text"]


def test_numbers_that_are_close_are_shown_with_the_digits_in_which_they_differ(tmp_path):
    mine = learner(tmp_path, 6, "math.exp(self.data)", "2.718 ** self.data")
    found = hints(mine, "en", 2, 6, operations=["exp"])
    assert "the value is 1.822; it should be 1.8221." in found["text"], found["text"]
