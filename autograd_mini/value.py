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

What a node holds, z of `w, x = Value(-3.0, "w"), Value(2.0, "x"); z = w * x` say:

    data      -6.0                the number
    grad      0.0                 ∂J/∂z, once J.backward() has run
    op        TABLE["mul"]        its row in the derivative table; None in a leaf, such as x
    parents   (w, x)              the Values it was computed from: one edge of the graph to each
    partials  (2.0, -3.0)         ∂z/∂w and ∂z/∂x: what the chain rule multiplies on these edges
    operands  (w, x)              the same with the plain numbers: (w, 2.0) if z were w * 2.0
    label     ""                  a name, for pictures, explanations and messages
    created   3                   when it was made: as the third of all nodes

One or two parents stand in the node itself, as _u and _v, with their partials _by_u and _by_v.  A
tuple for them would be one more object in every node that Python's garbage collector looks at time
and again, which is most of the time that a large forward pass takes.
"""

import itertools
import math
import operator
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, SupportsFloat, TypeAlias, Union

from autograd_mini.elementary import FLOATS, TABLE, Elementary
from autograd_mini.errors import Missing, look_for_infinity, real, settled, undefined
from autograd_mini.floats import all_finite
from autograd_mini.numberlike import NumberLike

Operand: TypeAlias = Union["Value", float]
ADD, SUB, MUL, DIV, POW, NEG = (TABLE[op] for op in ("add", "sub", "mul", "div", "pow", "neg"))
CREATED, new = operator.attrgetter("created"), object.__new__
_numbers = itertools.count(1)
_sweeping = threading.Lock()  # two backward passes at once would mix up their sums in a shared leaf


class Value(NumberLike):
    """A number that remembers how it was computed.

    data: the number; anything real (int, bool, float, Fraction, a NumPy scalar, …).
    label: a name for pictures, explanations and error messages.

    The attributes are those of the legend at the head of value.py.  Only the `data`, `grad` and
    `label` of a leaf are yours to set.  Comparisons go by the number, see numberlike.py.

    TypeError if `data` is not a real number, ValueError if it is nan or infinite.
    """

    __slots__ = ("_by_u", "_by_v", "_seen", "_u", "_v", "created", "data", "grad", "label", "op")
    __array_ufunc__ = None  # makes NumPy leave `array * value` to us, which refuse it

    def __init__(self, data: SupportsFloat, label: str = "") -> None:
        if isinstance(data, Value):
            raise TypeError("Value(...) of a Value would cut the graph; use the Value itself")
        if not isinstance(label, str):
            raise TypeError(f"a label is a string, not {label!r}")
        self.data: float = real(data)
        self.grad: float = 0.0
        self.op: Elementary | None = None
        self.label: str = label
        self.created: int = next(_numbers)
        self._u: Any = None  # a parent; all of them, as a tuple, in an n-ary operation
        self._v: Any = None  # the other parent, or what `operands` has to know besides
        self._by_u: Any = None  # ∂self/∂u; nan where it does not exist, see `apply`
        self._by_v: Any = None  # ∂self/∂v; None where there is no other parent
        self._seen: Any = None  # the walk that came by last, for backward()

    @property
    def parents(self) -> "tuple[Value, ...]":
        u = self._u
        if u is None or type(u) is tuple:
            return u or ()
        return (u,) if self._by_v is None else (u, self._v)

    @property
    def partials(self) -> tuple[float, ...]:
        found = on_edges(self)
        if math.isfinite(sum(found)):
            return found
        return tuple([None if isinstance(p, Missing) else p for p in found])  # type: ignore[misc]

    @property
    def operands(self) -> "tuple[Value | float, ...]":
        v = self._v
        if type(v) is tuple:
            return v
        return (self._u, v) if type(v) is float else self.parents

    # + − × of two Values are written out, because most nodes are one of them; a test holds them to
    # the table, which the others ask.  The int 0, where sum() begins, is to leave no trace.

    def __add__(self, other: Operand) -> "Value":
        if isinstance(other, Value) and type(u := self.data) is type(v := other.data) is float:
            return node(u + v, ADD, self, 1.0, other, 1.0)
        return self if type(other) is int and other == 0 else binary(ADD, self, other)

    def __sub__(self, other: Operand) -> "Value":
        if isinstance(other, Value) and type(u := self.data) is type(v := other.data) is float:
            return node(u - v, SUB, self, 1.0, other, -1.0)
        return binary(SUB, self, other)

    def __mul__(self, other: Operand) -> "Value":
        if isinstance(other, Value) and type(u := self.data) is type(v := other.data) is float:
            return node(u * v, MUL, self, v, other, u)
        return binary(MUL, self, other)

    # fmt: off
    def __truediv__(self, other: Operand) -> "Value": return binary(DIV, self, other)
    def __pow__(self, other: Operand) -> "Value": return binary(POW, self, other)
    def __radd__(self, other: float) -> "Value":
        return self if type(other) is int and other == 0 else binary(ADD, other, self)
    def __rsub__(self, other: float) -> "Value": return binary(SUB, other, self)
    def __rmul__(self, other: float) -> "Value": return binary(MUL, other, self)
    def __rtruediv__(self, other: float) -> "Value": return binary(DIV, other, self)
    def __rpow__(self, other: float) -> "Value": return binary(POW, other, self)
    def __pos__(self) -> "Value": return self
    def __neg__(self) -> "Value": return unary(NEG, self)
    def __abs__(self) -> "Value": return unary(TABLE["abs"], self)
    def exp(self) -> "Value": return unary(TABLE["exp"], self)
    def log(self) -> "Value": return unary(TABLE["log"], self)
    def sqrt(self) -> "Value": return unary(TABLE["sqrt"], self)
    def sin(self) -> "Value": return unary(TABLE["sin"], self)
    def cos(self) -> "Value": return unary(TABLE["cos"], self)
    def tanh(self) -> "Value": return unary(TABLE["tanh"], self)
    def sigmoid(self) -> "Value": return unary(TABLE["sigmoid"], self)
    def relu(self) -> "Value": return unary(TABLE["relu"], self)
    # fmt: on

    def __repr__(self) -> str:
        label = f", label={self.label!r}" if self.label else ""
        op = f", op={self.op.name}" if self.op else ""
        return f"Value({self.data!r}, grad={self.grad!r}{label}{op})"

    def backward(self, seed: SupportsFloat = 1.0) -> None:
        """Set `grad` to seed · ∂self/∂node for every node that self was computed from.

        Inner nodes start afresh on each call.  Leaves accumulate: the new derivative is added to
        the old grad, so that one call for each of m samples sums up their gradients, as Δ does in
        the formulas.  `zero_grad` starts a new sum.

        The derivatives are those at the recorded point: if a leaf has changed since, compute self
        again.  Passes of several threads wait for each other.

        seed: what ∂J/∂self is taken to be; any finite number.

        TypeError or ValueError for any other seed, and for a grad that is no number; DomainError if
        an adjoint overflows.  After an error, or Ctrl-C, every grad is what it was before.

        >>> w = Value(3.0)
        >>> for x in (1.0, 10.0):
        ...     (w * x).backward()
        >>> w.grad
        11.0
        """
        with _sweeping:
            sweep(self, real(seed))


def sweep(output: Value, seed: float) -> None:
    """Do what backward() says, which holds the lock: adjoints are added up in the grads."""
    inner, leaves = ancestors(output)
    nodes = inner + leaves
    before = [n.grad for n in nodes]
    earlier = before[len(inner) :] if any(before) else []  # what earlier calls have added up
    if not all_finite(before):
        earlier = [settled(n, "grad") for n in leaves]
    try:
        if earlier:
            for n in nodes:
                n.grad = 0.0
        output.grad = seed
        for n in inner:
            adjoint, by_v = n.grad, n._by_v
            if by_v is not None:
                n._u.grad += adjoint * n._by_u
                n._v.grad += adjoint * by_v
            elif type(n._u) is not tuple:
                n._u.grad += adjoint * n._by_u
            else:
                for parent, partial in zip(n._u, n._by_u):
                    parent.grad += adjoint * partial
        # What was there comes in last, in one piece: so a second call exactly doubles the first.
        for n, grad in zip(leaves, earlier):
            n.grad += grad
        # An adjoint that is inf or nan makes those of its parents so, down to a leaf.
        if not math.isfinite(sum([n.grad for n in leaves])):
            look_for_infinity(nodes, map(on_edges, nodes))
    except BaseException:  # Ctrl-C, too
        for n, grad in zip(nodes, before):
            n.grad = grad
        raise


def on_edges(n: Value) -> tuple[float, ...]:
    """Return the partials as they stand in a node, with `Missing` where one does not exist."""
    if n._by_u is None or type(n._by_u) is tuple:
        return n._by_u or ()
    return (n._by_u,) if n._by_v is None else (n._by_u, n._by_v)


def ancestors(output: Value) -> tuple[list[Value], list[Value]]:
    """Return the inner nodes of a graph, newest first and so consumers before parents; its leaves.

    For sweep() alone, which is called under a lock: where it has been is noted in the nodes.
    """
    been = object()  # a new one each time, so nothing has to be cleared afterwards
    output._seen = been
    inner: list[Value] = []
    waiting, leaves = ([output], []) if output.op else ([], [output])
    while waiting:  # no recursion, so no depth limit
        n = waiting.pop()  # from the end, which leaves `inner` nearly in order already
        inner.append(n)
        u, v = n._u, n._v  # spelt out as in sweep(): a tuple of the parents would take longer
        if type(u) is tuple:
            for parent in u:
                if parent._seen is not been:
                    parent._seen = been
                    (leaves if parent.op is None else waiting).append(parent)
            continue
        if u._seen is not been:
            u._seen = been
            (leaves if u.op is None else waiting).append(u)
        if n._by_v is not None and v._seen is not been:
            v._seen = been
            (leaves if v.op is None else waiting).append(v)
    inner.sort(key=CREATED, reverse=True)
    return inner, leaves


def node(data: float, op: Elementary, u: Any, by_u: Any, v: Any = None, by_v: Any = None) -> Value:
    """Return a new node.

    u, by_u: a parent and ∂/∂u; of an n-ary operation all parents, as a tuple, and all partials.
    v, by_v: the other parent and ∂/∂v; or, with by_v None, what `operands` has to know: a number to
        the right of u, or all operands where a number comes first or where they are many.
    """
    if data - data:  # inf − inf and nan − nan are nan, which is true
        return apply(op, v if type(v) is tuple else (u,) if v is None else (u, v))  # type: ignore
    self = new(Value)
    self.data = data
    self.grad = 0.0
    self.op = op
    self.label = ""
    self.created = next(_numbers)
    self._u = u
    self._v = v
    self._by_u = by_u
    self._by_v = by_v
    self._seen = None
    return self


def unary(op: Elementary, x: Value) -> Value:
    """Return the node op(x); errors as for `apply`."""
    try:
        y = op.value(u := x.data)
        by_x = op.partials[0](FLOATS, u, y)
        if type(u) is type(y) is float and not (size := by_x + u) - size:  # nan is true
            return node(y, op, x, by_x)
    except (TypeError, ValueError, ArithmeticError):
        pass  # apply says what is wrong
    return apply(op, (x,))  # type: ignore[no-any-return]


def binary(op: Elementary, left: Any, right: Any) -> Value:
    """Return the node left ∘ right; NotImplemented where Python is to say that it cannot be.

    Values, floats and ints go a short way, anything else goes that of `apply`.
    """
    is_u, is_v = isinstance(left, Value), isinstance(right, Value)
    try:
        u = left.data if is_u else float(left) if type(left) is int else left
        v = right.data if is_v else float(right) if type(right) is int else right
        if type(u) is type(v) is float:
            y = op.value(u, v)
            by_u = op.partials[0](FLOATS, u, v, y) if is_u else 0.0
            by_v = op.partials[1](FLOATS, u, v, y) if is_v else 0.0
            if type(y) is float and not (size := by_u + by_v + u + v) - size:  # nan is true
                if is_u and is_v:
                    return node(y, op, left, by_u, right, by_v)
                return node(y, op, left, by_u, v) if is_u else node(y, op, right, by_v, (u, right))
    except (ValueError, ArithmeticError):
        pass  # apply says what is wrong
    try:
        operands = [x if isinstance(x, Value) else real(x) for x in (left, right)]
    except TypeError:
        return NotImplemented  # type: ignore[no-any-return]
    return apply(op, operands)  # type: ignore[no-any-return]


def nary(op: Elementary, operands: tuple[Value, ...]) -> Value:
    """Return the node op(operands) of an n-ary operation on Values; errors as for `apply`."""
    try:
        y = op.value(*(xs := [x.data for x in operands]))
        partials = op.partials[0](FLOATS, xs, y)
        if type(y) is float and all_finite(xs) and all_finite(partials):
            return node(y, op, operands, tuple(partials), operands)
    except (TypeError, ValueError, ArithmeticError):
        pass  # apply says what is wrong
    return apply(op, operands)  # type: ignore[no-any-return]


def apply(
    op: Elementary, operands: Sequence[Operand], origin: Callable[[], str] | None = None
) -> Any:
    """Return the node op(operands), with its local partials from the table; of numbers, a number.

    origin: says which operation's derivative this is a part of, for a message.  Then a partial need
        not exist: it is None, and an error only for those who go along that edge.

    DomainError if the value or one of the partials does not exist or is too large for a float.
    """
    parents = tuple([x for x in operands if isinstance(x, Value)])
    xs: list[Any] = [x.data if isinstance(x, Value) else x for x in operands]
    if set(map(type, xs)) != {float} or not all_finite(xs):
        xs = [settled(x) if isinstance(x, Value) else x for x in operands]
    try:
        y = float(op.value(*xs))
    except (ValueError, ArithmeticError) as error:
        raise undefined(op, operands, error) from None
    if not math.isfinite(y):
        raise undefined(op, operands)
    partials = [by_x for x, by_x in zip(operands, op.slopes(xs, y)) if isinstance(x, Value)]
    if not all_finite(partials):
        for i, by_x in enumerate(partials):
            if not all_finite([by_x]):
                if not origin:
                    raise undefined(op, operands, by_x)
                partials[i] = Missing(origin())
    return made(y, op, operands, parents, partials) if parents else y


def made(y: float, op: Elementary, operands: Any, parents: Any, partials: Any) -> Value:
    """Return the node with these operands, the Values among them, and a partial for each."""
    if op.arity is None or op.arity > 2:
        every = parents if len(parents) == len(operands) else tuple(operands)
        return node(y, op, parents, tuple(partials), every)
    if len(parents) == 2:
        return node(y, op, parents[0], partials[0], parents[1], partials[1])
    rest = None if op.arity == 1 else operands[1] if operands[0] is parents[0] else tuple(operands)
    return node(y, op, parents[0], partials[0], rest)


def zero_grad(values: Iterable[Value]) -> None:
    """Set the grad of each of the values to 0, before a new sum of gradients begins.

    TypeError, and nothing is changed, if one of them is not a Value.

    >>> w = Value(3.0)
    >>> w.backward()
    >>> zero_grad([w])
    >>> w.grad
    0.0
    """
    several = list(values) if isinstance(values, Iterable) else [values]
    for kind in set(map(type, several)):
        if not issubclass(kind, Value):
            raise TypeError(f"zero_grad takes Values, not {kind.__name__}; say net.parameters()")
    for x in several:
        x.grad = 0.0
