"""Size: deep, wide and shared graphs, and what they cost."""

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties.registry import named
from autograd_mini.testing.conform.script import script

DEEP = 100_000
WIDE = 10_000


@named("add")
def deep_chain(engine: Engine) -> None:
    """A chain of 100,000 operations is no deeper than any other."""
    code = f"""
    x, one = Value(0.5), Value(1.0)
    J = x
    for _ in range({DEEP}):
        J = J + one
    J.backward()
    """
    script(engine, code, {"x.grad": 1.0, "one.grad": float(DEEP)})


@named("add", "mul")
def wide_graph(engine: Engine) -> None:
    """A node may be used by 10,000 operations."""
    code = f"""
    x, inputs, terms = Value(2.0), [], []
    for i in range({WIDE}):
        inputs.append(Value(1.0))
        terms.append(x * inputs[i])
    while len(terms) > 1:
        terms.append(terms.pop(0) + terms.pop(0))
    J = terms[0]
    J.backward()
    """
    script(engine, code, {"x.grad": float(WIDE), "inputs[-1].grad": 2.0})


@named("add")
def many_paths(engine: Engine) -> None:
    """Shared nodes are visited once, though 2^60 paths lead through them."""
    # Two paths from each J to the one before, of every kind: of equal length and not, the long one
    # first and last.  A pass that asks only whether a node still waits to be looked at is quick
    # with J + J, and may be so with any other kind alone.
    code = """
    x, a, b = Value(1.0), Value(1.0), Value(1.0)
    J = x
    for _ in range(15):
        J = J + J
        J = (J + a) + (J + b)
        J = (J + a) + J
        J = J + (J + a)
    J.backward()
    """
    script(engine, code, {"x.grad": 2.0**60})


@named("add", "mul")
def cost_in_proportion(engine: Engine) -> None:
    """The cost of a backward pass grows as the graph does, and not as its square."""
    code = """
    from autograd_mini.testing.steps import steps

    def result(size):
        x, y, terms = Value(0.5), Value(0.5), []
        for i in range(size):
            terms.append(x * y)
        while len(terms) > 1:
            terms.append(terms.pop(0) + terms.pop(0))
        return terms[0]

    few, many = result(128), result(512)
    before = steps(lambda: few.backward(), type(few))
    times = steps(lambda: many.backward(), type(many)) / before  # n: 4, n²: 16
    """
    problem = "4 times as many nodes take {times:.0f} times as many steps"
    script(engine, code, {"times < 8": True}, problem=problem)
