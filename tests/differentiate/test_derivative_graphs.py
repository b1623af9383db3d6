"""The graph of a derivative: no node too many, and names for what is in it."""

import pytest
from derivatives import numbers_of

import autograd_mini as ag
from autograd_mini import MLP, Value, grad, hessian, jacobian, jvp, vjp
from autograd_mini.graph import topological_order


def new_nodes(derivatives: list[Value], J: Value) -> list[Value]:
    return [n for n in topological_order(*derivatives) if n.created > J.created]


def names(nodes: list[Value]) -> list[str]:
    return [n.op.name if n.op else repr(n.data) for n in nodes]


@pytest.mark.parametrize("sizes", [(4, [5, 3]), (2, [2, 1]), (8, [6, 4, 3])], ids=str)
def test_the_gradient_of_a_network_has_at_most_5_new_nodes_for_each_node(sizes):
    net = MLP(*sizes, seed=1)
    x = [0.1 * i - 0.3 for i in range(sizes[0])]
    y = [float(i == 0) for i in range(sizes[1][-1])]
    J = net.cost([x], [y])
    before, last = len(topological_order(J)), Value(0.0).created
    derivatives = grad(J, net.parameters())
    assert len(new_nodes(derivatives, J)) <= 5 * before
    assert Value(0.0).created - last <= 5 * before  # those that nothing needs included


def test_the_derivative_of_x_squared_is_one_new_node():
    x = Value(3.0)
    J = x**2
    (d,) = grad(J, [x])
    assert names(topological_order(d)) == [repr(3.0), "mul"]
    assert d.data == 6.0
    assert set(d.operands) == {2.0, x}


def test_the_derivative_of_x_times_x():
    x = Value(3.0)
    (d,) = grad(x * x, [x])
    assert names(topological_order(d)) == [repr(3.0), "add"]
    assert d.operands == (x, x)


def test_the_derivative_of_a_product_is_the_other_factor_itself():
    x, w = Value(3.0, label="x"), Value(5.0)
    by_x, by_w = grad(x * w, [x, w])
    assert by_x is w
    assert by_w is x


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (lambda x: x * 1.0, 1.0),
        (lambda x: 1.0 * x + 0.0, 1.0),
        (lambda x: x / 1.0 - 2.0, 1.0),
        (lambda x: -x, -1.0),
        (lambda x: 3.0 * x, 3.0),
        (lambda x: 3.0 * (2.0 * x), 6.0),
        (lambda x: x**1, 1.0),
        (lambda x: x**0, 0.0),
        (lambda x: ag.relu(x - 9.0), 0.0),
        (lambda x: ag.sin(ag.relu(x - 9.0)), 0.0),
        (lambda x: ag.relu(x), 1.0),
        (lambda x: abs(-x), 1.0),
        (lambda x: ag.maximum(x, 2.0), 1.0),
        (lambda x: ag.minimum(x, 2.0), 0.0),
        (lambda x: ag.total([x, x]), 2.0),
        (lambda x: ag.dot([x, 2.0], [5.0, 7.0]), 5.0),
    ],
)
def test_a_constant_derivative_has_no_graph(f, slope):
    x = Value(3.0)
    (d,) = grad(f(x), [x])
    assert d.data == slope
    assert topological_order(d) == [d]


def test_a_branch_that_does_not_depend_on_wrt_is_not_differentiated():
    x, y = Value(2.0), Value(3.0)
    branch = ag.exp(y) * ag.sin(y) * y
    J = x * x + branch
    last = Value(0.0).created
    (d,) = grad(J, [x])
    assert names(topological_order(d)) == [repr(2.0), "add"]
    assert Value(0.0).created - last <= 10  # 1 node made for x + x, and some walks numbered
    (d,) = grad(x * branch, [x])
    assert d is branch


def test_a_local_derivative_is_built_once_for_the_whole_jacobian():
    x = Value(2.0)
    s = ag.sigmoid(x)
    rows = jacobian([s * 2.0, s * 3.0, s * 4.0], [x])
    made = [n for n in topological_order(*[row[0] for row in rows]) if n.created > s.created]
    # s·(1 − s) is a mul and a sub, and each row multiplies it once.
    assert sorted(names(made)) == ["mul", "mul", "mul", "mul", "sub"]


def test_equal_programs_give_equal_graphs():
    def build():
        net = MLP(3, [4, 2], seed=7)
        J = net.cost([[0.1, -0.2, 0.3], [1.0, 0.5, -1.0]], [[1, 0], [0, 1]], regularization=0.1)
        order = topological_order(*grad(J, net.parameters()))
        place = {id(n): i for i, n in enumerate(order)}
        return [
            (n.op and n.op.name, n.data.hex(), n.label, [place[id(p)] for p in n.parents])
            for n in order
        ]

    assert build() == build()


@pytest.mark.slow
def test_a_chain_of_20000_operations_is_differentiated_without_recursion():
    x = n = Value(0.5)
    for _ in range(10_000):
        n = ag.sin(n) + 0.5
    (d,) = grad(n, [x])
    n.backward()
    assert d.data == x.grad
    long = Value(1.0)
    n = long
    for _ in range(20_000):
        n = -n
    assert numbers_of(grad(n, [long])) == [1.0]
    assert numbers_of(jvp([n], [long], [3.0])) == [3.0]


# Labels.


def test_derivatives_are_labelled():
    x, y = Value(2.0, label="x"), Value(5.0, label="y")
    J = ag.sin(x * y) * x
    J.label = "J"
    first = grad(J, [x, y])
    assert [d.label for d in first] == ["∂J/∂x", "∂J/∂y"]
    second = hessian(J, [x, y])
    assert [[d.label for d in row] for row in second] == [
        ["∂(∂J/∂x)/∂x", "∂(∂J/∂x)/∂y"],
        ["∂(∂J/∂y)/∂x", "∂(∂J/∂y)/∂y"],
    ]


def test_constant_derivatives_are_labelled():
    x, y = Value(2.0, label="x"), Value(5.0, label="y")
    J = 3.0 * x
    J.label = "cost"
    assert [d.label for d in grad(J, [x, y])] == ["∂cost/∂x", "∂cost/∂y"]


def test_an_unnamed_output_is_called_j_and_an_unnamed_variable_gives_no_label():
    x, y = Value(2.0, label="x"), Value(5.0)
    assert [d.label for d in grad(ag.sin(x) * ag.cos(y), [x, y])] == ["∂J/∂x", ""]


def test_inner_derivatives_are_labelled():
    net = MLP(2, [2, 1], seed=1)
    J = net.cost([[0.5, -1.0]], [[1.0]])
    found = {n.label for n in new_nodes(grad(J, net.parameters()), J)}
    assert {"∂J/∂a^(3)_1", "∂J/∂z^(3)_1", "∂J/∂z^(2)_2", "∂J/∂Θ^(1)_2,1"} <= found


def test_labels_of_the_user_stay():
    x, w = Value(3.0, label="x"), Value(5.0, label="w")
    u = Value(4.0)
    assert [d.label for d in grad(x * w, [x])] == ["w"]
    assert [d.label for d in grad(x * u, [x])] == [""]  # u is the user's, to be named or not
    (d,) = grad(ag.sin(x), [x])
    d.label = "slope"
    grad(d * d, [x, d])
    assert d.label == "slope"
    weight = Value(2.0) * 1.0
    vjp([x * x], [x], [weight])
    assert weight.label == ""
