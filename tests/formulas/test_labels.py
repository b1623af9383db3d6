"""Labels are taken apart without losing a character."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.explain import explain
from autograd_mini.formulas.labels import layer, parts
from autograd_mini.graph import Graph, topological_order


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("z^(2)_1", ("z", "2", "1")),
        ("Θ^(1)_10,0", ("Θ", "1", "10,0")),
        ("x_3", ("x", "", "3")),
        ("x_i", ("x", "", "i")),
        ("J", ("J", "", "")),
        ("learning_rate", ("learning_rate", "", "")),
        ("w1", ("w", "", "1")),
        ("θ12", ("θ", "", "12")),
        ("w1_2", ("w1", "", "2")),
        ("w1x", ("w1x", "", "")),
        ("layer1", ("layer1", "", "")),
        ("12", ("12", "", "")),
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
    assert again == (
        f"{label[0]}_{label[1:]}" if re.fullmatch("[^\\W\\d_][0-9]+", label) else label
    )


def test_what_is_typed_w1_is_written_and_told_apart_as_w_1():
    typed, indexed = Value(2.0, label="w1"), Value(3.0, label="w_1")
    J = typed * indexed
    names = Graph(J).names
    assert names[id(typed)].text == "w_1" and names[id(typed)].latex == "w_{1}"
    assert names[id(indexed)].text == "w_1⟨2⟩"
    assert "∂J/∂w_1" in explain(J).text()


def test_every_node_of_a_network_names_its_layer():
    net = MLP(2, [3, 1], seed=0)
    sample = net.forward([1.0, 2.0])
    J = cross_entropy(sample.a[3], [1])
    named = [layer(n.label) for n in topological_order(J) if n.label and n is not J]
    assert named.count(1) == 9
    assert named.count(2) == 3 + 3 + 4
    assert named.count(3) == 2
    assert None not in named
