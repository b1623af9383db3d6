"""Plain text of an explanation fits its page, in both languages."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from autograd_mini import MLP, Value, explain

WIDTH = 78


def columns(text):
    """Return how many columns a terminal takes for a text, by the tables of Unicode."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def explanations(language):
    x = Value(3.0, label="x")
    u = x * x
    n = u
    for _ in range(30):
        n = n + n
    yield explain(n, u, language=language)
    record = MLP(2, [2, 1], seed=0).forward([0.5, -1.0])
    yield explain([record, record], y=[[1.0], [0.0]], language=language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_line_below_a_title_is_as_long_as_the_title(language):
    found = 0
    for explanation in explanations(language):
        lines = explanation.text().splitlines()
        for title, below in pairwise(lines):
            if below and set(below) in ({"="}, {"-"}):
                assert len(below) == columns(title)
                found += 1
    assert found >= 8


@pytest.mark.parametrize("language", ["en", "zh"])
def test_paragraphs_fill_the_width_and_are_no_wider(language):
    widths = []
    for explanation in explanations(language):
        for line in explanation.text().splitlines():
            if not line.startswith(" "):
                # One mark that must not begin a line may stand beyond the margin.
                widths.append(columns(line.rstrip("，。；：、）”！？")))
    assert WIDTH - 12 < max(widths) <= WIDTH


def test_save_writes_what_the_ending_says(tmp_path):
    w = Value(0.5, label="w")
    explanation = explain((w * 3.0).sigmoid(), w, language="zh")
    for ending, text in (
        (".md", explanation.markdown()),
        (".tex", explanation.latex()),
        (".txt", explanation.text()),
    ):
        path = explanation.save(tmp_path / f"x{ending}")
        assert path == str(tmp_path / f"x{ending}")
        assert Path(path).read_text("utf-8") == f"{text}\n"
    for wrong in ("x.pdf", "x", ".md"):
        with pytest.raises(ValueError, match=r"says no format that there is; there are .md, .tex"):
            explanation.save(tmp_path / wrong)
    with pytest.raises(OSError, match=r"x\.md"):
        explanation.save(tmp_path / "x.txt" / "x.md")


@pytest.mark.parametrize("label", ["a\rb", "a\0b", "\ud800", "z^(2)_\udfff", "\ufffe", "x" * 10**5])
def test_what_no_file_can_hold_is_replaced(label, tmp_path):
    x = Value(2.0, label=label)
    explanation = explain(x * x, x)
    for ending in ("md", "tex", "txt"):
        text = Path(explanation.save(tmp_path / f"x.{ending}")).read_text("utf-8")
        assert not re.search("[\0\r\ufffe]", text)
