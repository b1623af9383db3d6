"""Derivatives as graphs: first, second and third ones, against other ways to get them."""

import collections
import dataclasses
import math
import sys
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from domain import inside
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from wrong_rules import with_wrong_rule

import autograd_mini as ag
from autograd_mini import (
    MLP,
    DomainError,
    Value,
    compare_modes,
    count_operations,
    grad,
    hessian,
    hvp,
    jacobian,
    jvp,
    value_and_grad,
    vjp,
)
from autograd_mini.elementary import TABLE
from autograd_mini.errors import number_of
from autograd_mini.graph import topological_order
from autograd_mini.testing.oracles import dual_functions, dual_leaves, mp_functions
from autograd_mini.testing.programs import TABLE_VALUES, VALUES, run, tame
from autograd_mini.testing.strategies import programs

EPS = sys.float_info.epsilon
MP = mp_functions(dps=50)
MP_DUALS = dual_functions(MP, MP, MP.mpf)
EVERY = pytest.mark.parametrize("name", TABLE)


def numbers_of(values: list[Value]) -> list[float]:
    return [value.data for value in values]


def differentiated(derive, *args):
    """The derivatives, unless one does not exist at this point: then another point, please."""
    try:
        return derive(*args)
    except DomainError:
        assume(False)


def magnitude(derivative: Value, first: int) -> float:
    """What a derivative would be if nothing that is added up in it cancelled.

    Its own sums, products and quotients are taken of magnitudes; the nodes of the function, which
    are those created before `first`, and functions such as cos count as they are.
    """
    sizes: dict[int, float] = {}
    for n in topological_order(derivative):
        xs = [sizes[id(x)] if isinstance(x, Value) else abs(x) for x in n.operands]
        name = n.op.name if n.op and n.created > first else ""
        if name in ("add", "sub"):
            sizes[id(n)] = xs[0] + xs[1]
        elif name == "mul":
            sizes[id(n)] = xs[0] * xs[1]
        elif name == "div":
            sizes[id(n)] = xs[0] / abs(number_of(n.operands[1]))
        else:
            sizes[id(n)] = xs[0] if name == "neg" else abs(n.data)
    return sizes[id(derivative)]


def rounding(derivatives: list[Value], first: int) -> float:
    """How far two ways to add up the same derivatives may differ.

    A path through the graph rounds a few times at each node, and every sum rounds in proportion
    to what is added: 4 ε for each node, of the sum of what is added.
    """
    nodes = len(topological_order(*derivatives)) if derivatives else 0
    return 4 * EPS * nodes * sum(magnitude(d, first) for d in derivatives)


# First derivatives.


@given(programs())
def test_grad_is_what_backward_leaves_in_every_node_to_the_last_bit(drawn):
    program, numbers = drawn
    J = run(program, VALUES, [Value(x) for x in numbers])[-1]
    nodes = topological_order(J)
    derivatives = differentiated(grad, J, nodes)
    J.backward()
    assert numbers_of(derivatives) == [n.grad for n in nodes]


@given(programs())
def test_differentiating_changes_no_grad_and_no_number(drawn):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    results = run(program, VALUES, leaves)
    for i, n in enumerate(results):
        n.grad = float(i)
        n.label = f"n{i}"
    before = [(n.data, n.grad, n.label, n.partials) for n in results]
    differentiated(hessian, results[-1], leaves)
    jvp(results, leaves, [1.0] * len(leaves))
    assert [(n.data, n.grad, n.label, n.partials) for n in results] == before


# Several outputs.


@st.composite
def several(draw):
    """The leaves and some of the results of a program, and a number for each of either."""
    program, numbers = draw(programs())
    leaves = [Value(x) for x in numbers]
    results = run(program, VALUES, leaves)
    chosen = draw(st.lists(st.sampled_from(results), min_size=1, max_size=3, unique_by=id))
    v = draw(st.lists(st.floats(-2, 2, allow_subnormal=False), min_size=4, max_size=4))
    w = draw(st.lists(st.floats(-2, 2, allow_subnormal=False), min_size=3, max_size=3))
    return chosen, leaves, v[: len(leaves)], w[: len(chosen)]


@given(several())
def test_forward_and_reverse_mode_agree(drawn):
    outputs, leaves, v, w = drawn
    first = Value(0.0).created
    forward = [d * w_k for d, w_k in zip(differentiated(jvp, outputs, leaves, v), w, strict=True)]
    back = [d * v_i for d, v_i in zip(differentiated(vjp, outputs, leaves, w), v, strict=True)]
    one, other = math.fsum(numbers_of(forward)), math.fsum(numbers_of(back))
    # The smallest float: products of v, w and a partial may be too small for all their digits.
    tiny = sys.float_info.min
    assert abs(one - other) <= rounding(forward, first) + rounding(back, first) + tiny


@given(several())
def test_a_row_of_the_jacobian_is_the_gradient_of_an_output(drawn):
    outputs, leaves, _, _ = drawn
    rows = differentiated(jacobian, outputs, leaves)
    assert [numbers_of(row) for row in rows] == [numbers_of(grad(n, leaves)) for n in outputs]


@given(several())
def test_a_column_of_the_jacobian_is_a_jvp(drawn):
    outputs, leaves, _, _ = drawn
    first = Value(0.0).created
    rows = differentiated(jacobian, outputs, leaves)
    for i in range(len(leaves)):
        column = jvp(outputs, leaves, [float(i == k) for k in range(len(leaves))])
        for row, d in zip(rows, column, strict=True):
            assert abs(row[i].data - d.data) <= rounding([row[i], d], first)


def test_weights_may_be_values():
    x, w = Value(3.0), Value(5.0)
    (d,) = vjp([x * x], [x], [w])
    assert d.data == 30.0
    assert numbers_of(grad(d, [x, w])) == [10.0, 6.0]


def test_tangents_may_be_values():
    x, v = Value(3.0), Value(5.0)
    (d,) = jvp([x * x], [x], [v])
    assert d.data == 30.0
    assert numbers_of(grad(d, [x, v])) == [10.0, 6.0]


def test_an_output_given_twice_counts_twice():
    x = Value(3.0)
    y = x * x
    assert numbers_of(vjp([y, y], [x], [1.0, 10.0])) == [66.0]
    assert numbers_of(jvp([y, y], [x], [1.0])) == [6.0, 6.0]
    assert numbers_of(jvp([y], [x, x], [1.0, 10.0])) == [66.0]


# Second derivatives.


@given(programs())
def test_mixed_partials_are_symmetric(drawn):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    J = run(program, VALUES, leaves)[-1]
    H = differentiated(hessian, J, leaves)
    for i in range(len(leaves)):
        for j in range(i):
            one, other = H[i][j], H[j][i]
            assert abs(one.data - other.data) <= rounding([one, other], J.created)


@given(programs(), st.lists(st.floats(-2, 2, allow_subnormal=False), min_size=4, max_size=4))
def test_hvp_is_the_hessian_times_the_vector(drawn, vector):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    J = run(program, VALUES, leaves)[-1]
    H = differentiated(hessian, J, leaves)
    vector = vector[: len(leaves)]
    for i, product in enumerate(hvp(J, leaves, vector)):
        terms = [row[i] * v for row, v in zip(H, vector, strict=True)]  # a column: see vjp
        slack = rounding([product, *terms], J.created) + sys.float_info.min
        assert abs(product.data - math.fsum(numbers_of(terms))) <= slack


@settings(max_examples=60)
@given(programs(leaves=3, size=8))
def test_hessian_is_central_differences_of_the_gradient_in_50_digits(drawn):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    J = run(program, VALUES, leaves)[-1]
    H = differentiated(hessian, J, leaves)
    exact = [MP.mpf(x) for x in numbers]
    h = MP.mpf(10) ** -15
    for i in range(len(leaves)):
        for j in range(len(leaves)):
            above, below = (
                run(program, MP_DUALS, dual_leaves([*exact[:j], x, *exact[j + 1 :]], i))[-1].slope
                for x in (exact[j] + h, exact[j] - h)
            )
            # The difference is exact to h² = 1e-30 times a third derivative.  The engine has its
            # slopes at rounded values; tame steps in a row magnify what has been rounded off.  For
            # the first derivative that allows 1e-11 a step, see test_gradients.py.
            size = magnitude(H[i][j], J.created)
            slack = 1e-10 * (len(program) + 1) * (1 + size)
            assert abs(H[i][j].data - (above - below) / (2 * h)) <= slack


def close(name: str, xs: list[float]) -> bool:
    """Tell whether the first and second derivatives of an operation are right, by differences."""
    leaves = [Value(x) for x in xs]
    y = getattr(TABLE_VALUES, name)(*leaves)
    exact = [MP.mpf(x) for x in xs]

    def near(derivative: Value, *by: int) -> bool:
        orders = tuple(by.count(i) for i in range(len(xs)))
        f = getattr(MP, name)
        right = MP.ctx.diff(f, exact, orders) if len(xs) > 1 else MP.ctx.diff(f, *exact, *orders)
        # mpmath's difference has 15 digits and more.  Here a few roundings, each of 1 at most in
        # the sums (1 − y², 1 + y², …) that then are multiplied by numbers up to 50², as for tan.
        return bool(abs(derivative.data - right) <= 1e-12 * (1 + abs(right)))

    return all(
        near(d, i) and all(near(second, i, j) for j, second in enumerate(row))
        for i, (d, row) in enumerate(zip(grad(y, leaves), hessian(y, leaves), strict=True))
    )


@st.composite
def tame_points(draw, name: str) -> list[float]:
    arity = TABLE[name].arity or draw(st.integers(1, 2)) * 2
    xs = draw(st.lists(st.floats(-3, 3), min_size=arity, max_size=arity))
    if name == "pow":
        xs[0] = max(abs(xs[0]), 2.0**-6)  # near 0 the slope of log u is too large for a float
    if name == "acosh":
        xs[0] = 1 + abs(xs[0])  # of numbers from -3 to 3 it has few, and most would be thrown away
    assume(tame(name, xs))
    assume(name not in ("softsign", "elu") or xs[0])  # their second derivatives jump at 0
    return xs


@EVERY
@settings(max_examples=15)
@given(st.data())
def test_first_and_second_partials_of_every_operation(name, data):
    assert close(name, data.draw(tame_points(name)))


@EVERY
def test_a_wrong_rule_makes_the_derivatives_wrong(monkeypatch, name):
    op = TABLE[name]
    xs = inside(op, [1.25, 0.75][: op.arity])
    assert close(name, xs)
    for i in range(len(op.partials)):
        wrong = with_wrong_rule(op, i, lambda partial: partial * 1.001 + 0.0001)
        monkeypatch.setitem(TABLE, name, wrong)
        assert not close(name, xs)


SMOOTH = ["exp", "expm1", "log", "log1p", "sqrt", "sin", "cos", "tan", "atan", "sinh", "cosh",
          "tanh", "sigmoid", "log_sigmoid", "softplus"]  # fmt: skip


@pytest.mark.parametrize("name", SMOOTH)
def test_a_second_derivative_that_is_wrong_alone_is_noticed(monkeypatch, name):
    # The first derivative, and its number, stay right: only its dependence on x is lost.
    op, x = TABLE[name], 0.75
    slope = op.partial(0, ag.elementary.FLOATS, [x], op.value(x))
    frozen = dataclasses.replace(op, partials=(lambda m, x, y: slope,))
    monkeypatch.setitem(TABLE, name, frozen)
    leaf = Value(x)
    (d,) = grad(getattr(ag, name)(leaf), [leaf])
    assert d.data == slope
    assert not close(name, [x])


@pytest.mark.parametrize("name", ["sin", "exp", "sigmoid", "tanh"])
@settings(max_examples=25)
@given(x=st.floats(-3, 3))
def test_third_derivatives(name, x):
    third = grad(grad(grad(getattr(ag, name))))(x)
    right = MP.ctx.diff(getattr(MP, name), MP.mpf(x), 3)
    assert abs(third - right) <= 1e-13 * (1 + abs(right))  # a few roundings of numbers below 8


@given(st.integers(0, 6), st.integers(-4, 4))
def test_derivatives_of_a_power_of_every_order(n, x):
    d = Value(float(x))
    leaf, right = d, float(x) ** n
    d = d**n
    for order in range(n + 2):
        assert d.data == right  # whole numbers: nothing is rounded
        (d,) = grad(d, [leaf])
        right = math.perm(n, order + 1) * float(x) ** max(n - order - 1, 0)


@pytest.mark.parametrize(
    ("name", "f"),
    [
        ("x ** 1.5 at 0", lambda x: x**1.5),
        ("x ** 1.5 at 0, inside", lambda x: ag.sin(x * x**1.5)),
    ],
)
def test_a_second_derivative_that_does_not_exist(name, f):
    x = Value(0.0)
    J = f(x)
    J.backward()
    assert x.grad == 0.0  # the first derivative does exist
    words = r"^pow\(0\.0, 1\.5\) can be differentiated here, but not once more: pow\(0\.0, 0\.5\), "
    (slope,) = grad(J, [x])
    assert slope.data == 0.0
    for again in (lambda: hessian(J, [x]), lambda: grad(slope, [x]), slope.backward):
        with pytest.raises(DomainError, match=words):
            again()
    assert x.grad == 0.0


# Laws of calculus.


@st.composite
def homogeneous(draw):
    """Values, and Σ c · Π x_i^e_i of them in which all terms have one degree."""
    xs = [Value(float(x)) for x in draw(st.lists(st.integers(-5, 5), min_size=1, max_size=3))]
    degree = draw(st.integers(1, 5))
    terms = []
    for _ in range(draw(st.integers(1, 4))):
        term = Value(float(draw(st.integers(-9, 9))))
        left = degree
        for x in xs[:-1]:
            power = draw(st.integers(0, left))
            left -= power
            term = term * x**power
        terms.append(term * xs[-1] ** left)
    return xs, degree, ag.total(terms)


@given(homogeneous())
def test_euler_on_homogeneous_polynomials(drawn):
    xs, k, f = drawn
    # Whole numbers below 2^53: nothing is rounded.
    along = sum(x.data * d.data for x, d in zip(xs, grad(f, xs), strict=True))
    assert along == k * f.data
    H = hessian(f, xs)
    bent = sum(x.data * H[i][j].data * y.data for i, x in enumerate(xs) for j, y in enumerate(xs))
    assert bent == k * (k - 1) * f.data


HOMOGENEOUS = [
    (0, lambda x, y: x / y),
    (0, lambda x, y: ag.atan(y / x)),
    (1, lambda x, y: ag.sqrt(x * x + y * y)),
    (1, lambda x, y: ag.maximum(x, y) - abs(x)),
    (1.5, lambda x, y: x**1.5 + x * ag.sqrt(y)),
    (-2, lambda x, y: 1 / (x * x + x * y)),
]


@pytest.mark.parametrize(("k", "f"), HOMOGENEOUS)
@given(x=st.floats(0.5, 2), y=st.floats(0.5, 2))
def test_euler_on_homogeneous_functions(k, f, x, y):
    value, (by_x, by_y) = value_and_grad(f, argnums=(0, 1))(x, y)
    # Some ten roundings, of numbers below 10.
    assert abs(x * by_x + y * by_y - k * value) <= 100 * EPS


EVEN = [ag.cos, ag.cosh, ag.abs, lambda x: x**2, lambda x: x * ag.sin(x), lambda x: ag.exp(-x * x)]
ODD = [ag.sin, ag.sinh, ag.tan, ag.tanh, ag.atan, lambda x: x**3, lambda x: x * ag.cos(x)]


def first_and_second(f, number: float) -> tuple[float, float]:
    x = Value(number)
    J = f(x)
    return grad(J, [x])[0].data, hessian(J, [x])[0][0].data


@given(st.floats(0.0, 1.5))
def test_the_derivative_of_an_even_function_is_odd(x):
    for f in EVEN:
        first, second = first_and_second(f, x)
        assert first_and_second(f, -x) == (-first, second)


@given(st.floats(0.0, 1.5))
def test_the_derivative_of_an_odd_function_is_even(x):
    for f in ODD:
        first, second = first_and_second(f, x)
        assert first_and_second(f, -x) == (first, -second)


def rosenbrock(xs):
    return ag.total([(1 - x) ** 2 + 100 * (y - x * x) ** 2 for x, y in pairwise(xs)])


def test_a_hessian_worked_out_by_hand():
    x, y = Value(-1.0), Value(2.0)
    H = hessian(rosenbrock([x, y]), [x, y])
    assert [numbers_of(row) for row in H] == [[2 + 1200.0 - 800.0, 400.0], [400.0, 200.0]]


@pytest.mark.slow
def test_gradients_and_hessians_are_those_of_jax():
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    jnp = jax.numpy
    cases = [
        (rosenbrock, lambda x: jnp.sum((1 - x[:-1]) ** 2 + 100 * (x[1:] - x[:-1] ** 2) ** 2)),
        (ag.logsumexp, jax.scipy.special.logsumexp),
        (
            lambda x: ag.sin(x[0] * x[1]) / (2 + ag.cos(x[2])),
            lambda x: jnp.sin(x[0] * x[1]) / (2 + jnp.cos(x[2])),
        ),
        (
            lambda x: ag.softplus(x[0]) ** ag.sigmoid(x[1]) * ag.tanh(x[2]),
            lambda x: jax.nn.softplus(x[0]) ** jax.nn.sigmoid(x[1]) * jnp.tanh(x[2]),
        ),
        (
            lambda x: ag.maximum(x[0], x[1] * x[2]) * ag.log1p(x[0] * x[0]) - ag.expm1(x[2]),
            lambda x: jnp.maximum(x[0], x[1] * x[2]) * jnp.log1p(x[0] * x[0]) - jnp.expm1(x[2]),
        ),
    ]
    for ours, theirs in cases:
        both = jax.jit(lambda at, f=theirs: (jax.grad(f)(at), jax.hessian(f)(at)))
        for point in ([0.5, -1.25, 2.0], [-0.75, 0.3, 0.1], [1.5, 1.0, -2.5]):
            xs = [Value(x) for x in point]
            J, (gradient, second) = ours(xs), both(jnp.array(point))
            # Two libraries with exp, sin, … of their own, which differ by an ulp or two.
            for mine, right in [
                (numbers_of(grad(J, xs)), gradient),
                ([d.data for row in hessian(J, xs) for d in row], second),
            ]:
                assert mine == pytest.approx(right.ravel().tolist(), rel=1e-13, abs=1e-13)


# The graph of a derivative.


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


# What is differentiated by what.


def test_a_value_that_is_not_reached_has_derivative_0():
    x, y = Value(2.0), Value(3.0)
    d = grad(x * x, [y, x])
    assert numbers_of(d) == [0.0, 4.0]
    assert all(isinstance(n, Value) for n in d)
    assert numbers_of(jvp([x * x], [y], [1.0])) == [0.0]
    assert [numbers_of(row) for row in hessian(x * x, [y, x])] == [[0.0, 0.0], [0.0, 2.0]]


def test_an_inner_node_is_a_variable_of_its_own():
    x = Value(2.0)
    a = x * x
    J = a * x
    assert numbers_of(grad(J, [a])) == [2.0]
    assert numbers_of(grad(J, [a, x])) == [2.0, 12.0]


def test_a_node_after_the_output_is_not_reached():
    x = Value(2.0)
    J = x * x
    assert numbers_of(grad(J, [J * 3.0])) == [0.0]


def test_the_same_value_twice():
    x = Value(3.0)
    assert numbers_of(grad(x * x, [x, x])) == [6.0, 6.0]


def test_nothing_to_differentiate_by():
    x = Value(3.0)
    assert grad(x * x, []) == []
    assert hessian(x * x, []) == []
    assert jvp([x * x], [], [])[0].data == 0.0
    assert jacobian([], [x]) == []


def test_the_output_itself():
    x = Value(3.0)
    J = x * x
    assert numbers_of(grad(J, [J])) == [1.0]
    assert numbers_of(grad(J, [J, x])) == [1.0, 6.0]
    assert numbers_of(grad(x, [x])) == [1.0]


def test_one_value_alone_may_stand_for_a_list():
    x = Value(3.0)
    assert numbers_of(grad(x * x, x)) == [6.0]
    assert numbers_of(hvp(x * x, x, [10.0])) == [20.0]
    assert numbers_of(jvp(x * x, x, [10.0])) == [60.0]


def test_anything_that_can_be_gone_through_is_a_list():
    xs = [Value(3.0), Value(4.0)]
    J = xs[0] * xs[1]
    assert numbers_of(grad(J, iter(xs))) == [4.0, 3.0]
    assert numbers_of(hvp(J, iter(xs), iter([1.0, 0.0]))) == [0.0, 1.0]


# Derivatives of Python functions.


def test_argnums():
    def f(x, y, z):
        return x * y * y * z

    assert grad(f)(2.0, 3.0, 5.0) == 45.0
    assert grad(f, argnums=1)(2.0, 3.0, 5.0) == 60.0
    assert grad(f, argnums=-1)(2.0, 3.0, 5.0) == 18.0
    assert grad(f, argnums=(2, 0))(2.0, 3.0, 5.0) == (18.0, 45.0)
    assert grad(f, argnums=[0])(2.0, 3.0, 5.0) == (45.0,)
    assert grad(f, argnums=())(Value(2.0), 3.0, 5.0) == ()
    assert value_and_grad(f, argnums=(0, -2))(2.0, 3.0, 5.0) == (90.0, (45.0, 60.0))


@pytest.mark.parametrize("argnums", [(0, 0), (0, -2), (-2, 0)])
def test_the_same_argument_twice(argnums):
    assert grad(lambda x, y: x * x * y, argnums=argnums)(3.0, 1.0) == (6.0, 6.0)


def test_a_named_tuple_keeps_its_names():
    point = collections.namedtuple("point", "a b")
    slope = grad(lambda p: p.a * p.b)(point(2.0, 5.0))
    assert slope == point(5.0, 2.0) and slope.a == 5.0


def test_a_node_that_is_two_derivatives_is_labelled_as_one_of_them():
    u, v = Value(1.0, label="u"), Value(2.0, label="v")
    by_u, by_v = grad((u + v) ** 2, [u, v])
    assert by_u is by_v
    assert by_u.label in ("∂J/∂u", "∂J/∂v")


def test_an_error_names_the_function_that_was_called():
    with pytest.raises(TypeError, match=r"grad takes Values, not 2\.0"):
        grad(Value(1.0) * 2, [2.0])


def test_a_derivative_has_the_shape_of_the_argument():
    def f(theta, x):
        rows, (bias, [c]) = theta
        return ag.total([ag.dot(row, [x, 1.0]) for row in rows]) * bias + c * c

    theta = ([[1.0, 2.0], [3.0, 4.0]], (5.0, [6.0]))
    assert grad(f)(theta, 10.0) == ([[50.0, 5.0], [50.0, 5.0]], (46.0, [12.0]))
    assert grad(f, argnums=(1, 0))(theta, 10.0)[0] == 20.0
    assert grad(lambda x: x[0] * 1.0)([2.0, [], ()]) == [1.0, [], ()]


def test_keywords_are_passed_on():
    def f(x, *, power, **others):
        return x**power + others["shift"]

    assert grad(f)(3.0, power=2, shift=1.0) == 6.0
    assert value_and_grad(f)(3.0, power=2, shift=1.0) == (10.0, 6.0)


def test_floats_give_floats():
    value, slope = value_and_grad(lambda x: ag.sin(x) * 2)(1)
    assert type(value) is type(slope) is float
    assert (value, slope) == (2 * math.sin(1), 2 * math.cos(1))
    assert type(grad(lambda x: x * Value(3.0))(2.0)) is float  # 3 was made inside


def test_a_function_of_one_value_may_return_it():
    assert value_and_grad(lambda x: x)(2.0) == (2.0, 1.0)
    assert value_and_grad(lambda x, y: y + 0.0, argnums=(0, 1))(2.0, 5.0) == (5.0, (0.0, 1.0))


def test_the_arguments_are_not_changed():
    given_list = [1.0, (2.0, 3.0)]
    grad(lambda x: x[0] * x[1][0])(given_list)
    assert given_list == [1.0, (2.0, 3.0)]


@given(st.floats(-2, 2))
def test_nested_grads_are_higher_derivatives(x):
    def f(t):
        return t**4

    assert grad(grad(f))(x) == pytest.approx(12 * x**2, rel=4 * EPS)  # two products, two powers
    assert grad(grad(grad(f)))(x) == pytest.approx(24 * x, rel=4 * EPS)


@pytest.mark.parametrize("f", [lambda x: 3 * x, abs, ag.relu, lambda x: x])
def test_the_second_derivative_of_a_linear_function_is_0(f):
    assert grad(grad(f))(2.0) == 0.0


def test_all_derivatives_of_a_power_above_its_degree_are_0():
    assert grad(grad(grad(grad(lambda x: x**2))))(2.0) == 0.0


def test_values_give_values_that_can_be_differentiated_again():
    x = Value(3.0)
    value, slope = value_and_grad(lambda t: t**3)(x)
    assert (value.data, slope.data) == (27.0, 27.0)
    assert numbers_of(grad(value, [x])) == [27.0]
    assert numbers_of(grad(slope, [x])) == [18.0]


def test_a_function_that_reads_outside_values_returns_values():
    w = Value(3.0)
    value, slope = value_and_grad(lambda x: x * x * w)(2.0)
    assert (value.data, slope.data) == (12.0, 12.0)
    assert numbers_of(grad(slope, [w])) == [4.0]
    # What does not depend on w is a float all the same.
    assert type(grad(lambda x: x * x + w)(2.0)) is float


def test_a_value_passed_as_another_argument_is_an_outside_value():
    w = Value(3.0)
    slope = grad(lambda x, y: x * x * y)(2.0, w)
    assert numbers_of(grad(slope, [w])) == [4.0]


@pytest.mark.parametrize(
    ("outer", "x", "right"),
    [
        # d/dy (x + y) = 1, so x · 1.
        (lambda x: x * grad(lambda y: x + y)(2.0), 1.0, 1.0),
        # d/dy (x · y) = x, so x².
        (lambda x: x * grad(lambda y: x * y)(2.0), 3.0, 6.0),
        # d/dy (x · y²) at 2 is 4 x, so 4 x².
        (lambda x: x * grad(lambda y: x * y * y)(2.0), 3.0, 24.0),
        # At y = x the inner derivative is that by y alone, x, and not that of x², 2 x.
        (lambda x: grad(lambda y: x * y)(x), 3.0, 1.0),
        (lambda x: x * grad(lambda y: x * y)(x), 3.0, 6.0),
        # Here it is 2 y = 2 x, so 2 x².
        (lambda x: x * grad(lambda y: y * y)(x), 3.0, 12.0),
        # d/dy (x · y²) = 2 x y, at y = x 2 x²; its derivative by x is 4 x.
        (lambda x: grad(lambda y: x * y * y)(x), 3.0, 12.0),
        # The same, with the inner function's value: x · x² + 2 x².
        (lambda x: sum(value_and_grad(lambda y: x * y * y)(x)), 3.0, 27.0 + 12.0),
        # y at x²: d/dy (x · y²) = 2 x y = 2 x³.
        (lambda x: grad(lambda y: x * y * y)(x * x), 3.0, 54.0),
        # Three deep: d/dz (x y z²) = 2 x y z at z = y, 2 x y²; by y, 4 x y at y = x, 4 x².
        (lambda x: grad(lambda y: grad(lambda z: x * y * z * z)(y))(x), 3.0, 24.0),
    ],
)
def test_inner_and_outer_derivatives_are_not_confused(outer, x, right):
    assert grad(outer)(x) == right


# What is refused.


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: grad(x * x, [2.0]), r"takes Values, not 2\.0"),
        (lambda x: grad(x * x, 2.0), r"float"),
        (lambda x: hessian(x * x, [x, "x"]), r"hessian takes Values, not 'x'"),
        (lambda x: hvp(x * x, ["x"], [1.0]), r"hvp takes Values, not 'x'"),
        (lambda x: jacobian([x, 3.0], [x]), r"jacobian takes Values, not 3\.0"),
        (lambda x: jvp([x, 3.0], [x], [1.0]), r"jvp takes Values, not 3\.0"),
        (lambda x: hessian(math.sin, [x]), r"hessian takes the Value at the end of a graph, not "),
        (lambda x: hvp(2.0, [x], [1.0]), r"hvp takes the Value at the end of a graph, not 2\.0"),
        (lambda x: grad(x * x), r"needs the Values to differentiate J by"),
        (lambda x: grad(2.0, [x]), r"grad takes a Value or a function, not 2\.0"),
        (lambda x: grad(None), r"grad takes a Value or a function, not None"),
        (lambda x: grad(math.sin, [x]), r"grad of a function takes argnums="),
        (lambda x: value_and_grad(x), r"value_and_grad takes a function, not Value"),
        (lambda x: vjp([x], [x], ["1"]), r"expected a real number, not '1'"),
        (lambda x: count_operations(2.0), r"count_operations takes the Value .*, not 2\.0"),
        (lambda x: compare_modes([x], [1.0]), r"compare_modes takes Values, not 1\.0"),
    ],
)
def test_the_wrong_type(call, message):
    with pytest.raises(TypeError, match=message):
        call(Value(3.0))


def returns_text(x):
    return str(x)


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (returns_text, r"returns_text returned str, not a Value"),
        (lambda x: None, r"<lambda> returned NoneType, not a Value"),
        (lambda x: [x], r"<lambda> returned list, not a Value"),
    ],
)
def test_a_function_that_returns_no_value(f, message):
    for derivative in (grad(f), value_and_grad(f)):
        with pytest.raises(TypeError, match=message):
            derivative(2.0)


@pytest.mark.parametrize("result", [3, 4.0, np.float64(0.5), Fraction(1, 4)])
def test_a_function_that_does_not_depend_on_its_argument(result):
    assert value_and_grad(lambda x: result)(1.0) == (float(result), 0.0)
    assert grad(lambda a, b: b * b)(1.0, 2.0) == 0.0
    assert grad(lambda a, b: b * b, argnums=(0, 1))([1.0, 5.0], 2.0) == ([0.0, 0.0], 4.0)
    assert grad(grad(lambda x: 3.0 * x))(1.0) == 0.0
    assert grad(lambda x: Value(2.0))(1.0) == 0.0


@pytest.mark.parametrize("argnums", [1, -2, (0, 1)])
def test_argnums_out_of_range(argnums):
    with pytest.raises(TypeError, match=r"<lambda> got 1 arguments; argnums has -?\d"):
        grad(lambda *x: x[0] * 2, argnums=argnums)(2.0)


def test_an_argument_that_is_no_number():
    with pytest.raises(TypeError, match="expected a real number, not '2'"):
        grad(lambda x: x * 2)("2")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x, y: vjp([x, y], [x], [1.0]), r"one weight for each output, please: 1 for 2"),
        (lambda x, y: vjp([x], [x], [1.0, 2.0]), r"one weight for each output, please: 2 for 1"),
        (lambda x, y: jvp([x], [x, y], [1.0]), r"one tangent for each Value in wrt.*: 1 for 2"),
        (lambda x, y: jvp([x], [], [1.0]), r"one tangent for each Value in wrt.*: 1 for 0"),
        (lambda x, y: hvp(x * y, [x, y], [1.0]), r"please: 1 for 2"),
        (lambda x, y: vjp([x], [x], [math.inf]), r"expected a finite number, not inf"),
    ],
)
def test_the_wrong_number(call, message):
    with pytest.raises(ValueError, match=message):
        call(Value(3.0), Value(4.0))
