"""The derivation of a network finds what the engine finds, by the textbook's formulas."""

import math

import pytest
from explained import check, iris, of_kind, tokens
from hypothesis import given, settings

import autograd_mini as ag
from autograd_mini import MLP, Value, cross_entropy, explain
from autograd_mini.testing.strategies import networks_with_samples


def derivation_of(case, language="en"):
    records = [case.net.forward(x) for x in case.X]
    return explain(records, y=case.Y, language=language, limit=10_000), records


@settings(max_examples=50)
@given(networks_with_samples())
def test_the_derivation_of_a_network_finds_the_gradients_of_the_engine(case):
    explanation, records = derivation_of(case)
    check(explanation.steps, max([1.0] + [abs(step.value) for step in explanation.steps]))
    m = len(case.X)

    cross_entropy(records[0].a[len(records[0].a)], case.Y[0]).backward()
    kinds = {kind: of_kind(explanation, kind) for kind in ("z", "a", "cost", "delta", "gradient")}
    first = records[0]
    layers = sorted(first.z)
    assert [s.value for s in kinds["z"]] == [z.data for layer in layers for z in first.z[layer]]
    assert [s.value for s in kinds["a"]] == [a.data for layer in layers for a in first.a[layer]]
    expected = [d for layer in reversed(layers) for d in first.delta[layer]]
    assert len(kinds["delta"]) == len(expected)
    for step, delta in zip(kinds["delta"], expected):
        assert math.isclose(step.value, delta, rel_tol=1e-11, abs_tol=1e-13)
    gradients = {step.left.text: step.value for step in kinds["gradient"]}
    assert len(gradients) == len(case.net.parameters())
    for theta in case.net.parameters():
        found = gradients[f"∂J/∂{theta.label}"]
        assert math.isclose(found, theta.grad, rel_tol=1e-11, abs_tol=1e-13)

    before = {theta.label: theta.data for theta in case.net.parameters()}
    ag.zero_grad(case.net.parameters())
    case.net.cost(case.X, case.Y).backward()
    sums = {step.left.text.replace("Δ", "Θ"): step for step in of_kind(explanation, "accumulate")}
    new = {step.left.text: step.value for step in of_kind(explanation, "descend")}
    for theta in case.net.parameters():
        if m > 1 or theta.label in sums:
            found = sums[theta.label].value / m
            assert math.isclose(found, theta.grad, rel_tol=1e-11, abs_tol=1e-13)
        step_taken = before[theta.label] - 0.1 * theta.grad
        assert math.isclose(new[f"{theta.label} new"], step_taken, rel_tol=1e-11, abs_tol=1e-13)


@settings(max_examples=20)
@given(networks_with_samples(m=2))
def test_both_languages_derive_the_same(case):
    english, chinese = (derivation_of(case, language)[0] for language in ("en", "zh"))
    assert tokens(english.text()) == tokens(chinese.text())
    assert len(english.sections) == len(chinese.sections)


def test_targets_are_read_off_the_last_backward():
    net, x, y = iris()
    record = net.forward(x)
    with pytest.raises(ValueError, match=r"no δ yet: call J.backward\(\) first, or give y="):
        explain(record)
    cross_entropy(record.a[3], y).backward()
    assert explain(record).text() == explain(record, y=y).text()


def test_targets_of_another_cost_are_refused():
    net, x, y = iris()
    record = net.forward(x)
    (-3 * cross_entropy(record.a[3], y)).backward()
    with pytest.raises(ValueError, match=r"no target between 0 and 1.*give y="):
        explain(record)


def test_a_saturated_unit_still_has_its_delta():
    net = MLP(1, [1], seed=0)
    net.load_theta({1: [[0.0, 1000.0]]})
    explanation = explain(net.forward([1.0]), y=[0.0])
    assert of_kind(explanation, "delta")[0].value == 1.0
    assert not of_kind(explanation, "by_activation")
    assert "saturated on the wrong side" in explanation.text()


@pytest.mark.parametrize("activation", ["tanh", "relu", "identity", "softplus"])
def test_other_hidden_units(activation):
    net = MLP(2, [3, 1], activation=activation, output_activation="sigmoid", seed=1)
    record = net.forward([0.5, -1.0])
    explanation = explain(record, y=[1.0])
    check(explanation.steps)
    cross_entropy(record.a[3], [1.0]).backward()
    found = {step.left.text: step.value for step in of_kind(explanation, "gradient")}
    for theta in net.parameters():
        assert math.isclose(found[f"∂J/∂{theta.label}"], theta.grad, rel_tol=1e-12, abs_tol=1e-15)


@pytest.mark.parametrize("target", [0.0, 0.25, 0.5, 1.0])
def test_the_cost_is_that_of_the_engine(target):
    record = MLP(2, [1], seed=0).forward([0.5, -1.0])
    (step,) = of_kind(explain(record, y=[target]), "cost")
    assert math.isclose(step.value, cross_entropy(record.a[2], [target]).data, rel_tol=1e-14)


def test_targets_may_be_values():
    record = MLP(2, [1], seed=0).forward([0.5, -1.0])
    y = Value(0.25, label="y")
    assert explain(record, y=[y]).text() == explain(record, y=[0.25]).text()
    with pytest.raises(TypeError, match="y is a list of numbers, one for each unit, not float"):
        explain([record], y=[0.25])


def test_the_rate():
    net, x, y = iris()
    explanation = explain(net.forward(x), y=y, rate=2.5)
    assert "learning rate η = 2.5" in explanation.text()
    gradients = {
        s.left.text.removeprefix("∂J/∂"): s.value for s in of_kind(explanation, "gradient")
    }
    new = {s.left.text: s.value for s in of_kind(explanation, "descend")}
    for theta in net.parameters():
        expected = theta.data - 2.5 * gradients[theta.label]
        assert math.isclose(new[f"{theta.label} new"], expected, rel_tol=1e-14)


def test_networks_of_another_kind():
    net, x, y = iris()
    other = MLP(4, [5, 3], output_activation="tanh", seed=0)
    with pytest.raises(ValueError, match="sigmoid units in the last layer"):
        explain(other.forward(x), y=y)
    with pytest.raises(ValueError, match="different networks"):
        explain([net.forward(x), MLP(4, [5, 3], seed=0).forward(x)], y=[y, y])
    with pytest.raises(ValueError, match="y has 2 entries, but the last layer has 3 units"):
        explain(net.forward(x), y=[1.0, 0.0])
    with pytest.raises(ValueError, match="2 records need as many targets, not 1"):
        explain([net.forward(x)] * 2, y=[y])
    with pytest.raises(ValueError, match=r"between 0 and 1; y has 1\.5"):
        explain(net.forward(x), y=[1.5, 0.0, 0.0])
