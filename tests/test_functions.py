"""The free functions: floats of floats, nodes of Values, and an import that stays light."""

import builtins
import inspect
import math
import os
import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import autograd_mini as ag
from autograd_mini import DomainError, Value, functions
from autograd_mini.elementary import TABLE

FIXED = [op.name for op in TABLE.values() if op.arity is not None]
MODERATE = st.floats(-20, 20)
LISTS = st.lists(st.floats(-1e6, 1e6), max_size=8)


@pytest.mark.parametrize("name", FIXED)
@given(st.data())
def test_of_numbers_a_float_and_of_values_a_node(name, data):
    op, f = TABLE[name], getattr(ag, name)
    xs = data.draw(st.lists(MODERATE, min_size=op.arity, max_size=op.arity))
    assume(op.defined(*xs))
    try:
        node = f(*map(Value, xs))
    except DomainError:
        assume(False)
    number = f(*xs)
    assert type(number) is float
    assert type(node) is Value
    assert number == node.data == op.value(*xs)
    assert node.op is op


@pytest.mark.parametrize("name", [name for name in FIXED if TABLE[name].arity == 2])
def test_one_value_among_the_operands_makes_a_node(name):
    f, v = getattr(ag, name), Value(2.0)
    for operands in ((v, 3.0), (3.0, v)):
        node = f(*operands)
        assert (node.operands, node.parents) == (operands, (v,))


@pytest.mark.parametrize("number", [2, True, Fraction(1, 2), Decimal("0.5"), np.float32(0.5)])
def test_every_kind_of_number_will_do(number):
    assert ag.sqrt(number) == math.sqrt(number)
    assert type(ag.sqrt(number)) is float
    assert ag.maximum(Value(0.0), number).operands[1] == float(number)
    assert ag.total([number, number]) == 2 * float(number)


@pytest.mark.parametrize("thing", ["1", None, 1j, [1.0], np.array([1.0, 2.0])])
def test_nothing_else_will(thing):
    for use in (
        lambda: ag.sin(thing),
        lambda: ag.maximum(Value(1.0), thing),
        lambda: ag.pow(thing, 2),
        lambda: ag.total([1.0, thing]),
        lambda: ag.dot([Value(1.0)], [thing]),
        lambda: ag.logsumexp([thing]),
    ):
        with pytest.raises(TypeError, match="expected a real number"):
            use()


@pytest.mark.parametrize("x", [math.nan, math.inf, 10**400])
def test_numbers_are_finite(x):
    for use in (lambda: ag.sin(x), lambda: ag.add(Value(1.0), x), lambda: ag.total([x])):
        with pytest.raises(ValueError, match=r"finite|too large"):
            use()


@pytest.mark.parametrize("name", FIXED)
def test_the_wrong_number_of_operands(name):
    for n in {0, 1, 2, 3} - {TABLE[name].arity}:
        with pytest.raises(TypeError, match=rf"{name}\(.*\) takes {TABLE[name].arity} .*not {n}"):
            getattr(ag, name)(*[Value(1.0)] * n)


@pytest.mark.parametrize("name", FIXED)
def test_docstrings_are_made_from_the_record(name):
    f = getattr(ag, name)
    assert f.__name__ == name
    doc = inspect.getdoc(f)
    for part in (f"Return {name}(", TABLE[name].symbol, TABLE[name].derivative, f">>> {name}("):
        assert part in doc


@given(LISTS)
def test_total(xs):
    values = list(map(Value, xs))
    assert ag.total(xs) == ag.total(iter(xs)) == math.fsum(xs)
    if xs:
        node = ag.total(iter(values))
        assert node.data == math.fsum(xs)
        assert node.parents == node.operands == tuple(values)
        assert node.partials == (1.0,) * len(xs)


@given(st.lists(st.tuples(MODERATE, MODERATE), min_size=1, max_size=6))
def test_dot(pairs):
    weights, inputs = ([pair[k] for pair in pairs] for k in (0, 1))
    w, x = list(map(Value, weights)), list(map(Value, inputs))
    expected = math.fsum(w_i * x_i for w_i, x_i in pairs)
    node = ag.dot(iter(w), iter(x))
    assert node.data == ag.dot(weights, inputs) == expected
    assert (node.parents, node.partials) == ((*w, *x), (*inputs, *weights))
    of_numbers = ag.dot(w, inputs)
    assert (of_numbers.data, of_numbers.partials) == (expected, tuple(inputs))
    assert (of_numbers.parents, of_numbers.operands) == (tuple(w), (*w, *inputs))


@given(st.lists(MODERATE, min_size=1, max_size=6))
def test_logsumexp(xs):
    node = ag.logsumexp(map(Value, xs))
    assert node.data == ag.logsumexp(xs)
    largest = max(xs)
    weights = [math.exp(x - largest) for x in xs]
    for partial, weight in zip(node.partials, weights, strict=True):
        # x − y is rounded to an ulp of at most 32, and exp hands that on.
        assert math.isclose(partial, weight / sum(weights), rel_tol=1e-14)


def test_nothing_adds_up_to_0():
    assert ag.total([]) == 0.0
    assert ag.dot([], []) == 0.0
    with pytest.raises(ValueError, match="at least one term"):
        ag.logsumexp([])


@pytest.mark.parametrize(("m", "n"), [(1, 2), (3, 0), (0, 1), (2, 4)])
def test_dot_of_unequal_lengths(m, n):
    with pytest.raises(ValueError, match=f"dot of {m} weights and {n} inputs"):
        ag.dot([Value(1.0)] * m, [1.0] * n)


@pytest.mark.parametrize("name", TABLE)
def test_every_operation_is_exported(name):
    assert getattr(ag, name) is getattr(functions, name)
    assert (name in ag.__all__) is not hasattr(builtins, name)


def test_all_is_complete_and_true():
    assert len(set(ag.__all__)) == len(ag.__all__)
    assert all(hasattr(ag, name) for name in ag.__all__)
    namespace: dict = {}
    exec("from autograd_mini import *", namespace)
    assert set(ag.__all__) <= set(namespace)


def test_importing_the_package_is_light():
    code = """
import sys
sys.path.insert(0, sys.argv[1])
import autograd_mini
heavy = ("graphviz", "pygraphviz", "numpy", "subprocess")
print([name for name in heavy if name in sys.modules])
"""
    package = Path(ag.__file__).parents[1]
    result = subprocess.run(
        [sys.executable, "-c", code, str(package)],
        env={k: v for k, v in os.environ.items() if not k.startswith("COV_")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "[]\n"


def test_every_module_can_be_imported_alone():
    # Imports point one way, so there is no module that works only after another.
    package = Path(ag.__file__).parent
    for name in ("elementary", "value", "functions", "floats", "errors", "graph", "formulas", "nn"):
        subprocess.run(
            [sys.executable, "-c", f"import autograd_mini.{name}"],
            env={**os.environ, "PYTHONPATH": str(package.parent)},
            check=True,
        )


def test_the_types_of_all_functions_are_written_down():
    # For editors and type checkers; a record that is not listed there is a function all the same.
    stub = (Path(ag.__file__).parent / "functions.pyi").read_text("utf-8")
    for arity, kind in ((1, "Unary"), (2, "Binary")):
        listed = re.findall(rf"^(\w+): {kind}$", stub, re.M)
        assert listed == sorted(op.name for op in TABLE.values() if op.arity == arity)
