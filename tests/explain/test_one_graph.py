"""Which nodes an explanation of one graph computes: all of J's, or only those on the way."""

import pytest

from autograd_mini import Value, explain, functions
from autograd_mini.elementary import TABLE
from autograd_mini.graph.kinks import at_a_kink


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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sweep_is_the_same_only_as_what_came_before_it(language):
    J, x, *_ = graph(3, 1)
    same = {"en": "The same in one sweep.", "zh": "同样的结果"}[language]
    assert same in explain(J, x, language=language).text()
    assert same not in explain(J, language=language).text()


KINKS = {"relu": [0.0], "leaky_relu": [0.0], "abs": [0.0], "maximum": [2.0, 2.0],
         "minimum": [-1.0, -1.0]}  # fmt: skip


@pytest.mark.parametrize("op", [name for name, record in TABLE.items() if record.arity])
def test_kinks_are_found_where_there_are_kinks_and_nowhere_else(op):
    function, arity = getattr(functions, op), TABLE[op].arity
    for xs in ([0.0, 0.0], [2.0, 2.0], [-1.0, -1.0], [0.0, 2.0], [1e-9, -3.0], [0.5, 1e9]):
        if TABLE[op].defined(*xs[:arity]):
            try:
                n = function(*map(Value, xs[:arity]))
            except ArithmeticError:
                continue
            tie = arity == 2 and op in KINKS and xs[0] == xs[1]
            assert bool(at_a_kink([n])) == (xs[:arity] == KINKS.get(op) or tie), xs


@pytest.mark.parametrize(
    ("language", "said"), [("en", "at a kink: v_1."), ("zh", "v_1 恰好在折点")]
)
def test_a_slope_at_a_kink_is_said_to_be_a_convention(language, said):
    x, y = Value(0.0, label="x"), Value(2.0, label="y")
    J = abs(x) * y
    for explanation in (explain(J, language=language), explain(J, x, language=language)):
        assert said in explanation.text()
    number = functions.maximum(x, 0.0) ** 2.0
    assert said in explain(number, language=language).text()
    assert said not in explain(J, y, language=language).text()  # the kink is beside the way
    assert said not in explain(abs(Value(1e-3)) * y, language=language).text()
