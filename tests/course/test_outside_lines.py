"""What an operation does where it has no value: what is told of it, and the line that is named."""

import pytest

from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.lines.outside_lines import read_outside
from autograd_mini.course.lines.read_line import Read
from autograd_mini.course.source import engine

LOG = "        return Value(math.log(self.data), (self,), (1 / self.data,))\n"
SLOPE = "slope = n * math.pow(self.data, n - 1) if n else 0.0"
OF_POW = "return Value(math.pow(self.data, n), (self,), (slope,))"
DIV = "        return self * node(other) ** -1.0\n"
OF_LOG, ROOT, QUOTIENT = "J = a.log()", "J = a ** 0.5", "J = a / b"
# What is written in place of what, the program, what is returned, and the line that is named.
RETURNED = (
    (LOG, f"        if self.data <= 0:\n            return 0\n{LOG}", OF_LOG, "0", "return 0"),
    (LOG, f"        if self.data <= 0:\n            return\n{LOG}", OF_LOG, "None", "return"),
    (LOG, f"        if self.data > 0:\n    {LOG}        return None\n", OF_LOG, "None",
     "return None"),
    (LOG, f"        if self.data > 0:\n    {LOG}        print('no log')\n", OF_LOG, "None", ""),
    (SLOPE, f"if self.data < 0:\n            return 0.0\n        {SLOPE}", ROOT, "0.0",
     "return 0.0"),
    (DIV, f"        if node(other).data == 0:\n            return 0\n{DIV}", QUOTIENT, "0",
     "return 0"),
)  # fmt: skip
SIGNS = {OF_LOG: ("log", "math.log"), ROOT: ("`**`", "math.pow"), QUOTIENT: ("`/`", "Python")}


def changed(folder, right, wrong):
    """Return the path of an engine with a change, and its lines."""
    code = engine(6)
    assert right in code
    path = folder / "engine.py"
    path.write_text(code.replace(right, wrong), "utf-8")
    return str(path), path.read_text("utf-8").splitlines()


@pytest.mark.parametrize(("right", "wrong", "python", "found", "line"), RETURNED)
def test_what_is_returned_in_place_of_an_error_is_told(right, wrong, python, found, line, tmp_path):
    path, lines = changed(tmp_path, right, wrong)
    read = read_outside(path, f"it returns {found} instead of an error", python)
    op, function = SIGNS[python]
    assert read.slip == "returned-instead-of-error"
    assert read.fields == {"op": op, "found": found, "function": function}
    assert [lines[number - 1].strip() for number in read.lines] == ([line] if line else [])
    for language in ("en", "zh"):
        told = said_of(read.slip, "sentence", language, fields=read.fields)
        assert op in told and found in told and function in told


@pytest.mark.parametrize(("power", "code"), [
    ("self.data ** n", "`**`"), ("pow(self.data, n)", "`pow`"), ("self.data.__pow__(n)", ""),
])  # fmt: skip
def test_a_complex_power_is_told_with_what_computes_it(power, code, tmp_path):
    path, lines = changed(tmp_path, OF_POW, OF_POW.replace("math.pow(self.data, n)", power))
    read = read_outside(path, "it is (8.66e-17+1.414j) instead of an error", ROOT)
    assert read.slip == ("complex-power" if code else "complex-root")
    assert [lines[number - 1].strip() for number in read.lines] == (
        [OF_POW.replace("math.pow(self.data, n)", power)] if code else []
    )
    for language in ("en", "zh"):
        told = said_of(read.slip, "sentence", language, fields=read.fields)
        assert code in told and ("**" in told) == (code == "`**`")


def test_the_line_of_a_power_is_that_of_its_number(tmp_path):
    wrong = f"y = self.data ** n\n        {SLOPE.replace('math.pow', 'pow')}"
    path, lines = changed(tmp_path, SLOPE, wrong)
    text = "\n".join(lines).replace("Value(math.pow(self.data, n),", "Value(y,")
    (tmp_path / "engine.py").write_text(text, "utf-8")
    read = read_outside(path, "it is (8.66e-17+1.414j) instead of an error", ROOT)
    assert [lines[number - 1].strip() for number in read.lines] == ["y = self.data ** n"]


def test_what_is_said_of_something_else_is_left_to_others(tmp_path):
    path, _ = changed(tmp_path, LOG, LOG)
    assert read_outside(path, "it is inf instead of an error", OF_LOG) == Read("no-error", {})
    assert read_outside(path, "the derivative is 0; it should be 1", OF_LOG) is None
