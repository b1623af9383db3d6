"""The table of misconceptions: complete in both languages, and each has its semantics."""

import re

import pytest

from autograd_mini.elementary import TABLE
from autograd_mini.options import LANGUAGES, code_in
from autograd_mini.testing.diagnosis.forward import BOTH, LEFT, RIGHT
from autograd_mini.testing.diagnosis.mistakes import LIKELY, MISTAKES, record
from autograd_mini.testing.diagnosis.phrases import PHRASES
from autograd_mini.testing.diagnosis.sites import global_sites, local_sites, written_sites
from autograd_mini.testing.diagnosis.text import filled

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ASCII_AMONG_CHINESE = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")


def comments(code):
    return re.findall("# (.*)", code)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_record_speaks_both_languages(name):
    mistake = MISTAKES[name]
    for text in (mistake.sentence, mistake.question):
        assert not CHINESE.search(text["en"])
        assert CHINESE.search(text["zh"])
        assert not ASCII_AMONG_CHINESE.search(text["zh"])
        assert text["en"][-1] in ".?" and text["zh"][-1] in "。？"
    assert mistake.question["en"].endswith("?")
    assert mistake.code and mistake.smallest
    # Code is the same in both, but for its comments, each of which is in its language.
    english, chinese = (code_in(language, mistake.code) for language in LANGUAGES)
    assert english.partition("# ")[0] == chinese.partition("# ")[0]
    assert not CHINESE.search(english)
    assert not any(re.search("[a-z]", c) and not CHINESE.search(c) for c in comments(chinese))
    for operations in ((), ("sub",), ("mul", "tanh")):
        for language in ("en", "zh"):
            assert "{" not in filled(name, operations, language)
            assert "{" not in filled(name, operations, language, "question")


def test_phrases_are_the_same_in_both_languages():
    assert PHRASES["en"].keys() == PHRASES["zh"].keys()
    for name, english in PHRASES["en"].items():
        fields = re.findall(r"{\w+}", english)
        assert sorted(fields) == sorted(re.findall(r"{\w+}", PHRASES["zh"][name])), name


def test_every_misconception_has_its_semantics():
    forms = {op: {BOTH, RIGHT, LEFT} for op in TABLE}
    keys = [*TABLE, "pow:number", "pow:base"]
    sites = {
        site.mistake for site in [*global_sites(), *written_sites(), *local_sites(keys, forms)]
    }
    # These are seen directly, or measured.
    sites |= {"number-refused", "wrong-value"}
    assert sites == {name for name, m in MISTAKES.items() if m.kind == "mistake"}
    assert set(LIKELY) >= sites


def test_a_name_is_taken_once():
    with pytest.raises(ValueError, match="already"):
        record("wrong-sign", "", "", "", "", "", code="", smallest="")
