"""The textbook derivation of backpropagation, with the numbers of one network and its samples.

How it reads is seen in demos/derivation.en.md.

z, a and Θ are those that the engine computed.  From the targets on, every number here comes out of
the formula that stands beside it, so that the derivation is a second way to the gradients, and not
a retelling of what `backward()` found.
"""

from collections.abc import Sequence

from autograd_mini.explain.descent import accumulate, descend
from autograd_mini.explain.parts import Item, MatrixOfSteps, Phrase, Section, Steps
from autograd_mini.explain.sample import Sample, labelled
from autograd_mini.explain.targets import targets_of
from autograd_mini.formulas.notation import as_latex, as_text
from autograd_mini.formulas.terms import Expression, General, Step, Symbol, Term, sum_of, value
from autograd_mini.nn import Forward


def derive(
    records: Sequence[Forward], targets: Sequence[Sequence[float]] | None, rate: float, digits: int
) -> tuple[Phrase, list[Section]]:
    """Return the derivation of ∂J/∂Θ for m records of one network, as a title and its sections.

    targets: the y of each record; None to read it off δ = a − y, as `backward()` has left it.
    rate: the learning rate η.

    ValueError if the network or the targets are not those of the textbook derivation.
    """
    samples = [Sample(record, y) for record, y in zip(records, targets_of(records, targets))]
    first, m = samples[0], len(samples)
    sections = [_given(first, m, digits), _forward(first), _cost(first), _output(first)]
    for layer in range(first.last - 1, 0, -1):
        sections.append(_weights(first, layer))
        if layer > 1:
            sections.append(_hidden(first, layer))
    sections += [accumulate(samples), descend(samples, rate)]
    title = Phrase("network") if m == 1 else Phrase("network_many", {"m": m})
    return title, sections


def _given(sample: Sample, m: int, digits: int) -> Section:
    """Return the section with x, y and Θ."""
    sizes = "-".join(str(len(units)) for units in sample.record.a.values())
    facts: dict[str, int | str] = {"layers": sample.last, "sizes": sizes, "m": m}
    items: list[Item] = [
        Phrase("sample_text" if m == 1 else "sample_many", facts),
        Steps([Step("given", s) for s in sample.a[1][1:] + sample.y], short=True),
        Phrase("weights_text_bias" if sample.record.bias else "weights_text", {"digits": digits}),
    ]
    for layer, rows in sample.theta.items():
        left = General(f"Θ^({layer})", rf"\Theta^{{({layer})}}")
        items.append(MatrixOfSteps(left, None, [[Step("given", t) for t in row] for row in rows]))
    return Section(Phrase("sample"), items)


def _forward(sample: Sample) -> Section:
    """Return the section that computes z and a."""
    items: list[Item] = []
    for layer in range(2, sample.last + 1):
        below = layer - 1
        items += [
            Phrase("forward_z", {"layer": layer}),
            General(
                f"z^({layer}) = Θ^({below}) a^({below}),   "
                f"z^({layer})_i = Σ_j Θ^({below})_ij a^({below})_j",
                rf"z^{{({layer})}} = \Theta^{{({below})}} a^{{({below})}}, \qquad "
                rf"z^{{({layer})}}_i = \sum_j \Theta^{{({below})}}_{{ij}} a^{{({below})}}_j",
            ),
            Steps(
                [
                    Step("z", z, (Expression("dot", (*row, *sample.inputs(below))),))
                    for z, row in zip(sample.z[layer], sample.theta[below])
                ],
                short=True,
            ),
        ]
        op = sample.record.a[layer][0].op
        if sample.record.a[layer][0] is sample.record.z[layer][0]:
            items.append(Phrase("forward_identity"))
            continue
        general = labelled("z", 0.0)
        definition = Symbol("a = g(z)", "a = g(z)", 0.0)
        rule = Expression(op.name, (general,))
        items += [Phrase("forward_a"), _equation(definition, rule)]
        items.append(
            Steps(
                [
                    Step("a", a, (Expression(op.name, (z,)),))
                    for z, a in zip(sample.z[layer], sample.a[layer][1:])
                ],
                short=True,
            )
        )
    return Section(Phrase("forward"), items)


def _cost(sample: Sample) -> Section:
    """Return the section with the cross-entropy."""
    terms: list[Term] = []
    for a, y in zip(sample.a[sample.last][1:], sample.y):
        halves: list[tuple[Term, Term]] = [(y, a), (1.0 - y, 1.0 - a)]
        for symbol, argument in halves:
            factor = value(symbol)
            if factor:
                log: Term = Expression("log", (argument,))
                weighted = log if factor == 1 else Expression("mul", (symbol, log))
                terms.append(Expression("neg", (weighted,)))
    items: list[Item] = [
        Phrase("cost_text"),
        General(
            "J = Σ_k [ −y_k · log a_k − (1 − y_k) · log(1 − a_k) ]",
            r"J = \sum_k \left[ -y_k \log a_k - (1 - y_k) \log (1 - a_k) \right]",
        ),
    ]
    try:
        J = labelled("J", value(sum_of(terms)))
    except ValueError:  # log 0: a unit saturated on the wrong side
        items.append(Phrase("saturated"))
    else:
        items.append(Steps([Step("cost", J, (sum_of(terms),))]))
    items.append(Phrase("delta"))
    return Section(Phrase("cost"), items)


def _output(sample: Sample) -> Section:
    """Return the section with δ of the last layer, where two factors cancel."""
    L = sample.last
    layer = rf"^{{({L})}}"
    quotient = r"\frac{a_k - y_k}{a_k (1 - a_k)}"
    return Section(
        Phrase("output", {"last": L}),
        [
            Phrase("output_text"),
            General(
                "∂J/∂a_k = −y_k / a_k + (1 − y_k) / (1 − a_k) = (a_k − y_k) / (a_k · (1 − a_k))",
                r"\frac{\partial J}{\partial a_k} = -\frac{y_k}{a_k} + "
                rf"\frac{{1 - y_k}}{{1 - a_k}} = {quotient}",
            ),
            Steps(sample.by_a, short=True),
            Phrase("output_slope"),
            General(
                "∂a_k/∂z_k = g′(z_k) = a_k · (1 − a_k)",
                r"\frac{\partial a_k}{\partial z_k} = g'(z_k) = a_k (1 - a_k)",
            ),
            Steps(sample.slopes(L), short=True),
            Phrase("output_product"),
            General(
                f"δ^({L})_k = (a_k − y_k) / (a_k · (1 − a_k)) · a_k · (1 − a_k) = a^({L})_k − y_k",
                rf"\delta{layer}_k = {quotient} \cdot a_k (1 - a_k) = a{layer}_k - y_k",
            ),
            Steps(sample.delta_steps[L], short=True),
            Phrase("output_remark"),
        ],
    )


def _weights(sample: Sample, layer: int) -> Section:
    """Return the section with ∂J/∂Θ^(layer)."""
    above, below = f"^({layer + 1})", f"^({layer})"
    above_tex, below_tex = f"^{{({layer + 1})}}", f"^{{({layer})}}"
    rows = sample.gradient(layer)
    items: list[Item] = [
        Phrase("gradient_text"),
        General(
            f"∂J/∂Θ{below}_ij = ∂J/∂z{above}_i · ∂z{above}_i/∂Θ{below}_ij "
            f"= δ{above}_i · a{below}_j",
            rf"\frac{{\partial J}}{{\partial \Theta{below_tex}_{{ij}}}} = "
            rf"\frac{{\partial J}}{{\partial z{above_tex}_i}} \cdot "
            rf"\frac{{\partial z{above_tex}_i}}{{\partial \Theta{below_tex}_{{ij}}}} = "
            rf"\delta{above_tex}_i a{below_tex}_j",
        ),
        Phrase("gradient_entry"),
        Steps([rows[0][-1]]),
        Phrase("gradient_all"),
        MatrixOfSteps(
            General(f"∂J/∂Θ{below}", rf"\frac{{\partial J}}{{\partial \Theta{below_tex}}}"),
            General(
                f"δ{above} (a{below})ᵀ",
                rf"\delta{above_tex} (a{below_tex})^{{\mathsf T}}",
            ),
            rows,
        ),
    ]
    if layer == sample.last - 1:
        items += [Phrase("gradient_bias")] * sample.record.bias
        items.append(Phrase("indices"))
    return Section(Phrase("weights", {"layer": layer}), items)


def _hidden(sample: Sample, layer: int) -> Section:
    """Return the section with δ of a hidden layer."""
    here, above = f"^({layer})", f"^({layer + 1})"
    here_tex, above_tex = f"^{{({layer})}}", f"^{{({layer + 1})}}"
    numbers = "hidden_numbers_bias" if sample.record.bias else "hidden_numbers"
    return Section(
        Phrase("hidden", {"layer": layer}),
        [
            Phrase("hidden_text", {"layer": layer, "above": layer + 1}),
            General(
                f"δ{here}_j = Σ_k ∂J/∂z{above}_k · ∂z{above}_k/∂a{here}_j · "
                f"∂a{here}_j/∂z{here}_j = (Σ_k Θ{here}_kj δ{above}_k) · g′(z{here}_j)",
                rf"\delta{here_tex}_j = \sum_k \frac{{\partial J}}{{\partial z{above_tex}_k}} "
                rf"\cdot \frac{{\partial z{above_tex}_k}}{{\partial a{here_tex}_j}} \cdot "
                rf"\frac{{\partial a{here_tex}_j}}{{\partial z{here_tex}_j}} = "
                rf"\Bigl( \sum_k \Theta{here_tex}_{{kj}} \delta{above_tex}_k \Bigr) "
                rf"g'(z{here_tex}_j)",
            ),
            Phrase("slope_sigmoid" if _is_sigmoid(sample, layer) else "slope_text"),
            Steps(sample.slopes(layer), short=True),
            Phrase(numbers, {"above": layer + 1}),
            General(
                f"δ{here} = (Θ{here})ᵀ δ{above} ∘ g′(z{here})",
                rf"\delta{here_tex} = (\Theta{here_tex})^{{\mathsf T}} \delta{above_tex} \circ "
                rf"g'(z{here_tex})",
            ),
            Steps(sample.delta_steps[layer], short=True),
        ],
    )


def _is_sigmoid(sample: Sample, layer: int) -> bool:
    a, z = sample.record.a[layer][0], sample.record.z[layer][0]
    return a is not z and a.op is not None and a.op.name == "sigmoid"


def _equation(left: Symbol, right: Term) -> General:
    return General(f"{left.text} = {as_text(right)}", f"{left.latex} = {as_latex(right)}")
