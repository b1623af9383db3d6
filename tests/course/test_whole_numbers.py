"""Lesson 8: plain numbers in the lists of layers, //, and data and grad that are turned round."""

import pytest
from in_turn import networks
from mistaken import STEP
from test_checks import learner

from autograd_mini.course.slips.table import SLIPS

MOVES = "        weight.data -= rate * weight.grad / len(X)\n"
A = "            a_of_layer.append(a_i)\n"
LOST = (
    (A, A.replace("a_i", "a_i.data"), "numbers-in-layers", "a[0][0] is a plain number",
     "append(a_i.data)"),
    (A, A.replace("a_i", "float(a_i.data)"), "numbers-in-layers", "a[0][0] is a plain number",
     "float(a_i.data)"),
    (MOVES, MOVES.replace(" / ", " // "), "whole-numbers", "layers[0][0][0].data", "// len(X)"),
    (MOVES, "        weight.data -= rate * (weight.grad // len(X))\n", "whole-numbers",
     "layers[0][0][0].data", "// len(X)"),
    ("J += J_of_x.data / len(X)", "J += J_of_x.data // len(X)", "whole-numbers", "J, which",
     "// len(X)"),
    (MOVES, "        weight.grad -= rate * weight.data / len(X)\n", "data-and-grad-turned",
     "layers[0][0][0].data", "weight.grad -="),
    (MOVES, "        weight.grad = weight.grad - rate * weight.data\n", "data-and-grad-turned",
     "layers[0][0][0].data", "weight.grad = weight.grad -"),
)  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "slip", "said", "line"), LOST)
def test_they_are_told_with_their_line(right, wrong, slip, said, line, tmp_path):
    assert MOVES in STEP
    mine = learner(tmp_path, 8, right, wrong)
    for language in ("en", "zh"):
        found = networks(mine, language=language)
        assert found["sentence"] == SLIPS[slip].sentence[language], found
        assert line in found["lines"] and (language == "zh" or said in found["message"])


def test_a_whole_number_that_is_meant_is_not_blamed(tmp_path):
    halved = "    half = len(X) // 2 + len(X) % 2\n"
    mine = learner(tmp_path, 8, "    weights, J = [], 0.0\n", f"{halved}    weights, J = [], 0.0\n")
    assert networks(mine, language="en")["status"] == "passed"
    (tmp_path / "more").mkdir()
    code = (tmp_path / "engine.py").read_text("utf-8")
    (tmp_path / "more" / "engine.py").write_text(code.replace(MOVES, MOVES.replace(
        "rate * weight.grad", "rate * rate * weight.grad")), "utf-8")  # fmt: skip
    mine = type(mine)(f"{tmp_path / 'more' / 'engine.py'}:Value")
    assert networks(mine, language="en")["sentence"] != SLIPS["whole-numbers"].sentence["en"]
