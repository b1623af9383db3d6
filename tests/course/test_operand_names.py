"""What + and × call their operands, and what is written without a node before it."""

import ast

import pytest
from learners import written

from autograd_mini.course.checks.edges import edges, sends
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.checks.said_errors import meaning
from autograd_mini.course.lines.name_lines import unset

PRODUCT = "return Value(self.data * other.data, (self, other))"
OPERANDS = {"function": "__mul__", "left": "self", "right": "other"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("line", "slip", "fields"), [
    ("return Value(self.data * other.data, (a, b))", "operands-otherwise", {"name": "a"}),
    ("return Value(self.data * b.data, (self, b))", "operands-otherwise", {"name": "b"}),
    ("return self.Value(self.data * other.data, (self, other))", "of-no-node",
     {"name": "Value", "code": "self.Value"}),
    ("return self.node(self.data * other.data)", "of-no-node",
     {"name": "node", "code": "self.node"}),
])  # fmt: skip
def test_it_is_told_as_it_is_called_there(line, slip, fields, language, tmp_path):
    found = edges(written(tmp_path, 2, None, [(PRODUCT, line)]), language=language)
    assert found["sentence"] == said_of(slip, "sentence", language, fields={**OPERANDS, **fields})
    assert found["question"] == said_of(slip, "question", language, fields={**OPERANDS, **fields})
    assert found["lines"].endswith(line) and not found["general"]
    assert (
        "(Value) (Value)" not in found["message"]
        and "（Value）没有属性 节点" not in found["message"]
    )


@pytest.mark.parametrize(("code", "error", "text"), [
    ("def __mul__(self, other):\n    return q", "NameError", "name 'q' is not defined"),
    ("def cost(a, y):\n    return b", "NameError", "name 'b' is not defined"),
    ("def slope(f, x):\n    return 0\ndef f(p):\n    return p.slope", "AttributeError",
     "'Value' object has no attribute 'slope'"),
])  # fmt: skip
def test_of_other_names_it_is_not_said(code, error, text, tmp_path):
    file = tmp_path / "engine.py"
    file.write_text(code, encoding="utf-8")
    line = len(code.splitlines())
    assert meaning(error, text, str(file), line).slip not in ("operands-otherwise", "of-no-node")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("right", "wrong", "method", "name"), [
    ("self.grad = 1.0", "J.grad = 1.0", "backward", "J"),
    ("self.grad = 1.0", "y.grad = 1.0", "backward", "y"),
    ("        self.send()", "        J.send()", "backward", "J"),
    ("= self.grad * partial", "= J.grad * partial", "send", "J"),
    ("zip(self.parents, self", "zip(J.parents, J", "send", "J"),
])  # fmt: skip
def test_the_node_of_a_pass_is_told_as_self(right, wrong, method, name, language, tmp_path):
    found = sends(written(tmp_path, 3, None, [(right, wrong)]), language=language)
    fields = {"method": method, "function": method, "name": name}
    for what in ("question", "sentence"):
        assert found[what] == said_of("node-otherwise", what, language, fields=fields)
    assert wrong.strip() in found["lines"] and not found["general"]


@pytest.mark.parametrize(("code", "slip"), [
    ("class Value:\n  def backward(self):\n    node = self\n    J.grad = 1", "set-by-another-name"),
    ("class Value:\n  def exp(self):\n    y.data = 1", "never-set"),
    ("class Value:\n  def send(self, node):\n    y.grad = 1", "never-set"),
    ("def backward(self):\n  J.grad = 1", "never-set"),
    ("class Value:\n  def backward(self):\n    w.grad = 1", "never-set"),
    ("class Value:\n  def backward(self):\n    for n in [self]:\n      J.grad = n", "never-set"),
    ("class Value:\n  def backward(self):\n    def go(n):\n      J.grad = n", "never-set"),
])  # fmt: skip
def test_of_another_function_it_is_not_said(code, slip):
    name = code.splitlines()[-1].strip()[0]
    assert unset(name, ast.parse(code), len(code.splitlines())).slip == slip
