"""Labels are taken apart without losing a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import MLP, cross_entropy
from autograd_mini.formulas.labels import layer, parts
from autograd_mini.graph import topological_order


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("z^(2)_1", ("z", "2", "1")),
        ("Θ^(1)_10,0", ("Θ", "1", "10,0")),
        ("x_3", ("x", "", "3")),
        ("x_i", ("x", "", "i")),
        ("J", ("J", "", "")),
        ("learning_rate", ("learning_rate", "", "")),
        ("a^(1", ("a^(1", "", "")),
        ("^(2)", ("^(2)", "", "")),
        ("", ("", "", "")),
        ("损失_1", ("损失", "", "1")),
    ],
)
def test_parts(label, expected):
    assert parts(label) == expected


@given(st.text() | st.from_regex(r"\w\^\(\d\)_\d,\d", fullmatch=True))
def test_nothing_is_lost(label):
    base, superscript, subscript = parts(label)
    again = base + (f"^({superscript})" if superscript else "") + (subscript and f"_{subscript}")
    assert again == label


def test_every_node_of_a_network_names_its_layer():
    net = MLP(2, [3, 1], seed=0)
    sample = net.forward([1.0, 2.0])
    J = cross_entropy(sample.a[3], [1])
    named = [layer(n.label) for n in topological_order(J) if n.label and n is not J]
    assert named.count(1) == 9
    assert named.count(2) == 3 + 3 + 4
    assert named.count(3) == 2
    assert None not in named
