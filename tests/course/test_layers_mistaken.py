"""What a learner of lesson 8 is told of loops and lists of layers."""

import pytest
from in_turn import networks
from layers_mistaken import IN_LAYERS
from learners import written
from test_checks import fits, learner

from autograd_mini.course.slips.table import SLIPS
from autograd_mini.course.words import said


@pytest.mark.parametrize(("right", "wrong", "slip", "said", "line"), IN_LAYERS)
def test_what_is_wrong_and_its_line_are_named(right, wrong, slip, said, line, tmp_path):
    mine = learner(tmp_path, 8, right, wrong)
    for language in ("en", "zh"):
        found = networks(mine, language=language)
        assert found["status"] == "failed" and not found["general"]
        begins = SLIPS[slip].question[language].partition("{")[0]
        assert found["question"].startswith(begins) and "{" not in found["question"], found
        assert said in found["sentence"] and "{" not in found["sentence"]
        named = found["lines"].strip()
        assert named.endswith(line) if line else not named, named
        assert "\n" not in named
        fits(found, 8, language)


BY_INDEX = ("    for weight, x_j in zip(theta[1:], x):\n        z = z + weight * x_j\n",
            "    for j in range(len(x)):\n        z = z + theta[j + 1] * x[j]\n")  # fmt: skip


def test_inputs_within_a_layer_are_told_before_the_index_that_they_miss(tmp_path):
    lists = "        z.append(z_of_layer)\n"
    changes = [BY_INDEX, (lists, "            inputs = a_of_layer\n" + lists)]
    for language, error in (("en", "no such index"), ("zh", "没有这个下标")):
        found = networks(written(tmp_path, 8, None, changes), language=language)
        assert error in said(found["message"], language) and not found["general"]
        assert found["sentence"] == SLIPS["inputs-within-layer"].sentence[language]
        assert found["lines"].endswith("   inputs = a_of_layer") and "\n" not in found["lines"]


def test_a_1_in_front_is_told_before_the_index_that_it_misses(tmp_path):
    changes = [BY_INDEX, ("inputs = a_of_layer", "inputs = [1.0] + a_of_layer")]
    for language in ("en", "zh"):
        found = networks(written(tmp_path, 8, None, changes), language=language)
        assert "IndexError" in found["message"]
        assert found["sentence"] == SLIPS["one-in-front"].sentence[language]
        assert found["lines"].endswith("   inputs = [1.0] + a_of_layer")


@pytest.mark.parametrize(("right", "wrong"), [
    ("inputs = a_of_layer", "inputs = [*a_of_layer]"), ("inputs = a_of_layer", "inputs = a[-1]"),
    ("neuron(row, inputs)", "neuron(row, tuple(inputs))"),
    ("neuron(row, inputs)", "neuron([row[0], *row[1:]], [*inputs])"),
])  # fmt: skip
def test_inputs_that_are_right_are_not_meant_where_a_neuron_fails(right, wrong, tmp_path):
    changes = [(right, wrong), ("z = z + weight * x_j", "z = z + weight * x_j.number()")]
    found = networks(written(tmp_path, 8, None, changes), language="en")
    assert found["lines"].endswith("z = z + weight * x_j.number()"), found


RIGHT = (
    "            z_i, a_i = neuron(row, inputs)\n            z_of_layer.append(z_i)\n"
    "            a_of_layer.append(a_i)\n",
    "            inputs = a[-1] if a else x\n"
    "            z_i, a_i = neuron(row, inputs)\n            z_of_layer.append(z_i)\n"
    "            a_of_layer.append(a_i)\n",
)


def test_inputs_that_are_set_before_each_neuron_are_not_meant(tmp_path):
    """Though another thing is wrong."""
    found = networks(learner(tmp_path, 8, *RIGHT), language="en")
    assert found["status"] == "passed", found
    changes = [RIGHT, ("    return z, a\n", "    return a, z\n")]
    found = networks(written(tmp_path, 8, None, changes), language="en")
    assert found["sentence"] == SLIPS["lists-turned"].sentence["en"]


@pytest.mark.parametrize("wrong", [
    "weight.data -= rate / weight.grad * len(X)", "weight.data -= 1e4 + weight.grad",
])  # fmt: skip
def test_weights_that_move_too_far_to_have_a_cost_are_told_as_weights(wrong, tmp_path):
    """And not by an error that is none of the learner's, which has no line."""
    changes = [("weight.data -= rate * weight.grad / len(X)", wrong)]
    for language in ("en", "zh"):
        found = networks(written(tmp_path, 8, None, changes), language=language)
        assert "layers[0][0][0].data" in found["message"] and "Error" not in found["message"]
        assert found["sentence"] and "math" not in found["sentence"]


def test_what_is_counted_in_place_of_the_samples_has_a_space_before_a_latin_letter(tmp_path):
    right = "weight.data -= rate * weight.grad / len(X)"
    changes = [(right, right.replace("len(X)", "len(layers)"))]
    found = networks(written(tmp_path, 8, None, changes), language="zh")
    assert "除以了 layers 里的矩阵个数" in found["sentence"]


def test_only_where_it_is_written_the_sign_of_a_minus_behind_an_equals_is_told(tmp_path):
    wrong = "weight.data = rate * weight.grad / len(X)"
    changes = [("weight.data -= rate * weight.grad / len(X)", wrong)]
    for language in ("en", "zh"):
        found = networks(written(tmp_path, 8, None, changes), language=language)
        assert "=-" not in found["sentence"]
