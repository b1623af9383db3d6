"""What the course checks beside properties: each slip is recognised by its numbers."""

import contextlib
import io
import re
import sys

import pytest
from in_turn import networks, neurons
from layers_mistaken import IN_LAYERS
from mistaken import MISTAKEN, NAMED, RIGHT

from autograd_mini.course.checks.by_hand import by_hand
from autograd_mini.course.checks.edges import edges, sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.powers import power_of_zero
from autograd_mini.course.checks.slopes import slopes
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.marks import Line, Mark
from autograd_mini.course.report import report
from autograd_mini.course.slips.again_slips import AGAIN_SLIPS
from autograd_mini.course.slips.collecting_slips import COLLECTING_SLIPS
from autograd_mini.course.slips.early_slips import EARLY_SLIPS
from autograd_mini.course.slips.far_slips import FAR_SLIPS
from autograd_mini.course.slips.kind_slips import KIND_SLIPS
from autograd_mini.course.slips.list_slips import LIST_SLIPS
from autograd_mini.course.slips.name_slips import NAME_SLIPS
from autograd_mini.course.slips.one_node_slips import ONE_NODE_SLIPS
from autograd_mini.course.slips.pass_slips import PASS_SLIPS
from autograd_mini.course.slips.power_slips import POWER_SLIPS
from autograd_mini.course.slips.read_slips import READ_SLIPS
from autograd_mini.course.slips.sender_slips import SENDER_SLIPS
from autograd_mini.course.slips.sending_slips import SENDING_SLIPS
from autograd_mini.course.slips.slope_slips import SLOPE_SLIPS
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.course.slips.unmoved_slips import UNMOVED_SLIPS
from autograd_mini.course.slips.unset_slips import UNSET_SLIPS
from autograd_mini.course.source import engine
from autograd_mini.course.words import said
from autograd_mini.formulas.labels import width_of
from autograd_mini.formulas.wrapping import fitted
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.text import capital, filled

SWEEP = (
    "        for sender in sorted(nodes, key=lambda n: n.number, reverse=True):\n"
    "            for parent, partial in zip(sender.parents, sender.partials):\n"
    "                parent.grad += sender.grad * partial\n"
)
SLIPPED = {
    "not-divided": (slopes, "return (f(x + h) - f(x - h)) / (2 * h)", "return f(x + h) - f(x)"),
    "one-sided": (slopes, "(f(x + h) - f(x - h)) / (2 * h)", "(f(x + h) - f(x)) / h"),
    "turned": (slopes, "f(x + h) - f(x - h)", "f(x - h) - f(x + h)"),
    "wrong-distance": (slopes, "h = 1e-5", "h = 0.2"),
    "brackets-below": (slopes, "/ (2 * h)", "/ (x + h) - (x - h)"),
    "brackets-nowhere": (
        slopes, "(f(x + h) - f(x - h)) / (2 * h)", "f(x + h) - f(x - h) / (x + h) - (x - h)",
    ),
    "caret": (slopes, "h = 1e-5", "h = 10^-5"),
    "brackets": (slopes, "(f(x + h) - f(x - h)) / (2 * h)", "f(x + h) - f(x - h) / 2 * h"),
    "no-return": (slopes, "return (f(x + h)", "(f(x + h)"),
    "error": (slopes, "h = 1e-5", "h = {[1e-5]}"),
    "unexpected-number": (neurons, "theta[1:], x)", "theta[1:], [math.log(x[0] - x[0])])"),
    "index": (neurons, "theta[1:], x)", "theta[1:], [[].pop()])"),
    "add-calls-itself": (edges, "Value(self.data + other.data,", "Value(self + other,"),
    "mul-calls-itself": (edges, "Value(self.data * other.data,", "Value(other * self,"),
    "plain-number": (
        edges, "return Value(self.data + other.data, (self, other), (1.0, 1.0))",
        "return self.data + other.data",
    ),
    "no-tuple": (edges, "(self, other), (1.0, 1.0))", "self, other)"),
    "one-node-for-parents": (edges, "(self, other), (1.0, 1.0))", "(self), (1.0, 1.0))"),
    "numbers-for-nodes": (edges, "(self, other), (1.0", "(self.data, other.data), (1.0"),
    "copies-for-nodes": (
        edges, "(self, other), (1.0", "(Value(self.data), Value(other.data)), (1.0",
    ),
    "changes-an-operand": (
        edges, "return Value(self.data + other.data,",
        "self.parents = (self, other)\n        return Value(self.data + other.data,",
    ),
    "order-turned": (edges, "(self, other), (1.0", "(other, self), (1.0"),
    "seed-added": (
        sends,
        "        for inner in nodes:\n            if inner.parents:\n"
        "                inner.grad = 0.0\n        self.grad = 1.0\n",
        "        self.grad += 1.0\n",
    ),
    "no-partials": (sends, "(self, other), (1.0, 1.0))", "(self, other))"),
    "no-comma": (sends, "(1.0, 1.0)", "(1.0)"),
    "too-few-partials": (sends, "(1.0, 1.0)", "(1.0,)"),
    "nodes-for-numbers": (sends, "(other.data, self.data)", "(other, self)"),
    "node-in-a-node": (
        edges, "Value(self.data + other.data,", "Value(node(self.data + other.data),",
    ),
    "nothing-to-unpack": (
        sends, "        nodes, waiting = {self}, [self]",
        "        u, v = self.parents\n        u.backward()\n        v.backward()\n"
        "        nodes, waiting = {self}, [self]",
    ),
    "method-without-self": (
        sends, "        nodes, waiting = {self}, [self]",
        "        backward(self)\n        nodes, waiting = {self}, [self]",
    ),
    "seed-too-late": (
        sends, "        self.grad = 1.0\n" + SWEEP, SWEEP + "        self.grad = 1.0\n",
    ),
    "begins-anew": (
        sends, "        nodes, waiting = {self}, [self]",
        "        self.grad = 1.0\n"
        "        for parent, partial in zip(self.parents, self.partials):\n"
        "            parent.grad = self.grad * partial\n            parent.backward()\n"
        "        return\n        nodes, waiting = {self}, [self]",
    ),
    "layers": (networks, "return z, a", "return z[-1], a[-1]"),
    "no-bias": (neurons, "z = theta[0]", "z = 0"),
    "bias-elsewhere": (
        neurons, "z = theta[0]\n    for weight, x_j in zip(theta[1:], x)",
        "z = theta[-1]\n    for weight, x_j in zip(theta, x)",
    ),
    "sigmoid-twice": (neurons, "return z, z.sigmoid()", "return z, z.sigmoid().sigmoid()"),
    "minus-of-z": (neurons, "return z, z.sigmoid()", "return z, 1 / (1 + z.exp())"),
    "number-by-hand": (neurons, "return -self + number", "return self + number"),
    "lists-turned": (networks, "    return z, a\n", "    return a, z\n"),
    "one-in-front": (networks, "inputs = a_of_layer", "inputs = [1.0, *a_of_layer]"),
    "no-sigmoid": (neurons, "return z, z.sigmoid()", "return z, z"),
    "sign-of-J": (
        neurons, "-y * a.log() - (1 - y) * (1 - a).log()", "y * a.log() + (1 - y) * (1 - a).log()"
    ),
    "half-of-J": (neurons, " - (1 - y) * (1 - a).log()", ""),
    "squared-error": (
        neurons, "-y * a.log() - (1 - y) * (1 - a).log()", "(a - y) * (a - y)",
    ),
    "cut-off": (neurons, "a.log() -", "math.log(a.data) -"),
    "inputs-again": (networks, "neuron(row, inputs)", "neuron(row, x)"),
    "no-backward": (networks, "        J_of_x.backward()\n", ""),
    "uphill": (networks, "weight.data -= rate", "weight.data += rate"),
    "no-mean": (networks, "weight.grad / len(X)", "weight.grad"),
    "gradients-kept": (networks, "    for weight in weights:\n        weight.grad = 0.0\n", ""),
    "one-by-one": (  # the gradients have to go, too, or it is another slip
        networks,
        "    for weight in weights:\n        weight.data -= rate * weight.grad / len(X)\n",
        "        for weight in weights:\n            weight.data -= rate * weight.grad / len(X)\n"
        "            weight.grad = 0.0\n",
    ),
    "last-sample-only": (
        networks, "        J_of_x = 0",
        "        for weight in weights:\n            weight.grad = 0.0\n        J_of_x = 0",
    ),
}  # fmt: skip
# What is written in lesson 2, where there is no backward pass to tell by.
EDGES = {
    "operands-in-a-set": ("(self, other))", "{self, other})"),
    "operands-not-recorded": ("other.data, (self, other))", "other.data)"),
    "changes-its-operand": (
        "return Value(self.data + other.data, (self, other))",
        "self.data += other.data\n        return self",
    ),
    "wrong-value": ("self.data * other.data", "self.data * other.data + 7"),
}


def learner(tmp_path, lesson, right, wrong):
    code = engine(lesson)
    assert right in code
    path = tmp_path / "engine.py"
    path.write_text(code.replace(right, wrong), "utf-8")
    return Engine(f"{path}:Value")


SENT = "            for parent, partial in zip(sender.parents, sender.partials):\n"
BACKWARD = (
    (SENT, f"            for parent in sender.parents:\n                parent.grad = 0.0\n{SENT}"),
    ("parent.grad += sender.grad * partial", "parent.grad = sender.grad * partial"),
    (", reverse=True", ""),
    ("            if inner.parents:\n                inner.grad", "            inner.grad"),
)
OF_VERDICTS = {
    "complex-root",
    "no-error",
    "calls-itself",
    "pow-calls-itself",
    "too-large",
}  # see test_course_command.py
OF_POWERS = "negative-powers"
OF_LEARNERS = {"erased-after-sending"}  # see test_learners.py
OF_NODES = {"closed-too-early", "something-else", "one-operand-twice", "too-many-parents",
            "its-own-parent", "other-parents", "operand-returned"}  # fmt: skip
OF_SENDING = {"emptied-by-each-sender", "behind-its-loop"}  # see test_sending_lines.py

OF_TARGETS = {"one-target", "backward-in-cost"}
OF_COSTS = {
    "gradients-by-hand", "step-by-hand",  # of which more is told as soon as it is known
    "layer-for-output", "hidden-in-cost", "target-of-another-sample", "target-of-another-output",
    "sigmoid-of-output", "sigmoid-of-a", "other-node-in-list", "grad-for-J",
}  # fmt: skip
OF_STEPS = {"numbers-in-layers", "whole-numbers", "data-and-grad-turned"}


def test_every_slip_is_tried():
    mistaken = {slip for _, _, _, slips, _ in MISTAKEN for slip in slips}
    mistaken |= {slip for _, _, _, slip, _, _ in NAMED}
    mistaken |= {
        *PASS_SLIPS,
        *FAR_SLIPS,
        *ONE_NODE_SLIPS,
        "slope-upside-down",
    }  # see test_walks.py, test_wrong_numbers.py and test_beside_a_number.py
    # see test_slope_values.py
    mistaken |= {"slope-for-number", "slope-of-0", "slope-without-brackets"}
    mistaken |= {"number-of-J"}  # see test_plain_costs.py
    mistaken |= {"number-out-of-place"}  # see test_cost_errors.py
    mistaken |= {"made-once", "added-too-often"}  # see test_layer_lists.py
    mistaken |= OF_COSTS  # see test_costs_given.py
    mistaken |= {slip for _, _, slip, _, _ in IN_LAYERS}  # see test_layers_mistaken.py
    mistaken |= {"number-for-parent", "plain-result"}  # see test_where_it_is_wrong.py
    mistaken |= {"value-without-brackets"}  # see test_sigmoid_values.py
    mistaken |= OF_NODES  # see test_nodes_made.py
    mistaken |= {"operands-for-number", "operands-in-one"}  # see test_operands_out_of_place.py
    mistaken |= OF_STEPS | OF_TARGETS  # see test_whole_numbers.py, test_targets.py
    mistaken |= OF_SENDING | {"run-of-0"}  # see test_run_lines.py
    mistaken |= SLOPE_SLIPS.keys() | {"no-slope", "wrong-run"}  # see test_slope_points.py
    mistaken |= NAME_SLIPS.keys()  # see test_name_slips.py
    mistaken |= POWER_SLIPS.keys()  # see test_powers_at_0.py
    mistaken |= AGAIN_SLIPS.keys()  # see test_passes_again.py
    mistaken |= KIND_SLIPS.keys()  # see test_kind_lines.py
    mistaken |= LIST_SLIPS.keys()  # see test_given_lists.py
    mistaken |= SENDING_SLIPS.keys()  # see test_sent.py, test_sum_lines.py
    mistaken |= SENDER_SLIPS.keys()  # see test_recorded_passes.py, test_skipped.py
    mistaken |= {"operand-replaced", "things-for-nodes"}  # see test_operands.py
    mistaken |= {"same-node-again"}  # see test_what_is_asked.py
    mistaken |= {"close-slope"}  # see test_slopes_by_quotient.py
    mistaken |= {"minus-on-one-side"}  # see test_sigmoid_branches.py
    mistaken |= {"returned-instead-of-error", "complex-power"}  # see test_outside_lines.py
    mistaken |= {"wrong-slope-given"}  # see test_history.py
    mistaken |= COLLECTING_SLIPS.keys()  # see test_left_out.py
    mistaken |= EARLY_SLIPS.keys()  # see test_too_early.py
    mistaken |= UNMOVED_SLIPS.keys()  # see test_unmoved.py
    mistaken |= READ_SLIPS.keys() | {"number-compared"}  # see test_read_lines.py, test_sort_keys.py
    mistaken |= UNSET_SLIPS.keys()  # see test_name_lines.py
    assert SLIPPED.keys() | mistaken | OF_VERDICTS | OF_LEARNERS | {OF_POWERS} == SLIPS.keys()


def says_something(python, folder):
    """Run a small program as its learner does: what it prints, or ends in, is more than `Value`s.

    An object without a __repr__ would be told by its place in memory.
    """
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()) as out:
        patch.syspath_prepend(str(folder))
        patch.delitem(sys.modules, "engine", raising=False)
        patch.setattr(sys, "dont_write_bytecode", True)
        try:
            exec(compile(python, "<program>", "exec"), {})
        except Exception as error:
            print(error)
        sys.modules.pop("engine", None)
    assert out.getvalue().strip() and " object at 0x" not in out.getvalue(), python


def fits(outcome, lesson, language):
    """See that what is printed of an outcome, its program too, fits a terminal of 80 columns."""
    line = Line("…", "failed", lesson, outcome["message"], outcome["python"])
    found = Mark(LESSONS[lesson - 1], [line], outcome["sentence"])
    shown = fitted(report(found, language, 2, ""), 80).splitlines()
    assert len(shown) > 4 and max(map(width_of, shown)) <= 80, shown


@pytest.mark.parametrize("slip", SLIPPED)
def test_a_slip_is_recognised(slip, tmp_path):
    check, right, wrong = SLIPPED[slip]
    for language in ("en", "zh"):
        outcome = check(learner(tmp_path, 8, right, wrong), language=language)
        assert outcome["status"] == "failed"
        assert outcome["question"] == SLIPS[slip].question[language]
        assert outcome["sentence"] == SLIPS[slip].sentence[language]
        fits(outcome, 8, language)
    says_something(outcome["python"], tmp_path)


def test_points_are_listed_as_the_language_does(tmp_path):
    one_sided = learner(tmp_path, 1, "(f(x + h) - f(x - h)) / (2 * h)", "(f(x + h) - f(x)) / h")
    assert "at 0.70001 and 0.7, and" in slopes(one_sided, language="en")["message"]
    assert "在 0.70001 和 0.7 处求了 exp 的值" in slopes(one_sided, language="zh")["message"]


CHECKS = {1: slopes, 2: edges, 6: power_of_zero, 7: neurons, 8: networks}


@pytest.mark.parametrize(("lesson", "right", "wrong", "slips", "said"), MISTAKEN)
def test_a_diagnosis_fits_all_that_was_measured(lesson, right, wrong, slips, said, tmp_path):
    mine = learner(tmp_path, lesson, right, wrong)
    outcome = CHECKS[lesson](mine, language="en")
    assert outcome["status"] == "failed"
    assert said in outcome["message"]
    assert outcome["question"].splitlines() == [SLIPS[slip].question["en"] for slip in slips]
    python = outcome["python"]
    assert "engine" in python and not re.search(r"\d\.\d{5}", python)  # short numbers
    chinese = CHECKS[lesson](mine, language="zh")
    assert chinese["question"].splitlines() == [SLIPS[slip].question["zh"] for slip in slips]
    fits(outcome, lesson, "en")
    fits(chinese, lesson, "zh")
    says_something(python, tmp_path)


@pytest.mark.parametrize(("lesson", "right", "wrong", "slip", "said", "line"), NAMED)
def test_what_is_wrong_and_its_line_are_named(lesson, right, wrong, slip, said, line, tmp_path):
    mine = learner(tmp_path, lesson, right, wrong)
    for language in ("en", "zh"):
        outcome = CHECKS[lesson](mine, language=language)
        assert outcome["status"] == "failed"
        assert outcome["question"] == SLIPS[slip].question[language]
        assert said in outcome["sentence"] and "{" not in outcome["sentence"]
        named = outcome["lines"].strip()
        assert named.endswith(line) if line else not named, named
        fits(outcome, lesson, language)


@pytest.mark.parametrize(("right", "wrong"), BACKWARD)
def test_a_backward_pass_that_is_wrong_is_no_slip_of_a_network(right, wrong, tmp_path):
    """Its gradients may be 0, as those behind a plain number are; the diagnosis knows what it is.

    An operation, such as 1 − a, is looked at again, for a network may be wrong by it.
    """
    outcome = networks(learner(tmp_path, 8, right, wrong), language="en")
    assert outcome["status"] == "failed" and outcome["question"] == ""


@pytest.mark.parametrize(("lesson", "right", "other"), RIGHT)
def test_other_right_engines_pass(lesson, right, other, tmp_path):
    outcome = CHECKS[lesson](learner(tmp_path, lesson, right, other), language="en")
    assert outcome["status"] == "passed", outcome


@pytest.mark.parametrize("name", EDGES)
def test_what_is_wrong_with_edges_is_recognised(name, tmp_path):
    outcome = edges(learner(tmp_path, 2, *EDGES[name]), language="en")
    assert outcome["status"] == "failed"
    possible = [filled(name, (op,), "en", "question") for op in ("add", "mul")]
    assert outcome["question"] in map(capital, possible)


CHANGES = {
    "data": "other.data = 7.0", "grad": "self.grad += 1.0", "parents": "other.parents = (self,)",
    "partials": "self.partials = (1.0, 1.0)", "number": "self.number += 1",
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_an_operation_changes_nothing_of_its_operands(what, tmp_path):
    for sign, make in (("+", "return Value(self.data + "), ("*", "return Value(self.data * ")):
        (tmp_path / str(ord(sign))).mkdir()
        changed = f"{CHANGES[what]}\n        {make}"
        outcome = edges(learner(tmp_path / str(ord(sign)), 2, make, changed), language="en")
        assert f" {sign} " in outcome["message"] and f"changes the {what} of" in outcome["message"]
        assert CHANGES[what] in outcome["lines"]


def test_what_grows_in_an_operand_is_seen(tmp_path):
    grown = "self.parents += [other]\n        return Value(self.data + "
    mine = learner(tmp_path, 2, "return Value(self.data + ", grown)
    text = (tmp_path / "engine.py").read_text("utf-8")
    text = text.replace("self.partials = parents, ", "self.partials = list(parents), ")
    (tmp_path / "engine.py").write_text(text, "utf-8")
    mine = Engine(mine.name)
    assert "changes the parents of a" in edges(mine, language="en")["message"]


def test_an_operation_of_a_later_lesson_changes_nothing_either(tmp_path):
    changed = "self.grad = 1.0\n        return Value(math.log("
    found = hints(learner(tmp_path, 6, "return Value(math.log(", changed), "en", 3, 6)
    assert found["mistakes"] == ["changes-an-operand"] and "self.grad = 1.0" in found["text"]


POSITIVE = (
    (" if n else 0.0", " if n > 0 else 0.0", "if n > 0 else 0.0"),
    ("slope = n * math.pow(self.data, n - 1) if n else 0.0\n",
     "slope = 0.0\n        if 0 < n:\n            slope = n * math.pow(self.data, n - 1)\n",
     "if 0 < n:"),
    ("slope = n * math.pow(self.data, n - 1) if n else 0.0\n",
     "slope = max(n, 0.0) * math.pow(self.data, n - 1) if n else 0.0\n", ""),
)  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "line"), POSITIVE)
def test_a_slope_of_powers_with_positive_exponents_only_is_recognised(right, wrong, line, tmp_path):
    mine = learner(tmp_path, 6, right, wrong)
    for language in ("en", "zh"):
        question, sentence, named = (hints(mine, language, level, 6) for level in (1, 2, 3))
        assert question["mistakes"] == [OF_POWERS]
        assert question["text"] == SLIPS[OF_POWERS].question[language]
        assert sentence["text"] == SLIPS[OF_POWERS].sentence[language]
        assert named["text"].startswith(sentence["text"]) and line in named["text"]
        assert sentence["more"] == bool(line) == ("engine.py" in named["text"])


def test_a_general_question_asks_about_what_is_wrong():
    assert "gradients" not in by_hand("the value is 2.0; it should be 1.0", 6, "en")
    assert "梯度" not in by_hand("值是 2.0，应为 1.0", 7, "zh")
    assert "gradients" in by_hand("the derivative with respect to a is 2.0", 4, "en")
    assert "gradients" not in by_hand("(a * b).parents is (a, b, a)", 2, "en")


def test_copies_are_new_nodes_and_not_the_operands(tmp_path):
    copied = "(Value(self.data), Value(other.data)))"
    outcome = edges(learner(tmp_path, 2, "(self, other))", copied), language="en")
    assert "are new nodes; they should be the operands themselves" in outcome["message"]
    (tmp_path / "one").mkdir()
    outcome = edges(
        learner(tmp_path / "one", 2, "(self, other))", "(self, Value(other.data)))"), "en"
    )
    assert "(a, Value(3.0)); it should be (a, a)" in outcome["message"]


def test_another_way_to_write_it_passes(tmp_path):
    """Parents may be a list; and a slope may come from more than two points."""
    changed = learner(tmp_path, 2, "(self, other))", "[self, other])")
    assert edges(changed, language="en")["status"] == "passed"
    four = "(8 * (f(x + h) - f(x - h)) - f(x + 2 * h) + f(x - 2 * h)) / (12 * h)"
    (tmp_path / "four").mkdir()
    changed = learner(tmp_path / "four", 1, "(f(x + h) - f(x - h)) / (2 * h)", four)
    assert slopes(changed, language="en")["status"] == "passed"


def test_a_cost_that_is_no_node_is_recognised(tmp_path):
    """Its number may be right."""
    right = "return -y * a.log() - (1 - y) * (1 - a).log()"
    wrong = "return -y * math.log(a.data) - (1 - y) * math.log(1 - a.data)"
    outcome = neurons(learner(tmp_path, 7, right, wrong), language="en")
    assert outcome["question"] == SLIPS["cut-off"].question["en"]


def test_an_error_of_the_learner_says_where(tmp_path):
    broken = learner(tmp_path, 7, "return z, z.sigmoid()", "return z, z.sigmod()")
    outcome = neurons(broken, language="en")
    assert outcome["status"] == "failed"
    assert "sigmod" in outcome["message"] and "engine.py, line" in outcome["message"]


def test_one_who_calls_a_method_from_itself_is_told_of_that_method_only():
    names = [name.partition("-")[0] for name in SLIPS if name.endswith("-calls-itself")]
    assert len(names) == 4
    for name in names:
        for texts in SLIPS[f"{name}-calls-itself"]:
            for text in texts.values():
                assert set(re.findall(r"__\w+__", text)) == {f"__{name}__"}


def test_of_an_error_the_line_of_the_caller_comes_first(tmp_path):
    """For it may be there that something wrong is given; of many lines there are three."""
    mine = learner(tmp_path, 8, "J_of_x + cost(a_k, y_k)", "J_of_x + cost(a_k, str(y))")
    found = networks(mine, language="en")
    named = found["lines"].splitlines()
    assert len(named) == 3 and "cost(a_k" in named[1] and "a.log()" in named[2]
    assert named[0] == "One of these lines:"
    assert networks(mine, language="zh")["lines"].startswith("这几行之一：\n")
    caller, called = (re.search(r"line (\d+)", line)[1] for line in named[1:])
    assert found["message"].endswith(f" (engine.py, line {caller}, and from there line {called})")
    lines = f"engine.py 第 {caller} 行调用的第 {called} 行："
    assert said(found["message"], "zh").startswith(lines)
    (tmp_path / "deep").mkdir()
    mine = learner(tmp_path / "deep", 8, "math.log(self.data)", "math.log(self)")
    named = networks(mine, language="en")["lines"].splitlines()
    assert len(named) == 1 and "math.log(self)" in named[0]  # it is given no more than its node
    (tmp_path / "helped").mkdir()
    mine = learner(tmp_path / "helped", 8, "math.log(self.data)", "one(self)")
    code = (tmp_path / "helped" / "engine.py").read_text("utf-8")
    code += "\n\ndef one(x):\n    return other(x)\n\n\ndef other(x):\n    return math.log(x)\n"
    (tmp_path / "helped" / "engine.py").write_text(code, "utf-8")
    found = neurons(Engine(mine.name), language="en")
    named = found["lines"].splitlines()
    assert len(named) == 4 and "one(self)" in named[1] and "math.log(x)" in named[-1]
    assert re.search(r"line \d+, and from there lines \d+ and \d+\)$", found["message"])
    (tmp_path / "unknown").mkdir()  # which no caller is to blame for
    mine = learner(tmp_path / "unknown", 8, "math.log(self.data)", "math.log(data)")
    named = neurons(mine, language="en")["lines"].splitlines()
    assert len(named) == 1 and "math.log(data)" in named[0]
    (tmp_path / "again").mkdir()
    mine = learner(tmp_path / "again", 7, "-self + number", "number - self")
    named = neurons(mine, language="en")["lines"].splitlines()
    assert len(named) == 1 and "return number - self" in named[0]
