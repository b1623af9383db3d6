"""The demo of the digits: real images, the accuracy that it promises, the numbers in its header."""

import sys
from collections import Counter

import pytest
from pictures import parse

from autograd_mini import MLP
from autograd_mini.formulas.labels import width_of

import train_digits as demo


def test_the_images_are_those_of_the_repository():
    X, Y = demo.read_digits()
    digits = Counter(y.index(1.0) for y in Y)
    # As many of each as the repository counts in its test set.
    assert [digits[k] for k in range(10)] == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert {len(x) for x in X} == {64} and all(0 <= p <= 1 for x in X for p in x)


@pytest.fixture(autouse=True)
def no_screen(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")


@pytest.mark.slow
def test_the_demo_keeps_what_its_header_promises(printed, tmp_path):
    shown = printed(demo)
    words = " ".join(shown.split())
    header = " ".join(demo.__doc__.split())
    line = next(s for s in words.split(". ") if "1500 steps: J from" in s)
    promised = line[line.index("1500 steps") : line.index(" Of the 360")]
    assert promised in header and "97.2%" in words and "97.2 %" in header
    net = MLP.load(tmp_path / "digits.json")
    X, Y = demo.read_digits()
    right = 0
    for x, y in zip(X[-demo.HELD_OUT :], Y[-demo.HELD_OUT :]):
        a = [a_k.data for a_k in net(x)]
        right += a.index(max(a)) == y.index(1)
    assert right / demo.HELD_OUT >= 0.95
    for name in ("worst", "units", "mistakes", "cost"):
        assert parse((tmp_path / f"{name}.svg").read_text("utf-8")).tag.endswith("svg")
    assert all(width_of(row) <= 100 for row in shown.splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_short_training_tells_the_same_story(printed, monkeypatch, tmp_path, language):
    if language == "zh":  # and without matplotlib
        monkeypatch.setitem(sys.modules, "matplotlib", None)
    shown = printed(demo, "--steps", "20", "--language", language)
    assert ("autograd-mini[plot]" in shown) == (language == "zh")
    for name in ("units", "mistakes", "cost"):
        assert (tmp_path / f"{name}.svg").exists() == (language == "en")
    assert ("留出的图" in shown) == (language == "zh") and "delta3 = (a3 - Y) / m" in shown
    assert (tmp_path / "digits.json").exists()
    # δ^(3) = a − y, to the digits printed.
    rows = [row.split() for row in shown.splitlines() if row[:4] == "    " and row[5:6] == ":"]
    assert [int(row[0][0]) for row in rows] == list(range(10))
    for _, a, _, y, _, delta in rows:
        assert abs(float(a) - float(y) - float(delta.replace("−", "-"))) < 1.01e-4
