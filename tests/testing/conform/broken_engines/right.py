"""The engine that the broken ones are made from: it gets everything right.

Each method of `Value` does one thing, so that an engine that is broken in one way overrides one.
"""

import math


class Value:
    def __init__(self, data, parents=(), partials=()):
        self.data, self.grad = float(data), 0.0
        self.parents, self.partials = tuple(parents), tuple(partials)

    def make(self, data, parents, partials):
        return type(self)(data, parents, partials)

    def of(self, other):
        return other if isinstance(other, Value) else type(self)(other)

    # Operations.

    def __add__(self, other):
        other = self.of(other)
        return self.make(self.data + other.data, (self, other), (1.0, 1.0))

    def __sub__(self, other):
        other = self.of(other)
        return self.make(self.data - other.data, (self, other), (1.0, -1.0))

    def __mul__(self, other):
        other = self.of(other)
        return self.make(self.data * other.data, (self, other), (other.data, self.data))

    def __truediv__(self, other):
        other = self.of(other)
        partials = (1 / other.data, -self.data / other.data**2)
        return self.make(self.data / other.data, (self, other), partials)

    def __pow__(self, other):
        if isinstance(other, Value):
            power = math.pow(self.data, other.data)
            by_base = other.data * math.pow(self.data, other.data - 1)
            return self.make(power, (self, other), (by_base, power * math.log(self.data)))
        by_base = other * math.pow(self.data, other - 1) if other else 0.0
        return self.make(math.pow(self.data, other), (self,), (by_base,))

    def __radd__(self, other):
        return self.of(other) + self

    def __rsub__(self, other):
        return self.of(other) - self

    def __rmul__(self, other):
        return self.of(other) * self

    def __rtruediv__(self, other):
        return self.of(other) / self

    def __rpow__(self, other):
        power = math.pow(other, self.data)
        return self.make(power, (self,), (power * math.log(other),))

    def __neg__(self):
        return self.make(-self.data, (self,), (-1.0,))

    def exp(self):
        y = math.exp(self.data)
        return self.make(y, (self,), (y,))

    def log(self):
        return self.make(math.log(self.data), (self,), (1 / self.data,))

    def sqrt(self):
        y = math.sqrt(self.data)
        return self.make(y, (self,), (1 / (2 * y),))

    def tanh(self):
        y = math.tanh(self.data)
        return self.make(y, (self,), (1 - y * y,))

    def sigmoid(self):
        e = math.exp(-abs(self.data))
        y = 1 / (1 + e) if self.data >= 0 else e / (1 + e)
        return self.make(y, (self,), (y * (1 - y),))

    def softplus(self):
        e = math.exp(-abs(self.data))
        y = max(self.data, 0.0) + math.log1p(e)
        return self.make(y, (self,), ((1.0 if self.data >= 0 else e) / (1 + e),))

    def relu(self):
        return self.make(max(self.data, 0.0), (self,), (float(self.data > 0),))

    def maximum(self, other):
        u, v = self.data, other.data
        by_u = 0.5 * (u > v) - 0.5 * (u < v) + 0.5
        return self.make(max(u, v), (self, other), (by_u, 1 - by_u))

    # The backward pass.

    def order(self):
        """Return the nodes in topological order."""
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack += [(parent, False) for parent in node.parents]
        return order

    def forget(self, order):
        """Let inner gradients start afresh."""
        for node in order:
            if node.parents:
                node.grad = 0.0

    def seed(self, seed):
        self.grad += seed

    def send(self, parent, partial):
        """Add to the gradient of a parent."""
        parent.grad += self.grad * partial

    def backward(self, seed=1.0):
        order = self.order()
        self.forget(order)
        self.seed(seed)
        for node in reversed(order):
            for parent, partial in zip(node.parents, node.partials):
                node.send(parent, partial)
