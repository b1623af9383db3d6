"""Where an operation has computed the slope of one use of it, as it has run there."""

import ast
from collections.abc import Sequence

from autograd_mini.course.lines.statements import names_in
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.slopes import stands_elsewhere
from autograd_mini.testing.diagnosis.source import Source, op_sources, target
from autograd_mini.testing.diagnosis.where import Place


def slope_of_use_at(engine: Engine, op: str, lines: Sequence[int], i: int = 0) -> Place | None:
    """Return the line that has set the slope by an operand, or that has returned it.

    None if that is not sure.  lines: that were run, in their order.  i: of the operand.
    """
    for source in op_sources(engine, op):
        returned = [part for part in ast.walk(source.tree) if isinstance(part, ast.Return)]
        run = [part for part in returned if part.lineno in lines]
        if len(run) == 1 and (line := _line(source, run[0], lines, i)):
            return Place(source.file, (line,))
    return None


def _line(source: Source, returned: ast.Return, lines: Sequence[int], i: int) -> int | None:
    """Return the line of the slope that is returned; None if no slope is seen there."""
    match returned.value:
        case ast.Call(args=[_, _, ast.Tuple(elts=slopes)]) if i < len(slopes):
            slope = slopes[i]
        case _:
            return None
    if not isinstance(slope, ast.Name) or stands_elsewhere(source, slope):
        return slope.lineno
    sets = {
        part.lineno
        for part in ast.walk(source.tree)
        if isinstance(part, ast.Assign | ast.AugAssign) and slope.id in names_in(target(part))
    }
    return next((line for line in reversed(lines) if line in sets), slope.lineno)
