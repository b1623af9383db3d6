"""From one sample to many, and one step down: Δ, and the new Θ."""

from collections.abc import Callable, Sequence

from autograd_mini.explain.parts import Item, MatrixOfSteps, Phrase, Section, Steps
from autograd_mini.explain.sample import Sample, labelled
from autograd_mini.formulas.notation import as_latex, as_text
from autograd_mini.formulas.terms import (
    Expression,
    General,
    Step,
    Symbol,
    Term,
    product_of,
    sum_of,
    value,
)


def _said(symbol: Symbol) -> Symbol:
    """Return "symbol = its number" as one symbol, for use in a sentence."""
    return Symbol(
        f"{symbol.text} = {as_text(symbol.value)}",
        f"{symbol.latex} = {as_latex(symbol.value)}",
        symbol.value,
    )


def _each_weight(
    sample: Sample, make: Callable[[int, int, int], Step]
) -> dict[int, list[list[Step]]]:
    """Return make(layer, row, column) for every weight, counted from 0, by layer."""
    return {
        layer: [[make(layer, i, j) for j in range(len(row))] for i, row in enumerate(rows)]
        for layer, rows in sample.theta.items()
    }


def of_sample(symbol: Symbol, number: int) -> Symbol:
    """Return the symbol of something that every sample has, with the number of one of them.

    >>> of_sample(labelled("a^(2)_1", 0.5), 3).text
    'a^(2)_1[3]'
    """
    return Symbol(f"{symbol.text}[{number}]", f"{{{symbol.latex}}}^{{[{number}]}}", symbol.value)


def delta_sums(samples: Sequence[Sample]) -> dict[int, list[list[Step]]]:
    """Return the steps Δ_ij = Σ δ_i · a_j over the samples, by layer."""

    def of(symbol: Symbol, number: int) -> Symbol:
        return symbol if len(samples) == 1 else of_sample(symbol, number)

    def make(layer: int, i: int, j: int) -> Step:
        shares = [
            product_of(
                [
                    of(sample.delta[layer + 1][i], number),
                    of(sample.inputs(layer)[j], number),
                ]
            )
            for number, sample in enumerate(samples, start=1)
        ]
        label = f"Δ^({layer})_{i + 1},{j + samples[0].first}"
        return Step("accumulate", labelled(label, value(sum_of(shares))), (sum_of(shares),))

    return _each_weight(samples[0], make)


def accumulate(samples: Sequence[Sample]) -> Section:
    """Return the section that adds up Δ over the samples."""
    m = len(samples)
    sums = delta_sums(samples)
    items: list[Item] = [
        Phrase("accumulate_text"),
        General(
            "Δ^(l)_ij ← Δ^(l)_ij + δ^(l+1)_i · a^(l)_j",
            r"\Delta^{(l)}_{ij} \leftarrow \Delta^{(l)}_{ij} + \delta^{(l+1)}_i a^{(l)}_j",
        ),
        Phrase("accumulate_one" if m == 1 else "accumulate_many", {"m": m}),
        Steps([sums[1][0][-1]]),
    ]
    for layer, rows in sums.items() if m > 1 else ():
        items.append(Phrase("sums_all", {"layer": layer}))
        left = General(f"Δ^({layer})", rf"\Delta^{{({layer})}}")
        items.append(MatrixOfSteps(left, None, rows))
    return Section(Phrase("accumulate"), items)


def descend(samples: Sequence[Sample], rate: float) -> Section:
    """Return the section with one step of gradient descent."""
    m = float(len(samples))
    sums = delta_sums(samples)
    first = samples[0]
    eta = labelled("η", rate)

    def make(layer: int, i: int, j: int) -> Step:
        theta, Delta = first.theta[layer][i][j], sums[layer][i][j].left
        mean: Term = Delta if m == 1 else Expression("div", (Delta, m))
        new = Expression("sub", (theta, Expression("mul", (eta, mean))))
        left = Symbol(f"{theta.text} new", rf"{{{theta.latex}}}^{{\text{{new}}}}", value(new))
        return Step("descend", left, (new,))

    steps = _each_weight(first, make)
    items: list[Item] = [
        Phrase("descend_text", {"rate": _said(eta)}),
        General(
            "Θ^(l)_ij ← Θ^(l)_ij − η · Δ^(l)_ij / m",
            r"\Theta^{(l)}_{ij} \leftarrow \Theta^{(l)}_{ij} - \eta \cdot \frac{1}{m} "
            r"\Delta^{(l)}_{ij}",
        ),
        Phrase("gradient_entry"),
        Steps([steps[1][0][-1]]),
        Phrase("descend_all"),
    ]
    for layer, rows in steps.items():
        left = General(f"Θ^({layer}) new", rf"{{\Theta^{{({layer})}}}}^{{\text{{new}}}}")
        items.append(MatrixOfSteps(left, None, rows))
    return Section(Phrase("descend"), items)
