"""Lesson 7: a cost that is right for one of the two targets, and wrong for the other."""

import ast
import math
from collections.abc import Sequence
from typing import Any

from autograd_mini.course.checks.comparing import IS
from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.lines.lines_run import lines_run
from autograd_mini.course.lines.statements import simple
from autograd_mini.formulas.minus import minus
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of
from autograd_mini.testing.diagnosis.where import Place

MEANT = {1.0: "−log a", 0.0: "−log(1 − a)"}  # what J is for each target


def of_one_target(
    engine: Engine,
    outputs: Sequence[tuple[float, float]],
    found: Sequence[Any],
    should: Sequence[float],
) -> Different | None:
    """Return for which target a cost is right, and for which it is wrong; None if that is not so.

    outputs: each a, and its target.  found, should: J for each.
    """
    if not all(isinstance(J, float | int) for J in found):
        return None
    right = [math.isclose(is_, to_be, abs_tol=1e-9) for is_, to_be in zip(found, should)]
    targets = {y for (_, y), fits in zip(outputs, right) if not fits}
    others = {y for (_, y), fits in zip(outputs, right) if fits}
    if len(targets) != 1 or targets & others:
        return None
    i = right.index(False)
    (a, y), (other,) = outputs[i], others
    told = {"what": f"cost(Value({a}), {y})", "found": minus(f"{found[i]:.6g}"),
            "should": minus(f"{should[i]:.6g}")}  # fmt: skip
    python = f"from engine import Value, cost\nJ = cost(Value({a}), {y})\nprint(J.data)"
    fields = {"y": f"{y:g}", "other": f"{other:g}", "a": str(a), "meant": MEANT[y], **told}
    place = _computed_at(engine, a, y, other)
    return Different(
        {language: text.format(**told) for language, text in IS.items()},
        "one-target",
        python=python,
        fields=dict.fromkeys(LANGUAGES, fields),
        place=place,
        one_of=place is not None and len(place.lines) > 1,
    )


def _computed_at(engine: Engine, a: float, y: float, other: float) -> Place | None:
    """Return the lines that compute a cost for one target, as they are run.

    None if they are run for the other one, too, where an `if` may be what is wrong.
    """
    function = getattr(engine.module, "cost", None)
    source = source_of(engine, function)
    if source is None:
        return None
    run = {}
    for target in (y, other):
        with lines_run(getattr(function, "__code__", None)) as lines:
            engine.module.cost(engine.value(a), target)
        run[target] = set(lines)
    computing = {
        part.lineno
        for part in simple(source.tree)
        if isinstance(part, ast.Assign | ast.AugAssign | ast.Return)
        and not (isinstance(part, ast.Return) and isinstance(part.value, ast.Name))
    }
    mine = run[y] & computing
    chooses = any(isinstance(part, ast.If) for part in ast.walk(source.tree))
    if chooses and run[y] == run[other]:
        return None
    return Place(source.file, tuple(sorted(mine))) if mine else None
