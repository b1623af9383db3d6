"""draw_network shows z, a, δ of every neuron, and Θ and ∂J/∂Θ where its arrow begins."""

import pygraphviz
import pytest
from pictures import ids, network, words

from autograd_mini import MLP, Value, cross_entropy, cross_entropy_from_logits
from autograd_mini.draw import draw_network, style
from autograd_mini.draw.style import number

CLAIM = "−\N{NO-BREAK SPACE}y"  # of δ = a − y


@pytest.mark.parametrize("bias", [True, False])
def test_every_unit_and_weight_is_in_the_picture_once(renderer, bias):
    sample, y, J = network(bias)
    J.backward()
    found = ids(draw_network(sample, y=y, J=J).pipe("svg"))
    first = 0 if bias else 1
    units = {f"unit-{layer}-{i}" for layer, n in ((1, 4), (2, 5), (3, 3)) for i in range(1, n + 1)}
    units |= {"unit-1-0", "unit-2-0"} if bias else set()
    weights = {
        f"weight-{layer}-{i}-{j}"
        for layer, (n_in, n_out) in ((1, (4, 5)), (2, (5, 3)))
        for i in range(1, n_out + 1)
        for j in range(first, n_in + 1)
    }
    layers = {"layer-1", "layer-2", "layer-3"}
    expected = units | weights | layers
    assert sorted(f for f in found if f.split("-")[0] in ("unit", "weight", "layer")) == sorted(
        expected
    )


def test_every_number_can_be_read(renderer):
    sample, y, J = network()
    J.backward()
    shown = words(draw_network(sample, y=y, J=J).pipe("svg"))
    for layer in (2, 3):
        for z, a in zip(sample.z[layer], sample.a[layer], strict=True):
            assert {number(z.data), number(a.data), number(z.grad, signed=True)} <= set(shown)
    for rows in sample.theta.values():
        for theta in (theta for row in rows for theta in row):
            assert {number(theta.data), number(theta.grad, signed=True)} <= set(shown)
    assert any(number(J.data) in word for word in shown)


def test_arrows_point_back_and_carry_the_gradient():
    sample, _, J = network()
    J.backward()
    graph = pygraphviz.AGraph(string=draw_network(sample).source)
    arrows = {e.attr["id"]: e for e in graph.edges() if e.attr["id"]}
    largest = max(abs(t.grad) for rows in sample.theta.values() for row in rows for t in row)
    for layer, rows in sample.theta.items():
        for i, row in enumerate(rows, start=1):
            for j, theta in enumerate(row):
                arrow = arrows[f"weight-{layer}-{i}-{j}"]
                assert tuple(arrow) == (f"unit_{layer}_{j}", f"unit_{layer + 1}_{i}")
                assert arrow.attr["headport"] == f"{j}:w"
                width = 0.7 + 4.3 * (abs(theta.grad) / largest) ** 0.5
                assert float(arrow.attr["penwidth"]) == pytest.approx(width, abs=0.006)
                assert arrow.attr["color"] == (style.POSITIVE if theta.grad > 0 else style.NEGATIVE)
    assert "dir=back" in draw_network(sample).source


def test_the_gradient_is_that_of_this_sample_only():
    net = MLP(2, [1], seed=0)
    for x in ([1.0, 2.0], [3.0, -1.0]):
        sample = net.forward(x)
        cross_entropy(sample.a[2], [1]).backward()
    delta = sample.delta[2][0]
    shown = draw_network(sample).source
    for a_j in (1.0, 3.0, -1.0):
        assert number(delta * a_j, signed=True) in shown


def test_before_backward_delta_is_unknown():
    sample, y, J = network()
    assert draw_network(sample).source.count(style.UNKNOWN) == 43 + 8
    J.backward()
    assert style.UNKNOWN not in draw_network(sample, y=y).source


def test_the_formula_of_the_last_layer_is_only_claimed_where_it_holds():
    sample, y, J = network()
    J.backward()
    assert CLAIM in draw_network(sample, y=y).source
    assert CLAIM not in draw_network(sample).source
    tanh = MLP(2, [2, 1], seed=0, output_activation="tanh").forward([1.0, 2.0])
    ((tanh.a[3][0] - 1) ** 2).backward()
    assert CLAIM not in draw_network(tanh, y=[1.0]).source
    logits = MLP(2, [2, 1], seed=0).forward([1.0, 2.0])
    cross_entropy_from_logits(logits.z[3], [1.0]).backward()
    assert CLAIM in draw_network(logits, y=[1.0]).source


def test_inputs_keep_their_own_labels_and_equal_networks_draw_equally():
    def build():
        net = MLP(2, [1], seed=3)
        return net.forward([Value(1.4, label="petal <length>"), 0.2])

    source = draw_network(build()).source
    assert "petal &lt;length&gt;" in source
    assert draw_network(build()).source == source


def test_bad_input():
    with pytest.raises(TypeError, match="record"):
        draw_network(MLP(2, [1]))
    sample = MLP(20, [10]).forward([0.0] * 20)
    with pytest.raises(ValueError, match=r"210 weights .* limit is 200.*limit="):
        draw_network(sample)
    assert draw_network(sample, limit=210).source
    with pytest.raises(ValueError, match="y has 2 entries, but the last layer has 10"):
        draw_network(sample, y=[1, 0], limit=210)
