"""The boxes of a program are its arrays, and every operand of theirs is a box before them."""

import re

import pytest
from costs import WRITTEN

from autograd_mini import MLP, Value
from autograd_mini.compile import compile_gradient


@pytest.mark.parametrize("name", WRITTEN)
def test_boxes_are_in_an_order_to_compute_them_in(name):
    program = WRITTEN[name].program(WRITTEN[name].numbers(2))
    boxes = program.boxes()
    seen = []
    for box in boxes:
        assert box.name not in seen and set(box.operands) <= set(seen)
        assert (box.part in ("input", "parameter")) == (not box.operands) == (not box.symbol)
        seen.append(box.name)
    assert [box.part for box in boxes].count("output") == 1 and boxes[-1].part == "output"
    used = {x for box in boxes for x in box.operands}
    assert used | {boxes[-1].name} == set(seen)
    given = [box.name for box in boxes if not box.operands]
    assert set(given) <= {*program.inputs, *program.parameters}


def test_shapes_are_those_that_the_source_says():
    program = MLP(4, [5, 3], seed=0).compile()
    shapes = {box.name: f"({', '.join(box.shape)})" for box in program.boxes()}
    for name, shape in re.findall(r"^    (\w+) = .*# (\(.*\))$", program.source, re.MULTILINE):
        if name in shapes:
            assert shapes[name] == shape, name


def test_a_cost_that_is_a_parameter_or_a_number():
    w = Value(2.0)
    assert [box.part for box in compile_gradient(w, {}, {"w": w}).boxes()] == ["parameter"]
    assert compile_gradient(Value(3.0), {}, {"w": w}).boxes() == []
