"""Lesson 6: powers at x = 0, where it is the exponent that decides what the slope is."""

import ast
import math

from autograd_mini.course.checks.comparing import IS
from autograd_mini.course.checks.outcome import Different, showing
from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import op_sources
from autograd_mini.testing.diagnosis.where import Place

ENDS = {
    "en": "the slope of Value(0.0) ** 0.5 is {found}; it should be an error.",
    "zh": "Value(0.0) ** 0.5 的斜率是 {found}，应当报错。",
}
NO_NODE = {
    "en": "Value(0.0) ** 0.5 is {found}, and no node; it should be an error.",
    "zh": "Value(0.0) ** 0.5 是 {found}，不是节点；应当报错。",
}
PYTHON = """from engine import Value
x = Value(0.0)
J = x ** 0.5
J.backward()
print(x.grad)"""


def slope_of_x(engine: Engine) -> None:
    """Different if powers are right, but for the slope of x^1, which is 0 at x = 0."""

    def slope(x: float, n: float) -> float:
        a = engine.value(x)
        engine.backward(a**n)
        return engine.grad(a)

    try:
        found, others = slope(0.0, 1.0), (slope(2.0, 1.0), slope(2.0, 3.0))
    except Exception:  # which other checks are about
        return
    power = TABLE["pow"]
    right = [power.slopes([2.0, n], power.value(2.0, n))[0] for n in (1.0, 3.0)]
    if found == 0 and math.dist(others, right) < 1e-9:
        fields = {"what": "x.grad", "found": 0, "should": 1}
        message = {language: text.format(**fields) for language, text in IS.items()}
        raise Different(message, "asks-for-x", place=_looks_at_x(engine))


def slope_of_root(engine: Engine) -> None:
    """Different if √x has a slope at x = 0; an error is right, and inf is no other number."""
    with showing(PYTHON):
        x = engine.value(0.0)
        try:
            J = x**0.5
            if J is None or isinstance(J, float | int):
                message = {language: text.format(found=J) for language, text in NO_NODE.items()}
                python = PYTHON.split("J.backward")[0] + "print(J)"
                raise Different(message, "root-of-0", python=python, place=_looks_at_x(engine))
            engine.backward(J)
        except (ValueError, ZeroDivisionError):
            return
        if math.isfinite(found := engine.grad(x)):
            message = {language: text.format(found=f"{found:g}") for language, text in ENDS.items()}
            raise Different(message, "root-of-0", place=_looks_at_x(engine))


def _looks_at_x(engine: Engine) -> Place | None:
    """Return where a power decides something by its own number; None if that is not one line."""
    found = {
        (source.file, node.test.lineno)
        for source in op_sources(engine, "pow")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.If | ast.IfExp)
        and any(isinstance(part, ast.Attribute) and part.attr == "data"
                for part in ast.walk(node.test))
    }  # fmt: skip
    if len(found) != 1:
        return None
    file, line = found.pop()
    return Place(file, (line,))
