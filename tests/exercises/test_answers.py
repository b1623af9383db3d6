"""What is asked has the right answer, and every wrong one is what its mistake gives."""

import math
import re
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograd_mini import Value
from autograd_mini.derivations.mistakes import MISTAKES as OF_FORMULAS
from autograd_mini.exercises import exercise, misconceptions, sheet
from autograd_mini.exercises.kinds import KINDS, LEVELS
from autograd_mini.exercises.misconceptions import Mistakes, mistaken_everywhere, slips
from autograd_mini.exercises.numbers import exact, is_decimal
from autograd_mini.exercises.parts import Picture
from autograd_mini.exercises.words import WORDS, in_text
from autograd_mini.graph import Graph
from autograd_mini.graph.paths import count_paths
from autograd_mini.testing.diagnosis.mistakes import MISTAKES
from autograd_mini.testing.diagnosis.reference import Gradients

CASES = [(kind, level) for kind in KINDS for level in LEVELS if kind != "derivation"]
SEEDS = st.integers(0, 10**6)


class Dual:
    """A number and its slope by one leaf, in exact fractions: forward mode, by hand."""

    def __init__(self, value, slope=0):
        self.value, self.slope = Fraction(value), Fraction(slope)

    def __add__(self, other):
        return Dual(self.value + other.value, self.slope + other.slope)

    def __sub__(self, other):
        return Dual(self.value - other.value, self.slope - other.slope)

    def __mul__(self, other):
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)

    def __truediv__(self, other):
        return self * Dual(1 / other.value, -other.slope / other.value**2)


def dual_of(n, known, slope):
    """Return a node as a dual number. known: those of the nodes before it."""
    if n.op is None:
        return Dual(exact(n.data) or 0, slope)
    xs = [known[id(x)] if hasattr(x, "op") else Dual(Fraction(x)) for x in n.operands]
    name, y = n.op.name, exact(n.data)
    if name in ("add", "sub", "mul", "div"):
        a, b = xs
        return {"add": a + b, "sub": a - b, "mul": a * b}[name] if name != "div" else a / b
    if name == "pow":
        power = Dual(1)
        for _ in range(int(xs[1].value)):
            power = power * xs[0]
        return power
    slopes = {
        "sigmoid": lambda: y * (1 - y),
        "exp": lambda: y,
        "log": lambda: 1 / xs[0].value,
        "sqrt": lambda: 1 / (2 * y),
        "relu": lambda: Fraction(xs[0].value > 0),
    }
    return Dual(y or 0, slopes[name]() * xs[0].slope)


def slope_by(J, leaf):
    known = {}
    for n in Graph(J).nodes:
        known[id(n)] = Dual(exact(n.data) or 0, 1) if n is leaf else dual_of(n, known, n is leaf)
    return known[id(J)].slope


def listened(kind, seed, level):
    """Return the graph that an exercise was made from, and the exercise."""
    graphs = []
    real = misconceptions.Mistakes.__init__

    def listening(self, graph, *arguments):
        graphs.append(graph)
        real(self, graph, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(misconceptions.Mistakes, "__init__", listening)
        task = exercise(kind, seed, level)
    return graphs[-1], task


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=8)
@given(SEEDS)
def test_a_backward_pass_is_right_by_dual_numbers(level, seed):
    task = exercise("backward", seed, level)
    (J,) = [block.J for block in task.text if isinstance(block, Picture)]
    nodes = Graph(J).nodes[::-1]
    assert [q.answer for q in task.questions] == [slope_by(J, n) for n in nodes]


@pytest.mark.parametrize("kind", ["local", "chain", "twice"])
@settings(max_examples=12)
@given(SEEDS, st.sampled_from(LEVELS))
def test_a_derivative_is_right_by_dual_numbers(kind, seed, level):
    graph, task = listened(kind, seed, level)
    leaves = {f"∂J/∂{n.label}": n for n in graph.nodes}
    for question in task.questions:
        assert question.answer == slope_by(graph.J, leaves[question.asked.text])


def numbers(text):
    """Return what is given in a sentence such as a = 2, b = −3, as fractions by their names."""
    found = {}
    for piece in text.rstrip(".").removeprefix("Known: ").split(", "):
        name, _, number = piece.rpartition(" = ")
        found[name.split(": ")[-1]] = Fraction(number.replace("−", "-"))
    return found


@settings(max_examples=8)
@given(SEEDS)
def test_deltas_are_those_of_the_formulas(seed):
    task = exercise("delta", seed, 1)
    known = numbers(in_text(task.text[2].text))
    known |= numbers(in_text(task.text[1].text).replace("The forward pass gives ", ""))
    delta = known["a^(3)_1"] - known["y_1"]
    a = known["a^(2)_1"]
    assert [q.answer for q in task.questions] == [delta, known["Θ^(2)_1,1"] * delta * a * (1 - a)]


@pytest.mark.parametrize(("level", "outputs"), [(2, 1), (3, 2)])
@settings(max_examples=8)
@given(SEEDS)
def test_deltas_are_those_of_the_formulas_where_logits_are_given(level, outputs, seed):
    task = exercise("delta", seed, level)
    known = numbers(in_text(task.text[2].text))
    logits, sigmas = in_text(task.text[1].text).rstrip(".").split(", where ")
    slopes = dict(re.findall(r"σ\((.*?)\) = ([\d.]+)", sigmas))
    a = {at: Fraction(slopes[z]) for at, z in re.findall(r"z\^(\(\d\)_\d) = ([^,.]+)", logits)}
    above = [a[f"(3)_{k}"] - known[f"y_{k}"] for k in range(1, outputs + 1)]
    below = [
        sum(known[f"Θ^(2)_{k},{j}"] * delta for k, delta in enumerate(above, start=1))
        * a[f"(2)_{j}"] * (1 - a[f"(2)_{j}"])
        for j in (1, 2)
    ]  # fmt: skip
    assert [q.answer for q in task.questions] == [*above, *below]


@settings(max_examples=8)
@given(SEEDS)
def test_derivatives_by_weights_are_delta_times_a(seed):
    for level, (layer, units) in {1: (2, 1), 2: (1, 2)}.items():
        task = exercise("weights", seed, level)
        known = numbers(in_text(task.text[1].text))
        a = [1, known[f"a^({layer})_1"], known[f"a^({layer})_2"]]
        deltas = [known[f"δ^({layer + 1})_{i}"] for i in range(1, units + 1)]
        assert [q.answer for q in task.questions] == [d * x for d in deltas for x in a]
    task = exercise("weights", seed, 3)
    samples = [
        numbers(in_text(block.text).replace("Known of sample ", "")) for block in task.text[1:3]
    ]
    mean = [
        sum(s["δ^(3)_1"] * x for s, x in zip(samples, xs)) / 2
        for xs in ([1, 1], *([s[f"a^(2)_{j}"] for s in samples] for j in (1, 2)))
    ]
    assert [q.answer for q in task.questions] == mean


@settings(max_examples=8)
@given(SEEDS)
def test_counts_are_those_of_the_sizes(seed):
    task = exercise("counts", seed, 1)
    inputs, outputs = in_text(task.text[0].text).removeprefix("From ").split(" the program")
    n, m = len(inputs.split(", ")), len(outputs.split(", "))
    assert [q.answer for q in task.questions] == [n, m]
    task = exercise("counts", seed, 3)
    sizes = in_text(task.text[0].text).removeprefix("A network of ").split(" ")[0]
    s_1, s_2, s_3 = map(int, sizes.split("-"))
    weights = s_2 * (s_1 + 1) + s_3 * (s_2 + 1)
    assert [q.answer for q in task.questions] == [weights, 1, weights, 2 * weights]


@settings(max_examples=8)
@given(SEEDS)
def test_counts_of_multiplications_are_those_of_the_program(seed):
    task = exercise("counts", seed, 2)
    names = in_text(task.text[0].text).removeprefix("From ").rstrip(".")
    inputs, outputs = (part.split(", ") for part in names.split(" the program below computes "))
    program = [line.text.split(" = ") for line in task.text[1].lines]
    edges = [(x, y) for y, formula in program for x in re.split(r" [·/+−] ", formula)]
    once = sum(formula.count(" · ") + formula.count(" / ") for _, formula in program)

    def swept(start, steps):
        """Return how many edges there are on the ways that begin there; steps are in order."""
        reached, count = {start}, 0
        for before, after in steps:
            if before in reached:
                reached.add(after)
                count += 1
        return count

    back = [(y, x) for x, y in edges[::-1]]
    assert [q.answer for q in task.questions] == [
        once + sum(swept(x, edges) for x in inputs), once + sum(swept(y, back) for y in outputs)
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "level"), CASES)
def test_wrong_answers_are_wrong_and_told_apart(kind, level):
    for seed in range(3):
        for language in WORDS:
            task = exercise(kind, seed, level, language)
            for question in task.questions:
                answers = [wrong.answer for wrong in question.wrong]
                assert question.answer not in answers and len(set(answers)) == len(answers)
                assert question.options or is_decimal(question.answer)
                for wrong in question.wrong:
                    assert wrong.mistake in {**MISTAKES, **OF_FORMULAS, **WORDS[language]}
                    words = wrong.sentence + wrong.question
                    for stranger in ("engine", "code", "引擎", "代码", "{", "<", "x^n"):
                        assert stranger not in words  # a power of another x than the exercise's
                    assert not wrong.sentence.startswith("the ")
                    mark = question.mark(
                        "abcd"[int(wrong.answer)] if question.options else wrong.answer
                    )
                    assert not mark.right and mark.wrong == wrong
        assert any(question.wrong for question in task.questions)


@settings(max_examples=10)
@given(SEEDS, st.sampled_from(LEVELS))
def test_a_wrong_answer_is_what_the_mistake_makes_of_the_graph(seed, level):
    task = exercise("backward", seed, level)
    (J,) = [block.J for block in task.text if isinstance(block, Picture)]
    graph = Graph(J)
    made = slips(graph)
    for question, n in zip(task.questions, graph.nodes[::-1]):
        for wrong in question.wrong:
            assert any(
                slip.mistake == wrong.mistake and exact(slip.gradients[id(n)]) == wrong.answer
                for slip in made
            )


def test_mistakes_worked_out_by_hand():
    """u = a·x = 6, J = u·x = 18, so ∂J/∂x = u + x·a = 12."""
    x, a = Value(3.0, label="x"), Value(2.0, label="a")
    u = a * x
    J = u * x
    J.backward()
    made = {(slip.mistake, slip.at, slip.gradients[id(x)]) for slip in slips(Graph(J))}
    assert made >= {
        ("overwrites-gradient", None, 6.0),  # the way through u is kept
        ("operand-gets-no-gradient", J, 6.0),
        ("missing-local-factor", u, 6 + 3 * 1.0),
        ("wrong-operand", u, 6 + 3 * 3.0),
        ("wrong-operand", J, 3 + 3 * 2.0),
        ("missing-upstream-factor", u, 6 + 2.0),
        ("wrong-sign", u, 6 - 3 * 2.0),
        ("adds-instead-of-multiplying", u, 6 + (3 + 2.0)),
    }


@settings(max_examples=6)
@given(SEEDS, st.sampled_from(LEVELS))
@example(seed=209284, level=1)  # of − the sign of one operand was wrong, or no slope was there
def test_only_one_option_explains_the_pass_with_a_mistake(seed, level):
    graph, task = listened("mistake", seed, level)
    (question,) = task.questions
    shown = [Fraction(in_text(row[2]).replace("−", "-")) for row in task.text[-1].rows]
    mistakes = Mistakes(graph, "en")
    explained = {
        mistakes.told(slip)[0]
        for slip in mistakes.slips
        if [exact(slip.gradients[id(n)]) for n in graph.nodes[::-1]] == shown
    }
    places = [i for i, o in enumerate(question.options) if in_text(o) in explained]
    assert places == [question.answer] and len(question.options) == 4
    assert shown != [exact(n.grad) for n in graph.nodes[::-1]]


def number(text):
    return Fraction(text.replace("−", "-"))


@pytest.mark.parametrize(("level", "extra"), [(1, 0), (1, 9), (2, 0), (3, 0), (3, 11)])
def test_another_option_is_refuted_by_what_it_makes_wrong_itself(level, extra):
    """3.4 beside 3.4 stood in level 3 with seed 11, and right derivatives nearly everywhere."""
    for seed in range(extra, extra + 8):
        graph, task = listened("mistake", seed, level)
        table = {in_text(row[0]): number(in_text(row[2])) for row in task.text[-1].rows}
        names = {graph.names[id(n)].text: n for n in graph.nodes}
        right = {name: slope_by(graph.J, n) for name, n in names.items()}
        (question,) = task.questions
        for wrong in question.wrong:
            would_be = r"Then ∂J/∂(\w+) would be (.*); the table has (.*)\."
            name, said, there = re.search(would_be, wrong.sentence).groups()
            assert number(there) == table[name] and number(said) not in (table[name], right[name])
        told = in_text(task.key[0].text).removeprefix("The right derivatives: ").rstrip(".")
        listed = dict(piece.removeprefix("∂J/∂").split(" = ") for piece in told.split(", "))
        assert {name: number(x) for name, x in listed.items()} == {
            name: x for name, x in right.items() if x != table[name]
        }


def test_a_node_that_is_visited_twice_is_one_that_is_used_twice():
    """And it sends its whole sum twice, no more and no less; all else is as it should be."""
    found = 0
    for level in LEVELS:
        for seed in range(12):
            graph, _ = listened("backward", seed, level)
            uses = [x for n in graph.nodes for x in n.parents]
            often = [n for n in graph.nodes if n.op and sum(x is n for x in uses) > 1]
            for slip in slips(graph):
                if slip.mistake == "visits-twice":
                    found += 1
                    (twice,) = often
                    assert sum(x is twice for x in uses) == 2
                    below, graph_below = slip.gradients, set(map(id, Graph(twice).nodes[:-1]))
                    for n in graph.nodes:
                        factor = 2 if id(n) in graph_below else 1
                        assert below[id(n)] == pytest.approx(factor * n.grad)
    assert found > 3


def test_a_broken_engine_of_mistakes_would_be_noticed(monkeypatch):
    """If the mistakes were not made on the graph, the test above would fail."""

    def nothing(self, result, seed):
        self[result] = 1.0

    task = exercise("backward", 1)
    (J,) = [block.J for block in task.text if isinstance(block, Picture)]
    honest = [slip.gradients[id(J.parents[0])] for slip in slips(Graph(J))]
    monkeypatch.setattr(Gradients, "backward", nothing)
    broken = [slip.gradients[id(J.parents[0])] for slip in slips(Graph(J))]
    assert set(broken) == {0.0} and len(set(honest)) > 3


def test_a_right_graph_gives_the_engines_gradients():
    for level in LEVELS:
        task = exercise("backward", 5, level)
        (J,) = [block.J for block in task.text if isinstance(block, Picture)]
        graph = Graph(J)
        gradients = mistaken_everywhere(graph, {})
        assert all(math.isclose(gradients[id(n)], n.grad) for n in graph.nodes)
        assert Mistakes(graph, "en").slips


@pytest.mark.parametrize("level", LEVELS)
def test_a_node_used_twice_is_used_twice_and_its_two_paths_count(level):
    forms = set()
    for seed in range(25):
        graph, task = listened("twice", seed, level)
        (x,) = [n for n in graph.nodes if n.label == "x"]
        assert count_paths(graph, x) == 2 and "along 2 paths" in str(task)
        (wrong,) = [w for w in task.questions[0].wrong if w.mistake == "overwrites-gradient"][:1]
        assert "the two have to be ADDED" in wrong.sentence
        assert wrong.answer not in (0, task.questions[0].answer)
        found = math.prod(math.prod(graph.partials[id(n)]) for n in graph.nodes if n.op)
        assert found
        forms.add(str(task).split("\n\n")[0])
    assert len(forms) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["local", "chain", "twice", "backward", "mistake"])
def test_no_operation_is_applied_to_two_equal_numbers(kind):
    """x = a = −2 occurred: then nobody can tell whether the right one of them was taken."""
    for level in LEVELS:
        for seed in range(12):
            graph, _ = listened(kind, seed, level)
            for n in graph.nodes:
                numbers = {id(x): exact(x.data) for x in n.parents}
                assert len(set(numbers.values())) == len(numbers)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_key_of_multiplications_shows_the_count(language):
    for seed in range(12):
        task = exercise("counts", seed, 2, language)
        for question, block in zip(task.questions, task.key[1:], strict=True):
            terms, total = re.search(r"(\d[\d +]*) = (\d+)", in_text(block.text)).groups()
            once, *edges = map(int, terms.split(" + "))
            assert once + sum(edges) == int(total) == question.answer
            short = {w.answer for w in question.wrong if w.mistake == "only-one-sweep"}
            assert short <= {once + n for n in edges}


@pytest.mark.parametrize("kind", ["chain", "twice", "backward", "mistake"])
def test_what_marks_the_second_of_two_equal_operands_is_explained(kind):
    seen = 0
    for level in LEVELS:
        for seed in range(12):
            told = exercise(kind, seed, level).answers()
            for name in {*re.findall(r"∂\w+/∂\w+\[[12]\]", told)}:
                (said,) = re.findall(r"has \w+ as an operand twice: (.*?) are its", told)
                assert name in said
                seen += 1
    assert seen or kind in ("chain", "twice")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "derivation"])
def test_answers_have_no_more_places_than_the_sheet_says(kind):
    for level in LEVELS:
        made = sheet(kind, level=level, count=6)
        told = " ".join(made.text().split())
        places = re.search(r"a decimal of at most (\d) places", told)
        for task in made.exercises:
            for question in task.questions:
                assert 10 ** int(places[1]) % question.answer.denominator == 0
