"""What is read as a vector or a matrix, and how the rest is called."""

import array
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import MLP, Value
from autograd_mini.nn.samples import data, entries, is_number, matrix, number, said, vector

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
ROWS = st.integers(1, 3).flatmap(
    lambda n: st.lists(st.lists(NUMBERS, min_size=n, max_size=n), min_size=1, max_size=4)
)


@given(ROWS)
def test_every_kind_of_matrix_is_the_same_floats(rows):
    kinds = [
        tuple(map(tuple, rows)),
        np.array(rows),
        np.asfortranarray(rows),
        np.array(rows, dtype=object),
        list(map(np.array, rows)),
        map(iter, rows),
        [[np.float64(x) for x in row] for row in rows],
        [array.array("d", row) for row in rows],
        [memoryview(np.array(row)) for row in rows],
    ]
    for kind in kinds:
        read = matrix("X", kind, flat="")
        assert read == rows
        assert all(type(row) is list and all(type(x) is float for x in row) for row in read)


def test_every_kind_of_number_is_a_float_and_a_value_stays_itself():
    w = Value(2.0)
    numbers = [
        1,
        True,
        0.5,
        Fraction(1, 4),
        Decimal("0.25"),
        np.float32(0.5),
        np.int8(3),
        np.bool_(1),
    ]
    read = vector("x", [*numbers, np.array(7.0), w])
    assert read == [1.0, 1.0, 0.5, 0.25, 0.25, 0.5, 3.0, 1.0, 7.0, read[-1]]
    assert read[-1] is w
    assert {type(x) for x in read[:-1]} == {float}


def test_what_is_read_is_a_list_of_its_own():
    given = [1.0, 2.0]
    vector("x", given).append(3.0)
    entries("x", given).append(3.0)
    assert given == [1.0, 2.0]


@pytest.mark.parametrize(
    ("rows", "error", "words"),
    [
        (
            [[1.0], 2.0],
            TypeError,
            r"X\[1\] is the number 2\.0, where a list .*; do this",
        ),
        ([[1.0], Value(2.0)], TypeError, r"X\[1\] is the Value 2\.0, where a list .*; do"),
        (np.array([1.0]), TypeError, r"X\[0\] is the number 1\.0, where a list .*; do"),
        ([[1.0], None], TypeError, r"X\[1\] is None; give a list of numbers"),
        ([[1.0], "2"], TypeError, r"X\[1\] is the string '2'; give a list of numbers"),
        ([[1.0], {2.0}], TypeError, r"X\[1\] is of type set; give a list of numbers"),
        ([[1.0], ["2"]], TypeError, r"X\[1\]\[0\] is the string '2', not a real number"),
        (np.ones((2, 2, 2)), TypeError, r"X\[0\]\[0\] is of type list, .*a bracket too many"),
        ([[1.0], [2.0, math.nan]], ValueError, r"X\[1\]\[1\]: .*finite"),
        (None, TypeError, "X is None; give a list of rows"),
        (3, TypeError, "X is the number 3; give a list of rows"),
        (Value(3.0, label="w"), TypeError, r"X is the Value w = 3\.0; give a list of rows"),
        ({1: [1.0]}, TypeError, "X is of type dict; give a list of rows"),
        ("setosa" * 1000, TypeError, r"X is the string 'setosa.*\.\.\..*'; give a list of rows"),
        (MLP(1, [1]), TypeError, "X is of type MLP; give a list of rows"),
    ],
)
def test_what_is_no_matrix_is_named(rows, error, words):
    with pytest.raises(error, match=words) as caught:
        matrix("X", rows, flat="do this")
    assert len(str(caught.value)) < 150


def test_a_number_has_the_name_it_is_given():
    assert number("rate", np.float32(0.5)) == 0.5
    with pytest.raises(TypeError, match=r"^rate is of type list, not a real number"):
        number("rate", [0.5])
    with pytest.raises(ValueError, match=r"^rate: expected a finite number, not inf"):
        number("rate", math.inf)


def test_the_number_of_a_value():
    assert (data(Value(2.0)), data(3.0)) == (2.0, 3.0)


@pytest.mark.parametrize("x", [1, 1.0, 1j, True, Value(1.0), np.float32(1), np.array(1)])
def test_one_number(x):
    assert is_number(x)
    assert said(x).startswith(("the number", "the Value"))


@pytest.mark.parametrize("x", [[1], np.array([1]), "1", None, object()])
def test_no_number(x):
    assert not is_number(x)
    assert not said(x).startswith(("the number", "the Value"))
