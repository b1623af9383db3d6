"""Engines whose mistake is known, and right ones: the diagnosis is right, and accuses nobody."""

import inspect
import json
import random
import re

import known
import mutations
import pytest

from autograd_mini.testing.conform.engine import Engine, EngineError
from autograd_mini.testing.diagnosis import diagnose
from autograd_mini.testing.diagnosis.candidates import Candidates, Search
from autograd_mini.testing.diagnosis.mistakes import RANK
from autograd_mini.testing.diagnosis.observe import observe, takes_a_seed
from autograd_mini.testing.diagnosis.reference import predict
from autograd_mini.testing.diagnosis.search import explain
from autograd_mini.testing.diagnosis.sites import both
from autograd_mini.testing.diagnosis.style import expansions
from autograd_mini.testing.diagnosis.text import shown

# A tie that counts twice, and a slope at a kink that is no subgradient, are wrong, too.
WRONG = {*known.MISTAKEN, "BothWinATie", "ReluWithAWrongSlopeAtItsKink"}
CHANCE = random.Random(12)
SOME_LEARNERS = CHANCE.sample(sorted(mutations.MUTATIONS), 4)
# What mutation tools make of engines, too, and learners do.
FROM_MUTANTS = [
    "replaces for one operand", "subtracts everywhere", "both to one operand",
    "quotient for a product", "upstream forgotten for one operand", "sum copied from the product",
    "product that adds", "one parent forgotten", "inner gradients set to 1",
    "a typing error that others inherit",
]  # fmt: skip


def test_every_broken_engine_has_its_truth():
    broken = {n for n, e in vars(known.broken).items() if "fails" in getattr(e, "__dict__", ())}
    assert broken == known.TRUTH.keys()


def unused_leaves(text):
    """Return the leaves that a printed program gives a number to and does not use."""
    steps, leaves = re.split(" at |，其中 ", text, maxsplit=1)
    given = re.findall(r"\b([a-z]) = [-0-9]", leaves)
    return set(given) - set(re.findall(r"\b[a-z]\b", steps))


@pytest.mark.parametrize("name", known.TRUTH)
def test_the_right_misconception_of_a_broken_engine_is_told_first(name):
    engine, lines = known.broken_engine(name)
    found = diagnose(engine, repair=False)
    assert (*found.mistakes, *found.limits)[0].name == known.TRUTH[name]
    assert found.unexplained == ()
    assert bool(found) == (name in WRONG)
    for finding in found.mistakes:
        assert finding.place is None or set(finding.place.lines) <= lines
    for finding in (*found.mistakes, *found.limits):
        if finding.witness:
            unused = {"c"} if known.TRUTH[name] == "unrelated-gets-gradient" else set()
            assert unused_leaves(shown(finding.witness, "en")) == unused
            assert unused_leaves(shown(finding.witness, "zh")) == unused


@pytest.mark.parametrize("name", dict.fromkeys([*FROM_MUTANTS, *SOME_LEARNERS]))
def test_a_learners_mistake_and_its_lines_are_found(name, tmp_path):
    truth, _, _ = mutations.MUTATIONS[name]
    lines = mutations.mutated(name)[1]
    found = diagnose(known.written(tmp_path, name), repair=False)
    assert {finding.name for finding in found.mistakes} == truth
    assert found.unexplained == ()
    told = {line for f in found.mistakes if f.place for line in f.place.lines}
    assert lines is None or told <= lines or not lines
    for language in ("en", "zh"):
        for hints in (1, 2, 3, 4):
            text = found.text(language, hints)
            assert "{" not in text.replace("{self", "")
            assert all(line == line.rstrip() for line in text.splitlines())


def test_two_misconceptions_are_found_together():
    """The engine is the reference with both, so that only the search is judged."""
    chance = random.Random(3)
    seen = observe(Engine("correct:Value"))
    built = expansions(Engine("correct:Value"), seen.forms)
    search = Search(seen, built)
    sites = Candidates(search).sites

    def effects(switches):
        return [predict(probe, switches) for probe in search.probes]

    plain, count, missed = effects({}), 0, []
    while count < 2:
        first, second = chance.sample(sites, 2)
        switches = both(first, second)
        outcomes = switches and effects(switches)
        if (
            not outcomes
            or None in outcomes
            or outcomes in (plain, effects(first.patch), effects(second.patch))
        ):
            continue
        seen.outcomes = {p.name: o for p, o in zip(seen.probes, outcomes)}
        told = explain(Search(seen, built), RANK)
        every = [sorted(told.mistakes), *(sorted(s.mistake for s in o) for o in told.others)]
        truth = sorted([first.mistake, second.mistake])
        count += 1
        if truth not in every[:3]:
            missed.append((truth, first.keys, second.keys, every[:3]))
    assert missed == []


@pytest.mark.parametrize(
    ("one", "other"), [("OverwritesGradients", "SeedIgnored"), ("WrongTanh", "ResetsLeaves")]
)
def test_two_broken_engines_in_one_are_told_apart(one, other):
    found = diagnose(known.combined_engine(one, other), repair=False)
    assert {f.name for f in found.mistakes} == {known.TRUTH[one], known.TRUTH[other]}


def test_no_right_engine_is_accused():
    for name, engine in known.right_engines().items():
        assert not diagnose(engine, repair=False), name


def test_no_part_of_a_right_engine_is_accused():
    chance = random.Random(7)
    for _ in range(6):
        engine, gone = known.part_of_a_right_engine(chance)
        assert not diagnose(engine, repair=False), (engine.__bases__, gone)


@pytest.mark.parametrize("gone", ["add", "mul", "neg", "pow"])
def test_what_is_built_from_an_operator_that_is_not_there_is_not_there_either(gone):
    without = dict.fromkeys(known.with_reflected([f"__{gone}__"], known.correct.Value), None)
    assert not diagnose(type("Value", (known.correct.Value,), without), repair=False)


def test_a_right_engine_has_nothing_to_explain():
    found = diagnose(known.right.Value)
    assert found.as_json() == []
    assert found.text() == "There is nothing to explain: the engine gets every probe right."
    assert found.text("zh").startswith("没有需要解释的")


def test_a_slope_at_a_kink_is_a_choice():
    found = diagnose(known.variants()["ReluWithASlopeAtItsKink"])
    assert not found and found.as_json() == []
    assert "A matter of choice" in found.text()


def test_the_entries_for_programs():
    (entry,) = diagnose(known.broken.OverwritesGradients, repair=False).as_json()
    assert json.loads(json.dumps(entry)) == entry
    assert entry["mistakes"] == ["overwrites-gradient"]
    assert entry["lines"] and entry["repair"] is None and entry["limits"] == []
    (entry,) = diagnose(known.broken.OverwritesGradients, repair=False).as_json(hints=1)
    assert entry["mistakes"] == entry["lines"] == [] and entry["sentence"].endswith("?")


def test_hints_say_more_and_more():
    found = diagnose(known.broken.OverwritesGradients, repair=False)
    question, misconception, line = (found.text(hints=n) for n in (1, 2, 3))
    assert (
        question == "In J = a + a, how often does a reach J? How many terms does ∂J/∂a have, then?"
    )
    assert "REPLACES" in misconception and "line" not in misconception
    assert "parent.grad = self.grad * partial" in line


@pytest.mark.parametrize("hints", [0, 5])
def test_hints_are_from_1_to_4(hints):
    with pytest.raises(ValueError, match="hints"):
        diagnose(known.right.Value).text(hints=hints)


class Unheard(known.right.Value):
    """Squares gradients on their way, which nobody does; it has + and × only."""

    __sub__ = __truediv__ = __pow__ = __neg__ = __rsub__ = __rtruediv__ = __rpow__ = None
    exp = log = sqrt = tanh = sigmoid = softplus = relu = maximum = None

    def send(self, parent, partial):
        parent.grad += (self.grad * partial) ** 2 + 0.3


class Endless(known.right.Value):
    def backward(self):
        print("on and on")
        while True:
            self.grad += 1


class RaisesInBackward(known.right.Value):
    def backward(self, seed=1.0):
        return self.forward()


def test_what_nobody_has_heard_of_is_said_to_be_so():
    found = diagnose(Unheard)
    assert found and found.mistakes == () and found.unexplained and found.repair is None
    assert "No misconception that we know" in found.text()
    assert found.as_json()[0]["mistakes"] == []


def test_an_endless_pass_is_stopped_and_told(capsys):
    found = diagnose(Endless)
    assert [f.name for f in found.mistakes] == ["crashes-in-rule"]
    assert "does not end" in found.text()
    assert capsys.readouterr().out == ""


def test_an_error_in_the_pass_is_told_with_what_python_says():
    found = diagnose(RaisesInBackward, repair=False)
    assert [f.name for f in found.mistakes] == ["crashes-in-rule"]
    assert "has no attribute 'forward'" in found.text()
    assert found.mistakes[0].place is not None


def test_a_number_to_a_power_that_is_there_but_raises_is_told(tmp_path):
    text = inspect.getsource(known.correct).replace("base**self.data", "base**self.dta")
    (tmp_path / "no_power.py").write_text(text, encoding="utf-8")
    (finding,) = diagnose(f"{tmp_path / 'no_power.py'}:Value", repair=False).mistakes
    assert (finding.name, finding.operations) == ("crashes-in-rule", ("pow",))


def test_a_class_within_a_function_will_do():
    class Value(known.right.Value):
        def seed(self, seed):
            self.grad += 2.0 * seed

    assert [f.name for f in diagnose(Value, repair=False).mistakes] == ["wrong-seed"]


def test_what_is_no_engine_is_said():
    with pytest.raises(TypeError, match="an engine is a class"):
        diagnose(3)
    with pytest.raises(EngineError, match="needs"):
        diagnose(int)


def test_a_switch_of_backward_is_no_seed():
    engine = Engine("right:Value")
    assert takes_a_seed(engine)
    engine.Value = known.variants()["FreesItsGraph"]
    assert not takes_a_seed(engine)


def test_operations_built_from_others_are_seen():
    engine = Engine("correct:Value")
    built = expansions(engine, observe(engine).forms)
    assert [step.name for step in built["sub", "values"]] == ["mul", "add"]
    assert expansions(Engine("right:Value"), {"sub": {"values"}}) == {}


class GivesNumbersBack(known.right.Value):
    def __mul__(self, other):
        return super().__mul__(other).data


@pytest.mark.slow
def test_an_operation_that_gives_a_plain_number_back_is_wrong_and_no_error_of_ours():
    found = diagnose(GivesNumbersBack, repair=False)
    assert found and found.failed
    assert found.text() and found.text("zh")


def test_no_more_programs_are_wrong_than_there_are(tmp_path):
    """Also where an operation is refused, or the pass ends in an error."""
    path = tmp_path / "engine.py"
    path.write_text(
        "class Value:\n"
        "    def __init__(self, data):\n"
        "        self.data, self.grad = data, 0.0\n"
        "    def __add__(self, other):\n"
        "        return Value(self.data + other.data)\n"
        "    def __mul__(self, other):\n"
        "        raise TypeError('not yet')\n"
        "    def backward(self):\n"
        "        raise NameError('visit')\n"
    )
    found = diagnose(f"{path}:Value", repair=False)
    assert 0 < found.failed <= found.probes
