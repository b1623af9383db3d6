"""Rules as data come to the same numbers as the rules of the table."""

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.stepper.rules import rules_of
from autograd_mini.testing.strategies import NUMBERS


def operands_of(name):
    return TABLE[name].arity or (4 if name == "dot" else 3)


def come_to(rule, xs, y):
    """Return what a rule as data comes to."""
    if rule == "y":
        return y
    if isinstance(rule, float):
        return rule
    name, *operands = rule
    if name == "x":
        return xs[operands[0]]
    return getattr(FLOATS, name)(*[come_to(x, xs, y) for x in operands])


@pytest.mark.parametrize("name", TABLE)
def test_a_rule_as_data_is_the_rule_of_the_table(name):
    op, size = TABLE[name], operands_of(name)
    rules = rules_of(op, size)
    assert len(rules) == size
    met = []

    @settings(max_examples=40)
    @given(st.lists(NUMBERS | st.sampled_from([0.0, -0.0, 0.5]), min_size=size, max_size=size))
    def check(xs):
        assume(op.defined(*xs))
        try:
            y = op.value(*xs)
            expected = [op.partial(i, FLOATS, xs, y) for i in range(size)]
        except (ValueError, OverflowError, ZeroDivisionError):
            assume(False)
        # Not approximately: the page must not round where the engine does not.
        assert [come_to(rule, xs, y) for rule in rules] == expected
        met.append(xs)

    check()
    assert met


@pytest.mark.parametrize("name", TABLE)
def test_rules_can_be_written_as_json_and_know_no_other_operation(name):
    rules = rules_of(TABLE[name], operands_of(name))
    assert json.loads(json.dumps(rules)) == rules

    def look(rule):
        if isinstance(rule, list) and rule[0] == "x":
            assert rule[1] in range(operands_of(name))
        elif isinstance(rule, list):
            assert rule[0] in TABLE or rule[0] in PIECEWISE_CONSTANT
            for operand in rule[1:]:
                look(operand)
        else:
            assert rule == "y" or isinstance(rule, float)

    for rule in rules:
        look(rule)


def test_conditions_stay_conditions():
    # As numbers they would hold at one point only, and the page changes inputs.
    assert rules_of(TABLE["relu"], 1) == [["step", ["x", 0]]]
    assert rules_of(TABLE["maximum"], 2) == [
        ["larger", ["x", 0], ["x", 1]],
        ["larger", ["x", 1], ["x", 0]],
    ]
