"""One sample in a network: a symbol for everything in it, and what follows from it by formulas.

z, a and Θ are those that the engine computed.  From the targets on, every number comes out of the
formula that stands beside it.
"""

from collections.abc import Sequence

from autograd_mini.formulas.notation import label_latex
from autograd_mini.formulas.terms import (
    Expression,
    Step,
    Symbol,
    Term,
    local_derivative,
    product_of,
    sum_of,
    value,
)
from autograd_mini.graph import float_of
from autograd_mini.nn import Forward

Layers = dict[int, list[Symbol]]  # by the number of the layer; entry 0 of a[l] is the bias unit


def labelled(label: str, number: float) -> Symbol:
    """Return a symbol that is written as a label is."""
    return Symbol(label, label_latex(label), number)


class Sample:
    """One sample in the network: its symbols, with their numbers, and what follows from them."""

    def __init__(self, record: Forward, y: Sequence[float]) -> None:
        self.record = record
        self.last = len(record.a)
        self.y = [labelled(f"y_{k}", y_k) for k, y_k in enumerate(y, start=1)]
        self.first = 0 if record.bias else 1  # the first column of Θ
        self.a: Layers = {
            layer: [
                labelled(f"a^({layer})_0", 1.0),
                *(labelled(f"a^({layer})_{j}", float_of(a)) for j, a in enumerate(units, start=1)),
            ]
            for layer, units in record.a.items()
        }
        self.z: Layers = {
            layer: [labelled(f"z^({layer})_{i}", z.data) for i, z in enumerate(units, start=1)]
            for layer, units in record.z.items()
        }
        self.theta = {
            layer: [
                [
                    labelled(f"Θ^({layer})_{i},{j}", theta.data)
                    for j, theta in enumerate(row, start=self.first)
                ]
                for i, row in enumerate(rows, start=1)
            ]
            for layer, rows in record.theta.items()
        }
        self.delta: Layers = {}
        self.delta_steps: dict[int, list[Step]] = {}
        self._output_delta()
        for layer in range(self.last - 1, 1, -1):
            self._hidden_delta(layer)

    def inputs(self, layer: int) -> list[Symbol]:
        """Return what goes into layer + 1: a, with a_0 = 1 in front where there is a bias."""
        return self.a[layer][self.first :]

    def _delta(self, layer: int, chains: Sequence[tuple[Term, ...]]) -> None:
        self.delta[layer] = [
            labelled(f"δ^({layer})_{k}", value(chain[-1]))
            for k, chain in enumerate(chains, start=1)
        ]
        self.delta_steps[layer] = [
            Step("delta", delta, chain) for delta, chain in zip(self.delta[layer], chains)
        ]

    def _output_delta(self) -> None:
        self.by_a: list[Step] = []
        chains: list[tuple[Term, ...]] = []
        for k, (a, y) in enumerate(zip(self.a[self.last][1:], self.y), start=1):
            quotient = (a - y) / (a * (1.0 - a)) if 0 < a.value < 1 else None
            factors: tuple[Term, ...] = ()
            if quotient is not None:  # a saturated unit has no ∂J/∂a; its δ = a − y is still right
                by_a = Symbol(
                    f"∂J/∂{a.text}", rf"\frac{{\partial J}}{{\partial {a.latex}}}", value(quotient)
                )
                self.by_a.append(Step("by_activation", by_a, (quotient,)))
                factors = (product_of([by_a, self.slope(self.last, k)]),)
            chains.append((*factors, Expression("sub", (a, y))))
        self._delta(self.last, chains)

    def _hidden_delta(self, layer: int) -> None:
        chains: list[tuple[Term, ...]] = []
        for j in range(1, len(self.a[layer])):
            back = [
                product_of([row[j - self.first], delta])
                for row, delta in zip(self.theta[layer], self.delta[layer + 1])
            ]
            chains.append((Expression("mul", (sum_of(back), self.slope(layer, j))),))
        self._delta(layer, chains)

    def slope(self, layer: int, i: int) -> Symbol:
        """Return g′(z_i) as a symbol; its number is that of the rule in the table."""
        z = self.z[layer][i - 1]
        return Symbol(f"g′({z.text})", f"g'({z.latex})", value(self.rule(layer, i)))

    def rule(self, layer: int, i: int) -> Term:
        """Return g′(z_i) as a formula, by the rule of the table."""
        activation = self.record.a[layer][i - 1]
        if activation is self.record.z[layer][i - 1]:
            return 1.0  # the identity
        return local_derivative(activation.op, 0, [self.z[layer][i - 1]], self.a[layer][i])

    def slopes(self, layer: int) -> list[Step]:
        """Return the steps g′(z_i) = formula = number of a layer."""
        return [
            Step("slope", self.slope(layer, i), (self.rule(layer, i),))
            for i in range(1, len(self.a[layer]))
        ]

    def gradient(self, layer: int) -> list[list[Step]]:
        """Return the steps ∂J/∂Θ_ij = δ_i · a_j, a row for each unit of layer + 1."""
        return [
            [
                Step(
                    "gradient",
                    Symbol(
                        f"∂J/∂{theta.text}",
                        rf"\frac{{\partial J}}{{\partial {theta.latex}}}",
                        delta.value * a.value,
                    ),
                    (product_of([delta, a]),),
                )
                for theta, a in zip(row, self.inputs(layer))
            ]
            for row, delta in zip(self.theta[layer], self.delta[layer + 1])
        ]
