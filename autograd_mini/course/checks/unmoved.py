"""Lesson 8: a step of descent that leaves the weights where they are, and what has run in it."""

import ast
from types import CodeType, FrameType
from typing import Any, NamedTuple

from autograd_mini.course.checks.outcome import Different, Stopped, explained
from autograd_mini.course.checks.passes import passes
from autograd_mini.course.checks.small_network import RATE, THETA, X, Y, values
from autograd_mini.course.lines.statements import calls
from autograd_mini.course.lines.step_lines import (
    filling,
    has_no_step,
    is_given_to_nothing,
    is_given_to_something,
    loops_around,
    moving,
    passed_over,
    written,
)
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import Source, source_of
from autograd_mini.testing.diagnosis.where import Place
from autograd_mini.testing.watching import traced

NOT_GIVEN = "data-stays"  # which is true only if the line that computes has run
NOT_RUN = "no-backward"
GONE = "gradients-gone"  # and not: not there yet


class Moment(NamedTuple):
    """A line of descend that runs: how often backward() has run by then, and the variables."""

    line: int
    runs: int
    variables: dict[str, Any]


class Step(NamedTuple):
    """A step that has been watched: its source, what ran in it, and the weights it was given."""

    source: Source
    moments: list[Moment]
    weights: list[Any]
    runs: int

    def ran(self, node: ast.stmt) -> list[Moment]:
        """Return the moments at which a statement ran; of a loop, its first line."""
        last = node.iter.end_lineno if isinstance(node, ast.For) else node.end_lineno
        lines = range(node.lineno, (last or node.lineno) + 1)
        return [moment for moment in self.moments if moment.line in lines]


def unmoved(engine: Engine, wrong: Different | Stopped) -> Different | None:
    """Return why no weight has moved, by what has run; None if it is known, or another thing.

    wrong: what has been found.
    """
    if isinstance(wrong, Stopped):
        return None
    slip = "".join(wrong.slips[:1])
    if slip not in (NOT_GIVEN, NOT_RUN, GONE) or not (step := _watched(engine)):
        return None
    tree = step.source.tree
    if slip == NOT_RUN:
        return _not_reached(engine, wrong, step, calls(tree, "backward"))
    lines = moving(tree)
    if slip == GONE:
        return _too_early(engine, wrong, step, lines)
    known = _not_reached(engine, wrong, step, lines) or _too_early(engine, wrong, step, lines)
    known = known or _elsewhere(engine, wrong, step, lines)
    if known or any(is_given_to_something(line) and step.ran(line) for line in lines):
        return known
    return Different(wrong.message, "step-by-hand", python=wrong.python, general=True)


def _watched(engine: Engine) -> Step | None:
    """Take a step, and return what has run in it; None if there is no source."""
    descend = engine.module.descend
    source, code = source_of(engine, descend), getattr(descend, "__code__", None)
    if source is None or code is None:
        return None
    layers = values(engine, THETA)
    weights = [weight for rows in layers for row in rows for weight in row]
    moments: list[Moment] = []
    with passes(engine) as runs, traced(_seeing(code, moments, runs)):
        descend(layers, [[*x] for x in X], [[*y] for y in Y], RATE)
    return Step(source, moments, weights, len(runs))


def _seeing(code: CodeType, moments: list[Moment], runs: list[Any]) -> Any:
    """Return what is told of each line of a function before it runs."""

    def see(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code is not code:
            return None
        if event == "line":
            moments.append(Moment(frame.f_lineno, len(runs), dict(frame.f_locals)))
        return see

    return see


def _not_reached(
    engine: Engine, wrong: Different, step: Step, lines: list[ast.stmt]
) -> Different | None:
    """Return what keeps Python from coming to some lines, if none of them has run."""
    if not lines or any(map(step.ran, lines)):
        return None
    tree, first, file = step.source.tree, min(node.lineno for node in lines), step.source.file
    for node in ast.walk(tree):
        early = isinstance(node, ast.Return) and node.lineno < first
        if isinstance(node, ast.Return) and early and step.moments[-1] in step.ran(node):
            place = Place(file, (node.lineno,))
            return explained(engine, wrong, "step-not-reached", place, {"line": str(first)})
    for loop in loops_around(tree, lines[0]) if len(lines) == 1 else ():
        if step.ran(loop) and not any(map(step.ran, loop.body)):
            filled = [node for node in filling(tree, loop.iter) if step.ran(node)]
            place = Place(file, ((filled[0] if len(filled) == 1 else loop).lineno,))
            fields = {"loop": written(loop), "line": str(first)}
            return explained(engine, wrong, "loop-over-nothing", place, fields)
    return None


def _too_early(
    engine: Engine, wrong: Different, step: Step, lines: list[ast.stmt]
) -> Different | None:
    """Return what is wrong with a line that moves weights before there are gradients."""
    if len(lines) != 1 or is_given_to_something(lines[0]) or is_given_to_nothing(lines[0]):
        return None
    moments = step.ran(lines[0])
    if not moments or not step.runs or any(moment.runs for moment in moments):
        return None
    place, line = Place(step.source.file, (lines[0].lineno,)), str(lines[0].lineno)
    return explained(engine, wrong, "step-too-early", place, {"line": line})


def _elsewhere(
    engine: Engine, wrong: Different, step: Step, lines: list[ast.stmt]
) -> Different | None:
    """Return where a number goes that is given to no weight in layers, if it is to no name."""
    tree, file = step.source.tree, step.source.file
    if has_no_step(tree):
        lines = passed_over(tree)
        place = Place(file, (lines[0].lineno,)) if len(lines) == 1 else None
        return explained(engine, wrong, "no-step", place)
    if len(lines) != 1 or not step.ran(lines[0]):
        return None
    place, fields = Place(file, (lines[0].lineno,)), {"line": str(lines[0].lineno)}
    if is_given_to_nothing(lines[0]):
        return explained(engine, wrong, "number-given-to-nothing", place, fields)
    if _moves_others(engine, step, lines[0]):
        return explained(engine, wrong, "other-nodes-move", place, fields)
    return None


def _moves_others(engine: Engine, step: Step, line: ast.stmt) -> bool:
    """Tell whether a line sets the data of nodes that are none of the weights, and only of such."""
    match line:
        case ast.Assign([ast.Attribute(ast.Name(name), "data")]):
            pass
        case ast.AugAssign(ast.Attribute(ast.Name(name), "data")):
            pass
        case _:
            return False
    nodes = [moment.variables.get(name) for moment in step.ran(line)]
    weights = {id(weight) for weight in step.weights}
    return all(isinstance(node, engine.Value) and id(node) not in weights for node in nodes)
