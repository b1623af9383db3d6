"""Programs as data: they run on any engine, and as Python they say the same."""

import contextlib
import io

import pytest
from domain import inside
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd_mini import Value
from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.testing.programs import (
    TABLE_VALUES,
    VALUES,
    Call,
    only_needed,
    run,
    tame,
    to_python,
)
from autograd_mini.testing.strategies import programs

METHODS = {name: f"{{0}}.{name}()" for name in ("exp", "log", "sqrt", "sin", "cos", "tanh")}


def printed(python: str) -> dict[str, float]:
    """Run Python as a student would who pastes it, and read what it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(python, {})
    lines = [line.split(".grad = ") for line in out.getvalue().splitlines()]
    return {name: float(grad) for name, grad in lines}


def gradients(program, numbers):
    leaves = [Value(x) for x in numbers]
    run(program, VALUES, leaves)[-1].backward()
    return [leaf.grad for leaf in leaves]


@given(programs())
def test_a_program_gives_the_same_numbers_on_floats_and_on_values(drawn):
    program, numbers = drawn
    results = run(program, FLOATS, numbers)
    assert len(results) == len(numbers) + len(program)
    for namespace in (VALUES, TABLE_VALUES):
        nodes = run(program, namespace, [Value(x) for x in numbers])
        assert [n.data for n in nodes[:-1]] == results[:-1]
        assert nodes[-1].data == results[-1]


@given(programs())
def test_the_python_prints_the_gradients(drawn):
    program, numbers = drawn
    # To the last bit: it does the same operations in the same order.
    assert list(printed(to_python(program, numbers)).values()) == gradients(program, numbers)


@given(programs(ops=["add", "mul", "div", "pow", "neg", *METHODS, "dot", "total"]))
@settings(max_examples=50)
def test_without_templates_total_and_dot_are_spelt_out(drawn):
    program, numbers = drawn
    text = to_python(program, numbers, "from autograd_mini.value import Value", METHODS)
    assert text.splitlines()[0] == "from autograd_mini.value import Value"
    assert "total" not in text and "dot" not in text
    for by_name, grad in zip(printed(text).values(), gradients(program, numbers), strict=True):
        # The sums round at every term now; tame steps magnify that by a few hundred at most.
        assert by_name == pytest.approx(grad, rel=1e-10, abs=1e-10)


def test_operators_read_as_in_the_book():
    program = (
        Call("mul", (0, 1)), Call("pow", (2, 2.0)), Call("sub", (2.0, 0)), Call("div", (3, 4)),
        Call("neg", (5,)), Call("abs", (6,)), Call("maximum", (7, 0.5)),
    )  # fmt: skip
    assert to_python(program, [2.0, -0.5]).splitlines() == [
        "from autograd_mini import Value, maximum",
        "",
        "a = Value(2.0)",
        "b = Value(-0.5)",
        "c = a * b",
        "d = c ** 2.0",
        "e = 2.0 - a",
        "f = d / e",
        "g = -f",
        "h = abs(g)",
        "J = maximum(h, 0.5)",
        "J.backward()",
        'print("a.grad =", a.grad)',
        'print("b.grad =", b.grad)',
    ]


@pytest.mark.parametrize("number", [-2.0, -0.0, -1e-300])
def test_negative_numbers_stand_in_brackets(number):
    # Without them −2 ** a would be −(2 ** a).
    assert f"J = ({number!r}) ** a" in to_python((Call("pow", (number, 0)),), [1.0])
    assert f"J = a - ({number!r})" in to_python((Call("sub", (0, number)),), [1.0])


def test_a_program_without_steps_ends_with_its_leaf():
    assert printed(to_python((), [3.0])) == {"a": 1.0}


def test_every_result_has_a_name_of_its_own():
    program = tuple(Call("add", (i, 1.0)) for i in range(60))
    lines = to_python(program, [0.5]).splitlines()
    names = [line.split(" = ")[0] for line in lines if " + " in line]
    assert len(set(names)) == 60
    assert printed("\n".join(lines)) == {"a": 1.0}


def test_templates_may_be_anything_and_replace_operators_too():
    program = (
        Call("exp", (0,)),
        Call("mul", (0, 1)),
        Call("logsumexp", (0, 1, 2)),
    )
    names = {"exp": "my.exp({0})", "mul": "my.times({0}, {1})", "logsumexp": "my.lse({all})"}
    text = to_python(program, [1.0], "import my", names)
    assert "b = my.exp(a)\nc = my.times(a, b)\nJ = my.lse(a, b, c)" in text


def test_an_operation_without_a_template_is_named():
    with pytest.raises(ValueError, match=r"no template for tanh; give one, such as '\{0\}\.tanh"):
        to_python((Call("tanh", (0,)),), [1.0], names={})
    with pytest.raises(ValueError, match="no operation is called 'nonsense'"):
        to_python((Call("nonsense", (0,)),), [1.0])


@pytest.mark.parametrize(
    ("name", "xs"),
    [
        ("log", [0.0]), ("log", [-1.0]), ("sqrt", [1e-9]), ("div", [1.0, 0.001]), ("exp", [5.0]),
        ("relu", [1e-9]), ("abs", [0.0]), ("maximum", [1.0, 1.0]), ("pow", [-2.0, 0.5]),
        ("tan", [1.5707]), ("mul", [10.0, 6.0]),
    ],
)  # fmt: skip
def test_nothing_is_tame_near_an_edge_a_kink_or_a_pole(name, xs):
    assert not tame(name, xs)


@pytest.mark.parametrize("name", TABLE)
def test_every_operation_is_tame_somewhere(name):
    assert tame(name, inside(TABLE[name], [0.5, 1.5, 1.0, 2.0][: TABLE[name].arity]))


def test_an_operation_is_not_tame_where_its_value_jumps():
    assert tame("atan2", [1.0, -1.0]) and tame("atan2", [0.0, 1.0])
    assert not tame("atan2", [0.0, -1.0])  # though its slopes there are those on both sides
    assert not tame("atan2", [1e-4, -1.0])


@given(programs(size=6), st.data())
def test_what_nothing_wanted_depends_on_is_left_out(drawn, data):
    program, numbers = drawn
    count = len(numbers) + len(program)
    wanted = data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=3))
    less, fewer, places = only_needed(program, numbers, wanted)
    before, after = run(program, FLOATS, list(numbers)), run(less, FLOATS, list(fewer))
    assert all(before[old] == after[new] for old, new in places.items())
    assert wanted <= places.keys() and len(after) == len(places)
    used = {i for step in less for i in step.operands if isinstance(i, int)}
    assert used | {places[i] for i in wanted} == set(range(len(after)))
