"""Forward or reverse: how many sweeps and multiplications each mode needs."""

from fractions import Fraction
from itertools import pairwise

from autograd_mini.differentiate.counting import Comparison, compare_modes
from autograd_mini.exercises.formula_slips import wrong_answers
from autograd_mini.exercises.numbers import Chance
from autograd_mini.exercises.parts import Lines, Paragraph, Question
from autograd_mini.exercises.told import Made, equal, formula
from autograd_mini.exercises.words import WORDS, Rich, say
from autograd_mini.formulas.terms import General
from autograd_mini.graph import Graph
from autograd_mini.graph.chain import ChainRule
from autograd_mini.nn import MLP
from autograd_mini.value import Value

FORWARD, REVERSE, DIFFERENCES = "forward mode", "reverse mode", "central differences"


def make(chance: Chance, level: int, language: str) -> Made | None:
    """Return an exercise on what each mode costs."""
    if level == 3:
        return _network(chance, language)
    most = 5 if level == 1 else 4
    inputs = [Value(chance.whole(2, 5), label=f"x_{i}")
              for i in range(1, 1 + int(chance.whole(2, most)))]  # fmt: skip
    outputs = _outputs(chance, inputs, int(chance.whole(1, 3)))
    if len(inputs) == len(outputs):
        return None  # the modes would cost the same
    costs = compare_modes(outputs, inputs)
    sweeps = {
        "forward": [_edges([x], outputs, FORWARD) for x in inputs],
        "reverse": [_edges(inputs, [y], REVERSE) for y in outputs],
    }
    asked = {}
    for name, mode, other in (("forward", FORWARD, REVERSE), ("reverse", REVERSE, FORWARD)):
        if level == 1:
            right, slips = costs.sweeps[mode], _sweeps(costs, other)
        else:
            right = costs.multiplications[mode]
            slips = [
                (costs.multiplications[other], "modes-swapped"),
                (sum(sweeps[name]), "forward-pass-not-counted"),
                *((_once(costs) + edges, "only-one-sweep") for edges in sweeps[name]),
            ]
        asked[name] = _question(language, name, right, slips)
    if level == 1:
        task = say(language, "find sweeps", count=len(inputs) * len(outputs))
    else:
        task = say(language, "find products")
    if not all(question.wrong for question in asked.values()):
        return None
    text = (_told(language, inputs, outputs), _program(outputs), Paragraph(task))
    key = [Paragraph(say(language, "one reverse"))]
    if level == 2:
        for name, ends in (("forward", inputs), ("reverse", outputs)):
            key.append(_counted(language, name, _names(outputs, ends), _once(costs), sweeps[name]))
    return Made(text, tuple(asked.values()), key=tuple(key))


def _counted(
    language: str, name: str, starts: list[General], once: int, sweeps: list[int]
) -> Paragraph:
    """Return how the multiplications of a mode are counted."""
    numbers = [General(str(edges), str(edges)) for edges in sweeps]
    total = f"{' + '.join(map(str, [once, *sweeps]))} = {once + sum(sweeps)}"
    mode = WORDS[language][name]
    return Paragraph(
        say(
            language, "counted", mode=mode[0].upper() + mode[1:], once=once, starts=starts,
            edges=numbers, sum=General(total, total),
        )
    )  # fmt: skip


def _edges(inputs: list[Value], outputs: list[Value], mode: str) -> int:
    """Return how many edges one sweep passes through."""
    costs = compare_modes(outputs, inputs)
    return costs.multiplications[mode] - _once(costs)


def _once(costs: Comparison) -> int:
    """Return how many multiplications the program itself has."""
    return costs.multiplications[DIFFERENCES] // (2 * costs.n_inputs)


def _sweeps(costs: Comparison, other: str) -> list[tuple[int, str]]:
    return [
        (costs.sweeps[other], "modes-swapped"),
        (costs.n_inputs * costs.n_outputs, "one-for-each-derivative"),
        (1, "only-one-sweep"),
    ]


def _outputs(chance: Chance, inputs: list[Value], count: int) -> list[Value]:
    """Return so many outputs, each of which depends on every input."""
    v = inputs[0]
    for x, name in zip(inputs[1:], "uvwp"):
        v = v * x if chance.one_of([True, False]) else v + x
        v.label = name
    ends = [v * inputs[0], v * v, v + inputs[1]]
    outputs = sorted(chance.shuffled(ends)[:count], key=lambda y: y.created)
    for k, output in enumerate(outputs, start=1):
        output.label = f"y_{k}" if count > 1 else "y"
    return outputs


def _names(outputs: list[Value], nodes: list[Value]) -> list[General]:
    symbol = ChainRule(Graph(*outputs)).symbol
    return [formula(symbol(n)) for n in nodes]


def _told(language: str, inputs: list[Value], outputs: list[Value]) -> Paragraph:
    names, results = (_names(outputs, nodes) for nodes in (inputs, outputs))
    return Paragraph(say(language, "outputs", inputs=names, outputs=results))


def _program(outputs: list[Value]) -> Lines:
    chain = ChainRule(Graph(*outputs))
    steps = [chain.value_step(n) for n in chain.all if n.op is not None]
    return Lines(tuple(equal(formula(step.left), formula(step.chain[-1])) for step in steps))


def _question(language: str, name: str, right: int, slips: list[tuple[int, str]]) -> Question:
    """Return the question for a number of which some mistakes make another."""
    word = WORDS[language][name]
    made = [(Fraction(number), mistake) for number, mistake in slips]
    wrong = wrong_answers(Fraction(right), made, language)
    return Question(General(word, rf"\text{{{word}}}"), Fraction(right), wrong)


def _network(chance: Chance, language: str) -> Made:
    sizes = [int(chance.whole(2, 6)), int(chance.whole(2, 5)), int(chance.whole(1, 4))]
    costs, without = (
        compare_modes(net.cost([[0.5] * sizes[0]], [[1.0] * sizes[2]]), net.parameters())
        for net in (MLP(sizes[0], sizes[1:], bias=bias, seed=0) for bias in (True, False))
    )
    weights, fewer = costs.n_inputs, without.n_inputs
    forgotten = (fewer, "bias-forgotten")
    questions = (
        _question(language, "number of weights", weights, [forgotten]),
        _question(language, "reverse", costs.sweeps[REVERSE], [(weights, "modes-swapped")]),
        _question(language, "forward", costs.sweeps[FORWARD],
                  [(costs.sweeps[REVERSE], "modes-swapped"), forgotten]),
        _question(language, "differences", costs.sweeps[DIFFERENCES],
                  [(weights, "one-sided"), (without.sweeps[DIFFERENCES], "bias-forgotten")]),
    )  # fmt: skip
    task: Rich = say(language, "find network", sizes="-".join(map(str, sizes)), J=General("J", "J"))
    rows = " + ".join(f"{above} · ({below} + 1)" for below, above in pairwise(sizes))
    count = equal(questions[0].asked, General(rows, rows.replace("·", r"\cdot")),
                  General(str(weights), str(weights)))  # fmt: skip
    said = [Paragraph(say(language, word)) for word in ("one reverse", "two for each")]
    return Made((Paragraph(task),), questions, key=(Lines((count,)), *said))
