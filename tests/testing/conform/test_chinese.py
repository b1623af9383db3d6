"""The properties in Chinese: each has a sentence, and derivatives are those of the README."""

import re
from pathlib import Path

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform import report
from autograd_mini.testing.conform.properties import PROPERTIES, chinese
from autograd_mini.testing.conform.verdicts import verdict_of

ROOT = Path(__file__).parents[3]


def test_every_property_has_a_chinese_sentence_and_none_is_left_over():
    others = {name for name in PROPERTIES if not name.startswith("derivative_of_")}
    assert others <= set(chinese.SENTENCES) <= set(PROPERTIES)
    assert all(
        p.said("zh").endswith("。") and p.said("en") == p.sentence for p in PROPERTIES.values()
    )


def test_derivatives_are_those_of_the_chinese_readme():
    text = (ROOT / "README.zh-CN.md").read_text("utf-8")
    for name in TABLE:
        row = re.search(rf"^\| `{name}` \| .*? (?<!\\)\| (.*?) (?<!\\)\|", text, re.M)
        assert row[1].replace("\\|", "|") == chinese.derivative(name)


def test_derivatives_without_a_translation_are_formulas():
    words = re.compile(r"\b(if|for|the|each|else|in|where|other|when)\b")
    for name in TABLE:
        assert not words.search(chinese.derivative(name)), name


def test_the_report_has_chinese_sentences():
    failed = verdict_of("values_stay", {"status": "failed", "message": "x.data has changed"})
    assert "backward() 不改变任何值。" in report.table("m:Value", [failed], language="zh")
    assert "backward() 不改变任何值。" in report.failure(failed, "zh")
    assert "backward() 不改变任何值。" not in report.failure(failed)
