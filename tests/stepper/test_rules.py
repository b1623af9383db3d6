"""Rules as data come to the same numbers as the rules of the table."""

import dataclasses
import json
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.stepper.rules import operations_in, rules_of
from autograd_mini.testing.steps import steps
from autograd_mini.testing.strategies import NUMBERS


def operands_of(name):
    return TABLE[name].arity or (4 if name == "dot" else 3)


def come_to(rules, xs, y):
    """Return the partials that rules as data come to."""
    known = [y, *xs]

    def at(place):
        return place[0] if isinstance(place, list) else known[place]

    for name, *places in rules["work"]:
        known.append(getattr(FLOATS, name)(*map(at, places)))
    return list(map(at, rules["partials"]))


@pytest.mark.parametrize("name", TABLE)
def test_a_rule_as_data_is_the_rule_of_the_table(name):
    op, size = TABLE[name], operands_of(name)
    rules = rules_of(op, size)
    assert len(rules["partials"]) == size
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
        assert come_to(rules, xs, y) == expected
        met.append(xs)

    check()
    assert met


@pytest.mark.parametrize("name", TABLE)
def test_rules_can_be_written_as_json_and_know_no_other_operation(name):
    rules = rules_of(TABLE[name], operands_of(name))
    assert json.loads(json.dumps(rules)) == rules

    for known, (operation, *places) in enumerate(rules["work"], start=1 + operands_of(name)):
        assert operation in TABLE or operation in PIECEWISE_CONSTANT
        assert all(isinstance(p, list) or p in range(known) for p in places)
    assert set(operations_in(rules)) == {operation for operation, *_ in rules["work"]}


@pytest.mark.parametrize("name", [name for name, op in TABLE.items() if op.arity is None])
def test_the_rules_of_many_operands_grow_with_their_number(name):
    few, twice = [json.dumps(rules_of(TABLE[name], n)) for n in (100, 200)]
    assert len(twice) < 2.2 * len(few)
    few, twice = [steps(partial(rules_of, TABLE[name], n)) for n in (100, 200)]
    assert twice < 2.2 * few


def test_what_partials_share_is_worked_out_once():
    def softmax(m, x, y):
        exps = [m.exp(x_i) for x_i in x]
        sum_of_all = m.total(*exps)
        return [e / sum_of_all for e in exps]

    rules = rules_of(dataclasses.replace(TABLE["logsumexp"], partials=(softmax,)), 3)
    names = [name for name, *_ in rules["work"]]
    assert sorted(names) == ["div"] * 3 + ["exp"] * 3 + ["total"]
    assert come_to(rules, [0.5, 0.5, 0.5], 0.0) == [1 / 3] * 3


def test_conditions_stay_conditions():
    # As numbers they would hold at one point only, and the page changes inputs.
    assert rules_of(TABLE["relu"], 1)["work"] == [["step", 1]]
    assert rules_of(TABLE["maximum"], 2)["work"] == [["larger", 1, 2], ["larger", 2, 1]]
