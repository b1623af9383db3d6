"""Where the line that ends in an error says more than the error, it is read."""

import pytest
from in_turn import networks, neurons
from learners import ONE_LOOP, written
from mistaken import COST, NEURON, OUTPUTS, UNITS
from test_checks import learner

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.hints import hints
from autograd_mini.course.checks.outcome import said_of
from autograd_mini.course.checks.said_errors import meaning
from autograd_mini.course.checks.slopes import slopes
from autograd_mini.course.judging import line_of
from autograd_mini.course.slips.read_slips import READ_SLIPS
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.testing.conform.verdicts import FAILED, Verdict

TERMS = f"{NEURON}\n        z = z + weight * x_j\n"
OF_J = "        z = z + theta[j + 1] * x[j]\n"
COSTS = f"        for a_k, y_k in {OUTPUTS}:\n            J_of_x = J_of_x + cost(a_k, y_k)\n"
OF_K = "            J_of_x = J_of_x + cost(a[-1][k], y[k])\n"
# The lesson, what is written in place of what, the slip, what its sentence names, and what is in
# the line that is named.
SLIPPED = (
    (7, COST, COST.replace("a.log()", "a.data.log()", 1), "asked-of-its-number", "`a.data`",
     "a.data.log()"),
    (7, COST, COST.replace("(1 - a)", "(1 - a.data)"), "asked-of-its-number", "`a.data`",
     "(1 - a.data).log()"),
    (8, "J_of_x.backward()", "J_of_x.data.backward()", "asked-of-its-number", "`J_of_x`",
     "J_of_x.data.backward()"),
    (7, TERMS, f"    for j in len(x):\n{OF_J}", "no-range", "range(len(x))", "in len(x):"),
    (7, TERMS, f"    m = len(x)\n    for j in m:\n{OF_J}", "no-range", "range(m)", "for j in m:"),
    (7, TERMS, f"    for j, _ in enumerate(len(x)):\n{OF_J}", "no-range", "range(len(x))",
     "enumerate(len(x))"),
    (7, TERMS, "    z = z + sum(theta[j + 1] * x[j] for j in len(x))\n", "no-range",
     "range(len(x))", "in len(x))"),
    (8, COSTS, f"        for k in len(y):\n{OF_K}", "no-range", "range(len(y))", "in len(y):"),
    (8, "network(layers, x)\n        J", "network(x, layers)\n        J", "no-elements",
     "another order", "for row in matrix:"),
    (7, TERMS, "    for j in range(len(x)):\n        z = z + theta[0][j] * x[j]\n", "no-elements",
     "one node", "theta[0][j]"),
    (7, TERMS, f"    for j in range(len(x[0])):\n{OF_J}", "no-elements", "one node", "len(x[0])"),
    (7, TERMS, f"    for j in range(len(theta)):\n{OF_J}", "index-of", "len(theta) is 4",
     "theta[j + 1] * x[j]"),
    (7, TERMS, f"    for j in range(1, len(theta) + 1):\n{OF_J.replace('j + 1', 'j - 1')}",
     "index-of", "len(x) is 3", "theta[j - 1] * x[j]"),
    (7, TERMS, "    z = sum(theta[j] * x[j] for j in range(len(theta)))\n", "index-of",
     "the last index is 2, and `j` is 3", "theta[j] * x[j]"),
    (8, COSTS, f"        for k in range(len(y)):\n{OF_K}".replace("y[k])", "Y[k][i + k])"
     ).replace("        for k", "        i = 1\n        for k"), "index-of", "len(Y[k]) is 2",
     "Y[k]"),
    (7, TERMS, "    z = z + theta[1] * x[0] + theta[2] * x[1] + theta[3] * x[2] + theta[4]\n",
     "index-written", "len(theta) is 4", "+ theta[4]"),
    (8, UNITS, "neuron(row, a[-1] if z else a[0])", "index-of-nothing", "`a` is empty", "a[0]"),
    (7, "return -self + number", "return other - self", "called-otherwise", "`number`", "other -"),
    (7, f"theta[0]\n{TERMS}", f"0\n{TERMS.replace('theta', 'weights')}", "called-otherwise",
     "`theta`", "weights"),
    (7, COST, COST.replace("y", "target"), "called-otherwise", "`y`", "target"),
    (7, "def cost(a, y):", "def cost(out, y):", "called-otherwise", "`out`", "a.log()"),
    (7, "z.sigmoid()", "Value(math.sigmoid(z.data))", "not-in-math", "`sigmoid`", "math.sigmoid"),
    (7, "z.sigmoid()", "Value(1 / (1 + sqrt(z.data)))", "math-forgotten", "math.sqrt", "sqrt("),
)  # fmt: skip


@pytest.mark.parametrize(("lesson", "right", "wrong", "slip", "said", "line"), SLIPPED)
def test_the_line_says_what_the_error_means(lesson, right, wrong, slip, said, line, tmp_path):
    mine = learner(tmp_path, lesson, right, wrong)
    check = neurons if lesson == 7 else networks
    for language in ("en", "zh"):
        found = check(mine, language=language)
        assert found["status"] == "failed" and not found["general"], found
        begins = READ_SLIPS[slip].sentence[language].partition("{")[0]
        assert found["sentence"].startswith(begins) and "{" not in found["sentence"]
        assert language == "zh" or said in found["sentence"], found["sentence"]
        assert line in found["lines"], found["lines"]


SIGMOID = "        y = 1 / (1 + e) if self.data >= 0 else e / (1 + e)\n"
# Of lesson 6, what is written in place of what, what is asked, explained, and in the line named.
IN_OPERATIONS = (
    ("math.exp(self.data)", "exp(self.data)", "of a module", "math.exp(…)", "y = exp("),
    ("math.log(self.data)", "ln(self.data)", "of a module", "math.log(…)", "Value(ln("),
    (
        "math.exp(self.data)",
        "math.e ^ self.data",
        "`math.e ^ self.data`",
        "math.exp(self.data)",
        "math.e ^ self.data",
    ),
    (
        "math.exp(self.data)",
        "2.5 ^ self.data",
        "`2.5 ^ self.data`",
        "math.pow(2.5, self.data)",
        "2.5 ^ self.data",
    ),
    (
        "n * math.pow(self.data, n - 1)",
        "n * self.data ^ (n - 1)",
        "`n * self.data ^ (n - 1)`",
        "`n * self.data ^ (n - 1)` write n * math.pow(self.data, n - 1).",
        "n * self.data ^ (n - 1)",
    ),
    (
        "n * math.pow(self.data, n - 1)",
        "n * self.data ^ n - 1",
        "`n * self.data ^ n - 1`",
        "Write math.pow(a, b) for a to the power b.",
        "n * self.data ^ n - 1",
    ),
    (
        "math.log(self.data), (self,), (1 / self.data,)",
        "math.log(self.data), (self,), (1 / self.grad,)",
        "`self.grad`",
        "only after backward()",
        "(1 / self.grad,)",
    ),
    (
        "math.exp(self.data)",
        "math.exp(self.data) / len(self.parents)",
        "divide",
        "is 0 there",
        "/ len(self.parents)",
    ),
    ("math.log(self.data)", "math.ln(self.data)", "in the module", "no `ln` in math", "math.ln("),
)


@pytest.mark.parametrize(("right", "wrong", "asked", "told", "line"), IN_OPERATIONS)
def test_operations_are_read_too(right, wrong, asked, told, line, tmp_path):
    mine = learner(tmp_path, 6, right, wrong)
    operation = "pow" if right.startswith("n *") else right[5:8]
    first, last = (hints(mine, "en", level, 6, operations=[operation]) for level in (1, 3))
    assert asked in first["text"] and first["more"]
    assert told in last["text"] and line in last["text"] and not last["more"]


POWER = "slope = n * math.pow(self.data, n - 1) if n else 0.0\n"


@pytest.mark.parametrize(("right", "wrong"), [
    ("Value(math.pow(self.data, n), (self", "Value(math.pow(n, self.data), (self"),
    (POWER, f"{POWER}        for i in range(n):\n            pass\n"),
])  # fmt: skip
def test_of_a_power_it_is_not_the_quotient_that_is_asked_about(right, wrong, tmp_path):
    """Which nobody has written, and which fails for the power in it, in the same line."""
    mine = learner(tmp_path, 6, right, wrong)
    for language in ("en", "zh"):
        first, last = (hints(mine, language, level, 6, operations=["pow", "div"])["text"]
                       for level in (1, 3))  # fmt: skip
        assert "÷" not in first + last and "**" in first and last.count("engine.py") == 1


@pytest.mark.parametrize("told", [
    "cannot access local variable 'y' where it is not associated with a value",
    "local variable 'y' referenced before assignment",
])  # fmt: skip
def test_a_forgotten_else_is_told_with_its_if(told, tmp_path, monkeypatch):
    """And is sure, so that the diagnosis, which knows nothing of errors, is not asked."""
    mine = learner(
        tmp_path, 6, SIGMOID, "        if self.data >= 0:\n            y = 1 / (1 + e)\n"
    )
    with pytest.raises(UnboundLocalError) as error:
        mine.value(-1.0).sigmoid()
    monkeypatch.chdir(tmp_path)
    message = f"it raises UnboundLocalError: {told} ({mine.line(error.value)})"
    verdict = Verdict("derivative_of_sigmoid", "…", FAILED, message)
    for language, said in (("en", "after else:"), ("zh", "else: 之后")):
        line = line_of(verdict, 6, language)
        assert said in line.explained and "`y`" in line.question and not line.general
        assert line.place.endswith("   if self.data >= 0:")


@pytest.mark.parametrize("loop", [
    "for parent in len(self.parents):", "for parent, partial in enumerate(len(self.parents)):",
])  # fmt: skip
def test_a_forgotten_range_over_parents(loop, tmp_path):
    """Though where parents are gone through, a comma may be missing as well."""
    found = sends(written(tmp_path, 3, ONE_LOOP, [(LOOP, loop)]), language="en")
    assert "range(len(self.parents))" in found["sentence"]
    changes = [("(self, other), (1.0, 1.0)", "(self, other), (1.0)")]
    found = hints(written(tmp_path, 3, ONE_LOOP, changes), "en", 2, 3)
    assert "Brackets alone make no tuple" in found["text"]


LOOP = "for parent, partial in zip(self.parents, self.partials):"


def test_a_variable_without_an_if_lacks_no_else(tmp_path):
    """One that a line reads as well as it sets it has no value there."""
    mine = learner(tmp_path, 7, "    z = theta[0]\n", "    z = z + theta[0]\n")
    found = neurons(mine, language="en")
    assert "before that it reads `z`" in found["sentence"] and "else:" not in found["sentence"]


OF_X = "        x = self.data\n"
RATIO = "        y = x.exp() / (1 + x.exp())\n"
# What is put in place of what in lesson 6, and what is asked, told, and in the line that is named.
NODES_AND_NUMBERS = (
    ("if self.data >= 0", "if self >= 0", "`self` is a node", "self.data.", "if self >= 0"),
    ("if self.data >= 0", "if 0 <= self", "`self` is a node", "self.data.", "if 0 <= self"),
    ("-abs(self.data)", "-abs(self)", "`self` is a node", "self.data.", "abs(self)"),
    ("-abs(self.data)", "-max(self, -self)", "", "", ""),
    ("-abs(self.data)", "-float(max(self, 0.0))", "`self` is a node", "self.data.", "max(self"),
    (SIGMOID, OF_X + RATIO, "`x` is a plain number", "math.exp(x)", "y = x.exp()"),
    (SIGMOID, RATIO.replace("x.exp", "(-self.data).exp"),
     "`-self.data` is a plain number", "math.exp(-self.data)", ".exp()"),
    ("math.log(self.data)", "self.data.ln()", "`self.data` is a plain number",
     "math.log(self.data)", "self.data.ln()"),
)  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "told", "near", "line"), NODES_AND_NUMBERS)
def test_a_node_is_no_number(right, wrong, told, near, line, tmp_path, monkeypatch):
    """And a number no node; no word of sorting, for nodes are not compared with nodes."""
    mine = learner(tmp_path, 6, right, wrong)
    monkeypatch.chdir(tmp_path)
    with pytest.raises((TypeError, AttributeError)) as error:
        print(mine.value(-1.0).sigmoid(), mine.value(1.0).log())
    message = f"it raises {error.type.__name__}: {error.value} ({mine.line(error.value)})"
    verdict = Verdict("derivative_of_sigmoid", "…", FAILED, message)
    found = line_of(verdict, 6, "en")
    if not line:  # two nodes
        assert "cannot be compared" in found.explained
        return
    assert told in found.explained and near in found.explained and line in found.place
    assert not found.general and "？" in line_of(verdict, 6, "zh").question
    text = hints(mine, "zh", 2, 6, operations=["log" if "log" in right else "sigmoid"])["text"]
    # That abs is asked for is all that hints() know then, and they are not asked.
    assert near.removesuffix(".") in text or "abs" in line
    assert "sorted" not in text and "node(other)" not in text


def test_where_it_is_not_read_a_node_that_is_compared_with_a_number_is_not_sorted():
    text = "'<' not supported between instances of 'int' and 'Value'"
    assert meaning("TypeError", text).slip == "number-compared"
    assert meaning("TypeError", text.replace("'int'", "'Value'")).slip == "not-compared"


@pytest.mark.parametrize("code", ["f * (x + h)", "f[x + h]"])
def test_a_sign_in_place_of_the_brackets_of_a_call_is_told(code, tmp_path):
    found = slopes(learner(tmp_path, 1, "(f(x + h)", f"({code}"), "zh")
    fields = {"name": "f", "code": code, "meant": "f(x + h)"}
    assert found["sentence"] == said_of("sign-for-call", "sentence", "zh", fields=fields)
    assert f"({code} - f(x - h))" in found["lines"]


def test_another_sign_beside_a_function_has_no_call_that_is_meant(tmp_path):
    for code in ("f", "(x + h) * f"):
        found = slopes(learner(tmp_path, 1, "(f(x + h)", f"({code}"), "en")
        assert found["sentence"] == SLIPS["not-called"].sentence["en"]


@pytest.mark.parametrize(("line", "names"), [
    ("y.log() + a.data.log()", {"y": 1.0}),  # it may be that of y that fails
    ("a.log()", {"a": 0.5}),
    ("(y * 2).log()", {"y": 1.0}),
])  # fmt: skip
def test_only_the_number_of_a_node_is_said_to_be_one(line, names, tmp_path):
    file = tmp_path / "engine.py"
    file.write_text(f"def cost(a, y):\n    return {line}\n", "utf-8")
    text = "'float' object has no attribute 'log'"
    found = meaning("AttributeError", text, str(file), 2, {"log"}, names)
    assert found.slip == "number-for-node"
