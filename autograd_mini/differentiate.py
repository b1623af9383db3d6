"""Derivatives as graphs: to be differentiated again, drawn and explained.

`J.backward()` computes numbers.  `grad(J, wrt)` goes the same way back, but does its sums and
products with Values.  What comes out is the graph of the derivative, and the derivative of that is
a second derivative.

Puzzle: where do the formulas come from?  From the rules in the table that `backward()` uses, too.
They are arithmetic, and run on nodes they build nodes.  A rule first writes its formula, in which
0 · x and 1 · x disappear, and only what is left of it becomes nodes; so the graph of g′ is one that
a person can read.

>>> x = Value(3.0, label="x")
>>> (slope,) = grad(x**3, [x])
>>> slope.data, slope.label
(27.0, '∂J/∂x')
>>> [[entry.data for entry in row] for row in hessian(x**3, [x])]
[[18.0]]
"""

import contextlib
import math
import operator
from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any, TypeAlias, overload

from autograd_mini.elementary import TABLE
from autograd_mini.errors import (
    DomainError,
    describe,
    overflow,
    raise_if_missing,
    real,
    settled,
    shortened,
)
from autograd_mini.formulas import labels
from autograd_mini.formulas.terms import (
    Symbol,
    evaluate,
    local_derivative,
    local_derivatives,
    simpler,
)
from autograd_mini.graph import Graph, topological_order
from autograd_mini.graph.paths import on_the_way
from autograd_mini.value import Value, apply, on_edges

Number: TypeAlias = Value | float
Function: TypeAlias = Callable[..., Any]


class Partials:
    """The local derivatives of edges as Values, each built once, when it is first needed."""

    def __init__(self) -> None:
        self._of: dict[int, _PartialsOfOne] = {}
        self._n: Value | None = None  # whose derivatives are being built
        # The namespace in which formulas become nodes.  A partial of such a node need not exist: it
        # matters to those only who differentiate once more.
        self._nodes = SimpleNamespace(
            **{
                **{name: self._operation(name) for name in TABLE},
                **{name: getattr(operator, name) for name in ("add", "sub", "mul", "neg")},
            }
        )

    def _operation(self, name: str) -> Function:
        return lambda *operands: apply(TABLE[name], operands, self._origin)

    def _origin(self) -> str:
        return "" if self._n is None else describe(self._n.op, self._n.operands)

    def of(self, n: Value, slot: int) -> Number:
        """Return ∂n/∂parents[slot], by the rule of the table.

        DomainError if it does not exist.
        """
        if n.created not in self._of:
            self._of[n.created] = _PartialsOfOne(n)
        self._n = n
        return self._of[n.created].by(slot, self._nodes)


class _PartialsOfOne:
    """The local derivatives of one node; what their formulas have in common is built once."""

    def __init__(self, n: Value) -> None:
        if n.op is None:
            raise ValueError(f"{n!r} is a leaf: no operation computed it")
        self.n, self.op, self.y = n, n.op, _symbol(n)
        operands = n.operands
        self.where = [i for i, x in enumerate(operands) if isinstance(x, Value)]
        self.operands = [_symbol(x) if isinstance(x, Value) else x for x in operands]
        self.exist = [partial is not None for partial in n.partials]
        n_ary = self.op.arity is None
        self.every = local_derivatives(self.op, self.operands, self.y) if n_ary else []
        self.built: dict[int, Number] = {}
        self.shared: dict[int, Any] = {}

    def by(self, slot: int, nodes: SimpleNamespace) -> Number:
        """Return the derivative by parent number `slot`, built in a namespace."""
        if slot not in self.built:
            if not self.exist[slot]:
                raise_if_missing(self.n, on_edges(self.n)[slot : slot + 1])
            i = self.where[slot]
            try:
                if self.every:
                    formula, shared = self.every[i], self.shared
                else:
                    formula, shared = local_derivative(self.op, i, self.operands, self.y), {}
                self.built[slot] = evaluate(formula, lambda x: x.node, nodes, shared)
            except DomainError:
                # On floats the rule has gone through a number beyond the largest, such as 2·x of a
                # tanh at 1e308, and found a derivative: one that depends on it no more.
                self.built[slot] = on_edges(self.n)[slot]
        return self.built[slot]


def _symbol(n: Value) -> Symbol:
    return Symbol("", "", n.data, n)


def _times(a: Number, b: Number) -> Number:
    for sign, other in ((a, b), (b, a)):
        if isinstance(sign, float) and sign == -1.0:
            return -other
    short: Number | None = simpler("mul", [a, b])
    return a * b if short is None else short


def _plus(a: Number, b: Number) -> Number:
    short: Number | None = simpler("add", [a, b])
    return a + b if short is None else short


def _added(n: Value, so_far: Number, factor: Number, by: Number, what: str = "adjoint") -> Number:
    """Return so_far + factor · by, of what a node gets; DomainError if that overflows."""
    try:
        result = _plus(so_far, _times(factor, by))
    except DomainError:
        raise overflow(n, what) from None
    if isinstance(result, float) and not math.isfinite(result):
        raise overflow(n, what)
    return result


@overload
def grad(of: Value, wrt: Value | Iterable[Value]) -> list[Value]: ...
@overload
def grad(of: Function, *, argnums: int | Sequence[int] = 0) -> Function: ...


def grad(
    of: Value | Function,
    wrt: Value | Iterable[Value] | None = None,
    *,
    argnums: int | Sequence[int] = 0,
) -> list[Value] | Function:
    """Return the derivatives of a Value as graphs, or the derivative of a function as a function.

    of: a Value J; or a function of numbers that returns one Value, if given Values.
    wrt: for a Value, the Values to differentiate by.  A node on the way counts as a variable of its
        own: its derivative says how J changes when it alone is changed.  Where J does not depend on
        one, its derivative is 0.
    argnums: for a function, which arguments to differentiate by: a number, counted from 0, or
        several.  Each is a number, or a list of numbers (of lists, …), or a NumPy array.

    For a Value: a list of Values, one for each of `wrt`, which can be differentiated again, drawn
    and explained.  Every grad is left as it was.  A node that is several derivatives at once, as in
    (u + v)**2, is labelled as the first of them.

    For a function: a function of the same arguments, which returns the derivative by the chosen
    argument in the argument's own shape, or a tuple of them for several argnums.  Its numbers are
    floats if everything they depend on was, and Values where it was a Value, so that derivatives
    of derivatives come right.  Where the function does not depend on an argument, it is 0.

    TypeError for a `wrt` that is no Value, and for a function that returns neither a Value nor a
    number; DomainError if a derivative does not exist or overflows; StaleGraphError if a leaf has
    changed since J was computed.

    >>> x, y = Value(2.0, label="x"), Value(5.0, label="y")
    >>> [d.data for d in grad(x * x * y, [x, y])]
    [20.0, 4.0]
    >>> grad(lambda x: x**3)(2.0), grad(grad(lambda x: x**3))(2.0)
    (12.0, 12.0)
    >>> grad(lambda w: w[0] * w[1])([2.0, 5.0])
    [5.0, 2.0]
    >>> grad(lambda x: x**1.5)(0.0)     # its second derivative does not exist there
    0.0
    >>> grad(grad(lambda x: x**1.5))(0.0)
    Traceback (most recent call last):
        ...
    autograd_mini.errors.DomainError: pow(0.0, 1.5) can be differentiated here, but not once more: \
pow(0.0, 0.5), which is a part of its derivative, has no finite derivative itself
    """
    if isinstance(of, Value | Graph):
        of = output_of("grad", of)
        if wrt is None:
            raise TypeError("grad(J, wrt) needs the Values to differentiate J by")
        return gradient(of, values_of("grad", wrt))
    if not callable(of):
        raise TypeError(f"grad takes a Value or a function, not {shortened(of)}")
    if wrt is not None:
        raise TypeError("grad of a function takes argnums=, the numbers of its arguments")
    both = value_and_grad(of, argnums=argnums)

    def derivative(*args: Any, **kwargs: Any) -> Any:
        return both(*args, **kwargs)[1]

    return derivative


def value_and_grad(f: Function, *, argnums: int | Sequence[int] = 0) -> Function:
    """Return a function that returns f's value and its derivative; see `grad`.

    >>> value_and_grad(lambda x, y: x * y, argnums=(0, 1))(2.0, 5.0)
    (10.0, (5.0, 2.0))
    """
    if not callable(f):
        raise TypeError(f"value_and_grad takes a function, not {shortened(f)}")
    numbers, only_one = _argnums(argnums)
    name = getattr(f, "__name__", repr(f))

    def both(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        for i in numbers:
            if not -len(args) <= i < len(args):
                raise TypeError(f"{name} got {len(args)} arguments; argnums has {i}")
        inputs: list[Value] = []
        members: dict[int, range] = {}  # which of the inputs each argument consists of
        given = list(args)
        for i in sorted({i % len(args) for i in numbers}):  # each once, even if named twice
            begin = len(inputs)
            given[i] = _variables(args[i], inputs)
            members[i] = range(begin, len(inputs))
        J = f(*given, **kwargs)
        if not isinstance(J, Value):
            J = Value(_constant(name, J))  # f does not depend on what it was given
        derivatives = gradient(J, inputs)
        # A Value among the arguments (a node, here), or one that f knows from elsewhere (older than
        # the arguments), makes the result a Value too.
        numbers_only = not any(x.op for x in inputs)
        first = inputs[0].created if inputs else J.created
        from_here: dict[int, bool] = {}
        for n in topological_order(J, *derivatives):
            own = [from_here[id(parent)] for parent in n.parents]
            from_here[id(n)] = all(own) if n.op else n.created >= first

        def plain(x: Value) -> Number:
            return x.data if numbers_only and from_here[id(x)] else x

        def shape(i: int) -> Any:
            found = map(plain, [derivatives[k] for k in members[i]])
            return _like(given[i], lambda: next(found))

        shapes = [shape(i % len(args)) for i in numbers]
        return plain(J), shapes[0] if only_one else tuple(shapes)

    return both


def _argnums(argnums: Any) -> tuple[list[int], bool]:
    """Return the numbers of arguments as a list, and whether it is only one number that was given.

    Several may be given in a tuple, a list, a range, …
    """
    with contextlib.suppress(TypeError):
        return [operator.index(argnums)], True
    try:
        return list(map(operator.index, argnums)), False
    except TypeError:
        raise TypeError(
            f"argnums is the number of an argument, counted from 0, or a tuple of such numbers, "
            f"not {shortened(argnums)}"
        ) from None


def _constant(name: str, result: Any) -> float:
    try:
        return real(result)
    except TypeError:
        raise TypeError(
            f"{name} returned {type(result).__name__}, not a Value, so there is no graph to go "
            "back through; return one Value, computed from the arguments by operators and by the "
            "functions of autograd_mini"
        ) from None


def _variables(x: Any, found: list[Value]) -> Any:
    """Return an argument with new Values in place of its numbers, and list them.

    A Value gets a node of its own, x + 0.0, so that f's argument is not mistaken for an x that f
    knows from elsewhere.
    """

    def variable(number: Any) -> Value:
        found.append(number + 0.0 if isinstance(number, Value) else Value(number))
        return found[-1]

    return _with_each(x, variable)


def _like(x: Any, make: Callable[[], Any]) -> Any:
    return _with_each(x, lambda _: make())


def _with_each(x: Any, change: Callable[[Any], Any]) -> Any:
    """Return an argument of the same shape, with every number in it changed.

    An array becomes an array, of floats if it can be one; any other sequence that is no list and no
    tuple a list.
    """
    if isinstance(x, list | tuple):
        parts = [_with_each(part, change) for part in x]
        return type(x)(*parts) if hasattr(x, "_fields") else type(x)(parts)
    if hasattr(x, "astype") and getattr(x, "shape", None) and hasattr(x, "flat"):
        if getattr(x, "mask", None) is not None and x.mask.any():
            raise TypeError("an array with masked entries is no list of numbers; fill them first")
        changed = [change(number) for number in x.flat]
        array = x.astype(object)
        for i, number in enumerate(changed):
            array.flat[i] = number
        return array.astype(float) if all(isinstance(x, float) for x in changed) else array
    if isinstance(x, Sequence) and not isinstance(x, str | bytes):
        return [_with_each(part, change) for part in x]
    return change(x)


def gradient(J: Value, wrt: list[Value]) -> list[Value]:
    """Return ∂J/∂x for each x in `wrt`, which is what grad does for a Value."""
    return _sweep_back([J], wrt, [1.0], _between("grad", [J], wrt), Partials())


def vjp(
    outputs: Iterable[Value], wrt: Value | Iterable[Value], weights: Iterable[Number]
) -> list[Value]:
    """Return Σ_k weight_k · ∂output_k/∂x for each x in `wrt`: reverse mode, in one sweep.

    outputs: K Values.  weights: K numbers or Values.

    ValueError for more or fewer weights than outputs.

    >>> x = Value(2.0)
    >>> [d.data for d in vjp([x * x, 3 * x], [x], [1.0, 10.0])]
    [34.0]
    """
    outputs, wrt = values_of("vjp", outputs), values_of("vjp", wrt)
    weights = _listed("vjp", "weights, one for each output", weights)
    return _sweep_back(outputs, wrt, weights, _between("vjp", outputs, wrt), Partials())


def _between(caller: str, outputs: list[Value], wrt: list[Value]) -> list[Value]:
    """Return the nodes on the way from `wrt` to the outputs, in topological order.

    StaleGraphError, naming the caller, if leaves were changed after the graph was recorded.
    """
    return on_the_way(Graph(*outputs, reader=caller), wrt) if outputs else []


def _sweep_back(
    outputs: list[Value],
    wrt: list[Value],
    weights: list[Number],
    nodes: list[Value],
    partials: Partials,
) -> list[Value]:
    """Return Σ_k weight_k · ∂output_k/∂x for each x in `wrt`, going back once through the nodes.

    nodes: those that are on the way, in topological order.
    """
    _same_number("output", outputs, "weight", weights)
    adjoint: dict[int, Number] = {}
    for n, weight in zip(outputs, map(_number, weights)):
        adjoint[id(n)] = _added(n, adjoint.get(id(n), 0.0), weight, 1.0)
    known = set(map(id, nodes))
    J = (outputs[0].label or "J") if len(outputs) == 1 else "J"
    first = Value(0.0).created
    for n in reversed(nodes):
        adjoint_n = adjoint.get(id(n), 0.0)
        if isinstance(adjoint_n, Value) and adjoint_n.created > first and not adjoint_n.label:
            adjoint_n.label = labels.derivative(J, n.label) if n.label else ""
        if isinstance(adjoint_n, Value) or adjoint_n:
            for slot, parent in enumerate(n.parents):
                if id(parent) in known:
                    so_far, by_parent = adjoint.get(id(parent), 0.0), partials.of(n, slot)
                    adjoint[id(parent)] = _added(parent, so_far, adjoint_n, by_parent)
    return [
        d if isinstance(d, Value) else Value(d, labels.derivative(J, x.label) if x.label else "")
        for x in wrt
        for d in [adjoint.get(id(x), 0.0) if id(x) in known else 0.0]
    ]


def jvp(
    outputs: Iterable[Value], wrt: Value | Iterable[Value], tangents: Iterable[Number]
) -> list[Value]:
    """Return Σ_x ∂output/∂x · tangent_x for each output: forward mode, in one sweep.

    It says how the outputs move when every x of `wrt` moves at the speed of its tangent.

    wrt: n Values.  tangents: n numbers or Values.

    ValueError for more or fewer tangents than there are in `wrt`.

    >>> x, y = Value(2.0), Value(5.0)
    >>> [d.data for d in jvp([x * y, x + y], [x, y], [1.0, 0.5])]
    [6.0, 1.5]
    """
    outputs, wrt = values_of("jvp", outputs), values_of("jvp", wrt)
    tangents = _listed("jvp", "tangents, one for each Value in wrt", tangents)
    _same_number("Value in wrt", wrt, "tangent", tangents)
    partials = Partials()
    speed: dict[int, Number] = {}
    for x, tangent in zip(wrt, map(_number, tangents)):
        speed[id(x)] = _added(x, speed.get(id(x), 0.0), tangent, 1.0, "tangent")
    for n in _between("jvp", outputs, wrt):
        for slot, parent in enumerate(n.parents):
            arriving = speed.get(id(parent), 0.0)
            if isinstance(arriving, Value) or arriving:
                so_far, by_parent = speed.get(id(n), 0.0), partials.of(n, slot)
                speed[id(n)] = _added(n, so_far, arriving, by_parent, "tangent")
    found = [speed.get(id(n), 0.0) for n in outputs]
    return [d if isinstance(d, Value) else Value(d) for d in found]


def jacobian(outputs: Iterable[Value], wrt: Value | Iterable[Value]) -> list[list[Value]]:
    """Return ∂output/∂x as graphs: a row for each output, a column for each x in `wrt`.

    >>> x, y = Value(2.0), Value(5.0)
    >>> [[d.data for d in row] for row in jacobian([x * y, x + y], [x, y])]
    [[5.0, 2.0], [1.0, 1.0]]
    """
    outputs, wrt, partials = values_of("jacobian", outputs), values_of("jacobian", wrt), Partials()
    nodes = _between("jacobian", outputs, wrt)
    return [_sweep_back([output], wrt, [1.0], nodes, partials) for output in outputs]


def hessian(J: Value, wrt: Value | Iterable[Value]) -> list[list[Value]]:
    """Return the second derivatives ∂²J/∂x∂y as graphs, a row and a column for each Value in `wrt`.

    >>> x, y = Value(2.0), Value(5.0)
    >>> [[d.data for d in row] for row in hessian(x * x * y, [x, y])]
    [[10.0, 4.0], [4.0, 0.0]]
    """
    wrt = values_of("hessian", wrt)
    return jacobian(gradient(output_of("hessian", J), wrt), wrt)


def hvp(J: Value, wrt: Value | Iterable[Value], vector: Iterable[Number]) -> list[Value]:
    """Return the Hessian times a vector, in two sweeps and without the Hessian.

    vector: a number or Value for each Value in `wrt`.

    >>> x, y = Value(2.0), Value(5.0)
    >>> [d.data for d in hvp(x * x * y, [x, y], [1.0, 0.0])]
    [10.0, 4.0]
    """
    wrt = values_of("hvp", wrt)
    vector = _listed("hvp", "numbers, one for each Value in wrt", vector)
    return vjp(gradient(output_of("hvp", J), wrt), wrt, vector)


def values_of(caller: str, values: Value | Iterable[Value]) -> list[Value]:
    """Return one Value, or several, as a list; TypeError, naming the caller, for what is none."""
    if isinstance(values, Graph):
        return list(values.outputs)
    several = list(values) if isinstance(values, Iterable) else [values]
    for x in several:
        if not isinstance(x, Value):
            raise TypeError(
                f"{caller} takes Values, not {shortened(x)} of type {type(x).__name__}, which is "
                "in no graph"
            )
    return several


def output_of(caller: str, J: Value) -> Value:
    """Return the Value at the end of a graph, or of a Graph; TypeError, naming the caller."""
    if isinstance(J, Graph):
        return J.J
    if not isinstance(J, Value):
        raise TypeError(f"{caller} takes the Value at the end of a graph, not {shortened(J)}")
    return J


def _number(x: Any) -> Number:
    """Return a weight or a tangent; an error that names it if it is no finite number."""
    if isinstance(x, Value):
        settled(x)
        return x
    return real(x)


def _listed(caller: str, what: str, numbers: Any) -> list[Any]:
    """Return what can be gone through as a list; TypeError, naming the caller, for the rest."""
    if not isinstance(numbers, Iterable):
        raise TypeError(f"{caller} takes a list of {what}, not {shortened(numbers)}")
    return list(numbers)


def _same_number(name: str, xs: Sequence[Any], other: str, ys: Sequence[Any]) -> None:
    """Check that two lists are of one length; ValueError with what they are lists of."""
    if len(xs) != len(ys):
        raise ValueError(f"one {other} for each {name}, please: {len(ys)} for {len(xs)}")
