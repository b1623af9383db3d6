"""Passes one after the other."""

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties.registry import named
from autograd_mini.testing.conform.trial import script


@named("mul")
def backward_twice(engine: Engine) -> None:
    """backward() run twice doubles the gradients of the leaves, or leaves them."""
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
    """They do so as well if the two results share an inner node."""
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
    script(engine, code, {"x.grad": 2.0}, unsupported=(AttributeError, TypeError))


@named("mul")
def seed(engine: Engine) -> None:
    """backward(seed) multiplies all gradients by the seed."""
    code = "x, y = Value(3.0), Value(5.0)\nJ = x * y\nJ.backward(2.0)"
    script(engine, code, {"x.grad": 10.0, "y.grad": 6.0}, unsupported=TypeError)


@named("add", "mul")
def values_stay(engine: Engine) -> None:
    """backward() changes no value."""
    code = "x, y = Value(3.0), Value(5.0)\nz = x * y\nJ = z + x\nJ.backward()"
    script(engine, code, {"x.data": 3.0, "y.data": 5.0, "z.data": 15.0, "J.data": 18.0})


@named("mul")
def deep_copy(engine: Engine) -> None:
    """A deep copy of a graph has gradients of its own."""
    code = """
    import copy
    x, y = Value(3.0), Value(5.0)
    J = x * y
    K = copy.deepcopy(J)
    K.backward()
    """
    wanted = {"K.data": 15.0, "x.grad": 0.0, "y.grad": 0.0}
    script(engine, code, wanted, unsupported=RuntimeError)
