"""Whether a graph still says what its leaves say: a node must follow from its operands.

Training changes the weights, and the graph that was recorded before still holds the values and the
local derivatives of that time.  To go on with both would mix two points.  So whoever reads a graph
compares each node with what its record computes from the operands of today.

The value alone does not tell.  w · x with w = 0 is 0 for every x, but ∂(w · x)/∂w is x:

>>> w, x = Value(0.0, label="w"), Value(3.0, label="x")
>>> z = w * x
>>> follows(z, z.partials)
True
>>> x.data = 4.0
>>> follows(z, z.partials), what_changed(z, z.partials)
(False, ['x is 4.0 now and was 3.0'])
"""

import math
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from autograd_mini.elementary import FLOATS, Elementary
from autograd_mini.errors import stale
from autograd_mini.formulas.terms import SYMBOLS, Symbol
from autograd_mini.value import Value

Partials: TypeAlias = Sequence[float | None]

ROUNDING = 1e-12  # relative; a graph may have been pickled where exp rounds otherwise
UNDEFINED = (ValueError, OverflowError, ZeroDivisionError)


def refuse_stale(nodes: Sequence[Value], partials: Mapping[int, Partials], reader: str) -> None:
    """Raise StaleGraphError for the oldest node that no longer follows from its operands.

    The nodes before it do follow, so the change is in a leaf among its operands.

    nodes: in topological order.  partials: their local derivatives, by id.
    reader: the function that was to read the graph.
    """
    for n in nodes:
        if not follows(n, partials[id(n)]):
            raise stale(n, what_changed(n, partials[id(n)]), reader)


def follows(n: Value, partials: Partials) -> bool:
    """Tell whether a node has the value and the partials that its operands give; a leaf has."""
    if n.op is None:
        return True
    operands = n.operands
    try:
        xs = [float(x.data) if isinstance(x, Value) else x for x in operands]
        y = n.op.value(*xs)
    except UNDEFINED:
        return False
    # With the y of the record, so that where it differs in its last digit the partials do not.
    now = _by_parent(n.op, operands, FLOATS, xs, n.data)
    return _same(n.data, y) and all(map(_same, partials, now))


def _same(recorded: float | None, now: float | None) -> bool:
    """Compare two numbers; None is one that does not exist, and so is inf."""
    if recorded is None:
        return now is None or not math.isfinite(now)
    return now is not None and (
        recorded == now or math.isclose(recorded, now, rel_tol=ROUNDING, abs_tol=sys.float_info.min)
    )


def _by_parent(
    op: Elementary, operands: Sequence[Value | float], m: Any, xs: Sequence[Any], y: Any
) -> list[Any]:
    """Return ∂y/∂x for those of the operands that are Values; None where that fails.

    m: the namespace to compute in.  xs: what stands for the operands in it.
    """
    where = [i for i, x in enumerate(operands) if isinstance(x, Value)]
    if op.arity is None:
        try:
            every = op.all_partials(m, xs, y)
        except UNDEFINED:
            return [None] * len(where)
        return [every[i] for i in where]
    found: list[Any] = []
    for i in where:  # each for itself: by a plain number there may be none
        try:
            found.append(op.partial(i, m, xs, y))
        except UNDEFINED:
            found.append(None)
    return found


def what_changed(n: Value, partials: Partials) -> list[str]:
    """Return what is known of the leaves among a node's operands, those that surely changed first.

    A partial may be an operand's old number: that of w · x by w is x.
    """
    if n.op is None:
        return []
    operands = n.operands
    leaves = {
        id(x): f"{x.label or f'operand {i}'} is {x.data!r} now"
        for i, x in enumerate(operands, start=1)
        if isinstance(x, Value) and x.op is None
    }
    xs = [Symbol("", "", x.data, x) if isinstance(x, Value) else x for x in operands]
    changed: list[str] = []
    rules = _by_parent(n.op, operands, SYMBOLS, xs, Symbol("", "", n.data, n))
    for rule, old in zip(rules, partials):
        if isinstance(rule, Symbol) and id(rule.node) in leaves:
            said = leaves.pop(id(rule.node))
            if not _same(old, rule.value):
                changed.append(f"{said} and was {old!r}")
    # What no partial holds may have changed, too.
    return [*changed, *leaves.values()] or ["its own number is another now"]
