"""Contractions: a product summed over some axes, written as the matrix product that it is.

The sum over the inputs of a layer in z, and what the reverse sweep makes of it, are one kind of
formula.  With s for the axis of the samples, i for the units and t for the terms:

    z = Σ_t w_it·x_st         [s i]        x @ w.T
    x̄ = Σ_i δ_si·w_it         [s t]        delta @ w
    w̄ = Σ_s δ_si·x_st         [i t]        delta.T @ x

>>> delta, x = Expression("delta", (SAMPLES, 0)), Expression("x", (SAMPLES, TERMS))
>>> print(contraction(delta, x, (0, TERMS)))
delta.T @ x
>>> print(contraction(x, Expression("w", (0, TERMS)), (SAMPLES, 0)))
x @ w.T
"""

import re

from autograd_mini.compile.expressions import (
    ATOM,
    PRODUCT,
    SAMPLES,
    SIGN,
    TERMS,
    Expression,
    joined,
)

Axes = tuple[int, ...]


def contraction(x: Expression, y: Expression, target: Axes) -> Expression:
    """Return Σ x·y over all axes that are not among `target`; the rest in ascending order."""
    x, y = (summed(e, [a for a in e.axes if a not in target and a not in o.axes])
            for e, o in ((x, y), (y, x)))  # fmt: skip
    gone = tuple(a for a in x.axes if a not in target)
    both = tuple(a for a in x.axes if a in target and a in y.axes)
    left = tuple(a for a in x.axes if a in target and a not in y.axes)
    right = tuple(a for a in y.axes if a in target and a not in x.axes)
    if not gone:
        return joined(x, "*", y, PRODUCT, SIGN)
    if x == y and len(left) == len(right) == 0 and both:
        return _einsum(x, y, both)
    if len(gone) == 1 and len(left) <= 1 and len(right) <= 1 and both and (left and right):
        return _batched(x, y, both, left, right, gone)
    if not both and left and right:
        for u, v, a, b in ((x, y, left, right), (y, x, right, left)):
            if a + b == tuple(sorted(a + b)):
                matrices = _matrices(u, v, a, b, gone)
                if matrices is not None:
                    return matrices
    if not both and len(gone) == 1 and (not left or not right):
        u, v = (x, y) if not right else (y, x)  # v is a vector
        if u.axes[-1] == gone[0]:
            return Expression(f"{u.at(PRODUCT)} @ {v.at(ATOM)}", u.axes[:-1], PRODUCT, True)
        if v.axes == gone and u.axes[0] == gone[0] and len(u.axes) == 2:
            return Expression(f"{v.at(PRODUCT)} @ {u.at(ATOM)}", u.axes[1:], PRODUCT, True)
    return _einsum(x, y, tuple(sorted(both + left + right)))


def summed(x: Expression, axes: list[int]) -> Expression:
    """Return x summed over some of its axes."""
    if not axes:
        return x
    rest = tuple(a for a in x.axes if a not in axes)
    if not rest:
        return Expression(f"sum({x})")
    where = [x.axes.index(a) for a in axes]
    axis = str(tuple(where))
    if len(where) == 1:
        axis = str(where[0]) if where[0] < len(x.axes) - 1 else "-1"
    return Expression(f"sum({x}, axis={axis})", rest, ATOM, True, summed=x)


def _matrices(
    x: Expression, y: Expression, left: Axes, right: Axes, gone: Axes
) -> Expression | None:
    """Return x @ y, x read as left × gone and y as gone × right; None if they cannot be."""
    if len(right) > 1 or (len(left) > 1 and x.axes != left + gone):
        return None
    if len(gone) == 1:
        v = _transposed(y, gone + right).at(ATOM)
        if x.axes == left + gone:
            return Expression(f"{x.at(PRODUCT)} @ {v}", left + right, PRODUCT, True)
        return Expression(
            f"{_transposed(x, left + gone).at(PRODUCT)} @ {v}", left + right, PRODUCT, True
        )
    if len(left) == 1 and x.axes == gone + left and y.axes == gone + right:
        return Expression(f"rows({x}).T @ rows({y})", left + right, PRODUCT, True)
    return None


def _transposed(x: Expression, axes: Axes) -> Expression:
    """Return a matrix as it is, or turned round."""
    return x if x.axes == axes else Expression(permuted(x.at(ATOM), (1, 0)), axes)


def permuted(text: str, order: tuple[int, ...]) -> str:
    """Return the text of an array with its axes in another order; two turns are made one.

    text: a name, a call, or what stands in brackets.

    >>> permuted("a.T", (1, 0)), permuted("permute_dims(a, (0, 2, 1))", (1, 0, 2))
    ('a', 'permute_dims(a, (2, 0, 1))')
    >>> permuted("(a + b)", (1, 0)), permuted("(a + b)", (1, 0, 2))
    ('(a + b).T', 'permute_dims(a + b, (1, 0, 2))')
    """
    inner, before = text, tuple(range(len(order)))
    if turned := re.fullmatch(r"permute_dims\((.*), \(([\d, ]+)\)\)", text):
        inner, before = turned[1], tuple(map(int, turned[2].split(", ")))
    elif text.endswith(".T"):
        inner, before = text.removesuffix(".T"), (1, 0)
    now = tuple(before[i] for i in order)
    if now == tuple(range(len(now))):
        return inner
    if now == (1, 0):
        return f"{inner}.T"
    inner = inner[1:-1] if inner[0] == "(" and inner[-1] == ")" else inner
    return f"permute_dims({inner}, {now})"


def _batched(
    x: Expression, y: Expression, both: Axes, left: Axes, right: Axes, gone: Axes
) -> Expression:
    """Return a matrix product for each entry of the axes that x and y share."""
    result = both + left + right
    if result != tuple(sorted(result)):
        result = both + right + left
        if result != tuple(sorted(result)):
            return _einsum(x, y, tuple(sorted(result)))
        x, y, left, right = y, x, right, left
    texts = []
    for e, wanted in ((x, both + left + gone), (y, both + gone + right)):
        texts.append(permuted(e.at(ATOM), tuple(e.axes.index(a) for a in wanted)))
    return Expression(" @ ".join(texts), result, PRODUCT, True)


def _einsum(x: Expression, y: Expression, target: Axes) -> Expression:
    letters = {SAMPLES: "m", TERMS: "t"}
    for axis in sorted({*x.axes, *y.axes} - {SAMPLES, TERMS}):
        letters[axis] = "ijkl"[axis] if axis < 4 else chr(ord("A") + axis)
    u, v, w = ("".join(letters[a] for a in axes) for axes in (x.axes, y.axes, target))
    return Expression(f'einsum("{u},{v}->{w}", {x}, {y})', target)
