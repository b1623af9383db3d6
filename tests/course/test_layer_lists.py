"""Lists that are made before the loop over the layers, in network."""

import pytest
from in_turn import networks
from learners import written

from autograd_mini.course.slips.table import SLIPS

LISTS = "        z_of_layer, a_of_layer = [], []\n"
LOOP = "    for matrix in layers:\n"


BY_INDEX = ("    for weight, x_j in zip(theta[1:], x):\n        z = z + weight * x_j\n",
            "    for j in range(len(x)):\n        z = z + theta[j + 1] * x[j]\n")  # fmt: skip
BEFORE = (LOOP + LISTS, LISTS[4:] + LOOP)
ONE = ("z_of_layer.append", "z.append"), ("        z.append(z_of_layer)\n", "")
MADE = "z_of_layer, a_of_layer = [], []"


@pytest.mark.parametrize(("changes", "name", "line", "said"), [
    ([BEFORE], "z_of_layer", MADE, "is not a list of 3"),
    ([BEFORE, BY_INDEX], "z_of_layer", MADE, "IndexError"),
    ([(MADE, "z_of_layer = []"), (LOOP, "    a_of_layer = []\n" + LOOP)],
     "a_of_layer", "a_of_layer = []", "the a of network"),
    (ONE, "z", "z, a, inputs = [], [], x", "the z of network"),
])  # fmt: skip
def test_a_list_that_is_made_once_is_told_with_its_line(changes, name, line, said, tmp_path):
    learner = written(tmp_path, 8, None, changes)
    for language, told in (("en", "is made once, before the loop"), ("zh", "只造了一次")):
        found = networks(learner, language=language)
        assert found["status"] == "failed" and not found["general"]
        assert f"`{name}`" in found["question"] and told in found["sentence"]
        assert found["lines"].endswith(f"   {line}"), found["lines"]
        assert language == "zh" or said in found["message"]


@pytest.mark.parametrize("name", ["z", "a"])
def test_a_list_that_is_put_in_for_each_neuron_is_told_with_its_line(name, tmp_path):
    line = f"        {name}.append({name}_of_layer)\n"
    neuron = "            a_of_layer.append(a_i)\n"
    learner = written(tmp_path, 8, None, [(line, ""), (neuron, neuron + "    " + line)])
    for language, told in (("en", "once for each of them"), ("zh", "每个神经元放一次")):
        found = networks(learner, language=language)
        assert f"`{name}`" in found["question"] and told in found["sentence"]
        assert found["lines"].endswith(line.strip())


def test_other_lists_that_are_no_layers_are_not_made_once(tmp_path):
    learner = written(tmp_path, 8, None, [("    return z, a\n", "    return z[-1], a[-1]\n")])
    assert "only the last layer" in networks(learner, language="en")["sentence"]


REPEATED = [
    ("z, a, inputs = [], [], x", "z, a, inputs = [[]] * len(layers), [[]] * len(layers), x"),
    (LOOP + LISTS, "    for l, matrix in enumerate(layers):\n"),
    ("z_of_layer.append", "z[l].append"), ("a_of_layer.append", "a[l].append"),
    ("        z.append(z_of_layer)\n        a.append(a_of_layer)\n", ""),
    ("inputs = a_of_layer", "inputs = a[l]"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "line", "told"), [
    ([(MADE, "z_of_layer = a_of_layer = []"), BY_INDEX], "z_of_layer = a_of_layer = []",
     "one and the same list under two names"),
    ([*REPEATED, BY_INDEX], REPEATED[0][1], "* repeats what stands in the brackets"),
    (REPEATED, REPEATED[0][1], "* repeats what stands in the brackets"),
])  # fmt: skip
def test_one_list_is_told_before_what_neurons_make_of_it(changes, line, told, tmp_path):
    learner = written(tmp_path, 8, None, changes)
    for language in ("en", "zh"):
        found = networks(learner, language=language)
        assert found["status"] == "failed" and not found["general"]
        assert language == "zh" or told in found["sentence"]
        assert found["lines"].endswith(f"   {line}"), found["lines"]


@pytest.mark.parametrize(("changes", "slip"), [
    ([("        z.append(z_of_layer)", "        z.insert(0, z_of_layer)"),
      ("        a.append(a_of_layer)", "        a.insert(0, a_of_layer)")], "other-layers"),
    ([("        J += J_of_x.data / len(X)\n", "        J += 1\n"),
      ("    return J\n", "    return J_of_x.data\n")], "sum-not-returned"),
])  # fmt: skip
def test_a_right_loop_and_a_counter_are_not_blamed(changes, slip, tmp_path):
    found = networks(written(tmp_path, 8, None, changes), language="en")
    assert found["status"] == "failed"
    assert found["sentence"] != SLIPS[slip].sentence["en"]
