"""In the style of a tape: what was computed stands in a list, and a pass reads it backwards."""

import math

tape = []


class Value:
    __slots__ = ("data", "grad", "where")

    def __init__(self, data):
        self.data, self.grad, self.where = float(data), 0.0, -1

    def __add__(self, other):
        return record(self.data + number(other), [(self, 1.0), (other, 1.0)])

    def __sub__(self, other):
        return record(self.data - number(other), [(self, 1.0), (other, -1.0)])

    def __rsub__(self, other):
        return record(other - self.data, [(self, -1.0)])

    def __mul__(self, other):
        return record(self.data * number(other), [(self, number(other)), (other, self.data)])

    __radd__, __rmul__ = __add__, __mul__

    def __deepcopy__(self, memo):
        raise NotImplementedError("a tape cannot be copied")

    def backward(self, seed=1.0):
        flow = {self.where if self.where >= 0 else id(self): seed}
        if self.where < 0:
            self.grad += seed
        for i in range(self.where, -1, -1):
            if i not in flow:
                continue
            result, operands = tape[i]
            result.grad = flow[i]
            for operand, partial in operands:
                if isinstance(operand, Value):
                    if operand.where < 0:
                        operand.grad += flow[i] * partial
                    else:
                        flow[operand.where] = flow.get(operand.where, 0.0) + flow[i] * partial


def number(x):
    return x.data if isinstance(x, Value) else float(x)


def record(data, operands):
    result = Value(data)
    result.where = len(tape)
    tape.append((result, operands))
    return result


def exp(x):
    y = math.exp(x.data)
    return record(y, [(x, y)])


def sigmoid(x):
    e = math.exp(-abs(x.data))
    y = (1.0 if x.data >= 0 else e) / (1 + e)
    return record(y, [(x, y * (1 - y))])


def log(x: float) -> float:
    """Return the logarithm of a number; it has nothing to do with Values."""
    return math.log(x)
