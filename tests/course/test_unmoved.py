"""Steps of descent that leave the weights where they are: by what has run in them."""

import pytest
from in_turn import networks
from learners import written
from mistaken import RETURN, STEP, ZERO

from autograd_mini.course.slips.table import SLIPS

SAMPLES = "    for x, y in zip(X, Y):\n        z, a = network(layers, x)\n"
COLLECTED = (
    "    for matrix in layers:\n        for row in matrix:\n            weights.extend(row)\n"
)
MOVES = "weight.data -= rate * weight.grad / len(X)"
COPIES = "    copies = [Value(weight.data) for weight in weights]\n"
OF_COPIES = STEP.replace("for weight in weights", "for copy, weight in zip(copies, weights)")

# What is changed, the slip, and what is in the line that is named; "" if there is none.
CASES = (
    ([(STEP + RETURN, RETURN + STEP)], "step-not-reached", "return J"),
    ([(SAMPLES, RETURN + SAMPLES)], "step-not-reached", "return J"),
    ([(STEP, ""), (SAMPLES, STEP + SAMPLES)], "step-too-early", MOVES),
    ([(STEP, ""), (ZERO, STEP + ZERO)], "step-too-early", MOVES),
    ([(COLLECTED, "    for matrix in layers:\n        pass\n")],
     "loop-over-nothing", "for weight in weights:"),
    ([("weights.extend(row)", "weights.extend(weights)")],
     "loop-over-nothing", "weights.extend(weights)"),
    ([(MOVES, "pass")], "no-step", "pass"),
    ([(STEP, "")], "no-step", ""),
    ([(MOVES, MOVES.replace("-=", "-"))], "number-given-to-nothing", "weight.data - rate"),
    ([(SAMPLES, COPIES + SAMPLES), (STEP, OF_COPIES.replace("weight.data", "copy.data"))],
     "other-nodes-move", "copy.data -= rate"),
    ([(MOVES, MOVES.replace("weight.data -=", "weight = weight.data -"))],
     "data-stays", "weight = weight.data"),
    ([(MOVES, MOVES.replace("rate", "0 * rate"))], "step-by-hand", ""),
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("changes", "slip", "line"), CASES)
def test_why_no_weight_moves_is_told_by_what_has_run(changes, slip, line, language, tmp_path):
    found = networks(written(tmp_path, 8, None, changes), language=language)
    assert found["status"] == "failed"
    begin = SLIPS[slip].sentence[language].partition("{")[0]
    assert found["sentence"].startswith(begin), found["sentence"]
    assert "{" not in found["question"] + found["sentence"]
    assert line in found["lines"] if line else not found["lines"], found["lines"]


def test_a_step_that_another_function_takes_is_not_missed(tmp_path):
    """Though another thing is wrong: it has another rate."""
    function = "\n\ndef move(weights, rate):\n" + STEP.replace(" / len(X)", "")
    changes = [(STEP, "    move(weights, 0 * rate)\n"), (RETURN, RETURN + function)]
    found = networks(written(tmp_path, 8, None, changes), language="en")
    assert found["sentence"] == SLIPS["step-by-hand"].sentence["en"]
