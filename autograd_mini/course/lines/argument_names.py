"""An argument given by a name that a function of Python does not know, as reversed=True."""

import ast
import builtins
import inspect
import re
from collections.abc import Iterable
from difflib import get_close_matches

# Python says it in other words in each of its versions.
_UNKNOWN = re.compile(
    r"'(\w+)' is an invalid keyword argument|got an unexpected keyword argument '(\w+)'"
)


def unknown_argument(text: str, parts: Iterable[ast.AST]) -> tuple[str, dict[str, str]] | None:
    """Return the slip, and its fields; None if it is another error, or a function of nobody's.

    text: what Python says of the error.  parts: of its line.
    """
    found = _UNKNOWN.search(text)
    name = next(filter(None, found.groups())) if found else ""
    calls = [part for part in parts if isinstance(part, ast.Call)
             and any(given.arg == name for given in part.keywords)]  # fmt: skip
    if len(calls) != 1 or not name:
        return None
    known = _named(calls[0].func)
    if not known or name in known:
        return None
    function = ast.unparse(calls[0].func).rpartition(".")[2]
    fields = {"name": name, "function": function, "known": "`, `".join(known)}
    if near := get_close_matches(name, known):
        return "argument-nearly-spelt", fields | {"near": near[0]}
    return "no-such-argument", fields


def _named(function: ast.expr) -> list[str]:
    """Return what a function of Python, or the sort of a list, can be given by a name."""
    match function:
        case ast.Name(id=name):
            called = getattr(builtins, name, None)
        case ast.Attribute(attr="sort"):
            called = list.sort
        case _:
            return []
    try:
        every = inspect.signature(called).parameters.values() if callable(called) else ()
    except ValueError:  # of some Python does not know it
        return []
    return [one.name for one in every if one.kind == one.KEYWORD_ONLY]
