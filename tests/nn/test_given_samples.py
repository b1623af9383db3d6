"""What may be given to a network as samples, and how the rest is named."""

import math

import numpy as np
import pytest
from networks import same

from autograd_mini import MLP, Value
from autograd_mini.nn.cost import LOSSES

KINDS = [
    np.array, lambda rows: np.array(rows, "float32"), lambda rows: np.array(rows, object),
    lambda rows: tuple(map(tuple, rows)), lambda rows: list(map(np.array, rows)), iter,
    lambda rows: map(iter, rows), lambda rows: [list(map(np.float32, row)) for row in rows],
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("loss", LOSSES)
def test_samples_of_every_kind(kind, loss):
    net = MLP(2, [3, 2], seed=0)
    X, Y = [[0.5, -0.25], [2.0, 1.0], [0.0, 0.125]], [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]
    J = net.cost(X, Y, loss=loss)
    assert net.cost(kind(X), kind(Y), loss=loss).data == J.data
    whole = [[int(y_k) for y_k in y] for y in Y]
    for targets in (whole, np.array(whole), np.array(whole, dtype=bool)):
        assert net.cost(kind(X), targets, loss=loss).data == J.data
    for row, x in zip(kind(X), X, strict=True):
        sample = net.forward(row)
        assert sample.a[1] == x
        assert all(type(x_j) is float for x_j in sample.a[1])
        assert sample.a[3][0].data == net(x)[0].data


def test_an_array_of_values_is_an_input_with_a_gradient():
    x = np.array([Value(0.5), Value(-1.0)])
    sample = MLP(2, [1], seed=0).forward(x)
    assert same(sample.a[1], x)
    sample.a[2][0].backward()
    assert all(x_j.grad for x_j in x)


def test_the_network_keeps_a_list_of_its_own():
    x = [0.5, -1.0]
    sample = MLP(2, [1], seed=0).forward(x)
    x[0] = 99.0
    assert sample.a[1] == [0.5, -1.0]


@pytest.mark.parametrize(
    ("X", "Y", "error", "words"),
    [
        ([0.1, 0.2], [1, 0], TypeError, r"X\[0\] is the number 0\.1,.* net\.cost\(\[x\], \[y\]\)$"),
        (np.array([0.1, 0.2]), np.eye(2)[0], TypeError, r"X\[0\] .*net\.cost\(\[x\], \[y\]\)$"),
        ([Value(0.1), Value(0.2)], [1, 0], TypeError, r"X\[0\] is the Value .*\(\[x\], \[y\]\)$"),
        ([[0.1, 0.2]], [1, 0], TypeError, r"Y\[0\] is .*net\.cost\(\[x\], \[y\]\); or"),
        (np.ones((2, 2)), np.array([1, 0]), TypeError, r"Y\[0\] .*; write \[\[1\.0 if k == y else"),
        ([[1, 2], [3]], [[1, 0], [1, 0]], ValueError, r"X\[1\] has 1 entries, .* takes 2"),
        ([[1, 2], [3, 4]], [[1, 0], [1]], ValueError, r"Y\[1\] has 1 entries, .* 2 outputs"),
        ([[1, 2], [3, None]], [[1, 0], [1, 0]], TypeError, r"X\[1\]\[1\] is None, not a real"),
        ([[1, 2], [3, 4]], [[1, 0], [1, "0"]], TypeError, r"Y\[1\]\[1\] is the string '0', not"),
        ([[1, 2], [3, math.nan]], [[1, 0], [1, 0]], ValueError, r"X\[1\]\[1\]: .*finite"),
        ([[1, 2], [3, 4]], [[1, 0], [1, 2]], ValueError, r"X\[1\], Y\[1\]: y\[1\] is the number 2"),
        (np.ones((1, 2, 2)), [[1, 0]], TypeError, r"X\[0\]\[0\] is of type list, .*bracket"),
        ("ab", [[1, 0]], TypeError, "X is the string 'ab'; give a list"),
        ([[1, 2]], None, TypeError, "Y is None; give a list"),
        ({0: [1, 2]}, [[1, 0]], TypeError, "X is of type dict; give a list"),
        ([[1, 2]], [{1, 0}], TypeError, r"Y\[0\] is of type set; give a list"),
    ],
)  # fmt: skip
def test_samples_that_do_not_fit_are_named(X, Y, error, words):
    with pytest.raises(error, match=words) as caught:
        MLP(2, [2], seed=0).cost(X, Y)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("Y", [[0, 1, 1], np.array([0, 1, 1]), map(Value, [0, 1, 1])])
def test_targets_of_one_unit_are_rows(Y):
    net, X = MLP(2, [1], seed=0), [[0.0, 1.0], [1.0, 1.0], [0.5, 0.5]]
    with pytest.raises(TypeError, match=r"Y\[0\] is .*; write \[\[y\] for y in Y\]$"):
        net.cost(X, Y)
    assert net.cost(X, [[y] for y in [0, 1, 1]]).data > 0


def test_samples_of_one_number_are_rows():
    with pytest.raises(TypeError, match=r"net\.cost\(\[x\], \[y\]\), for .* \[\[x\] for x in X\]"):
        MLP(1, [1]).cost([0.5, 1.0], [0, 1])


@pytest.mark.parametrize(
    ("x", "words"),
    [
        ([[0.1, 0.2]], r"x\[0\] is of type list, .*several samples where one belongs"),
        (np.ones((3, 2)), r"x\[0\] is of type list, .*several samples where one belongs"),
        ("12", "x is the string '12'; give a list"),
        (0.5, "x is the number 0.5; give a list"),
        (None, "x is None; give a list"),
        ({0.1, 0.2}, "x is of type set; give a list"),
        (MLP(2, [1]), "x is of type MLP; give a list"),
        (MLP(2, [1]).forward([1, 2]), r"x is of type Forward, .*sample\.a\[2\]"),
    ],
)
def test_what_is_no_sample(x, words):
    for use in (MLP(2, [1]), MLP(2, [1]).forward):
        with pytest.raises(TypeError, match=words):
            use(x)


@pytest.mark.parametrize("x", [[], [1.0], [1.0, 2.0, 3.0]])
def test_the_length_of_x_must_fit(x):
    net = MLP(2, [1])
    for use in (net, net.forward, lambda x: net.cost([x], [[1]])):
        with pytest.raises(ValueError, match=rf"(x|X\[0\]) has {len(x)} entries, .* takes 2"):
            use(x)


def test_the_numbers_of_samples_and_of_targets_must_fit():
    net = MLP(1, [2])
    with pytest.raises(ValueError, match="X has 2 samples and Y has 1"):
        net.cost([[1], [2]], [[1, 0]])
    with pytest.raises(ValueError, match="X has 0 samples"):
        net.cost([], [])


def test_what_is_no_number_is_refused():
    net = MLP(2, [1])
    with pytest.raises(TypeError, match="real number"):
        net(["5.1", 3.5])
    with pytest.raises(ValueError, match="finite"):
        net([math.nan, 3.5])
