"""Where nothing explains a gradient: what the pass does to it, setting by setting."""

import pytest
from learners import ADDED, COLLECTS, ONE_LOOP, SENT, TWO_LOOPS, written

from autograd_mini.course.checks.by_hand import BY_HAND
from autograd_mini.course.checks.given_slopes import wrong_slope_given
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.history import history
from autograd_mini.course.checks.outcome import said_of

SQUARE = "from engine import Value\n\na = Value(3.0)\nJ = a * a\nJ.backward()\nprint(a.grad)\n"
WRONG = "the derivative with respect to a is 4.0; it should be 6.0"
LOOP = "        for parent, partial in zip(self.parents, self.partials):\n"
# What is written in place of the line that sends, and what becomes of a.grad in J = a * a.
UNKNOWN = {
    "the gradient of the node, too": ("parent.grad = self.grad - -self.grad * partial", (4.0, 4.0)),
    "a slope that has changed": (
        "partial += self.grad * partial\n            parent.grad += partial", (6.0, 12.0),
    ),
    "a sum over all slopes": (
        "parent.grad += sum(self.grad * p for p in self.partials)", (6.0, 12.0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_happens_is_told_with_numbers_and_then_with_lines(name, tmp_path):
    instead, values = UNKNOWN[name]
    learner = written(tmp_path, 4, TWO_LOOPS, [(SENT, instead)])
    for language in ("en", "zh"):
        asked, told, last = (
            hints(learner, language, level, 4, WRONG, python=SQUARE) for level in (1, 2, 3)
        )
        assert asked["text"] == BY_HAND["gradients"][language] and asked["more"]
        steps = [f"    a.grad = {value}" for value in values]
        assert told["text"].splitlines()[1:4] == ["    J.grad = 1.0", *steps] and told["more"]
        assert "a.grad" in told["text"].splitlines()[-1] and "6.0" in told["text"].splitlines()[-1]
        shown = last["text"].splitlines()
        assert not last["more"] and not last["mistakes"]
        assert sum(step.strip() in line for step in steps[:1] for line in shown) >= 1
        of_code = [line for line in shown if line.startswith("engine.py")]
        assert [line.split("   ", 1)[1] for line in of_code] == [instead.split("\n")[-1].strip()]


def test_a_sum_that_goes_on_over_the_parents(tmp_path):
    total = f"        total = 0.0\n{LOOP}            total += self.grad * partial\n"
    learner = written(
        tmp_path, 4, TWO_LOOPS,
        [(LOOP, total), (f"            {SENT}", "            parent.grad += total")],
    )  # fmt: skip
    told = hints(learner, "en", 3, 4, WRONG, python=SQUARE)["text"]
    assert "a.grad = 3.0" in told and "a.grad = 9.0" in told and "total" in told


def test_a_result_that_loses_its_gradient_is_told_of_too(tmp_path):
    call = "            parent.push()\n"
    lost = f"{call}        if self.parents:\n            self.grad = 0.0\n"
    learner = written(tmp_path, 4, TWO_LOOPS, [ADDED, (call, lost)])
    python = f"{SQUARE}print(J.grad)\n"
    told = hints(learner, "en", 3, 4, "J.grad is 0.0; it should be 1.0", python=python)["text"]
    assert "J.grad should be 1.0" in told and told.endswith("   self.grad = 0.0")


SQUARED = "c = a * a\nJ = c * c\nJ.backward()"
WITH_A = "parent.grad = sender.grad + sender.grad * partial"


def test_what_empties_nodes_that_are_empty_is_left_out(tmp_path):
    """A set has them in any order, and another one each time."""
    learner = written(tmp_path, 5, COLLECTS, [("parent.grad += sender.grad * partial", WITH_A)])
    python = SQUARE.replace("J = a * a\nJ.backward()", SQUARED)
    told = history(learner, python).told("en", 3)
    assert " = 0.0" not in told and "What sets a 0 to 0 once more is left out." in told
    assert told.endswith(f"   {WITH_A}")


def test_two_misconceptions_are_told_only_with_the_lines_of_both(tmp_path):
    once = f"if parent.grad == 0:\n                {SENT}"
    learner = written(tmp_path, 4, TWO_LOOPS, [(SENT, once)])
    told = hints(learner, "en", 2, 4, WRONG, python=SQUARE)["text"]
    assert "together" not in told and told.splitlines()[1:3] == [
        "    J.grad = 1.0", "    a.grad = 3.0",
    ]  # fmt: skip


@pytest.mark.parametrize("backward", [ONE_LOOP, TWO_LOOPS])
def test_of_a_right_pass_there_is_nothing_to_tell(backward, tmp_path):
    assert history(written(tmp_path, 4, backward, [ADDED]), SQUARE) is None


def test_what_is_set_behind_the_back_of_the_class_is_not_told(tmp_path):
    learner = written(tmp_path, 4, TWO_LOOPS, [(SENT, 'vars(parent)["grad"] = self.grad * 2')])
    assert history(learner, SQUARE) is None


def test_other_errors_and_programs_without_a_pass_have_no_history(tmp_path):
    learner = written(tmp_path, 4, TWO_LOOPS, [(SENT, "parent.grad = missing")])
    assert history(learner, SQUARE) is None
    assert history(learner, "") is None


def test_a_node_without_a_name_is_called_by_what_it_is_the_parent_of(tmp_path):
    python = SQUARE.replace("a * a", "(a + a) * 2.0")
    told = history(written(tmp_path, 4, TWO_LOOPS, []), python).told("en", 2)
    assert "    J.parents[0].grad = 2.0\n" in told


def test_a_pass_that_is_given_a_wrong_slope_is_not_to_blame(tmp_path):
    right = "return Value(self.data + other.data, (self, other), (1.0, 1.0))"
    slope = "k = 1.0 if self.data < 2.9 else 1.5"
    wrong = f"{slope}\n        {right.replace('(1.0, 1.0)', '(1.0, k)')}"
    python = SQUARE.replace("J = a * a", "J = 2 * a + a * a")
    message = "the derivative with respect to a is 11.0; it should be 8.0"
    learner = written(tmp_path, 6, None, [(right, wrong)])
    for language in ("en", "zh"):
        asked, told = (hints(learner, language, level, 6, message, python=python)["text"]
                       for level in (1, 3))  # fmt: skip
        fields = {"code": "`Value(6) + Value(9)`", "operand": "`Value(9)`", "found": "1.5",
                  "should": "1"}  # fmt: skip
        assert asked == said_of("wrong-slope-given", "question", language, fields=fields)
        assert told.startswith(said_of("wrong-slope-given", "sentence", language, fields=fields))
        assert told.endswith(f"   {slope}") and "+=" not in told


def test_a_slope_that_is_wrong_where_a_node_is_used_twice(tmp_path):
    slopes = "(other.data, self.data)"
    wrong = "(other.data, 0.0 if self is other else self.data)"
    learner = written(tmp_path, 6, None, [(slopes, wrong)])
    assert wrong_slope_given(learner, ["a = Value(3.0)", "J = a * 2 + 3 * a"]) is None
    different = wrong_slope_given(learner, ["a = Value(3.0)", "J = a * 2 + a * a"])
    assert different.fields["en"]["code"] == "`Value(3) * Value(3)`"
    assert different.lines("en").endswith(f"(self.data * other.data, operands, {wrong})")


def test_the_slopes_of_a_right_engine_are_right(tmp_path):
    learner = written(tmp_path, 6, None, [])
    lines = ["a = Value(3.0)", "J = 2 - a * a + (a + a) / a.log() - a.exp() ** 0.5 * a.sigmoid()"]
    assert wrong_slope_given(learner, lines) is None
    assert "__wrapped__" not in vars(learner.Value.exp)
