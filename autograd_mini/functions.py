"""The operations of the table as functions: of Values they build a node, of numbers a number.

So `def f(x): return x * sin(x)` can be differentiated, and plotted too.  Together these functions
are also the namespace `m` in which the rules of elementary.py build derivatives as graphs.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol, overload

from autograd_mini.elementary import TABLE
from autograd_mini.errors import real
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.value import Operand, Value, apply, unary


class Unary(Protocol):
    """The type of a function of one operand."""

    @overload
    def __call__(self, x: Value, /) -> Value: ...
    @overload
    def __call__(self, x: float, /) -> float: ...


class Binary(Protocol):
    """The type of a function of two operands, of which either or both may be Values."""

    @overload
    def __call__(self, u: Value, v: Operand, /) -> Value: ...
    @overload
    def __call__(self, u: Operand, v: Value, /) -> Value: ...
    @overload
    def __call__(self, u: float, v: float, /) -> float: ...


def evaluate(name: str, operands: Iterable[Operand]) -> Any:  # Value or float, as in the Protocols
    """Return the operation `name` of the table: a node if an operand is a Value, else a float."""
    xs = tuple([x if isinstance(x, Value) else real(x) for x in operands])
    result = apply(TABLE[name], xs)
    return result if result.parents else result.data


def function(name: str) -> Callable[..., Any]:
    """Return the operation `name` of the table as a function, documented from its record."""
    op = TABLE[name]
    operands, examples = ("x", [0.5]) if op.arity == 1 else ("u, v", [2.0, 3.0])
    if not op.defined(*examples):
        examples = [2.0]

    def call(*xs: Operand) -> Any:
        if len(xs) != op.arity:
            raise TypeError(f"{name}({operands}) takes {op.arity} operands, not {len(xs)}")
        if len(xs) == 1 and isinstance(xs[0], Value):
            return unary(name, xs[0])
        return evaluate(name, xs)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = f"""Return {name}({operands}), drawn as {op.symbol}; defined for {op.domain}.

    Derivative: {op.derivative}.  DomainError where it or the value is not finite.

    >>> {name}({", ".join(map(repr, examples))})
    {op.value(*examples)!r}
    """
    return call


exp: Unary = function("exp")
expm1: Unary = function("expm1")
log: Unary = function("log")
log1p: Unary = function("log1p")
sqrt: Unary = function("sqrt")
sin: Unary = function("sin")
cos: Unary = function("cos")
tan: Unary = function("tan")
atan: Unary = function("atan")
sinh: Unary = function("sinh")
cosh: Unary = function("cosh")
tanh: Unary = function("tanh")
sigmoid: Unary = function("sigmoid")
log_sigmoid: Unary = function("log_sigmoid")
softplus: Unary = function("softplus")
relu: Unary = function("relu")
neg: Unary = function("neg")
abs: Unary = function("abs")
add: Binary = function("add")
sub: Binary = function("sub")
mul: Binary = function("mul")
div: Binary = function("div")
pow: Binary = function("pow")
maximum: Binary = function("maximum")
minimum: Binary = function("minimum")


def constant(name: str) -> Callable[..., float]:
    """Return a piecewise constant of elementary.py as a function of Values: a plain number."""
    return lambda *xs: PIECEWISE_CONSTANT[name](*map(float, xs))


sign, step, larger, zero = map(constant, ("sign", "step", "larger", "zero"))
lowers = constant("lowers")
# The rest of the table.
globals().update({n: function(n) for n, op in TABLE.items() if op.arity and n not in globals()})


def total(terms: Iterable[Operand]) -> Any:
    """Return the sum of all terms as one node, rounded once; its partials are all 1.

    >>> total([0.1] * 10)
    1.0
    """
    return evaluate("total", terms)


def logsumexp(terms: Iterable[Operand]) -> Any:
    """Return log Σ exp(xᵢ) as one node, without overflow; ∂/∂xᵢ = exp(xᵢ − result).

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
