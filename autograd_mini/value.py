"""Value: one node of the computation graph, and the backward pass through all of them.

Computing with Values records a graph: each result remembers its operands and, on the edge to
each, the local partial derivative.  The chain rule then says how the output J depends on any node:
add up, over every consumer c of the node n,

    ∂J/∂n = Σ ∂J/∂c · ∂c/∂n

In which order?  Take b = a + a and J = b + b.  Whoever goes on from b as soon as the first of its
two edges has delivered 1 sends that 1 on to a, and later, when the second edge has made it 2, sends
2 again: a gets 6.  The right answer is 4.  So a node must wait until all its consumers are done.
That order comes for free: a node is created after its operands, so going through the nodes from
the newest to the oldest, every consumer comes before its operands.

>>> a = Value(1.0, label="a")
>>> b = a + a
>>> (b + b).backward()
>>> a.grad
4.0
"""

import itertools
import math
import operator
from collections.abc import Iterable
from typing import SupportsFloat, TypeAlias, Union

from autograd_mini.elementary import FLOATS, TABLE, Elementary
from autograd_mini.errors import LARGEST, overflow, real, undefined

Operand: TypeAlias = Union["Value", float]
ADD, MUL = TABLE["add"], TABLE["mul"]
CREATED = operator.attrgetter("created")
new = object.__new__
_numbers = itertools.count(1)


class Value:
    """A number that remembers how it was computed.

    data: the number; anything real (int, bool, float, Fraction, a NumPy scalar, …).
    label: a name for pictures, explanations and error messages.

    Attributes: `data`; `grad`, the adjoint ∂J/∂self after `J.backward()`; `op`, the record of the
    operation in the derivative table (None for a leaf); `operands`, in order, plain numbers
    included; `parents`, the Values among them; `partials`, ∂self/∂parent for each parent; `label`;
    `created`, the creation number.  Only the `data`, `grad` and `label` of a leaf are yours to set.

    TypeError if `data` is not a real number, ValueError if it is nan or infinite.

    >>> x, w = Value(2.0, label="x"), Value(-3.0, label="w")
    >>> z = x * w + 1
    >>> z.backward()
    >>> z.data, x.grad, w.grad
    (-5.0, -3.0, 2.0)
    """

    __slots__ = (
        "_walk", "created", "data", "grad", "label", "op", "operands", "parents", "partials",
    )  # fmt: skip
    __array_ufunc__ = None  # makes NumPy leave `array * value` to us, which refuse it

    def __init__(self, data: SupportsFloat, label: str = "") -> None:
        if isinstance(data, Value):
            raise TypeError("Value(...) of a Value would cut the graph; use the Value itself")
        if not isinstance(label, str):
            raise TypeError(f"a label is a string, not {label!r}")
        self.data: float = real(data)
        self.grad: float = 0.0
        self.op: Elementary | None = None
        self.operands: tuple[Value | float, ...] = ()
        self.parents: tuple[Value, ...] = ()
        self.partials: tuple[float, ...] = ()
        self.label: str = label
        self.created: int = next(_numbers)
        self._walk = 0  # the last walk through the graph that came by here, see ancestry()

    # + and × are written out because most nodes are one of them; a test holds them to the table.

    def __add__(self, other: Operand) -> "Value":
        if isinstance(other, Value):
            return node(self.data + other.data, ADD, (self, other), (1.0, 1.0))
        if type(other) is float:
            return node(self.data + other, ADD, (self,), (1.0,), (self, other))
        return binary("add", self, other)

    def __mul__(self, other: Operand) -> "Value":
        if isinstance(other, Value):
            return node(self.data * other.data, MUL, (self, other), (other.data, self.data))
        if type(other) is float:
            return node(self.data * other, MUL, (self,), (other,), (self, other))
        return binary("mul", self, other)

    # The other operators and methods ask the table.
    # fmt: off
    def __sub__(self, other: Operand) -> "Value": return binary("sub", self, other)
    def __truediv__(self, other: Operand) -> "Value": return binary("div", self, other)
    def __pow__(self, other: Operand) -> "Value": return binary("pow", self, other)
    def __radd__(self, other: Operand) -> "Value": return binary("add", other, self)
    def __rmul__(self, other: Operand) -> "Value": return binary("mul", other, self)
    def __rsub__(self, other: Operand) -> "Value": return binary("sub", other, self)
    def __rtruediv__(self, other: Operand) -> "Value": return binary("div", other, self)
    def __rpow__(self, other: Operand) -> "Value": return binary("pow", other, self)
    def __pos__(self) -> "Value": return self
    def __neg__(self) -> "Value": return unary("neg", self)
    def __abs__(self) -> "Value": return unary("abs", self)
    def exp(self) -> "Value": return unary("exp", self)
    def log(self) -> "Value": return unary("log", self)
    def sqrt(self) -> "Value": return unary("sqrt", self)
    def sin(self) -> "Value": return unary("sin", self)
    def cos(self) -> "Value": return unary("cos", self)
    def tanh(self) -> "Value": return unary("tanh", self)
    def sigmoid(self) -> "Value": return unary("sigmoid", self)
    def relu(self) -> "Value": return unary("relu", self)
    # fmt: on

    def __float__(self) -> float:
        return float(self.data)

    def __repr__(self) -> str:
        label = f", label={self.label!r}" if self.label else ""
        op = f", op={self.op.name}" if self.op else ""
        return f"Value({self.data!r}, grad={self.grad!r}{label}{op})"

    def backward(self, seed: SupportsFloat = 1.0) -> None:
        """Set `grad` to seed · ∂self/∂node for every node that self was computed from.

        Inner nodes start afresh on each call.  Leaves accumulate: the new derivative is added to
        the old grad, so that one call for each of m samples sums up their gradients, as Δ does in
        the formulas.  `zero_grad` starts a new sum.

        seed: what ∂J/∂self is taken to be; any finite number.

        TypeError or ValueError for any other seed; DomainError if an adjoint overflows.  After an
        error every grad is what it was before.

        >>> w = Value(3.0)
        >>> for x in (1.0, 10.0):
        ...     (w * x).backward()
        >>> w.grad
        11.0
        """
        seed = real(seed)
        inner, leaves = ancestry([self])
        holding = [n for n in inner + leaves if n.grad]  # a leaf: the sum of earlier calls
        before = [n.grad for n in holding]
        try:
            for n in holding:
                n.grad = 0.0
            self.grad = seed
            for n in inner:
                adjoint, parents = n.grad, n.parents
                if len(parents) == 2:  # spelt out, the two usual cases take half the time
                    u, v = parents
                    by_u, by_v = n.partials
                    u.grad += adjoint * by_u
                    v.grad += adjoint * by_v
                elif len(parents) == 1:
                    parents[0].grad += adjoint * n.partials[0]
                else:
                    for parent, partial in zip(parents, n.partials):
                        parent.grad += adjoint * partial
            # A leaf's old grad comes in last, in one piece, so that a second call doubles the
            # first to the last bit.
            for n, old in zip(holding, before):
                if not n.op:
                    n.grad += old
            # An adjoint that is inf or nan makes those of its parents so, down to a leaf.
            if not math.isfinite(sum([n.grad for n in leaves])):
                for n in inner + leaves:
                    if not math.isfinite(n.grad):
                        raise overflow(n)
        except BaseException:  # Ctrl-C, too
            for n in inner + leaves:
                n.grad = 0.0
            for n, old in zip(holding, before):
                n.grad = old
            raise


def ancestry(outputs: Iterable[Value]) -> tuple[list[Value], list[Value]]:
    """Return the nodes that the outputs were computed from, outputs included.

    First the inner nodes, newest first, and so every consumer before its parents; then the leaves.
    """
    walk = next(_numbers)
    inner: list[Value] = []
    leaves: list[Value] = []
    for n in outputs:
        if n._walk != walk:
            n._walk = walk
            (inner if n.op else leaves).append(n)
    for n in inner:  # the list grows while we go through it; no recursion, so no depth limit
        for parent in n.parents:
            if parent._walk != walk:
                parent._walk = walk
                (inner if parent.op else leaves).append(parent)
    inner.sort(key=CREATED, reverse=True)
    return inner, leaves


def node(
    data: float,
    op: Elementary,
    parents: tuple[Value, ...],
    partials: tuple[float, ...],
    operands: tuple[Value | float, ...] = (),
) -> Value:
    """Return a new node of the graph; its operands are its parents unless there is a number."""
    if not -LARGEST <= data <= LARGEST:
        raise undefined(op, operands or parents)
    self = new(Value)
    self.data = data
    self.grad = 0.0
    self.op = op
    self.parents = parents
    self.partials = partials
    self.operands = operands or parents
    self.label = ""
    self.created = next(_numbers)
    self._walk = 0
    return self


def apply(op: Elementary, operands: tuple[Value | float, ...]) -> Value:
    """Return the node op(operands), with its local partials from the table.

    DomainError if the value or one of the partials does not exist or is too large for a float.
    """
    xs = [x.data if isinstance(x, Value) else x for x in operands]
    parents = tuple([x for x in operands if isinstance(x, Value)])
    try:
        y = op.value(*xs)
        every = op.all_partials(FLOATS, xs, y) if op.arity is None else None
        of_parent = [i for i, x in enumerate(operands) if isinstance(x, Value)]
        partials = tuple([every[i] if every else op.partial(i, FLOATS, xs, y) for i in of_parent])
    except (ValueError, OverflowError, ZeroDivisionError):
        raise undefined(op, operands) from None
    if not all(map(math.isfinite, partials)):
        raise undefined(op, operands)
    return node(y, op, parents, partials, operands if len(parents) < len(operands) else ())


def unary(name: str, x: Value) -> Value:
    """Return the node op(x), as `apply` does, for an operation of one operand."""
    op = TABLE[name]
    try:
        data = op.value(x.data)
        partial = op.partials[0](FLOATS, x.data, data)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise undefined(op, (x,)) from None
    if not -LARGEST <= partial <= LARGEST:
        raise undefined(op, (x,))
    return node(data, op, (x,), (partial,))


def binary(name: str, left: Operand, right: Operand) -> Value:
    """Return the node left ∘ right; NotImplemented where Python is to say that it cannot be."""
    try:
        u = left if isinstance(left, Value) else real(left)
        v = right if isinstance(right, Value) else real(right)
    except TypeError:
        return NotImplemented  # type: ignore[no-any-return]
    return apply(TABLE[name], (u, v))


def zero_grad(values: Iterable[Value]) -> None:
    """Set the grad of each of the values to 0, before a new sum of gradients begins.

    TypeError, and nothing is changed, if one of them is not a Value.

    >>> w = Value(3.0)
    >>> w.backward()
    >>> zero_grad([w])
    >>> w.grad
    0.0
    """
    values = [values] if isinstance(values, Value) else list(values)
    for kind in dict.fromkeys(map(type, values)):
        if not issubclass(kind, Value):
            raise TypeError(f"zero_grad takes Values, not {kind.__name__}")
    for value in values:
        value.grad = 0.0
