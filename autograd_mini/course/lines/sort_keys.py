"""The line that sorts by something which is no function, as by key=n.number."""

import ast
import re
from collections.abc import Iterable

_BY = "number"  # what nodes are sorted by
_UNKNOWN = re.compile(r"(?:name|variable) '(\w+)'")
_NO_FUNCTION = re.compile(rf"'(int|str)' object is not callable|has no attribute '{_BY}'")


def no_key(text: str, parts: Iterable[ast.AST]) -> dict[str, str] | None:
    """Return what is given as key, and to which function, where an error comes of that.

    text: what Python says of the error.  parts: of its line.  None if the key is a function, or if
    the error is another one.
    """
    for call in (part for part in parts if isinstance(part, ast.Call)):
        for given in call.keywords:
            if given.arg == "key" and _is_number(given.value) and _due_to(text, given.value):
                function = ast.unparse(call.func).rpartition(".")[2]
                return {"code": ast.unparse(given.value), "function": function}
    return None


def _is_number(key: ast.expr) -> bool:
    """Tell whether this is a number of a node, or its name, and not what returns it."""
    match key:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.Constant(value=name):
            return name == _BY
    return False


def _due_to(text: str, key: ast.expr) -> bool:
    """Tell whether an error says that a key is no function, or names what is not known in it."""
    if unknown := _UNKNOWN.search(text):
        return any(isinstance(part, ast.Name) and part.id == unknown[1] for part in ast.walk(key))
    return bool(_NO_FUNCTION.search(text))
