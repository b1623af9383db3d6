"""Lesson 8: what cost is given in a step, and what goes into the lists of a network."""

import pytest
from in_turn import networks
from learners import written

from autograd_mini.course.checks.costs_given import of_costs_given
from autograd_mini.course.checks.lists_filled import of_lists_filled
from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.slips.table import SLIPS

OVER = "        for a_k, y_k in zip(a[-1], y):\n"
COST = "            J_of_x = J_of_x + cost(a_k, y_k)\n"
SAMPLES = "    for x, y in zip(X, Y):\n"
BODY = (
    f"        z, a = network(layers, x)\n        J_of_x = 0.0\n{OVER}{COST}"
    "        J_of_x.backward()\n"
)
PUT = "a_of_layer.append(a_i)"
UNITS = "z_i, a_i = neuron(row, inputs)"
# What is written in place of what, the slip, what is said of it, and the line that is named.
GIVEN = (
    ("zip(a[-1], y)", "zip(a, y)", "layer-for-output", "a[0]", "for a_k, y_k in zip(a, y):"),
    (OVER + COST, f"{OVER.replace('a[-1]', 'a')}            for o in a_k:\n    {COST}".replace(
        "cost(a_k", "cost(o"), "hidden-in-cost", "a[0][0]", "for a_k, y_k in zip(a, y):"),
    (SAMPLES + BODY, "    for x in X:\n      for y in Y:\n" + BODY, "target-of-another-sample", "2",
     "for y in Y:"),
    ("zip(a[-1], y)", "zip(a[-1], Y[0])", "target-of-another-sample", "2",
     "for a_k, y_k in zip(a[-1], Y[0]):"),
    (OVER, "        first = Y[0]\n        for a_k, y_k in zip(a[-1], first):\n",
     "target-of-another-sample", "1", "first = Y[0]"),
    ("zip(X, Y)", "zip(X, Y[::-1])", "target-of-another-sample", "3",
     "for x, y in zip(X, Y[::-1]):"),
    (OVER + COST, f"        for a_k in a[-1]:\n            for y_k in y:\n    {COST}",
     "target-of-another-output", "2", "for y_k in y:"),
    (OVER + COST, "        for k in range(len(y)):\n            J_of_x = J_of_x + "
     "cost(a[-1][k], y[k - 1])\n", "target-of-another-output", "2",
     "J_of_x = J_of_x + cost(a[-1][k], y[k - 1])"),
    ("cost(a_k, y_k)", "cost(a_k.sigmoid(), y_k)", "sigmoid-of-output", "a[1][0]",
     "J_of_x = J_of_x + cost(a_k.sigmoid(), y_k)"),
    (PUT, "a_of_layer.append(a_i.sigmoid())", "sigmoid-of-a", "σ(z)",
     "a_of_layer.append(a_i.sigmoid())"),
    (UNITS, f"{UNITS}\n            a_i = a_i.sigmoid()", "sigmoid-of-a", "σ(z)",
     "a_i = a_i.sigmoid()"),
    ("z_of_layer.append(z_i)", "z_of_layer.append(z_i + 1)", "other-node-in-list", "z",
     "z_of_layer.append(z_i + 1)"),
    ("J_of_x.data / len(X)", "J_of_x.grad / len(X)", "grad-for-J", "J.data",
     "J += J_of_x.grad / len(X)"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("right", "wrong", "slip", "said", "line"), GIVEN)
def test_what_cost_and_the_lists_are_given_is_told(right, wrong, slip, said, line, tmp_path):
    learner = written(tmp_path, 8, None, [(right, wrong)])
    for language in ("en", "zh"):
        found = networks(learner, language=language)
        question = SLIPS[slip].question[language].partition("{")[0]
        assert found["question"].startswith(question), found
        assert said in found["sentence"] and "{" not in found["sentence"]
        assert found["lines"].rstrip().endswith(f"   {line}"), found["lines"]


RIGHT = {
    "as it is": [],
    "by index": [(OVER + COST, "        for k in range(len(y)):\n            J_of_x = J_of_x + "
                               "cost(a[-1][k], y[k])\n")],
    "copies": [(OVER, "        y, outputs = [*y], [*a[-1]]\n        for a_k, y_k in zip("
                      "outputs, y):\n")],
    "in a sum": [(OVER + COST, "        J_of_x = sum(cost(a_k, y_k) for a_k, y_k in "
                               "zip(a[-1], y))\n")],
    "σ of z": [(PUT, "a_of_layer.append(z_i.sigmoid())")],
    "twice, the first for its number": [(COST, f"            cost(a_k, y_k).data\n{COST}")],
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_nothing_is_said_of_what_is_right(name, tmp_path):
    learner = written(tmp_path, 8, None, RIGHT[name])
    wrong = Different({"en": "", "zh": ""}, general=True)
    assert of_costs_given(learner, wrong) is None
    assert of_lists_filled(learner, wrong) is None
