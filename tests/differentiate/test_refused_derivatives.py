"""What the functions that differentiate refuse."""

import math
from fractions import Fraction

import numpy as np
import pytest

from autograd_mini import (
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
