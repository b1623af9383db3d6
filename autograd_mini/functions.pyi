"""The types of functions.py, whose functions are made from the table; a test compares the two."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol, overload

from autograd_mini.value import Operand, Value

__all__: list[str]

class Unary(Protocol):
    @overload
    def __call__(self, x: Value, /) -> Value: ...
    @overload
    def __call__(self, x: float, /) -> float: ...

class Binary(Protocol):
    @overload
    def __call__(self, u: Value, v: Operand, /) -> Value: ...
    @overload
    def __call__(self, u: Operand, v: Value, /) -> Value: ...
    @overload
    def __call__(self, u: float, v: float, /) -> float: ...

abs: Unary
acos: Unary
acosh: Unary
asin: Unary
asinh: Unary
atan: Unary
atanh: Unary
cbrt: Unary
cos: Unary
cosh: Unary
elu: Unary
erf: Unary
exp: Unary
exp2: Unary
expm1: Unary
gelu: Unary
leaky_relu: Unary
log: Unary
log10: Unary
log1p: Unary
log2: Unary
log_sigmoid: Unary
neg: Unary
normal_cdf: Unary
normal_pdf: Unary
relu: Unary
sigmoid: Unary
silu: Unary
sin: Unary
sinh: Unary
softplus: Unary
softsign: Unary
sqrt: Unary
tan: Unary
tanh: Unary

add: Binary
atan2: Binary
div: Binary
hypot: Binary
maximum: Binary
minimum: Binary
mul: Binary
pow: Binary
sub: Binary

def dot(weights: Iterable[Operand], inputs: Iterable[Operand]) -> Any: ...
def total(terms: Iterable[Operand]) -> Any: ...
def logsumexp(terms: Iterable[Operand]) -> Any: ...
def evaluate(name: str, operands: Iterable[Operand]) -> Any: ...
def function(name: str) -> Callable[..., Any]: ...
