"""What of a lesson is still to be written, and what is never come to, is told by its name."""

import pytest

from autograd_mini.course.lessons import LESSONS, sentence_of
from autograd_mini.course.marking import mark
from autograd_mini.course.marks import LATER, Line, Mark
from autograd_mini.course.report import report
from autograd_mini.course.source import engine
from autograd_mini.formulas.labels import width_of
from autograd_mini.formulas.wrapping import WIDTH

RAISES = '        raise NotImplementedError("lesson 2")\n'
SUM, PRODUCT = (
    f"        return Value(self.data {sign} other.data, (self, other))\n" for sign in "+*"
)
ABOVE = {"en": "still raises NotImplementedError", "zh": "仍在抛出 NotImplementedError"}
SOME = {"en": "Still to be written: `__mul__`. Read lesson-2.md.",
        "zh": "还没写的：`__mul__`。请读 lesson-2.md。"}  # fmt: skip
GENERAL = {"en": "Something is still to be written here: read lesson-2.md.",
           "zh": "这一课还有没写的：请读 lesson-2.md。"}  # fmt: skip


def read(tmp_path, language, *changes, lesson=2):
    """Return what is read of lesson 2 with some changes in an engine that is right."""
    code = engine(lesson)
    for right, other in changes:
        assert right in code
        code = code.replace(right, other)
    (tmp_path / "engine.py").write_text(code, encoding="utf-8")
    text = report(mark(tmp_path, LESSONS[1], language, 1), language, 1, "")
    return text, code


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_line_that_raises_above_what_is_written_is_named(language, tmp_path):
    text, code = read(tmp_path, language, (SUM, RAISES + SUM), (PRODUCT, RAISES + PRODUCT))
    for name in ("__add__", "__mul__"):
        assert f"`{name}`" in text
    for number, line in enumerate(code.splitlines(), 1):
        if line == RAISES.rstrip("\n"):
            assert f"{number}" in text
    assert text.count(ABOVE[language]) == 2 and GENERAL[language] not in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_left_of_a_lesson_is_named(language, tmp_path):
    text, _ = read(tmp_path, language, (PRODUCT, RAISES))
    assert text.endswith(SOME[language]) and ABOVE[language] not in text
    text, _ = read(tmp_path, language, (SUM, RAISES + SUM), (PRODUCT, RAISES))
    assert SOME[language] in text and text.count(ABOVE[language]) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_a_lesson_of_which_nothing_is_there_it_is_said_as_before(language, tmp_path):
    text, _ = read(tmp_path, language, lesson=1)
    assert text.endswith(GENERAL[language])


def test_what_is_checked_later_is_said_in_one_piece_below_a_long_line():
    lines = [Line(sentence_of(name, "zh"), LATER, 5) for name in LESSONS[4].properties]
    shown = report(Mark(LESSONS[4], lines), "zh", 1, "").splitlines()
    notes = [line for line in shown if "其余正确之后再检查" in line]
    assert len(notes) == len(lines) and all(width_of(line) <= WIDTH for line in shown[:-1])
    assert "    （其余正确之后再检查）" in notes
