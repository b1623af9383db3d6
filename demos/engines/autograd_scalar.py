"""HIPS autograd, which differentiates functions, behind a Value that remembers one."""

import autograd
import autograd.numpy as np


class Value:
    """A number, and the function of its leaves that it was computed by."""

    def __init__(self, data, leaves=(), function=None):
        self.data, self.grad = float(data), 0.0
        self.leaves = leaves or (self,)
        self.function = function or (lambda numbers: numbers[self])

    def _apply(self, function, *others):
        operands = [self, *(o if isinstance(o, Value) else Value(o) for o in others)]
        leaves = tuple(dict.fromkeys(leaf for o in operands for leaf in o.leaves))
        result = Value(
            0.0, leaves, lambda numbers: function(*[o.function(numbers) for o in operands])
        )
        result.data = float(result.function({leaf: leaf.data for leaf in leaves}))
        return result

    def backward(self):
        """Add to the gradient of each leaf what autograd finds."""

        def of_list(numbers):
            return self.function(dict(zip(self.leaves, numbers)))

        gradients = autograd.grad(of_list)([leaf.data for leaf in self.leaves])
        for leaf, gradient in zip(self.leaves, gradients):
            leaf.grad += float(gradient)

    # fmt: off
    def __add__(self, other): return self._apply(lambda u, v: u + v, other)
    def __sub__(self, other): return self._apply(lambda u, v: u - v, other)
    def __mul__(self, other): return self._apply(lambda u, v: u * v, other)
    def __truediv__(self, other): return self._apply(lambda u, v: u / v, other)
    def __pow__(self, other): return self._apply(lambda u, v: u**v, other)
    def __radd__(self, other): return self._apply(lambda u, v: v + u, other)
    def __rsub__(self, other): return self._apply(lambda u, v: v - u, other)
    def __rmul__(self, other): return self._apply(lambda u, v: v * u, other)
    def __rtruediv__(self, other): return self._apply(lambda u, v: v / u, other)
    def __rpow__(self, other): return self._apply(lambda u, v: v**u, other)
    def __neg__(self): return self._apply(lambda x: -x)
    def __abs__(self): return self._apply(np.abs)
    def exp(self): return self._apply(np.exp)
    def log(self): return self._apply(np.log)
    def sqrt(self): return self._apply(np.sqrt)
    def sin(self): return self._apply(np.sin)
    def cos(self): return self._apply(np.cos)
    def tanh(self): return self._apply(np.tanh)
    def maximum(self, other): return self._apply(np.maximum, other)
    # fmt: on
