"""What the suite says of an engine has Chinese words, wherever it is said."""

import ast
import re
from pathlib import Path

import pytest

from autograd_mini.testing import conform
from autograd_mini.testing.conform.adapter import HOW_TO_SAY
from autograd_mini.testing.conform.messages import comments_in_chinese, in_chinese, in_language
from autograd_mini.testing.conform.report import failure
from autograd_mini.testing.conform.trial import Example
from autograd_mini.testing.conform.verdicts import FAILED, Verdict

FOLDER = Path(conform.__file__).parent
SAYS = {"Wrong", "NotSupported", "EngineError"}
CHINESE = re.compile("[一-鿿]")
CODE = re.compile(r"`[^`]*`|'[^']*'|\S*[._()/=]\S*")  # of Python or of a file: it stays
KNOWN = {"Python", "NumPy", "UTF", "PYTHONHASHSEED", "set", "backward", "grad", "Value"}


def sentences():
    """Yield what is said in the source of the suite, with 7 in place of what is not known there."""
    for path in sorted(FOLDER.rglob("*.py")):
        for n in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in SAYS
            names = {"message", "problem", "told", "self.missing"}
            assigned = isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) in names
            returned = isinstance(n, ast.FunctionDef) and n.name == "how_it_ended"
            if called and n.args:
                yield from said(n.args[0])
            elif assigned:
                yield from said(n.value)
            elif returned:
                for each in ast.walk(n):
                    if isinstance(each, ast.Return):
                        yield from said(each.value)


def said(n):
    if isinstance(n, ast.Constant) and isinstance(n.value, str) and " " in n.value:
        yield re.sub(r"\{[^}]*\}", "7", n.value)
    elif isinstance(n, ast.JoinedStr):
        parts = []
        for part in n.values:
            text = ast.unparse(part) if isinstance(part, ast.FormattedValue) else part.value
            quoted = isinstance(part, ast.FormattedValue) and part.conversion == ord("r")
            if isinstance(part, ast.FormattedValue):
                text = HOW_TO_SAY if "HOW_TO_SAY" in text else "'7'" if quoted else "7"
            parts.append(text)
        if re.search("[a-z] ", "".join(parts)):
            yield "".join(parts)


SENTENCES = sorted(set(sentences()))


def test_the_sentences_are_found():
    assert len(SENTENCES) > 45
    for known in ("the folder 7 is called", "it has no power", "4 times as many", "it crashes"):
        assert any(sentence.startswith(known) for sentence in SENTENCES)


@pytest.mark.parametrize("english", SENTENCES)
def test_each_sentence_is_translated(english):
    chinese = in_chinese(english)
    assert CHINESE.search(chinese)
    first = chinese.partition("\n")[0].replace("--adapter", "")
    words = re.findall("[A-Za-z]{2,}", CODE.sub("", first))
    assert set(words) <= KNOWN, chinese
    assert not re.search("[一-鿿] ?[,:;()](?![a-z])", chinese), chinese


def test_how_to_say_is_translated_wherever_it_ends_a_sentence():
    for before in ("e.py has no .grad; an engine needs .data, .grad and .backward(); if they are "
                   "called otherwise, ", "e.py: Value(1.5) fails: TypeError: no\n"):  # fmt: skip
        chinese = in_chinese(before + HOW_TO_SAY)
        assert "[names]" in chinese and "write" not in chinese.replace("e.py", "")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("e.py, line 2, has a full-width bracket （; write ( in its place: f（x)",
         "e.py 第 2 行有全角括号“（”，请改成半角的“(”：f（x)"),
        ("it was ended after 5 s of computing (engine.py, line 38)",
         "计算了 5 秒还没有结束，被停止了（engine.py 第 38 行）"),
        ("e.py cannot be imported (AssertionError: a; b (c); line 3): assert x == (1)",
         "e.py 无法导入（AssertionError: a; b (c)；第 3 行）：assert x == (1)"),
        ("e.py cannot be imported (NameError: no; line 3 of other.py): x",
         "e.py 无法导入（NameError: no；other.py 第 3 行）：x"),
        ("it raises TypeError: no (a) (my engine.py, line 12)",
         "出错 TypeError：no (a)（my engine.py 第 12 行）"),
        ("it raises TypeError: no (e.py, line 12, and from there lines 7 and 9)",
         "出错 TypeError：no（e.py 第 12 行调用的第 7 和 9 行）"),
        ("importing e.py ends the process, with exit status 0: put that under `if 1:`",
         "导入 e.py 时，它结束了进程，退出状态是 0：请把它放到 `if 1:` 之下"),
        ("e.py has no class Value; it has A, B: write e.py:A",
         "e.py 里没有 Value 类，只有 A, B：请写 e.py:A"),
        ("a.grad is 3.0; it should be 24.0 or 12.0", "a.grad 是 3.0，应为 24.0 或 12.0"),
        ("what an engine says itself", "what an engine says itself"),
    ],
)  # fmt: skip
def test_some_sentences(english, chinese):
    assert in_chinese(english) == chinese


def test_only_comments_of_an_example_are_translated():
    code = "x = a or b\nprint(a.grad)  # 24.0 or 12.0\nprint('# x or y')\n"
    assert comments_in_chinese(code) == code.replace("24.0 or 12.0", "24.0 或 12.0")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "sentence",
    [
        "a.grad is -1.0; it should be -2.0 or -3.0",
        "the derivative with respect to a is 1e-05; it should be -inf",
        "the derivative is -1.0; it should be between -3 and -2",
        "the derivatives are -1.0, -2.0; their sum should be -4.0",
        "the value is -1.0; it should be 1.0",
    ],
)
def test_the_numbers_of_a_sentence_have_the_minus_sign_of_mathematics(sentence, language):
    said = in_language(sentence, language)
    assert "-" not in said.replace("1e-05", "") and said.count("−") == sentence.count(" -")


def test_what_python_says_stays():
    for language in ("en", "zh"):
        assert "x is -1" in in_language("it raises ValueError: x is -1", language)
        assert "-" in comments_in_chinese("print(-a.grad)  # -2.0 or -1.0")
    example = Example("J = -a", actual=(-1.0,), expected=(-2.0,))
    told = failure(
        Verdict("chain_rule", "", FAILED, "J.grad is -1.0; it should be -2.0", example=example)
    )
    assert [line for line in told.splitlines() if "-" in line] == ["    J = -a"]
