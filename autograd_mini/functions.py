"""The operations of the table as functions: of Values they build a node, of numbers a number.

So `def f(x): return x * sin(x)` can be differentiated, and plotted too.

They are made from the table: a record of sin there is the function `sin` here.  Editors and type
checkers, who cannot see that, read functions.pyi.
"""

from collections.abc import Callable, Iterable
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.errors import real
from autograd_mini.value import Operand, Value, apply, nary, unary


def evaluate(name: str, operands: Iterable[Operand]) -> Any:
    """Return the operation `name` of the table: a node if an operand is a Value, else a float."""
    op, operands = TABLE[name], tuple(operands)
    if op.arity is None and set(map(type, operands)) == {Value}:
        return nary(op, operands)  # type: ignore[arg-type]
    xs = [x if isinstance(x, Value) or type(x) is float else real(x) for x in operands]
    return apply(op, xs)


def function(name: str) -> Callable[..., Any]:
    """Return the operation `name` of the table as a function, documented from its record."""
    op = TABLE[name]
    operands = {None: "terms", 1: "x", 2: "u, v"}.get(op.arity, f"{op.arity} operands")
    points = ([x + i for i in range(op.arity or 3)] for x in (0.5, 1.5, -0.5))
    examples = [xs if op.arity else [xs] for xs in points if op.defined(*xs)][:1]

    def call(*xs: Any) -> Any:
        if len(xs) != (op.arity or 1):
            raise TypeError(f"{name}({operands}) takes {op.arity or 1} operands, not {len(xs)}")
        if op.arity == 1 and isinstance(xs[0], Value):
            return unary(TABLE[name], xs[0])
        return evaluate(name, xs if op.arity else xs[0])

    call.__name__ = call.__qualname__ = name
    where = op.domain if op.domain == "everywhere" else f"for {op.domain}"
    call.__doc__ = f"""Return {name}({operands}), drawn as {op.symbol}; defined {where}.

    Derivative: {op.derivative}.  DomainError where it or the value is not finite.
    """ + "".join(
        f"\n    >>> {name}({', '.join(map(repr, xs))})\n    {call(*xs)!r}\n" for xs in examples
    )
    return call


globals().update({name: function(name) for name in TABLE})  # three are written out below


def total(terms: Iterable[Operand]) -> Any:
    """Return the sum of all terms as one node, rounded once; its partials are all 1.

    >>> total([0.1] * 10)
    1.0
    """
    return evaluate("total", terms)


def logsumexp(terms: Iterable[Operand]) -> Any:
    """Return log Σ exp(xᵢ) as one node, without overflow; ∂/∂xᵢ = exp(xᵢ)/Σⱼ exp(xⱼ), the softmax.

    ValueError if there are no terms.

    >>> logsumexp([1000.0, 1000.0]) == 1000.0 + log(2.0)
    True
    """
    terms = tuple(terms)
    if not terms:
        raise ValueError("logsumexp needs at least one term")
    return evaluate("logsumexp", terms)


def dot(weights: Iterable[Operand], inputs: Iterable[Operand]) -> Any:
    """Return Σ wᵢ·xᵢ as one node: ∂/∂wᵢ = xᵢ and ∂/∂xᵢ = wᵢ, as in z = Θa.

    ValueError if there are not as many weights as inputs.

    >>> z = dot([Value(2.0), 1.0], [Value(5.0), 0.5])
    >>> z.data, z.partials
    (10.5, (5.0, 2.0))
    """
    weights, inputs = tuple(weights), tuple(inputs)
    if len(weights) != len(inputs):
        raise ValueError(f"dot of {len(weights)} weights and {len(inputs)} inputs; make them equal")
    return evaluate("dot", weights + inputs)


__all__ = list(TABLE)
