"""matvec builds what one dot for each row would build."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import same

import autograd_mini as ag
from autograd_mini import DomainError, Value
from autograd_mini.nn.matvec import matvec

FLOATS = st.floats(-1e100, 1e100)
INPUTS = st.lists(st.tuples(FLOATS, st.sampled_from([float, int, Value])), min_size=1, max_size=5)


def held(node):
    operands = [id(x) if isinstance(x, Value) else x for x in node.operands]
    parents = list(map(id, node.parents))
    return node.data, node.op, parents, operands, node.partials, node.grad, node.label


@given(INPUTS, st.integers(0, 4), st.data())
def test_matvec_is_a_dot_for_each_row(inputs, height, data):
    xs = [kind(number) for number, kind in inputs]
    rows = [[Value(data.draw(FLOATS)) for _ in xs] for _ in range(height)]
    product = matvec(rows, xs)
    assert len(product) == height
    for node, row in zip(product, rows, strict=True):
        expected = ag.dot(row, xs)
        assert held(node) == held(expected)
        assert (node.operands is node.parents) == (expected.operands is expected.parents)
        assert all(type(x) in (Value, float) for x in node.operands)


@given(INPUTS)
def test_gradients_of_matvec_are_those_of_dot(inputs):
    def gradients(product):
        xs = [kind(number) for number, kind in inputs]
        weights = [[Value(0.5 * i - j) for j in range(len(xs))] for i in range(3)]
        ag.total(product(weights, xs)).backward()
        leaves = [*(w for row in weights for w in row), *(x for x in xs if isinstance(x, Value))]
        return [leaf.grad for leaf in leaves]

    assert gradients(matvec) == gradients(lambda rows, xs: [ag.dot(row, xs) for row in rows])


def test_a_value_may_occur_twice():
    w, x = Value(2.0), Value(3.0)
    (z,) = matvec([[w, w, x]], [x, x, w])
    assert held(z) == held(ag.dot([w, w, x], [x, x, w]))
    z.backward()
    assert (w.grad, x.grad) == (9.0, 6.0)


def test_iterators_will_do():
    w = Value(2.0)
    (z,) = matvec(iter([(w,)]), iter([3.0]))
    assert z.data == 6.0
    assert same(z.parents, [w])


@pytest.mark.parametrize(("width", "n"), [(1, 2), (2, 1), (0, 1), (3, 2)])
def test_lengths_must_fit(width, n):
    rows = [[Value(1.0)] * n, [Value(1.0)] * width]
    with pytest.raises(ValueError, match=f"dot of {width} weights and {n} inputs"):
        matvec(rows, [1.0] * n)


@pytest.mark.parametrize(
    ("weights", "inputs"),
    [
        ([1e200], [1e200]),
        ([1e200, 1e200, 1e200], [1e200, -1e200, 1e200]),  # ∞ − ∞ + ∞
        ([1e308, 1e308], [1.0, 1.0]),
    ],
)
def test_overflow_is_an_error_as_for_dot(weights, inputs):
    row = [Value(w, label=f"w_{j}") for j, w in enumerate(weights)]
    for kind in (float, Value):
        xs = list(map(kind, inputs))
        messages = []
        for build in (lambda xs=xs: matvec([row], xs), lambda xs=xs: ag.dot(row, xs)):
            with pytest.raises(DomainError, match=r"dot\(w_0 = .*beyond the largest") as caught:
                build()
            messages.append(str(caught.value))
        assert messages[0] == messages[1]


def test_what_overflows_on_the_way_only_is_a_number_as_for_dot():
    row = [Value(1e200), Value(1e200)]
    assert matvec([row], [1e200, -1e200])[0].data == ag.dot(row, [1e200, -1e200]).data == 0.0


@pytest.mark.parametrize("bad", [None, "1", Value(1.0), np.float32(0.5), math.nan])
def test_a_weight_or_an_input_that_was_set_to_no_number_is_named(bad):
    for name in ("w_1", "x_2"):
        row, xs = [Value(1.0, f"w_{j}") for j in range(3)], [Value(2.0, f"x_{j}") for j in range(3)]
        (row if name[0] == "w" else xs)[int(name[-1])].data = bad
        with pytest.raises((TypeError, ValueError), match=f"data of {name} .*set by hand"):
            matvec([row], xs)


def test_a_weight_that_was_set_to_a_whole_number():
    row = [Value(1.0), Value(2.0)]
    row[0].data = 3
    (z,) = matvec([row], [10.0, 1.0])
    assert (z.data, z.partials, row[0].data) == (32.0, (10.0, 1.0), 3.0)


@pytest.mark.parametrize("thing", ["1", None, 1j, [1.0]])
def test_inputs_are_numbers_or_values(thing):
    with pytest.raises(TypeError, match="expected a real number"):
        matvec([[Value(1.0)]], [thing])


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_inputs_are_finite(number):
    with pytest.raises(ValueError, match="finite"):
        matvec([[Value(1.0)]], [number])
