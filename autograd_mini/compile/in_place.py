"""Write in place what can be: a pass over the statements, for NumPy alone.

    z2 = X @ theta1[:, 1:].T + theta1[:, 0]            z2 = X @ theta1[:, 1:].T
                                                       z2 += theta1[:, 0]
    Delta_w = placed(Delta_w, at[:, 0], sum(delta2))   Delta_w[:, 0] = sum(delta2)

A sum or product whose left side is an array that nobody else has, as large as the result, need not
make another one, and neither need an array of which some entries are set.  That is also how a
person would write it who minds the memory.
"""

from collections.abc import Iterable, Iterator

from autograd_mini.compile.expressions import Expression
from autograd_mini.compile.forward import Statement

OPERATORS = {"+", "-", "*"}


def in_place(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield the lines of statements, with the last operation on a large array done in place."""
    for s in statements:
        left, operator, right = _parts(s.value)
        if s.part is not None:
            whole = f"reshape({s.target}, {s.part.radix})" if s.part.radix else s.target
            yield f"{whole}{s.part.index} {s.operator}= {s.text}"
        elif s.operator:
            yield f"{s.target} {s.operator}= {s.text}"
        elif left is None or s.rest:
            yield f"{s.target} = {s.text}{s.comment}"
        else:
            yield f"{s.target} = {left.text}{s.comment}"
            yield f"{s.target} {operator}= {right}"
        for sign, term in s.rest:
            yield f"{s.target} {sign}= {term}"


def _parts(value: Expression | None) -> tuple[Expression | None, str, str]:
    if value is None or value.parts is None:
        return None, "", ""
    left, operator, right = value.parts
    worth = left.fresh and operator in OPERATORS and len(left.axes) > 1
    return (left, operator, right) if worth else (None, "", "")
