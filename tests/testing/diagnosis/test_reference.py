"""The reference engine: right without switches, and wrong in just the way that a switch says."""

import math

import pytest
from hypothesis import given, settings

from autograd_mini.elementary import TABLE
from autograd_mini.testing.diagnosis.altered import KNOWN_FORMS, SEEN, alterations, right_slope
from autograd_mini.testing.diagnosis.forward import ALL, BOTH, LEFT, RIGHT
from autograd_mini.testing.diagnosis.orders import ORDERS, reached_from
from autograd_mini.testing.diagnosis.probes import graph_probes, operation_probes, points_of
from autograd_mini.testing.diagnosis.reference import Probe, predict
from autograd_mini.testing.diagnosis.rules import python_rule
from autograd_mini.testing.diagnosis.sites import global_sites, local_sites
from autograd_mini.testing.oracles import dual_numbers
from autograd_mini.testing.programs import Call
from autograd_mini.testing.strategies import programs

EVERY_FORM = {op: {BOTH} for op in TABLE} | {
    op: {BOTH, RIGHT, LEFT} for op in ("add", "sub", "mul", "div", "pow")
}


def every_probe():
    probes = list(graph_probes())
    for op, forms in EVERY_FORM.items():
        probes += operation_probes(op, forms, chain=True)
    return probes


@settings(max_examples=30, deadline=None)
@given(programs(size=6))
def test_without_switches_it_has_the_derivatives_of_dual_numbers(drawn):
    program, numbers = drawn
    outcome = predict(Probe("", program, tuple(numbers)), {})
    assert outcome[-len(numbers) :] == pytest.approx(
        dual_numbers(program, numbers).derivatives, rel=1e-9, abs=1e-9
    )


def test_it_gets_every_probe_done():
    names = [probe.name for probe in every_probe()]
    assert len(names) == len(set(names))
    for probe in every_probe():
        outcome = predict(probe, {})
        assert all(isinstance(x, str) or math.isfinite(x) for x in outcome), probe.name
        assert outcome not in [("forward",), ("backward",)], probe.name


def test_forms_that_people_know_are_the_rule_of_the_table():
    for key, slope in KNOWN_FORMS.items():
        for at in points_of(key):
            y = TABLE[key].value(*at)
            assert slope(at, y) == pytest.approx(right_slope(key, 0)(at, y), rel=1e-9)


def test_no_form_that_has_been_seen_is_right():
    for forms in SEEN.values():
        for (key, i), slopes in forms.items():
            name = key.partition(":")[0]
            at = {"pow:number": (1.7, 3.0), "pow:base": (2.5, 1.7)}.get(key, points_of(name)[0])
            y = TABLE[name].value(*at)
            for words, slope in slopes.items():
                assert slope(at, y) != pytest.approx(right_slope(key, i)(at, y)), (key, words)


def test_rules_as_python_are_those_of_the_table():
    checked = 0
    for op, record in TABLE.items():
        for i in range(record.arity or 0):
            rule = python_rule(op, i, ["u", "v"][: record.arity], "y")
            for at in points_of(op) if rule else ():
                y = record.value(*at)
                names = {"u": at[0], "v": at[-1], "y": y, "math": math}
                try:
                    found = eval(rule, names)  # it is text of this package, from the table
                except (NameError, SyntaxError):
                    continue
                assert found == pytest.approx(right_slope(op, i)(at, y), rel=1e-9), (op, rule)
                checked += 1
    assert checked > 40


DIAMOND = {4: [3, 2], 3: [2, 2], 2: [0, 1], 1: [], 0: []}


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_begins_at_the_result_or_ends_there(name):
    order = ORDERS[name](DIAMOND.__getitem__, 4)
    assert order[0] == 4 or order[-1] == 4 or (name == "without the result" and 4 not in order)
    assert set(order) <= reached_from(DIAMOND.__getitem__, 4)
    if name.startswith("topological"):
        places = {node: place for place, node in enumerate(order)}
        assert all(places[n] < places[p] for n, parents in DIAMOND.items() for p in parents)


def test_switches_do_what_they_say():
    square = Probe("", (Call("mul", (0, 0)),), (3.0,))
    assert predict(square, {("receive", ALL): "overwrite"})[-1] == 3.0
    assert predict(square, {("seed",): "none"})[-1] == 0.0
    assert predict(square, {("edges",): "last of each"})[-1] == 3.0
    assert predict(square, {("send", "mul"): "nothing"})[-1] == 0.0
    assert predict(square, {("crash", "mul"): "backward"}) == ("backward",)
    assert predict(square, {("receive", "mul", 1): "overwrite"})[-1] == 3.0
    assert predict(square, {("send", ALL): "subtracts"})[-1] == -6.0
    assert predict(square, {("send", "mul", 0): "divides by local"})[-1] == 1 / 3 + 3
    product = Probe("", (Call("mul", (0, 1)), Call("mul", (2, 1))), (3.0, 5.0))  # (a·b)·b
    assert predict(product, {("to", "mul", 1): 0})[-2:] == (160.0, 0.0)
    assert predict(product, {("unlinked", "mul", 0): True})[-2:] == (0.0, 15.0)
    assert predict(product, {("inner",): "one"})[-2:] == (55.0, 63.0)
    assert predict(product, {("crash", "mul", BOTH): True}) == ("forward",)
    alone = Probe("", (), (3.0,))
    assert predict(alone, {("crash", ALL): "unless alone"})[-1] == 1.0
    assert predict(square, {("crash", ALL): "unless alone"}) == ("backward",)
    left = Probe("", (Call("sub", (2.0, 0)),), (3.0,))
    assert predict(left, {("reversed", "sub"): True}) == (1.0, 3.0, 1.0)
    assert predict(left, {("refused", "sub", LEFT): True}) == ("forward",)


def test_every_site_makes_a_difference_to_some_probe():
    probes = every_probe()
    keys = ["mul", "sub", "div", "exp", "tanh", "pow", "pow:number", "pow:base"]
    plain = [predict(probe, {}) for probe in probes]
    for site in [*global_sites(), *local_sites(keys, EVERY_FORM)]:
        if site.mistake == "missing-local-factor" or site.words:
            continue
        found = any(predict(p, site.patch) != right for p, right in zip(probes, plain))
        quiet = {"output-for-input", "input-for-output", "wrong-operand"}  # the same for exp
        assert found or site.mistake in quiet, (site.mistake, site.keys)


def test_alterations_are_of_known_operands():
    for op in TABLE:
        for altered in alterations(op):
            assert 0 <= altered.i < (TABLE[op].arity or 4)
