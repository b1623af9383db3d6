"""The lean engine: hardly more than a scalar engine needs, to measure ours against.

A node is four slots: its number, its gradient, its children and the local derivatives by them.
There is nothing else: no names, no operations, no checks of anything, no second derivatives.  A
number in an expression becomes a leaf, − is + and ×, and ÷ is × and a power.

>>> x, w = Value(2.0), Value(-3.0)
>>> z = x * w + 1
>>> z.backward()
>>> z.data, x.grad, w.grad
(-5.0, -3.0, 2.0)
"""

# ruff: noqa: D102, its operators and methods are a table

import math


class Value:
    """A number with the numbers it was computed from; `backward` adds to their `grad`."""

    __slots__ = ("children", "data", "grad", "slopes")

    def __init__(self, data, children=(), slopes=()):
        self.data = data
        self.grad = 0.0
        self.children = children
        self.slopes = slopes

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, k):
        return Value(self.data**k, (self,), (k * self.data ** (k - 1),))

    def exp(self):
        y = math.exp(self.data)
        return Value(y, (self,), (y,))

    # fmt: off
    def log(self): return Value(math.log(self.data), (self,), (1 / self.data,))
    def relu(self): return Value(max(self.data, 0.0), (self,), (float(self.data > 0),))
    def __radd__(self, other): return self + other
    def __rmul__(self, other): return self * other
    def __neg__(self): return self * -1.0
    def __sub__(self, other): return self + -other
    def __rsub__(self, other): return -self + other
    def __truediv__(self, other): return self * other**-1.0
    def __rtruediv__(self, other): return self**-1.0 * other
    # fmt: on

    def backward(self):
        """Add ∂self/∂node to the grad of every node, children after all that use them."""
        order, seen, begun = [], {self}, [(self, iter(self.children))]
        while begun:  # depth first, with a list of our own, as chains may be a million deep
            node, children = begun[-1]
            for child in children:
                if child not in seen:
                    seen.add(child)
                    begun.append((child, iter(child.children)))
                    break
            else:
                order.append(node)
                begun.pop()
        self.grad = 1.0
        for node in reversed(order):
            for child, slope in zip(node.children, node.slopes, strict=True):
                child.grad += slope * node.grad
