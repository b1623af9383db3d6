"""A function of lessons 7 and 8 that changes a list of its caller is told so, and where."""

import pytest
from in_turn import networks, neurons
from test_checks import fits, learner, says_something

from autograd_mini.course.checks.outcome import said_of

Z = "    z = theta[0]\n    for weight, x_j in zip(theta[1:], x):\n"
LOOP = "    for x, y in zip(X, Y):\n"
NET = "    z, a, inputs = [], [], x\n"
ROWS = "    for matrix in layers:\n        z_of"
OF_ROWS = "    for matrix in layers:\n        matrix.reverse()\n        z_of"
SAMPLE = "        J_of_x = 0.0\n"

# The lesson, what is written in place of what, the list that changes, and the line that does it.
CHANGES = (
    (7, Z, f"    x.insert(0, 1)\n{Z.replace('x):', 'x[1:]):')}", "x", "x.insert(0, 1)"),
    (7, Z, "    z = theta.pop(0)\n    for weight, x_j in zip(theta, x):\n", "theta",
     "z = theta.pop(0)"),
    (7, Z, f"    x += [1.0]\n{Z}", "x", "x += [1.0]"),
    (7, Z, f"    inputs = x\n    inputs.append(1.0)\n{Z}", "x", "inputs.append(1.0)"),
    (7, Z, f"{Z}        x[0] = 0.0\n", "x", "x[0] = 0.0"),
    (7, Z, Z + "        del theta[-1]\n", "theta", "del theta[-1]"),
    (7, Z, "    z = theta[0]\n    x.reverse()\n    for weight, x_j in zip(theta[1:], x[::-1]):\n",
     "x", "x.reverse()"),
    (8, NET, f"{NET}    x.insert(0, 1.0)\n", "x", "x.insert(0, 1.0)"),
    (8, NET, f"{NET}    layers.reverse()\n", "layers", "layers.reverse()"),
    (8, ROWS, OF_ROWS, "layers[0]", "matrix.reverse()"),
    (8, ROWS, OF_ROWS.replace("matrix.reverse()", "layers[0][0].pop()"), "layers[0][0]",
     "layers[0][0].pop()"),
    (8, Z, "    z = theta.pop(0)\n    for weight, x_j in zip(theta, x):\n", "theta",
     "z = theta.pop(0)"),
    (8, LOOP, "    while X:\n        x, y = X.pop(), Y.pop()\n", "X", "x, y = X.pop(), Y.pop()"),
    (8, LOOP, f"{LOOP}        y.clear()\n", "Y[0]", "y.clear()"),
    (8, LOOP, f"    X.sort()\n{LOOP}", "X", "X.sort()"),
    (8, SAMPLE, f"        x[0] = 2 * x[0]\n{SAMPLE}", "X[0]", "x[0] = 2 * x[0]"),
    (8, LOOP, f"    layers.append(layers[-1])\n{LOOP}", "layers", "layers.append(layers[-1])"),
)  # fmt: skip


@pytest.mark.parametrize(("lesson", "right", "wrong", "name", "line"), CHANGES)
def test_who_changes_a_list_of_the_caller_is_told_so(lesson, right, wrong, name, line, tmp_path):
    mine = learner(tmp_path, lesson, right, wrong)
    of_neuron = lesson == 7 or "theta.pop" in line
    function = "neuron" if of_neuron else "network" if right in (NET, ROWS) else "descend"
    for language in ("en", "zh"):
        found = (neurons if lesson == 7 else networks)(mine, language=language)
        assert found["status"] == "failed" and not found["general"], found
        fields = {"function": function, "name": name}
        for what in ("question", "sentence"):
            assert found[what] == said_of("changes-its-list", what, language, fields=fields)
        assert f"{function} " in found["message"] and f" {name}" in found["message"]
        assert found["lines"].endswith(f"   {line}"), found["lines"]
        fits(found, lesson, language)
    assert found["python"].endswith(")") and f"{function}(" in found["python"]
    says_something(found["python"], tmp_path)


RIGHT = (
    (7, Z, f"    x = list(x)\n    x.insert(0, 1)\n{Z.replace('x):', 'x[1:]):')}"),
    (7, Z, f"    x.append(1.0)\n{Z}        pass\n    x.pop()\n    z = theta[0]\n" + Z[17:]),
    (8, LOOP, "    X, Y = X[:], Y[:]\n    X.reverse()\n    Y.reverse()\n" + LOOP),
)  # fmt: skip


@pytest.mark.parametrize(("lesson", "right", "other"), RIGHT)
def test_a_list_of_ones_own_may_change(lesson, right, other, tmp_path):
    """And one of the caller that is afterwards what it was."""
    check = neurons if lesson == 7 else networks
    outcome = check(learner(tmp_path, lesson, right, other), language="en")
    assert outcome["status"] == "passed", outcome


def test_an_index_that_is_missing_for_a_list_that_has_changed(tmp_path):
    """The error is not what to look at, but what has made it."""
    by_index = (
        "    z = theta.pop(0)\n    for j, x_j in enumerate(x):\n        weight = theta[j + 1]\n"
    )
    found = neurons(learner(tmp_path, 7, Z, by_index), language="en")
    assert "changes the list theta" in found["message"] and "pop(0)" in found["lines"]
