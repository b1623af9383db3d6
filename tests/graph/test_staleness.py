"""A graph whose leaves were changed is refused by all who read it; a fresh one by nobody."""

import copy
import math
import pickle

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from vertical import vertical

from autograd_mini import MLP, Value, cross_entropy, dot, explain
from autograd_mini.draw import draw_graph, draw_network
from autograd_mini.errors import StaleGraphError
from autograd_mini.graph import Graph, topological_order
from autograd_mini.graph.paths import count_paths, paths
from autograd_mini.testing.programs import VALUES, Call, run
from autograd_mini.testing.strategies import networks_with_samples, programs

READERS = {
    "Graph": Graph,
    "explain": lambda J: explain(J, limit=1000),
    "draw_graph": lambda J: draw_graph(J, limit=1000),
    "count_paths": lambda J: count_paths(J, J),
    "paths": lambda J: paths(J, J, limit=1),
}


def graph(drawn):
    """Return the leaves and the output of a program."""
    program, numbers = drawn
    leaves = [Value(x, label=f"x_{i}") for i, x in enumerate(numbers)]
    return leaves, run(program, VALUES, leaves)[-1]


def seen(J):
    return [
        (n.data, n.grad, n.label, n.op, n.created, [id(parent) for parent in n.parents], n.partials)
        for n in topological_order(J)
    ]


def same(a, b):
    return all(math.isclose(x, y, rel_tol=1e-12) for x, y in zip(a, b, strict=True))


@given(programs(), st.data(), st.sampled_from([0.0, 1.0, -0.25, 2.0, 3.5]))
@example(((Call("mul", (0, 1)),), [0.0, 3.0]), None, 4.0)  # w · x with w = 0 stays 0
@example(((Call("relu", (0,)),), [1.0]), None, 2.0)
@example(((Call("maximum", (0, 2.0)),), [1.0]), None, 1.5)  # as if nothing had happened
def test_who_reads_a_graph_notices_a_leaf_that_has_changed(drawn, data, number):
    leaves, J = graph(drawn)
    J.backward()
    leaf = data.draw(st.sampled_from(leaves)) if data else leaves[-1]
    recorded = {id(n): (n.data, n.partials) for n in topological_order(J)}
    leaf.data = number
    before = seen(J)
    # What a new node would be, for each consumer of the leaf.
    stale = False
    for n in topological_order(J):
        if any(parent is leaf for parent in n.parents):
            try:
                anew = getattr(VALUES, n.op.name)(*n.operands)
            except (ValueError, ZeroDivisionError):
                stale = True
                continue
            was, partials = recorded[id(n)]
            stale |= not (same([anew.data], [was]) and same(anew.partials, partials))
    for name, read in READERS.items():
        if stale:
            with pytest.raises(StaleGraphError, match="no longer follows from its operands") as e:
                read(J)
            assert name == "Graph" or str(e.value).startswith(f"{name}: ")
        else:
            read(J)
    assert seen(J) == before


@pytest.mark.slow
@given(programs())
def test_a_fresh_graph_is_read_and_nothing_is_written_to_it(drawn):
    _, J = graph(drawn)
    J.backward()
    for fresh in (J, copy.deepcopy(J), pickle.loads(pickle.dumps(J))):
        before = seen(fresh)
        for read in READERS.values():
            read(fresh)
        assert seen(fresh) == before


@pytest.mark.slow
@given(networks_with_samples(m=1), st.data())
def test_a_change_of_any_theta_is_noticed_in_the_record_alone(case, data):
    net = case.net
    sample = net.forward(case.X[0])
    theta = data.draw(st.sampled_from(net.parameters()))
    assume(theta.data != 7.0)
    theta.data = 7.0
    J = cross_entropy(net.forward(case.X[0]).a[len(net.sizes)], [0.5] * net.sizes[-1])
    for read in (
        lambda: draw_network(sample),
        lambda: draw_network(sample, J=J, collapse="layers"),
        lambda: explain(sample, y=case.Y[0], limit=1000),
    ):
        try:
            read()
        except StaleGraphError as error:
            assert theta.label in str(error) or "more …" in str(error)
        else:
            # θ is the factor of an input 0, or as good as 0, and no Value: nothing depends on it.
            layer = int(theta.label[3])
            j = int(theta.label.partition(",")[2])
            assert layer == 1 and j > 0 and abs(case.X[0][j - 1]) < 1e-9


def test_train_then_look():
    net = MLP(2, [2, 1], seed=0)
    sample = net.forward([0.5, 1.0])
    J = cross_entropy(sample.a[3], [1.0])
    J.backward()
    net.descend(0.1)
    again = r"Compute J again \(for a network: run net\.forward\(x\) or net\.cost\(X, Y\) again\)$"
    for read in (
        lambda: draw_graph(J),
        lambda: draw_network(sample, y=[1.0], J=J),
        lambda: explain(J),
        lambda: explain(sample),
    ):
        with pytest.raises(
            StaleGraphError, match=rf"z\^\(2\)_1, recorded as .* Θ\^\(1\)_1,0 is .* now, .*{again}"
        ):
            read()
    sample = net.forward([0.5, 1.0])
    J = cross_entropy(sample.a[3], [1.0])
    J.backward()
    assert draw_graph(J).source and draw_network(sample, J=J).source
    assert explain(J).steps and explain(sample).steps


def test_a_cost_of_other_values_is_checked_with_the_record():
    sample = MLP(2, [1], seed=0).forward([0.5, 1.0])
    x = Value(1.0, label="x")
    J = sample.a[2][0] * x
    x.data = 2.0
    assert draw_network(sample).source
    with pytest.raises(StaleGraphError, match=r"^draw_network: mul.*x is 2\.0 now and was 1\.0\."):
        draw_network(sample, J=J)


def message(J):
    with pytest.raises(StaleGraphError) as caught:
        Graph(J)
    return str(caught.value)


def test_a_partial_tells_the_old_number():
    w, x = Value(0.5, label="w"), Value(3.0, label="x")
    J = w * x
    w.data = 0.75
    assert message(J) == (
        "mul(w = 0.75, x = 3.0), recorded as 1.5, no longer follows from its operands: w is 0.75 "
        "now and was 0.5. Values were changed after the graph was recorded. Compute J again (for a "
        "network: run net.forward(x) or net.cost(X, Y) again)"
    )
    x.data = 4.0
    assert "x is 4.0 now and was 3.0, w is 0.75 now and was 0.5. Values" in message(J)


def test_where_no_partial_tells_it_the_leaves_are_named_as_they_are_now():
    a, b = Value(1.0, label="a"), Value(2.0)
    J = a + b
    J.label = "J"
    b.data = 5.0
    facts = "a is 1.0 now, operand 2 is 5.0 now. Values"
    assert message(J).startswith(
        f"J, recorded as 3.0, no longer follows from its operands: {facts}"
    )


def test_the_oldest_stale_node_is_named():
    x = Value(2.0, label="x")
    u = x.exp()
    u.label = "u"
    J = u * u + x
    x.data = 1.0
    assert message(J).startswith("u, recorded as 7.38")


def test_of_many_leaves_a_few_are_named_those_that_surely_changed_first():
    w = [Value(1.0 + i, label=f"w_{i}") for i in range(10)]
    J = dot(w, [Value(0.5, label="x")] * 10)
    w[7].data = 0.0
    assert "operands: w_7 is 0.0 now and was 8.0. Values" in message(J)
    J = dot(w, [0.5] * 10)
    w[7].data = 1.0
    assert "w_0 is 1.0 now, w_1 is 2.0 now, w_2 is 3.0 now, w_3 is 4.0 now, … 6 more …" in (
        message(J)
    )


def test_an_inner_node_that_was_given_another_number():
    J = Value(1.0, label="x").exp().exp()
    J.parents[0].data = 1.0
    assert message(J).startswith("exp(x = 1.0), recorded as 1.0, no longer follows")


def test_a_leaf_that_left_the_domain():
    x = Value(1.0, label="x")
    J = x.log()
    x.data = -1.0
    assert "x is -1.0 now" in message(J)


def test_a_partial_that_does_not_exist_and_never_did_is_not_stale():
    x, slope = vertical()
    (root,) = [n for n in topological_order(slope) if n.op and n.op.name == "pow"]
    for fresh in (slope, copy.deepcopy(slope), pickle.loads(pickle.dumps(slope))):
        assert (None,) in Graph(fresh).partials.values()
    x.data = 1.0
    assert "x is 1.0 now" in message(slope)
    root.data = 1.0  # the value follows, but there the partial would exist
    assert message(slope).startswith("pow(x = 1.0, 0.5), recorded as 1.0")


def test_what_differs_by_the_rounding_of_another_library_is_not_stale():
    x = Value(700.0, label="x")
    J = x.exp()
    J.data = J.partials[0] * (1 + 2**-50)
    assert len(Graph(J)) == 2
    J.data *= 1 + 1e-9
    assert "recorded as" in message(J)


def test_backward_goes_along_the_graph_as_it_was_recorded():
    w, x = Value(2.0), Value(3.0)
    J = w * x
    w.data = 5.0
    J.backward()
    assert x.grad == 2.0
