"""What of a lesson is still to be written, or is written where it is never come to."""

import ast
from collections.abc import Iterator
from typing import Any

from autograd_mini.course.lines.too_early import lessons_of
from autograd_mini.course.lines.written import raises
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import Source, source_of


def still_to_write(engine: Engine, language: str, lesson: int) -> dict[str, Any]:
    """Return what of a lesson is not written yet, or is below a line that raises.

    "above": the lines that still raise NotImplementedError above others of their function, which
    are never come to, each with the name of the function.  "some": the functions that raise it and
    have no more than that, if not all of the lesson's are like them.
    """
    found = dict(_functions(engine, lesson))
    above = {name: line for name, source in found.items() if (line := _raises_above(source.tree))}
    left = [name for name, source in found.items() if raises(source.tree) and name not in above]
    return {
        "above": [(line, name) for name, line in above.items()],
        "some": left if len(left) < len(found) else [],
    }


def _functions(engine: Engine, lesson: int) -> Iterator[tuple[str, Source]]:
    """Yield the functions that a lesson asks for, as far as they are there, with their names."""
    for name, of in lessons_of().items():
        function = getattr(engine.Value, name, None) or getattr(engine.module, name, None)
        if of == lesson and (source := source_of(engine, function)):
            yield name, source


def _raises_above(tree: ast.FunctionDef) -> int:
    """Return the line of a function that always raises NotImplementedError above other lines.

    0 if there is none.
    """
    lines = (part.lineno for part in tree.body[:-1] if isinstance(part, ast.Raise) and raises(part))
    return next(lines, 0)
