"""Runs, derivatives of derivatives, and everything at once."""

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.properties.registry import named
from autograd_mini.testing.conform.trial import (
    Example,
    NotSupported,
    Wrong,
    for_all,
    in_a_new_process,
    script,
    spelled,
)

DIGEST = """
values = [Value(0.1 * i + 0.1) for i in range(12)]
J = values[0]
for i, v in enumerate(values):
    for w in values[i:]:
        J = J * v + w * v
J.backward()
digest = [float(n.grad).hex() for n in values]
"""


@named("add", "mul")
def same_in_every_run(engine: Engine) -> None:
    """The same program has the same gradients in every run, to the last digit."""
    code = spelled(engine, DIGEST + "print('digest', digest)")
    found = set()
    for hash_seed in ("0", "1", "2"):
        digest = in_a_new_process(engine, code, hash_seed)
        found.add(digest)
    if len(found) > 1:
        raise Wrong(
            "the gradients depend on PYTHONHASHSEED, or on where objects lie in memory",
            Example(engine.import_line() + "\n" + code),
        )


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
    """Any program has the gradients that dual numbers find, to the last digits."""
    for_all(engine, ops=[op for op in TABLE if engine.supports(op)], size=10, numbers=False)
