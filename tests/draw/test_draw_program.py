import pytest
from costs import WRITTEN
from pictures import SVG, parse

from autograd_mini import MLP, Value
from autograd_mini.compile import compile_gradient
from autograd_mini.draw import draw_program


def ids(svg, kind):
    return [x.get("id") for x in parse(svg).iter(SVG + "g") if x.get("class") == kind]


@pytest.mark.parametrize("name", ["4-5-3", "rnn", "weights alone"])
def test_every_array_and_every_operand_is_drawn_once(name):
    program = WRITTEN[name].program(WRITTEN[name].numbers(2))
    drawing = draw_program(program)
    svg = drawing.pipe(format="svg", encoding="utf-8")
    boxes = program.boxes()
    assert sorted(ids(svg, "node")) == sorted(f"array-{box.name}" for box in boxes)
    arrows = [f"flow-{x}-{box.name}" for box in boxes for x in box.operands]
    assert sorted(ids(svg, "edge")) == sorted(arrows)
    for box in boxes:
        assert " × ".join(box.shape) in svg
    assert f"in {len(boxes)} arrays" in drawing.title


def test_a_long_program_grows_downwards():
    assert draw_program(MLP(2, [1], seed=0).compile()).graph_attr["rankdir"] == "LR"
    deep = MLP(2, [2] * 12, seed=0).compile()
    assert draw_program(deep).graph_attr["rankdir"] == "TB"
    assert draw_program(deep, direction="LR").graph_attr["rankdir"] == "LR"


def test_it_speaks_chinese_and_is_dark():
    program = MLP(2, [1], seed=0).compile()
    assert "个数组" in draw_program(program, language="zh").title
    assert "#11161C" in draw_program(program, dark=True).source


def test_a_cost_that_is_a_number_is_an_empty_picture():
    assert "array-" not in "".join(draw_program(compile_gradient(Value(3.0), {}, {})).body)


def test_what_is_no_program():
    with pytest.raises(TypeError, match="draw_program takes a compiled program"):
        draw_program(MLP(2, [1]))
    program = MLP(2, [1], seed=0).compile()
    with pytest.raises(ValueError, match="language"):
        draw_program(program, language="fr")
    with pytest.raises(ValueError, match="direction"):
        draw_program(program, direction="RL")
    with pytest.raises(TypeError, match="dark"):
        draw_program(program, dark=1)
