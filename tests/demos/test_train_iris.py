"""The demo of the iris flowers: what its header promises, and what it prints and writes."""

import sys

import pytest
from pictures import parse

from autograd_mini.formulas.labels import width_of

import train_iris as demo


@pytest.fixture(autouse=True)
def no_screen(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")


def matrix(shown):
    """The printed rows of the confusion matrix, by species."""
    rows = [line.split() for line in shown.splitlines()]
    return {row[0]: list(map(int, row[1:])) for row in rows if len(row) == 4 and row[1].isdigit()}


def deltas(shown):
    """The printed a, y and δ: three rows before the training, and three after it."""
    lines = [line.replace("−", "-").split() for line in shown.splitlines() if "δ = a" in line]
    return [[float(line[i]) for i in (7, 9, 11)] for line in lines]


def test_every_third_flower_is_held_out_and_helps_in_nothing(monkeypatch):
    flowers = demo.read_flowers()
    assert flowers.held_out == list(range(3, 151, 3)) and demo.SHOWN in flowers.held_out
    assert sorted(flowers.learnt + flowers.held_out) == list(range(1, 151))
    learnt, _ = flowers.of(flowers.learnt)
    for column in zip(*learnt, strict=True):
        assert sum(column) / 100 == pytest.approx(0, abs=1e-12)
        assert sum(x * x for x in column) / 100 == pytest.approx(1)
    assert [sum(column) for column in zip(*flowers.Y, strict=True)] == [50, 50, 50]
    # Other flowers where some are held out: those to learn from have the same numbers.
    real = demo.read_flower
    far_away = {3: ([1e6] * 4, "setosa")}
    monkeypatch.setattr(demo, "read_flower", lambda n: far_away.get(n) or real(n))
    assert demo.read_flowers().of(flowers.learnt)[0] == learnt


@pytest.mark.slow
def test_the_demo_keeps_what_its_header_promises(printed, tmp_path):
    shown = printed(demo)
    header, words = (" ".join(text.split()) for text in (demo.__doc__, shown))
    promised = words[words.index("200 steps: J from") : words.index(" The flowers that were")]
    assert promised in header
    counts = matrix(shown)
    assert [sum(row) for row in counts.values()] == [16, 17, 17]
    right = sum(row[k] for k, row in enumerate(counts.values()))
    assert f"{right} of 50 are right" in words and f"{right} of the 50 flowers" in header
    wrong = {
        (name, demo.SPECIES[k]): n
        for name, row in counts.items() for k, n in enumerate(row) if n and name != demo.SPECIES[k]
    }  # fmt: skip
    assert wrong == {("versicolor", "virginica"): 3}
    # δ = a − y, to the digits printed; and it has become small.
    for a, y, delta in deltas(shown):
        assert abs(a - y - delta) < 1.01e-4
    before, after = deltas(shown)[:3], deltas(shown)[3:]
    assert sum(abs(row[2]) for row in after) < sum(abs(row[2]) for row in before) / 5
    for name in ("before", "after", "cost"):
        assert parse((tmp_path / f"{name}.svg").read_text("utf-8")).tag.endswith("svg")
    assert (tmp_path / "before.svg").read_bytes() != (tmp_path / "after.svg").read_bytes()
    assert all(width_of(line) <= 79 for line in shown.splitlines() if str(tmp_path) not in line)


def test_it_speaks_chinese_and_does_without_matplotlib(printed, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    shown = printed(demo, "--steps", "2", "--language", "zh")
    assert "正确率" in shown and "held out" not in shown and "训练后：" in shown
    assert 'python -m pip install "autograd-mini[plot]"' in " ".join(shown.split())
    assert len(matrix(shown)) == 3 and len(deltas(shown)) == 6
    assert (tmp_path / "after.svg").exists() and not (tmp_path / "cost.svg").exists()
