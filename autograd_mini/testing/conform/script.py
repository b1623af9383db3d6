"""Code of ours, run on an engine: two passes one after the other, say, or a graph of a shape."""

import re
import textwrap
from collections.abc import Mapping
from typing import Any

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.trial import Example, NotSupported, Wrong, attempt, raised


def spelled(engine: Engine, code: str) -> str:
    """Return code that uses Value, .data, .grad and .backward with the engine's names for them."""
    return engine.spelled(textwrap.dedent(code).strip() + "\n")


def script(
    engine: Engine,
    code: str,
    wanted: Mapping[str, float | tuple[float, ...]],
    *,
    unsupported: type[Exception] | tuple[type[Exception], ...] = (),
    names: Mapping[str, Any] | None = None,
    problem: str = "",
    kept: bool = True,
) -> tuple[dict[str, Any], str]:
    """Run code of ours on an engine; Wrong unless each expression is what is wanted.

    wanted: for each expression a number, or several of which any will do.

    The code finds the engine's class under the name Value.  unsupported: exceptions that mean that
    the engine lacks what the code is about.  names: what else the code may use.  problem: what to
    say of a wrong engine, with variables of the code in braces; else it is said what is wanted.
    kept: whether a gradient that is not there is 0; else it is not judged.

    Returns the variables of the code, and the example.
    """
    code = spelled(engine, code)
    prints = "".join(
        f"print({spelled(engine, expression).strip()})  # {_either(should)}\n"
        for expression, should in wanted.items()
    )
    example = Example(f"{engine.import_line(*(names or {}))}\n\n{code}{prints}")
    scope: dict[str, Any] = {**engine.scope(), **(names or {})}

    # Only text of this package is run here, so that an example is shown exactly as it was run.
    def all_of_it() -> None:
        try:
            exec(compile(code, "<example>", "exec"), scope)
        except unsupported as error:
            if isinstance(error, RecursionError):
                raise
            raise NotSupported(raised(error)) from None
        for expression, should in wanted.items():
            found = _evaluated(engine, expression, scope, kept)
            number = engine.number(found)
            allowed = should if isinstance(should, tuple) else (should,)
            close = 1e-5 if engine.single else 1e-12
            if not any(abs(number - x) <= close * abs(x) for x in allowed):
                said = spelled(engine, expression).strip()
                told = f"{said} is {found!r:.200}; it should be {_either(should)}"
                raise Wrong(problem.format_map(scope) or told, example)

    attempt(engine, all_of_it, example)
    return scope, example.python


def _evaluated(engine: Engine, expression: str, scope: dict[str, Any], kept: bool) -> Any:
    """Return what an expression of ours is; see `script` for a gradient that is not there."""
    value = re.fullmatch(r"(\w+(?:\[[^]]*\])?)\.grad", expression)
    if value:
        v = eval(value[1], scope)
        if not kept and not engine.has_gradient(v):
            raise NotSupported("it does not keep the gradients of inner nodes")
        return engine.grad(v)
    return eval(spelled(engine, expression).strip(), scope)


def _either(wanted: float | tuple[float, ...]) -> str:
    return " or ".join(map(repr, wanted)) if isinstance(wanted, tuple) else repr(wanted)
