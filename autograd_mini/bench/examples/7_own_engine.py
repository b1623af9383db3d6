# Your own engine: what is wrong here?
# 你自己的引擎：哪里错了？


class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self.pull = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def pull():
            self.grad = out.grad
            other.grad = out.grad

        out.pull = pull
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def pull():
            self.grad = other.data * out.grad
            other.grad = self.data * out.grad

        out.pull = pull
        return out

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node.pull()


a = Value(3.0)
b = a * a
J = b + a
J.backward()
print("∂J/∂a =", a.grad)
