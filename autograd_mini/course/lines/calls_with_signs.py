"""Where a line has a sign, or other brackets, in place of the brackets of a call."""

import ast
import re
from collections.abc import Iterable, Mapping
from types import BuiltinFunctionType, FunctionType

OF_A_FUNCTION = re.compile(
    r"operand type.*: '(builtin_function_or_method|function)' and"
    r"|'(builtin_function_or_method|function)' object is not subscriptable"
)


def sign_for_call(
    text: str, parts: Iterable[ast.AST], names: Mapping[str, object]
) -> dict[str, str] | None:
    """Return what is meant as a call, as it is written and as it is meant; None if nothing is.

    text: what Python says.  parts: of the line.  names: the variables there.

    >>> text = "unsupported operand type(s) for *: 'function' and 'float'"
    >>> parts = list(ast.walk(ast.parse("f * (x + h) / 2", mode="eval")))
    >>> sign_for_call(text, parts, {"f": lambda x: x})
    {'name': 'f', 'code': 'f * (x + h)', 'meant': 'f(x + h)'}
    """
    if not OF_A_FUNCTION.search(text):
        return None
    for part in parts:
        match part:
            case ast.BinOp(ast.Name() as name, ast.Mult(), at):
                pass
            case ast.Subscript(ast.Name() as name, at):
                pass
            case _:
                continue
        if isinstance(names.get(name.id), FunctionType | BuiltinFunctionType):
            meant = ast.unparse(ast.Call(name, [at], []))
            return {"name": name.id, "code": ast.unparse(part), "meant": meant}
    return None
