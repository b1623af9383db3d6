"""The numbers that the page computes, in a real browser, are the engine's."""

import math
from itertools import product

import pytest
from browser import Tab
from domain import inside
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pages import assert_same

from autograd_mini import Value
from autograd_mini.elementary import TABLE
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.stepper.assets import script
from autograd_mini.stepper.page import graph
from autograd_mini.stepper.rules import operations_in, rules_of
from autograd_mini.stepper.trace import Trace
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs


@pytest.fixture(scope="module")
def compute(chromium):
    """A function that has the page's own JavaScript compute a graph."""
    tab = Tab(chromium)
    tab.page.goto("about:blank")
    tab.page.add_script_tag(content=script() + "\nwindow.compute = compute;", type="module")
    tab.page.wait_for_function("() => window.compute")
    yield lambda J: tab.page.evaluate("steps => compute(steps, new Map())", graph(Trace(J)))
    tab.close()


# What the page has a value for, and for all that its rules use.
COMPUTED = [
    op.name
    for op in TABLE.values()
    if all(
        TABLE[name].browser
        for name in [op.name, *operations_in(rules_of(op, op.arity or 4))]
        if name in TABLE
    )
]


def test_few_operations_are_left_to_python():
    assert set(TABLE) - set(COMPUTED) == {"normal_pdf", "normal_cdf", "erf", "gelu"}


@pytest.mark.slow
@given(programs(ops=COMPUTED))
def test_any_graph_has_the_numbers_of_the_engine(compute, drawn):
    program, numbers = drawn
    J = run(program, VALUES, [Value(x) for x in numbers])[-1]
    assert_same(J, compute(J))


@pytest.mark.parametrize("name", COMPUTED)
@settings(max_examples=10)
@given(data=st.data())
def test_every_operation_of_the_table(compute, name, data):
    op = TABLE[name]
    drawn = [data.draw(st.floats(0.01, 4.0)) for _ in range(op.arity or 4)]
    xs = inside(op, drawn)
    assume(op.defined(*xs))
    operands = list(map(Value, xs))
    J = getattr(VALUES, name)(*operands)
    assert_same(J, compute(J))


@pytest.mark.parametrize(
    ("name", "operand"),
    [(n, x) for n in ("sigmoid", "tanh", "softplus", "log_sigmoid", "relu") for x in (-1e3, 1e3)]
    + [("softplus", -30.0), ("log_sigmoid", 30.0), ("relu", 0.0), ("abs", 0.0), ("expm1", 1e-12)],
)  # fmt: skip
def test_stable_where_the_table_is(compute, name, operand):
    J = getattr(VALUES, name)(Value(operand))
    assert_same(J, compute(J))


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=6), st.permutations(range(6)))
@example([1e16, 1.0, -1e16], [2, 0, 1, 3, 4, 5])
@example([1.0, 2.0**-53, 2.0**-106], [0, 1, 2, 3, 4, 5])
def test_a_sum_is_rounded_once(compute, terms, order):
    xs = [terms[i] for i in order if i < len(terms)]
    J = VALUES.total(*map(Value, xs))
    assert float(compute(J)["values"][-1]) == math.fsum(terms)


def test_a_wrong_rule_would_be_noticed(compute):
    J = Value(0.3).sigmoid()
    found = compute(J)
    found["partials"][2][0] *= 1 + 1e-9
    with pytest.raises(AssertionError):
        assert_same(J, found)


def test_piecewise_constants_are_those_of_the_table(chromium):
    tab = Tab(chromium)
    tab.page.goto("about:blank")
    module = script() + "\nwindow.constants = PIECEWISE_CONSTANT;"
    tab.page.add_script_tag(content=module, type="module")
    tab.page.wait_for_function("() => window.constants")
    assert set(tab.page.evaluate("Object.keys(constants)")) == set(PIECEWISE_CONSTANT)
    points = [-2.0, -1.0, -0.5, -5e-324, -0.0, 0.0, 5e-324, 0.1, 0.5, 1.7, 2.0, 1e16]
    for name, constant in PIECEWISE_CONSTANT.items():
        operands = [
            [*xs] for xs in product(points, repeat=2 if name in ("larger", "lowers") else 1)
        ]
        there = tab.page.evaluate(
            "([name, operands]) => operands.map(x => constants[name](...x))", [name, operands]
        )
        assert there == [constant(*xs) for xs in operands], name
    tab.close()
