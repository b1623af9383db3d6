"""Operations, one at a time."""

import importlib.util
from functools import partial

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties.registry import enter, named
from autograd_mini.testing.conform.trial import NotSupported, example, for_all, possible, script

SENTENCES = {
    "add": "The derivative of a sum is 1 by each of its terms.",
    "sub": "The derivative of u − v is 1 by u and −1 by v.",
    "mul": "The derivative of a product u·v is v by u, and u by v.",
    "div": "The derivative of a quotient u/v is 1/v by u, and −u/v² by v.",
    "neg": "The derivative of −x is −1.",
    "pow": "The derivative of u^v is v·u^(v − 1) by u, and u^v·log u by v.",
}


def _one_operation(engine: Engine, op: str) -> None:
    for_all(engine, ops=[op], size=1, numbers=False, reuse=False)


for _name, _op in TABLE.items():
    _sentence = SENTENCES.get(_name, f"The derivative of {_name} is {_op.derivative}.")
    enter(f"derivative_of_{_name}", _sentence, (_name,), partial(_one_operation, op=_name))


@named()
def power_with_a_number(engine: Engine) -> None:
    """The derivative of x^n is n·x^(n − 1), for negative x and negative n too."""
    if not possible(lambda: engine.value(1.5) ** 2.0):
        raise NotSupported("it has no power with a number")
    for n in (2.0, 3.0, 1.0, -1.0, -2.0):
        for x in (3.0, -1.5, 0.5):
            example(engine, lambda a, n=n: a**n, x)
    for n in (0.5, 2.5, -1.5):
        example(engine, lambda a, n=n: a**n, 4.0)


@named()
def number_to_a_power(engine: Engine) -> None:
    """A number to the power of a node, such as 2^x, has the derivative 2^x·log 2."""
    for x in (3.0, -1.5, 0.0):
        example(engine, lambda a: 2.0**a, x)


@named()
def numbers_on_the_right(engine: Engine) -> None:
    """A number may stand at the right of +, −, × and ÷."""
    for x in (3.0, -1.5):
        example(engine, lambda a: a + 2.0, x)
        example(engine, lambda a: a - 2.0, x)
        example(engine, lambda a: a * 2.0, x)
        example(engine, lambda a: a / 2.0, x)


@named()
def numbers_on_the_left(engine: Engine) -> None:
    """A number may stand at the left of +, −, × and ÷: 2 − x is not x − 2."""
    for x in (3.0, -1.5):
        example(engine, lambda a: 2.0 + a, x)
        example(engine, lambda a: 2.0 - a, x)
        example(engine, lambda a: 2.0 * a, x)
        example(engine, lambda a: 2.0 / a, x)


@named()
def whole_numbers(engine: Engine) -> None:
    """Whole numbers will do: Value(3), and 2 * x."""
    script(
        engine, "x = Value(3)\nJ = 2 * x * x + 1\nJ.backward()", {"J.data": 19.0, "x.grad": 12.0}
    )


@named()
def numpy_scalars(engine: Engine) -> None:
    """NumPy's scalars will do, at either side."""
    if not importlib.util.find_spec("numpy"):
        raise NotSupported("there is no NumPy here")
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
