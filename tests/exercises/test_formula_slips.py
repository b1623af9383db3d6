"""What is made of the formulas of a network is what the records of the derivations make of them."""

import re
from fractions import Fraction

import pytest

from autograd_mini.derivations.mistakes import MISTAKES as OF_FORMULAS
from autograd_mini.derivations.recognising import wrong_lines
from autograd_mini.derivations.trying import Attempt, as_entries, is_over
from autograd_mini.derivations.world import Shape, own_world
from autograd_mini.exercises import exercise
from autograd_mini.exercises.formula_slips import Output, of_mean, of_product, wrong_answers
from autograd_mini.exercises.kinds import network
from autograd_mini.exercises.numbers import exact
from autograd_mini.exercises.words import in_text
from autograd_mini.formulas.terms import value
from autograd_mini.nn import MLP
from autograd_mini.nn.cost import cross_entropy

F = Fraction
SEEDS = range(4)


def networks(kind, seed, level):
    """Return the network of an exercise, and the exercise."""
    made = []

    class Listening(network.Network):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            made.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network, "Network", Listening)
        task = exercise(kind, seed, level)
    return made[-1], task


def numbers_of_records(net, x, y, key, bias=True):
    """Return what each record makes of the right lines about something, by entries."""
    shape = Shape((2, 2, len(y)), bias, "sigmoid", "sigmoid", "cross_entropy")
    world = own_world(shape, net, [x], [y])
    found = {}
    for mistake, line in wrong_lines(shape, key, False):
        over = is_over(line.rights[0], set(), set())
        attempt = Attempt(line, line.rights[0], key, over)
        try:
            entries = as_entries(attempt.found(world, 0), attempt.truth(world, 0))
        except (ValueError, KeyError):
            continue
        for at, number in (entries or {}).items():
            found.setdefault((mistake.name, at), set()).add(float(number))
    return found


def near(number, numbers):
    return any(float(number) == pytest.approx(x, abs=1e-12) for x in numbers)


# Shapes do not fit in a network with a bias; there the records try one without.
NOT_OF_A_LINE = {"bias-unit-missing", "outer-reversed", "wrong-index"}


@pytest.mark.parametrize(("kind", "level"), [(k, n) for k, last in (("delta", 3), ("weights", 2))
                                             for n in range(1, last + 1)])  # fmt: skip
def test_wrong_answers_are_what_the_records_make(kind, level):
    recognised = set()
    for seed in SEEDS:
        of, task = networks(kind, seed, level)
        records = {}
        for question in task.questions:
            layer, *at = map(int, re.findall(r"\d+", question.asked.text))
            key = ("slope", ("z" if kind == "delta" else "theta", layer))
            if key not in records:
                records[key] = numbers_of_records(of.net, of.x, of.y, key)
            for wrong in question.wrong:
                if wrong.mistake in OF_FORMULAS and wrong.mistake not in NOT_OF_A_LINE:
                    there = records[key].get((wrong.mistake, tuple(at)), set())
                    if kind == "delta" and layer == 2 and not near(wrong.answer, there):
                        recognised.add("consequence")
                        continue
                    assert near(wrong.answer, there), (question.asked.text, wrong)
                    recognised.add(wrong.mistake)
                if wrong.mistake in OF_FORMULAS:
                    assert wrong.sentence == OF_FORMULAS[wrong.mistake].sentence["en"]
    assert len(recognised) >= (3 if kind == "delta" else 1)


def test_exchanged_indices_are_what_the_records_make():
    net = MLP(2, [2, 1], bias=False, seed=3)
    x, y = [0.5, -0.75], [1.0]
    record = net.forward(x)
    cross_entropy(record.a[3], y).backward()
    delta = [F(z.grad) for z in record.z[2]]
    records = numbers_of_records(net, x, y, ("slope", ("theta", 1)), bias=False)
    for i, j in ((1, 2), (2, 1)):
        for number, mistake in of_product(i, j, delta, [F(1), *map(F, x)]):
            if mistake in ("outer-reversed", "wrong-index", "sign-turned"):
                assert near(number, records[mistake, (i, j)]), mistake


@pytest.mark.parametrize("level", [1, 2])
def test_what_follows_from_a_wrong_delta_is_recognised_below(level):
    """Of y − a, and of one g′ too many at the output."""
    for seed in SEEDS:
        of, task = networks("delta", seed, level)
        above, *below = task.questions
        record = of.net.forward(of.x)
        slope = exact(record.a[3][0].data * (1 - record.a[3][0].data))
        for mistake, factor in (("target-and-output-exchanged", F(-1)), ("slope-once-more", slope)):
            for question in (above, *below):
                mark = question.mark(factor * question.answer)
                if mark.wrong and (factor * question.answer).denominator <= 10_000:
                    assert mark.wrong.mistake == mistake
        assert not above.mark(-above.answer).right


def test_worked_out_by_hand():
    """y = 1 and a = 0.1; δ = 2, 3 and a = 1, 5, 7; δ = 1, 3 and a = 0.5, 0.25 of two samples."""
    assert dict(map(reversed, Output(F(1, 10), F(1)).slips())) == {
        "target-and-output-exchanged": F("0.9"), "cost-derivative-for-delta": F(-10),
        "slope-once-more": F("-0.081"), "target-left-out": F("0.1"), "plus-for-minus": F("1.1"),
    }  # fmt: skip
    made = list(of_product(1, 2, [F(2), F(3)], [F(1), F(5), F(7)]))
    assert made[:4] == [
        (F(15), "outer-reversed"), (F(21), "wrong-index"), (F(10), "wrong-index"),
        (F(2), "missing-local-factor"),
    ]  # fmt: skip
    assert (F(0), "bias-unit-missing") in list(of_product(1, 0, [F(2)], [F(1), F(5)]))
    made = dict(of_mean(1, [F(1), F(3)], [F("0.5"), F("0.25")]))
    assert made[F("1.25")] == "average-forgotten" and made[F("0.75")] == "product-of-means"
    assert made[F("0.5")] == made[F("0.375")] == "not-accumulated"
    assert wrong_answers(F(0), [(F(0), "bias-unit-missing")], "en") == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_key_of_two_samples_derives_the_answers(language):
    """Each product with a symbol of its own, their sum Δ, and Δ/m, which is the answer."""
    for seed in (21, *SEEDS):
        task = exercise("weights", seed, 3, language)
        told = task.answers()
        assert "⟨" not in told and "[1]" in in_text(task.key[0].text)
        steps = {step.left.text: exact(step.value) for step in task.derivation.steps}
        for j, question in enumerate(task.questions):
            first, second, whole = [steps[f"Δ^(2)_1,{j}{of}"] for of in ("[1]", "[2]", "")]
            assert first + second == whole and whole / 2 == question.answer
            assert steps[question.asked.text] == question.answer
            for step in task.derivation.steps:
                assert step.left.text not in told or step.value == pytest.approx(
                    value(step.chain[-1])
                )
