"""The demo of a GPT: it is one short file, its model is the same for Values, floats and arrays."""

import math
import random
import re
import sys
from pathlib import Path

import gpt as demo
import numpy as np
import pytest
from pictures import parse

from autograd_mini import Value
from autograd_mini.bench.build import examples
from autograd_mini.compile import compiled

HEADER = " ".join(demo.__doc__.split())


@pytest.fixture(scope="module")
def trained():
    """A few steps on names of three letters, which are one program."""
    names = [name for name in demo.DATA.read_text("utf-8").split() if len(name) == 3]
    compiled_cost = compiled(demo.cost)
    weights = demo.train(demo.first_weights(0), names, 30, compiled_cost)
    return weights, {name: matrix.tolist() for name, matrix in weights.items()}, compiled_cost


def test_it_is_one_file_that_can_be_read():
    assert len(Path(demo.__file__).read_text("utf-8").splitlines()) < 250


def test_the_names_are_letters_and_short_enough():
    names = demo.DATA.read_text("utf-8").split()
    assert len(names) == len(set(names))
    assert f"{len(names):,} given names" in Path(demo.__file__).read_text("utf-8")
    assert all(re.fullmatch("[a-z]+", name) for name in names)
    assert max(map(len, names)) == demo.LONGEST - 1


def test_values_floats_and_arrays_agree(trained):
    weights, plain, compiled_cost = trained
    sample = demo.as_sample("ava")
    by_floats = demo.cost(plain, sample)
    values = {name: demo.as_values(matrix, name) for name, matrix in plain.items()}
    J = demo.cost(values, sample)
    J.backward()
    by_arrays, gradients = compiled_cost(weights, {k: np.array([v]) for k, v in sample.items()})
    assert math.isclose(J.data, by_floats, rel_tol=1e-12)
    assert math.isclose(by_arrays, by_floats, rel_tol=1e-12)
    for name, matrix in values.items():
        by_engine = np.array([[w.grad for w in row] for row in matrix])
        assert abs(by_engine - gradients[name]).max() <= 1e-12 * max(1, abs(by_engine).max())


def test_it_learns(trained):
    weights, plain, compiled_cost = trained
    samples = {k: np.array([v]) for k, v in demo.as_sample("amy").items()}
    first = compiled_cost(demo.first_weights(0), samples)[0]
    assert compiled_cost(weights, samples)[0] < first - 0.3
    names = [demo.invented(plain, random.Random(seed).choices) for seed in range(3)]
    assert all(re.fullmatch("[A-Z]?[a-z]*", name) for name in names)


def test_the_header_is_right_about_the_graph(trained, capsys):
    _, plain, compiled_cost = trained
    demo.why(plain, "ava")
    shown = capsys.readouterr().out
    nodes = re.search(r"of the ([\d,]+) nodes", shown)[1]
    assert f"of {nodes} nodes for three letters" in HEADER
    (program,) = compiled_cost.programs.values()
    assert f"is {program.statements} statements on arrays" in HEADER
    assert f"{sum(r * c for r, c in demo.SHAPES.values()):,} weights" in HEADER


@pytest.mark.slow
def test_what_a_weight_gets_is_the_sum_of_what_arrives_at_its_uses(trained, capsys):
    _, plain, _ = trained
    demo.why(plain, "ava")
    shown = capsys.readouterr().out.splitlines()
    rows = [re.match(r"    (\S)  what arrives (\S+) × the other factor (\S+)$", r) for r in shown]
    rows = [row for row in rows if row]
    assert "".join(row[1] for row in rows) == ".ava"
    # The other factor is the input of the queries at the place of that letter, in this order.
    places = [demo.normed(a) for a in demo.embedded(plain, demo.as_sample("ava")["x"])]
    assert [float(row[3]) for row in rows] == pytest.approx([a[2] for a in places], abs=6e-5)
    total = float(re.search(r"∂J/∂w = ([-+.\d]+)", shown[-1])[1])
    assert sum(float(row[2]) * float(row[3]) for row in rows) == pytest.approx(total, abs=5e-6)


def test_the_part_is_a_number_of_the_whole(trained):
    _, plain, _ = trained
    mixed, w = demo.part(plain, "a")
    x = demo.as_sample("a")["x"]
    places = [demo.normed(a) for a in demo.embedded(plain, x)]
    keys = [demo.linear(plain["keys"], a) for a in places]
    values = [demo.linear(plain["values"], a) for a in places]
    whole = demo.attention(demo.linear(plain["queries"], places[-1]), keys, values)
    assert math.isclose(mixed.data, whole[0], rel_tol=1e-12)
    mixed.backward()
    step = 1e-6
    plain["queries"][3][2] += step
    above = demo.part(plain, "a")[0].data
    plain["queries"][3][2] -= 2 * step
    below = demo.part(plain, "a")[0].data
    plain["queries"][3][2] += step
    assert math.isclose(w.grad, (above - below) / (2 * step), rel_tol=1e-4, abs_tol=1e-9)
    assert isinstance(w, Value)


@pytest.mark.slow
def test_the_demo_runs_and_writes_what_it_says(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(sys, "argv", ["gpt.py", "--steps", "100", "--out", str(tmp_path)])
    assert demo.main() is None
    shown = capsys.readouterr().out
    promised = float(re.search(r"step 100: J = ([.\d]+)", HEADER)[1])
    found = float(re.search(r"step  100: J = ([.\d]+)", shown)[1])
    # The rate of a run of 100 steps goes down ten times as fast.
    assert abs(found - promised) < 0.1
    assert parse((tmp_path / "program.svg").read_text("utf-8")).tag.endswith("svg")
    assert (tmp_path / "attention.html").stat().st_size > 100_000
    assert "6 paths lead from" in (tmp_path / "attention.md").read_text("utf-8")


def test_the_bench_shows_this_program(trained):
    """Its example of a transformer is to be read there, where there is no NumPy."""
    (program,) = trained[2].programs.values()
    shown = next(e["code"]["en"] for e in examples() if "PROGRAM" in e["code"]["en"])
    assert program.source.split("\n\n")[0] in shown
