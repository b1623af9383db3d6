"""Whatever a learner reads fits a terminal of 80 columns, in both languages."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from autograd_mini.__main__ import main
from autograd_mini.command.chinese_errors import ERRORS
from autograd_mini.course.checks.by_hand import BY_HAND
from autograd_mini.course.folder import start
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.marks import Line, Mark
from autograd_mini.course.report import report
from autograd_mini.course.slips.table import SLIPS
from autograd_mini.course.words import WORDS
from autograd_mini.elementary import TABLE
from autograd_mini.formulas.labels import width_of
from autograd_mini.formulas.wrapping import fitted, wrapped
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.verdicts import FAILED
from autograd_mini.testing.diagnosis.mistakes import MISTAKES
from autograd_mini.testing.diagnosis.text import PHRASES, filled

ENDING, BEGINNING = set("，。；：！？、）”》"), set("（“《")


def sentences(language):
    """Yield the sentences of the tables that a learner reads."""
    yield from WORDS[language].values()
    yield from PHRASES[language].values()
    yield from (text[language] for text in BY_HAND.values())
    yield from (said.said(language) for said in PROPERTIES.values())
    for slip in SLIPS.values():
        yield from (slip.question[language], slip.sentence[language])
    for name in MISTAKES:
        yield from (filled(name, (), language, what) for what in ("question", "sentence"))
    for lesson in LESSONS:
        yield lesson.title[language]
        yield from (check.sentence[language] for check in lesson.checks)
    yield from ERRORS.values() if language == "zh" else ERRORS


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("before", ["", "  ✗ ", "  "])
def test_sentences_fit(language, before):
    found = 0
    for text in sentences(language):
        for line in text.splitlines():
            if line.startswith("   "):  # a command, in a line of its own
                continue
            shown = fitted(before + line, 80).splitlines()
            found += len(shown) > 1
            assert "".join("".join(shown).split()) == "".join((before + line).split())
            assert all(width_of(part) <= 80 for part in shown), shown
            assert not any(part.strip()[0] in ENDING for part in shown[1:]), shown
            assert not any(part[-1] in BEGINNING for part in shown[:-1]), shown
            assert all(part.startswith(" " * len(before)) for part in shown[1:])
    assert found > 40


def test_nothing_is_wider_than_wanted_unless_it_is_one_word():
    for language in ("en", "zh"):
        for text in sentences(language):
            for width in (30, 41, 57):
                for line in wrapped(" ".join(text.split()), width):
                    alone = re.fullmatch(r"\S+|.*(autograd-mini|python -m).*", line)
                    assert width_of(line) <= width or alone, line


@pytest.mark.parametrize("width", [40, 61, 80])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_formula_is_not_broken_beside_its_sign(language, width):
    signs, broken = set("−+·*/=∘×"), 0
    for text in sentences(language):
        lines = list(wrapped(" ".join(text.split()), width))
        broken += len(lines) > 1
        for line, following in pairwise(lines):
            before, after = line.split()[-1], following.split()[0]
            assert not {before, after} & signs, lines
            assert not before.endswith("log"), lines
            assert not (before[-1].isdigit() and after[0] in "课步个"), lines
    assert broken > 40


def test_a_formula_that_is_longer_than_a_line_is_broken_somewhere():
    for width in range(5, 18):
        lines = list(wrapped("so a + b · c − d = 12 s", width))
        assert len(lines) > 1 and all(width_of(line) <= width for line in lines)
    assert "12 s" in list(wrapped("it took 12 s", 8))
    assert "n = 3" in list(wrapped("for n = 3", 6))


def test_a_command_is_not_broken():
    said = "没有 engine.py；请重新开始：autograd-mini course start DIR --language zh，再复制"
    assert "cd my-engine" in fitted("请先进入课程的文件夹：cd my-engine；如果还没有", 26)
    for width in range(45, 90):
        assert "autograd-mini course start DIR --language zh，" in fitted(said, width)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_the_course_prints_fits_the_terminal(tmp_path, monkeypatch, capsys, language):
    start(tmp_path / "mine", language)
    engine = tmp_path / "mine" / "engine.py"
    code = engine.read_text("utf-8").replace("raise NotImplementedError", "return f(x) / 2 * x", 1)
    engine.write_text(code, "utf-8")
    monkeypatch.chdir(tmp_path / "mine")
    for width in (80, 60):
        monkeypatch.setenv("COLUMNS", str(width))
        assert main(["course", "check", "--hints", "2"]) == 1
        assert main(["course", "check", "nowhere/" * 3]) == 2
        lines = [line for text in capsys.readouterr() for line in text.splitlines()]
        assert len(lines) > 10 and all(width_of(line) <= width for line in lines)
    assert Path("engine.py").is_file()


def test_what_goes_on_stands_below_its_column():
    """An operation is called by its sign, which is none of a list there."""
    for sentence in ("· 对各个运算数的导数是 xᵢ、wᵢ。", "+ of two nodes has two edges."):
        rows = fitted(f"  –       derivative_of_dot  {sentence}", 50).splitlines()
        assert [re.match(" *", row)[0] for row in rows[1:]] == [" " * 29] * (len(rows) - 1)
        assert len(rows) > 1
    assert fitted("  ✗ one two three", 10) == "  ✗ one\n    two\n    three"


def test_the_details_of_a_hint_fit_too(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    hint = "原因：用结果来写。\n  J = sigmoid(a)，其中 a = 0.6：∂J/∂a 是 0.24，应为 0.229。"
    failed = [Line("σ 的导数。", FAILED, 6, "对 a 的导数是 0.0。")]
    for line in fitted(report(Mark(LESSONS[5], failed, hint), "zh", 2, "")).splitlines():
        assert width_of(line) <= 40 or "autograd-mini" in line


@pytest.mark.parametrize("width", [90, 80, 72, 60])
@pytest.mark.parametrize("place", ["engine.py, line 112:", "engine.py，第 112 行："])
def test_what_is_returned_stands_behind_return(place, width):
    for code in ("-y * math.log(a.data) - (1 - y) * math.log(1 - a.data)", "z, z.sigmoid()"):
        told = fitted(f"{place}   return {code}", width, indent="  ")
        assert not [row for row in told.splitlines() if row.endswith("return")], told
        assert " ".join(told.split()) == f"{place} return {code}"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_of_derivatives_fits_the_terminal(monkeypatch, capsys, language):
    monkeypatch.setenv("COLUMNS", "1000")
    main(["table", "--language", language])
    whole = capsys.readouterr().out
    for width in (80, 60, 140):
        monkeypatch.setenv("COLUMNS", str(width))
        assert main(["table", "--language", language]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert all(width_of(line) <= width for line in lines)
        assert [line.split()[0] for line in lines if line[:1] != " "][1:] == list(TABLE)
        # Nothing is lost; what is broken is only in another order.
        assert sorted("".join("".join(lines).split())) == sorted("".join(whole.split()))
        assert not any(line.strip()[0] in ENDING for line in lines)
