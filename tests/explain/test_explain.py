"""Explanations say what is true: every formula of every step comes to the number that it claims."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vertical import vertical

import autograd_mini as ag
from autograd_mini import MLP, DomainError, Value, cross_entropy, explain
from autograd_mini.explain.phrases import PHRASES
from autograd_mini.formulas.terms import in_numbers, value
from autograd_mini.graph import Graph, topological_order
from autograd_mini.graph.paths import count_paths
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import networks_with_samples, programs

EPS = 2.0**-52


def graph(drawn):
    """Return the leaves and the output of a program."""
    program, numbers = drawn
    leaves = [Value(x, label=f"x_{i}") for i, x in enumerate(numbers, start=1)]
    return leaves, run(program, VALUES, leaves)[-1]


def check(steps, size=1.0):
    """Every side of every equation comes to the number on its end.

    Sides add up and multiply in another order than the engine does, so they may differ by the
    rounding of what they add up: a few ε of the largest term, which is below `size`.
    """
    for step in steps:
        for side in step.chain:
            for term in (side, in_numbers(side)):
                assert math.isclose(value(term), step.value, rel_tol=1e-12, abs_tol=64 * EPS * size)


def of_kind(explanation, kind):
    return [step for step in explanation.steps if step.kind == kind]


@settings(max_examples=50)
@given(programs(size=8))
def test_every_number_is_that_of_the_graph(drawn):
    leaves, J = graph(drawn)
    J.backward()
    nodes = topological_order(J)
    for leaf in leaves:
        explanation = explain(J, leaf, max_paths=100)
        (result,) = of_kind(explanation, "sum")
        size = max([1.0] + [abs(step.value) for step in explanation.steps])
        check(explanation.steps, size)
        # The sum over the paths rounds once, in fsum; the engine at every addition.
        if of_kind(explanation, "path"):
            along = math.fsum(step.value for step in of_kind(explanation, "path"))
            assert math.isclose(along, leaf.grad, rel_tol=1e-12, abs_tol=1e3 * EPS * size)
        assert result.value == leaf.grad
        for step in explanation.steps:
            if step.kind in ("given", "value"):
                assert any(step.left.node is n and step.value == n.data for n in [*nodes, leaf])


@settings(max_examples=50)
@given(programs(size=8))
def test_the_sweep_over_all_nodes_finds_every_grad(drawn):
    _, J = graph(drawn)
    explanation = explain(J)
    J.backward()
    adjoints = [step.value for step in of_kind(explanation, "adjoint")]
    assert adjoints == [n.grad for n in reversed(topological_order(J))]


@settings(max_examples=50)
@given(programs(size=8), st.sampled_from(sorted(PHRASES)))
def test_explaining_changes_nothing(drawn, language):
    leaves, J = graph(drawn)
    J.backward(0.5)
    before = [(n.data, n.grad, n.label) for n in topological_order(J)]
    explanation = explain(J, leaves[0], language=language)
    assert explanation.text() and explanation.markdown() and explanation.latex()
    assert [(n.data, n.grad, n.label) for n in topological_order(J)] == before


def test_a_square_has_two_paths():
    x = Value(3.0, label="x")
    J = x * x
    assert [step.value for step in of_kind(explain(J, x), "path")] == [3.0, 3.0]
    assert "∂J/∂x = P_1 + P_2 = 3 + 3 = 6" in explain(J, x).text()


def test_the_edges_of_one_operation_are_told_apart():
    x = Value(3.0, label="x")
    J = (x * x).sin()
    text = explain(J, x).text()
    assert "∂v_1/∂x[1]" in text and "∂v_1/∂x[2]" in text
    assert "has an edge for each use" in text
    assert "has an edge for each use" not in explain(x.sin().exp(), x).text()


def test_too_many_paths_are_counted():
    x = n = Value(1.0, label="x")
    for _ in range(40):
        n = n + n
    explanation = explain(n, x)
    assert not of_kind(explanation, "path")
    assert f"{2**40} paths" in explanation.text()
    assert of_kind(explanation, "sum")[0].value == count_paths(n, x) == 2.0**40
    assert len(of_kind(explanation, "adjoint")) == 41


def test_up_to_max_paths_are_written_out():
    x = Value(2.0, label="x")
    J = x * x + x
    assert len(of_kind(explain(J, x, max_paths=3), "path")) == 3
    assert not of_kind(explain(J, x, max_paths=2), "path")


def test_no_path():
    x, q = Value(3.0, label="x"), Value(1.0, label="q")
    explanation = explain(x * x, q)
    assert "there is no path" in explanation.text()
    (result,) = of_kind(explanation, "sum")
    assert result.value == 0.0 and result.left.text == "∂J/∂q"
    assert "没有路径" in explain(x * x, q, language="zh").text()


def test_an_inner_node_is_a_variable_of_its_own():
    x = Value(3.0, label="x")
    u = x * x
    u.label = "u"
    J = u * x
    explanation = explain(J, u)
    assert of_kind(explanation, "sum")[0].value == 3.0
    assert "a variable of its own" in explanation.text()
    assert "∂J/∂x" not in explanation.text()


def test_of_the_output_itself():
    x = Value(3.0, label="x")
    J = x * x
    assert of_kind(explain(J, J), "sum")[0].value == 1.0
    assert of_kind(explain(x, x), "sum")[0].value == 1.0


def test_why_the_order_matters_is_said_where_it_does():
    a = Value(1.0, label="a")
    b = a + a
    b.label = "b"
    assert "Used more than once: a, b." in explain(b + b, a).text()
    assert "Used more than once" not in explain(a.exp().sin(), a).text()


def test_equal_labels_stay_apart():
    x, other = Value(2.0, label="x"), Value(5.0, label="x")
    J = x * other
    J.label = "x"
    left = [step.left.text for step in explain(J, other).steps]
    assert left[:3] == ["x⟨2⟩", "x⟨3⟩", "x"]


def test_a_derivative_can_be_explained():
    x = Value(2.0, label="x")
    (slope,) = ag.grad(x**3, [x])
    explanation = explain(slope, x)
    assert of_kind(explanation, "sum")[0].value == 12.0
    assert "∂(∂J/∂x)/∂x" in explanation.text()


def tokens(text):
    """Return the lines of a text that hold an equation: what no translation touches."""
    return [line for line in text.splitlines() if line.startswith("    ")]


@settings(max_examples=20)
@given(programs(size=6))
def test_both_languages_tell_the_same_steps(drawn):
    leaves, J = graph(drawn)
    english, chinese = (explain(J, leaves[0], language=language) for language in ("en", "zh"))
    assert tokens(english.text()) == tokens(chinese.text())
    assert [(s.kind, s.left.text, s.value) for s in english.steps] == [
        (s.kind, s.left.text, s.value) for s in chinese.steps
    ]


def test_every_sentence_has_its_translation_with_the_same_fields_and_formulas():
    assert PHRASES["en"].keys() == PHRASES["zh"].keys()
    for key, sentence in PHRASES["en"].items():
        other = PHRASES["zh"][key]
        assert sorted(re.findall(r"<\w+>", sentence)) == sorted(re.findall(r"<\w+>", other)), key
        for text, latex in re.findall(r"\|([^|]*)\|([^|]*)\|", other):
            assert text and latex, key
        assert re.search("[\u4e00-\u9fff]", other), key


def test_it_shows_itself():
    x = Value(2.0, label="x")
    explanation = explain(x * 3.0, x)
    assert str(explanation) == explanation.text()
    assert explanation._repr_markdown_() == explanation.markdown()
    assert explanation.text().startswith("How J depends on x\n====")
    assert explanation.markdown().startswith("## How $J$ depends on $x$\n")
    assert explanation.latex().startswith(r"\section*{How \(J\) depends on \(x\)}")


def test_its_repr_is_one_line():
    w, x = Value(0.5, label="w"), Value(2.0, label="x")
    J = (w * x).sin()
    assert repr(explain(J, w)) == "<Explanation of ∂J/∂w: 3 sections, 9 equations>"
    assert repr(explain(J)) == "<Explanation of every ∂J/∂n: 2 sections, 8 equations>"
    assert repr(explain(x, w)) == "<Explanation of ∂x/∂w: 2 sections, 2 equations>"
    net, x, y = iris()
    assert repr(explain(net.forward(x), y=y)) == (
        "<Explanation of ∂J/∂Θ: 9 sections, 176 equations>"
    )


def test_a_graph_that_has_been_read_is_explained_as_its_value_is():
    x = Value(3.0, label="x")
    J = x * x + x
    assert explain(Graph(J), x).text() == explain(J, x).text()
    assert explain(Graph(J)).text() == explain(J).text()


def test_an_edge_on_the_way_whose_local_derivative_does_not_exist():
    (x, slope), y = vertical(), Value(3.0, label="y")
    J = slope * y
    for wrt in (x, None):
        with pytest.raises(
            DomainError, match=r"^pow\(x = 0\.0, 1\.5\) can .*, but not once more: pow"
        ):
            explain(J, wrt)
    assert "∂J/∂y = slope = 0\n" in explain(J, y).text()


def test_digits():
    x = Value(1 / 3, label="x")
    assert "x = 0.33" in explain(x * 1.0, x, digits=2).text().splitlines()[11]
    assert "x = 0.33333333" in explain(x * 1.0, x, digits=8).text()


# Networks.


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


def iris():
    return MLP(4, [5, 3], seed=0), [5.1, 3.5, 1.4, 0.2], [1.0, 0.0, 0.0]


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


# What cannot be explained.


def test_types():
    x = Value(1.0, label="x")
    with pytest.raises(TypeError, match="wrt is the Value to differentiate by, not str"):
        explain(x * 2, "x")
    with pytest.raises(TypeError, match=r"takes a Value or a record that net.forward\(x\) made"):
        explain(3.0)
    with pytest.raises(TypeError, match=r"takes a Value or a record.*not an empty list$"):
        explain([])
    with pytest.raises(TypeError, match=r"takes records.*not Value$"):
        explain([x])
    with pytest.raises(TypeError, match=r"takes a Value or a record.*not MLP$"):
        explain(iris()[0])
    net, sample, y = iris()
    with pytest.raises(TypeError, match="explained for all weights"):
        explain(net.forward(sample), net.theta[1][0][0], y=y)


def test_languages():
    with pytest.raises(ValueError, match="no language 'fr'; there are en, zh"):
        explain(Value(1.0), language="fr")


def test_limits():
    x = n = Value(1.0)
    for _ in range(300):
        n = n + 1.0
    with pytest.raises(
        ValueError, match=r"on the way: 301 nodes and 300 edges; the limit is 200 .* raise limit="
    ):
        explain(n, x)
    assert explain(n, x, limit=301).steps
    net = MLP(20, [20, 3], seed=0)
    with pytest.raises(ValueError, match=r"483 weights is too large.* limit is 200"):
        explain(net.forward([0.0] * 20), y=[0.0] * 3)


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
