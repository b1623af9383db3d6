"""Explanations say what is true: every formula of every step comes to the number that it claims."""

import math
import re

import pytest
from explained import EPS, check, iris, of_kind, tokens
from hypothesis import given, settings
from hypothesis import strategies as st
from vertical import vertical

import autograd_mini as ag
from autograd_mini import MLP, DomainError, Value, explain
from autograd_mini.explain.phrases import PHRASES
from autograd_mini.graph import Graph, topological_order
from autograd_mini.graph.paths import count_paths
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs


def graph(drawn):
    """Return the leaves and the output of a program."""
    program, numbers = drawn
    leaves = [Value(x, label=f"x_{i}") for i, x in enumerate(numbers, start=1)]
    return leaves, run(program, VALUES, leaves)[-1]


@pytest.mark.slow
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
    text = " ".join(explain(b + b, a).text().split())
    assert "Used more than once: b. This is where the order matters." in text
    # A leaf, and what is taken for a variable, sends nothing on.
    assert "Used more than once: a. What comes back along each edge is added up (+=);" in text
    for alone in (explain(b + b, b), explain(a * a)):
        assert "added up (+=)" in alone.text() and "order matters" not in alone.text()
        assert r"\mathrel{+}=" in alone.latex() and r"\mathrel{+}=" in alone.markdown()
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
    assert "    x = 0.33" in explain(x * 1.0, x, digits=2).text().splitlines()
    assert "x = 0.33333333" in explain(x * 1.0, x, digits=8).text()


# What cannot be explained.


def test_types():
    x = Value(1.0, label="x")
    with pytest.raises(
        TypeError, match="wrt is the Value to differentiate with respect to, not str"
    ):
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
    with pytest.raises(ValueError, match="language is one of 'en', 'zh', not 'fr'"):
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
    with pytest.raises(
        ValueError, match=r"43 units and 483 weights; the limit is 42 units and 168 weights"
    ):
        explain(net.forward([0.0] * 20), y=[0.0] * 3, limit=42)
