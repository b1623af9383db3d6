"""Nodes in the place of numbers, which have the right numbers in them: they are noticed at once."""

import pytest
from in_turn import neurons

from autograd_mini.course.checks.edges import edges, sends
from autograd_mini.course.checks.numbers import numbers
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.course.source import engine
from autograd_mini.testing.conform.engine import Engine

POWER = "slope = n * math.pow(self.data, n - 1) if n else 0.0\n"
MINUS = "return -self + number"
# The check, what is written in place of what, the slip, and what is in the line that is named.
NODES = (
    (numbers, "(1 / self.data,)", "(1 / self,)", "nodes-for-numbers", "(1 / self,)"),
    (numbers, "return Value(y, (self,), (y,))",
     "return Value(y, (self,), (Value(math.exp(self.data)),))", "nodes-for-numbers",
     "(Value(math.exp(self.data)),)"),
    (numbers, "math.pow(self.data, n - 1) if", "Value(math.pow(self.data, n - 1)) if",
     "nodes-for-numbers", "slope = n * Value("),
    (numbers, "(y * (1 - y),)", "(Value(y) * (-Value(y) + 1.0),)", "nodes-for-numbers",
     "(Value(y) * "),
    (numbers, "y = math.exp(self.data)", "y = Value(math.exp(self.data))", "node-in-a-node",
     "y = Value(math.exp(self.data))"),
    (edges, "Value(self.data * other.data, op", "Value(Value(self.data * other.data), op",
     "node-in-a-node", "Value(Value("),
    (sends, "(other.data, self.data)", "(other, self)", "nodes-for-numbers", "(other, self)"),
    (sends, "(1.0, 1.0)", "(Value(1.0), Value(1.0))", "nodes-for-numbers", "(Value(1.0), "),
    (neurons, MINUS, "return Value(number - self.data, (self,), (Value(-1.0),))",
     "nodes-for-numbers", "(Value(-1.0),)"),
    (neurons, MINUS, "return Value(Value(number - self.data), (self,), (-1.0,))",
     "node-in-a-node", "Value(Value("),
)  # fmt: skip


@pytest.mark.parametrize(("check", "right", "wrong", "slip", "line"), NODES)
def test_a_node_for_a_number_is_noticed(check, right, wrong, slip, line, tmp_path):
    code = engine(8)
    assert right in code
    (tmp_path / "engine.py").write_text(code.replace(right, wrong), "utf-8")
    learner = Engine(f"{tmp_path / 'engine.py'}:Value")
    for language in ("en", "zh"):
        found = check(learner, language=language)
        assert found["status"] == "failed"
        assert found["sentence"] == SLIPS[slip].sentence[language]
        assert "Value" in found["message"] and line in found["lines"], found
        compile(found["python"], "<program>", "exec")


def test_lesson_6_asks_for_numbers(tmp_path):
    """Its properties take the number out of a node, so a check has to."""
    assert "numbers:numbers" in [check.function for check in LESSONS[5].checks]
    (tmp_path / "engine.py").write_text(engine(6), "utf-8")
    assert numbers(Engine(f"{tmp_path / 'engine.py'}:Value"), language="en")["status"] == "passed"
