"""Whether a learner has written a function, or left it as the course has given it."""

import ast
from collections.abc import Sequence
from typing import Any

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import source_of

NOT_WRITTEN = NotImplementedError.__name__


def unwritten(engine: Engine, language: str, names: Sequence[str]) -> dict[str, Any]:
    """Return, as "any", whether one of these functions still raises NotImplementedError itself."""
    functions = [getattr(engine.Value, name, None) or getattr(engine.module, name, None)
                 for name in names]  # fmt: skip
    sources = [source for function in functions if (source := source_of(engine, function))]
    return {"any": any(raises(source.tree) for source in sources)}


def raises(tree: ast.AST) -> bool:
    """Tell whether there is a line that raises NotImplementedError."""
    return any(
        isinstance(node, ast.Raise)
        and node.exc is not None
        and NOT_WRITTEN in ast.unparse(node.exc)
        for node in ast.walk(tree)
    )
