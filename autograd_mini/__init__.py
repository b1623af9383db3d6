"""autograd_mini: reverse-mode differentiation of scalars, made for teaching the chain rule."""

import builtins
import sys

if sys.version_info < (3, 10):  # noqa: UP036 (run from a checkout, where pip has not said it)
    raise ImportError("autograd_mini needs Python 3.10 or newer")

from autograd_mini import early as early  # first of all, for the sake of Ctrl-C

# isort: split
from autograd_mini import copying as copying  # registers how graphs are copied and pickled
from autograd_mini import functions
from autograd_mini.differentiate import (
    grad,
    hessian,
    hvp,
    jacobian,
    jvp,
    value_and_grad,
    vjp,
)
from autograd_mini.differentiate.counting import compare_modes, count_operations
from autograd_mini.errors import DomainError, StaleGraphError
from autograd_mini.explain import explain
from autograd_mini.functions import *  # noqa: F403  (all of the table)
from autograd_mini.nn import MLP
from autograd_mini.nn.cost import (
    cross_entropy,
    cross_entropy_from_logits,
    l2,
    mean_squared_error,
    softmax,
    softmax_cross_entropy,
)
from autograd_mini.nn.train import train
from autograd_mini.recording import recording
from autograd_mini.value import Value, zero_grad

__version__ = "0.2.0"

# `from autograd_mini import *` leaves the built-in abs and pow alone.
__all__ = [
    "MLP", "DomainError", "StaleGraphError", "Value", "compare_modes", "count_operations",
    "cross_entropy", "cross_entropy_from_logits", "explain", "grad", "hessian", "hvp", "jacobian",
    "jvp", "l2", "mean_squared_error", "recording", "softmax", "softmax_cross_entropy",
    "train", "value_and_grad", "vjp", "zero_grad",
    *(name for name in functions.__all__ if not hasattr(builtins, name)),
]  # fmt: skip
