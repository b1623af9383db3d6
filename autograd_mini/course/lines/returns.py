"""Where a function ends without the `return` that it needs, though another line fails for it."""

import ast
from pathlib import Path

from autograd_mini.course.lines.too_early import lessons_of
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.where import Place

NO_RETURN = "no-return"
NOTHING = "__init__", "backward", "send"  # functions that return nothing


def without_return(engine: Engine) -> Place | None:
    """Return the last line of the function that ends without a `return`; None if not just one."""
    file = getattr(engine.module, "__file__", None) or ""
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    wanted = lessons_of().keys() - set(NOTHING)
    lines = [
        _last_line(part.body[-1])
        for part in ast.walk(tree)
        if isinstance(part, ast.FunctionDef) and part.name in wanted and not _returns(part.body)
    ]
    return Place(file, tuple(lines)) if len(lines) == 1 else None


def _last_line(last: ast.stmt) -> int:
    """Return the line behind which a return is missing; of an if, which may have one, the first."""
    ends = isinstance(last, ast.For | ast.While)
    return (ends and last.end_lineno) or last.lineno


def _returns(body: list[ast.stmt]) -> bool:
    """Tell whether what stands at the end of some lines returns something, or raises an error."""
    last = body[-1]
    if isinstance(last, ast.Return):
        return last.value is not None
    if isinstance(last, ast.If):
        return bool(last.orelse) and _returns(last.body) and _returns(last.orelse)
    if isinstance(last, ast.With):
        return _returns(last.body)
    return isinstance(last, ast.Raise | ast.Try | ast.While)  # of which nobody knows
