"""Lessons 3, 6 and 7: whether what operations make, and what flows back, are plain numbers.

The right number may be in a node: then the engine works, until a function of math is given it.
"""

from collections.abc import Mapping
from typing import Any

from autograd_mini.course.checks.outcome import Different, Later, checked, together
from autograd_mini.course.checks.shapes import PROGRAM, WRITTEN, made_at, slopes_given_at
from autograd_mini.course.lines.too_early import used_too_early
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.where import Place, places

NODE = {
    "en": "after J = {code}, J.data is no number, but a {found}.",
    "zh": "J = {code} 之后，J.data 不是数，而是 {found}。",
}
SENT = {
    "en": "after J = {code} and J.backward(), {what} is no number, but a {found}.",
    "zh": "J = {code}，运行 J.backward() 之后，{what} 不是数，而是 {found}。",
}
SLOPES, VALUES = "nodes-for-numbers", "node-in-a-node"
OPERANDS = "operands-for-number"  # as if Value took the parents first
OPERATIONS = ("pow", "exp", "log", "sigmoid")  # of lesson 6


@checked
def numbers(engine: Engine) -> None:
    """See whether the operations of lesson 6 hold numbers, and send them."""
    missing: list[NotImplementedError] = []
    found: list[Different] = []
    failed = False
    for op in OPERATIONS:
        operands = {"a": engine.value(3.0), "b": engine.value(-2.0)}
        code, make = WRITTEN[op]
        try:
            J = make(operands["a"], operands["b"])
            plain(engine, op, code, J)
            engine.backward(J)
            plain(engine, op, code, J, operands)
        except Different as different:
            found.append(different)
        except NotImplementedError as error:
            missing.append(error)
        except Exception:  # which the properties are about
            failed = True
    if found:
        raise together(found)
    if missing:  # one that is written, but with what is not, comes first
        raise min(missing, key=lambda error: not used_too_early(engine, error))
    if failed:
        raise Later


def plain(
    engine: Engine, op: str, code: str, J: Any, operands: Mapping[str, Any] | None = None
) -> None:
    """Different if the number of a result is a node, or several, or a gradient of its operands is.

    op: the operation.  code: how it is written.  operands: by the names that they have there.
    """
    python = f"{PROGRAM}J = {code}\n"
    nodes = [(SLOPES, SENT, f"{name}.grad", operand.grad)
             for name, operand in (operands or {}).items()]  # fmt: skip
    several = isinstance(J.data, tuple | list) and any(
        isinstance(one, engine.Value) for one in J.data
    )
    of_data = OPERANDS if several else VALUES
    for slip, text, what, found in ((of_data, NODE, "J.data", J.data), *nodes):
        if not isinstance(found, engine.Value) and slip != OPERANDS:
            continue
        fields = {"code": code, "what": what, "found": type(found).__name__}
        message = {language: said.format(**fields) for language, said in text.items()}
        python += "J.backward()\n" if slip == SLOPES else ""
        python += f"print(type({what}))"
        place = _place(engine, slip, op, code)
        raise Different(message, slip, operations=(op,), python=python, place=place)


def _place(engine: Engine, slip: str, op: str, code: str) -> Place | None:
    """Return the line in which the number, or else the slope, of an operation is computed."""
    if code[0].isdigit():
        return made_at(engine, op, reflected=True)
    if slip == OPERANDS:
        return made_at(engine, op, "data")
    if slip == SLOPES and (place := slopes_given_at(engine, op)):
        return place
    return computed_at(engine, "wrong-value" if slip == VALUES else "wrong-rule", op)


def computed_at(engine: Engine, mistake: str, op: str) -> Place | None:
    """Return the line of an operation in which its number is computed, or else its slope.

    mistake: of the table, "wrong-value" or "wrong-rule".
    """
    key = "pow:number" if op == "pow" else op  # as switches call it
    return places(engine, Site(mistake, (key,), {}), Observed(engine))
