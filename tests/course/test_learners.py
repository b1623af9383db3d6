"""Engines as students write them in lessons 3, 4 and 5: what each is told, and which line.

Each stands for its kind: the same mistake in another shape of the same engine.
"""

import re
import sys
from dataclasses import replace

import pytest
from in_turn import neurons
from learners import (
    ADDED,
    BY_NUMBER,
    CHECKED,
    COLLECTS,
    IN_ORDER,
    LEARNERS,
    MARKS,
    ONE_LOOP,
    QUEUE,
    SENT,
    STEP,
    SUBTRACTED,
    SUM,
    TOO_EARLY,
    TWO_LOOPS,
    written,
)

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.one_node import fields_of
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.checks.shapes import operands_known
from autograd_mini.course.judging import line_of
from autograd_mini.course.lessons import LARGE, LESSONS
from autograd_mini.course.loops import explain_loop
from autograd_mini.course.marking import mark
from autograd_mini.course.marks import LATER, Line, Mark
from autograd_mini.course.report import report
from autograd_mini.course.source import engine
from autograd_mini.course.words import words
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.verdicts import FAILED, PASSED, Verdict
from autograd_mini.testing.diagnosis.finders import wrong_forms
from autograd_mini.testing.diagnosis.forward import LEFT
from autograd_mini.testing.diagnosis.observe import observe
from autograd_mini.testing.diagnosis.text import filled
from autograd_mini.testing.steps import steps


@pytest.mark.parametrize("name", LEARNERS)
def test_a_learner_is_told_what_it_is_and_where(name, tmp_path):
    lesson, backward, changes, mistakes, marker = LEARNERS[name]
    learner = written(tmp_path, lesson, backward, changes)
    found = hints(learner, language="en", level=3, lesson=lesson)
    assert found["mistakes"] == mistakes, found["text"]
    assert "Nothing explains" not in found["text"] and not found["more"]
    lines = re.findall(r"engine\.py, line \d+:   .*|In Python =.*", found["text"])
    assert bool(lines) == (marker is not None), found["text"]
    assert marker is None or any(marker in line for line in lines), found["text"]


@pytest.mark.parametrize("name", CHECKED)
def test_what_the_check_of_lesson_3_sees(name, tmp_path):
    changes, said, line = CHECKED[name]
    outcome = sends(written(tmp_path, 3, ONE_LOOP, changes), language="en")
    assert outcome["status"] == "failed"
    assert said in outcome["sentence"]
    assert line in outcome["lines"]


def test_a_pass_without_a_seed_sends_nothing(tmp_path):
    """All gradients are 0 then; the first thing to say is that that of J is."""
    learner = written(tmp_path, 3, ONE_LOOP, [("        self.grad = 1.0\n", "")])
    for language, said in (
        ("en", "J.grad is 0; it should be 1.0"),
        ("zh", "J.grad 是 0，应为 1.0"),
    ):
        outcome = sends(learner, language=language)
        assert outcome["status"] == "failed" and said in outcome["message"]
        assert filled("missing-seed", (), language)[1:] in outcome["sentence"]
        assert "print(J.grad, " in outcome["python"] and not outcome["general"]
    (tmp_path / "misspelt").mkdir()
    misspelt = written(tmp_path / "misspelt", 3, ONE_LOOP, [("self.grad = 1.0", "self.gard = 1.0")])
    assert "not spelt" in sends(misspelt, language="en")["sentence"]


@pytest.mark.parametrize("slope", SUBTRACTED)
def test_a_slope_that_is_wrong_with_a_number_on_the_left_is_found_there(slope, tmp_path):
    """And not in __sub__, which is given and right."""
    own = f"return Value(number - self.data, (self,), {slope})"
    learner = written(tmp_path, 7, None, [("return -self + number", own)])
    told, line = (hints(learner, language="en", level=level, lesson=7) for level in (2, 3))
    assert "Or, with the very same numbers" not in told["text"] and told["more"]
    assert own in line["text"] and "__sub__" not in line["text"]
    seen = neurons(learner, language="en")
    assert own in seen["lines"] and "number − node" in seen["sentence"]
    assert "is −1, and" in seen["sentence"] and "operand" not in seen["question"]


BY_INDEX = (
    "            for parent, partial in zip(sender.parents, sender.partials):\n"
    "                parent.grad += sender.grad * partial\n",
    "            for i in range(len(sender.parents)):\n"
    "                sender.parents[i].grad += sender.grad * sender.partials[i]\n",
)
# Edges of 1 − a that are none, and a part of what is said of them.
NO_EDGES = (
    ("(self,)", "without its partials"), ("(self)", "Brackets alone"),
    ("(self,), (-1.0)", "Brackets alone"), ("self, -1.0", "Brackets alone"),
    ("(number, self), (1.0, -1.0)", "A plain number stands among the parents"),
    ("(node(number), self), (-1.0,)", "not as many partials"),
)  # fmt: skip


@pytest.mark.parametrize(("edges", "said"), NO_EDGES)
def test_edges_of_one_minus_a_that_are_none_are_named_where_they_are_made(edges, said, tmp_path):
    """And not in backward(), whichever way it goes through them."""
    own = f"return Value(number - self.data, {edges})"
    for number, changes in enumerate([[], [BY_INDEX]]):
        (tmp_path / str(number)).mkdir()
        changes = [("return -self + number", own), *changes]
        seen = neurons(written(tmp_path / str(number), 7, None, changes), language="en")
        assert said in seen["sentence"] and "(1 - a).pa" in seen["message"], seen
        assert own in seen["lines"] and "grad" not in seen["lines"] and not seen["general"]


def given(name, returned):
    """Return the change by which a learner writes a method for a number on the left."""
    other = {"__radd__": "__rmul__ = __mul__", "__rmul__": "__radd__ = __add__"}[name]
    written = f"{other}\n\n    def {name}(self, number):\n        return {returned}"
    return "__radd__, __rmul__ = __add__, __mul__", written


def on_the_right(sign, returned):
    """Return the change by which a learner treats a number on the right apart."""
    right = {"-": "return self + -node(other)", "/": "return self * node(other) ** -1.0"}[sign]
    apart = f"if not isinstance(other, Value):\n            return {returned}\n        {right}"
    return right, apart


# Operations that are wrong with a number at one side only, and what they and their slopes are.
WITH_NUMBERS = (
    (*given("__radd__", "Value(number + self.data, (self,), (number,))"), "number + node", "1"),
    ("node(number) / self", "Value(number / self.data, (self,), (number / self.data ** 2,))",
     "number ÷ node", "−number/node²"),
    (*on_the_right("-", "Value(self.data - other, (self,), (-1.0,))"), "node − number", "1"),
    (*on_the_right("/", "Value(self.data / other, (self,), (other,))"), "node ÷ number",
     "1/number"),
)  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "form", "slope"), WITH_NUMBERS)
def test_of_a_number_and_a_node_only_the_node_has_a_slope(right, wrong, form, slope, tmp_path):
    """So there is no talk of operands, and it is said which of the two has the slope."""
    learner = written(tmp_path, 7, None, [(right, wrong)])
    asked, line = (hints(learner, language, level, 7) for language, level in (("zh", 1), ("en", 3)))
    assert asked["text"].startswith(
        f"在 {form.replace('number', '数').replace('node', '节点')} 中，"
    )
    assert line["text"].startswith(form) and f"That slope is {slope}, and" in line["text"]
    assert "operand" not in line["text"].partition("acts like")[0]
    assert "return Value(" in line["text"] and not line["diagnosed"]


def test_what_is_wrong_with_a_number_is_told_by_programs_with_nothing_else(tmp_path):
    """For in (2.5 · a) · b there is a × of two nodes as well, which is right."""
    change = given("__rmul__", "Value(number * self.data, (self,), (self.data,))")
    seen = observe(written(tmp_path, 7, None, [change]))
    assert wrong_forms("mul", seen) == {LEFT} and not wrong_forms("add", seen)
    assert fields_of("mul", LEFT)["en"] == {"form": "number × node", "slope": "the number"}


def test_a_wrong_value_with_a_number_is_said_of_that_alone(tmp_path):
    learner = written(tmp_path, 7, None, [("-self + number", "node(number) + self")])
    told = hints(learner, "en", 2, 7)["text"]
    assert told.startswith("number − node computes a wrong value")


def test_an_engine_that_is_right_has_nothing_to_hear(tmp_path):
    """A loop, two of them, or a function that is given the gradient will do in lesson 3."""
    for number, backward in enumerate((ONE_LOOP, TWO_LOOPS, STEP, COLLECTS)):
        (tmp_path / str(number)).mkdir()
        learner = written(tmp_path / str(number), 3, backward, [])
        assert sends(learner, language="en")["status"] == "passed"
        assert hints(learner, language="en", level=2, lesson=3)["mistakes"] == []


def test_the_order_of_a_set_is_seen_whatever_the_addresses_are(tmp_path):
    learner = written(tmp_path, 5, COLLECTS, [(IN_ORDER, "list(nodes)")])
    first = observe(learner)
    kept = [learner.value(0.0) for _ in range(1000)]  # so that other addresses come next
    second = observe(learner)
    assert first.unordered and kept
    assert first.outcomes == second.outcomes
    assert "__hash__" not in vars(learner.Value)


# How the newest node is looked for at each turn of a loop, and what is in the line that says so.
SEARCHES = (
    (BY_NUMBER, "for other in nodes:"),
    (BY_NUMBER.replace("list(nodes)", "set(nodes)").replace("nodes[0]", "next(iter(nodes))"),
     "for other in nodes:"),
    ("        while nodes:\n            sender = max(nodes, key=lambda n: n.number)\n"
     "            nodes.remove(sender)\n", "sender = max(nodes"),
    ("        nodes = list(nodes)\n        while nodes:\n"
     "            nodes.sort(key=lambda n: n.number)\n            sender = nodes.pop()\n",
     "nodes.sort("),
)  # fmt: skip


@pytest.mark.parametrize(("search", "line"), SEARCHES)
def test_who_looks_for_the_newest_node_each_time_is_told_to_sort_once(search, line, tmp_path):
    """And not to use a set, which does not help."""
    change = f"        for sender in {IN_ORDER}:\n", search
    learner = written(tmp_path, 5, COLLECTS, [change])
    for language, once in (("en", "Sort once, before the loop"), ("zh", "在循环之前排序一次")):
        found = hints(learner, language=language, level=3, lesson=5)
        assert found["mistakes"] == ["quadratic-cost"] and once in found["text"], found["text"]
        assert line in found["text"] and not found["more"]
    assert hints(learner, language="en", level=2, lesson=5)["more"]


@pytest.mark.parametrize("wrong", ["sorted(nodes)", "sorted(nodes, reverse=True)"])
def test_nodes_that_are_sorted_without_a_key_cannot_be_compared(wrong, tmp_path):
    learner = written(tmp_path, 5, COLLECTS, [(IN_ORDER, wrong)])
    for language, said in (("en", "Nodes cannot be compared"), ("zh", "节点不能用 < 或 > 比较")):
        text = hints(learner, language=language, level=3, lesson=5)["text"]
        assert said in text and f"for sender in {wrong}:" in text, text
    assert "which of them is older?" in hints(learner, language="en", level=1, lesson=5)["text"]


WHILE = ("        order = sorted(nodes, key=lambda n: n.number)\n        while order:\n"
         "            sender = order.pop()\n")  # fmt: skip


@pytest.mark.parametrize("loop", [f"        for sender in {IN_ORDER}:\n", WHILE])
def test_self_in_place_of_the_node_that_sends_is_no_factor_forgotten(loop, tmp_path):
    changes = [(f"        for sender in {IN_ORDER}:\n", loop),
               ("sender.grad * partial", "self.grad * partial")]  # fmt: skip
    learner = written(tmp_path, 5, COLLECTS, changes)
    for language, said in (("en", "the gradient of J"), ("zh", "正在传递的节点自己的梯度")):
        text = hints(learner, language=language, level=3, lesson=5)["text"]
        assert said in text and "parent.grad += self.grad * partial" in text, text
        assert filled("missing-upstream-factor", (), language) not in text
    assert "whose gradient" in hints(learner, language="en", level=1, lesson=5)["text"]


def test_who_puts_the_function_node_in_is_told_so(tmp_path):
    """Python does not say so, or names a later line, for engine.py has a function node()."""
    learner = written(tmp_path, 5, COLLECTS, [("nodes.add(parent)", "nodes.add(node)")])
    for language, said in (("en", "the function node of engine.py"), ("zh", "里的函数 node")):
        found = hints(learner, language=language, level=3, lesson=5)
        assert found["mistakes"] == ["function-collected"] and said in found["text"]
        assert "nodes.add(node)" in found["text"]
    (tmp_path / "right").mkdir()
    right = written(tmp_path / "right", 5, MARKS, [])  # where node is a variable
    assert hints(right, language="en", level=3, lesson=5)["mistakes"][0] == "marks-kept"


def test_what_lesson_2_has_checked_is_nothing_that_it_may_be(tmp_path):
    """Unless it is lost since: then that is what it is, or may be."""
    change = ("            parent.push()\n", "")
    for number, more in enumerate(
        [(), [("(self, other), (1.0", "(self, node(other.data)), (1.0")]]
    ):
        (tmp_path / str(number)).mkdir()
        learner = written(tmp_path / str(number), 3, ONE_LOOP, [change, *more])
        text = hints(learner, language="en", level=3, lesson=3)["text"]
        assert operands_known(learner) == (not more)
        assert ("does not know every operand" in text) == bool(more), text


UPSIDE_DOWN = [
    ("(1 / self.data,)", "(self.data,)"),
    ("return Value(y, (self,), (y,))", "return Value(y, (self,), (1 / y,))"),
    ("(y * (1 - y),)", "(1 / (y * (1 - y)),)"),
    ("n * math.pow(self.data, n - 1) if n", "1 / (n * math.pow(self.data, n - 1)) if n"),
]


@pytest.mark.parametrize(("right", "wrong"), UPSIDE_DOWN)
def test_a_slope_that_is_upside_down_is_no_division_in_the_backward_pass(right, wrong, tmp_path):
    """For that would divide for × as well."""
    learner = written(tmp_path, 6, None, [(right, wrong)])
    for language, said in (("en", "upside down"), ("zh", "斜率颠倒了")):
        text = hints(learner, language=language, level=3, lesson=6)["text"]
        assert said in text and wrong in text
        assert filled("divides-instead-of-multiplying", (), language) not in text
    (tmp_path / "divided").mkdir()
    change = ("sender.grad * partial", "sender.grad / partial")
    divided = written(tmp_path / "divided", 6, None, [change])
    assert "upside down" not in hints(divided, language="en", level=3, lesson=6)["text"]


def test_more_is_promised_only_if_there_is_more(tmp_path):
    learner = written(tmp_path, 3, ONE_LOOP, [("            parent.push()\n", "")])
    levels = [hints(learner, language="en", level=level, lesson=3) for level in (1, 2, 3)]
    assert [found["more"] for found in levels] == [True, False, False]
    assert levels[1]["text"] == levels[2]["text"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_explanation_has_one_heading(language):
    for diagnosed in (True, False):
        found = Mark(LESSONS[3], hint="…", asks=False, diagnosed=diagnosed, mistakes=["…"])
        found.lines = [Line("…", "failed", 4)]
        text = report(found, language, 2, "")
        assert (words(language, "explained") in text) == (not diagnosed)


def test_a_method_that_is_not_called_in_the_loop_is_named(tmp_path):
    learner = written(tmp_path, 3, ONE_LOOP, [("parent.push()", "parent.push")])
    found = hints(learner, language="en", level=3, lesson=3)
    assert found["mistakes"] == ["not-called"] and "parent.push" in found["text"]


def test_a_method_without_its_node_is_known_in_lesson_5_too(tmp_path):
    change = ("        self.push()\n", "        push(self)\n")
    learner = written(tmp_path, 5, ONE_LOOP, [ADDED, change])
    text = hints(learner, language="en", level=3, lesson=5)["text"]
    assert "self.send() or parent.send()" in text and ":   push(self)" in text


def test_an_example_uses_only_what_is_written(tmp_path):
    """In lesson 3 that is + and ×."""
    for number, slopes in enumerate(["(1.0, -1.0)", "(2.0, 1.0)", "(-1.0,) * 2"]):
        change = SUM, slopes
        (tmp_path / str(number)).mkdir()
        text = hints(written(tmp_path / str(number), 3, ONE_LOOP, [change]), "en", 2, 3)["text"]
        assert " - " not in text and " / " not in text and "-a" not in text


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


def test_one_question_is_enough(tmp_path):
    for number, (backward, changes) in enumerate([(ONE_LOOP, [ADDED]), (TOO_EARLY, [])]):
        (tmp_path / str(number)).mkdir()
        learner = written(tmp_path / str(number), 5, backward, changes)
        assert len(hints(learner, language="en", level=1, lesson=5)["text"].splitlines()) == 1


def test_several_operations_are_spoken_of_as_several():
    assert "它们的运算数" in filled("op-sends-nothing", ("add", "mul"), "zh", "question")
    assert "each of + and ×" in filled("op-sends-nothing", ("add", "mul"), "en", "question")


def test_earlier_lessons_are_said_to_be_right_only_if_they_are():
    for language in ("en", "zh"):
        for number in (1, 2, 8):
            found = Mark(LESSONS[number - 1], [Line("…", PASSED, number), Line("…", PASSED, 1)])
            lines = report(found, language, 1, "").splitlines()
            said = f"  ✓ {words(language, 'earlier', last=number - 1)}"
            assert (said in lines) == (number > 1)
            for lesson in {1, number}:  # what is wrong may be in either
                wrong = replace(found, lines=[*found.lines, Line("…", FAILED, lesson, "…")])
                assert said not in report(wrong, language, 1, "").splitlines()


def test_what_hangs_has_a_heading():
    for language in ("en", "zh"):
        found = Mark(LESSONS[4], hangs=True, lines=[Line("…", "failed", 5, message="…")])
        explain_loop(found, language, 1)
        lines = report(found, language, 1, "").splitlines()
        at = lines.index(words(language, "think"))
        assert lines[at + 1].strip() == words(language, "hangs")


def test_each_level_says_more_than_the_one_before(tmp_path):
    learner = written(tmp_path, 5, COLLECTS, QUEUE)
    texts = [hints(learner, language="en", level=level, lesson=5)["text"] for level in (1, 2, 3)]
    assert texts[0].endswith("?") and "a set finds a node at once" in texts[1]
    assert texts[2].startswith(texts[1])
    assert "if parent not in nodes" in texts[2]


@pytest.mark.parametrize(("backward", "last"), [(COLLECTS, "cost_in_proportion"), (TOO_EARLY, "")])
def test_large_graphs_wait_until_the_rest_is_right(backward, last, tmp_path):
    """And of large graphs none is tried after one for which the engine is too slow."""
    written(tmp_path, 5, backward, QUEUE if last else [])
    found = mark(tmp_path, LESSONS[4])
    waiting = LARGE[LARGE.index(last) + 1 :] if last else LARGE
    later = [line.sentence for line in found.lines if line.status == LATER]
    assert later == [PROPERTIES[name].sentence for name in waiting]
    assert found.wrong and not found.passed
    assert all(words("en", "later") in report(found, "en", 1, "") for _ in later)


def test_what_an_earlier_lesson_taught_is_checked_again(tmp_path):
    """Without the chain rule lesson 4 alone would be passed."""
    written(tmp_path, 4, TWO_LOOPS, [(SENT, "parent.grad += partial")])
    found = mark(tmp_path, LESSONS[3], hints=3)
    assert not found.passed
    assert {line.lesson for line in found.lines if line.status == "failed"} == {3}
    assert found.mistakes == ["missing-upstream-factor"]


def test_leaves_keep_what_they_have_in_lesson_5():
    assert "two_results_add_up" in LESSONS[4].properties


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_search_that_is_slow_is_shown_by_a_program_for_beginners(
    language, tmp_path, monkeypatch, capsys
):
    """It uses nothing that a term of Python has not, and shows by the clock what is wrong."""
    monkeypatch.chdir(tmp_path)
    grown = []
    for changes in (QUEUE, [(f"        for sender in {IN_ORDER}:\n", BY_NUMBER)], []):
        learner = written(tmp_path, 5, COLLECTS, changes)
        verdict = Verdict("cost_in_proportion", "", FAILED, "…")
        python = line_of(verdict, 5, language, "").python
        assert not re.search(r"zip|lambda|\[.*:|\[.* for |steps", python)
        monkeypatch.setitem(sys.modules, "engine", learner.module)
        # The clock goes on by a second for each step that backward() takes.
        clock, backward = [0.0], learner.Value.backward

        def timed(node, clock=clock, backward=backward, cls=learner.Value):
            clock[0] += steps(lambda: backward(node), cls)

        learner.Value.backward = timed
        monkeypatch.setattr("time.time", lambda clock=clock: clock[0])
        exec(compile(python.replace("500, 2000", "50, 200"), "<program>", "exec"), {})
        few, many = re.findall(r"\d+\.\d+", capsys.readouterr().out)
        grown.append(float(many) / float(few))
    assert grown[0] > 10 and grown[1] > 10 and grown[2] < 5
