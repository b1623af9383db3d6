"""What each way to the derivatives costs, counted in operations.

>>> x = Value(2.0)
>>> count_operations(x.sigmoid() * x)
{'mul': 1, 'sigmoid': 1}
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograd_mini.differentiate.given import output_of, values_of
from autograd_mini.elementary import TABLE
from autograd_mini.graph import topological_order
from autograd_mini.graph.paths import on_the_way
from autograd_mini.value import Value


def count_operations(J: Value) -> dict[str, int]:
    """Return how often each operation occurs in the graph of J, by its name in the table.

    >>> x = Value(2.0)
    >>> count_operations(x * x * x + 1)
    {'add': 1, 'mul': 2}
    """
    found = Counter(n.op.name for n in topological_order(output_of("count_operations", J)) if n.op)
    return {name: found[name] for name in TABLE if name in found}


def _multiplications(outputs: Sequence[Value]) -> int:
    """Return how many × and ÷ it takes to compute the outputs; a dot of n pairs takes n."""
    cost = {"mul": 1, "div": 1}
    return sum(
        len(n.operands) // 2 if n.op.name == "dot" else cost.get(n.op.name, 0)
        for n in topological_order(*outputs)
        if n.op
    )


@dataclass(frozen=True)
class Comparison:
    """What each way to all derivatives costs: a table, as text and in a notebook.

    n_outputs, n_inputs: the sizes of the Jacobian.
    sweeps, multiplications: by the name of the mode.
    """

    n_outputs: int
    n_inputs: int
    sweeps: Mapping[str, int]
    multiplications: Mapping[str, int]

    def __str__(self) -> str:
        rows = [
            f"{mode:20}{self.sweeps[mode]:>8}{self.multiplications[mode]:>17}"
            for mode in self.sweeps
        ]
        sizes = f"{self.n_outputs} × {self.n_inputs} derivatives"
        return "\n".join([f"{sizes:20}{'sweeps':>8}{'multiplications':>17}", *rows])

    def _repr_markdown_(self) -> str:
        rows = [
            f"| {mode} | {self.sweeps[mode]} | {self.multiplications[mode]} |"
            for mode in self.sweeps
        ]
        sizes = f"{self.n_outputs} × {self.n_inputs} derivatives"
        return "\n".join([f"| {sizes} | sweeps | multiplications |", "|---|---:|---:|", *rows])


def compare_modes(outputs: Value | Iterable[Value], inputs: Value | Iterable[Value]) -> Comparison:
    """Return how many multiplications three ways to all ∂output/∂input need for this graph.

    Reverse mode goes through the graph once for each output, forward mode once for each input;
    either multiplies once on each edge that leads from an input to an output, after the graph has
    been computed once.  Central differences compute the graph twice for each input.  So a cost that
    depends on a million weights wants reverse mode: that is the reason it exists.

    Counted are × and ÷.  The local derivatives are not: both modes need the same ones.

    >>> from autograd_mini import MLP
    >>> net = MLP(4, [5, 3], seed=0)
    >>> print(compare_modes(net.cost([[5.1, 3.5, 1.4, 0.2]], [[1, 0, 0]]), net.parameters()))
    1 × 43 derivatives    sweeps  multiplications
    reverse mode               1              118
    forward mode              43              570
    central differences       86             3698
    """
    outputs, inputs = values_of("compare_modes", outputs), values_of("compare_modes", inputs)

    def edges(ends: list[Value], starts: list[Value]) -> int:
        nodes = on_the_way(ends, starts)
        known = set(map(id, nodes))
        return sum(id(parent) in known for n in nodes for parent in n.parents)

    once = _multiplications(outputs)
    return Comparison(
        len(outputs),
        len(inputs),
        {
            "reverse mode": len(outputs),
            "forward mode": len(inputs),
            "central differences": 2 * len(inputs),
        },
        {
            "reverse mode": once + sum(edges([output], inputs) for output in outputs),
            "forward mode": once + sum(edges(outputs, [x]) for x in inputs),
            "central differences": 2 * len(inputs) * once,
        },
    )
