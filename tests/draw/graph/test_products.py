"""A dot product unfolds into its products and their sum, in the picture only."""

import math

import pytest
from hypothesis import given
from pictures import edges, graph_of, texts

import autograd_mini as ag
from autograd_mini import Value
from autograd_mini.draw import draw_graph
from autograd_mini.draw.graph.products import products
from autograd_mini.draw.style import number
from autograd_mini.graph import topological_order
from autograd_mini.testing.strategies import programs


def test_a_dot_product_unfolds_into_products_and_their_sum(renderer):
    w = [Value(0.5, label="w_1"), Value(-1.5, label="w_2"), Value(0.3, label="b")]
    x = Value(2.0, label="x_1")
    z = ag.dot(w, [x, 4.0, 1.0])
    J = z * z
    J.backward()
    before = [(n.data, n.grad, n.parents) for n in topological_order(J)]
    drawing = draw_graph(J, expand=True)
    assert [(n.data, n.grad, n.parents) for n in topological_order(J)] == before
    # n1 … n4 = w_1, w_2, b, x_1; n5 = z with n5_0, n5_1, n5_2; n6 = J
    assert {name: (tail, head) for name, (tail, head, _) in edges(drawing).items()} == {
        "edge-5-1-0": ("n1", "n5_0"),
        "edge-5-2-1": ("n2", "n5_1"),
        "edge-5-3-2": ("n3", "n5_2"),
        "edge-5-4-3": ("n4", "n5_0"),
        "sum-5-0": ("n5_0", "n5"),
        "sum-5-1": ("n5_1", "n5"),
        "sum-5-2": ("n5_2", "n5"),
        "edge-6-5-0": ("n5", "n6"),
        "edge-6-5-1": ("n5", "n6"),
    }
    found = texts(drawing.pipe("svg"))
    for k, (title, product) in enumerate([("w1 · x1", 1.0), ("w2 · 4", -6.0), ("b · 1", 0.3)]):
        parts = found[f"product-5-{k}"]
        assert "".join(text for _, text in parts).startswith(f"{title}value")
        mono = [text for font, text in parts if "Courier" in font]
        assert mono == [number(product), number(z.grad, signed=True)]
        assert found[f"sum-5-{k}"][0][1] == "∂ 1.00"
    assert "".join(text for _, text in found["node-5"]).startswith("v1 Σ")


@given(programs(size=8))
def test_the_products_add_up_to_the_dot_product(drawn):
    J, _ = graph_of(drawn)
    for n in topological_order(J):
        if n.op and n.op.name == "dot":
            parts = [product.data for product in products(n, "n")]
            # The dot product rounds once, at the end; each product here rounds once as well.
            assert math.fsum(parts) == pytest.approx(n.data, rel=1e-14, abs=1e-13)
        else:
            assert products(n, "n") == []
