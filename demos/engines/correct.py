"""A correct engine in forty lines, with + − × ÷ and powers with a number."""

import math


class Value:
    """A number, the values that it was computed from, and the derivatives by them."""

    def __init__(self, data, parents=(), partials=()):
        self.data, self.grad = float(data), 0.0
        self.parents, self.partials = parents, partials

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n):
        if isinstance(n, Value):
            raise TypeError("the exponent has to be a number")
        return Value(self.data**n, (self,), (n * self.data ** (n - 1) if n else 0.0,))

    def __rpow__(self, base):
        power = base**self.data
        return Value(power, (self,), (power * math.log(base),))

    __radd__, __rmul__ = __add__, __mul__

    # fmt: off
    def __neg__(self): return self * -1.0
    def __sub__(self, other): return self + -other
    def __rsub__(self, other): return -self + other
    def __truediv__(self, other): return self * other**-1
    def __rtruediv__(self, other): return self**-1 * other
    # fmt: on

    def backward(self):
        """Visit every node after all of its consumers; inner gradients start afresh."""
        order, seen, stack = [], set(), [self]
        while stack:
            node = stack.pop()
            if node is None:  # all that the next one was computed from is in order by now
                order.append(stack.pop())
            elif id(node) not in seen:
                seen.add(id(node))
                stack += [node, None, *node.parents]
                if node.parents:
                    node.grad = 0.0
        self.grad = self.grad + 1.0
        for node in reversed(order):
            for parent, partial in zip(node.parents, node.partials):
                parent.grad += node.grad * partial
