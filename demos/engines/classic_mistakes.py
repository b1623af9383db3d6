"""An engine as many first ones are: it passes the two examples that it was tried on."""

import math


class Value:
    """A number and a function that sends its gradient back."""

    def __init__(self, data, children=()):
        self.data = data
        self.grad = 0.0
        self.children = set(children)  # x * x has one child
        self.send_back = lambda: None

    def __add__(self, other):
        result = Value(self.data + other.data, (self, other))

        def send_back():
            self.grad = result.grad  # = where += is meant
            other.grad = result.grad

        result.send_back = send_back
        return result

    def __mul__(self, other):
        result = Value(self.data * other.data, (self, other))

        def send_back():
            self.grad = other.data * result.grad
            other.grad = self.data * result.grad

        result.send_back = send_back
        return result

    def __sub__(self, other):
        return self + other * Value(-1.0)

    def sigmoid(self):
        """σ(x), which overflows for a very negative x."""
        result = Value(1 / (1 + math.exp(-self.data)), (self,))

        def send_back():
            self.grad = result.data * (1 - result.data) * result.grad

        result.send_back = send_back
        return result

    def relu(self):
        """max(x, 0), with the derivative 1 at 0."""
        result = Value(max(self.data, 0.0), (self,))

        def send_back():
            self.grad = (self.data >= 0) * result.grad

        result.send_back = send_back
        return result

    def backward(self):
        """Send gradients back, to the children first and again for every path."""
        if not self.grad:
            self.grad = 1.0
        self.send_back()
        for child in self.children:
            child.backward()
