"""The local derivatives of a graph as nodes, by the rules of the table."""

import operator
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypeAlias

from autograd_mini.elementary import TABLE
from autograd_mini.errors import DomainError, describe, raise_if_missing
from autograd_mini.formulas.terms import Symbol, evaluate, local_derivative, local_derivatives
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
