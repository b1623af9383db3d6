"""Write in place what can be: a pass over the statements, for NumPy alone.

    z2 = X @ theta1[:, 1:].T + theta1[:, 0]       z2 = X @ theta1[:, 1:].T
                                                  z2 += theta1[:, 0]

A sum or product whose left side is an array that nobody else has, as large as the result, need not
make another one.  That is also how a person would write it who minds the memory.
"""

from collections.abc import Iterable

from autograd_mini.compile.expressions import Expression
from autograd_mini.compile.forward import Statement

OPERATORS = {"+", "-", "*"}


def in_place(statements: Iterable[Statement]) -> list[Statement]:
    """Return statements in which the last operation on a large array is done in place."""
    found: list[Statement] = []
    for s in statements:
        left, operator, right = _parts(s.value)
        if left is None or s.rest:
            found.append(s)
        else:
            found.append(Statement(s.target, left.text, s.array, s.shape))
            found.append(Statement(s.target, right, s.array, operator=operator))
        for sign, text in s.rest:
            found.append(Statement(s.target, text, s.array, operator=sign))
    return found


def _parts(value: Expression | None) -> tuple[Expression | None, str, str]:
    if value is None or value.parts is None:
        return None, "", ""
    left, operator, right = value.parts
    worth = left.fresh and operator in OPERATORS and len(left.axes) > 1
    return (left, operator, right) if worth else (None, "", "")
