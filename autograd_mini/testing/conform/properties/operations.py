"""Operations, one at a time."""

import importlib.util
import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform import trial
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.lookup import there
from autograd_mini.testing.conform.properties.registry import enter, named
from autograd_mini.testing.conform.script import script
from autograd_mini.testing.conform.trial import (
    NotSupported,
    Wrong,
    agree,
    example,
    expect,
    for_all,
    one_step,
)
from autograd_mini.testing.oracles import Gradient, dual_numbers
from autograd_mini.testing.programs import Call, Program

SENTENCES = {
    "add": "The derivative of a sum with respect to each of its terms is 1.",
    "sub": "The derivative of u − v is 1 with respect to u, and −1 with respect to v.",
    "mul": "The derivative of a product u·v is v with respect to u, and u with respect to v.",
    "div": "The derivative of u/v is 1/v with respect to u, and −u/v² with respect to v.",
    "neg": "The derivative of −x is −1.",
    "pow": "The derivative of u^v is v·u^(v − 1) with respect to u, and u^v·log u with respect "
    "to v.",
}


def _one_operation(engine: Engine, op: str) -> None:
    """Check an operation by itself, and as an inner one, which has to pass its gradient on."""
    outer = next((o for o in ("mul", "sub") if _right_by_itself(engine, o)), "")

    def inside(program: Program, numbers: Sequence[float]) -> tuple[Program, list[float]]:
        """Return the program with J replaced by J·a or a − J, where a is one more leaf."""
        moved = [Call(c.name, tuple(i + (type(i) is int) for i in c.operands)) for c in program]
        J = len(numbers) + len(program)
        return (*moved, Call(outer, (J, 0) if outer == "mul" else (0, J))), [-3.0, *numbers]

    def but_by_a(program: Program, numbers: Sequence[float]) -> Gradient:
        """Return the gradient of such a program; what it is by a is no matter of this operation."""
        right = dual_numbers(program, numbers)
        return replace(right, errors=[math.inf, *right.errors[1:]])

    kind: dict[str, Any] = {"ops": [op], "size": 1, "numbers": False, "reuse": False}
    half = max(trial.EXAMPLES // 2, 1)
    for_all(engine, examples=half, **kind)
    if outer:
        for_all(engine, but_by_a, instead=inside, examples=half, **kind)


def _right_by_itself(engine: Engine, op: str) -> bool:
    if not engine.supports(op):
        return False
    try:
        agree(engine, one_step(op, 2), [3.0, -2.0])
    except (Wrong, NotSupported):
        return False
    return True


for _name, _op in TABLE.items():
    _sentence = SENTENCES.get(_name, f"The derivative of {_name} is {_op.derivative}.")
    enter(f"derivative_of_{_name}", _sentence, (_name,), partial(_one_operation, op=_name))


@named()
def power_with_a_number(engine: Engine) -> None:
    """The derivative of x^n is n·x^(n − 1), for negative x and negative n too."""
    if not there(lambda: engine.value(1.5) ** 2.0):
        raise NotSupported("it has no power with a number, x ** 2, which is __pow__")
    for n in (2.0, 3.0, 1.0, 0.0, -1.0, -2.0):
        for x in (3.0, -1.5, 0.5):
            example(engine, lambda a, n=n: a**n, x)
    for n in (1.0, 2.0, 3.0):  # at 0 the slope of x is 1, and those of x² and x³ are 0
        slope = float(n == 1)
        expect(engine, (Call("pow", (0, n)),), [0.0], 0.0, [slope], tolerance=1e-12)
    for n in (0.5, 2.5, -1.5):
        example(engine, lambda a, n=n: a**n, 4.0)
    _zero_to_the_zero(engine)


def _zero_to_the_zero(engine: Engine) -> None:
    """x^0 is 1 everywhere, so its derivative is 0; whoever leaves 0^0 undefined raises an error."""
    try:
        expect(engine, (Call("pow", (0, 0.0)),), [0.0], 1.0, [0.0])
    except Wrong as wrong:
        if not wrong.message.startswith("it raises"):
            raise


@named()
def number_to_a_power(engine: Engine) -> None:
    """A number to the power of a node, such as 2^x, has the derivative 2^x·log 2."""
    if not there(lambda: 2.0 ** engine.value(1.5)):
        raise NotSupported("it has no powers of a number, 2 ** x, which is __rpow__")
    for x in (3.0, -1.5, 0.0):
        example(engine, lambda a: 2.0**a, x)


def _arithmetic(engine: Engine) -> list[str]:
    """Return which of + − × ÷ the engine has, for two values."""
    known = [op for op in ("add", "sub", "mul", "div") if engine.works(op)]
    if not known:
        raise NotSupported("it has none of + − × ÷")
    return known


@named()
def numbers_on_the_right(engine: Engine) -> None:
    """A number may stand at the right of +, −, × and ÷."""
    for op in _arithmetic(engine):
        for x in (3.0, -1.5):
            agree(engine, (Call(op, (0, 2.0)),), [x])


@named()
def numbers_on_the_left(engine: Engine) -> None:
    """A number may stand at the left of +, −, × and ÷: 2 − x is not x − 2."""
    for op in _arithmetic(engine):
        for x in (3.0, -1.5):
            agree(engine, (Call(op, (2.0, 0)),), [x])


@named("add", "mul")
def whole_numbers(engine: Engine) -> None:
    """Whole numbers will do: Value(3), and 2 * x."""
    script(engine, "x = Value(3)\nJ = x * x\nJ.backward()", {"J.data": 9.0, "x.grad": 6.0})
    if _numbers(engine):
        code = "x = Value(3)\nJ = 2 * x * x + 1\nJ.backward()"
        script(engine, code, {"J.data": 19.0, "x.grad": 12.0})


def _numbers(engine: Engine) -> bool:
    """Tell whether 2 * x + 1 works with floats, so that the kind of number is all that matters."""
    try:
        engine.backward(2.0 * engine.value(3.0) + 1.0)
    except Exception:
        return False
    return True


@named("add", "mul")
def numpy_scalars(engine: Engine) -> None:
    """NumPy's scalars will do, at either side."""
    if not importlib.util.find_spec("numpy"):
        raise NotSupported("there is no NumPy here")
    if not _numbers(engine):
        raise NotSupported("it takes no numbers of Python either")
    script(
        engine,
        """
        import numpy
        x = Value(numpy.float64(3))
        J = numpy.float64(2) * x + x * numpy.float64(4)
        J.backward()
        """,
        {"J.data": 18.0, "x.grad": 6.0},
    )


@named("add", "mul")
def order_of_operands(engine: Engine) -> None:
    """The order of operands is free: u + v is v + u, and u·v is v·u, to the last digit."""
    for sign in "+*":
        code = f"""
        u, v = Value(0.1), Value(0.7)
        J = u {sign} v
        J.backward()
        s, t = Value(0.1), Value(0.7)
        K = t {sign} s
        K.backward()
        """
        wanted = {"J.data - K.data": 0.0, "u.grad - s.grad": 0.0, "v.grad - t.grad": 0.0}
        script(engine, code, wanted)
