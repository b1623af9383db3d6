"""The notebooks are what their source gives, and say the same in both languages."""

import importlib.util
import re
import sys
from pathlib import Path

import nbformat
import pytest

DEMOS = Path(__file__).parents[2] / "demos"
spec = importlib.util.spec_from_file_location("make_notebooks", DEMOS / "make_notebooks.py")
maker = importlib.util.module_from_spec(spec)
sys.modules["make_notebooks"] = maker
spec.loader.exec_module(maker)

LANGUAGES = list(maker.NOTEBOOKS)
NUMBER = re.compile(r"-?\d+\.\d+")


def outputs(cell):
    """Return what a cell shows: texts, and the kinds of pictures."""
    for output in cell.get("outputs", []):
        assert output.output_type != "error"
        yield output.get("text") or sorted(output.data)


def alike(one, other):
    """Tell whether texts are the same, but for the last digits of their numbers."""
    if not isinstance(one, str):
        return one == other
    numbers = [list(map(float, NUMBER.findall(text))) for text in (one, other)]
    return NUMBER.sub("0", one) == NUMBER.sub("0", other) and numbers[0] == pytest.approx(
        numbers[1], rel=1e-6
    )


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notebook_is_what_its_source_gives(language):
    path = maker.NOTEBOOKS[language]
    assert path.stat().st_size <= 300_000
    committed = nbformat.read(path, as_version=4)
    nbformat.validate(committed)
    made = maker.executed(maker.notebook(language))
    assert [(c.id, c.cell_type, c.source) for c in committed.cells] == [
        (c.id, c.cell_type, c.source) for c in made.cells
    ]
    for one, other in zip(committed.cells, made.cells):
        shown = list(outputs(one)), list(outputs(other))
        assert len(shown[0]) == len(shown[1])
        assert all(map(alike, *shown)), one.source
    assert committed.metadata == made.metadata
    text = path.read_text("utf-8")
    assert " at 0x" not in text and str(DEMOS) not in text


def test_the_languages_share_code_and_formulas():
    english, chinese = (maker.notebook(language).cells for language in LANGUAGES)
    assert [cell.cell_type for cell in english] == [cell.cell_type for cell in chinese]
    code = [(e.source, c.source) for e, c in zip(english, chinese) if e.cell_type == "code"]
    # They differ in what the language is, in one word, and in a comment.
    assert sum(one != other for one, other in code) == 3
    for sources, is_chinese in zip(zip(*code), (False, True)):
        comments = re.findall(r"# (.*)", "\n".join(sources))
        assert comments
        assert all(bool(re.search(r"[\u4e00-\u9fff]", c)) == is_chinese for c in comments)
    for one, other in zip(english, chinese):
        if one.cell_type == "markdown":
            formulas = [re.findall(r"\$\$.*?\$\$", c.source, re.S) for c in (one, other)]
            assert formulas[0] == formulas[1]
            assert not re.search(r"[\u4e00-\u9fff]", one.source)
            assert re.search(r"[\u4e00-\u9fff]", other.source)
            assert not re.search(r"[\u4e00-\u9fff][,;:?!]", other.source)


def test_what_a_notebook_derives_comes_out():
    """What stands on both sides of a sign of equality is the same number."""
    texts = "\n".join(
        shown
        for cell in nbformat.read(maker.NOTEBOOKS["en"], as_version=4).cells
        for shown in outputs(cell)
        if isinstance(shown, str)
    )
    deltas = re.search(r"δ\^\(3\) = (\[.*\])\na − y = (\[.*\])", texts)
    assert deltas[1] == deltas[2]
    hidden = re.search(r"δ\^\(2\) +=( \[.*\])\nΘᵀδ ∘ g′ +=( \[.*\])", texts)
    assert hidden[1] == hidden[2]
    pairs = re.findall(r"^(-?[\d.]+) = (-?[\d.]+)$", texts, re.M)
    assert len(pairs) == 2
    for one, other in pairs:
        assert float(one) == pytest.approx(float(other), rel=1e-12)
