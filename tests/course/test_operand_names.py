"""What + and × call their operands, and what is written without a node before it."""

import pytest
from learners import written

from autograd_mini.course.checks.edges import edges
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.checks.said_errors import meaning

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
