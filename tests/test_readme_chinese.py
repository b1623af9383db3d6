"""The Chinese README keeps step with the English one: the same commands, sections and links."""

import difflib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGLISH, CHINESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))
TABLE_ROW = re.compile(r"^\| `(\w+)` \| (.*?) (?<!\\)\| (.*?) (?<!\\)\| .*$", re.M)


def assert_same(english, chinese, what):
    """Fail with a line for each thing that one of the two has and the other has not."""
    difference = [
        line
        for line in difflib.unified_diff(english, chinese, "README.md", "README.zh-CN.md", n=0)
        if not line.startswith("@@")
    ]
    assert not difference, f"the two READMEs differ in {what}:\n" + "\n".join(difference)


def blocks(text):
    """Return the fenced blocks, each as its language and its text."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.M | re.S)


def in_any_language(code):
    """Return code without what may be said in another language."""
    return re.sub(r",? ?language=\"zh\"| --language zh", "", code)


def commands(text):
    """Return every line of code to be typed, without comments, and of a string only its quotes."""
    lines = []
    for language, block in blocks(text):
        lines.append(f"```{language}")
        for line in in_any_language(block).splitlines():
            if language == "python":
                if not re.match(r">>> |\.\.\. ", line):
                    continue  # what is printed may be in Chinese; that it is so, doctest checks
                line = re.sub(r"\s*#(?! doctest:).*", "", line)
                line = re.sub(r"\"[^\"]*[^\x00-\x7f][^\"]*\"", '""', line)
            lines.append(line)
    return lines


def prose(text):
    """Return a README without its fenced blocks and its table of derivatives."""
    return TABLE_ROW.sub("", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S))


def links(text):
    """Return what is linked to and shown in a README, in Markdown or in HTML."""
    return re.findall(r"\]\(([^)\s]+)\)|\b(?:src|srcset|href)=\"([^\"]+)\"", prose(text))


def targets(text):
    """Return where the links lead; what is there in English may be there in Chinese, too."""
    language = r"\.(en|zh|zh-CN)(?=\.)|(?<=docs)/(en|zh)(?=/)"
    return sorted({re.sub(language, "", x or y) for x, y in links(text)})


def test_the_same_commands_and_code():
    assert_same(commands(ENGLISH), commands(CHINESE), "code")
    assert len(commands(ENGLISH)) > 20


def test_the_same_code_within_sentences():
    spans = [
        sorted(
            {in_any_language(" ".join(x.split())) for x in re.findall(r"`([^`]+)`", prose(text))}
        )
        for text in (ENGLISH, CHINESE)
    ]
    assert_same(*spans, "code within sentences")
    assert len(spans[0]) > 80


def test_the_same_sections():
    levels = [re.findall(r"^(#+) ", prose(text), re.M) for text in (ENGLISH, CHINESE)]
    assert_same(*levels, "headings")
    per_section = [
        [
            f"section {number}: {len(part.split(chr(10) + '- '))} points, {part.count('|')} cells"
            for number, part in enumerate(re.split(r"^#+ .*$", prose(text), flags=re.M))
        ]
        for text in (ENGLISH, CHINESE)
    ]
    assert_same(*per_section, "what a section has")


def test_the_same_links():
    assert_same(targets(ENGLISH), targets(CHINESE), "links")
    assert "](README.zh-CN.md)" in ENGLISH.partition("\n## ")[0]
    assert "](README.md)" in CHINESE.partition("\n## ")[0]
    assert "](demos/derivation.zh.md)" in CHINESE


def test_every_relative_link_leads_somewhere():
    found = [(x or y).partition("#")[0] for x, y in links(CHINESE)]
    relative = [link for link in found if not link.startswith(("http:", "https:"))]
    assert len(relative) >= 10
    assert [link for link in relative if not (ROOT / link).exists()] == []


def test_the_same_table_of_derivatives():
    """Words are translated, formulas are not."""
    rows = [
        [
            f"{name}: {symbol}, {derivative if not re.search(words, derivative) else '…'}"
            for name, symbol, derivative in TABLE_ROW.findall(text)
        ]
        for text, words in ((ENGLISH, r"\b(if|for)\b"), (CHINESE, r"[\u4e00-\u9fff]"))
    ]
    assert_same(*rows, "the table of derivatives")
    assert len(rows[0]) > 40


@pytest.mark.parametrize(
    "path", ["README.zh-CN.md", "demos/derivation.zh.md", "autograd_mini/explain/phrases.py"]
)
def test_chinese_has_chinese_punctuation_and_words(path):
    text = re.sub(r"`[^`\n]*`|^```.*?^```$|\]\([^)]*\)", "`", (ROOT / path).read_text("utf-8"))
    lines = [line for line in text.splitlines() if re.search(r"[\u4e00-\u9fff]", line)]
    assert len(lines) > 30
    # Commas stand between numbers and formulas, too; between two Chinese characters none may.
    wrong = r"[\u4e00-\u9fff\x60）][:;?!]|[:;?!][\u4e00-\u9fff]|[\u4e00-\u9fff],|,[\u4e00-\u9fff]"
    assert [line for line in lines if re.search(wrong, line)] == []
    assert [line for line in lines if "结点" in line or "操作数" in line] == []
