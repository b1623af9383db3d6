"""Derivatives as graphs: to be differentiated again, drawn and explained.

`J.backward()` computes numbers.  `grad(J, wrt)` goes the same way back, but does its sums and
products with Values.  What comes out is the graph of the derivative, and the derivative of that is
a second derivative.

Puzzle: where do the formulas come from?  From the rules in the table that `backward()` uses, too.
They are arithmetic, and run on nodes they build nodes.  A rule first writes its formula, in which
0 · x and 1 · x disappear, and only what is left of it becomes nodes; so the graph of g′ is one that
a person can read.

>>> from autograd_mini import Value
>>> x = Value(3.0, label="x")
>>> (slope,) = grad(x**3, [x])
>>> slope.data, slope.label
(27.0, '∂J/∂x')
>>> [[entry.data for entry in row] for row in hessian(x**3, [x])]
[[18.0]]
"""

from autograd_mini.differentiate.of_functions import grad, value_and_grad
from autograd_mini.differentiate.sweeps import hessian, hvp, jacobian, jvp, vjp

__all__ = ["grad", "hessian", "hvp", "jacobian", "jvp", "value_and_grad", "vjp"]
