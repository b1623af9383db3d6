"""The graph: chains, and nodes that several operations use."""

from collections.abc import Sequence
from typing import Any

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties.registry import named
from autograd_mini.testing.conform.script import script
from autograd_mini.testing.conform.trial import example, for_all
from autograd_mini.testing.oracles import path_sums
from autograd_mini.testing.programs import Call, Program


@named("add", "mul")
def chain_rule(engine: Engine) -> None:
    """Chain rule: along a path, local derivatives are multiplied."""
    for_all(engine, ops=["add", "mul"], size=8, numbers=False, reuse=False)


@named("add", "mul")
def node_used_twice_by_one_operation(engine: Engine) -> None:
    """An operation may use a node twice: x + x has the derivative 2, x·x has 2x."""
    for x in (3.0, -0.5):
        example(engine, lambda a: a + a, x)
        example(engine, lambda a: a * a, x)
        if engine.supports("sub"):
            example(engine, lambda a: a - a, x)
        if engine.supports("div"):
            example(engine, lambda a: a / a, x)
        # Below a node whose gradient is not 1, which both of the edges have to pass on.
        example(engine, lambda a, b: (a * a) * b, x, 2.0)
        example(engine, lambda a, b: (a + a) * b, x, 2.0)


@named("add", "mul")
def leaf_used_by_many(engine: Engine) -> None:
    """A leaf that several operations use gets the sum of what they send back."""
    example(engine, lambda a, b: a * b + a, 3.0, 2.0)
    example(engine, lambda a, b: (a + b) + a, 3.0, 2.0)
    example(engine, lambda a, b, c: ((a + b) + (a + c)) + (b + c), 3.0, -2.0, 0.5)
    example(engine, lambda a, b, c: (a * b + a * c) + (b * c + a), 3.0, -2.0, 0.5)
    for x in (3.0, -0.5):  # by an operation that uses it twice, and by another one
        example(engine, lambda a: a + a * a, x)
        example(engine, lambda a: a * a + a, x)
        example(engine, lambda a, b: a * (a * b), x, 2.0)
    for_all(
        engine,
        instead=_sharing_leaves,
        ops=["add", "mul"],
        size=8,
        leaves=8,
        numbers=False,
        reuse=False,
    )


def _sharing_leaves(program: Program, numbers: Sequence[float]) -> tuple[Program, list[float]]:
    """Return a tree in which each leaf stands in the place of several.

    >>> product = (Call("mul", (0, 1)), Call("add", (2, 3)))
    >>> _sharing_leaves(product, [3.0, -2.0, 0.5])
    ((Call(name='mul', operands=(0, 0)), Call(name='add', operands=(0, 1))), [3.0])
    """
    kept = max(1, len(numbers) // 3)
    fewer = len(numbers) - kept

    def instead(operand: int | float) -> int | float:
        if not isinstance(operand, int):
            return operand
        return operand % kept if operand < len(numbers) else operand - fewer

    steps = (Call(step.name, tuple(map(instead, step.operands))) for step in program)
    return tuple(steps), list(numbers[:kept])


@named("add", "mul")
def inner_node_used_by_many(engine: Engine) -> None:
    """An inner node that is used several times gets the sum, too: y = w·x, J = y·y + y."""

    def square_and_add(a: Any, b: Any) -> Any:
        y = a * b
        return y * y + y

    example(engine, square_and_add, 3.0, -2.0)


@named("add", "mul")
def order_of_the_sweep(engine: Engine) -> None:
    """A node sends its gradient on when all nodes that were computed from it have sent theirs."""

    def early(a: Any, b: Any) -> Any:
        y = a * b
        return y + (y + y * y)

    def late(a: Any, b: Any) -> Any:
        y = a * b
        return ((y * b) * b) * b + y

    def first(a: Any, b: Any) -> Any:
        y = a * b
        return y + ((y * b) * b) * b

    def both(a: Any, b: Any) -> Any:
        y = a + b
        z = y * a
        return (z + y) + z * (y * z)

    for expression in (early, late, first, both):
        example(engine, expression, 3.0, -2.0)


@named("add", "mul")
def sum_over_paths(engine: Engine) -> None:
    """However nodes are shared, a derivative is the sum over all paths."""
    for_all(engine, path_sums, ops=["add", "mul"], size=8, numbers=False)


@named("mul")
def unreachable_input(engine: Engine) -> None:
    """An input that the result does not depend on has the gradient 0."""
    code = """
    x, other = Value(3.0), Value(2.0)
    unused = other * x
    J = x * Value(5.0)
    J.backward()
    """
    script(engine, code, {"other.grad": 0.0, "x.grad": 5.0})


@named("mul")
def result_by_itself(engine: Engine) -> None:
    """The derivative of a result with respect to itself is 1, also if it is a leaf."""
    if engine.leaves_have_a_pass:
        script(engine, "x = Value(3.0)\nx.backward()", {"x.grad": 1.0})
    code = "x, y = Value(3.0), Value(2.0)\nJ = x * y\nJ.backward()"
    script(engine, code, {"J.grad": 1.0}, kept=False)
