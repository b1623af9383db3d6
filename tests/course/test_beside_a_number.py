"""Lesson 7: operations with a number beside the node that are wrong, as 1 − a may be."""

import pytest
from in_turn import neurons
from learners import (
    SUBTRACTED,
    written,
)

from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.one_node import fields_of
from autograd_mini.testing.diagnosis.finders import wrong_forms
from autograd_mini.testing.diagnosis.forward import LEFT
from autograd_mini.testing.diagnosis.observe import observe


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
