"""Repairs: found for mistakes that learners make, right, small, and never in the learner's file."""

import ast
import random

import known
import mutations
import pytest

from autograd_mini.bench.build import examples
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis import diagnose
from autograd_mini.testing.diagnosis.diagnosis import examine
from autograd_mini.testing.diagnosis.edits import File, unified
from autograd_mini.testing.diagnosis.trying import random_programs, repaired

CHANCE = random.Random(5)
SOME_LEARNERS = CHANCE.sample(
    sorted(set(mutations.MUTATIONS) - {"a typing error", "wrong value"}), 2
)
SOME_BROKEN = ["ResetsLeaves", "EpsilonInLog"]


@pytest.mark.parametrize("name", SOME_LEARNERS)
def test_a_learners_engine_is_repaired(name, tmp_path):
    engine = known.written(tmp_path, name)
    before = (tmp_path / engine.rpartition("/")[2].partition(":")[0]).read_text(encoding="utf-8")
    text = repaired(examine(Engine(engine)))
    assert text is not None
    (tmp_path / "repaired.py").write_text(text, encoding="utf-8")
    assert not diagnose(f"{tmp_path / 'repaired.py'}:Value", repair=False)
    mine = {n.name for n in ast.walk(ast.parse(before)) if isinstance(n, ast.FunctionDef)}
    then = {n.name for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)}
    assert mine <= then
    assert len(unified(before, text, engine).splitlines()) < 60


@pytest.mark.parametrize("name", SOME_BROKEN)
def test_a_broken_engine_is_repaired(name):
    text = repaired(examine(Engine(f"broken:{name}")))
    assert text is not None


def test_in_a_process_of_its_own_and_not_in_the_file(tmp_path):
    engine = known.written(tmp_path, "sum for a product")
    (path,) = tmp_path.glob("*.py")
    before = path.read_text(encoding="utf-8")
    found = diagnose(engine)
    assert path.read_text(encoding="utf-8") == before
    assert "-            self.grad += (1 - t**2) + out.grad" in found.repair.diff
    assert "+            self.grad += (1 - t**2) * out.grad" in found.repair.diff
    assert found.repair.diff.splitlines()[0] in found.text().replace("  ---", "---")
    assert "---" not in found.text(hints=3)
    assert found.as_json()[0]["repair"] == {"diff": found.repair.diff}


def test_what_has_no_small_repair_has_none():
    assert repaired(examine(Engine("broken:OrderByDepth"))) is None
    assert repaired(examine(Engine("broken:NaiveTanh"))) is None


def test_random_programs_are_the_same_every_time():
    first = list(random_programs(["add", "mul", "exp"], 20, seed=1))
    assert first == list(random_programs(["add", "mul", "exp"], 20, seed=1))
    assert sum(len(probe.program) > 2 for probe in first) > 8


def test_offsets_are_in_characters():
    file = File("σ = 'αβ'; x = a*b\n")
    assert file.text_of(file.tree.body[1].value) == "a*b"
    assert file.after((file.instead(file.tree.body[1].value, "c"),)) == "σ = 'αβ'; x = c\n"


def test_what_one_mistake_hid_is_repaired_with_it(tmp_path):
    """An engine that replaces gradients cannot keep inner ones; once it adds, it does."""
    code = next(e["code"]["en"] for e in examples() if "class Value" in e["code"]["en"])
    (tmp_path / "engine.py").write_text(code, encoding="utf-8")
    text = repaired(examine(Engine(f"{tmp_path / 'engine.py'}:Value")))
    added = [line.strip() for line in text.splitlines() if line not in code.splitlines()]
    assert added == [
        "self.grad += out.grad", "other.grad += out.grad",
        "self.grad += other.data * out.grad", "other.grad += self.data * out.grad",
        "for node in order:", "if node.parents:", "node.grad = 0.0",
    ]  # fmt: skip
    (tmp_path / "again.py").write_text(text, encoding="utf-8")
    assert not diagnose(f"{tmp_path / 'again.py'}:Value", repair=False)
