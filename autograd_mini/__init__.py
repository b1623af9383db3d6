"""autograd_mini: reverse-mode differentiation of scalars, made for teaching the chain rule."""

import sys

if sys.version_info < (3, 10):  # noqa: UP036 (run from a checkout, where pip has not said it)
    raise ImportError("autograd_mini needs Python 3.10 or newer")

from autograd_mini import copying as copying  # registers how graphs are copied and pickled
from autograd_mini.compare import compare_modes, count_operations
from autograd_mini.differentiate import (
    grad,
    hessian,
    hvp,
    jacobian,
    jvp,
    value_and_grad,
    vjp,
)
from autograd_mini.errors import DomainError
from autograd_mini.explain import explain
from autograd_mini.functions import (
    abs,
    add,
    atan,
    cos,
    cosh,
    div,
    dot,
    exp,
    expm1,
    log,
    log1p,
    log_sigmoid,
    logsumexp,
    maximum,
    minimum,
    mul,
    neg,
    pow,
    relu,
    sigmoid,
    sin,
    sinh,
    softplus,
    sqrt,
    sub,
    tan,
    tanh,
    total,
)
from autograd_mini.nn import MLP
from autograd_mini.nn.cost import cross_entropy, cross_entropy_from_logits, l2
from autograd_mini.value import Value, zero_grad

__version__ = "0.1.0"

__all__ = [
    "MLP", "DomainError", "Value", "abs", "add", "atan", "compare_modes", "cos", "cosh",
    "count_operations", "cross_entropy", "cross_entropy_from_logits", "div", "dot", "exp",
    "explain", "expm1", "grad", "hessian", "hvp", "jacobian", "jvp", "l2", "log", "log1p",
    "log_sigmoid", "logsumexp", "maximum", "minimum", "mul", "neg", "pow", "relu", "sigmoid", "sin",
    "sinh", "softplus", "sqrt", "sub", "tan", "tanh", "total", "value_and_grad", "vjp",
    "zero_grad",
]  # fmt: skip
