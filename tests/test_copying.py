"""Copies and pickles keep values, gradients and sharing, at any depth."""

import copy
import io
import pickle

import pytest

import autograd_mini as ag
from autograd_mini import MLP, Value, cross_entropy
from autograd_mini.graph import topological_order


def through_python_pickle(thing):
    """Pickle with the pickler written in Python, which asks for things in another order."""
    file = io.BytesIO()
    pickle._Pickler(file).dump(thing)
    return pickle.loads(file.getvalue())


WAYS = {
    "deepcopy": copy.deepcopy,
    "pickle": lambda thing: pickle.loads(pickle.dumps(thing)),
    "pickle protocol 2": lambda thing: pickle.loads(pickle.dumps(thing, protocol=2)),
    "pickle in Python": through_python_pickle,
}


@pytest.fixture(params=WAYS)
def duplicate(request):
    return WAYS[request.param]


def facts(J):
    """All that a graph is, as plain data: the same for equal graphs, whatever their history."""
    nodes = topological_order(J)
    rank = {id(n): i for i, n in enumerate(nodes)}
    return [
        (
            n.data, n.grad, n.label, n.op, n.partials, [rank[id(p)] for p in n.parents],
            [rank[id(x)] if isinstance(x, Value) else x for x in n.operands],
        )
        for n in nodes
    ]  # fmt: skip


def example():
    x, y = Value(0.5, label="x"), Value(3, label="y")
    shared = ag.sin(x) * y + 2
    J = shared * shared - ag.dot([x, 1.0], [shared, y]) ** 2 + ag.total([x, 1, y])
    J.label = "J"
    J.backward()
    return x, J


def test_a_copy_is_equal_and_independent(duplicate):
    x, J = example()
    before = facts(J)
    x2, J2 = duplicate((x, J))
    assert facts(J2) == before
    assert x2 in topological_order(J2)
    originals = {id(n) for n in topological_order(J)}
    assert not any(id(n) in originals for n in topological_order(J2))
    J2.backward()
    assert x2.grad == 2 * x.grad
    assert facts(J) == before


def test_the_copy_can_be_computed_with(duplicate):
    x, J = example()
    x2, J2 = duplicate((x, J))
    ag.zero_grad([x, x2])
    (J * x).backward()
    (J2 * x2).backward()
    assert x2.grad == x.grad


def test_graphs_that_share_nodes_still_share_them(duplicate):
    x = Value(2.0)
    a = x * x
    first, second = a + 1, a * 3
    x2, a2, first2, second2 = duplicate([x, a, first, second])
    assert first2.parents[0] is a2 is second2.parents[0]
    assert a2.parents == (x2, x2)


def test_a_network_with_its_record_and_cost(duplicate):
    net = MLP(3, [4, 2], seed=1, output_activation="identity")
    sample = net.forward([1, 2, 3])
    J = ag.cross_entropy_from_logits(sample.a[3], [1, 0])
    J.backward()
    net2, sample2, J2 = duplicate((net, sample, J))
    assert sample2.theta[1][0][0] is net2.theta[1][0][0]
    assert sample2.delta == sample.delta
    assert facts(J2) == facts(J)
    net2.descend(0.1)
    assert [theta.data for theta in net.parameters()] == [
        theta.data for theta in MLP(3, [4, 2], seed=1).parameters()
    ]


def test_any_depth(duplicate):
    x = Value(1.0)
    J = x
    for _ in range(20_000):
        J = J * 1.0001 + x * 1e-6
    J.backward()
    x2, J2 = duplicate((x, J))
    assert (J2.data, J2.grad, x2.grad) == (J.data, 1.0, x.grad)
    J2.backward()
    assert x2.grad == 2 * x.grad


def test_a_shallow_copy_is_a_second_consumer_of_the_same_operands():
    x = Value(3.0, label="x")
    a = x * x
    b = copy.copy(a)
    assert b is not a
    assert b.parents == a.parents == (x, x)
    (a + b).backward()
    assert x.grad == 12.0


def test_an_interrupted_pickle_leaves_the_next_one_as_deep():
    class Broken(io.BytesIO):
        def write(self, _):
            raise OSError("disk full")

    J = Value(1.0)
    for _ in range(20_000):
        J = J * 1.0001
    with pytest.raises(OSError, match="disk full"):
        pickle.dump(J, Broken())
    assert pickle.loads(pickle.dumps(J)).data == J.data


def test_a_label_and_the_gradient_of_a_leaf_survive(duplicate):
    x = Value(1.5, label="z^(2)_1")
    x.grad = -0.25
    y = duplicate(x)
    assert (y.data, y.grad, y.label, y.op, y.parents) == (1.5, -0.25, "z^(2)_1", None, ())


def test_cost_of_one_sample_as_in_a_saved_lesson(duplicate):
    net = MLP(2, [2, 1], seed=0)
    J = cross_entropy(net([0.5, -0.5]), [1])
    J.backward()
    grads = [theta.grad for theta in net.parameters()]
    net2, J2 = duplicate((net, J))
    assert [theta.grad for theta in net2.parameters()] == grads
    assert J2.label == "J"
