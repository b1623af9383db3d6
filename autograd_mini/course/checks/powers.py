"""Lesson 6: a power with the exponent 0, which the formula for its slope has no number for at 0."""

from autograd_mini.course.checks.outcome import Different, checked, same, showing
from autograd_mini.testing.conform.engine import Engine

ENDS = {
    "en": "Value(0.0) ** 0 ends in a {error}; it should be 1.",
    "zh": "Value(0.0) ** 0 出错（{error}），应为 1。",
}
SLIP = "power-of-zero"
PYTHON = """from engine import Value
x = Value(0.0)
J = x ** 0
J.backward()
print(J.data, x.grad)"""


@checked
def power_of_zero(engine: Engine) -> None:
    """See whether x⁰ is 1 at x = 0, and its slope 0."""
    with showing(PYTHON):
        x = engine.value(0.0)
        try:
            J = x**0
            engine.backward(J)
        except (ValueError, ZeroDivisionError) as error:
            fields = {"error": type(error).__name__}
            message = {language: text.format(**fields) for language, text in ENDS.items()}
            raise Different(message, SLIP) from error
        same("(Value(0.0) ** 0).data", engine.data(J), 1.0)
        same("x.grad", engine.grad(x), 0.0)
