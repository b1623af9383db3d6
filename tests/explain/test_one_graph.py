"""Which nodes an explanation of one graph computes: all of J's, or only those on the way."""

import pytest

from autograd_mini import Value, explain


def shown(explanation):
    return [step.left.node for step in explanation.steps if step.kind in ("given", "value")]


def graph(on_the_way, beside):
    """Return J, x and all the nodes: so many on the way from x to J, and so many that are not."""
    x = n = Value(0.5, label="x")
    way, others = [x], []
    for _ in range(on_the_way - 2):
        n = n.sin()
        way.append(n)
    other = Value(1.0, label="q")
    others.append(other)
    for _ in range(beside - 1):
        other = other.sin()
        others.append(other)
    J = n * other
    return J, x, [*way, J], others


@pytest.mark.parametrize("on_the_way", [2, 3, 10])
def test_few_nodes_beside_the_way_are_shown_and_many_are_not(on_the_way):
    """20 more are few on a short way, and as many as on it, on a long one."""
    most = on_the_way + 20
    J, x, way, others = graph(on_the_way, most)
    assert set(map(id, shown(explain(J, x)))) == set(map(id, way + others))
    J, x, way, others = graph(on_the_way, most + 1)
    assert set(map(id, shown(explain(J, x)))) == set(map(id, way))
