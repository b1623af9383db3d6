"""Sweeps through a graph in which sums and products are nodes: back, forward, and several."""

import math
from collections.abc import Iterable

from autograd_mini.differentiate.given import (
    listed,
    number_or_value,
    output_of,
    same_number,
    values_of,
)
from autograd_mini.differentiate.partials import Number, Partials
from autograd_mini.errors import DomainError, overflow
from autograd_mini.formulas import labels
from autograd_mini.formulas.terms import simpler
from autograd_mini.graph import Graph
from autograd_mini.graph.paths import on_the_way
from autograd_mini.value import Value


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


def gradient(J: Value, wrt: list[Value]) -> list[Value]:
    """Return ∂J/∂x for each x in `wrt`, which is what grad does for a Value."""
    return sweep_back([J], wrt, [1.0], between("grad", [J], wrt), Partials())


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
    weights = listed("vjp", "weights, one for each output", weights)
    return sweep_back(outputs, wrt, weights, between("vjp", outputs, wrt), Partials())


def between(caller: str, outputs: list[Value], wrt: list[Value]) -> list[Value]:
    """Return the nodes on the way from `wrt` to the outputs, in topological order.

    StaleGraphError, naming the caller, if leaves were changed after the graph was recorded.
    """
    return on_the_way(Graph(*outputs, reader=caller), wrt) if outputs else []


def sweep_back(
    outputs: list[Value],
    wrt: list[Value],
    weights: list[Number],
    nodes: list[Value],
    partials: Partials,
) -> list[Value]:
    """Return Σ_k weight_k · ∂output_k/∂x for each x in `wrt`, going back once through the nodes.

    nodes: those that are on the way, in topological order.
    """
    same_number("output", outputs, "weight", weights)
    adjoint: dict[int, Number] = {}
    for n, weight in zip(outputs, map(number_or_value, weights)):
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
    tangents = listed("jvp", "tangents, one for each Value in wrt", tangents)
    same_number("Value in wrt", wrt, "tangent", tangents)
    partials = Partials()
    speed: dict[int, Number] = {}
    for x, tangent in zip(wrt, map(number_or_value, tangents)):
        speed[id(x)] = _added(x, speed.get(id(x), 0.0), tangent, 1.0, "tangent")
    for n in between("jvp", outputs, wrt):
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
    nodes = between("jacobian", outputs, wrt)
    return [sweep_back([output], wrt, [1.0], nodes, partials) for output in outputs]


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
    vector = listed("hvp", "numbers, one for each Value in wrt", vector)
    return vjp(gradient(output_of("hvp", J), wrt), wrt, vector)
