"""Names that have no value where they are read: what is said is true, and leads to the line."""

import ast

import pytest
from in_turn import networks, neurons
from learners import ONE_LOOP, written
from mistaken import NEURON
from test_checks import learner

from autograd_mini.course.checks.edges import sends
from autograd_mini.course.checks.said_errors import meaning
from autograd_mini.course.checks.slopes import slopes
from autograd_mini.course.lines.name_lines import read_before, unset
from autograd_mini.course.slips.unset_slips import UNSET_SLIPS

LOOP = "for parent, partial in zip(self.parents, self.partials):"
TERM = "z = z + weight * x_j"
NAMED = "self.grad * partial\n"
COST_OF = "        for a_k, y_k in zip(a[-1], y):\n            J_of_x = J_of_x + cost(a_k, y_k)"
BY_ANOTHER, ITSELF = "set-by-another-name", "read-where-set"
# The lesson, what is written in place of what, the slip, and what is in the lines that are named.
SLIPPED = (
    (1, "    h = 1e-5\n", "", "never-set", ["return (f(x + h)"]),
    (1, "    h = 1e-5\n", "    k = 1e-5\n", BY_ANOTHER, ["k = 1e-5", "return (f(x + h)"]),
    (1, "(f(x + h)", "(g(x + h)", "unknown-function", ["g(x + h)"]),
    (1, "    h = 1e-5\n    return (f(x + h) -", "    y = f(x + h)\n    h = 1e-5\n    return (y -",
     "read-before-set", ["y = f(x + h)", "h = 1e-5"]),
    (3, LOOP, "for parent, partial in zip(self.parents, partial):", ITSELF, ["zip(self.parents, "]),
    (3, LOOP, f"for parent in self.parents:\n            partial = {NAMED}",
     "read-where-set-in-a-loop", [f"partial = {NAMED.strip()}"]),
    (3, NAMED, "self.grad * slopes\n", BY_ANOTHER, [LOOP, "self.grad * slopes"]),
    (3, NAMED, "self.grad * partail\n", "spelt-nearly", [LOOP, "self.grad * partail"]),
    (7, TERM, f"{TERM} * Math.pi", "capital-letter", ["* Math.pi"]),
    (3, LOOP, LOOP.replace("partial in", "edge in"), BY_ANOTHER, ["edge in", "* partial"]),
    (7, NEURON, NEURON.replace("weight", "theta"), BY_ANOTHER, ["for theta, x_j in", TERM]),
    (7, f"{NEURON}\n        z", "    z", "never-set", [TERM]),
    (7, "    z = theta[0]\n", "", "read-where-set-in-a-loop", [TERM]),
    (7, "    z = theta[0]\n", "    z += theta[0]\n", ITSELF, ["z += theta[0]"]),
    (7, "    z = theta[0]\n", "    z_0 = theta[0]\n", BY_ANOTHER, ["z_0 = theta[0]", TERM]),
    (7, f"{NEURON}\n        {TERM}", "    ws = [w for w in theta[1:]]\n    z = z + w * x[0]",
     "known-within", ["ws = [", "z + w * x[0]"]),
    (7, TERM, f"{TERM} * pi", "number-of-math", ["* pi"]),
    (8, COST_OF, f"    {COST_OF.split(':')[1].strip()}".replace("J_of_x =", "    J_of_x ="),
     "never-set", ["cost(a_k, y_k)"]),
    (8, "J_of_x = J_of_x + cost(a_k, y_k)", "cost = cost(a_k, y_k)", "hides-a-function",
     ["cost = cost("]),
    (8, "    for matrix in layers:\n        z", "    for layer in layers:\n        z", BY_ANOTHER,
     ["for layer in layers", "for row in matrix"]),
    (8, "        J_of_x = 0.0\n", "        if not y:\n            J_of_x = sum(y, 0.0)\n"
     "        for _ in ():\n            J_of_x = 0.0\n", "set-in-a-block",
     ["J_of_x = 0.0", "J_of_x + cost("]),
    (8, "        z_of_layer, a_of_layer = [], []\n", "        a_of_layer = []\n", "never-set",
     ["z_of_layer.append"]),
    (8, "        z, a = network(", "        z, b = network(", BY_ANOTHER, ["z, b =", "zip(a[-1]"]),
    (8, "z_i, a_i = neuron", "z_k, a_i = neuron", BY_ANOTHER, ["z_k, a_i =", "append(z_i)"]),
    (8, "    for weight in weights:\n        weight.grad = 0.0\n", "    weight.grad = 0.0\n",
     "read-before-set", ["weight.grad = 0.0", "for weight in weights:"]),
)  # fmt: skip
CHECKS = {1: slopes, 3: sends, 7: neurons, 8: networks}


@pytest.mark.parametrize(("lesson", "right", "wrong", "slip", "lines"), SLIPPED)
def test_a_name_without_a_value_is_told_with_the_line_that_should_set_it(
    lesson, right, wrong, slip, lines, tmp_path
):
    if lesson == 3:
        mine = written(tmp_path, 3, ONE_LOOP, [(right, wrong)])
    else:
        mine = learner(tmp_path, lesson, right, wrong)
    for language in ("en", "zh"):
        found = CHECKS[lesson](mine, language=language)
        assert found["status"] == "failed" and not found["general"], found
        for what in ("question", "sentence"):
            pieces = getattr(UNSET_SLIPS[slip], what)[language].split("`{name}`")
            last = pieces[-1].rpartition("}")[2]
            assert found[what].endswith(last) and "{" not in found[what], found
        for line in lines:
            assert line in found["lines"], found["lines"]
        assert len(found["lines"].splitlines()) == len(lines)  # with no word of one of them


TWO_LACK = """def descend(X, Y):
    J = 0.0
    for x, y in zip(X, Y):
        z, a = network(x)
        J = J + cost(a_k, y_k)
    return J

def network(x):
    return [], []

def cost(a, y):
    return 0.0
"""


def test_where_a_line_is_missing_no_other_is_named():
    """A loop whose names nothing reads, for what reads them is missing, is right."""
    told = unset("a_k", ast.parse(TWO_LACK), 5)
    assert told.slip == "never-set" and told.lines == (5,)


def test_turns_that_are_only_counted_are_in_nobody_s_place():
    for header in ("for i in range(9):", "for i, x in enumerate(X):", "for _ in X:"):
        code = f"def f(X):\n    {header}\n        print(x, weight)\n    return X\n"
        assert unset("weight", ast.parse(code), 3).lines == (3,)


def test_what_a_call_gives_beside_what_is_needed_is_in_nobody_s_place():
    code = "def f(X):\n    z, a = g(X)\n    return a, weight\n"
    assert unset("weight", ast.parse(code), 3).lines == (3,)


def test_a_name_that_only_a_lambda_reads_is_not_read():
    code = "def f(X):\n    for n in sorted(X, key=lambda n: n.a):\n        print(inner)\n"
    told = unset("inner", ast.parse(code), 3)
    assert told.slip == BY_ANOTHER and told.lines == (2, 3)


def test_a_variable_of_another_function_is_told_as_that_only_if_it_is_one():
    for other, slip in (("rate", "of-another-function"), ("speed", "never-set")):
        code = f"def f(X):\n    return X * rate\n\ndef g({other}):\n    return {other}\n"
        assert unset("rate", ast.parse(code), 2).slip == slip


def test_a_variable_that_is_deleted_has_been_set():
    code = "def f(x):\n    y = x\n    del y\n    return y\n"
    assert read_before("y", ast.parse(code), 4) is None


@pytest.mark.parametrize(("code", "line", "slip"), [
    ("if x:\n        y = 1\n    return y", 4, "no-else"),
    ("if x:\n        y = 1\n    elif x + 1:\n        y = 2\n    return y", 6, "no-else"),
    ("if x:\n        y = y + 1\n    return y", 3, ITSELF),
    ("if x:\n        for i in x:\n            y = i\n    return y", 5, "set-in-a-block"),
    ("if x:\n        print(x)\n    else:\n        y = 1\n    return y", 6, "set-in-a-block"),
])  # fmt: skip
def test_an_else_is_missing_only_where_each_branch_sets_the_variable(code, line, slip, tmp_path):
    file = tmp_path / "engine.py"
    file.write_text(f"def f(x):\n    {code}\n", "utf-8")
    text = "local variable 'y' referenced before assignment"
    assert meaning("UnboundLocalError", text, str(file), line).slip == slip


def test_a_comprehension_reads_a_variable_of_its_function():
    """Which Python calls free there."""
    code = "def f(x):\n    z = sum(j * m for j in x)\n    m = 1\n    return z\n"
    assert read_before("m", ast.parse(code), 2).slip == "read-before-set"
    text = "cannot access free variable 'm' where it is not associated with a value"
    assert meaning("NameError", text).slip == "no-value-yet"


def test_one_thing_that_is_not_read_is_not_meant_by_two_names(tmp_path):
    """Two names are unknown where a loop is missing, and the function reads one thing less."""
    mine = learner(tmp_path, 7, f"{NEURON}\n        z", "    z")
    assert "calls" not in neurons(mine, language="en")["question"]


def test_two_things_of_other_names_are_both_named(tmp_path):
    mine = learner(tmp_path, 7, "def cost(a, y):", "def cost(out, target):")
    found = neurons(mine, language="en")
    assert "`out`, `target`" in found["sentence"] and "def cost(out, target):" in found["lines"]
