"""δ of a network of 2-2-1 units, and the derivatives with respect to its weights."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from autograd_mini.exercises.formula_slips import (
    Output,
    Slip,
    of_hidden,
    of_mean,
    of_product,
    wrong_answers,
)
from autograd_mini.exercises.numbers import Chance, exact, written
from autograd_mini.exercises.parts import Block, Paragraph, Question
from autograd_mini.exercises.told import (
    DIGITS,
    RATIOS,
    Made,
    Making,
    Told,
    decimal_of,
    equal,
    log_of,
    only_steps,
    value_at,
)
from autograd_mini.exercises.words import Rich, say
from autograd_mini.explain import explain
from autograd_mini.explain.descent import delta_sums, of_sample
from autograd_mini.explain.parts import Item, Section, Steps
from autograd_mini.explain.sample import Sample
from autograd_mini.explain.writing import Explanation
from autograd_mini.formulas.notation import label_latex
from autograd_mini.formulas.terms import Expression, General, Step, Term, sum_of, value
from autograd_mini.graph.reading import float_of
from autograd_mini.nn import MLP, Forward
from autograd_mini.nn.cost import cross_entropy
from autograd_mini.value import Value

J = General("J", "J")


class Network:
    """A network whose activations are short decimals, and the record of a sample in it."""

    def __init__(self, chance: Chance, outputs: int, halves: bool) -> None:
        self.chance = chance
        self.net = MLP(2, [2, outputs], seed=0)
        self.x = [chance.whole(-3, 3), chance.whole(-3, 3)]
        self.ratios = {layer: chance.shuffled(RATIOS)[:size]
                       for layer, size in ((2, 2), (3, outputs))}  # fmt: skip
        inputs, theta = self.x, {}
        for layer, ratios in self.ratios.items():
            rows = []
            for ratio in ratios:
                weights = [self._weight(halves) for _ in inputs]
                rest = sum(w * a for w, a in zip(weights, inputs))
                rows.append([math.log(ratio) - rest, *weights])
            theta[layer - 1] = rows
            inputs = [float(r / (r + 1)) for r in ratios]
        self.net.load_theta(theta)
        self.y = [float(chance.one_of([0, 1])) for _ in range(outputs)]
        self.sizes = f"2-2-{outputs}"

    def _weight(self, halves: bool) -> float:
        return self.chance.whole(-5, 5) / (self.chance.one_of([1, 2]) if halves else 1)


def delta(chance: Chance, level: int, language: str) -> Made | None:
    """Return an exercise that asks for δ."""
    network = Network(chance, outputs=2 if level == 3 else 1, halves=level > 1)
    record = network.net.forward(network.x)
    told = Told(cross_entropy(record.a[3], network.y), Making(chance), language)
    asked: list[Value] = [*record.z[3], *record.z[2]]
    if level == 1:
        asked = asked[:2]
    outputs = [Output(_exact(a), Fraction(y)) for a, y in zip(record.a[3], network.y)]
    theta = [[_exact(w) for w in row[1:]] for row in record.theta[2]]
    # Θ_jk in place of Θ_kj, where there are both.
    turned = theta if len(outputs) == 2 else [[], []]
    slips = [output.slips() for output in outputs] + [
        of_hidden(_exact(a), column, row, outputs)
        for a, column, row in zip(record.a[2], zip(*theta), turned)
    ]
    questions = _questions(told, asked, slips)
    if questions is None:
        return None
    if level == 1:
        forward = say(language, "activations", a=_activations(record, (2, 3)))
    else:
        forward = _logits(network, language)
    known = [_known(f"y_{k}", y) for k, y in enumerate(network.y, start=1)]
    for i, row in enumerate(record.theta[2], start=1):
        known += [_known(f"Θ^(2)_{i},{j}", row[j].data) for j in (1, 2)]
    definition = General("δ = ∂J/∂z", r"\delta = \frac{\partial J}{\partial z}")
    text = (
        Paragraph(say(language, "network", sizes=network.sizes, J=J)),
        Paragraph(forward),
        Paragraph(say(language, "known", known=known)),
        Paragraph(say(language, "find delta", asked=[q.asked for q in questions],
                      definition=definition)),
    )  # fmt: skip
    return Made(text, questions, _steps([record], [network.y], language, (3, 5)))


def weights(chance: Chance, level: int, language: str) -> Made | None:
    """Return an exercise that asks for derivatives with respect to weights, from δ and a."""
    return _mean(chance, language) if level == 3 else _one_sample(chance, level, language)


def _one_sample(chance: Chance, level: int, language: str) -> Made | None:
    network = Network(chance, outputs=1, halves=False)
    record = network.net.forward(network.x)
    told = Told(cross_entropy(record.a[3], network.y), Making(chance), language)
    layer = 3 - level
    above = record.z[layer + 1]
    if not all(decimal_of(z.grad) and z.grad for z in above):
        return None
    known = [_known(f"δ^({layer + 1})_{i}", z.grad) for i, z in enumerate(above, start=1)]
    text = (
        Paragraph(say(language, "network", sizes=network.sizes, J=J)),
        Paragraph(say(language, "known", known=known + _activations(record, (layer,)))),
    )
    asked = [theta for row in record.theta[layer] for theta in row]
    delta, a = [_exact(z.grad) for z in above], [Fraction(1), *map(_exact, record.a[layer])]
    slips = [of_product(i, j, delta, a) for i in range(1, len(delta) + 1) for j in range(len(a))]
    steps = _steps([record], [network.y], language, (4 if layer == 2 else 6,))
    return _by_weights(told, asked, slips, text, steps)


def _mean(chance: Chance, language: str) -> Made | None:
    """Return one about the mean over two samples, of which a hidden unit sees one input each."""
    net = MLP(2, [2, 1], seed=0)
    ratios = [[chance.one_of(RATIOS) for _ in range(2)] for _ in range(2)]  # of units, of samples
    (a, b), (c, d) = [[r / (r + 1) for r in unit] for unit in zip(*ratios)]
    if a * d == b * c:
        return None
    z = [math.log(chance.one_of(RATIOS)) for _ in range(2)]  # a·u + b·v and c·u + d·v
    u, v = (z[0] * d - z[1] * b) / (a * d - b * c), (a * z[1] - c * z[0]) / (a * d - b * c)
    hidden = [[0.0, *(math.log(r) for r in unit)] for unit in ratios]
    net.load_theta({1: hidden, 2: [[0.0, u, v]]})
    X, Y = [[1.0, 0.0], [0.0, 1.0]], [[float(chance.one_of([0, 1]))] for _ in range(2)]
    told = Told(net.cost(X, Y), Making(chance), language)
    records = [net.forward(x) for x in X]
    text = [Paragraph(say(language, "network m", sizes="2-2-1", J=J, m=2))]
    for number, (record, y) in enumerate(zip(records, Y), start=1):
        known = [_known("δ^(3)_1", record.a[3][0].data - y[0]), *_activations(record, (2,))]
        text.append(Paragraph(say(language, "sample", number=number, known=known)))
    delta = [_exact(record.a[3][0]) - Fraction(y[0]) for record, y in zip(records, Y)]
    inputs = [[Fraction(1), *map(_exact, record.a[2])] for record in records]
    slips = [of_mean(j, delta, a) for j, a in enumerate(zip(*inputs))]
    steps = _steps(records, Y, language, (4,))
    items = [steps.sections[0].items[0], *_mean_steps(list(map(Sample, records, Y)))]
    steps = replace(steps, sections=[Section(steps.title, items)])
    Delta = General("Δ^(2)_1,j", r"\Delta^{(2)}_{1,j}")
    key = (Paragraph(say(language, "marks of samples", Delta=Delta)),)
    return _by_weights(told, net.theta[2][0], slips, tuple(text), steps, key)


def _mean_steps(samples: Sequence[Sample]) -> Iterator[Item]:
    """Yield for each weight the share of each sample in Δ, their sum Δ, and Δ/m."""
    yield General(
        "∂J/∂Θ^(2)_1,j = Δ^(2)_1,j / m",
        r"\frac{\partial J}{\partial \Theta^{(2)}_{1,j}} = \frac{1}{m} \Delta^{(2)}_{1,j}",
    )
    m = float(len(samples))
    for whole, one in zip(delta_sums(samples)[2][0], samples[0].gradient(2)[0]):
        shares = [
            Step("accumulate", of_sample(replace(whole.left, value=value(product)), k), (product,))
            for term in whole.chain if isinstance(term, Expression)
            for k, product in enumerate(term.operands, start=1)
        ]  # fmt: skip
        mean = Expression("div", (whole.left, m))
        yield Steps(
            [
                *shares,
                replace(whole, chain=(sum_of([share.left for share in shares]),)),
                Step("gradient", replace(one.left, value=value(mean)), (mean,)),
            ]
        )


def _by_weights(
    told: Told,
    asked: Sequence[Value],
    slips: Sequence[Iterable[Slip]],
    text: tuple[Block, ...],
    steps: Explanation,
    key: tuple[Block, ...] = (),
) -> Made | None:
    questions = _questions(told, asked, slips)
    if questions is None:
        return None
    task = Paragraph(say(told.language, "find weights", asked=[q.asked for q in questions]))
    return Made((*text, task), questions, steps, key)


def _questions(
    told: Told, asked: Sequence[Value], slips: Sequence[Iterable[Slip]]
) -> tuple[Question, ...] | None:
    """Return the questions for some derivatives, each with its slips; None if one is unfit."""
    if not all(decimal_of(n.grad) and exact(n.grad) for n in asked):
        return None
    rights = [_exact(n.grad) for n in asked]
    return tuple(
        Question(told.asked(n), right, wrong_answers(right, made, told.language))
        for n, right, made in zip(asked, rights, slips)
    )


def _exact(x: Value | float) -> Fraction:
    return exact(float_of(x)) or Fraction(0)


def _logits(network: Network, language: str) -> Rich:
    z, sigmas = [], []
    for layer, ratios in network.ratios.items():
        for i, ratio in enumerate(ratios, start=1):
            z.append(equal(_labelled(f"z^({layer})_{i}"), log_of(ratio)))
            sigmas.append(value_at("σ", r"\sigma", log_of(ratio), ratio / (ratio + 1)))
    return say(language, "logits", z=z, sigmas=list(dict.fromkeys(sigmas)))


def _labelled(label: str) -> General:
    return General(label, label_latex(label))


def _known(label: str, value: float) -> General:
    return equal(_labelled(label), written(exact(value) or Fraction(0)))


def _activations(record: Forward, layers: Sequence[int]) -> list[General]:
    return [
        _known(f"a^({layer})_{i}", float_of(a))
        for layer in layers
        for i, a in enumerate(record.a[layer], start=1)
    ]


def _steps(
    records: Sequence[Forward],
    Y: Sequence[Sequence[float]],
    language: str,
    sections: Sequence[int],
) -> Explanation:
    """Return sections of the derivation, without ∂J/∂a that has no end: it cancels in any case."""
    steps = only_steps(explain(records, y=Y, language=language, digits=DIGITS), sections)
    return replace(
        steps,
        sections=[
            replace(section, items=[item for item in map(_with_an_end, section.items) if item])
            for section in steps.sections
        ],
    )


def _with_an_end(item: Item) -> Item | None:
    """Return an item of decimals that have an end; of a chain of formulas, those whose have one."""
    if not isinstance(item, Steps):
        return item
    steps = [
        replace(step, chain=tuple(term for term in step.chain if _has_an_end(term)))
        for step in item.steps
        if decimal_of(step.left.value)
    ]
    return replace(item, steps=steps) if steps else None


def _has_an_end(term: Term) -> bool:
    factors = term.operands if isinstance(term, Expression) and term.name == "product" else ()
    return all(decimal_of(value(factor)) for factor in factors)
