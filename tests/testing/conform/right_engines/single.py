"""In single precision, with gradients as PyTorch has them: None at first, and retain_graph."""

import numpy


class Tensor:
    def __init__(self, data, requires_grad=False, parents=()):
        self.data, self.grad = numpy.float32(data), None
        self.requires_grad, self.parents = requires_grad, parents

    def result(self, data, *parents):
        with numpy.errstate(all="raise"):
            return Tensor(data(), True, parents)

    def __add__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return self.result(lambda: self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return self.result(lambda: self.data * other.data, (self, other.data), (other, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        out = self.result(lambda: numpy.exp(self.data))
        out.parents = ((self, out.data),)
        return out

    def sin(self):
        return self.result(lambda: numpy.sin(self.data), (self, numpy.cos(self.data)))

    def relu(self):
        return self.result(lambda: numpy.maximum(self.data, 0), (self, self.data >= 0))

    def backward(self, retain_graph=False):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen and node.requires_grad:
                seen.add(id(node))
                stack += [(node, True), *((parent, False) for parent, _ in node.parents)]
        flow = {id(self): numpy.float32(1)}
        for node in reversed(order):
            got = flow.get(id(node), numpy.float32(0))
            if not node.parents:
                node.grad = got if node.grad is None else node.grad + got
            for parent, partial in node.parents:
                flow[id(parent)] = flow.get(id(parent), numpy.float32(0)) + got * partial


def variable(x):
    return Tensor(x, requires_grad=True)
