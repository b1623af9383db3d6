"""From lesson 4 on: whether a second path to a node sends nothing, seen in what the pass does."""

from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.checks.recorded import steps_of
from autograd_mini.course.lines.skipped_lines import skips_what_is_met
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted


def skipped(engine: Engine) -> Different | None:
    """Return where an edge of J = a·b + a sends nothing, for a has been met; None if none."""
    a, b = engine.value(3.0), engine.value(-2.0)
    J = attempted("forward", lambda: a * b + a)
    if isinstance(J, Failure):
        return None
    steps = steps_of(engine, lambda: engine.backward(J))
    if steps is None or a.grad == -1.0:
        return None
    seen = skips_what_is_met(engine, steps)
    if seen is None:
        return None
    fields = dict.fromkeys(LANGUAGES, seen.fields)
    return Different({"en": ""}, seen.slip, place=seen.place, fields=fields)
