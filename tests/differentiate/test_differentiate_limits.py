"""Where derivatives end: overflow, no derivative, changed leaves; many operands, and arrays."""

import collections
import math
import pickle
from copy import deepcopy

import numpy as np
import pytest
from work import growth

import autograd_mini as ag
from autograd_mini import (
    DomainError,
    StaleGraphError,
    Value,
    explain,
    grad,
    hessian,
    hvp,
    jacobian,
    jvp,
    value_and_grad,
    vjp,
)
from autograd_mini.draw import draw_graph
from autograd_mini.graph import Graph

# Overflow.


def test_an_adjoint_that_overflows_names_its_node_as_in_backward():
    w = Value(1e-300, label="w")
    z = w * 1e200
    z.label = "z"
    for far, node in ((z * 1e200, "w = .*1e-300"), (z * 1e200 * 1e200, r"z = mul\(w = 1e-300, ")):
        messages = []
        for way in (lambda J=far: J.backward(), lambda J=far: grad(J, [w]),
                    lambda J=far: vjp([J], [w], [1.0])):  # fmt: skip
            with pytest.raises(DomainError, match=rf"^the adjoint of {node}") as caught:
                way()
            messages.append(str(caught.value))
        assert len(set(messages)) == 1
    assert w.grad == 0.0


def test_an_adjoint_that_is_a_graph_names_the_node_too():
    # The adjoint of w is v · u, a node and no number.
    w, u, v = Value(1e-300, label="w"), Value(1e200, label="u"), Value(1e200, label="v")
    with pytest.raises(DomainError, match=r"^the adjoint of w = "):
        grad(w * u * v, [w])


def test_a_tangent_that_overflows_names_its_node():
    x = Value(1e-300, label="x")
    y = x * 1e200
    y.label = "y"
    with pytest.raises(DomainError, match=r"^the tangent of y = mul\(x = 1e-300, 1e\+200\)"):
        jvp([y * 1e-200], [x], [1e200])
    (moved,) = jvp([y * 1e-200], [x], [1e100])
    assert moved.data == pytest.approx(1e100, rel=4e-16)


# Where a derivative exists, and the next does not.

ONCE = {
    "x ** 1.5": (lambda x: x**1.5, 0.0, 0.0),
    "|x|·x ** 1.5": (lambda x: abs(x) * x**1.5 + 2 * x, 0.0, 2.0),
    "x ** 1.0000001": (lambda x: x**1.0000001, 0.0, 0.0),
    "(2x) ** 1.25": (lambda x: (2 * x) ** 1.25, 0.0, 0.0),
}


@pytest.mark.parametrize("name", ONCE)
def test_a_derivative_exists_where_the_next_one_does_not(name):
    f, x, slope = ONCE[name]
    assert value_and_grad(f)(x) == (f(x), slope)
    leaf = Value(x, label="x")
    (d,) = grad(f(leaf), [leaf])
    assert d.data == slope
    words = "can be differentiated here, but not once more"
    for again in (
        lambda: grad(grad(f))(x),
        lambda: grad(d, [leaf]),
        lambda: jvp([d], [leaf], [1.0]),
        lambda: vjp([d], [leaf], [1.0]),
        lambda: jacobian([d], [leaf]),
        lambda: hessian(f(leaf), [leaf]),
        lambda: hvp(f(leaf), [leaf], [1.0]),
        d.backward,
    ):
        with pytest.raises(DomainError, match=words):
            again()
    assert leaf.grad == 0.0


FLAT = {  # where a rule goes through a number beyond the largest float, on its way to a slope
    "tanh": (ag.tanh, (1e308,), (0.0,)),
    "logsumexp": (lambda u, v: ag.logsumexp([u, v]), (1e308, -1e308), (1.0, 0.0)),
    "atan2": (ag.atan2, (1.5e308, 1e308), (0.0, 0.0)),
}


@pytest.mark.parametrize("name", FLAT)
def test_a_derivative_that_backward_finds_is_found_as_a_graph(name):
    f, at, slopes = FLAT[name]
    xs = [Value(x) for x in at]
    f(*xs).backward()
    assert tuple(x.grad for x in xs) == slopes
    assert grad(f, argnums=tuple(range(len(at))))(*at) == slopes
    assert [d.data for d in grad(f(*xs), xs)] == list(slopes)


@pytest.mark.parametrize("v", [2.0**53, 1e16, 3e16, 1e20, 10**20])
def test_a_large_power_at_0(v):
    assert (Value(0.0) ** v).data == 0.0
    assert grad(lambda x: x**v)(0.0) == 0.0


@pytest.mark.parametrize("v", [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0])
@pytest.mark.parametrize("order", ["uv", "vu", "vv", "uuv", "uvu", "vuu", "uvv", "vuv", "vvu"])
def test_mixed_derivatives_of_a_power_at_0(v, order):
    """∂^a/∂u^a ∂^b/∂v^b u^v is u^(v − a) times a polynomial in log u: at 0 it is 0, if v > a."""
    f = ag.pow
    for by in order:
        f = grad(f, argnums="uv".index(by))
    if v > order.count("u"):
        assert f(0.0, v) == 0.0
    else:
        with pytest.raises(DomainError):
            f(0.0, v)


def test_two_arguments_of_which_one_reaches_0():
    f = lambda a, b: (a - b) ** b  # noqa: E731
    assert grad(f, argnums=(0, 1))(1.0, 1.0) == (1.0, -1.0)


def test_the_partial_that_does_not_exist_is_none():
    x = Value(0.0, label="x")
    (slope,) = grad(x**1.5, [x])
    (power,) = [n for n in ag.graph.topological_order(slope) if n.op and n.op.name == "pow"]
    assert (power.data, power.partials) == (0.0, (None,))
    for again in (lambda: draw_graph(slope), lambda: explain(slope, wrt=x)):
        with pytest.raises(DomainError, match=r"pow\(x = 0\.0, 0\.5\)"):
            again()
    for copy in (deepcopy(slope), pickle.loads(pickle.dumps(slope))):
        with pytest.raises(DomainError, match=r"^pow\(x = 0\.0, 1\.5\) can be differentiated here"):
            copy.backward()


def test_other_edges_of_that_graph_can_be_gone_along():
    x, y = Value(0.0, label="x"), Value(3.0, label="y")
    (slope,) = grad(y * x**1.5, [x])
    (by_y,) = grad(slope, [y])
    assert by_y.data == 0.0


# Changed leaves.


@pytest.mark.parametrize("w", [0.0, 0.5])
def test_whoever_differentiates_a_stale_graph_is_told(w):
    # With w = 0, w · x has the same value whatever x is.
    w, x = Value(w, label="w"), Value(3.0, label="x")
    J = (w * x).sin()
    x.data = 4.0
    for name, differentiate in {
        "grad": lambda: grad(J, [w]),
        "vjp": lambda: vjp([J], [w], [1.0]),
        "jvp": lambda: jvp([J], [w], [1.0]),
        "jacobian": lambda: jacobian([J], [w]),
        "grad of a hessian": lambda: hessian(J, [w]),
    }.items():
        words = rf"^{name.split()[0]}: .* x is 4\.0 now and was 3\.0.*Compute J again"
        with pytest.raises(StaleGraphError, match=words):
            differentiate()
    J.backward()  # keeps to the recorded point
    assert w.grad == 3.0 * math.cos(J.parents[0].data)


# Many operands: work in proportion.


@pytest.mark.parametrize("operation", ["dot", "total", "logsumexp"])
@pytest.mark.parametrize("mode", ["grad", "jvp"])
def test_the_work_for_n_operands_grows_with_n(operation, mode):
    def make(n):
        xs = [Value(i / n, label=f"x_{i}") for i in range(n)]
        J = ag.dot(xs, [1.0] * n) if operation == "dot" else getattr(ag, operation)(xs)
        return J, xs

    def use(made):
        J, xs = made
        grad(J, xs) if mode == "grad" else jvp([J], xs, [1.0] * len(xs))

    assert growth(make, use) < 1.15


def test_the_gradient_of_a_function_of_n_numbers_takes_n_steps():
    assert growth(lambda n: [i / n for i in range(n)], grad(lambda x: ag.total(x).sin())) < 1.15


def test_a_stale_node_is_named_where_it_has_no_value_or_partial_now():
    x = Value(2.0, label="x")
    for J, now in (
        (ag.logsumexp([x, 1.0]), 1000.0),
        (ag.logsumexp([x]), -1e4),
        (x * x, 10**200),
        (x.exp(), 1e4),
    ):
        x.data = now
        for read in (lambda J=J: grad(J, [x]), lambda J=J: explain(J), lambda J=J: draw_graph(J)):
            with pytest.raises(StaleGraphError, match=r"x.* = 1|x is"):
                read()
        x.data = 2.0


def test_a_graph_that_has_been_read_is_differentiated_as_its_value_is():
    x, y = Value(2.0), Value(5.0)
    J = x * x * y
    graph = Graph(J)
    assert [d.data for d in grad(graph, [x, y])] == [20.0, 4.0]
    assert [[d.data for d in row] for row in hessian(graph, [x])] == [[10.0]]
    assert [[d.data for d in row] for row in jacobian(graph, [x])] == [[20.0]]
    assert [d.data for d in jvp(graph, [x], [1.0])] == [20.0]
    assert [d.data for d in vjp(graph, [x], [1.0])] == [20.0]
    assert [d.data for d in hvp(graph, [x], [1.0])] == [10.0]


def test_the_right_call_is_shown():
    x = Value(2.0, label="x")
    f = lambda a, b: a * b  # noqa: E731
    assert grad(f, argnums=np.int64(1))(2.0, 3.0) == 2.0
    for both in (range(2), [0, 1], np.array([0, 1])):
        assert grad(f, argnums=both)(2.0, 3.0) == (3.0, 2.0)
    for wrong in ("0", None, 1.0, ("0",)):
        with pytest.raises(TypeError, match="argnums is the number of an argument"):
            grad(f, argnums=wrong)(2.0, 3.0)
    with pytest.raises(TypeError, match=r"vjp takes a list of weights, one for each output"):
        vjp(x * x, x, 1.0)
    with pytest.raises(TypeError, match=r"jvp takes a list of tangents"):
        jvp(x * x, x, 1.0)
    with pytest.raises(TypeError, match=r"hvp takes a list of numbers"):
        hvp(x * x, [x], 1.0)
    x.data = float("nan")
    for by in (lambda: vjp([Value(1.0)], [], [x]), lambda: jvp([], [Value(1.0)], [x])):
        with pytest.raises(ValueError, match="data of x was set by hand"):
            by()


# Arrays, and anything that is a list of numbers.


def test_what_is_masked_is_no_number():
    masked = np.ma.array([1.0, 2.0], mask=[0, 1])
    for use in (
        lambda: ag.total(masked),
        lambda: Value(np.ma.masked),
        lambda: grad(lambda w: ag.total(x * x for x in w))(masked),
        lambda: ag.MLP(2, [1]).forward(list(masked)),
    ):
        with pytest.raises(TypeError, match=r"masked|is the number --, not a real number$"):
            use()


def test_an_array_has_a_gradient_of_its_shape():
    f = lambda x: sum(x_i * x_i for x_i in x)  # noqa: E731
    x = np.array([1.0, 2.0, -3.0])
    value, slope = value_and_grad(f)(x)
    assert value == 14.0
    assert isinstance(slope, np.ndarray) and slope.dtype == float
    assert slope.tolist() == [2.0, 4.0, -6.0]
    assert x.tolist() == [1.0, 2.0, -3.0] and x.dtype == float


@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "bool", "object"])
def test_arrays_of_any_real_kind(dtype):
    x = np.array([[0, 1], [1, 0]]).astype(dtype)
    slope = grad(lambda x: (x * x).sum() + x[0, 1])(x)
    assert slope.shape == (2, 2)
    assert slope.tolist() == [[0.0, 3.0], [2.0, 0.0]]


def test_an_array_of_values_gives_an_array_of_values():
    a, b = Value(2.0), Value(3.0)
    slope = grad(lambda x: x[0] * x[1])(np.array([a, b]))
    assert slope.dtype == object
    (by_a,) = grad(slope[1], [a])
    assert by_a.data == 1.0


def test_an_array_without_axes_is_a_number():
    assert grad(lambda x: x * x)(np.array(3.0)) == 6.0


@pytest.mark.parametrize("x", [(1.0, 2.0), range(1, 3), collections.deque([1.0, 2.0]), [1, 2]])
def test_any_sequence_is_a_list_of_numbers(x):
    slope = grad(lambda x: x[0] * x[1])(x)
    assert list(slope) == [2.0, 1.0]
    assert type(slope) is (tuple if isinstance(x, tuple) else type(slope))


@pytest.mark.parametrize("x", ["12", b"12", None, {"a": 1.0}, {1.0, 2.0}])
def test_what_is_no_list_of_numbers(x):
    with pytest.raises(TypeError, match="expected a real number"):
        grad(lambda x: x)(x)
