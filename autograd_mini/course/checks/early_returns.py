"""Lesson 8: a function that ends in the first pass of a loop, whatever else differs for it."""

from autograd_mini.course.checks.outcome import Different, Stopped, explained
from autograd_mini.course.lines.early_returns import early_return
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place

# What fits a function that ends too early, but is no reason; all else is a mistake of its own.
LOOSE = {"layers", "some-stay", "no-backward", "data-stays", "gradients-gone", "step-length",
         "J-of-one-sample", "one-output"}  # fmt: skip


def returns_early(engine: Engine, name: str, wrong: Different | Stopped) -> Different | None:
    """Return what is wrong with a function if it returns in a loop; None if it does not.

    name: of the function.  wrong: what has been found.
    """
    if isinstance(wrong, Stopped) or not (wrong.general or LOOSE.issuperset(wrong.slips[:1])):
        return None
    source = source_of(engine, getattr(engine.module, name, None))
    found = early_return(source.tree) if source else None
    if found is None or source is None:
        return None
    place = Place(source.file, (found.line,))
    return explained(engine, wrong, "returns-early", place, {"loop": found.loop})
