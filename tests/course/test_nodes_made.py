"""Lesson 2: what an operation returns in place of a node, and parents that are not the operands."""

import pytest
from test_checks import fits, learner

from autograd_mini.course.checks.edges import edges, sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.slips.articles import with_article
from autograd_mini.course.slips.table import SLIPS

ADD = "return Value(self.data + other.data, (self, other))"
OUTSIDE = "Value(self.data + other.data), (self, other)"
MEANT = ADD.removeprefix("return ")
CLOSED = (
    (f"return {OUTSIDE}", OUTSIDE),
    (f"out = {OUTSIDE}\n        return out", OUTSIDE),
    (f"return ({OUTSIDE})", OUTSIDE),
    ("return Value(self.data + other.data), self, other",
     "Value(self.data + other.data), self, other"),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "code"), CLOSED)
def test_a_bracket_that_closes_too_early_is_told_with_what_is_meant(wrong, code, tmp_path):
    mine, fields = learner(tmp_path, 2, ADD, wrong), {"code": code, "meant": MEANT}
    for language, said in (("en", "a + a is a tuple, not a Value."), ("zh", "而是 tuple。")):
        found = edges(mine, language)
        assert found["message"].endswith(said)
        for what in ("question", "sentence"):
            assert found[what] == said_of("closed-too-early", what, language, fields=fields)
        assert code in found["lines"]
        fits(found, 2, language)


def test_from_lesson_3_on_it_is_told_with_the_partials(tmp_path):
    right = "Value(self.data + other.data, (self, other), (1.0, 1.0))"
    wrong = f"{OUTSIDE}, (1.0, 1.0)"
    found = sends(learner(tmp_path, 3, right, wrong), "en")
    assert found["sentence"].endswith(f"What is meant is {right}.") and wrong in found["lines"]
    right = "Value(math.log(self.data), (self,), (1 / self.data,))"
    wrong = "Value(math.log(self.data)), (self,), (1 / self.data,)"
    found = hints(learner(tmp_path, 6, right, wrong), "en", 3, 6, operations=["log"])
    assert f"What is meant is {right}." in found["text"] and f"return {wrong}" in found["text"]


OTHERS = (
    ("return [self.data + other.data, (self, other)]", "a list"),
    ("return self.data + other.data, (self, other)", "a tuple"),
    ("return str(self.data + other.data)", "a str"),
    ("return Value", "the class Value itself"),
    ("return (Value(self.data), Value(other.data)) * 1", "a tuple"),
)


@pytest.mark.parametrize(("wrong", "kind"), OTHERS)
def test_something_else_than_a_node_is_told_as_what_it_is(wrong, kind, tmp_path):
    found = edges(learner(tmp_path, 2, ADD, wrong), "en")
    assert found["message"] == f"a + a is {kind}, not a Value." and not found["lines"]
    assert found["sentence"].startswith(f"The operation returns {kind}.")


NODE = "Value(self.data + other.data"
PARENTS = (
    (f"return {NODE}, (self, self))", "one-operand-twice"),
    (f"return {NODE}, (other, other))", "one-operand-twice"),
    (f"return {NODE}, (other, self))", "order-turned"),
    (f"return {NODE}, (self, other, self))", "too-many-parents"),
    (f"return {NODE}, (self, Value(other.data)))", "copies-for-nodes"),
    (f"return {NODE}, (self, Value(0.5)))", "other-parents"),
    (f"self = {NODE})\n        self.parents = (self, other)\n        return self",
     "its-own-parent"),
    (f"out = {NODE})\n        out.parents = (out, other)\n        return out", "its-own-parent"),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "slip"), PARENTS)
def test_each_kind_of_wrong_parents_has_its_own_words(wrong, slip, tmp_path):
    mine = learner(tmp_path, 2, ADD, wrong)
    for language in ("en", "zh"):
        found = edges(mine, language)
        assert found["question"] == SLIPS[slip].question[language]
        assert found["sentence"] == SLIPS[slip].sentence[language]


def test_a_type_is_named_with_its_article():
    assert [with_article(name) for name in ("Value", "int")] == ["a Value", "an int"]


NEW = "new = Value(self.data + other.data, (self, other))\n        return {}"


@pytest.mark.parametrize("operand", ("self", "other"))
def test_an_operand_that_is_returned_is_told_with_its_return(operand, tmp_path):
    mine = learner(tmp_path, 2, ADD, NEW.format(operand))
    for language in ("en", "zh"):
        found = edges(mine, language)
        said = said_of("operand-returned", "sentence", language, fields={"name": "a"})
        assert found["sentence"] == said and "a + a" in found["message"]
        assert f"return {operand}" in found["lines"]
        fits(found, 2, language)


def test_an_operand_is_known_later_too_and_a_new_node_is_none(tmp_path):
    right = "return Value(math.log(self.data), (self,), (1 / self.data,))"
    found = hints(learner(tmp_path, 6, right, "return self"), "en", 3, 6, operations=["log"])
    assert "J is a." in found["text"] and "return self" in found["text"]
    assert edges(learner(tmp_path, 2, ADD, NEW.format("new")), "en")["status"] == "passed"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("wrong", "line"), [
    ("return self.data + other.data", "return self.data + other.data"),
    (ADD.replace("return", "out =") + "\n        return out.data", "return out.data"),
    ("y = self.data + other.data\n        return y", "return y"),
    ("if self is not other:\n            return 1.0\n        return other.data * 2.0",
     "return other.data * 2.0"),  # for a + a is tried first
])  # fmt: skip
def test_the_return_of_a_plain_number_is_told(wrong, line, language, tmp_path):
    found = edges(learner(tmp_path, 2, ADD, wrong), language)
    assert found["sentence"] == said_of("plain-number", "sentence", language, fields={})
    assert found["lines"].endswith(line) and found["lines"].count("engine.py") == 1


@pytest.mark.parametrize("wrong", [
    "return total(self, other)", "return (lambda: self.data + other.data)()",
])  # fmt: skip
def test_a_return_of_what_another_function_gives_is_not_blamed(wrong, tmp_path):
    mine = learner(tmp_path, 2, ADD, wrong)
    mine.module.total = lambda one, other: one.data + other.data
    found = edges(mine, "en")
    assert found["sentence"] == said_of("plain-number", "sentence", "en", fields={})
    assert not found["lines"]
