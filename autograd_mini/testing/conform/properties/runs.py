"""Runs, derivatives of derivatives, and everything at once."""

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties.registry import named
from autograd_mini.testing.conform.script import script
from autograd_mini.testing.conform.trial import NotSupported, for_all

# The nodes lie elsewhere in every round, since others are kept and dropped between them.
ROUNDS = """
import random
draw, others = random.Random(0), []

def gradients():
    values = [Value(0.1 * i + 0.1) for i in range(12)]
    J = values[0]
    for i, v in enumerate(values):
        for w in values[i:]:
            J = J * v + w * v
            others.extend(Value(0.0) for _ in range(draw.randrange(3)))
    J.backward()
    draw.shuffle(others)
    del others[::2]
    return " ".join(float(v.grad).hex() for v in values)

found = {gradients() for _ in range(30)}
"""


@named("add", "mul", every_run=True)
def same_in_every_run(engine: Engine) -> tuple[str, str]:
    """The same program has the same gradients in every run, to the last digit."""
    problem = "the gradients depend on where objects lie in memory, as the order of a set does"
    scope, python = script(engine, ROUNDS, {"len(found)": 1.0}, problem=problem)
    return scope["found"].pop(), python.replace("print(len(found))  # 1.0", "print(found)")


@named("mul")
def symmetric_second_derivatives(engine: Engine) -> None:
    """Mixed second derivatives are symmetric: ∂²J/∂x∂y = ∂²J/∂y∂x."""
    grad = getattr(engine.module, "grad", None)
    if not callable(grad):
        raise NotSupported("its module has no function grad(J, [x, y]) that returns values")
    code = """
    x, y = Value(3.0), Value(5.0)
    J = x * x * y * y * y
    by_x, by_y = grad(J, [x, y])
    (xy,), (yx,) = grad(by_x, [y]), grad(by_y, [x])
    """
    wanted = {"xy.data": 6 * 3.0 * 25.0, "yx.data": 6 * 3.0 * 25.0}
    script(engine, code, wanted, unsupported=(TypeError, AttributeError), names={"grad": grad})


@named()
def agreement_with_dual_numbers(engine: Engine) -> None:
    """Any program has the gradients that dual numbers find without a backward pass."""
    if not engine.working:
        raise NotSupported("no operation works yet")
    for_all(engine, ops=engine.working, size=10, numbers=False)
