"""Forward or reverse: how many sweeps and multiplications each mode needs."""

from collections.abc import Mapping
from fractions import Fraction

from autograd_mini.differentiate.counting import Comparison, compare_modes
from autograd_mini.exercises.numbers import Chance
from autograd_mini.exercises.parts import Lines, Paragraph, Question, Wrong
from autograd_mini.exercises.told import Made, equal, formula
from autograd_mini.exercises.words import WORDS, Rich, say, told
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
    if level == 1:
        asked = {
            name: _question(language, name, costs.sweeps[mode], _sweeps(costs, other))
            for name, mode, other in (("forward", FORWARD, REVERSE), ("reverse", REVERSE, FORWARD))
        }
        task = say(language, "find sweeps", count=len(inputs) * len(outputs))
    else:
        once = costs.multiplications[DIFFERENCES] // (2 * len(inputs))
        asked = {
            name: _question(language, name, costs.multiplications[mode], {
                "modes-swapped": costs.multiplications[other],
                "forward-pass-not-counted": costs.multiplications[mode] - once,
                "only-one-sweep": once + (costs.multiplications[mode] - once) // costs.sweeps[mode],
            })
            for name, mode, other in (("forward", FORWARD, REVERSE), ("reverse", REVERSE, FORWARD))
        }  # fmt: skip
        task = say(language, "find products")
    if not all(question.wrong for question in asked.values()):
        return None
    text = (_told(language, inputs, outputs), _program(outputs), Paragraph(task))
    return Made(text, tuple(asked.values()), key=(Paragraph(say(language, "one reverse")),))


def _sweeps(costs: Comparison, other: str) -> dict[str, int]:
    return {
        "modes-swapped": costs.sweeps[other],
        "one-for-each-derivative": costs.n_inputs * costs.n_outputs,
        "only-one-sweep": 1,
    }


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


def _told(language: str, inputs: list[Value], outputs: list[Value]) -> Paragraph:
    symbol = ChainRule(Graph(*outputs)).symbol
    names, results = ([formula(symbol(n)) for n in nodes] for nodes in (inputs, outputs))
    return Paragraph(say(language, "outputs", inputs=names, outputs=results))


def _program(outputs: list[Value]) -> Lines:
    chain = ChainRule(Graph(*outputs))
    steps = [chain.value_step(n) for n in chain.all if n.op is not None]
    return Lines(tuple(equal(formula(step.left), formula(step.chain[-1])) for step in steps))


def _question(language: str, name: str, right: int, mistakes: Mapping[str, int]) -> Question:
    """Return the question for a number of which some mistakes make another."""
    wrong: dict[int, Wrong] = {}
    for mistake, number in mistakes.items():
        if number != right and number not in wrong:
            wrong[number] = Wrong(Fraction(number), mistake, *told(mistake, language))
    word = WORDS[language][name]
    return Question(General(word, rf"\text{{{word}}}"), Fraction(right), tuple(wrong.values()))


def _network(chance: Chance, language: str) -> Made:
    sizes = [int(chance.whole(2, 6)), int(chance.whole(2, 5)), int(chance.whole(1, 4))]
    costs, without = (
        compare_modes(net.cost([[0.5] * sizes[0]], [[1.0] * sizes[2]]), net.parameters())
        for net in (MLP(sizes[0], sizes[1:], bias=bias, seed=0) for bias in (True, False))
    )
    weights, fewer = costs.n_inputs, without.n_inputs
    forgotten = {"bias-forgotten": fewer}
    questions = (
        _question(language, "number of weights", weights, forgotten),
        _question(language, "reverse", costs.sweeps[REVERSE], {"modes-swapped": weights}),
        _question(language, "forward", costs.sweeps[FORWARD],
                  {"modes-swapped": costs.sweeps[REVERSE], **forgotten}),
        _question(language, "differences", costs.sweeps[DIFFERENCES],
                  {"one-sided": weights, "bias-forgotten": without.sweeps[DIFFERENCES]}),
    )  # fmt: skip
    task: Rich = say(language, "find network", sizes="-".join(map(str, sizes)), J=General("J", "J"))
    key = tuple(Paragraph(say(language, word)) for word in ("one reverse", "two for each"))
    return Made((Paragraph(task),), questions, key=key)
