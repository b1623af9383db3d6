"""Value: what it accepts, what its operators record, and what backward does and leaves alone."""

import gc
import math
import operator
import subprocess
import sys
import tracemalloc
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import autograd_mini as ag
from autograd_mini import DomainError, Value, zero_grad
from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.testing.programs import OPERATORS, VALUES, run
from autograd_mini.testing.strategies import programs

FINITE = st.floats(allow_nan=False, allow_infinity=False)
MODERATE = st.floats(-1e6, 1e6)
BINARY = pytest.mark.parametrize("name", ["add", "sub", "mul", "div", "pow"])
METHODS = ("exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "relu")


def kind(thing: object) -> str:
    """How a thing is called in the name of a test, the same in every run."""
    return repr(thing).partition(" at 0x")[0]


# Construction.


@pytest.mark.parametrize(
    ("number", "data"),
    [
        (3, 3.0),
        (True, 1.0),
        (0.1, 0.1),
        (Fraction(1, 4), 0.25),
        (Decimal("0.1"), 0.1),
        (np.float64(0.1), 0.1),
        (np.float32(0.5), 0.5),
        (np.int64(-7), -7.0),
        (np.uint8(7), 7.0),
        (np.bool_(True), 1.0),
        (np.array(0.25), 0.25),
        (np.array(3), 3.0),
        (10**300, 1e300),
        (5e-324, 5e-324),
    ],
    ids=repr,
)
def test_every_real_number_will_do(number, data):
    for value in (Value(number), Value(0.0) + number, Value(1.0) * number):
        assert value.data == data
        assert type(value.data) is float


NOT_NUMBERS = [
    "1", b"1", None, 1j, np.complex128(1), [1.0], (1.0,), {}, np.array([1.0]), np.array([[1.0]]),
    np.array("1"), object(), float, np.datetime64("2020-01-01"),
]  # fmt: skip


@pytest.mark.parametrize("thing", NOT_NUMBERS, ids=kind)
def test_nothing_else_will(thing):
    with pytest.raises(TypeError, match="expected a real number"):
        Value(thing)


def test_a_value_of_a_value_is_refused():
    with pytest.raises(TypeError, match="cut the graph"):
        Value(Value(1.0))


NOT_FINITE = [math.nan, math.inf, -math.inf, np.float64("nan"), np.float32("inf"), 10**400,
              -(10**400), Fraction(10**400), Decimal("1e400"), Decimal("nan"), Decimal("sNaN"),
              np.array(math.inf)]  # fmt: skip


@pytest.mark.parametrize("number", NOT_FINITE, ids=lambda x: repr(x)[:20])
def test_a_number_is_finite(number):
    x = Value(2.0)
    for use in (Value, x.__add__, x.__rmul__, x.__sub__, x.__rtruediv__, x.__pow__, x.backward):
        with pytest.raises(ValueError):  # Python words some of these itself
            use(number)
    assert x.grad == 0.0


def test_a_label_is_a_string():
    assert Value(1.0, "w").label == Value(1.0, label="w").label == "w"
    assert Value(1.0).label == ""
    with pytest.raises(TypeError, match="label"):
        Value(1.0, label=3)


def test_a_new_value_is_a_leaf():
    x = Value(2.0)
    assert (x.data, x.grad, x.op, x.label) == (2.0, 0.0, None, "")
    assert x.operands == x.parents == x.partials == ()


def test_no_other_attributes():
    with pytest.raises(AttributeError):
        Value(1.0).gradient = 2.0


# Operators against the table.


def record_of(name, operands):
    """What a node is to hold: the value and the partials of the table, computed once more."""
    op = TABLE[name]
    xs = [x.data if isinstance(x, Value) else float(x) for x in operands]
    y = op.value(*xs)
    of_nodes = [i for i, x in enumerate(operands) if isinstance(x, Value)]
    return (
        op,
        y,
        tuple(operands[i] for i in of_nodes),
        tuple(op.partial(i, FLOATS, xs, y) for i in of_nodes),
        tuple(operands),
    )


def held(node):
    return node.op, node.data, node.parents, node.partials, node.operands


def float_of(x):
    return x if isinstance(x, Value) else float(x)


@BINARY
@given(st.data())
def test_binary_operators_are_those_of_the_table(name, data):
    u, v = data.draw(st.tuples(MODERATE, MODERATE))
    number = st.sampled_from([float, Fraction, np.float64, Decimal])
    as_number = data.draw(number)
    infix = OPERATORS[name]
    for left, right in (
        (Value(u), Value(v)),
        (Value(u), as_number(v)),
        (as_number(u), Value(v)),
        (Value(u), int(v)),
        (int(u), Value(v)),
    ):
        operands = (float_of(left), float_of(right))
        if name == "add" and any(type(x) is int and x == 0 for x in (left, right)):
            continue  # the int 0 leaves no trace
        try:
            expected = record_of(name, operands)
            finite = all(map(math.isfinite, (expected[1], *expected[3])))
        except (ValueError, OverflowError, ZeroDivisionError):
            finite = False
        if finite:
            assert held(infix(left, right)) == expected
        else:
            with pytest.raises(DomainError):
                infix(left, right)


@pytest.mark.parametrize("name", ["add", "mul"])
@given(FINITE, FINITE)
def test_written_out_operators_are_those_of_the_table_everywhere(name, u, v):
    infix = OPERATORS[name]
    for left, right in ((Value(u), Value(v)), (Value(u), v), (u, Value(v))):
        if math.isfinite(infix(u, v)):
            assert held(infix(left, right)) == record_of(name, (left, right))
        else:
            with pytest.raises(DomainError):
                infix(left, right)


@pytest.mark.parametrize("name", ["neg", "abs", *METHODS])
@given(st.floats(-30, 30))
def test_methods_are_those_of_the_table(name, number):
    assume(TABLE[name].defined(number))
    # Near 0 the slopes of log and √ are too large for a float; there is a test for that.
    assume(abs(number) > 1e-300)
    x = Value(number)
    node = OPERATORS[name](x) if name in OPERATORS else getattr(x, name)()
    assert held(node) == record_of(name, (x,))


def test_plus_is_the_value_itself():
    x = Value(1.0)
    assert +x is x


NOT_OPERANDS = ["1", None, 1j, [1.0], np.array([1.0, 2.0]), np.eye(2), object()]


@pytest.mark.parametrize("thing", NOT_OPERANDS, ids=kind)
@BINARY
def test_unsupported_operands_are_refused_on_both_sides(name, thing):
    x = Value(2.0)
    for left, right in ((x, thing), (thing, x)):
        with pytest.raises(TypeError):
            OPERATORS[name](left, right)


def test_operators_without_a_derivative_are_refused():
    x = Value(2.0)
    for infix in (operator.floordiv, operator.mod, operator.matmul, operator.and_):
        with pytest.raises(TypeError):
            infix(x, 1.0)
    with pytest.raises(TypeError):
        pow(x, 2, 5)


def test_in_place_operators_make_a_new_node():
    x = y = Value(2.0)
    y += 1
    assert (x.data, y.data, y.parents) == (2.0, 3.0, (x,))


# A zero-dimensional array is a number, on either side.
def test_arrays_without_axes_are_numbers():
    x = Value(3.0)
    assert held(x * np.array(2.0)) == (*held(np.array(2.0) * x)[:4], (x, 2.0))


# What a node is.


def test_repr():
    x = Value(2.0, label="x")
    y = x * 3
    y.backward()
    assert repr(Value(-0.5)) == "Value(-0.5, grad=0.0)"
    assert repr(x) == "Value(2.0, grad=3.0, label='x')"
    assert repr(y) == "Value(6.0, grad=1.0, op=mul)"


def test_x_times_x_has_two_edges():
    x = Value(3.0)
    y = x * x
    assert y.parents == y.operands == (x, x)
    assert y.partials == (3.0, 3.0)
    y.backward()
    assert x.grad == 6.0


@pytest.mark.parametrize(
    ("build", "operands", "parents", "partials"),
    [
        (lambda u, v: u / v, "uv", "uv", (0.25, -0.125)),
        (lambda u, v: u / 4, "u4", "u", (0.25,)),
        (lambda u, v: 2 / v, "2v", "v", (-0.125,)),
        (lambda u, v: 4 - u, "4u", "u", (-1.0,)),
        (lambda u, v: u**2, "u2", "u", (4.0,)),
        (lambda u, v: v + 2, "v2", "v", (1.0,)),
        (lambda u, v: 2 * v, "2v", "v", (2.0,)),
        (lambda u, v: ag.maximum(2, v), "2v", "v", (1.0,)),
        (lambda u, v: ag.dot([u, 4], [2, v]), "u42v", "uv", (2.0, 4.0)),
        (lambda u, v: ag.total([2, u, u, 4]), "2uu4", "uu", (1.0, 1.0)),
    ],
)
def test_plain_numbers_are_operands_but_not_parents(build, operands, parents, partials):
    u, v = Value(2.0), Value(4.0)
    who = {"u": u, "v": v, "2": 2.0, "4": 4.0}
    node = build(u, v)
    assert node.operands == tuple(who[c] for c in operands)
    assert node.parents == tuple(who[c] for c in parents)
    assert node.partials == partials
    assert all(type(x) in (Value, float) for x in node.operands)


def test_a_number_gets_no_node():
    u = Value(2.0)
    before = sum(type(thing) is Value for thing in gc.get_objects())
    y = (u * 3 + 1) ** 2
    assert sum(type(thing) is Value for thing in gc.get_objects()) == before + 3
    assert y.data == 49.0


@given(programs())
def test_nodes_are_numbered_in_order_of_creation(drawn):
    program, numbers = drawn
    results = run(program, VALUES, [Value(x) for x in numbers])
    created = [n.created for n in results]
    assert created == sorted(set(created))
    assert all(parent.created < n.created for n in results for parent in n.parents)


# Backward.


def test_leaves_accumulate_and_inner_nodes_start_afresh():
    x = Value(3.0)
    y = x * x
    J = 2 * y
    for times in (1, 2, 3):
        J.backward()
        assert (x.grad, y.grad, J.grad) == (12.0 * times, 2.0, 1.0)


def test_different_outputs_accumulate_in_shared_leaves():
    x = Value(3.0)
    shared = x * 5
    (shared * 2).backward()
    (shared * 10).backward()
    assert (x.grad, shared.grad) == (60.0, 10.0)


def test_the_old_grad_of_a_leaf_comes_in_last():
    # Added in pieces, 1e16 + 1 + 1 would stay 1e16.
    x = Value(1.0)
    x.grad = 1e16
    (x + x).backward()
    assert x.grad == 1e16 + 2


@pytest.mark.parametrize("seed", [2, True, 0.5, -1, 0, Fraction(1, 2), np.float64(3), 1e300])
def test_the_seed_scales(seed):
    x = Value(3.0)
    J = 4 * x
    J.backward(seed)
    assert (J.grad, x.grad) == (float(seed), 4 * float(seed))


@pytest.mark.parametrize("seed", ["1", None, 1j, [1.0], Value(1.0)])
def test_a_bad_seed_changes_nothing(seed):
    x = Value(3.0)
    J = x * 2
    J.backward()
    with pytest.raises(TypeError):
        J.backward(seed)
    assert (x.grad, J.grad) == (2.0, 1.0)


def test_backward_on_a_leaf():
    x = Value(3.0)
    x.backward()
    x.backward(0.5)
    assert x.grad == 1.5


def test_what_the_output_does_not_depend_on_is_left_alone():
    x, other = Value(2.0), Value(5.0)
    shared = x * x
    elsewhere = shared * other
    elsewhere.backward()
    x.grad = 0.0
    (shared + 1).backward()
    assert (x.grad, shared.grad) == (4.0, 1.0)
    assert (elsewhere.grad, other.grad) == (1.0, 4.0)


def test_backward_of_an_inner_node_stops_there():
    x = Value(2.0)
    y = x * x
    J = y * 3
    y.backward()
    assert (x.grad, y.grad, J.grad) == (4.0, 1.0, 0.0)


def test_a_leaf_may_be_changed_between_forward_and_backward():
    # The partials have been stored; the gradient is that of the graph as it was computed.
    x = Value(2.0)
    J = x * x
    x.data = 100.0
    J.backward()
    assert x.grad == 4.0


OVERFLOWS = {
    "a product of partials": lambda w, x: (w * 1e200 * 1e200 + x) * 1.0,
    "a sum of adjoints": lambda w, x: w * 1e308 * 1.0 + (w * 1e308 + x * 0) * 1.0,
    "infinity minus infinity": lambda w, x: ag.total([s * w * 1e200 * 1e200 for s in (1, -1)]) + x,
}


def graph_of(output):
    nodes = {output: None}
    for n in nodes.copy():
        stack = [n]
        while stack:
            for parent in stack.pop().parents:
                if parent not in nodes:
                    nodes[parent] = None
                    stack.append(parent)
    return list(nodes)


@pytest.mark.parametrize("case", OVERFLOWS)
def test_an_overflow_in_backward_changes_no_grad(case):
    w, x = Value(1e-300, label="w"), Value(1.0, label="x")
    J = OVERFLOWS[case](w, x)
    nodes = graph_of(J)
    for i, n in enumerate(nodes):
        n.grad = 0.25 * i + 1
    before = [n.grad for n in nodes]
    with pytest.raises(DomainError, match=r"no grad was changed.*seed down"):
        J.backward()
    assert [n.grad for n in nodes] == before


def test_an_overflow_of_the_sum_over_calls():
    w = Value(1.0)
    J = w * 1e308
    J.backward()
    with pytest.raises(DomainError):
        J.backward()
    assert (w.grad, J.grad) == (1e308, 1.0)


def test_large_gradients_whose_sum_would_overflow_are_fine():
    u, v = Value(1e-200), Value(1e-200)
    (u * 1e308 + v * 1e308).backward()
    assert u.grad == v.grad == 1e308


@pytest.mark.parametrize("seed", [1.0, 1e308])
def test_an_infinite_adjoint_is_noticed_even_if_a_factor_of_0_follows(seed):
    w = Value(0.0, label="w")
    J = (w * 0.0) * 1e200 * 1e200
    with pytest.raises(DomainError, match="the adjoint of "):
        J.backward(seed)
    assert w.grad == 0.0


def test_a_smaller_seed_makes_it_fit():
    w = Value(1e-300)
    J = w * 1e200 * 1e200
    J.backward(1e-200)
    assert w.grad == pytest.approx(1e200, rel=1e-15)  # two roundings, and those of the factors


# zero_grad.


def test_zero_grad_of_one_and_of_several():
    def values():
        for x in xs:
            x.grad = 1.0
        return xs

    xs = [Value(1.0), Value(2.0)]
    for argument in (values(), tuple(values()), iter(values()), set(values())):
        zero_grad(argument)
        assert [x.grad for x in xs] == [0.0, 0.0]
    values()
    zero_grad(xs[0])
    assert [x.grad for x in xs] == [0.0, 1.0]
    zero_grad([])


@pytest.mark.parametrize("other", [1.0, None, "w", [Value(1.0)]])
def test_zero_grad_refuses_others_and_then_changes_nothing(other):
    x = Value(1.0)
    x.grad = 3.0
    with pytest.raises(TypeError, match="zero_grad takes Values"):
        zero_grad([x, other])
    assert x.grad == 3.0


def test_zero_grad_of_a_number_is_a_type_error():
    with pytest.raises(TypeError):
        zero_grad(1.0)


# Memory and depth.


def values_alive():
    return sum(type(thing) is Value for thing in gc.get_objects())


@settings(max_examples=15)  # counting what is alive takes long where much is
@given(programs())
def test_a_dropped_graph_is_freed_at_once(drawn):
    program, numbers = drawn
    gc.disable()
    try:
        leaves = [Value(x) for x in numbers]
        before = values_alive()
        results = run(program, VALUES, leaves)
        results[-1].backward()
        assert values_alive() == before + len(program)
        del results
        assert values_alive() == before
    finally:
        gc.enable()


def test_a_training_loop_does_not_grow():
    net = ag.MLP(2, [3, 1], seed=0)

    def steps(n):
        for _ in range(n):
            zero_grad(net.parameters())
            net.cost([[0.0, 1.0]], [[1.0]]).backward()
            net.descend(0.1)

    steps(3)
    gc.disable()
    tracemalloc.start()
    try:
        steps(1)
        before, _ = tracemalloc.get_traced_memory()
        steps(500)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    # The interpreter's own caches may grow by some kB once.  A node left over at each step would be
    # 50 kB at least, a graph 5 MB.
    assert after - before < 25_000


def there_and_back(depth):
    x = n = Value(1.0)
    for _ in range(depth):
        n = n + 1.0
    assert n.data == depth + 1.0
    n.backward()
    assert x.grad == 1.0
    y = Value(0.5)
    n = y
    for _ in range(depth):  # two edges to the same parent, and partials that are not 1
        n = ag.sin(n) * 1.0 if _ % 2 else n - n * 1e-3
    n.backward()
    assert 0 < y.grad < 1
    del n


def test_a_deep_chain():
    there_and_back(100_000)


@pytest.mark.slow
def test_a_very_deep_chain():
    there_and_back(1_000_000)


def test_depth_is_not_limited_by_the_stack():
    # Forward, backward and release in a thread with a stack of 1 MB, the least that is usual
    # (Windows).  Python itself needs some of it: 3.13 cannot release nested tuples in 64 kB.
    code = """
import sys, threading
sys.path.insert(0, sys.argv[1])
from autograd_mini import Value
def work():
    x = n = Value(1.0)
    for _ in range(200_000):
        n = n * 1.0
    n.backward()
    del n
    print(x.grad)
threading.stack_size(1024 * 1024)
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""
    package = ag.__path__[0].removesuffix("autograd_mini")
    result = subprocess.run(
        [sys.executable, "-c", code, package], capture_output=True, text=True, check=True
    )
    assert result.stdout == "1.0\n"


# Messages.


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda a, b: (a - a).log(), ["log(0.0)", "x > 0"]),
        (lambda a, b: ag.log(a), ["log(a = -1.0)", "x > 0"]),
        (lambda a, b: b / (a + 1), ["div(b = 1000.0, 0.0)", "v ≠ 0"]),
        (lambda a, b: a**0.5, ["pow(a = -1.0, 0.5)", "u > 0"]),
        (
            lambda a, b: b.exp(),
            ["exp(b = 1000.0)", "beyond the largest float", "scale", "log_sigm"],
        ),
        (lambda a, b: b * 1e307, ["mul(b = 1000.0, 1e+307)", "beyond the largest float"]),
        (
            lambda a, b: ag.dot([b] * 9, [1e307] * 9),
            [f"dot({3 * 'b = 1000.0, '}… 12 more …{3 * ', 1e+307'})"],
        ),
        (lambda a, b: (b * 1e200) ** 2, ["pow(1e+203, 2.0)", "beyond the largest float"]),
        (lambda a, b: (a * 1e200) ** 2, ["pow(-1e+200, 2.0)", "beyond the largest float"]),
    ],
)
def test_messages_name_operation_operands_and_labels(build, words):
    with pytest.raises(DomainError) as caught:
        build(Value(-1.0, label="a"), Value(1000.0, label="b"))
    for word in words:
        assert word in str(caught.value)


def test_the_message_of_an_overflowing_adjoint_names_the_node():
    w = Value(1e-300, label="w")
    z = w * 1e200
    z.label = "z"
    with pytest.raises(DomainError, match=r"adjoint of w = .*1e-300"):
        (z * 1e200).backward()
    with pytest.raises(DomainError, match=r"adjoint of z = mul\(w = 1e-300, 1e\+200\)"):
        (z * 1e200 * 1e200).backward()


def test_domain_error_is_a_value_error():
    assert issubclass(DomainError, ValueError)


def test_operands_of_an_n_ary_operation_without_numbers_are_its_parents():
    z = ag.dot([Value(1.0)] * 500, [Value(2.0)] * 500)
    assert z.operands is z.parents
