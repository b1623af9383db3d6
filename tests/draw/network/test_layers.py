"""Networks with too many weights are drawn with a node for each layer."""

import math
import operator
import random
import re

import pytest
from drawn import after_backward, as_float, parts, texts, weights
from hypothesis import given
from pictures import ids, parse, words

from autograd_mini import MLP, cross_entropy
from autograd_mini.draw import draw_network, style
from autograd_mini.draw.style import LIGHT, number
from autograd_mini.graph import float_of
from autograd_mini.testing.strategies import networks_with_samples


def norm(numbers):
    numbers = list(map(abs, numbers))
    largest = max(numbers) or 1.0  # divided by it, so that no square vanishes
    return largest * math.sqrt(math.fsum((x / largest) ** 2 for x in numbers))


def large(sizes=(784, 50, 10)):
    net = MLP(sizes[0], sizes[1:], seed=0)
    uniform = random.Random(0).uniform
    sample = net.forward([uniform(0, 1) for _ in range(sizes[0])])
    y = [1.0] + [0.0] * (sizes[-1] - 1)
    return sample, y, cross_entropy(sample.a[len(sizes)], y)


def test_a_large_network_is_drawn_by_layers(renderer):
    sample, y, J = large()
    J.backward()
    svg = draw_network(sample, y=y, J=J).pipe("svg")
    parse(svg)
    found = [i for i in ids(svg) if i.split("-")[0] in ("units", "thetas", "weights", "entries")]
    assert sorted(found) == sorted(
        [f"units-{layer}" for layer in (1, 2, 3)]
        + [f"{part}-{layer}" for part in ("thetas", "weights", "entries") for layer in (1, 2)]
    )
    shown = " ".join(words(svg)).replace("\N{NO-BREAK SPACE}", " ")
    assert "39,760 weights are not drawn one by one" in shown
    assert not [i for i in ids(svg) if i.startswith("unit-")]


@given(networks_with_samples())
def test_the_norms_are_those_of_the_record(case):
    sample, y, J = after_backward(case)
    found = parts(draw_network(sample, y=y, J=J, collapse="layers"))
    for layer, a in sample.a.items():
        expected = ["units", str(len(a)), "|a|", number(norm(map(float_of, a)))]
        if layer > 1:
            expected += ["|δ|", number(norm(sample.delta[layer]))]
        assert texts(found[f"units-{layer}"]) == expected
    for layer, rows in sample.theta.items():
        of_layer = [w for w in weights(sample) if w[0].startswith(f"{layer}-")]
        gradient, theta = norm(w[2] for w in of_layer), norm(w[1] for w in of_layer)
        assert texts(found[f"thetas-{layer}"]) == [
            f"Θ({layer})",
            f"{len(rows)}×{len(rows[0])}",
            "|∂J/∂Θ|",
            number(gradient),
            "|Θ|",
            number(theta),
        ]
        assert found[f"entries-{layer}"]["color"] == LIGHT.unsigned
        assert found[f"weights-{layer}"]["color"] == (
            LIGHT.unsigned if layer > 1 else LIGHT.nothing
        )
        if layer > 1:  # Θᵀδ, without column 0: what comes back to the units of this layer
            columns = list(zip(*rows, strict=True))[sample.bias :]
            back = norm(
                math.fsum(map(operator.mul, [w.data for w in column], sample.delta[layer + 1]))
                for column in columns
            )
            (_, _, last) = found[f"weights-{layer}"]["tooltip"].rpartition("= ")
            assert as_float(last) == pytest.approx(back, rel=1e-12)


@pytest.mark.parametrize(
    ("collapse", "limit", "layers"),
    [("auto", 12, False), ("auto", 11, True), ("layers", 12, True), ("none", 12, False)],
)
def test_layers_collapse_beyond_the_limit_or_if_asked_to(collapse, limit, layers):
    sample, _, _ = large((4, 5, 3))  # 12 units, 43 weights
    found = parts(draw_network(sample, collapse=collapse, limit=limit))
    assert ("units-1" in found) is layers
    assert ("unit-1-1" in found) is not layers


def test_before_backward_norms_of_gradients_are_unknown():
    sample, y, J = large((4, 5, 3))
    found = parts(draw_network(sample, y=y, J=J, collapse="layers"))
    assert texts(found["units-2"])[-1] == texts(found["thetas-1"])[3] == style.UNKNOWN
    assert "backward()" in texts(found["caption-2"])[0]


def test_what_is_shown_of_layers():
    sample, y, J = large((4, 5, 3))
    J.backward()
    forward = parts(draw_network(sample, y=y, J=J, collapse="layers", show="forward"))
    assert "|δ|" not in texts(forward["units-2"])
    assert texts(forward["thetas-1"])[2::2] == ["|Θ|"]
    assert forward["weights-1"]["dir"] == "none"
    backward = parts(draw_network(sample, y=y, J=J, collapse="layers", show="backward"))
    assert texts(backward["thetas-1"])[2::2] == ["|∂J/∂Θ|"]
    assert [backward[f"weights-{layer}"]["dir"] for layer in (1, 2)] == ["none", "back"]
    assert backward["entries-1"]["dir"] == "none"


def test_too_many_layers():
    sample = MLP(1, [1] * 100, seed=0).forward([1.0])
    with pytest.raises(ValueError, match=r"101 layers .* limit is 100.*fewer layers"):
        draw_network(sample, collapse="layers")
    assert draw_network(sample, collapse="none", limit=101).source


def test_a_deep_network_stands_in_rows_that_can_be_read():
    sample = MLP(3, [4] * 9 + [2], seed=1).forward([1.0, 2.0, 3.0])
    drawing = draw_network(sample)
    found = parts(drawing)
    assert [name for name in found if name.startswith("units")] == [
        "units-1", "units-2", "units-3", "units-4",
        "units-4-again", "units-5", "units-6", "units-7",
        "units-7-again", "units-8", "units-9", "units-10",
        "units-10-again", "units-11",
    ]  # fmt: skip
    for layer in (4, 7, 10):  # the same numbers once more, in the same colours but paler
        once, again = found[f"units-{layer}"], found[f"units-{layer}-again"]
        assert texts(once) == texts(again)
        assert once["fillcolor"] != again["fillcolor"]
    assert len([name for name in found if name.startswith("thetas")]) == 10
    width, _ = size(drawing)
    assert width < 1700  # px: 14 px of a title are 16 on a slide of 1920, and 8 in a cell of 848


def size(drawing):
    """Return the width and the height of a picture, in pixels."""
    svg = drawing.pipe(format="svg", encoding="utf-8")
    return [
        float(x) * 96 / 72 for x in re.search(r'width="(.*?)pt" height="(.*?)pt"', svg).groups()
    ]


def test_of_many_neurons_or_layers_auto_draws_what_can_be_read():
    assert "unit-1-1" in parts(draw_network(MLP(2, [2, 2, 2], seed=0).forward([1.0, 2.0])))
    assert "units-1" in parts(draw_network(MLP(2, [2, 2, 2, 2], seed=0).forward([1.0, 2.0])))
