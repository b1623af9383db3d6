"""A function that is written with something of a later lesson is not called unwritten."""

import ast

import pytest

from autograd_mini.course.checks.outcome import checked
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.lines.too_early import lessons_of
from autograd_mini.course.marking import mark
from autograd_mini.course.slips.early_slips import USED
from autograd_mini.course.source import engine
from autograd_mini.testing.conform.engine import Engine

# How a learner calls each function, and how another one may use it.
CALLS = {
    "slope": lambda e: e.module.slope(lambda x: x, 3.0),
    "__add__": lambda e: e.value(3.0) + e.value(2.0),
    "__mul__": lambda e: e.value(3.0) * e.value(2.0),
    "backward": lambda e: e.value(3.0).backward(),
    "__pow__": lambda e: e.value(3.0) ** 2.0,
    "exp": lambda e: e.value(3.0).exp(),
    "log": lambda e: e.value(3.0).log(),
    "sigmoid": lambda e: e.value(3.0).sigmoid(),
    "__rsub__": lambda e: 1 - e.value(3.0),
    "neuron": lambda e: e.module.neuron([e.value(1.0)], []),
    "cost": lambda e: e.module.cost(e.value(0.5), 1.0),
}
USES = {
    "__add__": "Value(2.0) + 1.0", "__mul__": "Value(2.0) * 3.0", "__pow__": "Value(2.0) ** 3",
    "__neg__": "-Value(2.0)", "__sub__": "Value(2.0) - 1.0", "__rsub__": "1 - Value(2.0)",
    "__truediv__": "Value(2.0) / 3.0", "__rtruediv__": "1 / Value(2.0)",
    "exp": "Value(2.0).exp()", "log": "Value(2.0).log()", "sigmoid": "Value(2.0).sigmoid()",
    "backward": "Value(2.0).backward()", "neuron": "neuron([Value(2.0)], [])",
    "cost": "cost(Value(0.5), 1)", "network": "network([], [])",
    "descend": "descend([], [], [], 1.0)",
}  # fmt: skip
# What stands behind the signs that the course has given.
BEHIND = {"__neg__": "__mul__", "__sub__": "__mul__", "__truediv__": "__pow__",
          "__rtruediv__": "__pow__"}  # fmt: skip


def using(tmp_path, function, use, language):
    """Return the engine of a learner who uses something in a function, and the line."""
    code = engine(lessons_of()[function], language)
    [tree] = [part for part in ast.walk(ast.parse(code)) if getattr(part, "name", "") == function]
    first = next(part for part in tree.body if not isinstance(part, ast.Expr))
    lines = code.splitlines()
    lines.insert(first.lineno - 1, f"{' ' * first.col_offset}helped = {use}")
    (tmp_path / "engine.py").write_text("\n".join(lines), "utf-8")
    return Engine(f"{tmp_path / 'engine.py'}:Value"), first.lineno


@pytest.mark.parametrize("function", CALLS)
def test_what_is_used_of_a_later_lesson_is_named_with_its_line(function, tmp_path):
    """And what is of the same lesson, or of one before, is simply not there yet."""
    own, check = lessons_of()[function], checked(CALLS[function])
    for used, use in USES.items():
        lesson = lessons_of()[BEHIND.get(used, used)]
        for number, language in enumerate(("en", "zh")):
            if lesson <= own and number:
                continue
            learner, line = using(tmp_path, function, use, language)
            found = check(learner, language=language)
            if lesson <= own:
                assert found["status"] == "passed" or "RecursionError" in found["message"]
                continue
            assert found["status"] == "failed" and not found["general"], (used, found)
            code = USED[used][language]
            at = f"line {line}" if language == "en" else f"第 {line} 行"
            told = f"lesson {lesson} " if language == "en" else f"第 {lesson} 课"
            assert at in found["message"] and at in found["question"] and code in found["sentence"]
            assert told in found["message"] and told in found["sentence"]
            assert found["lines"].endswith(f"helped = {use}")


def test_each_function_of_the_course_is_among_them():
    written = {name for name, lesson in lessons_of().items() if lesson and name != "send"}
    assert written == {*CALLS, "network", "descend"}
    assert {*USES} == {*USED} == ({*lessons_of()} - {"slope", "send", "node", "__init__"})


def test_what_is_not_written_is_not_there_yet(tmp_path):
    (tmp_path / "engine.py").write_text(engine(5), "utf-8")
    learner = Engine(f"{tmp_path / 'engine.py'}:Value")
    assert checked(CALLS["exp"])(learner, language="en")["status"] == "missing"


SIGMOID = "        y = 1 / (1 + e) if self.data >= 0 else e / (1 + e)\n"
# Lessons, what is changed, and how many things are wrong.
MARKED = (
    (6, SIGMOID, "        y = self.exp() / (self.exp() + 1)\n"
     "        return Value(y.data, (self,), (y * (1 - y),))\n", 3),
    (5, "= 0.0\n        self.grad = 1.0\n", "= 0.0\n        self.grad = (1 - node(0.0)).data\n",
     8),
)  # fmt: skip


@pytest.mark.parametrize(("lesson", "right", "wrong", "failed"), MARKED)
def test_none_of_the_properties_is_called_unwritten(lesson, right, wrong, failed, tmp_path):
    code = engine(lesson)
    assert right in code
    (tmp_path / "engine.py").write_text(code.replace(right, wrong), "utf-8")
    found = mark(tmp_path, LESSONS[lesson - 1], hints=3)
    statuses = [line.status for line in found.lines]
    assert "missing" not in statuses and statuses.count("failed") == failed, statuses
    first = next(line for line in found.lines if line.status == "failed")
    assert "`number - node` is used there, which lesson 7 is about" in first.message
    assert "y.data" in found.hint and "1 - " in found.hint.splitlines()[-1]
