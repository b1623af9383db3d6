"""The formulas above a layer are claimed only where they hold."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import network

from autograd_mini import MLP, cross_entropy, cross_entropy_from_logits
from autograd_mini.draw.messages import Words
from autograd_mini.draw.network.scene import Scene, formula, norm
from autograd_mini.draw.style import LIGHT, NBSP
from autograd_mini.graph.reading import read_layers
from autograd_mini.testing.strategies import networks_with_samples


def scene(sample, y=None, J=None, show="both"):
    graph = read_layers(sample.z, sample.a)
    return Scene(sample, sample.delta, graph, y, J, show, False, 3, LIGHT, Words("en"))


def lines(scene, layer):
    """Return the heading of a layer as plain text."""
    return [re.sub("<[^>]*>", "", line).replace(NBSP, "") for line in scene.heading(layer)]


@given(networks_with_samples(), st.sampled_from(["sigmoid", "tanh", "identity", "softplus"]))
def test_the_textbook_formulas_hold_for_every_network(case, activation):
    sizes = case.net.sizes
    net = MLP(
        sizes[0], sizes[1:], activation=activation, output_activation="sigmoid", bias=case.bias
    )
    net.load_theta(case.theta)
    sample, y, last = net.forward(case.X[0]), case.Y[0], len(sizes)
    cross_entropy_from_logits(sample.z[last], y).backward()
    for layer in range(2, last):
        assert lines(scene(sample, y), layer)[-1] == (
            f"δ({layer})=(Θ({layer}))Tδ({layer + 1})∘g′(z({layer}))"
        )
    if any(sample.delta[last]):
        assert lines(scene(sample, y), last)[-1] == f"δ({last})=a({last})−y"


def test_the_formula_of_the_last_layer_needs_the_cost_and_the_targets():
    sample, y, J = network()
    assert lines(scene(sample, y, J), 3)[-1] == "δ(3)=∂J/∂z(3)"  # δ is not known yet
    J.backward()
    assert lines(scene(sample, y, J), 3)[-1] == "δ(3)=a(3)−y"
    assert lines(scene(sample), 3)[-1] == "δ(3)=∂J/∂z(3)"
    assert lines(scene(sample, [0.0, 1.0, 0.0]), 3)[-1] == "δ(3)=∂J/∂z(3)"
    tanh = MLP(2, [2, 1], seed=0, output_activation="tanh").forward([1.0, 2.0])
    ((tanh.a[3][0] - 1) ** 2).backward()
    assert lines(scene(tanh, [1.0]), 3)[-1] == "δ(3)=∂J/∂z(3)"


def test_the_formula_of_a_hidden_layer_is_not_claimed_if_j_looks_at_that_layer_too():
    sample, y, J = network()
    (J + 0.01 * sample.a[2][4] ** 2).backward()
    assert lines(scene(sample, y), 2)[-1] == "δ(2)=∂J/∂z(2)"
    assert lines(scene(sample, y), 3)[-1] == "δ(3)=a(3)−y"


def test_a_heading_says_only_what_is_shown():
    sample, y, J = network()
    J.backward()
    name, forward, back = lines(scene(sample, y), 2)
    assert name == "layer2g=σ"
    assert forward == "z(2)=Θ(1)a(1),a(2)=g(z(2))"
    assert lines(scene(sample, y, show="forward"), 2) == [name, forward]
    assert lines(scene(sample, y, show="backward"), 2) == [name, back]
    assert lines(scene(sample, y), 1) == ["layer1", "a(1)=x"]


@pytest.mark.parametrize(("activation", "g"), [("tanh", "g=tanh"), ("identity", "g(z)=z")])
def test_a_heading_names_the_activation(activation, g):
    sample = MLP(2, [2, 1], activation=activation, output_activation="sigmoid").forward([1.0, 2.0])
    assert lines(scene(sample), 2)[0] == f"layer2{g}"
    assert lines(scene(sample), 3)[0] == "layer3g=σ"


@given(networks_with_samples())
def test_the_weights_have_the_gradients_of_the_engine(case):
    sample = case.net.forward(case.X[0])
    cross_entropy(sample.a[len(sample.a)], case.Y[0]).backward()
    assert [w.gradient for w in scene(sample).weights()] == pytest.approx(
        [theta.grad for theta in case.net.parameters()], rel=1e-15, abs=0
    )
    assert [w.theta for w in scene(sample).weights()] == case.net.parameters()


def test_scripts_of_formulas():
    html = formula("(Θ^(12))^T δ_ij < 1")
    assert re.findall(r"<SUP><[^>]*>(.*?)<", html) == ["(12)", "T"]
    assert re.findall(r"<SUB><[^>]*>(.*?)<", html) == ["ij"]
    assert html.endswith(f"&lt;{NBSP}1")


@given(st.lists(st.floats(-1e6, 1e6)))
def test_norm(numbers):
    # The squares of tiny numbers are lost in the check, not in norm itself.
    assert norm(numbers) == pytest.approx(sum(x * x for x in numbers) ** 0.5, rel=1e-12, abs=1e-150)
