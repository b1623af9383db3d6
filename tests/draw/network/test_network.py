"""draw_network shows z, a, δ of every neuron, Θ and ∂J/∂Θ of every weight, and what flows back."""

import math
import re

import pygraphviz
import pytest
from drawn import after_backward, as_float, parts, sent, texts, weights
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pictures import ids, network, parse, tooltips, words

import autograd_mini as ag
from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.draw import draw_network, style
from autograd_mini.draw.style import DARK, LIGHT, exact, number
from autograd_mini.testing.strategies import networks_with_samples

shows = st.sampled_from(["forward", "backward", "both", "gradients"])


def names(sample):
    """Return the ids that a picture of every neuron must have."""
    indices = [name for name, _, _ in weights(sample)]
    units = {f"unit-{layer}-{i + 1}" for layer, a in sample.a.items() for i in range(len(a))}
    units |= {f"unit-{layer}-0" for layer in sample.theta} if sample.bias else set()
    of_weights = {f"{part}-{i}" for part in ("theta", "weight", "entry") for i in indices}
    return units | of_weights | {f"layer-{layer}" for layer in sample.a}


KINDS = {"unit", "weight", "theta", "entry", "layer"}


@given(networks_with_samples(), shows, st.booleans())
def test_every_unit_and_weight_is_in_the_dot_once(case, show, dark):
    sample, y, J = after_backward(case)
    found = parts(draw_network(sample, y=y, J=J, show=show, dark=dark))
    assert {name for name in found if name.split("-")[0] in KINDS} == names(sample)
    assert {name for name in found if name.startswith("target")} == {
        f"target-{k}" for k in range(1, len(y) + 1)
    }


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(networks_with_samples(units=4), shows)
def test_every_unit_and_weight_is_in_the_svg_once(renderer, case, show):
    sample, y, J = after_backward(case)
    found = ids(draw_network(sample, y=y, J=J, show=show).pipe("svg"))
    assert sorted(name for name in found if name.split("-")[0] in KINDS) == sorted(names(sample))


@given(networks_with_samples(), st.integers(1, 6))
def test_the_numbers_are_those_of_the_record(case, digits):
    sample, y, J = after_backward(case)
    found = parts(draw_network(sample, y=y, J=J, digits=digits))

    def shown(x, signed=False):
        return number(x, signed=signed, digits=digits)

    for name, theta, gradient in weights(sample):
        *_, i, j = name.split("-")
        expected = [f"Θ{i},{j}", shown(gradient, True), shown(theta, True)]
        assert texts(found[f"theta-{name}"]) == expected
    for layer, zs in sample.z.items():
        for i, (z, a) in enumerate(zip(zs, sample.a[layer], strict=True), start=1):
            said = texts(found[f"unit-{layer}-{i}"])
            numbers = [shown(z.data), shown(a.data), shown(z.grad, True)]
            assert [said[1], said[3], said[-1]] == numbers
            assert [said[0], said[2], said[-2]] == [f"z{i}", f"a{i}", f"=\N{NO-BREAK SPACE}δ{i}"]
    for j, x in enumerate(sample.a[1], start=1):
        assert texts(found[f"unit-1-{j}"]) == [f"a{j}", shown(x)]
    assert texts(found["caption-1"]) == [f"J\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{shown(J.data)}"]


@pytest.mark.slow
@given(networks_with_samples(), shows, st.booleans(), st.booleans())
def test_arrows_are_as_wide_as_what_they_stand_for_and_coloured_by_its_sign(
    case, show, inputs, dark
):
    sample, _, J = after_backward(case)
    found = parts(draw_network(sample, J=J, show=show, inputs=inputs, dark=dark))
    theme = DARK if dark else LIGHT
    thetas = {name: theta for name, theta, _ in weights(sample)}
    gradients = {name: gradient for name, _, gradient in weights(sample)}
    flows = sent(sample, inputs)
    back = {"forward": thetas, "gradients": gradients}.get(show, flows)
    for part, stands_for in (("weight", back), ("entry", flows if show == "backward" else thetas)):
        largest = max(map(abs, stands_for.values()), default=0.0)
        for name in thetas:
            arrow, x = found[f"{part}-{name}"], stands_for.get(name, 0.0)
            colour = theme.nothing if x == 0 else theme.positive if x > 0 else theme.negative
            assert arrow["color"] == colour
            assert (arrow.get("style") == "dashed") == (x < 0)  # seen without colours, too
            width = 0.7 + 4.3 * math.sqrt(abs(x) / largest) if x else 0.7
            assert float(arrow["penwidth"]) == pytest.approx(width, abs=0.006)


@pytest.mark.parametrize(
    ("show", "short"), [("forward", "forward"), ("backward", "none"), ("both", "forward")]
)
@pytest.mark.parametrize("inputs", [False, True])
def test_arrows_point_forward_for_theta_and_back_to_units_that_receive_something(
    show, short, inputs
):
    sample, y, J = network()
    J.backward()
    drawing = draw_network(sample, y=y, J=J, show=show, inputs=inputs)
    graph = pygraphviz.AGraph(string=drawing.source)
    edges = {edge.attr["id"]: edge for edge in graph.edges()}
    receives = {} if show == "forward" else sent(sample, inputs)
    for name, _, _ in weights(sample):
        layer, i, _ = name.split("-")
        numbers = f"theta_{name.replace('-', '_')}"
        assert edges[f"weight-{name}"].attr["dir"] == ("back" if name in receives else "none")
        assert edges[f"weight-{name}"][1] == numbers
        assert edges[f"entry-{name}"].attr["dir"] == short
        assert tuple(edges[f"entry-{name}"]) == (numbers, f"unit_{int(layer) + 1}_{i}")
    keys = [edge.attr["dir"] for name, edge in edges.items() if name.startswith("key")]
    assert set(keys) == ({"back"} if receives else set()) | ({short} - {"none"})
    titles = {"forward": ["Θ"], "backward": ["∂J/∂Θ"], "both": ["∂J/∂Θ", "Θ"]}[show]
    assert texts(parts(drawing)["numbers-2"]) == titles


def test_on_request_the_arrows_stand_for_the_gradients_of_the_weights():
    sample, y, J = network()
    J.backward()
    found = parts(draw_network(sample, y=y, J=J, show="gradients"))
    assert {found[f"weight-{name}"]["dir"] for name, _, _ in weights(sample)} == {"back"}
    assert "∂J/∂Θij\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}δi" in "".join(texts(found["caption-2"]))


SENT = re.compile(r"Θ\^\((\d+)\)_(\d+),(\d+) · δ\^\((\d+)\)_(\d+) = .* · .* = (−?[-−.e\d]+)")


def read(tooltip):
    """Return the layer, i, j and the product that the tooltip of an arrow tells."""
    layer, i, j, after, also_i, product = SENT.fullmatch(tooltip).groups()
    assert (int(after), also_i) == (int(layer) + 1, i)
    return int(layer), int(i), int(j), as_float(product)


@pytest.mark.slow
@given(networks_with_samples(), st.booleans())
def test_what_arrives_at_a_unit_adds_up_to_its_delta(case, inputs):
    sample, y, J = after_backward(case)
    found = parts(draw_network(sample, y=y, J=J, inputs=inputs))
    arrives = {}
    for name in sent(sample, inputs):
        layer, i, j, product = read(found[f"weight-{name}"]["tooltip"])
        assert f"{layer}-{i}-{j}" == name
        arrives.setdefault((layer, j), []).append(product)
    for (layer, j), products in arrives.items():
        if layer == 1:
            x = sample.a[1][j - 1]
            expected, slope = (x.grad if isinstance(x, Value) else None), 1.0
        else:
            z, a = sample.z[layer][j - 1], sample.a[layer][j - 1]
            expected, slope = sample.delta[layer][j - 1], 1.0 if a is z else a.partials[0]
        scale = sum(map(abs, products)) * slope
        if expected is not None:
            assert math.fsum(products) * slope == pytest.approx(
                expected, rel=1e-9, abs=1e-9 * scale
            )
    assert set(arrives) == {
        (layer, j)
        for layer in sample.theta
        if layer > 1 or inputs
        for j in range(1, len(sample.a[layer]) + 1)
    }


def test_the_tooltip_of_an_arrow_is_what_a_reader_would_compute():
    sample, y, J = network()
    J.backward()
    found = parts(draw_network(sample, y=y, J=J))
    assert found["weight-2-1-3"]["tooltip"] == (
        "Θ^(2)_1,3 · δ^(3)_1 = 0.7154 · (−0.3788) = −0.2709898257592362"
    )
    sample.theta[2][0][1].label = "w-1 of all"
    said = parts(draw_network(sample, y=y, J=J))["weight-2-1-1"]["tooltip"]
    assert said.startswith("w-1 of all · δ^(3)_1 = (−0.114) · (−0.3788) = 0.0")
    assert "·" not in found["weight-2-1-0"]["tooltip"]  # a_0 receives nothing
    assert "·" not in found["weight-1-1-1"]["tooltip"]  # nor does an input


def said_in(found, unit):
    """Return the names and the numbers in a unit, as they stand there."""
    cells = [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts(found[unit])]
    return dict(zip(cells[::2], cells[1::2], strict=True))


def test_a_unit_shows_how_its_delta_comes_about():
    sample, y, J = network()
    J.backward()
    found = parts(draw_network(sample, y=y, J=J))
    assert said_in(found, "unit-2-1") == {
        "z1": "1.71", "a1": "0.847", "Σ Θδ": "+0.184", "× g′": "0.130", "= δ1": "+0.0238",
    }  # fmt: skip
    assert said_in(found, "unit-3-1") == {
        "z1": "0.495", "a1": "0.621", "− y1": "1", "= δ1": "−0.379",
    }  # fmt: skip


def test_where_delta_is_not_a_minus_y_its_two_factors_are_shown():
    sample, y, _ = network()
    J = ag.mean_squared_error(sample.a[3], y)
    J.backward()
    a = sample.a[3][0]
    assert list(said_in(parts(draw_network(sample, y=y, J=J)), "unit-3-1").items())[2:] == [
        ("∂J/∂a1", number(a.grad, signed=True)),
        ("× g′", number(a.data * (1 - a.data))),
        ("= δ1", number(sample.delta[3][0], signed=True)),
    ]


def test_where_a_cost_looks_at_a_hidden_unit_too_no_sum_is_claimed():
    sample, y, J = network()
    (J + 0.01 * sample.a[2][4] ** 2).backward()
    found = parts(draw_network(sample, y=y, J=J))
    assert said_in(found, "unit-2-5")["∂J/∂a5"] == number(sample.a[2][4].grad, signed=True)
    assert "Σ Θδ" not in said_in(found, "unit-2-5")


def test_inputs_show_their_derivative_on_request():
    sample, y, J = network()
    J.backward()
    found = parts(draw_network(sample, y=y, J=J, inputs=True))
    for j, x in enumerate(sample.a[1], start=1):
        assert said_in(found, f"unit-1-{j}")[f"∂J/∂x{j}"] == number(x.grad, signed=True)
    found = parts(draw_network(sample, y=y, J=J, inputs=True, show="forward"))
    assert list(said_in(found, "unit-1-1")) == ["a1"]


@pytest.mark.parametrize("bias", [True, False])
def test_every_number_can_be_read_and_all_its_digits_are_in_a_tooltip(renderer, bias):
    sample, y, J = network(bias)
    J.backward()
    svg = draw_network(sample, y=y, J=J).pipe("svg")
    shown, hidden = words(svg), " ".join(tooltips(svg))
    for layer in (2, 3):
        for z, a in zip(sample.z[layer], sample.a[layer], strict=True):
            assert {number(z.data), number(a.data), number(z.grad, signed=True)} <= set(shown)
            assert f"= {exact(z.data)}" in hidden
            assert f"= {exact(a.data)}" in hidden
            assert f"= {exact(z.grad)}" in hidden
    for theta in (theta for rows in sample.theta.values() for row in rows for theta in row):
        assert {number(theta.data, signed=True), number(theta.grad, signed=True)} <= set(shown)
        assert f"{theta.label} = {exact(theta.data)}, ∂J/∂Θ = {exact(theta.grad)}" in hidden
    assert any(number(J.data) in word for word in shown)


def test_both_renderers_leave_the_parts_where_they_are_pinned(renderer):
    sample, y, J = network()
    drawing = draw_network(sample, y=y, J=J)
    pinned = {
        name: [float(x) for x in part["pos"].rstrip("!").split(",")]
        for name, part in parts(drawing).items()
        if name.startswith("unit")
    }
    drawn = {}
    for group in parse(drawing.pipe("svg")).iter("{http://www.w3.org/2000/svg}g"):
        if (group.get("id") or "").startswith("unit"):
            circle = next(group.iter("{http://www.w3.org/2000/svg}ellipse"))
            drawn[group.get("id")] = [float(circle.get("cx")), -float(circle.get("cy"))]
    first = "unit-1-0"
    for name, place in pinned.items():
        for k in (0, 1):  # to the hundredth of a point, to which both are written
            expected = place[k] - pinned[first][k]
            assert drawn[name][k] - drawn[first][k] == pytest.approx(expected, abs=0.03)


def test_the_gradient_is_that_of_this_sample_only():
    net = MLP(2, [1], seed=0)
    for x in ([1.0, 2.0], [3.0, -1.0]):
        sample = net.forward(x)
        cross_entropy(sample.a[2], [1]).backward()
    found = parts(draw_network(sample))
    delta = sample.delta[2][0]
    for j, a_j in enumerate((1.0, 3.0, -1.0)):
        assert texts(found[f"theta-1-1-{j}"])[1] == number(delta * a_j, signed=True)


def test_before_backward_gradients_are_unknown():
    sample, y, J = network()
    source = draw_network(sample, y=y, J=J).source
    assert (
        len(re.findall(f">{style.UNKNOWN}<", source)) == 43 + 8 + 8
    )  # ∂J/∂Θ, δ, and ∂J/∂a or Σ Θδ
    assert "backward()" in source
    J.backward()
    source = draw_network(sample, y=y, J=J).source
    assert style.UNKNOWN not in source
    assert "backward()" not in source


def test_a_gradient_of_zero_is_known_to_be_zero():
    net = MLP(1, [1], output_activation="identity")
    net.load_theta({1: [[1.0, 1.0]]})
    sample = net.forward([2.0])
    J = (sample.a[2][0] - 3) ** 2
    J.backward()
    found = parts(draw_network(sample, J=J))
    assert texts(found["theta-1-1-1"])[1] == "0"
    assert found["weight-1-1-1"]["color"] == LIGHT.nothing
    assert texts(found["unit-2-1"])[-1] == "0"


def test_inputs_keep_their_own_labels_and_equal_networks_draw_equally():
    def build():
        net = MLP(2, [1], seed=3)
        return net.forward([Value(1.4, label="petal <length>"), Value(0.2, label="a^(1)_2")])

    drawing = draw_network(build())
    found = parts(drawing)
    assert texts(found["label-1"]) == ["petal <length>"]
    assert "label-2" not in found
    assert draw_network(build()).source == drawing.source


def test_hostile_labels_stay_text(renderer):
    hostile = '</TD><img src="x">]]> \\N &amp; "quoted"'
    net = MLP(1, [1], seed=0)
    sample = net.forward([Value(1.0, label=hostile)])
    net.theta[1][0][1].label = hostile
    J = cross_entropy(sample.a[2], [1.0])
    J.label = "<b>J</b>"
    svg = draw_network(sample, J=J).pipe("svg")
    assert not list(parse(svg).iter("{http://www.w3.org/2000/svg}img"))
    assert sum(hostile in tooltip for tooltip in tooltips(svg)) >= 3
    assert any("<b>J</b>" in word for word in words(svg))


def test_a_note_stands_below_as_text(renderer):
    sample = MLP(1, [1], seed=0).forward([1.0])
    hostile = '</TD><img src="x">]]> \\N &amp;\r\0\ud800\ufffe'
    for layers in ("none", "layers"):
        svg = draw_network(sample, note=hostile, collapse=layers).pipe("svg")
        assert not list(parse(svg).iter("{http://www.w3.org/2000/svg}img"))
        assert any('</TD><img src="x">]]>' in word.replace("\xa0", " ") for word in words(svg))
    assert draw_network(sample, note="").source == draw_network(sample).source
    with pytest.raises(TypeError, match="note is a line of text, not int"):
        draw_network(sample, note=1)


def test_drawing_changes_no_number():
    sample, y, J = network()
    J.backward()
    before = [(v.data, v.grad) for zs in sample.z.values() for v in zs]
    draw_network(sample, y=y, J=J)
    draw_network(sample, y=y, J=J, collapse="layers")
    assert [(v.data, v.grad) for zs in sample.z.values() for v in zs] == before


def test_targets_may_be_numbers_or_values():
    sample, _, J = network()
    J.backward()
    plain = draw_network(sample, y=[1, 0.25, 0.0]).source
    assert draw_network(sample, y=(Value(1.0), Value(0.25), Value(0.0))).source == plain
    found = parts(draw_network(sample, y=[1, 0.25, 0.0]))
    assert [texts(found[f"target-{k}"])[1] for k in (1, 2, 3)] == ["1", "0.25", "0"]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"y": [1, 0]}, ValueError, "y has 2 entries, but the last layer has 3"),
        ({"y": "100"}, TypeError, "y is a list of numbers.*not str"),
        ({"y": 1.0}, TypeError, "y is a list of numbers.*not float"),
        ({"y": {0, 1, 2}}, TypeError, "y is a list of numbers.*not set"),
        ({"y": [1, "a", 0]}, TypeError, "real number.*'a'"),
        ({"y": [1, float("nan"), 0]}, ValueError, "finite"),
        ({"J": 2.0}, TypeError, "J is the Value.*not float"),
        ({"show": "sideways"}, ValueError, "show.*'forward', 'backward', 'both'.*'sideways'"),
        ({"show": True}, TypeError, "show.*'both'.*not bool"),
        ({"inputs": 1}, TypeError, "inputs is True or False, not int"),
        ({"collapse": "units"}, ValueError, "collapse.*'auto', 'none', 'layers'.*'units'"),
        ({"collapse": None}, TypeError, "collapse.*None"),
        ({"digits": -1}, ValueError, "digits.*1 to 17.*-1"),
        ({"digits": 2.0}, TypeError, "digits.*not float"),
        ({"language": "de"}, ValueError, "language.*'en', 'zh'.*'de'"),
        ({"dark": "yes"}, TypeError, "dark.*not str"),
        ({"limit": 0}, ValueError, "limit.*at least 1.*0"),
        ({"limit": None}, TypeError, "limit.*None"),
        (
            {"collapse": "none", "limit": 10},
            ValueError,
            "12 units and 43 weights; the limit is 10 units and 40 weights.*layers.*limit=",
        ),
    ],
)
def test_bad_arguments(arguments, error, message):
    with pytest.raises(error, match=message):
        draw_network(network()[0], **arguments)


def test_what_is_no_record_is_refused():
    with pytest.raises(TypeError, match=r"record net\.forward\(x\) returns, not MLP$"):
        draw_network(MLP(2, [1]))
