"""The document's derivation of backpropagation, with the numbers of one network and its samples.

z, a and Θ are those that the engine computed.  From the targets on, every number here comes out of
the formula that stands beside it, so that the derivation is a second way to the gradients, and not
a retelling of what `backward()` found.
"""

from collections.abc import Callable, Sequence

from autograd_mini.errors import real
from autograd_mini.explain.writing import Item, MatrixOfSteps, Phrase, Section, Steps
from autograd_mini.formulas.notation import as_latex, as_text, label_latex
from autograd_mini.formulas.terms import (
    Expression,
    General,
    Step,
    Symbol,
    Term,
    local_derivative,
    product_of,
    sum_of,
    value,
)
from autograd_mini.nn import Forward

Layers = dict[int, list[Symbol]]  # by the number of the layer; entry 0 of a[l] is the bias unit


def labelled(label: str, number: float) -> Symbol:
    """Return a symbol that is written as a label is."""
    return Symbol(label, label_latex(label), number)


def derive(
    records: Sequence[Forward], targets: Sequence[Sequence[float]] | None, rate: float, digits: int
) -> tuple[Phrase, list[Section]]:
    """Return the derivation of ∂J/∂Θ for m records of one network, as a title and its sections.

    targets: the y of each record; None to read it off δ = a − y, as `backward()` has left it.
    rate: the learning rate η.

    ValueError if the network or the targets are not those of the document.
    """
    samples = [Sample(record, y) for record, y in zip(records, _targets(records, targets))]
    first, m = samples[0], len(samples)
    sections = [first.given(m, digits), first.forward(), first.cost(), first.output()]
    for layer in range(first.last - 1, 0, -1):
        sections.append(first.weights(layer))
        if layer > 1:
            sections.append(first.hidden(layer))
    sections += [accumulate(samples), descend(samples, rate)]
    title = Phrase("network") if m == 1 else Phrase("network_many", {"m": m})
    return title, sections


def _targets(
    records: Sequence[Forward], targets: Sequence[Sequence[float]] | None
) -> list[list[float]]:
    for record in records:
        outputs = record.a[len(record.a)]
        if any(a.op is None or a.op.name != "sigmoid" for a in outputs):
            raise ValueError(
                "this derivation is that of sigmoid units in the last layer, with the "
                "cross-entropy as cost; explain another network by explain(J, wrt=...)"
            )
        if record.theta is not records[0].theta:
            raise ValueError("the records are of different networks; explain one network at a time")
    if targets is None:
        return [_target_of(record) for record in records]
    if len(targets) != len(records):
        raise ValueError(f"{len(records)} records need as many targets, not {len(targets)}")
    for record, y in zip(records, targets):
        units = len(record.a[len(record.a)])
        if len(y) != units:
            raise ValueError(f"y has {len(y)} entries, but the last layer has {units} units")
        for y_k in map(real, y):
            if not 0 <= y_k <= 1:
                raise ValueError(f"a target lies between 0 and 1; y has {y_k!r}")
    return [[real(y_k) for y_k in y] for y in targets]


def _target_of(record: Forward) -> list[float]:
    """Return y = a − δ, without the rounding of that subtraction where y is 0 or 1."""
    last = len(record.a)
    if not any(record.delta[last]):
        raise ValueError("the record has no δ yet: call J.backward() first, or give y=")
    y = [a.data - delta for a, delta in zip(record.a[last], record.delta[last])]
    y = [float(round(y_k)) if abs(y_k - round(y_k)) < 1e-12 else y_k for y_k in y]
    if not all(0 <= y_k <= 1 for y_k in y):
        raise ValueError(
            f"δ = a − y gives y = {y}, which is no target between 0 and 1: the last backward() was "
            "not that of the cross-entropy of this sample alone; give y="
        )
    return y


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
                *(labelled(f"a^({layer})_{j}", float(a)) for j, a in enumerate(units, start=1)),
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

    def slopes(self, layer: int) -> Steps:
        """Return the steps g′(z_i) = formula = number of a layer."""
        return Steps(
            [
                Step("slope", self.slope(layer, i), (self.rule(layer, i),))
                for i in range(1, len(self.a[layer]))
            ],
            short=True,
        )

    def given(self, m: int, digits: int) -> Section:
        """Return the section with x, y and Θ."""
        sizes = "-".join(str(len(units)) for units in self.record.a.values())
        facts: dict[str, int | str] = {"layers": self.last, "sizes": sizes, "m": m}
        items: list[Item] = [
            Phrase("sample_text" if m == 1 else "sample_many", facts),
            Steps([Step("given", s) for s in self.a[1][1:] + self.y], short=True),
            Phrase("weights_text_bias" if self.record.bias else "weights_text", {"digits": digits}),
        ]
        for layer, rows in self.theta.items():
            left = General(f"Θ^({layer})", rf"\Theta^{{({layer})}}")
            items.append(
                MatrixOfSteps(left, None, [[Step("given", t) for t in row] for row in rows])
            )
        return Section(Phrase("sample"), items)

    def forward(self) -> Section:
        """Return the section that computes z and a."""
        items: list[Item] = []
        for layer in range(2, self.last + 1):
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
                        Step("z", z, (Expression("dot", (*row, *self.inputs(below))),))
                        for z, row in zip(self.z[layer], self.theta[below])
                    ],
                    short=True,
                ),
            ]
            op = self.record.a[layer][0].op
            if self.record.a[layer][0] is self.record.z[layer][0]:
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
                        for z, a in zip(self.z[layer], self.a[layer][1:])
                    ],
                    short=True,
                )
            )
        return Section(Phrase("forward"), items)

    def cost(self) -> Section:
        """Return the section with the cross-entropy."""
        terms: list[Term] = []
        for a, y in zip(self.a[self.last][1:], self.y):
            inside: dict[float, tuple[Term, Term]] = {
                y.value: (y, a),
                1 - y.value: (1.0 - y, 1.0 - a),
            }
            for factor, (symbol, argument) in inside.items():
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
        return Section(Phrase("cost"), items)

    def output(self) -> Section:
        """Return the section with δ of the last layer, where two factors cancel."""
        L = self.last
        layer = rf"^{{({L})}}"
        quotient = r"\frac{a_k - y_k}{a_k (1 - a_k)}"
        return Section(
            Phrase("output", {"last": L}),
            [
                Phrase("output_text"),
                General(
                    "∂J/∂a_k = −y_k / a_k + (1 − y_k) / (1 − a_k) "
                    "= (a_k − y_k) / (a_k · (1 − a_k))",
                    r"\frac{\partial J}{\partial a_k} = -\frac{y_k}{a_k} + "
                    rf"\frac{{1 - y_k}}{{1 - a_k}} = {quotient}",
                ),
                Steps(self.by_a, short=True),
                Phrase("output_slope"),
                General(
                    "∂a_k/∂z_k = g′(z_k) = a_k · (1 − a_k)",
                    r"\frac{\partial a_k}{\partial z_k} = g'(z_k) = a_k (1 - a_k)",
                ),
                self.slopes(L),
                Phrase("output_product"),
                General(
                    f"δ^({L})_k = (a_k − y_k) / (a_k · (1 − a_k)) · a_k · (1 − a_k) "
                    f"= a^({L})_k − y_k",
                    rf"\delta{layer}_k = {quotient} \cdot a_k (1 - a_k) = a{layer}_k - y_k",
                ),
                Steps(self.delta_steps[L], short=True),
                Phrase("output_remark"),
            ],
        )

    def weights(self, layer: int) -> Section:
        """Return the section with ∂J/∂Θ^(layer)."""
        above, below = f"^({layer + 1})", f"^({layer})"
        above_tex, below_tex = f"^{{({layer + 1})}}", f"^{{({layer})}}"
        rows = self.gradient(layer)
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
        if layer == self.last - 1:
            items.append(Phrase("indices"))
        return Section(Phrase("weights", {"layer": layer}), items)

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

    def hidden(self, layer: int) -> Section:
        """Return the section with δ of a hidden layer."""
        here, above = f"^({layer})", f"^({layer + 1})"
        here_tex, above_tex = f"^{{({layer})}}", f"^{{({layer + 1})}}"
        numbers = "hidden_numbers_bias" if self.record.bias else "hidden_numbers"
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
                Phrase("slope_text"),
                self.slopes(layer),
                Phrase(numbers, {"above": layer + 1}),
                General(
                    f"δ{here} = (Θ{here})ᵀ δ{above} ∘ g′(z{here})",
                    rf"\delta{here_tex} = (\Theta{here_tex})^{{\mathsf T}} \delta{above_tex} \circ "
                    rf"g'(z{here_tex})",
                ),
                Steps(self.delta_steps[layer], short=True),
            ],
        )


def _said(symbol: Symbol) -> Symbol:
    """Return "symbol = its number" as one symbol, for use in a sentence."""
    return Symbol(
        f"{symbol.text} = {as_text(symbol.value)}",
        f"{symbol.latex} = {as_latex(symbol.value)}",
        symbol.value,
    )


def _equation(left: Symbol, right: Term) -> General:
    return General(f"{left.text} = {as_text(right)}", f"{left.latex} = {as_latex(right)}")


def _each_weight(
    sample: Sample, make: Callable[[int, int, int], Step]
) -> dict[int, list[list[Step]]]:
    """Return make(layer, row, column) for every weight, counted from 0, by layer."""
    return {
        layer: [[make(layer, i, j) for j in range(len(row))] for i, row in enumerate(rows)]
        for layer, rows in sample.theta.items()
    }


def _delta_sums(samples: Sequence[Sample]) -> dict[int, list[list[Step]]]:
    """Return the steps Δ_ij = Σ δ_i · a_j over the samples, by layer."""

    def of_sample(symbol: Symbol, number: int) -> Symbol:
        if len(samples) == 1:
            return symbol
        return Symbol(
            f"{symbol.text}[{number}]", f"{{{symbol.latex}}}^{{[{number}]}}", symbol.value
        )

    def make(layer: int, i: int, j: int) -> Step:
        shares = [
            product_of(
                [
                    of_sample(sample.delta[layer + 1][i], number),
                    of_sample(sample.inputs(layer)[j], number),
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
    sums = _delta_sums(samples)
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
    sums = _delta_sums(samples)
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
