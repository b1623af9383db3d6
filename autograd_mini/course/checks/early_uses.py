"""Lessons 3 to 6: what of a later lesson an operation uses, or the backward pass."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from autograd_mini.course.checks.outcome import Outcome, of_later, told
from autograd_mini.course.lines.too_early import used_too_early
from autograd_mini.testing.conform.engine import Engine

NUMBERS = 3.0, -2.0  # for an operation may look at the sign first
POWERS = 3.0, 1.0, 0.0, -1.0


def early_uses(engine: Engine, language: str) -> Outcome:
    """Return what is used too early, as `checked` does; {} if nothing is.

    Beside that "raised_at", the line that ends it, which belongs to the later lesson, and the
    "operation" that so seems to be missing.
    """
    for program in _programs(engine):
        try:
            program()
        except NotImplementedError as error:
            if early := used_too_early(engine, error):
                outcome = told(engine, of_later(early), language)
                return outcome | {"raised_at": early.raised_at, "operation": early.operation}
        except Exception:  # which other checks are about
            continue
    return {}


def _programs(engine: Engine) -> Iterator[Callable[[], Any]]:
    """Yield programs that use + and ×, nodes several times, and then each operation."""
    a, b = map(engine.value, NUMBERS)
    yield lambda: engine.backward(a * b + a)
    yield partial(_used_twice, engine, a, b)
    for n in POWERS:
        yield partial(_power, engine, a, n)
    for name in ("exp", "log", "sigmoid"):
        for x in (a, b):
            yield partial(_operation, engine, name, x)


def _used_twice(engine: Engine, a: Any, b: Any) -> None:
    c = a * b
    engine.backward(c * c + c)


def _operation(engine: Engine, name: str, x: Any) -> None:
    engine.backward(getattr(x, name)())


def _power(engine: Engine, x: Any, n: float) -> None:
    engine.backward(x**n)
