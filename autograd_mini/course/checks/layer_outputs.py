"""Lesson 8: where z and a are taken for each other, in a network or in a step of descent."""

from autograd_mini.course.checks.outcome import Different, Stopped, explained
from autograd_mini.course.lines.network_lines import place_of
from autograd_mini.course.lines.turned_lines import wrongly_filled
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of

RETURNED = "lists-turned"  # which may be it, too, where no line says so
Z = "z-for-outputs"


def of_outputs(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return what is wrong with a step that uses the z of a network; None if it does not.

    wrong: what has been found; of a z there may be no logarithm.
    """
    if isinstance(wrong, Stopped) and not isinstance(wrong.__cause__, ValueError):
        return None
    if isinstance(wrong, Different) and wrong.slips and not wrong.general:
        return None
    place = place_of(engine, Z)
    return explained(engine, wrong, Z, place) if place else None


def turned_slip(engine: Engine) -> str:
    """Return the slip of a network whose z are its a, and the other way round."""
    if place_of(engine, RETURNED):
        return RETURNED
    if place_of(engine, "pair-turned"):
        return "pair-turned"
    source = source_of(engine, engine.module.network)
    return "z-among-a" if source and wrongly_filled(source.tree) else RETURNED
