"""Which element it is that a list has not, in a line that asks for it."""

import ast
import operator
from collections.abc import Callable, Iterable, Mapping

from autograd_mini.formulas.minus import minus

_SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


def missing_element(parts: Iterable[ast.AST], names: Mapping[str, object]) -> dict[str, str] | None:
    """Return which list has not the element that is asked for, and which that is; None if unknown.

    parts: of the line.  names: the variables there, with what they stand for.

    >>> tree = ast.parse("x[i + 1]", mode="eval")
    >>> missing_element(ast.walk(tree), {"x": [5.0, 6.0], "i": 1})
    {'code': 'x', 'index': 'i + 1', 'number': '2', 'count': '2', 'last': '1'}
    """
    for part in parts:
        if not isinstance(part, ast.Subscript):
            continue
        of, index = worth(part.value, names), worth(part.slice, names)
        if not isinstance(of, list | tuple) or not isinstance(index, int):
            continue
        if not -len(of) <= index < len(of):
            return {
                "code": ast.unparse(part.value),
                "index": ast.unparse(part.slice),
                "number": minus(str(index)),
                "count": str(len(of)),
                "last": str(len(of) - 1),
            }
    return None


def worth(part: ast.expr, names: Mapping[str, object]) -> object:
    """Return what a part of a line stands for, if that is a variable, an element or a sum.

    Nothing is run for it.  names: the variables there, with what they stand for.  None if it is
    anything else.

    >>> worth(ast.parse("1 - y", mode="eval").body, {"y": 0.25})
    0.75
    """
    match part:
        case ast.Constant():
            return part.value
        case ast.Name():
            return names.get(part.id)
        case ast.Attribute():
            return getattr(worth(part.value, names), "__dict__", {}).get(part.attr)
        case ast.UnaryOp(op=ast.USub()):
            number = worth(part.operand, names)
            return -number if isinstance(number, int | float) else None
        case ast.BinOp():
            left, right = worth(part.left, names), worth(part.right, names)
            sign = _SIGNS.get(type(part.op))
            if sign and isinstance(left, int | float) and isinstance(right, int | float):
                return sign(left, right)
        case ast.Subscript():
            of, index = worth(part.value, names), worth(part.slice, names)
            if isinstance(of, list | tuple) and isinstance(index, int):
                return of[index] if -len(of) <= index < len(of) else None
        case ast.Call(func=ast.Name(id="len"), args=[argument]):
            of = worth(argument, names)
            return len(of) if isinstance(of, list | tuple) else None
    return None
