"""In an object-oriented style: a class for each operation, another for leaves, and other names."""


class Node:
    def __init__(self, value, *operands):
        self.value, self.operands = value, operands
        self._slope = None

    def gradient(self):
        if self._slope is None:
            raise RuntimeError("run differentiate() first")
        return self._slope

    def __add__(self, other):
        other = node(other)
        return Sum(self.value + other.value, self, other)

    def __mul__(self, other):
        other = node(other)
        return Product(self.value * other.value, self, other)

    __radd__, __rmul__ = __add__, __mul__


def node(x):
    return x if isinstance(x, Node) else Variable(x, trainable=True)


class Variable(Node):
    def __init__(self, value, *, trainable):
        if not trainable:
            raise ValueError("there is nothing to train")
        super().__init__(value)


class Sum(Node):
    def partials(self):
        return 1.0, 1.0


class Product(Node):
    def partials(self):
        u, v = self.operands
        return v.value, u.value


def differentiate(J):
    """Set the gradients of all nodes that J depends on."""
    order, seen, stack = [], set(), [J]
    while stack:
        node = stack[-1]
        missing = [n for n in node.operands if id(n) not in seen]
        if missing:
            stack += missing
        else:
            stack.pop()
            if id(node) not in seen:
                seen.add(id(node))
                order.append(node)
    for node in order:
        if node.operands or node._slope is None:
            node._slope = 0.0
    J._slope += 1.0
    for node in reversed(order):
        if node.operands:
            for operand, partial in zip(node.operands, node.partials()):
                operand._slope += node._slope * partial
