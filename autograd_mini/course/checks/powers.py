"""Lesson 6: powers with the exponent 0, with exponents below it, and √x at x = 0.

At x = 0 the formula for the slope of x⁰ has no number; those who look at n first may leave out too
much.
"""

import ast
import math

from autograd_mini.course.checks.comparing import IS, same
from autograd_mini.course.checks.numbers import computed_at
from autograd_mini.course.checks.outcome import Different, checked, showing
from autograd_mini.course.checks.powers_at_0 import slope_of_root
from autograd_mini.course.checks.recorded import steps_of
from autograd_mini.course.lines.error_lines import place_of_error
from autograd_mini.course.lines.slope_of_use import slope_of_use_at
from autograd_mini.formulas.minus import minus
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import op_sources
from autograd_mini.testing.diagnosis.where import Place

ENDS = {
    "en": "Value(0.0) ** 0 ends in a {error}; it should be 1.",
    "zh": "Value(0.0) ** 0 报错（{error}），应为 1。",
}
SLIP = "power-of-zero"
MOST_BASE = 100  # of a log that may be meant
PYTHON = """from engine import Value
x = Value(0.0)
J = x ** 0
J.backward()
print(J.data, x.grad)"""


@checked
def power_of_zero(engine: Engine) -> None:
    """See whether x⁰ is 1 at x = 0, and its slope 0; and that √x has no slope there."""
    with showing(PYTHON):
        x = engine.value(0.0)
        try:
            J = x**0
            engine.backward(J)
        except (ValueError, ZeroDivisionError) as error:
            fields = {"error": type(error).__name__}
            message = {language: text.format(**fields) for language, text in ENDS.items()}
            raise Different(message, SLIP, place=place_of_error(engine, error)) from error
        same("(Value(0.0) ** 0).data", engine.data(J), 1.0)
        same("x.grad", engine.grad(x), 0.0)
    slope_of_root(engine)


def negative_powers(engine: Engine) -> None:
    """Different if powers are right, but for a slope of 0 where the exponent is negative."""

    def of_two(n: float) -> tuple[float, float]:
        x = engine.value(2.0)
        J = x**n
        engine.backward(J)
        return engine.data(J), engine.grad(x)

    try:
        cube, inverse = of_two(3.0), of_two(-1.0)
    except Exception:  # which other checks are about
        return
    if math.dist(cube, (8.0, 12.0)) + math.dist(inverse, (0.5, 0.0)) < 1e-9:
        fields = {"what": "x.grad", "found": 0, "should": "−0.25"}
        message = {language: text.format(**fields) for language, text in IS.items()}
        raise Different(message, "negative-powers", place=_asks_for_more(engine))


def exponent_0(engine: Engine) -> None:
    """Different if powers are right, but for the slope of x^0, which is not 0."""
    points = (2.0, -1.5, 0.5)

    def made(x: float, n: float) -> tuple[float, float]:
        J = engine.value(x) ** n
        (slope,) = J.partials
        return float(engine.data(J)), float(slope)

    try:
        cubes, ones = [made(x, 3.0) for x in points], [made(x, 0.0) for x in points]
    except Exception:  # which other checks are about
        return
    right = all(math.dist(cube, (x**3, 3 * x**2)) < 1e-9 for x, cube in zip(points, cubes))
    if not right or any(value != 1 for value, _ in ones) or not any(slope for _, slope in ones):
        return
    x, found = next((x, slope) for x, (_, slope) in zip(points, ones) if slope)
    fields = {"x": minus(f"{x:g}"), "found": minus(f"{found:.6g}")}
    steps = steps_of(engine, lambda: engine.value(x) ** 0.0) or []
    place = slope_of_use_at(engine, "pow", [step.line for step in steps])
    place = place or computed_at(engine, "wrong-rule", "pow")
    every = dict.fromkeys(IS, fields)
    slip = "slope-of-x-to-the-0"
    raise Different({"en": ""}, slip, operations=("pow",), place=place, fields=every)


def base_and_exponent(engine: Engine) -> None:
    """Different if a power is n^x where x^n is meant."""

    def number(x: float, n: float) -> float:
        return float(engine.data(engine.value(x) ** n))

    pairs = ((2.0, 3.0), (1.5, 3.0), (3.0, 2.0), (0.5, 4.0))
    try:
        turned = all(math.isclose(number(x, n), n**x) for x, n in pairs)
    except Exception:  # which other checks are about
        return
    if turned:
        place = computed_at(engine, "wrong-value", "pow")
        message = {language: text.format(what="(Value(2.0) ** 3).data", found=9, should=8)
                   for language, text in IS.items()}  # fmt: skip
        raise Different(message, "base-and-exponent", operations=("pow",), place=place)


def log_of_more(engine: Engine) -> None:
    """Different if a log is that of x and a small number, whatever x is."""
    points = (1.0, 0.5, 1.5)
    try:
        logs = [float(engine.data(engine.value(x).log())) for x in points]
        more = [math.exp(y) - x for x, y in zip(points, logs)]
    except Exception:  # which other checks are about
        return
    close = 1e-15 + 1e-6 * abs(more[0])
    if abs(more[0]) < 1e-14 or any(abs(one - more[0]) > close for one in more):
        return
    place = computed_at(engine, "wrong-value", "log")
    fields = {language: {"more": minus(f"{more[0]:.3g}")} for language in IS}
    raise Different({"en": ""}, "log-of-more", operations=("log",), place=place, fields=fields)


def log_to_another_base(engine: Engine) -> None:
    """Different if a log has a whole number as its base, and not e."""
    points = (0.5, 1.5, 3.0)
    try:
        parts = [float(engine.data(engine.value(x).log())) / math.log(x) for x in points]
    except Exception:  # which other checks are about
        return
    bases = range(2, MOST_BASE + 1)
    alike = (
        base for base in bases if all(math.isclose(one * math.log(base), 1.0) for one in parts)
    )
    base = next(alike, None)
    if base is None:
        return
    place = computed_at(engine, "wrong-value", "log")
    fields = {language: {"base": str(base)} for language in IS}
    raise Different({"en": ""}, "other-base", operations=("log",), place=place, fields=fields)


def _asks_for_more(engine: Engine) -> Place | None:
    """Return where a power asks if something is more, or less; None if that is not one line."""
    found = {
        (source.file, part.lineno)
        for source in op_sources(engine, "pow")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.If | ast.IfExp)
        for part in ast.walk(node.test)
        if isinstance(part, ast.Compare)
        and isinstance(part.ops[0], ast.Gt | ast.GtE | ast.Lt | ast.LtE)
    }
    if len(found) != 1:
        return None
    file, line = found.pop()
    return Place(file, (line,))
