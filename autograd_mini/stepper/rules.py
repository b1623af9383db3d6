"""The rules of the table as data, for a page that computes derivatives itself.

A rule that is run on symbols writes itself down; here it is written as a nested list, an operation
with its operands, where ["x", 0] is operand 0 and "y" the result.  The page works it out with its
own exp, log, σ …, so that there is no second table of derivatives.

>>> rules_of(TABLE["sigmoid"], 1)
[['mul', 'y', ['sub', 1.0, 'y']]]
>>> rules_of(TABLE["dot"], 4)
[['x', 2], ['x', 3], ['x', 0], ['x', 1]]
"""

from types import SimpleNamespace
from typing import TypeAlias, Union

from autograd_mini.elementary import TABLE, Elementary
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.formulas.terms import GENERAL, Symbol, evaluate, local_derivative

Rule: TypeAlias = Union[float, str, "list[Rule]"]

_LISTS = SimpleNamespace(
    **{
        name: lambda *operands, name=name: [name, *operands]
        for name in [*TABLE, *PIECEWISE_CONSTANT]
    }
)


def rules_of(op: Elementary, operands: int) -> list[Rule]:
    """Return the rule for each operand of an operation on that many."""
    xs = [Symbol(f"x{i}", f"x_{i}", 0.5, ["x", i]) for i in range(operands)]
    y = Symbol("y", "y", 0.5, "y")
    return [
        evaluate(local_derivative(op, i, xs, y, GENERAL), lambda symbol: symbol.node, _LISTS)
        for i in range(operands)
    ]
