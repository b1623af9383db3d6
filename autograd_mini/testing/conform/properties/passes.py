"""Passes one after the other."""

import inspect
import re

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties.registry import named
from autograd_mini.testing.conform.script import script
from autograd_mini.testing.conform.trial import NotSupported, Wrong


@named("mul")
def backward_twice(engine: Engine) -> None:
    """A second backward() doubles the gradients of the leaves, or leaves them as they are."""
    code = """
    a, b, c = Value(2.0), Value(3.0), Value(4.0)
    y = a * b
    J = y * c
    J.backward()
    J.backward()
    """
    wanted = {"a.grad": (24.0, 12.0), "b.grad": (16.0, 8.0)}
    script(engine, code, wanted, unsupported=RuntimeError)


@named("mul")
def two_results_add_up(engine: Engine) -> None:
    """The gradients of two results add up in the leaves."""
    code = """
    x, y, z = Value(3.0), Value(5.0), Value(2.0)
    J = x * y
    J.backward()
    K = x * z
    K.backward()
    """
    script(engine, code, {"x.grad": 7.0, "y.grad": 3.0, "z.grad": 3.0})


@named("mul")
def two_results_share_a_node(engine: Engine) -> None:
    """The gradients of two results add up if the two share an inner node, too."""
    code = """
    a, b, c, d = Value(3.0), Value(5.0), Value(2.0), Value(10.0)
    y = a * b
    J = y * c
    J.backward()
    K = y * d
    K.backward()
    """
    script(engine, code, {"a.grad": 60.0, "b.grad": 36.0}, unsupported=RuntimeError)


@named("mul")
def gradient_set_to_0(engine: Engine) -> None:
    """A gradient that is set to 0 starts a new sum."""
    code = """
    x, y, z = Value(3.0), Value(5.0), Value(2.0)
    J = x * y
    J.backward()
    x.grad = 0.0
    K = x * z
    K.backward()
    """
    if engine.spellings["grad"].call:
        raise NotSupported("its gradient is a method, and cannot be set")
    script(engine, code, {"x.grad": 2.0}, unsupported=(AttributeError, TypeError))


# What the first argument of backward() is called where it is a seed.
SEEDS = re.compile(r"grad(?!.*graph)|seed|upstream|cotangent|adjoint|delta|^(v|dy|g|dJ|d_out)$")


@named("mul")
def seed(engine: Engine) -> None:
    """backward(seed) multiplies all gradients by the seed."""
    surely = _has_a_seed(engine)
    code = "x, y = Value(3.0), Value(5.0)\nJ = x * y\nJ.backward(2.0)"
    try:
        script(engine, code, {"x.grad": 10.0, "y.grad": 6.0}, unsupported=TypeError)
    except Wrong as wrong:
        if surely:
            raise
        raise NotSupported("what its backward() takes is no seed") from wrong


def _has_a_seed(engine: Engine) -> bool:
    """Tell whether the first argument of backward() is meant as a seed.

    NotSupported if it surely is not, as in backward(retain_graph=False).
    """
    x = engine.value(1.5)
    how = engine.spellings["backward"]
    function = getattr(engine.module if how.function else x * x, how.called)
    try:
        parameters = list(inspect.signature(function).parameters.values())[how.function :]
    except (TypeError, ValueError):
        return False
    if not parameters or how.rest or how.keywords:
        raise NotSupported("its backward() takes no seed")
    first = parameters[0]
    if type(first.default) in (bool, str) or first.kind in (first.KEYWORD_ONLY, first.VAR_KEYWORD):
        raise NotSupported(f"its backward() takes no seed, but {first.name}")
    return type(first.default) in (int, float) or bool(SEEDS.search(first.name))


@named("add", "mul")
def values_stay(engine: Engine) -> None:
    """backward() changes no value."""
    code = "x, y = Value(3.0), Value(5.0)\nz = x * y\nJ = z + x\nJ.backward()"
    script(engine, code, {"x.data": 3.0, "y.data": 5.0, "z.data": 15.0, "J.data": 18.0})


@named("mul")
def deep_copy(engine: Engine) -> None:
    """A copy of a graph (copy.deepcopy) has gradients of its own, which arrive in its nodes."""
    code = """
    import copy
    x, y = Value(3.0), Value(5.0)
    J = x * y
    u, v, K = copy.deepcopy([x, y, J])
    K.backward()
    """
    wanted = {"K.data": 15.0, "u.grad": 5.0, "v.grad": 3.0, "x.grad": 0.0, "y.grad": 0.0}
    script(engine, code, wanted, unsupported=(RuntimeError, TypeError))
