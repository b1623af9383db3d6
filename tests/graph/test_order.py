"""topological_order lists each node once, after its parents, in the order of creation."""

from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import Value
from autograd_mini.graph import topological_order


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=30))
def test_parents_come_first(pairs):
    nodes = [Value(1.0), Value(2.0)]
    for i, j in pairs:
        nodes.append(nodes[i % len(nodes)] + nodes[j % len(nodes)])
    order = topological_order(nodes[-1])
    position = {id(n): i for i, n in enumerate(order)}
    assert len(position) == len(order)
    assert order[-1] is nodes[-1]
    for n in order:
        assert all(position[id(parent)] < position[id(n)] for parent in n.parents)
    reached = [n for n in nodes if id(n) in position]
    assert all(a is b for a, b in zip(order, reached, strict=True))


def test_several_outputs_share_one_order():
    x, y = Value(1.0), Value(2.0)
    a, b = x + y, y * 2
    assert [id(n) for n in topological_order(b, a)] == [id(n) for n in (x, y, a, b)]


def test_a_leaf_alone():
    x = Value(1.0)
    assert topological_order(x) == [x]
