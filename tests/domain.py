"""Operands inside the domain of an operation, whatever that is, for tests of the whole table."""


def inside(op, xs):
    """Return the operands, moved into the operation's domain if they are outside of it.

    A number that is too large or too small for it is replaced by its reciprocal, or goes above 1.
    """
    for move in (lambda x: x, lambda x: 1 / x if x else 0.5, lambda x: 1.25 + abs(x)):
        moved = [move(x) for x in xs]
        if op.defined(*moved):
            return moved
    return list(xs)
